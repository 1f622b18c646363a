"""The row that the emotion curve is drawn into."""

from __future__ import annotations

from cxdesk.layout.contents import Contents
from cxdesk.layout.grid import Grid
from cxdesk.layout.lanes.block import Block
from cxdesk.layout.style import Style
from cxdesk.models.records import Lane


def block(lane: Lane, contents: Contents, grid: Grid, style: Style) -> Block:
    """Room for it: ``layout.picture`` draws the curve itself."""
    return Block(lane, style.curve_height, (), {})
