"""How wide a table's columns are: what they hold, as long as there is room for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication

from cxdesk.layout.tokens import BODY, SMALL
from cxdesk.views.widgets.theme import text_font

if TYPE_CHECKING:
    from typing import Any

    from PySide6.QtWidgets import QTableView

WIDEST = 420
"""Px beyond which a text does not widen its column: it goes on in a second line."""
WIDEST_HEAD = 160
"""The same for the name in a column's head."""
LINE = 18
"""Px from line to line in a cell."""
_BESIDE_NAME, _ARROW = 26, 18
"""Px in a column's head beside its name, and for the sign that rows are sorted by it."""
_LOOK = int(Qt.ItemDataRole.UserRole) + 2


@runtime_checkable
class Measured(Protocol):
    """A delegate that knows how much room its cells take, margins included."""

    def room(self, look: Any, text: str) -> float:
        """The width of a cell in px."""

    def count(self, look: Any, text: str, width: float) -> int:
        """How many lines a cell so wide has."""


class ColumnWidths:
    """Shares a table's width among its columns; a row is as high as the lines in its cells.

    Every column is at least as wide as its head and as ``least`` says, and those not in ``fixed``
    are as wide as their texts. They share what is left over, and where it is too little the widest
    of them give way first. Those in ``numbers`` are never narrower than what they hold. A column
    that a person has dragged keeps its width.
    """

    def __init__(
        self, table: QTableView, least: Mapping[int, int], fixed: Collection[int],
        numbers: Collection[int] = (),
    ) -> None:  # fmt: skip
        self._table, self._least, self._fixed, self._numbers = table, least, fixed, numbers
        self._wanted: dict[int, int] = {}
        self._dragged: set[int] = set()
        self._sharing = self._is_tall = False
        for signal in (table.model().rowsInserted, table.model().layoutChanged):
            signal.connect(self._fit_rows)
        table.horizontalHeader().sectionResized.connect(self._note_drag)
        table.horizontalHeader().sortIndicatorChanged.connect(lambda *_: self.measure())

    def measure(self) -> None:
        """Read anew what the columns hold, and share the width."""
        model = self._table.model()
        columns = range(model.columnCount())
        self._wanted = {column: self._least_of(column) for column in columns}
        for column in columns:
            if column not in self._fixed or column in self._numbers:
                self._wanted[column] = max(self._wanted[column], self._widest(column))
        self.share()

    def share(self) -> None:
        """Divide the width that the table has now."""
        table = self._table
        shown = [one for one in self._wanted if not table.isColumnHidden(one)]
        own = [one for one in shown if one not in self._fixed and one not in self._dragged]
        taken = sum(
            table.columnWidth(one) if one in self._dragged else self._wanted[one]
            for one in shown if one not in own
        )  # fmt: skip
        wanted = {one: self._wanted[one] for one in own}
        least = {one: self._least_of(one) for one in own}
        widths = divided(wanted, least, table.viewport().width() - taken)
        self._sharing = True
        for column in shown:
            if column not in self._dragged:
                table.setColumnWidth(column, widths.get(column, self._wanted[column]))
        self._sharing = False
        self._fit_rows()

    def _fit_rows(self, *_: object) -> None:
        """Give rows the height that their texts need in columns so wide."""
        table, model = self._table, self._table.model()
        narrow = {
            column: (delegate, table.columnWidth(column))
            for column, wanted in self._wanted.items()
            if (wanted == WIDEST or table.columnWidth(column) < wanted)
            and isinstance(delegate := table.itemDelegateForColumn(column), Measured)
            and not table.isColumnHidden(column)
        }
        if not narrow and not self._is_tall:
            return
        self._is_tall = bool(narrow)
        head = table.verticalHeader()
        for row in range(model.rowCount()):
            counts = (
                delegate.count(cell.data(_LOOK), str(cell.data() or ""), width)
                for column, (delegate, width) in narrow.items()
                for cell in [model.index(row, column)]
            )
            high = max(head.defaultSectionSize(), max(counts, default=1) * LINE + 4)
            if head.sectionSize(row) != high:
                head.resizeSection(row, high)

    def _least_of(self, column: int) -> int:
        head, model = self._table.horizontalHeader(), self._table.model()
        name = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        needed = QFontMetrics(text_font(SMALL, bold=True)).horizontalAdvance(name) + _BESIDE_NAME
        if column == head.sortIndicatorSection():
            needed += _ARROW
        return max(min(needed, WIDEST_HEAD), self._least.get(column, 0))

    def _widest(self, column: int) -> int:
        """The room that the widest cell takes, whether it is shown or filtered away."""
        table, model = self._table, self._table.model()
        source = getattr(model, "sourceModel", lambda: model)()
        delegate = table.itemDelegateForColumn(column)
        room = delegate.room if isinstance(delegate, Measured) else _room
        cells = (source.index(row, column) for row in range(source.rowCount()))
        rooms = (room(cell.data(_LOOK), str(cell.data() or "")) for cell in cells)
        return min(round(max(rooms, default=0.0) + 0.5), WIDEST)

    def _note_drag(self, column: int, old: int, new: int) -> None:
        held = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if held and not self._sharing:
            self._dragged.add(column)


def _room(look: Any, text: str) -> float:
    return QFontMetrics(text_font(BODY)).horizontalAdvance(text) + _BESIDE_NAME


def divided(wanted: Mapping[int, int], least: Mapping[int, int], room: int) -> dict[int, int]:
    """The width of each column in ``room`` px altogether.

    What is left over is shared alike. Where it is too little, the widest are narrowed to one
    width, but none below its least.
    """
    if not wanted:
        return {}
    spare = room - sum(wanted.values())
    if spare >= 0:
        each, odd = divmod(spare, len(wanted))
        return {
            one: width + each + (number < odd)
            for number, (one, width) in enumerate(wanted.items())
        }
    level = max(wanted.values())
    while level and sum(_narrowed(wanted, least, level).values()) > room:
        level -= 1
    return _narrowed(wanted, least, level)


def _narrowed(wanted: Mapping[int, int], least: Mapping[int, int], level: int) -> dict[int, int]:
    return {one: max(min(width, level), least[one]) for one, width in wanted.items()}
