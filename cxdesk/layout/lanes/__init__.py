"""How each kind of lane is drawn: a module a kind, named in ``models.lane_kinds``."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from cxdesk.layout.contents import Contents
from cxdesk.layout.grid import Grid
from cxdesk.layout.lanes import collapsed
from cxdesk.layout.lanes.block import Block, Draw
from cxdesk.layout.style import Style
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.records import Lane


def block(lane: Lane, contents: Contents, grid: Grid, style: Style) -> Block:
    """Draw a lane."""
    draw = collapsed.block if is_collapsed(lane, style) else _drawer(KINDS[lane.kind].drawn)
    return draw(lane, contents, grid, style)


def is_collapsed(lane: Lane, style: Style) -> bool:
    """Whether a lane shows as a thin row; the touchpoints and the curve always show whole."""
    return lane.id in style.collapsed and KINDS[lane.kind].cards


@cache
def _drawer(name: str) -> Draw:
    return vars(import_module(f"{__name__}.{name}"))["block"]  # type: ignore[no-any-return]
