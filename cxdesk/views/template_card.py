"""A template on the start page: its name above a small picture of its map."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from cxdesk.layout.style import palette
from cxdesk.layout.tokens import BODY, LANES, TINY
from cxdesk.models.clips import Template
from cxdesk.views.controls import DrawnButton, QuietButton
from cxdesk.views.drawing import Role, color
from cxdesk.views.theme import text_font

HEIGHT = 132
_MARGIN, _BAR_TOP, _BAR_HEIGHT = 16.0, 46.0, 22.0
_CELL, _CELL_GAP, _CELLS_TOP = 7.0, 3.0, 74.0
_ROWS = 4
"""How many lanes the picture shows below the touchpoints."""
_WAVE = (0.55, 0.35, 0.7, 0.25, 0.5, 0.2)
"""The heights of the pictured curve's points; 0 is the top."""


class TemplateCard(DrawnButton):
    """Shows what a new project would begin with; one's own can be removed, with Del, too."""

    remove_wanted = Signal()

    def __init__(self, outline: Template, hint: str, remove: str = "") -> None:
        super().__init__(outline.name)
        self._outline, self._hint = outline, hint
        self._lanes = [one.kind for one in outline.lanes if one.kind in LANES][1 : 1 + _ROWS]
        self._with_stops = any(phase.stops for phase in outline.phases)
        names = ", ".join(phase.name for phase in outline.phases)
        self.setAccessibleName(f"{outline.name}: {names or hint}")
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cross: QuietButton | None = None
        if remove:
            self.cross = QuietButton("close")
            self.cross.setParent(self)
            self.cross.describe(remove)
            self.cross.clicked.connect(self.remove_wanted)

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cross stays at the right."""
        super().resizeEvent(event)
        if self.cross is not None:
            self.cross.setGeometry(self.width() - 38, 10, 28, 28)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del removes one's own template."""
        if event.key() == Qt.Key.Key_Delete and self.cross is not None:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def draw(self, painter: QPainter) -> None:
        """Paint the plane, the name, and the phases with what is below them."""
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = color(self, Role.Highlight if self.hovered or self.hasFocus() else Role.Mid)
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(color(self, Role.Button))
        painter.drawRoundedRect(area, 10, 10)
        width = area.width() - 2 * _MARGIN
        painter.setPen(color(self, Role.WindowText))
        painter.setFont(text_font(BODY + 1, bold=True))
        title = QRectF(_MARGIN, 12, width - (28 if self.cross else 0), 24)
        shown = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(title.width())
        )
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, shown)
        if not self._outline.phases:
            self._draw_hint(painter, width)
            return
        self._draw_phases(painter, width)
        if self._with_stops:
            self._draw_stops(painter, width)
        else:
            self._draw_wave(painter, width)

    def _columns(self, width: float) -> list[QRectF]:
        step = width / len(self._outline.phases)
        return [
            QRectF(_MARGIN + number * step, _BAR_TOP, step - 4, _BAR_HEIGHT)
            for number in range(len(self._outline.phases))
        ]

    def _draw_phases(self, painter: QPainter, width: float) -> None:
        painter.setFont(text_font(TINY - 1, bold=True))
        metrics = painter.fontMetrics()
        for number, bar in enumerate(self._columns(width)):
            phase = self._outline.phases[number]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette(number if phase.color is None else phase.color)))
            painter.drawRoundedRect(bar, 5, 5)
            painter.setPen(QColor("white"))
            inside = bar.adjusted(6, 0, -4, 0)
            shown = metrics.elidedText(phase.name, Qt.TextElideMode.ElideRight, int(inside.width()))
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_stops(self, painter: QPainter, width: float) -> None:
        """A box for each touchpoint, and below it the lanes in their colours."""
        painter.setPen(Qt.PenStyle.NoPen)
        for bar, phase in zip(self._columns(width), self._outline.phases, strict=True):
            each = bar.width() / max(len(phase.stops), 1)
            for number, stop in enumerate(phase.stops):
                left = bar.left() + number * each
                cell = QRectF(left, _CELLS_TOP, max(each - 3, 1), _CELL + 3)
                painter.setBrush(color(self, Role.Dark))
                painter.drawRoundedRect(cell, 2, 2)
                filled = {note.kind for note in stop.notes}
                for row, kind in enumerate(self._lanes):
                    tint = QColor(LANES[kind])
                    tint.setAlphaF(0.8 if kind in filled else 0.18)
                    painter.setBrush(tint)
                    top = cell.bottom() + 4 + row * (_CELL + _CELL_GAP)
                    painter.drawRoundedRect(QRectF(left, top, cell.width(), _CELL), 2, 2)

    def _draw_wave(self, painter: QPainter, width: float) -> None:
        columns = self._columns(width)
        wave = QPainterPath()
        for number, bar in enumerate(columns):
            point = QPointF(bar.center().x(), 78 + 40 * _WAVE[number % len(_WAVE)])
            if number == 0:
                wave.moveTo(point)
            else:
                half = QPointF((columns[1].left() - columns[0].left()) / 2, 0)
                wave.cubicTo(wave.currentPosition() + half, point - half, point)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color(self, Role.Highlight), 2.5))
        painter.drawPath(wave)

    def _draw_hint(self, painter: QPainter, width: float) -> None:
        painter.setFont(text_font(BODY))
        painter.setPen(color(self, Role.PlaceholderText))
        box = QRectF(_MARGIN, _BAR_TOP, width, 70)
        painter.drawText(box, Qt.TextFlag.TextWordWrap, self._hint)
