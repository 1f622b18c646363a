"""A row of cards, the usual lane."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cxdesk.layout import heads, pieces
from cxdesk.layout.contents import Contents, Note
from cxdesk.layout.grid import Grid
from cxdesk.layout.lanes.block import CARD_GAP, EMPTY_ROW, ROW_PADDING, Block, Stacks
from cxdesk.layout.pieces import INSET
from cxdesk.layout.places import Area, Column
from cxdesk.layout.primitives import CARDS, Node, Text
from cxdesk.layout.style import Style
from cxdesk.models.ids import Id
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.records import Card, Lane
from cxdesk.models.vocabulary import lane_name

EVEN = 120.0
"""Up to which height, in px, cards are as high as their highest neighbour."""

Shown = tuple[pieces.Parts, float]
"""What a cell shows by itself, and how high that is."""
ByItself = Callable[[Id, float], Shown | None]
"""Asked for a stop, given the width: what its cell shows above the cards."""


def block(
    lane: Lane, contents: Contents, grid: Grid, style: Style, by_itself: ByItself | None = None
) -> Block:
    """The cards of a lane: those of a whole phase above those of its stops.

    A card that is alone in its cell is as high as the highest card of its row, so that rows
    look even, unless that one is very long; in a stack each has its own height.
    """
    width = style.column_width - 2 * INSET
    color = KINDS[lane.kind].color
    narrow = [contents.cells.get((lane.id, column.stop), []) for column in grid.columns]
    even = max((_height(note, width) for notes in narrow for note in notes), default=0.0)
    even = min(even, EVEN)
    stacks = _stacks_of_phases(lane, contents, grid)
    nodes: list[Node] = []
    for (_, phase), placed in stacks.items():
        nodes.extend(_notes(contents.cells[lane.id, phase], placed, color, style))
    tops = {phase: _below(placed) + CARD_GAP for (_, phase), placed in stacks.items()}
    bottom = max([EMPTY_ROW - ROW_PADDING, *map(_below, stacks.values())])
    for column, notes in zip(grid.columns, narrow, strict=True):
        x, top = column.x + INSET, tops.get(column.phase, ROW_PADDING)
        shown = by_itself(column.stop, width - 8) if by_itself and column.stop else None
        if shown is not None:
            parts, height = shown
            far = pieces.far_note(style.theme.quiet, style.theme, _words(parts, style))
            nodes.append(
                Node(
                    f"{lane.kind}:{lane.id}:{column.stop}", lane.kind, CARDS, x + 4, top, width - 8,
                    height, parts, column.stop, "", far,
                )
            )  # fmt: skip
            bottom = max(bottom, top + height)
            top += height + CARD_GAP
        if notes and column.stop:
            placed = _stacked(notes, x, top, width, even)
            stacks[lane.id, column.stop] = placed
            nodes.extend(_notes(notes, placed, color, style))
            bottom = max(bottom, _below(placed))
        if column.collapsed:
            nodes.extend(hidden(lane, column, contents, ROW_PADDING + 2, style))
    look = heads.HeadLook.of(lane, style)
    name = lane_name(lane, style.words)
    head = heads.head_height(name, style.head_width, look, handles=style.handles)
    return Block(lane, max(bottom, head) + ROW_PADDING + 1, tuple(nodes), stacks)


def _stacks_of_phases(lane: Lane, contents: Contents, grid: Grid) -> Stacks:
    """Where the cards of whole phases are; a collapsed phase shows none."""
    stacks: Stacks = {}
    for band in grid.bands:
        notes = contents.cells.get((lane.id, band.phase), [])
        if notes and not band.collapsed:
            width = band.width - 2 * INSET
            stacks[lane.id, band.phase] = _stacked(notes, band.x + INSET, ROW_PADDING, width, 0.0)
    return stacks


def hidden(
    lane: Lane, column: Column, contents: Contents, y: float, style: Style
) -> Iterator[Node]:
    """How many cards of a lane are not shown in a column: its own, or a collapsed phase's."""
    places: tuple[Id, ...] = (column.stop,)
    if column.collapsed:
        stops = next(stops for phase, stops in contents.phases if phase.id == column.phase)
        places = (column.phase, *(stop.id for stop in stops))
    elif _is_first(column, contents):
        places = (column.phase, column.stop)
    count = sum(len(contents.cells.get((lane.id, at), ())) for at in places)
    if count:
        text = style.words.number(count, 0)
        parts = pieces.count(text, KINDS[lane.kind].color, style.theme)
        x = column.x + (column.width - pieces.COUNT_WIDTH) / 2
        key = f"count:{lane.id}:{column.stop or column.phase}"
        far = pieces.far_note(KINDS[lane.kind].color, style.theme, text)
        size = (pieces.COUNT_WIDTH, pieces.COUNT_HEIGHT)
        yield Node(key, "count", CARDS, x, y, *size, parts, far=far)


def _is_first(column: Column, contents: Contents) -> bool:
    stops = next(stops for phase, stops in contents.phases if phase.id == column.phase)
    return not stops or stops[0].id == column.stop


def _stacked(
    notes: list[Note], x: float, top: float, width: float, even: float
) -> tuple[tuple[Id, Area], ...]:
    placed = []
    for note in notes:
        height = _height(note, width)
        if len(notes) == 1:
            height = max(height, even)
        placed.append((note.id, (x, top, width, height)))
        top += height + CARD_GAP
    return tuple(placed)


def _height(note: Note, width: float) -> float:
    return pieces.note_height(note.text, width, _picture(note))


def _picture(note: Note) -> str:
    return note.picture if isinstance(note, Card) else ""


def _below(placed: tuple[tuple[Id, Area], ...]) -> float:
    _, (_, y, _, height) = placed[-1]
    return y + height


def _notes(
    notes: Iterable[Note], placed: tuple[tuple[Id, Area], ...], color: str, style: Style
) -> Iterator[Node]:
    for note, (_, (x, y, width, height)) in zip(notes, placed, strict=True):
        parts = pieces.note(note.text, width, height, color, style.theme, _picture(note))
        name = note.text or (style.words.tr("Picture") if _picture(note) else "")
        place = (CARDS, x, y, width, height)
        far = pieces.far_note(color, style.theme, note.text, _picture(note))
        yield Node(f"card:{note.id}", "card", *place, parts, note.id, name, far)


def _words(parts: pieces.Parts, style: Style) -> str:
    """What is written in a cell, a line for each text that is not only beside another."""
    texts = (part for part in parts if isinstance(part, Text))
    return "\n".join(part.source for part in texts if part.color == style.theme.text)
