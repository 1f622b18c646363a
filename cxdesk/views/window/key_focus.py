"""Keys belong to the map: a click beside it does not take them away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QWidget

from cxdesk.views.curve.plot import CurvePlot


class KeyFocus(QObject):
    """Gives the keys back to the map after a click on a button or on the curve.

    Whoever rates by a click goes on with an arrow, a digit or N. Buttons reached with Tab or F6
    keep the keys, and so do texts and lists.
    """

    def __init__(self, window: QMainWindow, view: QWidget) -> None:
        super().__init__(window)
        self._window, self._view = window, view
        self._clicked: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonRelease, QEvent.Type.Hide):
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._give_back)
        return False

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if not isinstance(now, (QAbstractButton, CurvePlot)) or now.window() is not self._window:
            return
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._clicked = now
            held = now.viewport() if isinstance(now, CurvePlot) else now
            held.installEventFilter(self)

    def _give_back(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:  # a menu that the click has opened: when it closes
            popup.installEventFilter(self)
            return
        clicked, self._clicked = self._clicked, None
        is_left = clicked is not None and self._window.focusWidget() is clicked
        if is_left and self._view.isVisible():
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
