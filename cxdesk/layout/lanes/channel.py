"""The row that shows over which channels each touchpoint happens."""

from __future__ import annotations

from cxdesk.layout import pieces
from cxdesk.layout.contents import Contents
from cxdesk.layout.grid import Grid
from cxdesk.layout.lanes import notes
from cxdesk.layout.lanes.block import Block
from cxdesk.layout.style import Style
from cxdesk.models.ids import Id
from cxdesk.models.records import Lane


def block(lane: Lane, contents: Contents, grid: Grid, style: Style) -> Block:
    """The channels above the lane's own cards."""

    def channels(stop: Id, width: float) -> notes.Shown | None:
        found = contents.channels(stop)
        parts = pieces.channel_list(found, width, style.theme)
        return (parts, 22.0 * len(found)) if found else None

    return notes.block(lane, contents, grid, style, channels)
