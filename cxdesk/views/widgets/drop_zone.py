"""Where a file is dropped or chosen before there is anything else to show."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cxdesk.views.widgets.controls import label
from cxdesk.views.widgets.drawing import Role, color, draw_icon


class DropZone(QWidget):
    """A dashed frame with a hint and a button; says what was wrong with the last file."""

    asked = Signal()

    def __init__(self, hint: str, button: str) -> None:
        super().__init__()
        self.problem = label(look="warning", wrap=True)
        self.problem.hide()
        self._hint = label(hint, "quiet", wrap=True)
        self._button = QPushButton(button)
        self._button.setProperty("look", "primary")
        self._button.setAutoDefault(True)  # Enter presses it, too
        self._button.clicked.connect(self.asked)
        self.setFocusProxy(self._button)
        box = QVBoxLayout(self)
        box.setSpacing(16)
        box.addStretch(1)
        box.addSpacing(56)
        box.setContentsMargins(24, 8, 24, 8)
        middle = Qt.AlignmentFlag.AlignHCenter
        for sentence in (self._hint, self.problem):
            sentence.setAlignment(middle)
            box.addWidget(sentence)
        box.addWidget(self._button, 0, middle)
        box.addStretch(1)

    def show_problem(self, text: str) -> None:
        """Say why a file could not be read; "" takes that away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        quiet = color(self, Role.PlaceholderText)
        pen = QPen(quiet, 1.5)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        square = QRectF(0, 0, 44, 44)
        square.moveCenter(QRectF(self.rect()).center())
        square.moveBottom(self._hint.geometry().top() - 16.0)
        draw_icon(painter, square, "tray-arrow-down", color(self, Role.Highlight))
