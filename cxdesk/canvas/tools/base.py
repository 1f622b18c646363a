"""What every gesture has: it begins with a press, follows the pointer, ends or is cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView


class Tool:
    """One gesture, from press to release. A cancelled one leaves no trace.

    ``at`` is in map coordinates, ``on_screen`` in px of the viewport.
    """

    cursor: Qt.CursorShape | None = None

    def __init__(self, view: MapView, at: QPointF, on_screen: QPointF) -> None:
        self.view = view
        self.start = at
        self.start_on_screen = on_screen

    def move(self, at: QPointF, on_screen: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The pointer moved while pressed."""

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The button was released: do it."""

    def cancel(self) -> None:
        """Esc, or the gesture was taken away: leave everything as it was."""
