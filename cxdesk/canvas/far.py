"""How the map's pieces look from afar: planes in telling colours, with faces that keep their shape.

Faces, texts, frames and marks are drawn in px of the screen: the map may be drawn higher than wide.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from math import ceil, floor

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QTransform

from cxdesk.canvas import far_names
from cxdesk.canvas.far_names import NOTE_ACROSS, NOTE_EDGES, NOTE_SIZE
from cxdesk.canvas.painter import Picture
from cxdesk.canvas.pictures import AtOnce, Pictures
from cxdesk.layout import faces
from cxdesk.layout.icons import icon
from cxdesk.layout.primitives import Far, Image, Primitive
from cxdesk.layout.text import LEADING, wrap
from cxdesk.layout.tokens import FEELINGS, SMALL, blend

_FACE_LEAST = 8.5
"""A face smaller than this, in px, would be a dot."""
_BAR = 0.14
"""The height of a bar that stands for a neutral face, in heights of its plane."""
_NUMBER_GAP, _MARK = 5.0, 15.0
"""What is free between a face, its number and the marks, and how large these are, in px."""
_NOTE_EDGE, _NOTE_LEFT, _NOTE_TOP, _NOTE_LINE, _NOTE_STEP = 3, 8.0, 3.0, LEADING * NOTE_SIZE, 6.0
"""A card's edge, where its text begins, its line, and in which steps it takes room, in px."""
_PICTURE_LEAST = 24.0
"""A card's picture lower than this is none."""


def paint_from_afar(
    painter: QPainter, far: Far, area: QRectF, ground: str = "", share: float = 1.0,
    images: Pictures | AtOnce | None = None,
) -> None:  # fmt: skip
    """Paint what is left of a node, and only a ``share`` of its colours on a ``ground``."""
    turned = painter.worldTransform()
    place = turned.mapRect(area)
    painter.resetTransform()
    if far.tint:
        _paint_note(painter, far, place, ground, share, images)
    else:
        _paint_stop(painter, far, place, ground, share)
    painter.setWorldTransform(turned)


# -- touchpoints -------------------------------------------------------------------------------


def _paint_stop(
    painter: QPainter, far: Far, place: QRectF, ground: str, share: float
) -> None:
    """A plane with a name, and below it a face with its number and what is special."""
    width = place.width()
    size = min(far_names.face_side(width, far.size), place.height()) if far.ink else 0.0
    plane = _edged(place)
    painter.fillRect(plane, _color(far.ground, ground, share))
    if far.face is not None and size < _FACE_LEAST:
        fill = FEELINGS[far.face].fill
        painter.fillRect(_bar(plane, far.face), _color(fill, ground, share))
        return
    if not far.ink:
        return
    ink, upward = _color(far.ink, ground, share).name(), far_names.is_upward(width, far.size)
    room = place.adjusted(0, 0, 0, -size - far_names.FACE_GAP)  # all of a row are written one way
    named = _paint_name(painter, far, ink, place if far.face is None else room, upward)
    if far.face is None:
        return
    x = place.center().x() if upward else place.left() + 4 + size / 2
    y = place.bottom() - size / 2 - 3 if named else place.center().y()
    by = size / far_names.FACE
    painter.setWorldTransform(QTransform(by, 0, 0, by, x, y))
    _face(far.face, far.edge, ground, share).paint(painter)
    if not upward:
        left = x + size / 2 + _NUMBER_GAP
        painter.setWorldTransform(QTransform.fromTranslate(left, y))
        beside = (place.right() - left - 2) // _MARK * _MARK
        _beside(far.value, far.marks, far.ink, beside, ground, share).paint(painter)


def _bar(plane: QRect, face: int) -> QRect:
    """Where no face has room: a bar from the middle up or down, so that colour is not alone."""
    thick = max(plane.height() * _BAR, 3.0)
    middle, reach = plane.top() + plane.height() / 2, (plane.height() - thick) / 4
    top = middle - thick / 2 - max(face, 0) * reach
    bottom = middle + thick / 2 - min(face, 0) * reach
    return QRect(plane.left(), round(top), plane.width(), round(bottom - top))


def _paint_name(painter: QPainter, far: Far, ink: str, place: QRectF, upward: bool) -> bool:
    """Write a name across or upward; False where there is no room for it."""
    long, wide = place.width() - 6, place.height() - 3
    if upward:
        long, wide = place.height() - 3, place.width()
    lines = far_names.lines_in(wide, far.size)
    room = long // far_names.STEP * far_names.STEP
    if lines < 1 or room < far_names.LEAST:
        return False
    if upward:
        x, shift = place.center().x(), -0.5
        painter.setWorldTransform(QTransform(0, -1, 1, 0, x, place.bottom()))
    else:
        x, shift = place.left() + 4, 0.0
        painter.setWorldTransform(QTransform.fromTranslate(x, place.top() + 4))
    far_names.text_picture(far.name, room, far.size, lines, ink, shift).paint(painter)
    return True


@lru_cache(maxsize=1024)
def _beside(
    number: str, marks: tuple[tuple[str, str], ...], ink: str, room: float, ground: str,
    share: float,
) -> Picture:  # fmt: skip
    """A number, right of the origin and around its height, and as many marks as there is room."""
    parts: list[Primitive] = []
    x = 0.0
    block = wrap(number, max(room, SMALL), SMALL, "bold", 1)
    if number and not block.cut:
        parts.append(block.at(0, -block.height / 2, ink))
        x = block.width + _NUMBER_GAP
    for name, color in marks:
        if x + _MARK <= room:
            parts.append(icon(name, x, -_MARK / 2, _MARK, color))
            x += _MARK
    return _paled(Picture(parts), ground, share)


@lru_cache(maxsize=32)
def _face(number: int, edge: str, ground: str, share: float) -> Picture:
    """A face around the origin, pale where so much of it is left on a ground."""
    side = far_names.FACE
    picture = Picture(faces.edged_face(number, -side / 2, -side / 2, side, edge))
    return _paled(picture, ground, share)


# -- cards -------------------------------------------------------------------------------------


def _paint_note(
    painter: QPainter, far: Far, place: QRectF, ground: str, share: float,
    images: Pictures | AtOnce | None,
) -> None:  # fmt: skip
    """A plane in the lane's colour; where letters have room, its text on a tint of it."""
    plane, wide = _edged(place), place.width()
    if wide < NOTE_ACROSS:
        painter.fillRect(plane, _color(far.ground, ground, share))
        return
    painter.fillRect(plane, _color(far.tint, ground, share))
    plane.setWidth(_NOTE_EDGE)
    painter.fillRect(plane, _color(far.ground, ground, share))
    left, top, bottom = place.left() + _NOTE_LEFT, place.top() + _NOTE_TOP, place.bottom()
    if far.picture:
        text = 2 * _NOTE_LINE if far.name else 0.0
        high = bottom - top - _NOTE_TOP - text
        if high >= _PICTURE_LEAST:
            shown = Image(0, 0, wide - NOTE_EDGES, high, far.picture, radius=3)
            painter.setWorldTransform(QTransform.fromTranslate(left, top))
            _paled(Picture([shown], images), ground, share).paint(painter)
            painter.resetTransform()
            top += high
    lines = far_names.lines_in(bottom - top, NOTE_SIZE)
    if lines and far.name:
        room = (wide - NOTE_EDGES) // _NOTE_STEP * _NOTE_STEP
        ink = far.ink if share == 1.0 else blend(far.ink, ground, share)
        at = QPointF(left, min(top, bottom - lines * _NOTE_LINE))
        far_names.text_picture(far.name, room, NOTE_SIZE, lines, ink, 0.0).write(painter, at)


# -- on the screen -----------------------------------------------------------------------------


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


def _paled(picture: Picture, ground: str, share: float) -> Picture:
    return picture if share == 1.0 else picture.faded(QColor(ground), share)


@lru_cache(maxsize=1024)
def _color(color: str, ground: str, share: float) -> QColor:
    return QColor(color if share == 1.0 else blend(color, ground, share))
