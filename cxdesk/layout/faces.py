"""The five faces of a feeling, each with its own shape and colour, and the stars of a scale."""

from __future__ import annotations

import math
from functools import lru_cache

from cxdesk.layout.primitives import Command, Paint, Path
from cxdesk.layout.tokens import FEELINGS, PAPER, Theme, rim

_ROUND = 0.5522847498
"""How far the handles of a cubic curve reach for a quarter of a circle, in radii."""

_RIMS = 16.0
"""How many edges of a face its side measures."""
_UNIT = 36.0
"""The side of the square in which the faces are drawn below."""


def face(
    number: int, x: float, y: float, size: float, theme: Theme = PAPER
) -> tuple[Path, Path]:
    """The face -2 .. +2 in the square at (x, y): its shape, and eyes and mouth on it.

    The shape has an edge where the theme's grounds need one.
    """
    return edged_face(number, x, y, size, rim(number, theme))


@lru_cache(maxsize=4096)
def edged_face(number: int, x: float, y: float, size: float, edge: str) -> tuple[Path, Path]:
    """The face whose shape has an edge in this colour, none if it is ""."""
    look = FEELINGS[number]
    fill = Paint(look.fill, stroke=edge, width=max(size / _RIMS, 1.0))
    return (
        Path(_scaled(_shape(number), x, y, size), fill),
        Path(_scaled(_features(number), x, y, size), Paint(fill=look.ink)),
    )


@lru_cache(maxsize=1024)
def hollow_face(
    number: int, x: float, y: float, size: float, ground: str, line: str
) -> tuple[Path, Path]:
    """The same face as an outline: somebody's estimate, not what customers said."""
    return (
        Path(
            _scaled(_shape(number), x, y, size),
            Paint(fill=ground, stroke=line, width=max(size / 14, 1.5)),
        ),
        Path(_scaled(_features(number), x, y, size), Paint(fill=line)),
    )


@lru_cache(maxsize=1024)
def unrated(x: float, y: float, size: float, line: str) -> tuple[Path, ...]:
    """The place of a face that nobody has given yet: a dashed ring."""
    radius = size / 2 - 1
    ring = _circle(x + size / 2, y + size / 2, radius)
    return (Path(tuple(ring), Paint(stroke=line, width=1.5, dash=(3.0, 3.0))),)


@lru_cache(maxsize=1024)
def star(x: float, y: float, size: float, fill: str = "", line: str = "") -> Path:
    """A five-pointed star in the square at (x, y), filled or as an outline."""
    middle, top = x + size / 2, y + size * 0.525
    points = []
    for corner in range(10):
        radius = size * (0.5 if corner % 2 == 0 else 0.215)
        angle = math.pi * (corner / 5 - 0.5)
        points.append((middle + radius * math.cos(angle), top + radius * math.sin(angle)))
    commands: list[Command] = [("M", points[0]), *(("L", point) for point in points[1:]), ("Z", ())]
    return Path(tuple(commands), Paint(fill=fill, stroke=line, width=1.5))


def circle(x: float, y: float, radius: float, paint: Paint) -> Path:
    """A circle around (x, y)."""
    return Path(tuple(_circle(x, y, radius)), paint)


def rounded(x: float, y: float, width: float, height: float, radius: float) -> tuple[Command, ...]:
    """The outline of a rectangle with round corners."""
    return tuple(_rounded(x, y, width, height, radius))


def _shape(number: int) -> list[Command]:
    if number == -2:
        return _rounded_diamond(18, 18, 17.6, 1.6)
    if number == -1:
        return _rounded(2, 2, 32, 32, 4)
    if number == 0:
        return _rounded(1.5, 1.5, 33, 33, 11)
    return _circle(18, 18, 17 if number == 1 else 18)


def _features(number: int) -> list[Command]:
    eyes = 14.0 if number else 14.5
    drawn = [*_circle(13, eyes, 2.4), *_circle(23, eyes, 2.4)]
    if number == -2:
        return drawn + _arc(10.0, 26.0, 25.8, -5.0, 2.6)
    if number == -1:
        return drawn + _arc(10.2, 25.8, 25.4, -3.2, 2.6)
    if number == 0:
        return drawn + _rounded(9.8, 23.0, 16.4, 2.5, 1.25)
    if number == 1:
        return drawn + _arc(10.0, 26.0, 22.2, 3.9, 2.6)
    laugh: list[Command] = [
        ("M", (7.6, 19.4)),
        ("L", (28.4, 19.4)),
        ("C", (27.6, 24.4, 23.4, 27.6, 18.0, 27.6)),
        ("C", (12.6, 27.6, 8.4, 24.4, 7.6, 19.4)),
        ("Z", ()),
    ]
    return drawn + laugh


def _arc(left: float, right: float, y: float, bend: float, thick: float) -> list[Command]:
    """A piece of a ring with round ends, as an area, so that it needs no line caps.

    ``bend`` is how far its middle hangs below its ends; a negative one makes a frown.
    """
    half, middle, sag = (right - left) / 2, (left + right) / 2, abs(bend)
    radius = (half * half + sag * sag) / (2 * sag)
    angle = math.asin(half / radius)
    way = math.copysign(1.0, bend)
    center = y - way * (radius - sag)

    def along(distance: float, start: float, end: float) -> list[tuple[float, float]]:
        handle = 4 / 3 * math.tan((end - start) / 4) * distance
        turned = [
            (distance * math.sin(start), distance * math.cos(start)),
            (
                distance * math.sin(start) + handle * math.cos(start),
                distance * math.cos(start) - handle * math.sin(start),
            ),
            (
                distance * math.sin(end) - handle * math.cos(end),
                distance * math.cos(end) + handle * math.sin(end),
            ),
            (distance * math.sin(end), distance * math.cos(end)),
        ]
        return [(middle + across, center + way * down) for across, down in turned]

    inner = along(radius - thick / 2, -way * angle, way * angle)
    outer = along(radius + thick / 2, way * angle, -way * angle)
    body: list[Command] = [
        ("M", inner[0]),
        ("C", (*inner[1], *inner[2], *inner[3])),
        ("L", outer[0]),
        ("C", (*outer[1], *outer[2], *outer[3])),
        ("Z", ()),
    ]
    return body + _circle(left, y, thick / 2) + _circle(right, y, thick / 2)


def _circle(x: float, y: float, radius: float) -> list[Command]:
    return _rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius)


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> list[Command]:
    right, bottom, hold = x + width, y + height, radius * (1 - _ROUND)
    return [
        ("M", (x + radius, y)),
        ("L", (right - radius, y)),
        ("C", (right - hold, y, right, y + hold, right, y + radius)),
        ("L", (right, bottom - radius)),
        ("C", (right, bottom - hold, right - hold, bottom, right - radius, bottom)),
        ("L", (x + radius, bottom)),
        ("C", (x + hold, bottom, x, bottom - hold, x, bottom - radius)),
        ("L", (x, y + radius)),
        ("C", (x, y + hold, x + hold, y, x + radius, y)),
        ("Z", ()),
    ]


def _rounded_diamond(x: float, y: float, reach: float, soft: float) -> list[Command]:
    corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
    drawn: list[Command] = []
    for number, (cx, cy) in enumerate(corners):
        (px, py), (nx, ny) = corners[number - 1], corners[(number + 1) % 4]
        part = soft / reach
        enter = (cx + (px - cx) * part, cy + (py - cy) * part)
        leave = (cx + (nx - cx) * part, cy + (ny - cy) * part)
        drawn.append(("L" if drawn else "M", enter))
        drawn.append(("C", (*_toward(enter, (cx, cy)), *_toward(leave, (cx, cy)), *leave)))
    return [*drawn, ("Z", ())]


def _toward(point: tuple[float, float], goal: tuple[float, float]) -> tuple[float, float]:
    return (point[0] + (goal[0] - point[0]) * 0.6, point[1] + (goal[1] - point[1]) * 0.6)


def _scaled(commands: list[Command], x: float, y: float, size: float) -> tuple[Command, ...]:
    scale = size / _UNIT
    return tuple(
        (
            letter,
            tuple(
                round((y if place % 2 else x) + value * scale, 3)
                for place, value in enumerate(values)
            ),
        )
        for letter, values in commands
    )
