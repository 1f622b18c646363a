"""The card that tells a point's numbers while the pointer is on its column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.models.scales import face
from cxdesk.views.curve.point_facts import Fact, PointFacts
from cxdesk.views.widgets.drawing import draw_face
from cxdesk.views.widgets.theme import text_font

_PAD, _ROW, _HEAD, _BIG, _WIDEST = 14.0, 20.0, 22.0, 38.0, 320.0
_OFFSET = 18.0


class _Measured(NamedTuple):
    names: float
    values: float


class CurveCard(QWidget):
    """Floats above the plot and lets the pointer through."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._parent = workspace, parent
        self._facts: PointFacts | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def facts(self) -> PointFacts | None:
        """What the card shows; None while it is hidden."""
        return self._facts if self.isVisible() else None

    def tell(self, facts: PointFacts | None, at: QPointF) -> None:
        """Show these facts beside a point of the parent, or nothing."""
        self._facts = facts
        if facts is None:
            self.hide()
            return
        measured = _measure(facts.rows)
        title = QFontMetricsF(text_font(tokens.BODY, bold=True)).horizontalAdvance(facts.name)
        width = min(max(title, measured.names + 20 + measured.values, 150) + 2 * _PAD, _WIDEST)
        height = 2 * _PAD + _HEAD + (_BIG if facts.value else 0) + _ROW * len(facts.rows) - 4
        self.resize(round(width), round(height))
        room = self._parent.rect()
        x = at.x() + _OFFSET
        if x + width > room.width() - 4:
            x = at.x() - _OFFSET - width
        y = min(max(at.y() - height / 2, 4), room.height() - height - 4)
        self.move(round(max(x, 4)), round(max(y, 4)))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        facts, theme = self._facts, self._workspace.theme
        if facts is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.quiet), 1))
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        width = self.width() - 2 * _PAD
        y = _PAD - 3
        painter.setPen(QColor(theme.text))
        self._write(painter, y, _HEAD, facts.name, tokens.BODY, bold=True, width=width)
        y += _HEAD + 2
        if facts.value:
            self._paint_value(painter, y, facts)
            y += _BIG
        for row in facts.rows:
            painter.setPen(QColor(theme.quiet))
            self._write(painter, y, _ROW, row.name, tokens.SMALL, width=width)
            painter.setPen(QColor(theme.warning if row.warning else theme.text))
            self._write(
                painter, y, _ROW, row.value, tokens.SMALL, bold=True, width=width, right=True
            )
            y += _ROW

    def _paint_value(self, painter: QPainter, y: float, facts: PointFacts) -> None:
        left = _PAD
        if facts.valence is not None:
            draw_face(painter, QRectF(left, y + 4, 26, 26), face(facts.valence))
            left += 36
        painter.setPen(QColor(self._workspace.theme.text))
        font = text_font(tokens.PANEL_TITLE, bold=True)
        painter.setFont(font)
        align = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(left, y, 200, 34), align, facts.value)
        left += QFontMetricsF(font).horizontalAdvance(facts.value) + 8
        painter.setPen(QColor(self._workspace.theme.quiet))
        painter.setFont(text_font(tokens.SMALL))
        painter.drawText(QRectF(left, y + 2, 200, 34), align, facts.beside)

    def _write(
        self,
        painter: QPainter,
        y: float,
        height: float,
        text: str,
        size: int,
        *,
        width: float,
        bold: bool = False,
        right: bool = False,
    ) -> None:
        font = text_font(size, bold=bold)
        painter.setFont(font)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        area = QRectF(_PAD, y, width, height)
        painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)


def _measure(rows: Sequence[Fact]) -> _Measured:
    names = QFontMetricsF(text_font(tokens.SMALL))
    values = QFontMetricsF(text_font(tokens.SMALL, bold=True))
    return _Measured(
        max((names.horizontalAdvance(row.name) for row in rows), default=0.0),
        max((values.horizontalAdvance(row.value) for row in rows), default=0.0),
    )
