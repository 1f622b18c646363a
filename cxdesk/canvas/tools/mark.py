"""A click on the mark of a touchpoint's card that opens its sub-journey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from cxdesk.canvas.overview import FAR
from cxdesk.canvas.tools.base import Tool
from cxdesk.layout.pieces import MARK_SIDE
from cxdesk.models import nesting
from cxdesk.models.ids import Id

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView


class OpenMark(Tool):
    """Opens on release, as long as the pointer is still there."""

    cursor = Qt.CursorShape.PointingHandCursor

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Go into the sub-journey."""
        stop = mark_at(self.view, at)
        if stop and stop == mark_at(self.view, self.start):
            self.view.commands.open_sub_journey(stop)


def mark_at(view: MapView, at: QPointF) -> Id:
    """The stop whose mark of a sub-journey is at this point of the map, or ""."""
    if view.zoom < FAR:
        return ""  # from afar there are no marks
    item = view.map_scene.item_at(at)
    if item is None or item.node.role != "stop":
        return ""
    corner = item.area().topRight()
    if at.x() < corner.x() - MARK_SIDE or at.y() > corner.y() + MARK_SIDE:
        return ""
    stop = item.node.record
    return stop if nesting.sub_journey(view.workspace.store, stop) is not None else ""
