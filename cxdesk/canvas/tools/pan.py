"""Pushing the paper around: Space-drag or the middle button."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from cxdesk.canvas.tools.base import Tool


class Pan(Tool):
    """The map follows the pointer."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def move(self, at: QPointF, on_screen: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Scroll by what the pointer moved since the last time."""
        moved = on_screen - self.start_on_screen
        self.start_on_screen = on_screen
        self.view.scroll_by(-moved.x(), -moved.y())
