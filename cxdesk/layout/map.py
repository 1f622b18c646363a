"""A journey's map: phases as columns, stops as cards, lanes as rows, each piece in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from cxdesk.layout import frame, lanes, pieces
from cxdesk.layout.contents import Contents, Numbers
from cxdesk.layout.grid import Grid, grid_of
from cxdesk.layout.headline import StopNumber
from cxdesk.layout.lanes.block import Block, Stacks
from cxdesk.layout.parts import Part
from cxdesk.layout.places import MapLayout, Row
from cxdesk.layout.primitives import Node
from cxdesk.layout.style import Style
from cxdesk.models.diff import Diff
from cxdesk.models.ids import Id
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.records import Lane, Place
from cxdesk.models.store import Store

__all__ = ["Numbers", "StopNumber", "map_layout"]


class _Placed(msgspec.Struct, frozen=True):
    """A row's block where it stands on the map."""

    block: Block
    y: float
    nodes: tuple[Node, ...]
    stacks: Stacks

    @classmethod
    def at(cls, y: float, block: Block, old: _Placed | None) -> _Placed:
        """Put a block at this height; what stood there before in the same shape is kept."""
        stacks = {
            cell: tuple((card, (area[0], area[1] + y, area[2], area[3])) for card, area in stack)
            for cell, stack in block.stacks.items()
        }
        if old is None or old.y != y or len(old.nodes) != len(block.nodes):
            return cls(block, y, tuple(_moved(node, y) for node in block.nodes), stacks)
        pairs = zip(block.nodes, old.block.nodes, old.nodes, strict=True)
        nodes = tuple(kept if node is was else _moved(node, y) for node, was, kept in pairs)
        return cls(block, y, nodes, stacks)


class _LaidOut(MapLayout, frozen=True):
    """A layout that remembers what the next one may take over."""

    contents: Contents | None = None
    grid: Grid | None = None
    style: Style = Style()
    placed: dict[Id, _Placed] = {}


def map_layout(
    store: Store,
    journey: Id,
    style: Style,
    numbers: Numbers,
    previous: MapLayout | None = None,
    diff: Diff | None = None,
    *,
    slots: Mapping[Id, int] | None = None,
    part: Part | None = None,
) -> MapLayout:
    """Lay out the map of a journey.

    ``numbers`` answers with a stop's headline, or None where there is none. With the ``previous``
    layout of the same journey and the ``diff`` since then, only what is touched is made anew; in
    any case, a piece whose contents are the same gets the identical ``parts`` again. ``slots``
    are the columns that stops are to stand in, as ``grid_of`` has them; ``part`` leaves out all
    other columns, on paper.
    """
    before = previous if isinstance(previous, _LaidOut) and previous.journey == journey else None
    if before and before.contents and before.style == style and diff is not None:
        contents = before.contents
        contents.update(diff, numbers)
    else:
        before = None
        contents = Contents(store, journey, style.words, numbers, part)
    grid = grid_of(contents, style, slots)
    keep = {} if before is None or before.columns != grid.columns else before.placed
    placed = []
    y = grid.head_height
    for lane in _shown(contents, style):
        old = keep.get(lane.id)
        block = _taken_over(lane, old, contents) or lanes.block(lane, contents, grid, style)
        stays = old is not None and old.block is block and old.y == y
        placed.append(old if stays and old is not None else _Placed.at(y, block, old))
        y += block.height
    return _assembled(journey, contents, grid, placed, style)


def enlarged_heads(layout: MapLayout, across: float, down: float) -> Iterator[Node]:
    """The layout's heads, bars and corner for a window that draws them so many times as large.

    They keep their readable size where the map is small. Coordinates are the map's divided by
    ``across`` and ``down``; a name has the room that is then left for it.
    """
    if not isinstance(layout, _LaidOut) or layout.contents is None or layout.grid is None:
        return
    replace, grid, style = msgspec.structs.replace, layout.grid, layout.style
    rows = [replace(row, y=row.y / down, height=row.height / down) for row in layout.rows]
    yield from frame.lane_heads(rows, [layout.placed[row.lane].block for row in rows], style)
    bands = [replace(band, x=band.x / across, width=band.width / across) for band in grid.bands]
    narrow = replace(grid, bands=tuple(bands), width=grid.width / across)
    beside = replace(style, head_width=style.head_width / across)
    yield from frame.bars(layout.contents, narrow, beside)
    yield frame.corner(layout.contents, grid, style)


def row_frame(layout: MapLayout, row: Row) -> Iterator[Node]:
    """The line below one of the layout's rows and its head, for a row as high as ``row`` says."""
    if isinstance(layout, _LaidOut) and layout.grid is not None:
        yield from frame.ground([row], layout.grid, layout.style)
        yield from frame.lane_heads([row], [layout.placed[row.lane].block], layout.style)


def _assembled(
    journey: Id, contents: Contents, grid: Grid, placed: list[_Placed], style: Style
) -> _LaidOut:
    blocks = [each.block for each in placed]
    rows = [
        Row(
            each.block.lane.id, each.block.lane.kind, each.y, each.block.height,
            lanes.is_collapsed(each.block.lane, style),
        )
        for each in placed
    ]  # fmt: skip
    stacks: Stacks = {}
    for each in placed:
        stacks.update(each.stacks)
    nodes = (
        *frame.ground(rows, grid, style),
        *(node for each in placed for node in each.nodes),
        *frame.lane_heads(rows, blocks, style),
        *frame.bars(contents, grid, style),
        frame.corner(contents, grid, style),
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
        height=rows[-1].y + rows[-1].height,
        nodes=nodes,
        title_top=pieces.title_top(contents.headed),
        contents=contents,
        grid=grid,
        style=style,
        placed={each.block.lane.id: each for each in placed},
    )


def _moved(node: Node, down: float) -> Node:
    return Node(
        node.key, node.role, node.layer, node.x, node.y + down, node.width, node.height,
        node.parts, node.record, node.name, node.far,
    )  # fmt: skip


def _shown(contents: Contents, style: Style) -> list[Lane]:
    """The lanes that are drawn; the touchpoints' row is there even if no lane says so."""
    shown = [
        lane
        for lane in contents.lanes
        if not lane.hidden
        and lane.id not in style.aside
        and (lane.kind != "curve" or style.curve)
    ]
    kinds = {lane.kind for lane in contents.lanes}
    if "touchpoints" not in kinds:
        shown.insert(0, Lane(id="", kind="touchpoints", place=Place("", "")))
    if style.curve and "curve" not in kinds:
        shown.append(Lane(id="", kind="curve", place=Place("", "")))
    return shown


def _taken_over(lane: Lane, old: _Placed | None, contents: Contents) -> Block | None:
    if old is None or KINDS[lane.kind].by_itself or contents.dirty is None:
        return None
    return old.block if old.block.lane == lane and lane.id not in contents.dirty else None
