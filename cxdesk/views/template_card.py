"""A template on the start page: its name above a small picture of its map."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from cxdesk.layout.style import palette
from cxdesk.layout.tokens import BODY, TINY
from cxdesk.views.controls import DrawnButton
from cxdesk.views.drawing import Role, color
from cxdesk.views.theme import text_font

_MARGIN, _BAR_TOP, _BAR_HEIGHT = 16.0, 46.0, 22.0
_WAVE = (0.55, 0.35, 0.7, 0.25, 0.5, 0.2)
"""The heights of the pictured curve's points; 0 is the top."""


class TemplateCard(DrawnButton):
    """Shows the phases that a new project would begin with."""

    def __init__(self, name: str, phases: list[str], hint: str) -> None:
        super().__init__(name)
        self._phases, self._hint = phases, hint
        self.setAccessibleName(f"{name}: {', '.join(phases) or hint}")
        self.setMinimumHeight(132)

    def sizeHint(self) -> QSize:
        return QSize(380, 132)

    def draw(self, painter: QPainter) -> None:
        """Paint the plane, the name, the phases and a curve."""
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = color(self, Role.Highlight if self.hovered or self.hasFocus() else Role.Mid)
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(color(self, Role.Button))
        painter.drawRoundedRect(area, 10, 10)
        painter.setPen(color(self, Role.WindowText))
        painter.setFont(text_font(BODY + 1, bold=True))
        title = QRectF(_MARGIN, 12, area.width() - 2 * _MARGIN, 24)
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._phases:
            self._draw_phases(painter, area.width() - 2 * _MARGIN)
        else:
            self._draw_hint(painter, area.width() - 2 * _MARGIN)

    def _draw_phases(self, painter: QPainter, width: float) -> None:
        painter.setFont(text_font(TINY - 1, bold=True))
        metrics = painter.fontMetrics()
        step = width / len(self._phases)
        wave = QPainterPath()
        for number, name in enumerate(self._phases):
            bar = QRectF(_MARGIN + number * step, _BAR_TOP, step - 4, _BAR_HEIGHT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette(number)))
            painter.drawRoundedRect(bar, 5, 5)
            painter.setPen(QColor("white"))
            inside = bar.adjusted(6, 0, -4, 0)
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(inside.width()))
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, shown)
            point = QPointF(bar.center().x(), 78 + 40 * _WAVE[number % len(_WAVE)])
            if number == 0:
                wave.moveTo(point)
            else:
                half = QPointF(step / 2, 0)
                wave.cubicTo(wave.currentPosition() + half, point - half, point)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color(self, Role.Highlight), 2.5))
        painter.drawPath(wave)

    def _draw_hint(self, painter: QPainter, width: float) -> None:
        painter.setFont(text_font(BODY))
        painter.setPen(color(self, Role.PlaceholderText))
        box = QRectF(_MARGIN, _BAR_TOP, width, 70)
        painter.drawText(box, Qt.TextFlag.TextWordWrap, self._hint)
