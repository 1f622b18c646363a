"""A template on the start page: its name and phases above a small picture of its map."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from cxdesk.layout.style import palette
from cxdesk.layout.text import Block, wrap
from cxdesk.layout.tokens import BODY, LANES, SMALL
from cxdesk.models.clips import Template
from cxdesk.views.start.start_card import StartCard
from cxdesk.views.widgets.drawing import Role, color, draw_line
from cxdesk.views.widgets.theme import text_font

HEIGHT = 132
_MARGIN, _WORDS_TOP, _WORD_LINES = 16.0, 32.0, 3
_BAR_TOP, _BAR_HEIGHT = 93.5, 7.0
_CELL, _CELL_GAP, _CELLS_TOP = 4.0, 2.0, 103.5
_ROWS = 2
"""How many lanes the picture shows below the touchpoints."""
_WAVE_TOP, _WAVE_HEIGHT = 104.0, 20.0
_WAVE = (0.55, 0.35, 0.7, 0.25, 0.5, 0.2)
"""The heights of the pictured curve's points; 0 is the top."""


class TemplateCard(StartCard):
    """Shows what a new project would begin with; one's own can be removed, with Del, too.

    ``words`` stand below the name; without them, the names of the phases do. ``first``: it is
    what a newcomer should see first.
    """

    def __init__(
        self, outline: Template, words: str = "", remove: str = "", *, first: bool = False
    ) -> None:
        super().__init__(outline.name, remove, inset=10)
        phases = [phase.name for phase in outline.phases]
        # A line ends with the dot, not with the name before it.
        self.words = words or "\N{NO-BREAK SPACE}\N{MIDDLE DOT} ".join(phases)
        self._outline, self._first = outline, first
        self._lanes = [one.kind for one in outline.lanes if one.kind in LANES][1 : 1 + _ROWS]
        self._with_stops = any(phase.stops for phase in outline.phases)
        self.setAccessibleName(f"{outline.name}: {words or ', '.join(phases)}")
        self.setMinimumHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def words_of(self, width: int) -> Block:
        """The words as they stand on a card of this width, in px."""
        return wrap(self.words, width - 2 - 2 * _MARGIN, SMALL, "regular", _WORD_LINES)

    def draw(self, painter: QPainter) -> None:
        """Paint the plane, the name, and the phases with what is below them."""
        width = self.draw_plane(painter, first=self._first).width() - 2 * _MARGIN
        painter.setPen(color(self, Role.WindowText))
        painter.setFont(text_font(BODY + 1, bold=True))
        title = QRectF(_MARGIN, 9, width - (28 if self.cross else 0), 24)
        draw_line(painter, title, self.text())
        self._draw_words(painter)
        if not self._outline.phases:
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
        for number, bar in enumerate(self._columns(width)):
            phase = self._outline.phases[number]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette(number if phase.color is None else phase.color)))
            painter.drawRoundedRect(bar, 3, 3)

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
                    top = cell.bottom() + 3 + row * (_CELL + _CELL_GAP)
                    painter.drawRoundedRect(QRectF(left, top, cell.width(), _CELL), 2, 2)

    def _draw_wave(self, painter: QPainter, width: float) -> None:
        columns = self._columns(width)
        wave = QPainterPath()
        for number, bar in enumerate(columns):
            point = QPointF(bar.center().x(), _WAVE_TOP + _WAVE_HEIGHT * _WAVE[number % len(_WAVE)])
            if number == 0:
                wave.moveTo(point)
            else:
                half = QPointF((columns[1].left() - columns[0].left()) / 2, 0)
                wave.cubicTo(wave.currentPosition() + half, point - half, point)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color(self, Role.Highlight), 2.5))
        painter.drawPath(wave)

    def _draw_words(self, painter: QPainter) -> None:
        painter.setFont(text_font(SMALL))
        painter.setPen(color(self, Role.WindowText if self._first else Role.PlaceholderText))
        for line in self.words_of(self.width()).lines:
            text = "".join(run.text for run in line.runs)
            painter.drawText(QPointF(_MARGIN, _WORDS_TOP + line.baseline), text)
