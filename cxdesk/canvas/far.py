"""How the map's pieces look from afar: planes in telling colours, with faces that keep their shape.

Faces, names, frames and marks are drawn in px of the screen: the map may be drawn higher than wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from math import ceil, floor

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QTransform

from cxdesk.canvas.painter import Picture
from cxdesk.layout import faces
from cxdesk.layout.primitives import Far
from cxdesk.layout.text import LEADING, Block, measure, wrap
from cxdesk.layout.tokens import FEELINGS, blend

_FACE, _FACE_LEAST = 22.0, 8.5
"""Px of a face: as large as on its card, and not so small that it is a dot."""
_FILLED = 0.86
"""How much of a column a face takes."""
_BY_NAME = 1.6
"""How large a face is beside a name at most, in sizes of its type."""
_NAME_SIZES = (14.0, 13.0, 12.0, 11.0)
"""The types of names in px, the one to be preferred first."""
_NAME_LEAST, _NAME_STEP, _ONE_LINE = 28.0, 2.0, 0.92
"""The least room for a name in px; room is taken in steps. What one line needs, in sizes."""
_NAME_ACROSS, _LONGEST = 4.6, 240.0
"""From which room on names are written across, in sizes; how long a line may be upward, in px."""
_HOLDS, _MORE = "\N{NO-BREAK SPACE}", "\N{HORIZONTAL ELLIPSIS}"
_WORDS = 0.75
"""What a name cut after a word must show of the letters that there is room for."""


def paint_from_afar(
    painter: QPainter, far: Far, area: QRectF, ground: str = "", share: float = 1.0
) -> None:
    """Paint what is left of a node, and only a ``share`` of its colours on a ``ground``."""
    turned = painter.worldTransform()
    place = turned.mapRect(area)
    size = min(_face_side(place.width(), far.size), place.height()) if far.ink else 0.0
    small = far.face is not None and size < _FACE_LEAST
    color = FEELINGS[far.face].fill if small and far.face is not None else far.ground
    painter.resetTransform()
    painter.fillRect(_edged(place), _color(color, ground, share))
    if far.ink and not small:
        ink = _color(far.ink, ground, share).name()
        room = place.adjusted(0, 0, 0, -size - 4)  # all names of a row are written one way
        upward = room.width() - 6 < _NAME_ACROSS * far.size
        named = _paint_name(painter, far, ink, place if far.face is None else room, upward)
        if far.face is not None:
            y = place.bottom() - size / 2 - 3 if named else place.center().y()
            by = size / _FACE
            painter.setWorldTransform(QTransform(by, 0, 0, by, place.center().x(), y))
            _face(far.face, far.edge, ground, share).paint(painter)
    painter.setWorldTransform(turned)


def _paint_name(painter: QPainter, far: Far, ink: str, place: QRectF, upward: bool) -> bool:
    """Write a name across or upward; False where there is no room for it."""
    long, wide = place.width() - 6, place.height() - 3
    if upward:
        long, wide = place.height() - 3, place.width()
    lines, room = _lines(wide, far.size), long // _NAME_STEP * _NAME_STEP
    if lines < 1 or room < _NAME_LEAST:
        return False
    if upward:
        x, shift = place.center().x(), -0.5
        painter.setWorldTransform(QTransform(0, -1, 1, 0, x, place.bottom()))
    else:
        x, shift = place.left() + 4, 0.0
        painter.setWorldTransform(QTransform.fromTranslate(x, place.top() + 4))
    _name(far.name, room, far.size, lines, ink, shift).paint(painter)
    return True


def heights_for_names(stops: Sequence[Far], width: float) -> Iterator[tuple[float, float]]:
    """How high cards so wide have to be for their names of a size and their faces, in px of the
    screen: the size to be preferred first. Where names can be written across, they are."""
    across = [size for size in _NAME_SIZES if width - 6 >= _NAME_ACROSS * size]
    for size in across or _NAME_SIZES:
        height = _height_for_names(stops, width, size)
        if height:
            yield size, height


def _height_for_names(stops: Iterable[Far], width: float, size: float) -> float:
    """How high cards so wide have to be for names of one size; 0 where there is no room."""
    across, upward = width - 6, _lines(width, size)
    if not upward:
        return 0.0
    needed = []
    for far in stops:
        face = 0.0 if far.face is None else _face_side(width, size) + 4
        if across >= _NAME_ACROSS * size:
            room = across // _NAME_STEP * _NAME_STEP
            needed.append(_name_block(far.name, room, size, 0).height + 3 + 4 + face)
        else:
            needed.append(_length(far.name, size, upward) + 3 + _NAME_STEP + face)
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
def _name(name: str, room: float, size: float, lines: int, ink: str, shift: float) -> Picture:
    """A name that begins at the origin, ``shift`` of its height below it."""
    block = _name_block(name, room, size, lines)
    return Picture([block.at(0, block.height * shift, ink)])


def _face_side(width: float, size: float) -> float:
    """How large a face is in a column so wide, beside a name of a size."""
    return min(width * _FILLED, size * _BY_NAME, _FACE)


def _lines(wide: float, size: float) -> int:
    """How many lines of a name stand beside each other: letters may reach the edges."""
    return max(int((wide - size * _ONE_LINE) // (size * LEADING)) + 1, 0)


@lru_cache(maxsize=4096)
def _name_block(name: str, room: float, size: float, lines: int) -> Block:
    """A name in lines; one that is cut ends after a word, unless much of the room stayed empty."""
    block = wrap(name, room, size, "regular", lines)
    if not block.cut:
        return block
    words, enough = name.split(), _letters(block) * _WORDS
    shown = len(words) - 1
    while shown > 0 and sum(map(len, words[:shown])) + shown > enough:
        part = wrap(" ".join(words[:shown]) + _MORE, room, size, "regular", lines)
        if not part.cut:
            return part
        shown -= 1
    whole = wrap(name.replace(" ", _HOLDS), room, size, "regular", lines)
    return block if whole.broken > block.broken else whole


def _letters(block: Block) -> int:
    return sum(len(run.text) for line in block.lines for run in line.runs)


@lru_cache(maxsize=4096)
def _length(name: str, size: float, lines: int) -> float:
    """How long so many lines have to be to hold a name, at most ``_LONGEST`` px."""
    least, most = _NAME_LEAST, _LONGEST
    if lines == 1:
        return min(max(measure(name, size), least), most)
    while most - least > _NAME_STEP:
        middle = (least + most) / 2
        block = wrap(name, middle, size, "regular", lines)
        least, most = (middle, most) if block.cut or block.torn else (least, middle)
    return most


@lru_cache(maxsize=1024)
def _color(color: str, ground: str, share: float) -> QColor:
    return QColor(color if share == 1.0 else blend(color, ground, share))


@lru_cache(maxsize=32)
def _face(number: int, edge: str, ground: str, share: float) -> Picture:
    """A face around the origin, pale where so much of it is left on a ground."""
    picture = Picture(faces.edged_face(number, -_FACE / 2, -_FACE / 2, _FACE, edge))
    return picture if share == 1.0 else picture.faded(QColor(ground), share)
