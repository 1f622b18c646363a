"""My own steps, newest first: where I stand among them, and going there by a click."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.history import Step
from cxdesk.views.widgets.controls import label
from cxdesk.views.widgets.item_names import label_text
from cxdesk.views.widgets.record_list import Entry, RecordList, scrolling

START = "start"
MOST = 200
"""How many steps back are listed."""


class StepsPage(QWidget):
    """What can be brought back stands pale above the step that one is at."""

    undo_wanted = Signal(int)
    redo_wanted = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.note = label(look="small", wrap=True)
        self.list = RecordList(editable=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        note = QVBoxLayout()
        note.setContentsMargins(16, 0, 16, 0)
        note.addWidget(self.note)
        column.addLayout(note)
        column.addWidget(scrolling(self.list), 1)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self.list.selected.connect(self._go)
        workspace.changed.connect(lambda _: self._soon.start() if self.isVisible() else None)
        self.retell()

    def retell(self) -> None:
        """Build the texts anew."""
        tr = self._workspace.tr
        self.note.setText(tr("What I have done since the project was opened. A click goes there."))
        self.list.setAccessibleName(tr("Undo history"))
        self.refresh()

    def refresh(self) -> None:
        """Show the steps as they are now."""
        history, tr = self._workspace.session.history, self._workspace.tr
        undone, done = list(history.undone), list(reversed(history.steps))[:MOST]
        here = done[0].group if done else START
        entries = [self._entry(one, quiet=True) for one in undone]
        entries += [self._entry(one, here=one.group == here) for one in done]
        if len(history.steps) <= MOST:
            entries.append(
                Entry(START, tr("As it was opened"), "folder-open-outline",
                      detail=tr("You are here") if here == START else "")
            )  # fmt: skip
        self.list.show_entries(entries, here)

    def _entry(self, step: Step, *, quiet: bool = False, here: bool = False) -> Entry:
        language = self._workspace.language
        return Entry(
            step.group,
            label_text(step.label, language),
            "redo" if quiet else "check",
            quiet=quiet,
            detail=language.tr("You are here") if here else "",
        )

    def _go(self, group: str) -> None:
        history = self._workspace.session.history
        undone = [one.group for one in history.undone]
        done = [one.group for one in history.steps]
        if group in undone:
            self.redo_wanted.emit(len(undone) - undone.index(group))
        elif group in done or group == START:
            many = len(done) - (done.index(group) + 1 if group in done else 0)
            if many:
                self.undo_wanted.emit(many)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
