"""How the map's pieces look from afar: planes in telling colours, with faces that keep their shape.

Faces, names, frames and marks are drawn in px of the screen: the map may be drawn higher than wide.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from math import ceil, floor

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QTransform

from cxdesk.canvas.painter import Picture
from cxdesk.layout import faces
from cxdesk.layout.primitives import Far
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import FEELINGS, blend

_FACE, _FACE_LEAST = 22.0, 9.0
"""Px of a face: as large as on its card, and not so small that it is a dot."""
_FILLED = 0.86
"""How much of a column a face takes."""
_NAME, _NAME_LINE, _NAME_LEAST, _NAME_STEP = 11.0, 14.0, 48.0, 8.0
"""A name's type and line in px, and the least room for it; room is taken in steps."""


def paint_from_afar(
    painter: QPainter, far: Far, area: QRectF, ground: str = "", share: float = 1.0
) -> None:
    """Paint what is left of a node, and only a ``share`` of its colours on a ``ground``."""
    turned = painter.worldTransform()
    place = turned.mapRect(area)
    size = 0.0 if far.face is None else min(place.width() * _FILLED, place.height(), _FACE)
    small = far.face is not None and size < _FACE_LEAST
    color = FEELINGS[far.face].fill if small and far.face is not None else far.ground
    painter.resetTransform()
    painter.fillRect(_edged(place), _color(color, ground, share))
    if far.ink and not small:
        room = (place.height() - size - 8) // _NAME_STEP * _NAME_STEP
        lines = int(place.width() // _NAME_LINE)
        named = room >= _NAME_LEAST and lines > 0
        if named:
            name = _name(far.name, room, lines, _color(far.ink, ground, share).name())
            painter.setWorldTransform(
                QTransform(0, -1, 1, 0, place.center().x(), place.bottom() - size - 5)
            )
            name.paint(painter)
        if far.face is not None:
            y = place.bottom() - size / 2 - 3 if named else place.center().y()
            by = size / _FACE
            painter.setWorldTransform(QTransform(by, 0, 0, by, place.center().x(), y))
            _face(far.face, ground, share).paint(painter)
    painter.setWorldTransform(turned)


@contextmanager
def on_screen(painter: QPainter) -> Iterator[QTransform]:
    """Paint in px of the screen; yields how the map is turned into them."""
    turned = painter.worldTransform()
    painter.resetTransform()
    yield turned
    painter.setWorldTransform(turned)


def widened(area: QRectF, least: float) -> QRectF:
    """An area that is so wide and so high at least, around the same middle."""
    across, down = max(least - area.width(), 0.0) / 2, max(least - area.height(), 0.0) / 2
    return area.adjusted(-across, -down, across, down)


def _edged(place: QRectF) -> QRect:
    """The whole px within an area, so that the gaps between planes are clear."""
    left, top = ceil(place.left()), ceil(place.top())
    width, height = floor(place.right()) - left, floor(place.bottom()) - top
    return QRect(left, top, max(width, 1), max(height, 1))


@lru_cache(maxsize=4096)
def _name(name: str, room: float, lines: int, ink: str) -> Picture:
    """A name that begins at the origin, its lines around the x axis."""
    block = wrap(name, room, _NAME, "regular", lines)
    return Picture([block.at(0, -block.height / 2, ink)])


@lru_cache(maxsize=1024)
def _color(color: str, ground: str, share: float) -> QColor:
    return QColor(color if share == 1.0 else blend(color, ground, share))


@lru_cache(maxsize=32)
def _face(number: int, ground: str, share: float) -> Picture:
    """A face around the origin, pale where so much of it is left on a ground."""
    picture = Picture(faces.face(number, -_FACE / 2, -_FACE / 2, _FACE))
    return picture if share == 1.0 else picture.faded(QColor(ground), share)
