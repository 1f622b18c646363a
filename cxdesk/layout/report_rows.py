"""A part of a map that is too high for its page, continued on others: rows and stacks of cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from cxdesk.layout.lanes.block import CARD_GAP, EMPTY_ROW, ROW_PADDING
from cxdesk.layout.map import row_frame
from cxdesk.layout.places import MapLayout, Row
from cxdesk.layout.primitives import BARS, CARDS, CORNER, Node

Sheet = tuple[float, tuple[Node, ...]]
"""How high a sheet is, in px, and what stands on it."""


def highest_cell(laid_out: MapLayout) -> float:
    """The least height of a page, in px of the map, on which each card has room below its heads."""
    cards = (area[3] for stack in laid_out.stacks.values() for _, area in stack)
    rows = (row.height for row in laid_out.rows if not _is_divided(laid_out, row))
    tallest = max((*(card + 2 * ROW_PADDING + 1 for card in cards), *rows), default=0.0)
    return _repeated(laid_out) + tallest


def sheets(laid_out: MapLayout, nodes: Iterable[Node], most: float) -> list[Sheet]:
    """The part on as many sheets of at most ``most`` px as it needs.

    Phases and touchpoints head each of them. A row goes to the next sheet as a whole if it can;
    one that is higher than a sheet is divided between its cards.
    """
    nodes = tuple(nodes)
    if laid_out.height <= most:
        return [(laid_out.height, nodes)]
    filling = _Filling(laid_out, nodes, most)
    for row in laid_out.rows:
        filling.add(row)
    return filling.done


class _Filling:
    """Fills one sheet after the other with the rows of a map."""

    def __init__(self, laid_out: MapLayout, nodes: tuple[Node, ...], most: float) -> None:
        self._map, self._nodes, self._most = laid_out, nodes, most
        self._top = _repeated(laid_out)
        self._sheets: list[list[Node]] = []
        self._ends: list[float] = []
        self._open(heads_only=True)

    @property
    def done(self) -> list[Sheet]:
        """The sheets filled so far."""
        return [
            (end, tuple(sorted(nodes, key=lambda node: node.layer)))
            for end, nodes in zip(self._ends, self._sheets, strict=True)
        ]

    def add(self, row: Row) -> None:
        """Put a row below the last one, on as many sheets as it needs."""
        whole = row.height <= self._most - self._ends[-1]
        divided = not whole and _is_divided(self._map, row)
        if not whole and not (divided and row.height > self._most - self._top):
            self._open()
        if divided and row.height > self._most - self._ends[-1]:
            self._divide(row)
            return
        down = self._ends[-1] - row.y
        self._sheets[-1] += (replace(node, y=node.y + down) for node in self._in(row))
        self._ends[-1] += row.height

    def _open(self, *, heads_only: bool = False) -> None:
        """Begin a sheet with the phases, and with the touchpoints unless their row comes yet."""
        layers = (BARS, CORNER)
        self._sheets.append([node for node in self._nodes if node.layer in layers])
        self._ends.append(self._map.head_height)
        row = self._map.row_of("touchpoints")
        if row is not None and not heads_only:
            down = self._map.head_height - row.y
            self._sheets[-1] += (replace(node, y=node.y + down) for node in self._in(row))
            self._ends[-1] += row.height

    def _in(self, row: Row) -> Iterator[Node]:
        for node in self._nodes:
            if node.layer not in (BARS, CORNER) and row.y <= node.y < row.y + row.height:
                yield node

    def _divide(self, row: Row) -> None:
        """Each stack from its place on this sheet, on to the next one where it is full."""
        rooms = [self._most - self._ends[-1]]
        placed: list[tuple[int, float, Node]] = []
        stacks: dict[float, list[Node]] = {}
        for node in self._in(row):
            if node.layer == CARDS:
                stacks.setdefault(node.x, []).append(node)
        for stack in stacks.values():
            page, below = 0, 0.0
            for node in sorted(stack, key=lambda each: each.y):
                y = node.y - row.y if page == 0 else below
                if y + node.height > rooms[page] - ROW_PADDING:
                    page, y = page + 1, ROW_PADDING
                    if page == len(rooms):
                        rooms.append(self._most - self._top)
                placed.append((page, y, node))
                below = y + node.height + CARD_GAP
        for page in range(len(rooms)):
            inside = [(y, node) for number, y, node in placed if number == page]
            if page:
                self._open()
            elif not inside:
                continue  # not even the first card has room here
            reach = max((y + node.height for y, node in inside), default=0.0) + ROW_PADDING + 1
            self._piece(row, max(reach, EMPTY_ROW), inside)

    def _piece(self, row: Row, height: float, inside: Iterable[tuple[float, Node]]) -> None:
        y = self._ends[-1]
        self._sheets[-1] += row_frame(self._map, replace(row, y=y, height=height))
        self._sheets[-1] += (replace(node, y=y + down) for down, node in inside)
        self._ends[-1] = y + height


def _repeated(laid_out: MapLayout) -> float:
    row = laid_out.row_of("touchpoints")
    return laid_out.head_height + (row.height if row is not None else 0.0)


def _is_divided(laid_out: MapLayout, row: Row) -> bool:
    """Whether a row may be torn: the touchpoints and the curve are always whole."""
    return any(lane == row.lane for lane, _ in laid_out.stacks)
