"""A journey's map: phases as columns, stops as cards, lanes as rows, each piece in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from cxdesk.layout import pieces
from cxdesk.layout.contents import Contents, Note, Numbers
from cxdesk.layout.headline import StopNumber
from cxdesk.layout.pieces import INSET
from cxdesk.layout.places import Area, Band, Column, MapLayout, Row
from cxdesk.layout.primitives import BARS, CARDS, CORNER, GROUND, HEADS, Node
from cxdesk.layout.style import Style, palette
from cxdesk.layout.tokens import LANES
from cxdesk.models.diff import Diff
from cxdesk.models.ids import Id
from cxdesk.models.records import Lane, Place
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import LANES as LANE_NAMES
from cxdesk.models.vocabulary import lane_name

__all__ = ["Numbers", "StopNumber", "map_layout"]

_ROW_PADDING, _CARD_GAP = 8.0, 6.0
_EMPTY_ROW, _EMPTY_COLUMNS = 56.0, 5
_STRIP_HEIGHT = 46.0

Stacks = dict[tuple[Id, Id], tuple[tuple[Id, Area], ...]]


class _Block(msgspec.Struct, frozen=True):
    """One lane's cards, laid out as if its row began at y = 0."""

    lane: Lane
    height: float
    nodes: tuple[Node, ...]
    stacks: Stacks


class _Grid(msgspec.Struct, frozen=True):
    """Columns, the phases above them and the size of what is always visible."""

    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    width: float
    head_height: float
    strip_height: float


class _LaidOut(MapLayout, frozen=True):
    """A layout that remembers what the next one may take over."""

    contents: Contents | None = None
    style: Style = Style()
    blocks: dict[Id, _Block] = {}


def map_layout(
    store: Store,
    journey: Id,
    style: Style,
    numbers: Numbers,
    previous: MapLayout | None = None,
    diff: Diff | None = None,
) -> MapLayout:
    """Lay out the map of a journey.

    ``numbers`` answers with a stop's headline, or None where there is none. With the ``previous``
    layout of the same journey and the ``diff`` since then, only what is touched is made anew; in
    any case, a piece whose contents are the same gets the identical ``parts`` again.
    """
    before = previous if isinstance(previous, _LaidOut) and previous.journey == journey else None
    if before and before.contents and before.style == style and diff is not None:
        contents = before.contents
        contents.update(diff, numbers)
    else:
        before = None
        contents = Contents(store, journey, style.words, numbers)
    grid = _grid(contents, style)
    keep = {} if before is None or before.columns != grid.columns else before.blocks
    blocks = [
        _taken_over(lane, keep, contents) or _block(lane, contents, grid, style)
        for lane in _shown(contents, style)
    ]
    return _assembled(journey, contents, grid, blocks, style)


def _assembled(
    journey: Id, contents: Contents, grid: _Grid, blocks: list[_Block], style: Style
) -> _LaidOut:
    rows: list[Row] = []
    cards: list[Node] = []
    stacks: Stacks = {}
    y = grid.head_height
    for block in blocks:
        rows.append(Row(block.lane.id, block.lane.kind, y, block.height))
        cards.extend(_moved(node, y) for node in block.nodes)
        for cell, stack in block.stacks.items():
            stacks[cell] = tuple(
                (card, (area[0], area[1] + y, area[2], area[3])) for card, area in stack
            )
        y += block.height
    nodes = (
        *_ground(rows, grid, style),
        *cards,
        *_heads(rows, contents, style),
        *_bars(contents, grid, style),
        _corner(grid, style),
    )
    return _LaidOut(
        journey=journey,
        columns=grid.columns,
        bands=grid.bands,
        rows=tuple(rows),
        lane_order=tuple(lane.id for lane in contents.lanes),
        stacks=stacks,
        head_width=style.head_width,
        head_height=grid.head_height,
        width=grid.width,
        height=y,
        nodes=nodes,
        contents=contents,
        style=style,
        blocks={block.lane.id: block for block in blocks},
    )


def _moved(node: Node, down: float) -> Node:
    return Node(
        node.key, node.role, node.layer, node.x, node.y + down, node.width, node.height,
        node.parts, node.record, node.name,
    )  # fmt: skip


# -- columns and lanes -------------------------------------------------------------------------


def _grid(contents: Contents, style: Style) -> _Grid:
    columns: list[Column] = []
    bands: list[Band] = []
    x = style.head_width
    for phase, stops in contents.phases:
        first = x
        for stop in [stop.id for stop in stops] or [""]:
            columns.append(Column(phase.id, stop, x, style.column_width))
            x += style.column_width
        bands.append(Band(phase.id, first, x - first, tuple(stop.id for stop in stops)))
    strip = _STRIP_HEIGHT if style.personas and contents.personas else 0.0
    texts = (
        pieces.bar_text(phase.name, band.width).height
        for (phase, _), band in zip(contents.phases, bands, strict=True)
    )
    return _Grid(
        columns=tuple(columns),
        bands=tuple(bands),
        width=x if bands else x + _EMPTY_COLUMNS * style.column_width,
        head_height=strip + max(max(texts, default=0.0) + 24, 44.0),
        strip_height=strip,
    )


def _shown(contents: Contents, style: Style) -> list[Lane]:
    """The lanes that are drawn; the touchpoints' row is there even if no lane says so."""
    shown = [
        lane for lane in contents.lanes if not lane.hidden and (lane.kind != "curve" or style.curve)
    ]
    kinds = {lane.kind for lane in contents.lanes}
    if "touchpoints" not in kinds:
        shown.insert(0, Lane(id="", kind="touchpoints", place=Place("", "")))
    if style.curve and "curve" not in kinds:
        shown.append(Lane(id="", kind="curve", place=Place("", "")))
    return shown


# -- rows --------------------------------------------------------------------------------------


def _taken_over(lane: Lane, keep: dict[Id, _Block], contents: Contents) -> _Block | None:
    if lane.kind in ("touchpoints", "channel", "metric") or contents.dirty is None:
        return None
    block = keep.get(lane.id)
    return block if block and block.lane == lane and lane.id not in contents.dirty else None


def _block(lane: Lane, contents: Contents, grid: _Grid, style: Style) -> _Block:
    if lane.kind == "touchpoints":
        return _stops_block(lane, contents, grid, style)
    if lane.kind == "curve":
        return _Block(lane, style.curve_height, (), {})
    return _cards_block(lane, contents, grid, style)


def _stops_block(lane: Lane, contents: Contents, grid: _Grid, style: Style) -> _Block:
    width = style.column_width - 2 * INSET
    heights = [pieces.stop_height(look, width) for look in contents.looks.values()]
    height = max(heights, default=pieces.EMPTY_STOP)
    nodes = []
    for column in grid.columns:
        x, area = column.x + INSET, (width, height)
        if not column.stop:
            if style.hints:
                text = style.words.tr("Drop a touchpoint here, or press N")
                parts = pieces.hint(text, *area, style.theme)
                nodes.append(
                    Node(f"hint:{column.phase}", "hint", CARDS, x, _ROW_PADDING, *area, parts)
                )
            continue
        look = contents.looks[column.stop]
        nodes.append(
            Node(
                key=f"stop:{column.stop}",
                role="stop",
                layer=CARDS,
                x=x,
                y=_ROW_PADDING,
                width=width,
                height=height,
                parts=pieces.stop_card(look, width, height, style.theme),
                record=column.stop,
                name=_spoken(look, style),
            )
        )
    return _Block(lane, height + 2 * _ROW_PADDING + 1, tuple(nodes), {})


def _spoken(look: pieces.StopLook, style: Style) -> str:
    """What a screen reader says of a stop."""
    score = look.score
    told = f"{score.value} {score.beside}".strip() if score else style.words.tr("not rated")
    extra = [style.words.tr("moment of truth")] if look.moment_of_truth else []
    return ", ".join(part for part in (look.name, look.channel, told, *extra) if part)


def _cards_block(lane: Lane, contents: Contents, grid: _Grid, style: Style) -> _Block:
    """The cards of a lane: those of a whole phase above those of its stops.

    A card that is alone in its cell is as high as the highest card of its row, so that rows
    look even; in a stack each has its own height.
    """
    width = style.column_width - 2 * INSET
    color = LANES[lane.kind]
    wide = {band.phase: contents.cells.get((lane.id, band.phase), []) for band in grid.bands}
    narrow = [contents.cells.get((lane.id, column.stop), []) for column in grid.columns]
    even = max(
        (pieces.note_height(note.text, width) for notes in narrow for note in notes), default=0.0
    )
    nodes: list[Node] = []
    stacks: Stacks = {}
    tops: dict[Id, float] = {}
    bottom = _EMPTY_ROW - _ROW_PADDING
    for band in grid.bands:
        top = _ROW_PADDING
        if notes := wide[band.phase]:
            placed = _stacked(notes, band.x + INSET, top, band.width - 2 * INSET, 0.0)
            stacks[lane.id, band.phase] = placed
            nodes.extend(_notes(notes, placed, color, style))
            top = _below(placed) + _CARD_GAP
            bottom = max(bottom, _below(placed))
        tops[band.phase] = top
    for column, notes in zip(grid.columns, narrow, strict=True):
        x, top = column.x + INSET, tops[column.phase]
        derived = _derived(lane, column, contents, top, style)
        if derived is not None:
            nodes.append(derived)
            top = derived.y + derived.height + _CARD_GAP
            bottom = max(bottom, derived.y + derived.height)
        if notes and column.stop:
            placed = _stacked(notes, x, top, width, even)
            stacks[lane.id, column.stop] = placed
            nodes.extend(_notes(notes, placed, color, style))
            bottom = max(bottom, _below(placed))
    head = pieces.head_text(lane_name(lane, style.words), style.head_width).height + 16
    return _Block(lane, max(bottom, head) + _ROW_PADDING + 1, tuple(nodes), stacks)


def _stacked(
    notes: list[Note], x: float, top: float, width: float, even: float
) -> tuple[tuple[Id, Area], ...]:
    placed = []
    for note in notes:
        height = pieces.note_height(note.text, width)
        if len(notes) == 1:
            height = max(height, even)
        placed.append((note.id, (x, top, width, height)))
        top += height + _CARD_GAP
    return tuple(placed)


def _below(placed: tuple[tuple[Id, Area], ...]) -> float:
    _, (_, y, _, height) = placed[-1]
    return y + height


def _notes(
    notes: Iterable[Note], placed: tuple[tuple[Id, Area], ...], color: str, style: Style
) -> Iterator[Node]:
    for note, (_, (x, y, width, height)) in zip(notes, placed, strict=True):
        parts = pieces.note(note.text, width, height, color, style.theme)
        yield Node(f"card:{note.id}", "card", CARDS, x, y, width, height, parts, note.id, note.text)


def _derived(
    lane: Lane, column: Column, contents: Contents, top: float, style: Style
) -> Node | None:
    """What a channel or metric lane shows by itself."""
    if lane.kind not in ("channel", "metric") or not column.stop:
        return None
    width = style.column_width - 2 * INSET - 8
    if lane.kind == "channel":
        channels = contents.channels(column.stop)
        parts, height = pieces.channel_list(channels, width, style.theme), 22.0 * len(channels)
    else:
        number = contents.number(column.stop)
        score = contents.headline(number)
        if score is None:
            return None
        parts, height = pieces.metric(score.value, score.count, width, style.theme), 46.0
    if not parts:
        return None
    key = f"{lane.kind}:{lane.id}:{column.stop}"
    return Node(key, lane.kind, CARDS, column.x + INSET + 4, top, width, height, parts, column.stop)


# -- what frames them --------------------------------------------------------------------------


def _ground(rows: list[Row], grid: _Grid, style: Style) -> Iterator[Node]:
    for row in rows:
        parts = pieces.row_line(grid.width, row.height, style.theme)
        yield Node(
            f"row:{row.lane or row.kind}", "row", GROUND, 0, row.y, grid.width, row.height, parts
        )


def _heads(rows: list[Row], contents: Contents, style: Style) -> Iterator[Node]:
    names = {lane.id: lane_name(lane, style.words) for lane in contents.lanes}
    for row in rows:
        name = names.get(row.lane) or style.words.tr(LANE_NAMES[row.kind])
        parts = pieces.lane_head(name, style.head_width, row.height, style.theme)
        yield Node(
            f"lane:{row.lane or row.kind}", "lane", HEADS, 0, row.y, style.head_width, row.height,
            parts, row.lane, name,
        )  # fmt: skip


def _bars(contents: Contents, grid: _Grid, style: Style) -> Iterator[Node]:
    parts = pieces.strip(grid.width, grid.head_height, style.theme)
    yield Node("strip", "strip", BARS, 0, 0, grid.width, grid.head_height, parts)
    x = style.head_width + INSET
    for persona in contents.personas if grid.strip_height else ():
        chip = pieces.persona_chip(persona.name, palette(persona.color), style.theme)
        width = pieces.chip_width(persona.name)
        yield Node(
            f"persona:{persona.id}", "persona", BARS, x, 10, width, 30, chip, persona.id,
            persona.name,
        )  # fmt: skip
        x += width + 8
    height = grid.head_height - grid.strip_height
    for (phase, _), band in zip(contents.phases, grid.bands, strict=True):
        bar = pieces.phase_bar(phase.name, band.width, height, palette(phase.color))
        yield Node(
            f"phase:{phase.id}", "phase", BARS, band.x, grid.strip_height, band.width, height, bar,
            phase.id, phase.name,
        )  # fmt: skip
    if not grid.bands and style.hints:
        text = style.words.tr("Drag a phase here, or press Shift+N")
        place = (grid.width - style.head_width - 2 * INSET, height - 10)
        yield Node(
            "hint:phases", "hint", BARS, style.head_width + INSET, grid.strip_height + 4, *place,
            pieces.hint(text, *place, style.theme),
        )  # fmt: skip


def _corner(grid: _Grid, style: Style) -> Node:
    names = [(style.words.tr("Phase"), grid.strip_height + 12)]
    if grid.strip_height:
        names.insert(0, (style.words.tr("Personas"), 14.0))
    parts = pieces.corner(tuple(names), style.head_width, grid.head_height, style.theme)
    return Node("corner", "corner", CORNER, 0, 0, style.head_width, grid.head_height, parts)
