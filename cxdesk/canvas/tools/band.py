"""Selecting several things: a rubber band over the empty part of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from cxdesk.canvas.tools.base import Tool

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
        """Take the band away; a mere click on the empty map selects nothing."""
        if not self._moved and not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.view.workspace.select([])
        self._end()

    def cancel(self) -> None:
        """Select what was selected before."""
        self.view.workspace.select(self._before)
        self._end()

    def _end(self) -> None:
        self.view.overlay.band = None
        self.view.overlay.refresh()
