"""Small buttons that stay pressed: an icon, a face, or a word."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from cxdesk.layout import tokens
from cxdesk.views.widgets.controls import DrawnButton
from cxdesk.views.widgets.drawing import Role, color, draw_face, draw_icon
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import plain_tip

SIDE = 28
_RING = 3.5
"""Px that the keys' ring takes around a chip."""


class Toggle(DrawnButton):
    """On or off, as an icon on a ground of its own while it is on."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setCheckable(True)

    def describe(self, text: str) -> None:
        """Say what is switched, as its tooltip and to a screen reader."""
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def draw(self, painter: QPainter) -> None:
        on = self.isChecked()
        if on or self.hovered:
            painter.setPen(QPen(color(self, Role.Highlight), 1) if on else Qt.PenStyle.NoPen)
            painter.setBrush(color(self, Role.AlternateBase if on else Role.Midlight))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
        square = QRectF(0, 0, 18, 18)
        square.moveCenter(QPointF(self.width() / 2, self.height() / 2))
        ink = Role.Highlight if on else Role.PlaceholderText
        draw_icon(painter, square, self._icon, color(self, ink))


class FaceToggle(DrawnButton):
    """A face that is chosen or not: with a frame while it is, paler while it is not."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.setCheckable(True)

    def describe(self, text: str) -> None:
        """Say what the face means, as its tooltip and to a screen reader."""
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        return QSize(44, 40)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def draw(self, painter: QPainter) -> None:
        on = self.isChecked()
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(color(self, Role.Highlight if on else Role.Mid), 2 if on else 1))
        painter.setBrush(color(self, Role.AlternateBase if on else Role.Base))
        painter.drawRoundedRect(frame, 7, 7)
        square = QRectF(0, 0, 26, 26)
        square.moveCenter(frame.center())
        painter.setOpacity(1.0 if on or self.hovered else 0.75)
        draw_face(painter, square, self.number)
        painter.setOpacity(1.0)


class ChipToggle(DrawnButton):
    """A word that is chosen or not: while it is, it is filled and a tick stands before it."""

    radius = 14.0
    _PAD, _TICK = 11, 18

    def __init__(self, text: str) -> None:
        super().__init__(" ".join(text.split()))
        self.setCheckable(True)
        self.setFont(text_font(tokens.SMALL))
        self.setAccessibleName(self.text())
        self.setToolTip(plain_tip(self.text()))

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(min(width + 2 * self._PAD + self._TICK, 320), SIDE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def draw(self, painter: QPainter) -> None:
        on = self.isChecked()
        edge = Role.Highlight if on else Role.PlaceholderText if self.hovered else Role.Mid
        painter.setPen(QPen(color(self, edge), 1))
        painter.setBrush(color(self, Role.Highlight if on else Role.Base))
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        # The ring of the keys stands off, so that it is never taken for the chip's own edge.
        gap = _RING if self.hasFocus() else 0.0
        frame = whole.adjusted(gap, gap, -gap, -gap)
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        area = whole.adjusted(self._PAD, 0, -self._PAD, 0)
        ink = color(self, Role.HighlightedText if on else Role.WindowText)
        if on:
            tick = QRectF(area.left() - 2, area.center().y() - 7, 14, 14)
            draw_icon(painter, tick, "check-bold", ink)
            area.setLeft(area.left() + self._TICK - 2)
        painter.setPen(ink)
        painter.setFont(self.font())
        room = int(area.width()) + 2
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        align = Qt.AlignmentFlag.AlignVCenter | (
            Qt.AlignmentFlag.AlignLeft if on else Qt.AlignmentFlag.AlignHCenter
        )
        painter.drawText(area, int(align), shown)
