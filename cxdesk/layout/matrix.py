"""Relevance against perception as a plane: experience across, importance upwards."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cxdesk.analysis.matrix import Finding, Matrix
from cxdesk.language import Language
from cxdesk.layout import faces
from cxdesk.layout.crowded import in_figure, is_crowded, spread
from cxdesk.layout.naming import Marker, Name, leaders, line_box, place_names, written
from cxdesk.layout.primitives import Paint, Path, Primitive, Rectangle, Text
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import FEELINGS, TINY, Theme
from cxdesk.models.scales import FACE_NUMBERS, face

FACE = 22.0
"""The side of a touchpoint's face, in px."""
_LEFT, _TOP, _BOTTOM = 34.0, 28.0, 52.0
_SIGN, _LINE = 18.0, 16.0
_MOST_TICKS, _STEPS = 6, (1, 2, 5, 10, 20, 50, 100, 1_000, 10_000, 1_000_000)
_SOFT, _SOFT_IN_THE_DARK = 0.07, 0.16


class Spot(NamedTuple):
    """One touchpoint on the plane: the middle of its face, in px of the picture.

    ``number`` stands on it where the plane is crowded, and the face, which still covers the point
    that it stands for, may have moved aside for others; else it is 0.
    """

    finding: Finding
    x: float
    y: float
    number: int = 0


class Plane(NamedTuple):
    """The plane inside the axes, and which part of what importance can be it shows."""

    left: float
    top: float
    right: float
    bottom: float
    span: tuple[float, float]

    def x(self, valence: float) -> float:
        """Where a valence, -1 .. +1, stands."""
        low, high = self.left + FACE, self.right - FACE
        return low + (valence + 1) / 2 * (high - low)

    def y(self, importance: float) -> float:
        """Where an importance stands on the part of its scale that is shown."""
        low, high = self.span
        bottom, top = self.bottom - FACE, self.top + FACE
        return bottom - (importance - low) / (high - low) * (bottom - top)


class MatrixPicture(NamedTuple):
    """What is drawn of a matrix, and where its touchpoints stand and are named."""

    plane: Plane
    spots: tuple[Spot, ...]
    names: tuple[Name, ...]
    parts: tuple[Primitive, ...]


def matrix_picture(
    matrix: Matrix, width: float, height: float, theme: Theme, language: Language
) -> MatrixPicture:
    """The plane with a face and a name for each touchpoint; a hollow face is an indication.

    Names count the spots; what matters most has the best places. On a crowded plane the faces
    have numbers, from what matters most down, and names only where they stand whole.
    """
    found = [one for one in matrix.findings if None not in (one.valence, one.importance)]
    heights = [matrix.compared(one.importance or 0.0) for one in found]
    span = importance_span(heights, matrix.reach)
    plane = Plane(_LEFT, _TOP, width, height - _BOTTOM, span)
    important_from = matrix.important_from
    border = None if important_from is None else plane.y(matrix.compared(important_from))
    found.sort(key=lambda one: (not one.kind, -one.weight))
    spots = tuple(
        Spot(one, plane.x(one.valence or 0.0), plane.y(matrix.compared(one.importance or 0.0)))
        for one in found
    )
    intervals = list(_intervals(spots, plane))
    crowded = is_crowded(len(spots))
    spots = _numbered(spots) if crowded else spots
    captions = _captions(plane, theme, language)
    inside = (plane.left + 2, plane.top + 2, width - plane.left - 4, plane.bottom - plane.top - 4)
    names = place_names(
        [Marker(one.x, one.y, FACE, _called(one, language)) for one in spots],
        inside,
        [line_box(text) for text in captions],
        [
            *((*start, end[0] - start[0], 1.0) for start, end in intervals),
            (plane.x(0.0), plane.top, 1.0, plane.bottom - plane.top),
            *([] if border is None else [(plane.left, border, width - plane.left, 1.0)]),
        ],
        beside=crowded,
    )
    quiet = Paint(stroke=theme.quiet, stroke_opacity=0.45, width=1.5)
    parts = [
        *_ground(plane, border, theme),
        *captions,
        *_axes(plane, border, theme, language),
        *(Path((("M", start), ("L", end)), quiet) for start, end in intervals),
        *leaders(names, theme),
    ]
    for spot in reversed(spots):  # what matters most lies on top
        parts += marker(spot, spot.x, spot.y, theme)
    parts += written(names, theme)
    return MatrixPicture(plane, spots, names, tuple(parts))


def _numbered(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """The spots with their numbers, moved apart so that these can be read."""
    apart = spread([(one.x, one.y) for one in spots], FACE)
    return tuple(
        Spot(one.finding, x, y, number)
        for number, (one, (x, y)) in enumerate(zip(spots, apart, strict=True), 1)
    )


def importance_span(
    values: Sequence[float], reach: tuple[float, float] = (0.0, 10.0)
) -> tuple[float, float]:
    """The part of ``reach`` that holds all values, in whole numbers, at least 4 wide if it is."""
    least, most = reach
    if not values or most - least < 4:
        return reach
    low, high = max(math.floor(min(values)), least), min(math.ceil(max(values)), most)
    while high - low < 4:
        low, high = max(low - 1, least), min(high + 1, most)
    return (float(low), float(high))


def importance_ticks(span: tuple[float, float]) -> list[int]:
    """The numbers beside the axis."""
    low, high = math.ceil(span[0]), math.floor(span[1])
    step = next(step for step in _STEPS if high - low <= _MOST_TICKS * step)
    return list(range(low, high + 1, step))


def _ground(plane: Plane, border: float | None, theme: Theme) -> Iterator[Primitive]:
    if border is None:
        return
    middle, height = plane.x(0.0), border - plane.top
    soft = _SOFT_IN_THE_DARK if theme.name == "dark" else _SOFT
    for left, right, color in (
        (plane.left, middle, FEELINGS[-2].fill), (middle, plane.right, FEELINGS[2].fill)
    ):  # fmt: skip
        paint = Paint(color, fill_opacity=soft)
        yield Rectangle(left, plane.top, right - left, height, paint)


def _captions(plane: Plane, theme: Theme, language: Language) -> tuple[Text, ...]:
    """What the two upper quarters mean, in their outer corners."""
    wide = (plane.right - plane.left) / 2 - 16
    hurts = wrap(language.tr("Pain points"), wide, TINY, "bold", 1)
    wins = wrap(language.tr("Brand success points"), wide, TINY, "bold", 1)
    return (
        hurts.at(plane.left + 8, plane.top + 5, theme.quiet),
        wins.at(plane.right - wide - 8, plane.top + 5, theme.quiet, "right", wide),
    )


def _axes(
    plane: Plane, border: float | None, theme: Theme, language: Language
) -> Iterator[Primitive]:
    width, height = plane.right - plane.left, plane.bottom - plane.top
    yield Rectangle(plane.left, plane.top, width, height, Paint(stroke=theme.hairline))
    dashed = Paint(stroke=theme.quiet, dash=(4.0, 4.0))
    middle = plane.x(0.0)
    yield Path((("M", (middle, plane.top)), ("L", (middle, plane.bottom))), dashed)
    if border is not None:
        yield Path((("M", (plane.left, border)), ("L", (plane.right, border))), dashed)
    for number in FACE_NUMBERS:
        x = plane.x(number / 2)
        yield from faces.face(number, x - 20, plane.bottom + 7, _SIGN, theme)
        text = language.number(number, 0, sign=number != 0)
        yield wrap(text, 30, TINY, "regular", 1).at(x + 3, plane.bottom + 8, theme.quiet)
    for number in importance_ticks(plane.span):
        tick = wrap(language.number(number, 0), 30, TINY, "regular", 1)
        yield tick.at(0, plane.y(number) - _LINE / 2, theme.quiet, "right", plane.left - 8)
    above = wrap(language.tr("Relevance (importance)"), width, TINY, "regular", 1)
    below = wrap(language.tr("Perception (experience)"), width, TINY, "regular", 1)
    yield above.at(plane.left, 4, theme.quiet)
    yield below.at(plane.left, plane.bottom + 28, theme.quiet, "center", width)


def _intervals(
    spots: Sequence[Spot], plane: Plane
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """From where to where each touchpoint's interval reaches."""
    for one in spots:
        low, high = one.finding.low, one.finding.high
        if low is not None and high is not None:
            yield (plane.x(max(low, -1.0)), one.y), (plane.x(min(high, 1.0)), one.y)


def _called(spot: Spot, language: Language) -> str:
    """A touchpoint's name, with its number on a crowded plane."""
    name = spot.finding.name or language.tr("Untitled")
    return f"{spot.number}\N{NO-BREAK SPACE}{name}" if spot.number else name


def marker(spot: Spot, x: float, y: float, theme: Theme) -> Sequence[Primitive]:
    """A touchpoint's face around (x, y), or its number in the face's shape and colour."""
    number = face(spot.finding.valence or 0.0)
    left, top = x - FACE / 2, y - FACE / 2
    if not spot.finding.certain:
        shape, look = faces.hollow_face(number, left, top, FACE, theme.panel, theme.text)
        ink = theme.text
    else:
        shape, look = faces.face(number, left, top, FACE, theme)
        ink = FEELINGS[number].ink
    apart = Paint(stroke=theme.panel, width=3.0)  # an edge keeps faces apart that overlap
    sign = in_figure(spot.number, x, y, ink) if spot.number else look
    return (Path(shape.commands, apart), shape, sign)
