"""Dropping a tile of the palette onto the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from cxdesk.layout.places import Insertion
from cxdesk.models.records import Stop

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView



class PaletteDrop:
    """A tile hovers over the map: mark where it would go, and make it there on release."""

    def __init__(self, view: MapView, tile: str) -> None:
        self._view = view
        self._tile = tile

    def hover(self, at: QPointF) -> bool:
        """Show where it would go; False where it cannot."""
        target = self._where(at)
        overlay = self._view.overlay
        overlay.mark = QRectF(*target.mark) if target else None
        if self._tile == "moment":
            item = self._view.map_scene.item_at(at)
            overlay.hovered = item.area() if item and self._stop_at(at) else None
            overlay.refresh()
            return bool(self._stop_at(at))
        overlay.refresh()
        return target is not None or self._tile in ("persona", "touchpoint", "phase")

    def drop(self, at: QPointF) -> None:
        """Make it."""
        target, commands = self._where(at), self._view.commands
        self.leave()
        match self._tile:
            case "touchpoint":
                if target:
                    commands.new_touchpoint(target.parent, target.index)
                else:
                    commands.new_touchpoint()
            case "phase":
                commands.new_phase(target.index if target else None)
            case "card" if target:
                commands.new_card(target.lane, target.parent, target.index)
            case "lane" if target:
                commands.new_lane(index=target.index)
            case "persona":
                commands.new_persona()
            case "moment":
                commands.toggle_moment_of_truth(self._stop_at(at))

    def leave(self) -> None:
        """Take the marks away."""
        self._view.overlay.mark = None
        self._view.overlay.hovered = None
        self._view.overlay.refresh()

    def _where(self, at: QPointF) -> Insertion | None:
        layout = self._view.map_scene.layout
        match self._tile:
            case "touchpoint":
                return layout.stop_insertion(at.x())
            case "card":
                return layout.card_insertion(at.x(), at.y())
            case "phase":
                return layout.phase_insertion(at.x())
            case "lane":
                return layout.lane_insertion(at.y())
        return None

    def _stop_at(self, at: QPointF) -> str:
        record = self._view.map_scene.record_at(at)
        return record if isinstance(self._view.workspace.store.get(record), Stop) else ""
