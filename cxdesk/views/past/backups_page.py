"""Backups on this computer: what each holds that is different now, and bringing one back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id
from cxdesk.models.ops import versions
from cxdesk.models.records import TABLE_OF, AnyRecord, Version
from cxdesk.models.store import RuleBroken
from cxdesk.problems import Problem
from cxdesk.storage import gate
from cxdesk.storage.backup import Backup
from cxdesk.views.widgets.controls import label
from cxdesk.views.widgets.item_names import item_name, kind_name, record_name
from cxdesk.views.widgets.moments import when
from cxdesk.views.widgets.record_list import Entry, RecordList, scrolling
from cxdesk.views.window.background import Background

MOST_NAMES = 4


class Difference(msgspec.Struct, frozen=True):
    """What restoring a backup would do to the records that are here now."""

    back: list[AnyRecord]
    """Records that would come back."""
    changed: list[Id]
    away: list[Id]
    """Records made since, which would go."""


class BackupsPage(QWidget):
    """The newest first; choosing one shows what it would change."""

    restored = Signal()
    look_wanted = Signal(object)
    """A Backup: the project is to be shown as it was then."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._backups: dict[str, Backup] = {}
        self.list = RecordList(editable=False)
        self.note, self.details = label(look="quiet", wrap=True), label(look="small", wrap=True)
        self.restore, self.make = QPushButton(), QPushButton()
        self._lay_out()
        self._reading, self._comparing = Background(self), Background(self)
        self._restoring = Background(self)
        self._restoring.done.connect(self._bring_back)
        self._restoring.failed.connect(self._tell)
        self._reading.done.connect(self._show)
        self._reading.failed.connect(self._tell)
        self._comparing.done.connect(self._show_difference)
        self._comparing.failed.connect(self._tell)
        self.list.currentItemChanged.connect(lambda *_: self._turn())
        self.list.currentItemChanged.connect(lambda _, before: self._walk(before))
        self.list.selected.connect(lambda _: self._look())
        self.restore.clicked.connect(self._restore)
        self.make.clicked.connect(self._make)
        self.retell()

    def retell(self) -> None:
        """Build the texts anew."""
        tr = self._workspace.tr
        self.list.setAccessibleName(tr("Backups"))
        self.note.setText(
            tr("Backups are made by themselves before every merge and while you work. They lie on"
               " this computer, not beside the file.")
        )  # fmt: skip
        self.restore.setText(tr("Restore"))
        self.restore.setToolTip(
            tr("Brings everything back to then, as one step that can be undone")
        )
        self.make.setText(tr("Back up now"))
        self._turn()

    def refresh(self) -> None:
        """Look again which there are, on a thread."""
        self._reading.run(self._workspace.session.backups.newest_first)

    def close_page(self) -> None:
        """Wait for the threads."""
        for work in (self._reading, self._comparing, self._restoring):
            work.wait()

    def current(self) -> Backup | None:
        """The chosen backup."""
        item = self.list.currentItem()
        return self._backups.get(self.list.entry(item).id) if item is not None else None

    def _walk(self, before: QListWidgetItem | None) -> None:
        """Arrow keys lead from backup to backup; Qt chooses the first as soon as it has the keys.
        """
        if before is not None and self.list.hasFocus():
            self._look()

    def _look(self) -> None:
        backup = self.current()
        if backup is not None:
            self.look_wanted.emit(backup)

    def _make(self) -> None:
        session = self._workspace.session

        def work() -> list[Backup]:
            session.flush(2.0)
            session.backups.make()
            return session.backups.newest_first()

        self._reading.run(work)

    def _show(self, found: list[Backup]) -> None:
        language = self._workspace.language
        chosen = self.current()
        self._backups = {str(backup.path): backup for backup in found}
        entries = [
            Entry(
                key,
                language.moment(backup.at.astimezone()),
                "history",
                detail=when(backup.at.isoformat(), language),
            )
            for key, backup in self._backups.items()
        ]
        self.list.show_entries(entries, str(chosen.path) if chosen is not None else "")
        self._turn()

    def _turn(self) -> None:
        backup = self.current()
        self.details.setText("")
        self.restore.setEnabled(False)
        if backup is None:
            self._comparing.cancel()
            return
        now = dict(self._workspace.store.records)
        self._comparing.run(lambda: difference(backup.path, now))

    def _show_difference(self, found: Difference) -> None:
        language, store = self._workspace.language, self._workspace.store
        back = [
            record_name(record, language) or kind_name(TABLE_OF[type(record)], language)
            for record in found.back
        ]
        changed = [item_name(store, key, language) for key in found.changed]
        away = [item_name(store, key, language) for key in found.away]
        ntr = language.ntr
        told = (
            (back, ntr("{n} comes back", "{n} come back", len(back))),
            (changed, ntr("{n} changes back", "{n} change back", len(changed))),
            (away, ntr("{n} made since goes", "{n} made since go", len(away))),
        )
        parts = [": ".join(filter(None, (head, _some(names)))) for names, head in told if names]
        self.details.setText("\n".join(parts) or language.tr("Everything is as it was then."))
        self.restore.setEnabled(bool(parts) and not self._workspace.session.read_only)

    def _restore(self) -> None:
        backup, workspace = self.current(), self._workspace
        if backup is None:
            return
        moment = workspace.language.moment(backup.at.astimezone())
        self.restore.setEnabled(False)
        self._restoring.run(lambda: (moment, workspace.session.copies.bring_in(backup.path)))

    def _bring_back(self, found: tuple[str, list[AnyRecord]]) -> None:
        workspace, (moment, records) = self._workspace, found
        try:
            versions.restore_all(workspace.store, records, moment)
        except (Problem, RuleBroken) as problem:
            self._tell(problem)
            return
        notice = workspace.tr("Everything is as it was at {moment}. Undo takes that back.",
                              moment=moment)  # fmt: skip
        workspace.notice.emit(notice, "plain")
        self.refresh()
        self.restored.emit()

    def _tell(self, problem: Exception) -> None:
        language = self._workspace.language
        text = language.tr("That is not possible as things are now.")
        if isinstance(problem, Problem):
            text = problem.text(language)
        self._workspace.notice.emit(text, "warning")

    def _lay_out(self) -> None:
        head, foot = QVBoxLayout(), QVBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        foot.setContentsMargins(16, 4, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.addWidget(self.restore)
        buttons.addWidget(self.make)
        buttons.addStretch(1)
        head.addWidget(self.note)
        foot.addWidget(self.details)
        foot.addLayout(buttons)
        column.addLayout(head)
        column.addWidget(scrolling(self.list), 1)
        column.addLayout(foot)


def difference(backup: Path, now: dict[Id, AnyRecord]) -> Difference:
    """What restoring a backup would do.

    Raises:
        Problem: if the backup cannot be read.
    """
    then = {record.id: record for record in gate.open_contents(backup).records}
    for held in (then, now):  # named versions are about the past: no restoring touches them
        for key in [key for key, record in held.items() if isinstance(record, Version)]:
            del held[key]
    return Difference(
        back=[record for key, record in then.items() if key not in now],
        changed=[key for key, record in then.items() if key in now and now[key] != record],
        away=[key for key in now if key not in then],
    )


def _some(names: Iterable[str]) -> str:
    """The first few names."""
    told = list(dict.fromkeys(name for name in names if name))
    text = ", ".join(told[:MOST_NAMES])
    return f"{text} \N{HORIZONTAL ELLIPSIS}" if len(told) > MOST_NAMES else text
