"""Today's journey above the one to be, columns in line, and both their curves below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from cxdesk.analysis.curve import CurvePoint
from cxdesk.layout.compare import Marked, marks
from cxdesk.layout.contents import Numbers
from cxdesk.layout.curve import CurveLine, curve_layout, drawn_lines
from cxdesk.layout.heads import head_text
from cxdesk.layout.map import map_layout
from cxdesk.layout.picture import LEGEND, legend
from cxdesk.layout.places import MapLayout
from cxdesk.layout.primitives import CORNER, GROUND, HEADS, Node, Paint, Rectangle, Sheet
from cxdesk.layout.style import Style
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import BODY
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.pairing import Pairing, aligned, pairing
from cxdesk.models.records import Journey
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import LANES as LANE_NAMES
from cxdesk.models.vocabulary import PERSPECTIVES, state_beside

_TITLE = 40.0
_ON_TOP = 1
"""Marks are drawn above the cards that they mark."""


def pair_sheet(
    store: Store,
    journey: Id,
    style: Style,
    today: Iterable[CurvePoint],
    target: Iterable[CurvePoint],
    *,
    lanes: bool = False,
) -> Sheet | None:
    """A to-be journey below its pair; None where it has none.

    ``today`` are the pair's points (experience), ``target`` those of the journey. Without
    ``lanes``, each shows its touchpoints only.
    """
    paired = pairing(store, journey)
    if paired is None:
        return None
    slots = aligned(store, paired, journey)
    before, after = tuple(today), tuple(target)
    upper = _map(store, paired.pair.id, 0, slots, before, style, lanes)
    lower = _map(store, journey, 1, slots, after, style, lanes)
    signs = _signs(paired, slots)
    top = _TITLE + upper.height + 12
    below = top + _TITLE + lower.height + 12
    nodes = [
        *_titled(paired.pair, upper, 0.0, style),
        *_moved(upper, signs, _TITLE, "today", style),
        *_titled(store.record(journey), lower, top, style),
        *_moved(lower, signs, top + _TITLE, "to-be", style),
        *_curves(store, upper, lower, (before, after), below, style),
    ]
    return Sheet(
        width=max(upper.width, lower.width),
        height=below + style.curve_height,
        nodes=tuple(sorted(nodes, key=lambda node: node.layer)),
        ground=style.theme.canvas,
        title=store.record(journey).title,
    )


def _map(
    store: Store,
    journey: Id,
    side: int,
    slots: list[tuple[Id, Id]],
    points: tuple[CurvePoint, ...],
    style: Style,
    lanes: bool,
) -> MapLayout:
    place = {slot[side]: number for number, slot in enumerate(slots) if slot[side]}
    place[""] = len(slots) - 1  # both maps are as wide as all slots
    found = queries.lanes(store, journey)
    shown = [lane for lane in found if lane.kind == "touchpoints" or lanes]
    aside = {lane.id for lane in found if lane.kind == "curve" or lane not in shown}
    plain = msgspec.structs.replace(
        style, curve=False, personas=False, hints=False, aside=frozenset(aside)
    )
    numbers: Numbers = {point.stop: point for point in points}.get
    return map_layout(store, journey, plain, numbers, slots=place)


def _signs(paired: Pairing, slots: list[tuple[Id, Id]]) -> dict[Id, Marked]:
    """What is new, left out, or stands elsewhere now."""
    in_line = {new for old, new in slots if old and new}
    moved = [new for new in paired.today if new not in in_line]
    return {
        **{stop: Marked("added", ("added",)) for stop in paired.new},
        **{stop: Marked("removed", ("removed",)) for stop in paired.left_out},
        **{stop: Marked("moved", ("moved",)) for stop in moved},
        **{paired.today[stop]: Marked("moved", ("moved",)) for stop in moved},
    }


def _titled(journey: Journey, laid_out: MapLayout, y: float, style: Style) -> Iterator[Node]:
    theme, tr = style.theme, style.words.tr
    told = state_beside(journey, style.words), journey.title or tr("Untitled journey")
    text = " \N{MIDDLE DOT} ".join(filter(None, told))
    ground = Rectangle(0, 0, laid_out.width, _TITLE, Paint(fill=theme.panel))
    block = wrap(text, laid_out.width - 24, BODY + 2, "bold", 1)
    parts = (ground, block.at(12, (_TITLE - block.height) / 2, theme.text))
    yield Node(f"title:{journey.id}", "title", GROUND, 0, y, laid_out.width, _TITLE, parts)


def _moved(
    laid_out: MapLayout, signs: dict[Id, Marked], down: float, side: str, style: Style
) -> Iterator[Node]:
    for layer, nodes in ((0, laid_out.nodes), (_ON_TOP, marks(laid_out.nodes, signs, style.theme))):
        for node in nodes:
            key, over = f"{side}:{node.key}", min(node.layer + layer, CORNER)
            yield msgspec.structs.replace(node, key=key, y=node.y + down, layer=over)


def _curves(
    store: Store,
    upper: MapLayout,
    lower: MapLayout,
    points: tuple[tuple[CurvePoint, ...], tuple[CurvePoint, ...]],
    y: float,
    style: Style,
) -> Iterator[Node]:
    tr, (before, after) = style.words.tr, points
    lines = [
        CurveLine(after, tr(PERSPECTIVES["target"]), style.line),
        CurveLine(
            before, tr("Experience today"), style.theme.quiet, True, tr("better than today")
        ),
    ]
    columns = (*upper.columns, *lower.columns)
    xs = {column.stop: column.middle for column in columns if column.stop}
    width = max(upper.width, lower.width)
    laid_out = curve_layout(
        store, lines, xs, (width, style.curve_height), style,
        boundaries=[band.x for band in lower.bands], top=LEGEND + 44.0,
    )  # fmt: skip
    for node in laid_out.nodes:
        yield msgspec.structs.replace(node, y=node.y + y)
    name = head_text(tr(LANE_NAMES["curve"]), style.head_width).at(12, 12, style.theme.quiet)
    yield Node("curve:name", "curve-axis", HEADS, 0, y, style.head_width, 40, (name,))
    yield legend(drawn_lines(lines, style), y, width, style)
