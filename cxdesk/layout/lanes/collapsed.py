"""A lane that is collapsed: a thin row that tells how many cards it hides."""

from __future__ import annotations

from cxdesk.layout.contents import Contents
from cxdesk.layout.grid import Grid
from cxdesk.layout.lanes import notes
from cxdesk.layout.lanes.block import COLLAPSED_ROW, Block
from cxdesk.layout.pieces import COUNT_HEIGHT
from cxdesk.layout.style import Style
from cxdesk.models.records import Lane


def block(lane: Lane, contents: Contents, grid: Grid, style: Style) -> Block:
    """A number in each column that has cards; those of a whole phase count in its first one."""
    top = (COLLAPSED_ROW - COUNT_HEIGHT) / 2
    nodes = [
        node for column in grid.columns for node in notes.hidden(lane, column, contents, top, style)
    ]
    return Block(lane, COLLAPSED_ROW, tuple(nodes), {})
