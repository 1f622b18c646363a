"""Planes with more markers than there is room for names: numbers on them, which a list explains."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from cxdesk.analysis.curve import Point
from cxdesk.layout.primitives import Text
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import TINY
from cxdesk.models.ids import Id

_CROWD = 24
"""Up to how many markers names are looked a place for; beyond, most would be cut or far away."""
_APART = 0.85
"""How far apart markers should be, in their sizes: their numbers are narrower than they are."""
_SAME, _GOLDEN = 0.01, 2.4
"""Within how many px markers lie on the same point; by which angle such ones leave it."""
_MOST_STEPS, _MOST_PAIRS = 30, 200_000
_DIGITS = (TINY, TINY, 9.5, 7.5)
"""In which size a number of so many digits is written."""


class _Known(Protocol):
    @property
    def id(self) -> Id: ...


def is_crowded(count: int) -> bool:
    """Whether so many markers are numbered."""
    return count > _CROWD


def numbered(records: Sequence[_Known]) -> dict[Id, int]:
    """The numbers of records where so many are a crowd: from 1, in their order; else none."""
    if not is_crowded(len(records)):
        return {}
    return {one.id: number for number, one in enumerate(records, 1)}


def spread(points: Sequence[Point], size: float) -> list[Point]:
    """Markers of a size moved apart, so that their numbers can be read.

    None goes farther than half its size: it still covers the point that it stands for.
    """
    moved = list(points)
    for _ in range(min(_MOST_STEPS, _MOST_PAIRS // len(points) ** 2)):
        for number, (x, y) in enumerate(points):
            right, down = _pushed(moved, number, size)
            far = math.hypot(moved[number][0] + right - x, moved[number][1] + down - y)
            part = min(size / 2 / far, 1.0) if far else 1.0
            moved[number] = (
                x + (moved[number][0] + right - x) * part,
                y + (moved[number][1] + down - y) * part,
            )
    return moved


def _pushed(moved: Sequence[Point], number: int, size: float) -> Point:
    """Where its neighbours push a marker: half of what is missing to the distance wanted."""
    x, y = moved[number]
    right = down = 0.0
    for other, (ox, oy) in enumerate(moved):
        if other == number or abs(ox - x) >= size or abs(oy - y) >= size:
            continue
        far = math.hypot(x - ox, y - oy)
        missing = (_APART * size - far) / 2
        if missing > 0:
            turn = math.atan2(y - oy, x - ox) if far > _SAME else _GOLDEN * (number - other)
            right += missing * math.cos(turn)
            down += missing * math.sin(turn)
    return right, down


def in_figure(number: int, x: float, y: float, ink: str) -> Text:
    """A number in the middle of a marker around (x, y)."""
    digits = str(number)
    size = _DIGITS[min(len(digits), len(_DIGITS)) - 1]
    block = wrap(digits, 60, size, "bold", 1)
    return block.at(x - 30, y - block.height / 2, ink, "center", 60)
