"""Icons, faces and stars of the layout, drawn on widgets."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from cxdesk.canvas.painter import Picture
from cxdesk.layout import faces, icons
from cxdesk.layout.tokens import DARK, LIGHT, Theme

Role = QPalette.ColorRole


def icon(name: str, color: str) -> QIcon:
    """An icon in one colour, sharp at every size; see ``cxdesk.layout.icons`` for the names.

    Raises:
        KeyError: if there is no icon of this name.
    """
    return QIcon(_GlyphEngine(name, color))


def draw_icon(painter: QPainter, rectangle: QRectF, name: str, color: QColor) -> None:
    """Draw an icon into a square."""
    _draw(painter, rectangle, _icon(name, color.name()))


def draw_face(painter: QPainter, rectangle: QRectF, number: int) -> None:
    """Draw the face -2 .. +2 into a square, as it looks in the window's theme."""
    dark = QGuiApplication.palette().color(Role.Window).lightness() < _MIDDLE
    _draw(painter, rectangle, _face(number, DARK if dark else LIGHT))


def draw_hollow_face(
    painter: QPainter, rectangle: QRectF, number: int, ground: str, line: str
) -> None:
    """Draw the outline of the face -2 .. +2 into a square: an indication, not more."""
    _draw(painter, rectangle, _hollow_face(number, ground, line))


def draw_star(painter: QPainter, rectangle: QRectF, fill: QColor | None, line: QColor) -> None:
    """Draw a star into a square, filled or (``fill`` None) as an outline."""
    _draw(painter, rectangle, _star(fill.name() if fill else "", line.name()))


def color(widget: QWidget, role: QPalette.ColorRole) -> QColor:
    """A colour of the theme, as this widget has it."""
    return widget.palette().color(role)


def draw_focus(painter: QPainter, widget: QWidget, radius: float, inset: float = 1.0) -> None:
    """Draw the ring that shows where the keyboard is."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = painter.pen()
    pen.setColor(color(widget, Role.Highlight))
    pen.setStyle(Qt.PenStyle.SolidLine)
    pen.setWidthF(2)
    painter.setPen(pen)
    edge = QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(edge, radius, radius)
    painter.restore()


def draw_line(
    painter: QPainter,
    place: QRectF,
    text: str,
    cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Write a text on one line, cut where the place is too narrow."""
    shown = QFontMetricsF(painter.font()).elidedText(text, cut, place.width())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), shown)


class _GlyphEngine(QIconEngine):
    """Paints a glyph as a path."""

    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name, self._color = name, color
        _icon(name, color)

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._name, self._color)

    def paint(
        self, painter: QPainter, rectangle: QRect, mode: QIcon.Mode, state: QIcon.State
    ) -> None:
        side = min(rectangle.width(), rectangle.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rectangle).center())
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(0.45)
        _draw(painter, square, _icon(self._name, self._color))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return pixmap


_SIDE = 24.0
_MIDDLE = 128
"""The lightness, 0 .. 255, below which a window's ground is dark."""


def _draw(painter: QPainter, rectangle: QRectF, picture: Picture) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rectangle.topLeft())
    painter.scale(rectangle.width() / _SIDE, rectangle.height() / _SIDE)
    picture.paint(painter)
    painter.restore()


@lru_cache(maxsize=500)
def _icon(name: str, color: str) -> Picture:
    return Picture([icons.icon(name, 0, 0, _SIDE, color)])


@lru_cache(maxsize=10)
def _face(number: int, theme: Theme) -> Picture:
    return Picture(faces.face(number, 0, 0, _SIDE, theme))


@lru_cache(maxsize=50)
def _hollow_face(number: int, ground: str, line: str) -> Picture:
    return Picture(faces.hollow_face(number, 0, 0, _SIDE, ground, line))


@lru_cache(maxsize=50)
def _star(fill: str, line: str) -> Picture:
    return Picture([faces.star(1, 1, _SIDE - 2, fill, line)])
