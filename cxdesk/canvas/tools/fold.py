"""A click on the handle of a phase or lane that collapses or expands it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from cxdesk.canvas.tools.base import Tool


class Fold(Tool):
    """Does it on release, as long as the pointer is still there."""

    cursor = Qt.CursorShape.PointingHandCursor

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Collapse or expand."""
        record = self.view.map_scene.handle_at(at)
        if record and record == self.view.map_scene.handle_at(self.start):
            self.view.commands.toggle_collapsed(record)
