"""The piece of the emotion curve that a projected page shows, under its touchpoints."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from cxdesk.analysis.curve import Segment, monotone_cubic
from cxdesk.layout import faces, splines
from cxdesk.layout.curve import CurveLine
from cxdesk.layout.primitives import CARDS, GROUND, Node, Paint, Path, Primitive
from cxdesk.layout.slide_legend import slide_legend
from cxdesk.layout.style import Style
from cxdesk.models.ids import Id
from cxdesk.models.scales import face

_FACE, _AXIS_FACE, _ESTIMATE, _AXIS = 62.0, 54.0, 44.0, 106.0
_ABOVE_LEGEND = 22.0
_SPACING = 460.0
"""How far the touchpoints beside the page are taken to be, in px."""


def slide_curve(
    lines: Sequence[CurveLine],
    middles: Mapping[Id, float],
    area: tuple[float, float, float, float],
    style: Style,
    quiet: str,
) -> Iterator[Node]:
    """Draw ``lines`` over the touchpoints' ``middles`` into ``area`` (left, top, right, bottom).

    The curve comes in from the page before and goes out to the next one. Below it, its legend
    takes what it needs.
    """
    left, top, right, bottom = area
    first = left + _AXIS
    points = lines[0].points if lines else ()
    legend, height = slide_legend(
        lines, right - first, style, quiet,
        estimates=any(one.estimate_valence is not None for one in points if one.stop in middles),
        crossing=_crossing(lines, middles, (first, right)),
    )  # fmt: skip
    below = bottom - height
    bottom = below - _ABOVE_LEGEND
    area = (left, top, right, bottom)
    yield Node("slide:axis", "axis", GROUND, 0, 0, right, bottom, tuple(_axis(area, style)))
    drawn: list[Primitive] = []
    markers: list[Primitive] = []
    for number, line in reversed(list(enumerate(lines))):
        rated = [
            (order, point) for order, point in enumerate(line.points) if point.valence is not None
        ]
        xs = _across([point.stop for point in line.points], middles)
        across = [xs[order] for order, _ in rated]
        down = [_y(point.valence or 0.0, top, bottom) for _, point in rated]
        solid = [after - before == 1 for (before, _), (after, _) in itertools.pairwise(rated)]
        drawn.extend(_stroke(line, number, monotone_cubic(across, down), solid, (first, right)))
        if number == 0:
            markers.extend(_markers(line, middles, top, bottom, style, quiet))
    size = (right, bottom)
    yield Node("slide:curve", "curve", CARDS, 0, 0, *size, tuple(drawn), name=_spoken(lines, style))
    yield Node("slide:markers", "markers", CARDS, 0, 0, *size, tuple(markers))
    yield Node("slide:legend", "legend", CARDS, first, below, right - first, height, tuple(legend))


def _crossing(
    lines: Sequence[CurveLine], middles: Mapping[Id, float], limits: tuple[float, float]
) -> CurveLine | None:
    """The first line that passes, in sight, touchpoints which nobody rated."""
    left, right = limits
    for line in lines:
        xs = _across([point.stop for point in line.points], middles)
        rated = [number for number, one in enumerate(line.points) if one.valence is not None]
        for before, after in itertools.pairwise(rated):
            if after - before > 1 and xs[after] > left and xs[before] < right:
                return line
    return None


def _across(order: Sequence[Id], middles: Mapping[Id, float]) -> list[float]:
    """The x of every stop of the journey: the page's own, and the others beside it."""
    shown = [number for number, stop in enumerate(order) if stop in middles]
    if not shown:
        return [-_SPACING * (len(order) - number) for number in range(len(order))]
    first, last = shown[0], shown[-1]
    low, high = middles[order[first]], middles[order[last]]
    found = []
    for number, stop in enumerate(order):
        if stop in middles:
            found.append(middles[stop])
        elif number < first:
            found.append(low - _SPACING * (first - number))
        else:
            found.append(high + _SPACING * (number - last))
    return found


def _y(valence: float, top: float, bottom: float) -> float:
    return top + _FACE / 2 + (1 - valence) / 2 * (bottom - top - _FACE)


def _stroke(
    line: CurveLine,
    number: int,
    segments: Sequence[Segment],
    solid: Sequence[bool],
    limits: tuple[float, float],
) -> Iterator[Path]:
    pieces = [
        (piece, whole)
        for segment, whole in zip(segments, solid, strict=True)
        if (piece := clipped(segment, *limits)) is not None
    ]
    across = Paint(stroke=line.color, stroke_opacity=0.7, width=5.0, dash=(4.0, 14.0))
    known = Paint(stroke=line.color, width=5.0 if number else 8.0)
    if line.reference:
        across = Paint(stroke=line.color, stroke_opacity=0.6, width=4.0, dash=(3.0, 18.0))
        known = Paint(stroke=line.color, width=4.0, dash=(16.0, 12.0))
    for whole, paint in ((False, across), (True, known)):
        if path := splines.stroke(piece for piece, solid in pieces if solid == whole):
            yield Path(path, paint)


def clipped(segment: Segment, left: float, right: float) -> Segment | None:
    """The part of a segment between two x (its x is linear in its parameter); None if outside."""
    start, end = segment[0][0], segment[3][0]
    if end <= left or start >= right:
        return None
    if end > right:
        segment = _split(segment, (right - start) / (end - start))[0]
        end = right
    if start < left:
        segment = _split(segment, (left - start) / (end - start))[1]
    return segment


def _split(segment: Segment, t: float) -> tuple[Segment, Segment]:
    def between(
        one: tuple[float, float], other: tuple[float, float]
    ) -> tuple[float, float]:
        return (one[0] + (other[0] - one[0]) * t, one[1] + (other[1] - one[1]) * t)

    a, b, c, d = segment
    ab, bc, cd = between(a, b), between(b, c), between(c, d)
    abc, bcd = between(ab, bc), between(bc, cd)
    middle = between(abc, bcd)
    return (a, ab, abc, middle), (middle, bcd, cd, d)


def _markers(
    line: CurveLine,
    middles: Mapping[Id, float],
    top: float,
    bottom: float,
    style: Style,
    quiet: str,
) -> Iterator[Primitive]:
    """The faces of the page's touchpoints; the team's estimate beside, hollow."""
    for point in line.points:
        if point.stop not in middles:
            continue
        x = middles[point.stop]
        if point.valence is not None:
            y = _y(point.valence, top, bottom)
            number, theme = face(point.valence), style.theme
            shape, features = faces.face(number, x - _FACE / 2, y - _FACE / 2, _FACE, theme)
            yield Path(shape.commands, Paint(stroke=theme.panel, width=8.0))
            yield from (shape, features)
        if point.estimate_valence is not None:
            y = _y(point.estimate_valence, top, bottom) - _ESTIMATE / 2
            beside = x + _FACE / 2 + 8 if point.valence is not None else x - _ESTIMATE / 2
            number = face(point.estimate_valence)
            yield from faces.hollow_face(
                number, round(beside, 1), round(y, 1), _ESTIMATE, style.theme.panel, quiet
            )


def _axis(area: tuple[float, float, float, float], style: Style) -> Iterator[Primitive]:
    left, top, right, bottom = area
    for number in (-2, 0, 2):
        y = _y(number / 2, top, bottom)
        across = (("M", (left + _AXIS, y)), ("L", (right, y)))
        width, dash = (2.0, (4.0, 8.0)) if number else (3.0, ())
        yield Path(across, Paint(stroke=style.theme.hairline, width=width, dash=dash))
        yield from faces.face(number, left - 4, y - _AXIS_FACE / 2, _AXIS_FACE, style.theme)


def _spoken(lines: Sequence[CurveLine], style: Style) -> str:
    """What each curve is, and of how many touchpoints it knows anything."""
    told = []
    for line in lines:
        rated = sum(point.valence is not None for point in line.points)
        told.append(
            style.words.ntr(
                "{line}: {rated} of {n} touchpoint rated",
                "{line}: {rated} of {n} touchpoints rated",
                len(line.points),
                line=line.label,
                rated=rated,
            )
        )
    return "; ".join(told)
