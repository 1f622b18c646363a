"""Python's garbage is collected on the window's thread, when nobody is dragging anything.

Python collects in whichever thread happens to make an object. Windows, their scenes and items
refer to one another in circles: one that was closed would be taken down by the thread that saves
or reads a file, which Qt does not survive.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

_EVERY_MS = 1000


class Collecting(QObject):
    """Looks from time to time whether there is enough to be collected, as Python itself would."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that has reached its threshold, unless a button is held."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return
