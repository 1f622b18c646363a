"""Relevance against perception under a hand: every touchpoint a face that can be pointed at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.analysis.matrix import Matrix
from cxdesk.canvas.painter import Picture
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.layout.matrix import FACE, MatrixPicture, Spot, matrix_picture
from cxdesk.models.ids import Id
from cxdesk.views.widgets.drawing import draw_focus
from cxdesk.views.widgets.theme import text_font

_EDGE = 2.0
"""How far the picture keeps from the widget's right edge, in px."""
_REACH = 4.0
_BY = {
    Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageUp: -1,
}  # fmt: skip
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class MatrixPlot(QWidget):
    """Experience across, importance upwards; a filled face is certain, a hollow one is not.

    Arrows walk the faces, what matters most first; Enter chooses one as a click does.
    """

    pointed = Signal(str, QPointF)
    """The stop under the pointer ("" for none), and where that is."""
    chosen = Signal(str)
    """The stop that was clicked."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._matrix = Matrix("asked", [], None)
        self._hint = ""
        self._walked: Id = ""
        self._place()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 280)

    @property
    def picture(self) -> MatrixPicture:
        """What is shown: where touchpoints and their names stand, in px of the widget."""
        return self._picture

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Where each touchpoint stands."""
        return self._picture.spots

    def show_matrix(self, matrix: Matrix, hint: str = "") -> None:
        """Show these findings, or a sentence that tells what is missing."""
        self._matrix, self._hint = matrix, hint
        self._place()

    def _place(self) -> None:
        workspace = self._workspace
        self._picture = matrix_picture(
            self._matrix, self.width() - _EDGE, self.height(), workspace.theme, workspace.language
        )
        self._drawn = Picture(self._picture.parts)
        self.update()

    def spot_at(self, at: QPointF) -> Spot | None:
        """The touchpoint whose face is at this point."""
        reach = FACE / 2 + _REACH
        near = [
            ((one.x - at.x()) ** 2 + (one.y - at.y()) ** 2, number)
            for number, one in enumerate(self.spots)
            if abs(one.x - at.x()) < reach and abs(one.y - at.y()) < reach
        ]
        return self.spots[min(near)[1]] if near else None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hint:
            self._paint_hint(painter)
            return
        self._drawn.paint(painter)
        walked = self._walked if self.hasFocus() else ""
        for spot in self.spots:
            if spot.finding.stop == (walked or self._workspace.stop):
                square = QRectF(0, 0, FACE + 10, FACE + 10)
                square.moveCenter(QPointF(spot.x, spot.y))
                painter.setPen(QPen(QColor(self._workspace.theme.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(square, 9, 9)
        if self.hasFocus():
            draw_focus(painter, self, 6.0)

    def _paint_hint(self, painter: QPainter) -> None:
        theme, area = self._workspace.theme, QRectF(self.rect()).adjusted(1, 6, -1, -1)
        painter.setPen(QPen(QColor(theme.hairline), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(area, 10, 10)
        painter.setFont(text_font(tokens.BODY))
        painter.setPen(QColor(theme.quiet))
        text = area.adjusted(area.width() / 5, 0, -area.width() / 5, 0)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(text, int(flags), self._hint)

    # -- hands ---------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        shape = Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.pointed.emit(spot.finding.stop if spot else "", event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if spot is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(spot.finding.stop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stops = [one.finding.stop for one in self.spots]
        key, here = Qt.Key(event.key()), self._walked in stops
        if key in _OPENING and here:
            self.chosen.emit(self._walked)
        elif key in _BY and stops:
            at = stops.index(self._walked) + _BY[key] if here else 0
            self._walk(self.spots[at % len(stops)])
        else:
            super().keyPressEvent(event)

    def _walk(self, spot: Spot) -> None:
        """Put the keyboard on a face: its card shows as it does under the pointer."""
        self._walked = spot.finding.stop
        self.setAccessibleDescription(spot.finding.name)
        self.pointed.emit(self._walked, QPointF(spot.x, spot.y))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit("", QPointF())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit("", QPointF())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
