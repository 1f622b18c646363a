"""A line of the inspector that leads to another thing: an icon and its name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from cxdesk.layout import tokens
from cxdesk.views.widgets.drawing import Role, color, draw_icon
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import plain_tip
from cxdesk.views.widgets.wrapped_button import WrappedButton


class LinkRow(WrappedButton):
    """A click goes there."""

    def __init__(self, icon: str, text: str) -> None:
        super().__init__(text)
        self._icon = icon
        self.setFont(text_font(tokens.SMALL))
        self.setAccessibleName(text)
        self.setToolTip(plain_tip(text))

    def draw(self, painter: QPainter) -> None:
        if self.hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(self, Role.Midlight))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        ink = color(self, Role.Highlight)
        draw_icon(painter, QRectF(4, (self.height() - 17) / 2, 17, 17), self._icon, ink)
        painter.setPen(ink)
        self.write(painter)
