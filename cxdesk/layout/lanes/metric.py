"""The row that shows each touchpoint's number and how many answers it stands on."""

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
    """The numbers above the lane's own cards."""

    def number(stop: Id, width: float) -> notes.Shown | None:
        score = contents.headline(contents.number(stop))
        if score is None:
            return None
        return pieces.metric(score.value, score.count, width, style.theme), 46.0

    return notes.block(lane, contents, grid, style, number)
