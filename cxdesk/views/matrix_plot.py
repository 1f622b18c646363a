"""Relevance against perception as a plane: every touchpoint a face, the important ones above."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.analysis.matrix import Finding, Matrix
from cxdesk.canvas.painter import Picture
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import faces, tokens
from cxdesk.layout.labels import Obstacles
from cxdesk.layout.matrix import importance_span, importance_ticks
from cxdesk.layout.tokens import FEELINGS
from cxdesk.models.scales import FACE_NUMBERS, face
from cxdesk.views.drawing import draw_face
from cxdesk.views.theme import text_font

_LEFT, _TOP, _RIGHT, _BOTTOM = 58.0, 6.0, 2.0, 52.0
_FACE, _LABEL_WIDTH, _LINE = 22.0, 150.0, 16.0
_REACH = 4.0


class Spot(NamedTuple):
    """One touchpoint on the plane, in px of the widget."""

    finding: Finding
    x: float
    y: float
    label: QRectF | None


class MatrixPlot(QWidget):
    """Experience across, importance upwards; a filled face is certain, a hollow one is not."""

    pointed = Signal(str, QPointF)
    """The stop under the pointer ("" for none), and where that is."""
    chosen = Signal(str)
    """The stop that was clicked."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._matrix: Matrix | None = None
        self._spots: list[Spot] = []
        self._span = (0.0, 10.0)
        self._hint = ""
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 280)

    @property
    def spots(self) -> list[Spot]:
        """Where each touchpoint stands."""
        return self._spots

    def show_matrix(self, matrix: Matrix, hint: str = "") -> None:
        """Show these findings, or a sentence that tells what is missing."""
        self._matrix, self._hint = matrix, hint
        self._place()

    def plane(self) -> QRectF:
        """The plane inside the axes."""
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    def x_of(self, valence: float) -> float:
        """Where a valence, -1 .. +1, stands."""
        plane = self.plane().adjusted(_FACE, 0, -_FACE, 0)
        return plane.left() + (valence + 1) / 2 * plane.width()

    def y_of(self, importance: float) -> float:
        """Where an importance, 0 .. 10, stands on the part of the scale that is shown."""
        plane = self.plane().adjusted(0, _FACE, 0, -_FACE)
        low, high = self._span
        return plane.bottom() - (importance - low) / (high - low) * plane.height()

    # -- places --------------------------------------------------------------------------------

    def _place(self) -> None:
        found = self._matrix.findings if self._matrix else []
        known = [one for one in found if one.valence is not None and one.importance is not None]
        self._span = importance_span([one.importance or 0.0 for one in known])
        places = [
            (one, self.x_of(one.valence or 0.0), self.y_of(one.importance or 0.0)) for one in known
        ]
        obstacles = Obstacles(self.width() - _RIGHT, self.height() - _BOTTOM, top=_TOP)
        for _, x, y in places:
            obstacles.add_marker(x, y, _FACE + 4)
        metrics = QFontMetricsF(text_font(tokens.TINY))
        self._spots = []
        # What matters most is labelled first; where there is no room, the pointer tells the name.
        for one, x, y in sorted(places, key=lambda place: not place[0].kind):
            width = min(metrics.horizontalAdvance(one.name) + 4, _LABEL_WIDTH)
            area = obstacles.place(x, y, _FACE, (width, _LINE), True, needed=False)
            self._spots.append(Spot(one, x, y, QRectF(*area) if area else None))
        self.update()

    def spot_at(self, at: QPointF) -> Spot | None:
        """The touchpoint whose face is at this point."""
        reach = _FACE / 2 + _REACH
        near = [
            ((one.x - at.x()) ** 2 + (one.y - at.y()) ** 2, number)
            for number, one in enumerate(self._spots)
            if abs(one.x - at.x()) < reach and abs(one.y - at.y()) < reach
        ]
        return self._spots[min(near)[1]] if near else None

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hint:
            self._paint_hint(painter)
            return
        self._paint_ground(painter)
        self._paint_axes(painter)
        for spot in self._spots:
            self._paint_interval(painter, spot.finding, spot.y)
        for spot in self._spots:
            self._paint_face(painter, spot)
        painter.setFont(text_font(tokens.TINY))
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QColor(self._workspace.theme.text))
        veil = QColor(self._workspace.theme.panel)
        veil.setAlphaF(0.75)
        for spot in self._spots:
            if spot.label is not None:
                elide = Qt.TextElideMode.ElideRight
                name = metrics.elidedText(spot.finding.name, elide, spot.label.width())
                # A line of another's interval may cross it: the name is read all the same.
                wide = metrics.horizontalAdvance(name) + 4
                ground = QRectF(0, 0, wide, metrics.height())
                ground.moveCenter(spot.label.center())
                painter.fillRect(ground, veil)
                painter.drawText(spot.label, int(Qt.AlignmentFlag.AlignCenter), name)

    def _paint_hint(self, painter: QPainter) -> None:
        theme, area = self._workspace.theme, QRectF(self.rect()).adjusted(1, 6, -1, -1)
        painter.setPen(QPen(QColor(theme.hairline), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(area, 10, 10)
        painter.setFont(text_font(tokens.BODY))
        painter.setPen(QColor(theme.quiet))
        text = area.adjusted(area.width() / 5, 0, -area.width() / 5, 0)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(text, int(flags), self._hint)

    def _paint_ground(self, painter: QPainter) -> None:
        theme, tr, plane = self._workspace.theme, self._workspace.tr, self.plane()
        middle = self.x_of(0.0)
        border = self._border()
        painter.setPen(Qt.PenStyle.NoPen)
        if border is not None:
            right = QRectF(QPointF(middle, plane.top()), QPointF(plane.right(), border))
            left = QRectF(plane.topLeft(), QPointF(middle, border))
            for area, color in ((right, FEELINGS[2].fill), (left, FEELINGS[-2].fill)):
                soft = QColor(color)
                soft.setAlphaF(0.07 if theme.name != "dark" else 0.16)
                painter.fillRect(area, soft)
        painter.setFont(text_font(tokens.TINY, bold=True))
        painter.setPen(QColor(theme.quiet))
        line = plane.adjusted(10, 6, -10, 0)
        line.setHeight(18)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), tr("Pain points"))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), tr("Brand success points"))

    def _border(self) -> float | None:
        matrix = self._matrix
        if matrix is None or matrix.important_from is None:
            return None
        return self.y_of(matrix.important_from)

    def _paint_axes(self, painter: QPainter) -> None:
        theme, language, plane = self._workspace.theme, self._workspace.language, self.plane()
        pen = QPen(QColor(theme.hairline), 1)
        painter.setPen(pen)
        painter.drawRect(plane)
        painter.setPen(QPen(QColor(theme.quiet), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(self.x_of(0), plane.top(), self.x_of(0), plane.bottom()))
        border = self._border()
        if border is not None:
            painter.drawLine(QLineF(plane.left(), border, plane.right(), border))
        painter.setFont(text_font(tokens.TINY))
        painter.setPen(QColor(theme.quiet))
        for number in FACE_NUMBERS:
            x = self.x_of(number / 2)
            draw_face(painter, QRectF(x - 22, plane.bottom() + 8, 18, 18), number)
            text = language.number(number, 0, sign=number != 0)
            painter.drawText(QRectF(x, plane.bottom() + 7, 30, 20), _MIDDLE, text)
        align = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for number in importance_ticks(self._span):
            y = self.y_of(number)
            area = QRectF(plane.left() - 44, y - 10, 36, 20)
            painter.drawText(area, align, language.number(number, 0))
        self._paint_titles(painter, plane)

    def _paint_titles(self, painter: QPainter, plane: QRectF) -> None:
        tr = self._workspace.tr
        below = QRectF(plane.left(), plane.bottom() + 30, plane.width(), 20)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), tr("Perception (experience)"))
        painter.save()
        painter.translate(12, plane.center().y())
        painter.rotate(-90)
        beside = QRectF(-plane.height() / 2, -10, plane.height(), 20)
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignCenter), tr("Relevance (importance)"))
        painter.restore()

    def _paint_interval(self, painter: QPainter, finding: Finding, y: float) -> None:
        if finding.low is None or finding.high is None:
            return
        color = QColor(self._workspace.theme.quiet)
        color.setAlphaF(0.45)
        painter.setPen(QPen(color, 1.5))
        low, high = max(finding.low, -1.0), min(finding.high, 1.0)
        painter.drawLine(QLineF(self.x_of(low), y, self.x_of(high), y))

    def _paint_face(self, painter: QPainter, spot: Spot) -> None:
        theme = self._workspace.theme
        square = QRectF(spot.x - _FACE / 2, spot.y - _FACE / 2, _FACE, _FACE)
        if self._workspace.stop == spot.finding.stop:
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(square.adjusted(-5, -5, 5, 5), 9, 9)
        number = face(spot.finding.valence or 0.0)
        if not spot.finding.kind or spot.finding.certain:
            draw_face(painter, square, number)
            return
        painter.save()
        painter.translate(square.topLeft())
        Picture(faces.hollow_face(number, 0, 0, _FACE, theme.panel, theme.text)).paint(painter)
        painter.restore()

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

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit("", QPointF())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
