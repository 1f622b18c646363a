"""A line of the inspector that leads to another thing: an icon, a name that ends in dots."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from cxdesk.layout import tokens
from cxdesk.views.controls import DrawnButton
from cxdesk.views.drawing import Role, color, draw_icon
from cxdesk.views.theme import text_font
from cxdesk.views.tooltips import plain_tip


class LinkRow(DrawnButton):
    """A click goes there."""

    def __init__(self, icon: str, text: str) -> None:
        super().__init__(text)
        self._icon = icon
        self.setFont(text_font(tokens.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.setToolTip(plain_tip(text))

    def sizeHint(self) -> QSize:
        return QSize(160, 28)

    def draw(self, painter: QPainter) -> None:
        if self.hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(self, Role.Midlight))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        ink = color(self, Role.Highlight)
        draw_icon(painter, QRectF(4, (self.height() - 17) / 2, 17, 17), self._icon, ink)
        painter.setPen(ink)
        painter.setFont(self.font())
        place = self.rect().adjusted(28, 0, -4, 0)
        cut = self.fontMetrics().elidedText(
            " ".join(self.text().split()), Qt.TextElideMode.ElideRight, place.width()
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, cut)
