"""Restoring from the past, and naming points of it: each one step, read for on a thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id
from cxdesk.models.ops import versions
from cxdesk.models.records import AnyRecord
from cxdesk.models.store import RuleBroken
from cxdesk.problems import Problem
from cxdesk.storage.blobs import digests_of
from cxdesk.storage.operations import now
from cxdesk.storage.past import Past, Seen, seen
from cxdesk.views.past.points import Moment
from cxdesk.views.widgets.item_names import item_name
from cxdesk.views.window.background import Background


class BringingBack(QObject):
    """Edits the project of today; what is not possible is said, and nothing has happened."""

    restored = Signal(str)
    """Something is as it was: the id of the one thing, "" for everything."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._works: list[Background] = []

    def everything(self, moment: Moment, then: Past) -> None:
        """Bring everything back to a moment."""
        if moment.bring_in is None:
            self._restore(moment, list(then.store.records.values()))
        else:
            bring_in = moment.bring_in
            self._run(lambda: partial(self._restore, moment, bring_in()))

    def item(self, then: Past, item: Id, *, coming: bool = False) -> None:
        """Bring one thing back to how it was then, or (``coming``) to how it would be."""
        workspace = self._workspace
        name = item_name(then.store, item, workspace.language) or workspace.tr("Selected item")

        def restore() -> None:
            self._take_along(then, versions.belonging(then.store, item))
            versions.restore_item(workspace.store, then.store, item, name)

        if self._done(restore):
            self.restored.emit(item)
            said = workspace.tr("{name} is as it was then. Undo takes that back.", name=name)
            if coming:
                said = workspace.tr("{name} is taken over. Undo takes that back.", name=name)
            self._say(said)

    def name_now(self, name: str) -> None:
        """Give the project as it is now a name."""
        path = self._workspace.session.path
        self.name(name, now(), lambda: seen(path))

    def name(self, name: str, at: str, belongs: Callable[[], Seen]) -> None:
        """Give a point of the past a name; ``belongs`` tells, on a thread, what belongs to it."""
        session, store = self._workspace.session, self._workspace.store
        author = session.opening.name

        def keep(found: Seen) -> None:
            self._done(
                lambda: versions.name_version(store, name, author=author, at=at, seen=found)
            )

        def read() -> object:
            session.flush(2.0)
            return partial(keep, belongs())

        self._run(read)

    def close(self) -> None:
        """Wait for the threads."""
        for work in self._works:
            work.wait()

    def tell(self, problem: Exception) -> None:
        """Say why something is not possible."""
        language = self._workspace.language
        text = language.tr("That is not possible as things are now.")
        if isinstance(problem, Problem):
            text = problem.text(language)
        self._workspace.notice.emit(text, "warning")

    def _restore(self, moment: Moment, records: list[AnyRecord]) -> None:
        workspace = self._workspace
        when = moment.when(workspace.language)
        if self._done(lambda: versions.restore_all(workspace.store, records, when)):
            self.restored.emit("")
            self._say(
                workspace.tr("Everything is as it was at {moment}. Undo takes that back.",
                             moment=when)
            )  # fmt: skip

    def _take_along(self, then: Past, records: list[AnyRecord]) -> None:
        """Have the pictures and files at hand that another file holds and this one does not."""
        session = self._workspace.session
        for digest in digests_of(records) if then.path != session.path else ():
            held = then.blob(digest) if session.blob(digest) is None else None
            if held is not None:
                media_type, data = held
                session.keep_blob(data, media_type)

    def _run(self, work: Callable[[], object]) -> None:
        """Do this on a thread of its own: what was asked for before is not forgotten."""
        made = Background(self)
        self._works.append(made)
        made.done.connect(lambda call: call())
        made.failed.connect(self.tell)
        made.run(work)
        made.busy_changed.connect(lambda _: self._works.remove(made))

    def _done(self, edit: Callable[[], object]) -> bool:
        try:
            edit()
        except (Problem, RuleBroken) as problem:
            self.tell(problem)
            return False
        return True

    def _say(self, text: str) -> None:
        self._workspace.notice.emit(text, "plain")
