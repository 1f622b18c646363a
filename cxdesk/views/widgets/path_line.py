"""Where something stands: an icon and names, from the outermost to the innermost."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from cxdesk.layout import tokens
from cxdesk.views.widgets.controls import TextLabel
from cxdesk.views.widgets.drawing import Role, color, draw_icon
from cxdesk.views.widgets.lines import draw_lines, lines, lines_height
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import plain_tip

_ICON, _BESIDE, _MOST = 17, 23, 4
"""The icon's width, where the names begin, and on how many lines they stand at most."""


class PathLine(TextLabel):
    """Where a touchpoint stands: an icon, its phase and its channels.

    Long names go on in the next line: however long they are, the panel is no wider for them.
    """

    def __init__(self) -> None:
        super().__init__(wrap=True)
        self._icon = "touchpoint"
        self.setFont(text_font(tokens.SMALL))
        self._line = max(lines_height(1, self.font()), _ICON)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_path(self, icon: str, *parts: str) -> None:
        """Show an icon and names, from the outermost to the innermost."""
        self._icon = icon
        self.setText(" · ".join(part for part in parts if part))
        self.setToolTip(plain_tip(self.text()))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(160, self._line)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._line)

    def heightForWidth(self, width: int) -> int:
        return max(lines_height(len(self._lines(width)), self.font()), self._line)

    def _lines(self, width: int) -> list[str]:
        return lines(self.text(), self.font(), width - _BESIDE, _MOST)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = color(self, Role.PlaceholderText)
        draw_icon(painter, QRectF(0, (self._line - _ICON) / 2, _ICON, _ICON), self._icon, ink)
        painter.setPen(ink)
        place = QRectF(self.rect()).adjusted(_BESIDE, 0, 0, 0)
        draw_lines(painter, place, self._lines(self.width()))
