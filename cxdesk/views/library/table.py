"""The table of the touchpoint library, its keys, and what is asked before something is deleted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import library
from cxdesk.models.ids import Id
from cxdesk.models.records import Category, Channel, Department, Term
from cxdesk.views.library.drag import library_drag
from cxdesk.views.library.rows import CATEGORY, CHANNELS, DEPARTMENT, MEAN, NAME, USED
from cxdesk.views.measures.cells import TextCell
from cxdesk.views.widgets.cells import FaceCell, WordsCell
from cxdesk.views.widgets.tables import Index, RowsModel, Table

TERMS: dict[int, type[Term]] = {CHANNELS: Channel, CATEGORY: Category, DEPARTMENT: Department}
"""Columns whose words are chosen from the project's own lists."""


class LibraryTable(Table):
    """Enter and F2 edit a name, or open the menu of a word; Delete asks to delete.

    Rows can be dragged onto the map.
    """

    words_wanted = Signal(object)
    """The cell whose channels, category or department are to be chosen."""
    delete_wanted = Signal()
    carried = Signal(bool)
    """Rows are dragged to the map (True); they were not dropped anywhere (False)."""

    def __init__(self, workspace: Workspace, rows: RowsModel) -> None:
        super().__init__(workspace, rows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setDragEnabled(True)
        self.draw_with({NAME: TextCell(self), MEAN: FaceCell(workspace, self)})
        self.draw_with({at: WordsCell(self) for at in (*TERMS, USED)})

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the selected touchpoints to the map, which is shown meanwhile."""
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        chosen = [self.record_at(index) for index in rows]
        if chosen:
            drag = library_drag(self, self._workspace, chosen)
            self.carried.emit(True)
            if drag.exec(Qt.DropAction.CopyAction) == Qt.DropAction.IgnoreAction:
                self.carried.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() == Qt.Key.Key_Delete and not editing:
            self.delete_wanted.emit()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_F2) and self._has_words():
            self.words_wanted.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _has_words(self) -> bool:
        return self.currentIndex().column() in TERMS

    def _open(self, index: Index) -> None:
        if index.column() == NAME:
            self.edit(index)
        elif index.column() in TERMS:
            self.words_wanted.emit(index)
        else:
            super()._open(index)


def deletion_text(workspace: Workspace, touchpoints: list[Id]) -> str:
    """The question before touchpoints are deleted, with all that goes along."""
    ntr, tr = workspace.language.ntr, workspace.tr
    if len(touchpoints) == 1:
        name = workspace.store.record(touchpoints[0]).name
        asked = tr('Delete "{name}" from the library?', name=name)
    else:
        asked = ntr(
            "Delete {n} touchpoint from the library?",
            "Delete {n} touchpoints from the library?",
            len(touchpoints),
        )
    parts = attached_text(workspace, touchpoints)
    if not parts:
        return f"{asked} {tr('Nothing hangs on it.')}"
    return f"{asked} {tr('It takes along: {parts}.', parts=parts)}"


def attached_text(workspace: Workspace, touchpoints: list[Id]) -> str:
    """What hangs on touchpoints, listed; "" for nothing."""
    ntr, found = workspace.language.ntr, library.attached(workspace.store, touchpoints)
    parts = [
        text
        for number, text in (
            (found.stops, ntr("{n} place on the maps", "{n} places on the maps", found.stops)),
            (found.cards, ntr("{n} card", "{n} cards", found.cards)),
            (found.ratings, ntr("{n} rating", "{n} ratings", found.ratings)),
            (found.figures, ntr("{n} figure", "{n} figures", found.figures)),
            (
                found.questions,
                ntr("{n} linked question", "{n} linked questions", found.questions),
            ),
        )
        if number
    ]
    return ", ".join(parts)


def merging_text(workspace: Workspace, touchpoints: list[Id]) -> str:
    """The question before touchpoints become one, with all that comes together."""
    asked = workspace.language.ntr(
        "Make one touchpoint of {n} that is the same thing?",
        "Make one touchpoint of {n} that are the same thing?",
        len(touchpoints),
    )
    parts, name = attached_text(workspace, touchpoints), workspace.tr("Which name stays?")
    if not parts:
        return f"{asked} {name}"
    return f"{asked} {workspace.tr('Together they have: {parts}.', parts=parts)} {name}"
