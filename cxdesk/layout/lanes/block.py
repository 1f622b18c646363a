"""What a drawn lane is: its cards, laid out as if its row began at y = 0."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from cxdesk.layout.contents import Contents
from cxdesk.layout.grid import Grid
from cxdesk.layout.places import Area
from cxdesk.layout.primitives import Node
from cxdesk.layout.style import Style
from cxdesk.models.ids import Id
from cxdesk.models.records import Lane

ROW_PADDING, CARD_GAP = 8.0, 6.0
EMPTY_ROW = 56.0
COLLAPSED_ROW = 31.0

Stacks = dict[tuple[Id, Id], tuple[tuple[Id, Area], ...]]


class Block(msgspec.Struct, frozen=True):
    """One lane's row; ``stacks`` holds the cards of each cell with their areas."""

    lane: Lane
    height: float
    nodes: tuple[Node, ...]
    stacks: Stacks


Draw = Callable[[Lane, Contents, Grid, Style], Block]
