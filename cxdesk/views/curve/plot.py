"""The plane that the emotion curve is drawn on: a view into geometry made by the layout.

The layout was made for one zoom; x is px at that zoom from the left edge of the first column, so
that scrolling and zooming move the view and compute nothing anew. y is px from the plot's top.
Faces and labels keep their size and shape while the view is stretched, lines their thickness.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from cxdesk.canvas.painter import Picture, brush_of, path_of, pen_of
from cxdesk.layout import faces
from cxdesk.layout.curve import CurveLayout, Marker
from cxdesk.layout.primitives import Node, Path, Primitive, Text
from cxdesk.layout.tokens import LIGHT, Theme
from cxdesk.models.ids import Id
from cxdesk.models.scales import face

_THICKEST = 5.0
"""How far a line may reach beyond its path, in px on the screen."""
_BEYOND = 20_000.0
"""How far the hairlines go on beyond the columns, in px."""
_EDGE = 3.0
"""How far a label stays from the edges of the view, in px."""
DENSE = 46.0
"""Columns narrower than this (in px on the screen) show faces without numbers."""
_PALE = 0.25
"""How much of a face and its numbers is left where a filter leaves its stop pale."""
_CROWDED = 22.0
"""Columns narrower than this show smaller faces."""


class Span(NamedTuple):
    """A stop's column: where it begins and how wide it is, in the map's px at 100 %."""

    stop: Id
    x: float
    width: float


class _Label(NamedTuple):
    """A value and its count, around their marker; ``beside`` it they cannot move along it."""

    picture: Picture
    left: float
    right: float
    beside: bool

    def shift(self, at: float, left: float, right: float) -> float | None:
        """How far to move it, so that it is whole between two edges; None if it is left out.

        ``at`` is where its marker is; all are px on the screen. Half a number is a wrong number.
        """
        over, under = at + self.right - right, left - at - self.left
        if max(over, under) <= 0:
            return 0.0
        if self.beside or not left <= at <= right:
            return None
        return under if under > 0 else -over


class _Marker(NamedTuple):
    x: float
    y: float
    face: Picture
    label: _Label | None
    loud: bool
    stop: Id


class _Piece(NamedTuple):
    """A stretch of a line or area, with the x where it begins and ends."""

    left: float
    right: float
    path: QPainterPath
    pen: QPen
    brush: QBrush


class Drawing(pg.GraphicsObject):
    """Everything on the plane, painted in one go; only what is in view."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[_Piece] = []
        self._markers: list[_Marker] = []
        self._levels: tuple[float, ...] = ()
        self._borders: tuple[float, ...] = ()
        self._marked: tuple[float, float] | None = None
        self._pale: frozenset[Id] = frozenset()
        self._covered = 0.0
        self._area = QRectF(0, 0, 1, 1)
        self._room = 1.0
        self._theme: Theme = LIGHT

    def show(
        self,
        layout: CurveLayout,
        levels: Sequence[float],
        borders: Sequence[float],
        room: float,
        theme: Theme,
    ) -> None:
        """Show a laid-out curve.

        ``levels`` are the y of the hairlines, ``borders`` the x between phases, ``room`` is the
        width of the narrowest column.
        """
        self.prepareGeometryChange()
        self._area = QRectF(-_BEYOND, 0, layout.width + 2 * _BEYOND, max(layout.height, 1))
        self._levels, self._borders = tuple(levels), tuple(borders)
        self._room, self._theme = room, theme
        self._pieces = [
            piece
            for node in layout.nodes
            if node.role in ("curve-area", "curve-line")
            for piece in _pieces(node)
        ]
        self._markers = _markers(layout, theme)
        self.update()

    def mark(self, x: float, width: float) -> None:
        """Highlight a column softly; none if it is 0 wide."""
        marked = (x, width) if width else None
        if marked != self._marked:
            self._marked = marked
            self.update()

    @property
    def marked(self) -> tuple[float, float] | None:
        """The x and the width of the highlighted column."""
        return self._marked

    def fade(self, stops: frozenset[Id]) -> None:
        """Paint the faces and numbers of these stops pale."""
        if stops != self._pale:
            self._pale = stops
            self.update()

    def cover(self, width: float) -> None:
        """Say how much of the view's left is covered, in px on the screen."""
        if width != self._covered:
            self._covered = width
            self.update()

    def boundingRect(self) -> QRectF:
        return self._area

    def paint(self, painter: QPainter, *_: object) -> None:
        zoom = painter.worldTransform().m11() or 1.0
        view = self.viewRect()
        self._paint_ground(painter, view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        margin = _THICKEST / zoom
        for left, right, path, pen, brush in self._pieces:
            if left - margin < view.right() and right + margin > view.left():
                painter.setPen(pen)
                painter.setBrush(brush)
                painter.drawPath(path)
        self._paint_markers(painter, view, zoom)

    def _paint_ground(self, painter: QPainter, view: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self._marked is not None:
            x, width = self._marked
            painter.fillRect(QRectF(x, 0, width, self._area.height()), _soft(self._theme))
        pen = QPen(QColor(self._theme.hairline))
        pen.setCosmetic(True)
        painter.setPen(pen)
        height = self._area.height()
        painter.drawLines([QLineF(x, 0, x, height) for x in self._borders])
        lines = [QLineF(view.left(), y, view.right(), y) for y in self._levels]
        if lines:
            painter.drawLine(lines.pop(len(lines) // 2))
        pen.setDashPattern([3, 4])
        painter.setPen(pen)
        painter.drawLines(lines)

    def _paint_markers(self, painter: QPainter, view: QRectF, zoom: float) -> None:
        room = self._room * zoom
        size = min(max(room / _CROWDED, 0.4), 1.0)
        margin = 80 / zoom
        first = bisect_left(self._markers, view.left() - margin, key=lambda one: one.x)
        last = bisect_right(self._markers, view.right() + margin, key=lambda one: one.x)
        seen = self._markers[first:last]
        for marker in sorted(seen, key=lambda one: one.loud):
            painter.setOpacity(_PALE if marker.stop in self._pale else 1.0)
            _paint_at(painter, marker, marker.face, size / zoom, size)
        if room >= DENSE:
            self._paint_labels(painter, seen, view, zoom)
        painter.setOpacity(1.0)

    def _paint_labels(
        self, painter: QPainter, seen: Sequence[_Marker], view: QRectF, zoom: float
    ) -> None:
        for marker in seen:
            if marker.label is None:
                continue
            at = (marker.x - view.left()) * zoom
            shift = marker.label.shift(at, self._covered + _EDGE, view.width() * zoom - _EDGE)
            if shift is not None:
                painter.setOpacity(_PALE if marker.stop in self._pale else 1.0)
                _paint_at(painter, marker, marker.label.picture, 1 / zoom, 1.0, shift)


def _paint_at(
    painter: QPainter,
    marker: _Marker,
    picture: Picture,
    across: float,
    down: float,
    aside: float = 0.0,
) -> None:
    painter.save()
    painter.translate(marker.x + aside * across, marker.y)
    painter.scale(across, down)
    picture.paint(painter)
    painter.restore()


def _pieces(node: Node) -> Iterator[_Piece]:
    """What a node draws; the dashes of a piece go on where the one before it ends."""
    end, run = QPointF(), 0.0
    for part in node.parts:
        if not isinstance(part, Path):
            continue
        path, pen = path_of(part), pen_of(part.paint)
        pen.setCosmetic(True)
        if part.paint.dash:
            begin = path.elementAt(0)
            run = run if QPointF(begin.x, begin.y) == end else 0.0
            pen.setDashOffset(run / part.paint.width)
            end, run = path.currentPosition(), run + path.length()
        box = path.controlPointRect()
        yield _Piece(box.left(), box.right(), path, pen, brush_of(part.paint))


def _markers(layout: CurveLayout, theme: Theme) -> list[_Marker]:
    """Faces and their labels around the origin, ascending in x."""
    labels = {node.key: node.parts for node in layout.nodes if node.role == "curve-label"}
    found = []
    for one in sorted(layout.markers, key=lambda one: one.x):
        stop = one.point.stop
        parts = () if one.estimate else labels.get(f"curve:label:{one.line}:{stop}", ())
        drawn = _face(one, theme)
        label = _label(one, parts) if parts else None
        found.append(_Marker(one.x, one.y, drawn, label, _is_loud(one), stop))
    return found


def _label(marker: Marker, parts: Sequence[Primitive]) -> _Label:
    rows = [(part.size, line) for part in parts if isinstance(part, Text) for line in part.lines]
    left = min(line.x for _, line in rows) - marker.x
    right = max(line.x + line.width for _, line in rows) - marker.x
    half = marker.size / 2
    top = min(line.baseline - size for size, line in rows) - marker.y
    bottom = max(line.baseline for _, line in rows) - marker.y
    beside = top < half and bottom > -half
    return _Label(_Moved(parts, -marker.x, -marker.y), left, right, beside)


def _is_loud(marker: Marker) -> bool:
    """Whether it belongs to everybody's curve, which stands above the others."""
    return marker.line == 0 and not marker.estimate


def _face(marker: Marker, theme: Theme) -> Picture:
    valence = marker.point.estimate_valence if marker.estimate else marker.point.valence
    return _face_picture(face(valence or 0.0), marker.size, marker.estimate, theme)


@lru_cache(maxsize=100)
def _face_picture(number: int, size: float, hollow: bool, theme: Theme) -> Picture:
    corner = -size / 2
    if hollow:
        return Picture(faces.hollow_face(number, corner, corner, size, theme.panel, theme.quiet))
    return Picture(faces.face(number, corner, corner, size, theme))


class _Moved(Picture):
    """A picture whose origin is elsewhere."""

    def __init__(self, parts: Sequence[Primitive], x: float, y: float) -> None:
        super().__init__(parts)
        self._shift = QPointF(x, y)

    def paint(self, painter: QPainter, words: bool = True) -> None:
        painter.translate(self._shift)
        super().paint(painter, words)


def _soft(theme: Theme) -> QColor:
    color = QColor(theme.accent_soft)
    color.setAlphaF(0.45)
    return color


class CurvePlot(pg.GraphicsView):
    """The plane in its view box, and what the pointer and the keyboard do on it."""

    pointed = Signal(str, QPointF)
    """The stop whose column is under the pointer ("" for none), and where the pointer is."""
    chosen = Signal(str)
    """The stop that was clicked."""
    stepped = Signal(int)
    """Left (-1) or right (+1) was pressed."""
    wheeled = Signal(QWheelEvent)
    """A wheel event; the map scrolls and zooms, and the curve follows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.setFrameStyle(0)
        self.setAntialiasing(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box = pg.ViewBox(enableMouse=False, enableMenu=False, invertY=True, defaultPadding=0)
        self.box.disableAutoRange()
        self.setCentralItem(self.box)
        self.drawing = Drawing()
        self.box.addItem(self.drawing, ignoreBounds=True)
        self._spans: tuple[Span, ...] = ()
        self._starts: list[float] = []
        self._scroll_x, self._zoom = 0.0, 1.0
        self._made_for, self._origin = 1.0, 0.0

    @property
    def zoom(self) -> float:
        """Screen px to a px of the map."""
        return self._zoom

    def set_spans(self, spans: Sequence[Span]) -> None:
        """The columns, ascending in x."""
        self._spans = tuple(spans)
        self._starts = [span.x for span in spans]

    def set_scale(self, zoom: float, origin: float) -> None:
        """Say which zoom the drawing was laid out for, and which x of the map is its 0."""
        self._made_for, self._origin = zoom, origin
        self.look_at(self._scroll_x, self._zoom)

    def look_at(self, scroll_x: float, zoom: float) -> None:
        """Put the map's x ``scroll_x`` at the left edge, ``zoom`` screen px to a map px."""
        self._scroll_x, self._zoom = scroll_x, zoom
        width, height = max(self.width(), 1), max(self.height(), 1)
        left, stretch = (scroll_x - self._origin) * self._made_for, zoom / self._made_for
        self.box.setRange(
            xRange=(left, left + width / stretch),
            yRange=(0, height),
            padding=0,
            disableAutoRange=False,
        )
        self.box.prepareForPaint()  # pyqtgraph does so while it paints, and then paints once more

    def seen(self) -> tuple[int, int]:
        """The columns in view, as (first, one past the last)."""
        right = self._scroll_x + self.width() / self._zoom
        first = max(bisect_right(self._starts, self._scroll_x) - 1, 0)
        return first, bisect_left(self._starts, right)

    def span_at(self, x: float) -> Span | None:
        """The column at this x on the screen, in px from the plot's left edge."""
        at = self._scroll_x + x / self._zoom
        found = bisect_right(self._starts, at) - 1
        span = self._spans[found] if found >= 0 else None
        return span if span and at < span.x + span.width else None

    def x_of(self, x: float) -> float:
        """Where the map's x is on the screen, in px from the plot's left edge."""
        return (x - self._scroll_x) * self._zoom

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is not None:
            self.look_at(self._scroll_x, self._zoom)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        span = self.span_at(event.position().x())
        self.pointed.emit(span.stop if span else "", event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            span = self.span_at(event.position().x())
            if span:
                self.chosen.emit(span.stop)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheeled.emit(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit("", QPointF())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}.get(event.key(), 0)
        if by and not event.modifiers():
            self.stepped.emit(by)
        else:
            event.ignore()
