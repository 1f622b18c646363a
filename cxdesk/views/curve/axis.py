"""The scale at the left of the emotion curve: five faces and their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.views.widgets.drawing import draw_face
from cxdesk.views.widgets.theme import text_font

FACE = 19.0
_NUMBER_WIDTH = 28.0


class CurveAxis(QWidget):
    """Faces -2 .. +2 at the heights of their hairlines."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._levels: dict[int, float] = {}

    def show_levels(self, levels: Mapping[int, float]) -> None:
        """Show each face at its height, in px from the top."""
        self._levels = dict(levels)
        self.update()

    def fitting(self) -> dict[int, float]:
        """The levels that have room for their faces: all, the ends with the middle, or the ends."""
        heights = sorted(self._levels.values())
        least = min((b - a for a, b in pairwise(heights)), default=FACE)
        every = next((step for step in (1, 2) if step * least >= FACE), 4)
        return {number: y for number, y in self._levels.items() if (number + 2) % every == 0}

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, language = self._workspace.theme, self._workspace.language
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.panel))
        if self.width() < 12 + _NUMBER_WIDTH:  # a map seen from afar has a narrow head: half a
            return  # number would be worse than none
        painter.setFont(text_font(tokens.TINY))
        painter.setPen(QColor(theme.quiet))
        right = self.width() - 12.0
        align = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for number, y in self.fitting().items():
            text = language.number(number, 0, sign=number != 0)
            painter.drawText(QRectF(right - _NUMBER_WIDTH, y - 12, _NUMBER_WIDTH, 24), align, text)
            square = QRectF(0, 0, FACE, FACE)
            square.moveCenter(QPointF(right - _NUMBER_WIDTH - 16, y))
            if square.left() >= 2:
                draw_face(painter, square, number)
