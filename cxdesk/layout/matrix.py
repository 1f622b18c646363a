"""Relevance against perception as a plane: experience across, importance upwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cxdesk.analysis.matrix import Finding, Matrix
from cxdesk.language import Language
from cxdesk.layout import faces
from cxdesk.layout.labels import Obstacles
from cxdesk.layout.places import Area
from cxdesk.layout.primitives import Paint, Path, Primitive, Rectangle
from cxdesk.layout.text import measure, wrap
from cxdesk.layout.tokens import FEELINGS, Theme
from cxdesk.models.scales import FACE_NUMBERS, face

_LEFT, _TOP, _BOTTOM = 34.0, 26.0, 50.0
_FACE, _LABEL_WIDTH, _LINE = 22.0, 150.0, 15.0
_SIZE = 11.0
_SOFT = 0.07


class _Spot(NamedTuple):
    finding: Finding
    x: float
    y: float
    label: Area | None


class _Plane(NamedTuple):
    """The plane inside the axes, and which part of 0 .. 10 it shows."""

    left: float
    top: float
    right: float
    bottom: float
    span: tuple[float, float]

    def x(self, valence: float) -> float:
        low, high = self.left + _FACE, self.right - _FACE
        return low + (valence + 1) / 2 * (high - low)

    def y(self, importance: float) -> float:
        low, high = self.span
        bottom, top = self.bottom - _FACE, self.top + _FACE
        return bottom - (importance - low) / (high - low) * (bottom - top)


def matrix_picture(
    matrix: Matrix, width: float, height: float, theme: Theme, language: Language
) -> tuple[Primitive, ...]:
    """The plane with a face for each touchpoint; a hollow one is an indication."""
    found = [one for one in matrix.findings if None not in (one.valence, one.importance)]
    span = importance_span([one.importance or 0.0 for one in found])
    plane = _Plane(_LEFT, _TOP, width, height - _BOTTOM, span)
    border = None if matrix.important_from is None else plane.y(matrix.important_from)
    spots = _spots(found, plane)
    parts = [
        *_ground(plane, border, theme, language),
        *_axes(plane, border, theme, language),
    ]
    for spot in spots:
        parts += _interval(spot, plane, theme)
    for spot in spots:
        parts += _marker(spot, theme)
    for spot in spots:
        if spot.label is not None:
            x, y, room, high = spot.label
            name = wrap(spot.finding.name, room, _SIZE, "regular", round(high / _LINE))
            ground = Paint(theme.panel, fill_opacity=0.75)  # lines run below some of the names
            left = x + (room - name.width) / 2
            parts.append(Rectangle(left - 1, y, name.width + 2, name.height, ground, 3))
            parts.append(name.at(x, y, theme.text, "center", room))
    return tuple(parts)


def importance_span(values: Sequence[float]) -> tuple[float, float]:
    """The part of 0 .. 10 that holds all values, in whole numbers, at least 4 wide."""
    if not values:
        return (0.0, 10.0)
    low, high = max(int(min(values)), 0), min(-int(-max(values) // 1), 10)
    while high - low < 4:
        low, high = max(low - 1, 0), min(high + 1, 10)
    return (float(low), float(high))


def importance_ticks(span: tuple[float, float]) -> list[int]:
    """The numbers beside the axis."""
    low, high = round(span[0]), round(span[1])
    return list(range(low, high + 1, 1 if high - low <= 6 else 2))


def _spots(found: Sequence[Finding], plane: _Plane) -> list[_Spot]:
    """Where each touchpoint stands; what matters most is labelled first, if there is room.

    A name that has no room beside its face as one line may have it as two.
    """
    places = [(one, plane.x(one.valence or 0.0), plane.y(one.importance or 0.0)) for one in found]
    obstacles = Obstacles(plane.right, plane.bottom, top=plane.top)
    for _, x, y in places:
        obstacles.add_marker(x, y, _FACE + 4)
    spots = []
    for one, x, y in sorted(places, key=lambda place: (not place[0].kind, -place[0].weight)):
        wide = min(measure(one.name, _SIZE) + 4, _LABEL_WIDTH)
        shapes = [(wide, _LINE)]
        if " " in one.name:
            shapes.append((wide * 0.6, 2 * _LINE))
        tried = (obstacles.place(x, y, _FACE, shape, True, needed=False) for shape in shapes)
        spots.append(_Spot(one, x, y, next(filter(None, tried), None)))
    return spots


def _ground(
    plane: _Plane, border: float | None, theme: Theme, language: Language
) -> Iterator[Primitive]:
    middle = plane.x(0.0)
    if border is not None:
        height = border - plane.top
        for left, right, color in (
            (plane.left, middle, FEELINGS[-2].fill), (middle, plane.right, FEELINGS[2].fill)
        ):  # fmt: skip
            paint = Paint(color, fill_opacity=_SOFT)
            yield Rectangle(left, plane.top, right - left, height, paint)
    wide = (plane.right - plane.left) / 2 - 16
    hurts = wrap(language.tr("Pain points"), wide, _SIZE, "bold", 1)
    wins = wrap(language.tr("Brand success points"), wide, _SIZE, "bold", 1)
    yield hurts.at(plane.left + 8, plane.top + 5, theme.quiet)
    yield wins.at(plane.right - wide - 8, plane.top + 5, theme.quiet, "right", wide)


def _axes(
    plane: _Plane, border: float | None, theme: Theme, language: Language
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
        yield from faces.face(number, x - 20, plane.bottom + 7, 16)
        text = language.number(number, 0, sign=number != 0)
        yield wrap(text, 30, _SIZE, "regular", 1).at(x + 1, plane.bottom + 7, theme.quiet)
    for number in importance_ticks(plane.span):
        tick = wrap(language.number(number, 0), 30, _SIZE, "regular", 1)
        yield tick.at(0, plane.y(number) - _LINE / 2, theme.quiet, "right", plane.left - 8)
    above = wrap(language.tr("Relevance (importance)"), width, _SIZE, "regular", 1)
    below = wrap(language.tr("Perception (experience)"), width, _SIZE, "regular", 1)
    yield above.at(plane.left, plane.top - 20, theme.quiet)
    yield below.at(plane.left, plane.bottom + 28, theme.quiet, "center", width)


def _interval(spot: _Spot, plane: _Plane, theme: Theme) -> Iterator[Primitive]:
    low, high = spot.finding.low, spot.finding.high
    if low is not None and high is not None:
        ends = plane.x(max(low, -1.0)), plane.x(min(high, 1.0))
        line = (("M", (ends[0], spot.y)), ("L", (ends[1], spot.y)))
        yield Path(line, Paint(stroke=theme.quiet, stroke_opacity=0.45, width=1.5))


def _marker(spot: _Spot, theme: Theme) -> Sequence[Primitive]:
    number = face(spot.finding.valence or 0.0)
    x, y = spot.x - _FACE / 2, spot.y - _FACE / 2
    if spot.finding.kind and not spot.finding.certain:
        return faces.hollow_face(number, x, y, _FACE, theme.panel, theme.text)
    return faces.face(number, x, y, _FACE)
