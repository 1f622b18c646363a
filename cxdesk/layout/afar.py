"""A map's rows from afar: each as high as its overview needs, whatever is written on its cards.

Seen whole, a row with one long card would be a tall slab, and empty rows would keep the room that
touchpoints' names need. The columns stay where they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from math import exp, log
from typing import NamedTuple

import msgspec

from cxdesk.layout import heads
from cxdesk.layout.lanes.block import COLLAPSED_ROW, ROW_PADDING
from cxdesk.layout.places import MapLayout, Places, Row
from cxdesk.layout.primitives import CARDS, GROUND, Node
from cxdesk.layout.tokens import Theme
from cxdesk.models.ids import Id

_EMPTY, _LEAST, _STOPS_LEAST = 20.0, 32.0, 54.0
"""Px of the screen: an empty row, the least of one with cards, and of the touchpoints' row."""
_LINE = 14.0
"""Px of the screen: a row that shows no more than its own name, where touchpoints lack theirs."""
_SHARE = 0.5
"""How much of the height names of a larger type may take."""
EDGE = ROW_PADDING / 2
"""What is free above a row's cards, in px of the map."""
_KNEE, _STEEP = 120.0, 4.0
"""From this depth of a row on, in px of the map, more and more of it is taken together."""


class Room(NamedTuple):
    """What is free for the rows of a map seen whole, in px of the screen."""

    height: float
    names: Sequence[tuple[float, float]]
    """How high the touchpoints' row has to be for their names of a size, the largest first."""
    down: float
    """Px of the screen for one px of the map's height, where the map is seen whole."""
    texts: float = 0.0
    """How high texts of cards are there, in px of the screen for one px of the map; 0 for none."""


def from_afar(layout: MapLayout, room: Room, theme: Theme) -> MapLayout:
    """The same map with rows that share the room: the touchpoints' names come first."""
    filled = {
        row.y
        for node in layout.nodes
        if node.layer == CARDS and node.far is not None
        if (row := layout.row_at(node.y)) is not None
    }
    y, rows = layout.head_height, []
    size, names = _type(room)
    for row, height in zip(layout.rows, _heights(layout.rows, filled, room, names), strict=True):
        rows.append(msgspec.structs.replace(row, y=y, height=height / room.down))
        y += height / room.down
    far = msgspec.structs.replace(layout, rows=tuple(rows), height=y)
    return msgspec.structs.replace(
        far, nodes=tuple(_nodes(layout, far, size, theme)), stacks=_stacks(layout, far)
    )


def same_height(y: float, before: Places, after: Places, *, is_far: bool) -> float:
    """The y at which ``after`` shows what ``before`` shows at ``y``; ``is_far``: it is the far one.
    """
    found = bisect_right(before.rows, y, key=lambda row: row.y) - 1
    if found < 0 or len(before.rows) != len(after.rows):
        return y
    old, new = before.rows[found], after.rows[found]
    inside = y - old.y
    if inside >= old.height:
        return new.y + new.height + inside - old.height
    if is_far:
        return _stretched(y, old, new)
    there, edge, part = _fold(new, old)
    if inside <= edge:
        return new.y + inside * there / edge
    return new.y + there + _height((inside - edge) / part)


def _type(room: Room) -> tuple[float, float]:
    """The largest type of names that leave the other rows their share, and their row's height."""
    share = room.height * _SHARE
    smallest = room.names[-1] if room.names else (0.0, 0.0)
    return next((each for each in room.names if each[1] <= share), smallest)


def _heights(
    rows: Sequence[Row], filled: set[float], room: Room, names: float
) -> list[float]:
    """How high each row is drawn, in px of the screen: step by step nearer to what it wants."""
    steps = zip(*(_steps(row, row.y in filled, room, names) for row in rows), strict=True)
    shared = list(next(steps, ()))
    for wanted in steps:
        more = [high - low for low, high in zip(shared, wanted, strict=True)]
        part = min(max(room.height - sum(shared), 0.0) / max(sum(more), 1e-9), 1.0)
        shared = [height + one * part for height, one in zip(shared, more, strict=True)]
    return shared


def _steps(row: Row, is_filled: bool, room: Room, names: float) -> tuple[float, ...]:
    """A row's height in px of the screen: the least, beside whole names of the touchpoints, with
    cards that can be pointed at, and where nothing is missing."""
    if row.kind == "touchpoints":
        whole = max(names, _STOPS_LEAST)
        return _STOPS_LEAST, whole, whole, whole
    if row.collapsed or row.height <= COLLAPSED_ROW:
        least = wanted = min(row.height, _EMPTY)
    elif is_filled:
        least = _LEAST
        wanted = max(_depth(row.height) * max(room.down, room.texts), least)
    else:
        least, wanted = _EMPTY, max(row.height * room.down, _EMPTY)
    line = min(least, _LINE)
    return line, line, least, wanted


def _nodes(near: MapLayout, far: MapLayout, size: float, theme: Theme) -> Iterator[Node]:
    starts = [row.y for row in near.rows]
    for node in near.nodes:
        found = bisect_right(starts, node.y) - 1
        if found < 0:
            yield node
            continue
        old, new = near.rows[found], far.rows[found]
        top, bottom = _stretched(node.y, old, new), _stretched(node.y + node.height, old, new)
        parts = node.parts
        if node.layer == GROUND and node.role == "row":
            parts = heads.row_line(node.width, new.height, theme)
        look = node.far
        if size and look is not None and look.name:
            look = msgspec.structs.replace(look, size=size)
        yield Node(
            node.key, node.role, node.layer, node.x, top, node.width, bottom - top, parts,
            node.record, node.name, look,
        )  # fmt: skip


def _stacks(
    near: MapLayout, far: MapLayout
) -> Mapping[tuple[Id, Id], tuple[tuple[Id, tuple[float, float, float, float]], ...]]:
    pairs = {old.lane: (old, new) for old, new in zip(near.rows, far.rows, strict=True)}
    return {
        cell: tuple(
            (card, (x, top := _stretched(y, *pairs[cell[0]]), width,
                    _stretched(y + height, *pairs[cell[0]]) - top))
            for card, (x, y, width, height) in stack
        )
        for cell, stack in near.stacks.items()
    }  # fmt: skip


def _stretched(y: float, old: Row, new: Row) -> float:
    """Where a row's far form has what is at ``y`` in its near one."""
    edge, there, part = _fold(old, new)
    inside = y - old.y
    if inside <= edge:
        return new.y + inside * there / edge
    return new.y + there + _depth(inside - edge) * part


def _fold(near: Row, far: Row) -> tuple[float, float, float]:
    """What is free above a row's cards in both forms, and by how much the depth below it is
    multiplied."""
    edge, there = min(ROW_PADDING, near.height / 4), min(EDGE, far.height / 4)
    return edge, there, (far.height - there) / _depth(near.height - edge)


def _depth(inside: float) -> float:
    """How deep in a row something is drawn that is so deep in it: what is far down gives way."""
    return inside if inside <= _KNEE else _KNEE * (1 + log(inside / _KNEE) / _STEEP)


def _height(depth: float) -> float:
    """How deep in a row that is which is drawn at this depth."""
    return depth if depth <= _KNEE else _KNEE * exp((depth / _KNEE - 1) * _STEEP)
