"""A drawn button whose text goes on in next lines where it is wider than its place."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from cxdesk.views.widgets.controls import DrawnButton
from cxdesk.views.widgets.lines import draw_lines, lines, lines_height


class WrappedButton(DrawnButton):
    """As high as its text needs; ``before`` and ``behind`` px stay free beside the lines."""

    before, behind = 28, 4
    least = 28
    """How high it is with one line, in px."""
    most = 4
    """How many lines there are at most."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(160, self.least)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.least)

    def heightForWidth(self, width: int) -> int:
        return self.least + lines_height(len(self.lines(width)) - 1, self.font())

    def lines(self, width: float) -> list[str]:
        """The text broken for a button so wide."""
        return lines(self.text(), self.font(), width - self.before - self.behind, self.most)

    def write(self, painter: QPainter) -> None:
        """Write the lines with the painter's pen, in the middle of the button's height."""
        painter.setFont(self.font())
        place = QRectF(self.rect()).adjusted(self.before, 0, -self.behind, 0)
        draw_lines(painter, place, self.lines(self.width()))
