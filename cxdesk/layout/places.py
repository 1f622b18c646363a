"""Where things are on a laid-out map, and where something dropped on it would go."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from cxdesk.layout.primitives import Node
from cxdesk.models.ids import Id
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.records import LaneKind

Area = tuple[float, float, float, float]
"""x, y, width, height."""

_MARK = 4.0
"""How thick an insertion mark is."""


class Column(msgspec.Struct, frozen=True):
    """One touchpoint's column; ``stop`` is empty in a phase that has none or is ``collapsed``."""

    phase: Id
    stop: Id
    x: float
    width: float
    collapsed: bool = False

    @property
    def middle(self) -> float:
        """The x of its point on the curve."""
        return self.x + self.width / 2


class Band(msgspec.Struct, frozen=True):
    """The columns that a phase spans."""

    phase: Id
    x: float
    width: float
    stops: tuple[Id, ...]
    collapsed: bool = False


class Row(msgspec.Struct, frozen=True):
    """One lane's row. ``lane`` is empty for a row that the journey has no lane for."""

    lane: Id
    kind: LaneKind
    y: float
    height: float
    collapsed: bool = False


class Cell(msgspec.Struct, frozen=True):
    """One field of the map; ``stop`` is empty in a phase without stops."""

    lane: Id
    kind: LaneKind
    phase: Id
    stop: Id
    area: Area


class Insertion(msgspec.Struct, frozen=True):
    """Where something dropped goes: its parent, its index among the others, and a mark to show.

    ``parent`` is the phase of a stop, the stop or phase of a card (then ``lane`` is set), the
    journey of a phase or lane. ``index`` does not count what is being moved.
    """

    parent: Id
    index: int
    mark: Area
    lane: Id = ""


class Places(msgspec.Struct, frozen=True):
    """The map's grid. All coordinates are the map's own, in px at 100 %."""

    journey: Id
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    rows: tuple[Row, ...]
    lane_order: tuple[Id, ...]
    stacks: dict[tuple[Id, Id], tuple[tuple[Id, Area], ...]]
    """The cards of each cell (lane, stop or phase) that has any, in order, with their areas."""
    head_width: float
    head_height: float
    width: float
    height: float

    def row_at(self, y: float) -> Row | None:
        """The row at this height."""
        found = bisect_right(self.rows, y, key=lambda row: row.y) - 1
        row = self.rows[found] if found >= 0 else None
        return row if row and y < row.y + row.height else None

    def column_at(self, x: float) -> Column | None:
        """The column at this x."""
        found = bisect_right(self.columns, x, key=lambda column: column.x) - 1
        column = self.columns[found] if found >= 0 else None
        return column if column and x < column.x + column.width else None

    def band_at(self, x: float) -> Band | None:
        """The phase at this x."""
        found = bisect_right(self.bands, x, key=lambda band: band.x) - 1
        band = self.bands[found] if found >= 0 else None
        return band if band and x < band.x + band.width else None

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The field of the map at this point."""
        row, column = self.row_at(y), self.column_at(x)
        if row is None or column is None:
            return None
        area = (column.x, row.y, column.width, row.height)
        return Cell(row.lane, row.kind, column.phase, column.stop, area)

    def row_of(self, kind: LaneKind) -> Row | None:
        """The first row of this kind."""
        return next((row for row in self.rows if row.kind == kind), None)

    def stop_insertion(self, x: float, moving: Id = "") -> Insertion | None:
        """Where a stop dropped at x goes; None where there is no phase yet."""
        if not self.bands:
            return None
        x = min(max(x, self.bands[0].x), self.width - 1)
        band = self.band_at(x) or self.bands[-1]
        if band.collapsed:
            index = sum(stop != moving for stop in band.stops)
            return Insertion(band.phase, index, self._over(band.x + band.width - 2))
        columns = [c for c in self.columns if c.phase == band.phase and c.stop]
        others = [c for c in columns if c.stop != moving]
        index = sum(column.middle < x for column in others)
        if index < len(others):
            edge = others[index].x
        elif columns:
            edge = columns[-1].x + columns[-1].width
        else:
            edge = band.x
        return Insertion(band.phase, index, self._over(edge))

    def _over(self, x: float) -> Area:
        """A mark through the touchpoints' row."""
        row = self.row_of("touchpoints")
        top, height = (row.y, row.height) if row else (self.head_height, 8.0)
        return (x - _MARK / 2, top + 4, _MARK, height - 8)

    def card_insertion(self, x: float, y: float, moving: Id = "") -> Insertion | None:
        """Where a card dropped at this point goes; None outside of the lanes for cards."""
        cell, row, column = self.cell_at(x, y), self.row_at(y), self.column_at(x)
        if cell is None or not cell.lane or not KINDS[cell.kind].cards:
            return None
        if (row and row.collapsed) or (column and column.collapsed):
            return None
        at = cell.stop or cell.phase
        left, top, width, _ = cell.area
        wide = self.stacks.get((cell.lane, cell.phase), ()) if cell.stop else ()
        if wide and y < wide[-1][1][1] + wide[-1][1][3]:
            at, band = cell.phase, self.band_at(x)
            left, width = (band.x, band.width) if band else (left, width)
        stack = [each for each in self.stacks.get((cell.lane, at), ()) if each[0] != moving]
        index = sum(area[1] + area[3] / 2 < y for _, area in stack)
        if index < len(stack):
            edge = stack[index][1][1] - 4
        elif stack:
            edge = stack[-1][1][1] + stack[-1][1][3] + 2
        elif at == cell.stop and wide:
            edge = wide[-1][1][1] + wide[-1][1][3] + 2
        else:
            edge = top + 4
        return Insertion(at, index, (left + 8, edge, width - 16, _MARK), cell.lane)

    def phase_insertion(self, x: float, moving: Id = "") -> Insertion:
        """Where a phase dropped at x goes."""
        others = [band for band in self.bands if band.phase != moving]
        index = sum(band.x + band.width / 2 < x for band in others)
        edge = others[index].x if index < len(others) else self._right
        return Insertion(self.journey, index, (edge - _MARK / 2, 0, _MARK, self.height))

    def lane_insertion(self, y: float, moving: Id = "") -> Insertion:
        """Where a lane dropped at y goes, among all lanes of the journey, hidden ones too."""
        others = [row for row in self.rows if row.lane != moving and row.lane]
        found = sum(row.y + row.height / 2 < y for row in others)
        order = [lane for lane in self.lane_order if lane != moving]
        index = order.index(others[found].lane) if found < len(others) else len(order)
        edge = others[found].y if found < len(others) else self._bottom
        return Insertion(self.journey, index, (0, edge - _MARK / 2, self.width, _MARK))

    @property
    def _right(self) -> float:
        return self.bands[-1].x + self.bands[-1].width if self.bands else self.head_width

    @property
    def _bottom(self) -> float:
        return self.rows[-1].y + self.rows[-1].height if self.rows else self.head_height


class MapLayout(Places, frozen=True):
    """A laid-out map: what is drawn, lowest layer first, and where everything is."""

    nodes: tuple[Node, ...] = ()
    title_top: float = 0.0
    """Where touchpoints' titles begin, in px below their cards' upper edge."""
