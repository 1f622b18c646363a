"""The keys of the map that are not shortcuts of a menu: walking, rating, going on typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView

SECOND_DIGIT = 600
"""Ms within which 0 after 1 makes it a ten."""

_ARROWS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


class MapKeys(QObject):
    """Arrows walk, Ctrl+arrows move, Enter and Tab go on, digits rate, Esc lets go."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self._one = QTimer(self, singleShot=True, interval=SECOND_DIGIT)
        self._one.timeout.connect(lambda: view.commands.rate(1))

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key stands for; False if it stands for nothing here."""
        key, commands = event.key(), self._view.commands
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _ARROWS:
            (commands.move if control else commands.walk)(_ARROWS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            commands.next_touchpoint()
        elif key == Qt.Key.Key_Tab:
            commands.card_below()
        elif key == Qt.Key.Key_Backtab:
            commands.walk("up")
        elif key == Qt.Key.Key_Escape:
            if not self._view.cancel_gesture():
                self._view.workspace.select([])
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9 and event.text().isdigit() and not control:
            self._digit(key - Qt.Key.Key_0)
        else:
            return False
        return True

    def _digit(self, digit: int) -> None:
        commands, workspace = self._view.commands, self._view.workspace
        if not workspace.stop:
            return
        waits = workspace.rating_scale(workspace.stop).id == "nps"
        if self._one.isActive():
            self._one.stop()
            if digit == 0:
                commands.rate_best()
                return
            commands.rate(1)
        if waits and digit == 1:
            self._one.start()
        else:
            commands.rate(digit)
