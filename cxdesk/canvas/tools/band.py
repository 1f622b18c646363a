"""Selecting several things: a rubber band over the empty part of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from cxdesk.canvas.tools.base import Tool
from cxdesk.layout.places import Cell
from cxdesk.models import queries
from cxdesk.models.lane_kinds import KINDS

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView


class RubberBand(Tool):
    """What the band touches is selected; with Shift, beside what was selected before."""

    def __init__(self, view: MapView, at: QPointF, on_screen: QPointF) -> None:
        super().__init__(view, at, on_screen)
        self._before = view.workspace.selected
        self._moved = False

    def move(self, at: QPointF, on_screen: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Draw the band and select what it touches."""
        if not self._moved and (on_screen - self.start_on_screen).manhattanLength() < 4:
            return
        self._moved = True
        area = QRectF(self.start, at).normalized()
        self.view.overlay.band = area
        kept = self._before if modifiers & Qt.KeyboardModifier.ShiftModifier else ()
        self.view.workspace.select([*kept, *self.view.map_scene.records_in(area)])
        self.view.overlay.refresh()
        self.view.hand.scroll_at_edge(on_screen)

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Take the band away; a mere click is in the empty cell there, or selects nothing."""
        if not self._moved and not modifiers & Qt.KeyboardModifier.ShiftModifier:
            cell = self._clicked_cell()
            self.view.workspace.select([])
            self.view.commands.clicked = (cell.lane, cell.stop) if cell is not None else None
            if cell is not None and self._is_empty(cell):
                self.view.workspace.enter_cell(cell.lane, cell.stop)
        self._end()

    def cancel(self) -> None:
        """Select what was selected before."""
        self.view.workspace.select(self._before)
        self._end()

    def _clicked_cell(self) -> Cell | None:
        """The cell that was clicked, if cards of text can stand there."""
        heads, clicked = self.view.heads, self.start_on_screen
        if clicked.x() < heads.width() or clicked.y() < heads.height():
            return None  # what has scrolled beneath the heads is not what was clicked
        layout = self.view.map_scene.layout
        cell = layout.cell_at(self.start.x(), self.start.y())
        row = layout.row_at(self.start.y())
        if cell is None or not cell.stop or row is None or row.collapsed:
            return None
        if cell.kind == "images" or not KINDS[cell.kind].cards:
            return None
        return cell

    def _is_empty(self, cell: Cell) -> bool:
        return not queries.cards(self.view.workspace.store, cell.lane, cell.stop)

    def _end(self) -> None:
        self.view.overlay.band = None
        self.view.overlay.refresh()
