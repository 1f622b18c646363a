"""A whole journey on one sheet: map and emotion curve, for documents and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cxdesk.layout import faces
from cxdesk.layout.contents import Numbers
from cxdesk.layout.curve import (
    BAND_FROM,
    CurveLayout,
    CurveLine,
    curve_layout,
    drawn_lines,
    has_band,
)
from cxdesk.layout.heads import head_text
from cxdesk.layout.map import map_layout
from cxdesk.layout.parts import Part
from cxdesk.layout.places import MapLayout
from cxdesk.layout.primitives import CARDS, Node, Paint, Path, Primitive, Rectangle, Sheet
from cxdesk.layout.style import Style
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import CURVE_WIDTH, TINY
from cxdesk.models.ids import Id
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import LANES as LANE_NAMES
from cxdesk.models.vocabulary import SOURCES

LEGEND = 44.0

HANGS_OVER = frozenset({"curve-area", "curve-line"})
"""What of a part's curve reaches beyond its columns, by role."""


def journey_picture(
    store: Store,
    journey: Id,
    style: Style,
    numbers: Numbers,
    curves: Sequence[CurveLine],
) -> Sheet:
    """The whole map of a journey with its curve as a lane, lowest layer first.

    Arguments as for ``map_layout`` and ``curve_layout``.
    """
    style = msgspec.structs.replace(style, curve=True)
    laid_out = map_layout(store, journey, style, numbers)
    nodes = (*laid_out.nodes, *curve_nodes(store, laid_out, style, curves))
    return Sheet(
        width=laid_out.width,
        height=laid_out.height,
        nodes=tuple(sorted(nodes, key=lambda node: node.layer)),
        ground=style.theme.canvas,
        title=store.record(journey).title,
    )


def part_picture(
    store: Store,
    journey: Id,
    style: Style,
    numbers: Numbers,
    curves: Sequence[CurveLine],
    part: Part,
) -> tuple[MapLayout, tuple[Node, ...]]:
    """Some columns of the map with their piece of the curve, lowest layer first.

    The curve is drawn as it runs on the whole map, beyond both ends of the part: who puts it on
    paper cuts what ``HANGS_OVER`` at the edges of the columns.
    """
    style = msgspec.structs.replace(style, curve=True, personas=False)
    laid_out = map_layout(store, journey, style, numbers, part=part)
    step, left = style.column_width, style.head_width
    xs = {
        slot: left + (number - part.first + 0.5) * step for number, slot in enumerate(part.slots)
    }
    shown = part.shown
    drawn = [
        node
        for node in curve_nodes(store, laid_out, style, curves, xs)
        if not node.record or node.record in shown or node.role == "curve-axis"
    ]
    return laid_out, tuple(sorted((*laid_out.nodes, *drawn), key=lambda node: node.layer))


def curve_nodes(
    store: Store,
    laid_out: MapLayout,
    style: Style,
    curves: Sequence[CurveLine],
    xs: Mapping[Id, float] | None = None,
) -> list[Node]:
    """The emotion curve in its row of the map; empty where the map shows no such row.

    ``xs`` as ``curve_layout`` has them: the map's own columns, unless told otherwise.
    """
    row = laid_out.row_of("curve")
    if row is None:
        return []
    curve = row_curve(store, laid_out, style, curves, xs)
    placed = [msgspec.structs.replace(node, y=node.y + row.y) for node in curve.nodes]
    name = head_text(style.words.tr(LANE_NAMES["curve"]), style.head_width)
    head = Node(
        "curve:name", "curve-axis", placed[-1].layer, 0, row.y, style.head_width, row.height,
        (name.at(12, 12, style.theme.quiet),), row.lane,
    )  # fmt: skip
    return [*placed, head, legend(drawn_lines(curves, style), row.y, laid_out.width, style)]


def row_curve(
    store: Store,
    laid_out: MapLayout,
    style: Style,
    curves: Sequence[CurveLine],
    xs: Mapping[Id, float] | None = None,
) -> CurveLayout:
    """The curve under the map's columns, as high as its row."""
    if xs is None:
        xs = {column.stop: column.middle for column in laid_out.columns if column.stop}
    return curve_layout(
        store,
        curves,
        xs,
        (laid_out.width, style.curve_height),
        style,
        boundaries=[band.x for band in laid_out.bands],
        top=LEGEND + 44.0,
    )


def legend(curves: Sequence[CurveLine], y: float, width: float, style: Style) -> Node:
    """What each line means."""
    theme = style.theme
    parts: list[Primitive] = []
    x = style.head_width + 12.0
    for number, line in enumerate(curves):
        dash = (6.0, 4.0) if line.reference else ()
        thick = 1.8 if line.reference else CURVE_WIDTH if number == 0 else 2.5
        sample = (("M", (x + 12, 26.0)), ("L", (x + 34, 26.0)))
        x = _chip(parts, x, line.label, style)
        parts.append(Path(sample, Paint(stroke=line.color, width=thick, dash=dash)))
    for line in curves:
        if line.reference:
            tr = style.words.tr
            worse = tr("worse than today") if line.above else tr("below expectation")
            areas = [(line.above, theme.saved), (worse, theme.warning)]
            for name, color in areas if line.above else areas[1:]:
                swatch = faces.rounded(x + 14, 20, 18, 12, 3)
                x = _chip(parts, x, name, style)
                parts.append(Path(swatch, Paint(fill=color, fill_opacity=theme.gap_opacity)))
    if any(_has_gap(line) for line in curves):
        sample = (("M", (x + 12, 26.0)), ("L", (x + 34, 26.0)))
        x = _chip(parts, x, style.words.tr("not rated"), style)
        parts.append(Path(sample, Paint(stroke=theme.quiet, width=2.0, dash=(2.0, 6.0))))
    drawn = [line for line in curves if not line.reference]  # a reference has no team beside it
    if any(point.estimate_valence is not None for line in drawn for point in line.points):
        marker = faces.hollow_face(0, x + 15, 18, 16, theme.panel, theme.quiet)
        x = _chip(parts, x, style.words.tr(SOURCES["team_estimate"]), style)
        parts.extend(marker)
    if told := _band_told(curves, style):
        note = wrap(told, 260, TINY, "regular", 1)
        parts.append(note.at(x + 8, 26 - note.height / 2, theme.quiet))
    return Node("curve:legend", "curve-legend", CARDS, 0, y, width, LEGEND, tuple(parts))


def _band_told(curves: Sequence[CurveLine], style: Style) -> str:
    """What the band is, and where it is left out; "" where there is none."""
    points = [point for line in curves if not line.reference for point in line.points]
    if not any(map(has_band, points)):
        return ""
    if any(point.low is not None and not has_band(point) for point in points):
        return style.words.tr("Band: 95%, from n = {n} on", n=BAND_FROM)
    return style.words.tr("Band: 95%")


def _has_gap(line: CurveLine) -> bool:
    """Whether a stop that nobody rated lies between two that were rated."""
    rated = [number for number, one in enumerate(line.points) if one.valence is not None]
    return bool(rated) and rated[-1] - rated[0] >= len(rated)


def _chip(parts: list[Primitive], x: float, label: str, style: Style) -> float:
    """Add a chip that leaves room for a sample of the line; returns where the next begins."""
    text = wrap(label, 300, TINY, "regular", 1)
    paint = Paint(fill=style.theme.panel, stroke=style.theme.hairline)
    parts.append(Rectangle(x, 13, text.width + 56, 26, paint, 13))
    parts.append(text.at(x + 42, 26 - text.height / 2, style.theme.text))
    return x + text.width + 56 + 10
