"""How the map's pieces look from afar: planes in telling colours, with faces that keep their shape.

Faces, names, frames and marks are drawn in px of the screen: the map may be drawn higher than wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from math import ceil, floor

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QTransform

from cxdesk.canvas.painter import Picture
from cxdesk.layout import faces
from cxdesk.layout.primitives import Far
from cxdesk.layout.text import Block, measure, wrap
from cxdesk.layout.tokens import FEELINGS, blend

_FACE, _FACE_LEAST = 22.0, 9.0
"""Px of a face: as large as on its card, and not so small that it is a dot."""
_FILLED = 0.86
"""How much of a column a face takes."""
_NAME, _NAME_LINE, _NAME_LEAST, _NAME_STEP = 10.0, 13.5, 28.0, 2.0
"""A name's type and line in px, and the least room for it; room is taken in steps."""
_NAME_ACROSS, _LONGEST = 46.0, 240.0
"""Px from which on names are written across; how long a line of one that is not may be."""
_HOLDS = "\N{NO-BREAK SPACE}"


def paint_from_afar(
    painter: QPainter, far: Far, area: QRectF, ground: str = "", share: float = 1.0
) -> None:
    """Paint what is left of a node, and only a ``share`` of its colours on a ``ground``."""
    turned = painter.worldTransform()
    place = turned.mapRect(area)
    size = min(place.width() * _FILLED, place.height(), _FACE) if far.ink else 0.0
    small = far.face is not None and size < _FACE_LEAST
    color = FEELINGS[far.face].fill if small and far.face is not None else far.ground
    painter.resetTransform()
    painter.fillRect(_edged(place), _color(color, ground, share))
    if far.ink and not small:
        ink = _color(far.ink, ground, share).name()
        room = place.adjusted(0, 0, 0, -size - 4)  # all names of a row are written one way
        upward = room.width() - 6 < _NAME_ACROSS
        named = _paint_name(painter, far.name, ink, place if far.face is None else room, upward)
        if far.face is not None:
            y = place.bottom() - size / 2 - 3 if named else place.center().y()
            by = size / _FACE
            painter.setWorldTransform(QTransform(by, 0, 0, by, place.center().x(), y))
            _face(far.face, ground, share).paint(painter)
    painter.setWorldTransform(turned)


def _paint_name(painter: QPainter, name: str, ink: str, place: QRectF, upward: bool) -> bool:
    """Write a name across or upward; False where there is no room for it."""
    long, wide = place.width() - 6, place.height() - 3
    if upward:
        long, wide = place.height() - 3, place.width()
    lines, room = int(wide // _NAME_LINE), long // _NAME_STEP * _NAME_STEP
    if lines < 1 or room < _NAME_LEAST:
        return False
    if upward:
        x, shift = place.center().x(), -0.5
        painter.setWorldTransform(QTransform(0, -1, 1, 0, x, place.bottom()))
    else:
        x, shift = place.left() + 4, 0.0
        painter.setWorldTransform(QTransform.fromTranslate(x, place.top() + 4))
    _name(name, room, lines, ink, shift).paint(painter)
    return True


def height_for_names(stops: Iterable[Far], width: float) -> float:
    """How high cards so wide have to be for their names and faces, all in px of the screen.

    Names are written across or upward, whichever takes less; 0 where there is no room for any.
    """
    across, upward = width - 6, int(width // _NAME_LINE)
    if not upward:
        return 0.0
    needed = []
    for far in stops:
        face = 0.0 if far.face is None else min(width * _FILLED, _FACE) + 4
        if across >= _NAME_ACROSS:
            needed.append(_name_block(far.name, across, 0).height + 3 + 4 + face)
        else:
            needed.append(_length(far.name, upward) + 3 + _NAME_STEP + face)
    return max(needed, default=0.0)


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
def _name(name: str, room: float, lines: int, ink: str, shift: float) -> Picture:
    """A name that begins at the origin, ``shift`` of its height below it."""
    block = _name_block(name, room, lines)
    return Picture([block.at(0, block.height * shift, ink)])


def _name_block(name: str, room: float, lines: int) -> Block:
    """A name in lines; one that is cut shows as many letters as there is room for."""
    block = wrap(name, room, _NAME, "regular", lines)
    return wrap(name.replace(" ", _HOLDS), room, _NAME, "regular", lines) if block.cut else block


@lru_cache(maxsize=4096)
def _length(name: str, lines: int) -> float:
    """How long so many lines have to be to hold a name, at most ``_LONGEST`` px."""
    least, most = _NAME_LEAST, _LONGEST
    if lines == 1:
        return min(max(measure(name, _NAME), least), most)
    while most - least > _NAME_STEP:
        middle = (least + most) / 2
        block = wrap(name, middle, _NAME, "regular", lines)
        least, most = (middle, most) if block.cut or block.torn else (least, middle)
    return most


@lru_cache(maxsize=1024)
def _color(color: str, ground: str, share: float) -> QColor:
    return QColor(color if share == 1.0 else blend(color, ground, share))


@lru_cache(maxsize=32)
def _face(number: int, ground: str, share: float) -> Picture:
    """A face around the origin, pale where so much of it is left on a ground."""
    picture = Picture(faces.face(number, -_FACE / 2, -_FACE / 2, _FACE))
    return picture if share == 1.0 else picture.faded(QColor(ground), share)
