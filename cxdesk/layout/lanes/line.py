"""A line between rows, such as a service blueprint's line of visibility."""

from __future__ import annotations

from collections.abc import Iterator

from cxdesk.layout.contents import Contents
from cxdesk.layout.grid import Grid
from cxdesk.layout.lanes.block import Block
from cxdesk.layout.primitives import CARDS, Node, Paint, Path
from cxdesk.layout.style import Style
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import SMALL
from cxdesk.models.records import Lane
from cxdesk.models.vocabulary import lane_name

_HEIGHT, _LINE = 30.0, 26.0
_APART = 1200.0
"""How far apart the names stand, in px, so that one of them is in sight while the map scrolls."""


def block(lane: Lane, contents: Contents, grid: Grid, style: Style) -> Block:
    """A dashed line from the head to the map's right end, its name above it."""
    width = grid.width - style.head_width
    line = (("M", (0.0, _LINE)), ("L", (width, _LINE)))
    parts = [Path(line, Paint(stroke=style.theme.quiet, width=2.0, dash=(8.0, 5.0)))]
    name = lane_name(lane, style.words)
    texts = (
        wrap(name, room, SMALL, "bold", 1).at(x - style.head_width, 5, style.theme.quiet)
        for x, room in _places(grid, style)
    )
    node = Node(
        f"line:{lane.id}", "line", CARDS, style.head_width, 0, width, _HEIGHT, (*parts, *texts)
    )
    return Block(lane, _HEIGHT, (node,), {})


def _places(grid: Grid, style: Style) -> Iterator[tuple[float, float]]:
    """Where the name begins, and how much room it has: with the first phase, and every so often."""
    last = -_APART
    starts = [band.x for band in grid.bands] or [style.head_width]
    for x in starts:
        if x - last >= _APART:
            yield x + 8, grid.width - x - 16
            last = x
