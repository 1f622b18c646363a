"""What undo says when others have been there meanwhile: who it was, and whether to go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import N_
from cxdesk.models.history import Cell
from cxdesk.models.ids import Id
from cxdesk.problems import Problem
from cxdesk.storage import timeline
from cxdesk.views.widgets.item_names import field_name, item_name
from cxdesk.views.window.background import Background
from cxdesk.views.window.notice_bar import NoticeBar


class UndoWords(QObject):
    """Finds out on a thread who it was, then says so, or asks in the bar above the map."""

    def __init__(self, workspace: Workspace, bar: NoticeBar, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self.bar = workspace, bar
        self._work = Background(self)
        self._work.done.connect(lambda call: call())
        workspace.left_as_is.connect(self._tell)
        workspace.doubted.connect(self._ask)

    def close(self) -> None:
        """Wait for the thread."""
        self._work.wait()

    def _find(self, cells: Sequence[Cell], then: Callable[[list[str]], None]) -> None:
        session = self._workspace.session

        def look() -> object:
            try:
                names = timeline.authors(session.path, cells, session.opening.id)
            except Problem:
                names = ["" for _ in cells]  # the file is away: somebody, then
            return partial(then, names)

        self._work.run(look)

    def _tell(self, kept: Sequence[Cell], done: int, redo: bool) -> None:
        self._find(kept[:1], lambda names: self._say(kept, done, redo, names[0]))

    def _say(self, kept: Sequence[Cell], done: int, redo: bool, name: str) -> None:
        language = self._workspace.language
        (record, field), total = kept[0], done + len(kept)
        message = N_("{done} of {total} undone; {name} has changed {field} of {item} since.")
        if redo:
            message = N_("{done} of {total} redone; {name} has changed {field} of {item} since.")
        text = language.tr(
            message,
            done=done,
            total=total,
            name=name or language.tr("Somebody"),
            field=field_name(field, language),
            item=item_name(self._workspace.store, record, language),
        )
        self._workspace.notice.emit(text, "plain")

    def _ask(self, theirs: Sequence[Id], go_on: Callable[[], object]) -> None:
        cells = [(record, "*") for record in theirs]
        self._find(cells, lambda names: self._question(theirs, names, go_on))

    def _question(
        self, theirs: Sequence[Id], names: list[str], go_on: Callable[[], object]
    ) -> None:
        language, store = self._workspace.language, self._workspace.store
        who = ", ".join(dict.fromkeys(name for name in names if name)) or language.tr("Somebody")
        items = dict.fromkeys(item_name(store, record, language) for record in theirs)
        named = [name for name in items if name]
        text = language.tr("{name} has worked on this since. Undo takes that away, too.", name=who)
        if named:
            text = language.tr(
                "{name} has worked on this since: {items}. Undo takes that away, too.",
                name=who,
                items=", ".join(named[:4]) + (" \N{HORIZONTAL ELLIPSIS}" if named[4:] else ""),
            )
        offers = [
            (language.tr("Leave it"), lambda: None),
            (language.tr("Undo all the same"), go_on),
        ]
        self.bar.tell(text, offers, close=language.tr("Close"))
