"""The emotion curve: its splines, bands, markers and labels, once for screen and paper."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from cxdesk.analysis.curve import CurvePoint, Segment, monotone_cubic
from cxdesk.layout import faces, splines
from cxdesk.layout.headline import headline
from cxdesk.layout.labels import Obstacles
from cxdesk.layout.primitives import (
    CARDS,
    GROUND,
    HEADS,
    Node,
    Paint,
    Path,
    Primitive,
    Rectangle,
    Text,
)
from cxdesk.layout.style import Style
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import CARD_TITLE, CURVE_WIDTH, PHASES, SMALL, TINY, Theme, lifted
from cxdesk.models.ids import Id
from cxdesk.models.scales import FACE_NUMBERS, face
from cxdesk.models.store import Store

MARGIN = 50.0
"""What is left free above +2, so that labels fit there."""
FOOT = 54.0
"""What is left free below -2: a label there stands clear of the lower edge."""

_CURVE_FIRST, _LEAST_FREE = 126.0, 0.35
"""On a low plane the curve has this height, in px, before labels do; their least share of it."""
_MARKER, _SMALL_MARKER, _AXIS_FACE = 24.0, 18.0, 20.0
_BAND_OPACITY = 0.16
_ALONE = 15.0
"""Half the stroke, in px, that a reference has where it is known at one stop only."""
BAND_FROM = 5
"""From how many answers on the band is drawn.

Of two to four, the interval says nothing: equal ones give it no width, which looks like certainty,
different ones most of the scale. The numbers are told nevertheless.
"""
_SAMPLES = 24
"""At how many points of a segment labels keep clear of it: a steep one passes between few."""
_PLATE = 0.85
"""How little shines through the ground behind a label that a line crosses."""
_BEYOND = 12.0
"""How far, in px, a band may reach beyond +2 and -2, where no rating can be."""


class CurveLine(msgspec.Struct, frozen=True):
    """One curve to draw. ``reference`` ones (expectation, today's) are dashed, without markers.

    ``above`` names the area where the first line lies above a reference, which is then tinted,
    too: what a to-be journey wins over today's.
    """

    points: tuple[CurvePoint, ...]
    label: str
    color: str
    reference: bool = False
    above: str = ""


class Marker(msgspec.Struct, frozen=True):
    """A point on the sheet that tells its numbers when the pointer is over it."""

    line: int
    point: CurvePoint
    x: float
    y: float
    size: float
    estimate: bool = False


class CurveLayout(msgspec.Struct, frozen=True):
    """A laid-out curve. ``nodes`` are drawn in order; the axis is one of them, layer HEADS.

    ``top`` and ``bottom`` are the y of +2 and -2.
    """

    width: float
    height: float
    top: float
    bottom: float
    nodes: tuple[Node, ...]
    markers: tuple[Marker, ...]

    def y_of(self, valence: float) -> float:
        """The y of a valence -1 .. +1."""
        return _y(valence, self.top, self.bottom)


class _Shape(msgspec.Struct, frozen=True):
    """One line's points on the sheet; ``solid`` tells of each segment whether it is no gap."""

    points: tuple[CurvePoint, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    segments: tuple[Segment, ...]
    solid: tuple[bool, ...]
    top: float
    bottom: float


def curve_layout(
    store: Store,
    lines: Sequence[CurveLine],
    xs: Mapping[Id, float],
    size: tuple[float, float],
    style: Style,
    *,
    boundaries: Sequence[float] = (),
    top: float | None = None,
    piece: int = 0,
    labels: bool = True,
) -> CurveLayout:
    """Lay out curves on a sheet of ``size`` (width, height) px.

    ``xs`` has the x of each stop's column, ``boundaries`` the x where phases begin. The first
    line is the loudest; the area where it stays below the first reference is tinted. ``top``
    is the y of +2 (None: as labels need it, and less on a low plane). A screen draws paths of
    few segments in a tenth of the time, so they may be cut into pieces of ``piece`` segments; on
    paper, where the seams would print, they are whole.
    """
    width, height = size
    free = _free(height)
    top, bottom = MARGIN * free if top is None else top, height - FOOT * free
    lines = drawn_lines(lines, style)
    shapes = [_shape(line, xs, top, bottom) for line in lines]
    markers = tuple(_markers(lines, shapes, xs, top, bottom))
    nodes = [
        _grid(size, top, bottom, boundaries, style),
        *_areas(lines, shapes, size, style, piece),
        *(_line(number, lines, shapes, size, piece) for number in reversed(range(len(lines)))),
        *_marker_nodes(markers, style),
        *(_label_nodes(store, shapes, markers, size, style) if labels else ()),
        _axis(height, top, bottom, style),
    ]
    return CurveLayout(width, height, top, bottom, tuple(nodes), markers)


def has_band(point: CurvePoint) -> bool:
    """Whether a point's interval is drawn."""
    return None not in (point.valence, point.low, point.high) and point.n >= BAND_FROM


def drawn_lines(lines: Sequence[CurveLine], style: Style) -> list[CurveLine]:
    """The lines in the colours that they are drawn in: personas' stand out from the ground."""
    return [
        line
        if line.reference or line.color not in PHASES
        else msgspec.structs.replace(line, color=lifted(line.color, style.theme))
        for line in lines
    ]


def _free(height: float) -> float:
    """Which part of the room for labels a plane of this height leaves free.

    A curve that is squeezed between them looks level, whatever it has to tell.
    """
    wanted = MARGIN + FOOT
    return min(max(height - _CURVE_FIRST, _LEAST_FREE * height), wanted) / wanted


def _y(valence: float, top: float, bottom: float) -> float:
    return top + (1 - valence) / 2 * (bottom - top)


def _shape(line: CurveLine, xs: Mapping[Id, float], top: float, bottom: float) -> _Shape:
    known = [point for point in line.points if point.stop in xs]
    rated = [number for number, point in enumerate(known) if point.valence is not None]
    points = tuple(known[number] for number in rated)
    across = tuple(xs[point.stop] for point in points)
    down = tuple(_y(point.valence or 0.0, top, bottom) for point in points)
    return _Shape(
        points=points,
        xs=across,
        ys=down,
        segments=tuple(monotone_cubic(across, down)),
        solid=tuple(after - before == 1 for before, after in itertools.pairwise(rated)),
        top=top,
        bottom=bottom,
    )


def _markers(
    lines: Sequence[CurveLine],
    shapes: Sequence[_Shape],
    xs: Mapping[Id, float],
    top: float,
    bottom: float,
) -> Iterator[Marker]:
    nearest = min((b - a for a, b in itertools.pairwise(sorted(xs.values()))), default=math.inf)
    for number, (line, shape) in enumerate(zip(lines, shapes, strict=True)):
        if line.reference:
            continue
        size = _SMALL_MARKER if number else _MARKER
        for point in line.points:
            if point.estimate_valence is not None and point.stop in xs:
                x, y = xs[point.stop], _y(point.estimate_valence, top, bottom)
                if point.valence is not None and abs(_y(point.valence, top, bottom) - y) < size:
                    x += min(size, 0.4 * nearest)  # beside the curve's own, not the next one's
                yield Marker(number, point, x, y, _SMALL_MARKER, estimate=True)
        for point, x, y in zip(shape.points, shape.xs, shape.ys, strict=True):
            yield Marker(number, point, x, y, size)


# -- what is drawn -----------------------------------------------------------------------------


def _grid(
    size: tuple[float, float],
    top: float,
    bottom: float,
    boundaries: Sequence[float],
    style: Style,
) -> Node:
    theme, (width, height) = style.theme, size
    dashed = Paint(stroke=theme.hairline, dash=(3.0, 4.0))
    parts: list[Primitive] = [Rectangle(0, 0, width, height, Paint(fill=theme.panel))]
    for number in FACE_NUMBERS:
        y = _y(number / 2, top, bottom)
        across = (("M", (style.head_width, y)), ("L", (width, y)))
        parts.append(Path(across, dashed if number else Paint(stroke=theme.hairline, width=1.5)))
    parts.extend(
        Rectangle(x, 0, 1, height, Paint(fill=theme.hairline))
        for x in boundaries
        if style.head_width < x < width
    )
    return Node("curve:grid", "curve-grid", GROUND, 0, 0, width, height, tuple(parts))


def _areas(
    lines: Sequence[CurveLine],
    shapes: Sequence[_Shape],
    size: tuple[float, float],
    style: Style,
    piece: int,
) -> Iterator[Node]:
    """The tint below the expectation, and the first line's interval band."""
    main = next(
        (shape for line, shape in zip(lines, shapes, strict=True) if not line.reference), None
    )
    if main is None:
        return
    reference = next((s for line, s in zip(lines, shapes, strict=True) if line.reference), None)
    parts: list[Primitive] = []
    if reference is not None:
        known, _ = _known_and_gaps(reference)  # where nobody was asked, nothing lies below it
        tint = Paint(fill=style.theme.warning, fill_opacity=style.theme.gap_opacity)
        gain = Paint(fill=style.theme.saved, fill_opacity=style.theme.gap_opacity)
        wins = any(line.above for line in lines if line.reference)
        for start, end in _stretches(main):
            for stretch in splines.pieces(main.segments[start : end - 1], piece):
                if outline := splines.below(stretch, known):
                    parts.append(Path(outline, tint))
                if wins and (outline := splines.above(stretch, known)):
                    parts.append(Path(outline, gain))
    for line, shape in zip(lines, shapes, strict=True):
        if not line.reference:
            opacity = _BAND_OPACITY if shape is main else _BAND_OPACITY / 2
            parts.extend(_band(shape, Paint(fill=line.color, fill_opacity=opacity), piece))
    yield Node("curve:areas", "curve-area", GROUND, 0, 0, *size, tuple(parts))


def _stretches(shape: _Shape) -> Iterator[tuple[int, int]]:
    """The stretches of points without a gap, as (first, one past the last)."""
    start = 0
    for number, solid in enumerate(shape.solid):
        if not solid:
            yield start, number + 1
            start = number + 1
    if shape.points:
        yield start, len(shape.points)


def _band(shape: _Shape, paint: Paint, piece: int) -> Iterator[Path]:
    for start, end in _stretches(shape):
        run: list[tuple[float, float, float]] = []
        for number in range(start, end + 1):
            bounds = _bounds(shape, number) if number < end else None
            if bounds is not None:
                run.append((shape.xs[number], *bounds))
                continue
            if len(run) > 1:
                across = [x for x, _, _ in run]
                upper = monotone_cubic(across, [high for _, high, _ in run])
                lower = monotone_cubic(across, [low for _, _, low in run])
                edges = (splines.pieces(upper, piece), splines.pieces(lower, piece))
                yield from (Path(splines.ribbon(*both), paint) for both in zip(*edges, strict=True))
            elif run:
                x, high, low = run[0]
                yield Path(faces.rounded(x - 5, high, 10, max(low - high, 1), 3), paint)
            run = []


def _bounds(shape: _Shape, number: int) -> tuple[float, float] | None:
    """The interval's upper and lower end on the sheet, hardly beyond the axis."""
    point, y = shape.points[number], shape.ys[number]
    if not has_band(point) or point.low is None or point.high is None or point.valence is None:
        return None
    per_valence = (shape.bottom - shape.top) / 2
    high = y - (point.high - point.valence) * per_valence
    low = y + (point.valence - point.low) * per_valence
    return (max(high, shape.top - _BEYOND), min(low, shape.bottom + _BEYOND))


def _line(
    number: int,
    lines: Sequence[CurveLine],
    shapes: Sequence[_Shape],
    size: tuple[float, float],
    piece: int,
) -> Node:
    line, shape = lines[number], shapes[number]
    drawn, gaps = _known_and_gaps(shape)
    thick = CURVE_WIDTH if number == 0 else 2.5
    if line.reference:
        faint = Paint(stroke=line.color, stroke_opacity=0.6, width=1.8, dash=(1.5, 7.0))
        dashed = Paint(stroke=line.color, width=1.8, dash=(6.0, 5.0))
        strokes = [(gaps, faint), (drawn + list(_alone(shape)), dashed)]
    else:
        dotted = Paint(stroke=line.color, stroke_opacity=0.7, width=2.0, dash=(2.0, 6.0))
        strokes = [(gaps, dotted), (drawn, Paint(stroke=line.color, width=thick))]
    parts = [
        Path(splines.stroke(part), paint)
        for segments, paint in strokes
        for part in splines.pieces(segments, piece)
    ]
    return Node(
        f"curve:line:{number}", "curve-line", CARDS, 0, 0, *size, tuple(parts), name=line.label
    )


def _known_and_gaps(shape: _Shape) -> tuple[list[Segment], list[Segment]]:
    """The segments between neighbours that both were rated, and those across unrated stops."""
    pairs = list(zip(shape.segments, shape.solid, strict=True))
    return [one for one, solid in pairs if solid], [one for one, solid in pairs if not solid]


def _alone(shape: _Shape) -> Iterator[Segment]:
    """A short level stroke at each point without a rated neighbour: there, somebody was asked."""
    for first, end in _stretches(shape):
        if end - first == 1:
            x, y = shape.xs[first], shape.ys[first]
            yield ((x - _ALONE, y), (x - _ALONE / 3, y), (x + _ALONE / 3, y), (x + _ALONE, y))


def _marker_nodes(markers: Sequence[Marker], style: Style) -> Iterator[Node]:
    """A node for each marker, the first line's on top; equal faces share their parts."""
    for marker in sorted(markers, key=lambda one: -one.line):
        size, point = marker.size, marker.point
        feeling = point.estimate_valence if marker.estimate else point.valence
        kind = "estimate" if marker.estimate else "marker"
        yield Node(
            key=f"curve:{kind}:{marker.line}:{point.stop}",
            role=f"curve-{kind}",
            layer=CARDS,
            x=marker.x - size / 2,
            y=marker.y - size / 2,
            width=size,
            height=size,
            parts=_marker_parts(face(feeling or 0.0), size, marker.estimate, style.theme),
            record=point.stop,
            name=point.name,
        )


@lru_cache(maxsize=256)
def _marker_parts(number: int, size: float, estimate: bool, theme: Theme) -> tuple[Primitive, ...]:
    if estimate:
        return faces.hollow_face(number, 0, 0, size, theme.panel, theme.quiet)
    shape, features = faces.face(number, 0, 0, size, theme)
    return (Path(shape.commands, Paint(stroke=theme.panel, width=3.0)), shape, features)


def _label_nodes(
    store: Store,
    shapes: Sequence[_Shape],
    markers: Sequence[Marker],
    size: tuple[float, float],
    style: Style,
) -> Iterator[Node]:
    """A node for each marker's value and count, where there is a place for them."""
    obstacles = Obstacles(*size, top=2.0)
    for shape in shapes:
        obstacles.add_curve(splines.samples(shape.segments, _SAMPLES))
    for marker in markers:
        obstacles.add_marker(marker.x, marker.y, marker.size)
    for marker in markers:
        written = None if marker.estimate else headline(store, marker.point, style.words)
        if written is None:
            continue
        loud = marker.line == 0
        value = wrap(written.value, 90, CARD_TITLE if loud else SMALL, "bold", 1)
        count = wrap(written.count, 90, TINY, "regular", 1)
        label = (max(value.width, count.width), value.height + count.height - 5)
        up = _is_peak(shapes[marker.line], marker.x)
        place = obstacles.place(marker.x, marker.y, marker.size, label, up, needed=loud)
        if place is None:
            continue
        x, y, width, _ = place
        texts = (
            value.at(x, y - 1, style.theme.text, "center", width),
            count.at(x, y + value.height - 4, style.theme.quiet, "center", width),
        )
        plates = [_plate(text, style.theme) for text in texts if obstacles.crossed(place)]
        stop = marker.point.stop
        key = f"curve:label:{marker.line}:{stop}"
        yield Node(key, "curve-label", CARDS, 0, 0, *size, (*plates, *texts), record=stop)


def _plate(text: Text, theme: Theme) -> Rectangle:
    """The ground behind a label that no place keeps off the lines: they pass below it."""
    (line,) = text.lines
    ground = Paint(fill=theme.panel, fill_opacity=_PLATE)
    high = text.size
    return Rectangle(line.x - 3, line.baseline - 0.8 * high, line.width + 6, high, ground, 4.0)


def _is_peak(shape: _Shape, x: float) -> bool:
    """Whether the curve falls away on both sides more than it rises."""
    at = shape.xs.index(x)
    around = shape.ys[max(at - 1, 0) : at + 2]
    return shape.ys[at] <= sum(around) / len(around)


def _axis(height: float, top: float, bottom: float, style: Style) -> Node:
    theme, width = style.theme, style.head_width
    parts: list[Primitive] = [
        Rectangle(0, 0, width, height, Paint(fill=theme.panel)),
        Rectangle(width - 1, 0, 1, height, Paint(fill=theme.hairline)),
    ]
    for number in FACE_NUMBERS:
        y = _y(number / 2, top, bottom)
        text = style.words.number(number, 0, sign=True)
        block = wrap(text, 40, SMALL, "regular", 1)
        parts.extend(faces.face(number, width - 66, y - _AXIS_FACE / 2, _AXIS_FACE, theme))
        parts.append(block.at(width - 52, y - block.height / 2, theme.quiet, "right", 40))
    return Node("curve:axis", "curve-axis", HEADS, 0, 0, width, height, tuple(parts))
