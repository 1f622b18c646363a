"""The row of the touchpoints' cards."""

from __future__ import annotations

from cxdesk.layout import pieces
from cxdesk.layout.contents import Contents
from cxdesk.layout.grid import Grid
from cxdesk.layout.headline import Headline
from cxdesk.layout.lanes.block import ROW_PADDING, Block
from cxdesk.layout.pieces import INSET
from cxdesk.layout.places import Column
from cxdesk.layout.primitives import CARDS, Node
from cxdesk.layout.style import Style
from cxdesk.models import scales
from cxdesk.models.records import Lane
from cxdesk.models.vocabulary import MICRO_MOMENTS


def block(lane: Lane, contents: Contents, grid: Grid, style: Style) -> Block:
    """A card for each stop, all of one height; a heap for a collapsed phase."""
    width = style.column_width - 2 * INSET
    looks = [contents.looks[column.stop] for column in grid.columns if column.stop]
    height = max((pieces.stop_height(look, width) for look in looks), default=pieces.EMPTY_STOP)
    nodes = [
        made
        for column in grid.columns
        if (made := _node(column, contents, height, style)) is not None
    ]
    return Block(lane, height + 2 * ROW_PADDING + 1, tuple(nodes), {})


def _node(column: Column, contents: Contents, height: float, style: Style) -> Node | None:
    x, width = column.x + INSET, column.width - 2 * INSET
    place = (CARDS, x, ROW_PADDING, width, height)
    if column.collapsed:
        return _heap(column, contents, height, style)
    if not column.stop:
        if not style.hints:
            return None
        text = style.words.tr("Drop a touchpoint here, or press N")
        parts = pieces.hint(text, width, height, style.theme)
        return Node(f"hint:{column.phase}", "hint", *place, parts)
    look, kept = contents.looks[column.stop], contents.drawn.get(column.stop)
    if kept is not None and kept[0] is look:
        node = kept[1]
        if (node.x, node.width, node.height) == (x, width, height):
            return node
    parts = pieces.stop_card(look, width, height, style.theme)
    made = Node(
        f"stop:{column.stop}", "stop", *place, parts, column.stop, _spoken(look, style),
        pieces.far_stop(look.name, look.score, style.theme, pieces.marks(look, style.theme)),
    )  # fmt: skip
    contents.drawn[column.stop] = (look, made)
    return made


def _heap(column: Column, contents: Contents, height: float, style: Style) -> Node:
    """All cards of a collapsed phase in one: how many they are, and how they feel on average."""
    stops = next(stops for phase, stops in contents.phases if phase.id == column.phase)
    known = (contents.number(stop.id) for stop in stops)
    felt = [number.valence for number in known if number is not None and number.valence is not None]
    score = None
    if felt:
        mean = sum(felt) / len(felt)
        value = style.words.number(mean * 2, 1, sign=True)
        score = Headline(scales.face(mean), value, "", "")
    count = style.words.ntr("{n} touchpoint", "{n} touchpoints", len(stops))
    width = column.width - 2 * INSET
    parts = pieces.heap(count, score, width, height, style.theme)
    told = f"{count}, {score.value if score else style.words.tr('not rated')}"
    return Node(
        f"heap:{column.phase}", "heap", CARDS, column.x + INSET, ROW_PADDING, width, height, parts,
        column.phase, told, pieces.far_stop(count, score, style.theme),
    )  # fmt: skip


def _spoken(look: pieces.StopLook, style: Style) -> str:
    """What a screen reader says of a stop."""
    score = look.score
    told = style.words.tr("not rated")
    if score is not None:
        apart = ", " if score.beside == score.count else " "  # "-2.0, n = 1", but "2.4 of 5"
        told = f"{score.value}{apart}{score.beside}".strip()
    tr = style.words.tr
    extra = [tr("moment of truth")] if look.moment_of_truth else []
    extra += [tr(MICRO_MOMENTS[look.micro_moment])] if look.micro_moment else []
    extra += [tr("opens a sub-journey")] if look.sub_journey else []
    parts = (look.name, look.channel, told, look.department, *extra)
    return ", ".join(part for part in parts if part)
