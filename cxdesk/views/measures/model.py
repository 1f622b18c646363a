"""The measures of a project as a table that is edited in place."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import N_
from cxdesk.models.ids import Id
from cxdesk.models.ops import findings
from cxdesk.models.records import Insight, Measure, MeasureInsight
from cxdesk.models.store import Change
from cxdesk.models.vocabulary import STATUSES
from cxdesk.views.widgets.insight_box import COLORS
from cxdesk.views.widgets.tables import LOOK, RECORD, VALUE
from cxdesk.views.widgets.tooltips import as_tooltip

Index = QModelIndex | QPersistentModelIndex
TITLE, STATUS, OWNER, DUE, IMPACT, EFFORT, LINKS = range(7)
FIELDS = ("title", "status", "owner", "due", "impact", "effort")
HEADERS = (
    N_("Measure"), N_("Status"), N_("Owner"), N_("Due"), N_("Impact"), N_("Effort"), N_("Insights"),
)  # fmt: skip
_STATUS_ORDER = tuple(STATUSES)


class MeasuresModel(QAbstractTableModel):
    """One row a measure; setting a cell is one named operation."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._rows: list[Id] = []
        self._foreseen: tuple[Id, int, int] = ("", 0, 0)
        workspace.changed.connect(self._on_change)
        self.reload()

    def reload(self) -> None:
        """Read all measures anew."""
        self.beginResetModel()
        self._rows = [one.id for one in self._workspace.store.all(Measure)]
        self.endResetModel()

    def measure(self, row: int) -> Measure:
        """The measure of a row."""
        return self._workspace.store.record(self._rows[row])  # type: ignore[no-any-return]

    def row_of(self, measure: Id) -> int:
        """The row of a measure; -1 if there is none."""
        return self._rows.index(measure) if measure in self._rows else -1

    def numbers(self) -> dict[Id, int]:
        """The number of each measure: that of its row, however the table is sorted."""
        return {one: number for number, one in enumerate(self._rows, 1)}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1
        return self._workspace.tr(HEADERS[section])

    def flags(self, index: Index) -> Qt.ItemFlag:
        kept = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return kept | Qt.ItemFlag.ItemIsEditable if index.column() != LINKS else kept

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        measure = self.measure(index.row())
        if role == RECORD:
            return measure.id
        if role == VALUE:
            return self._value(measure, index.column())
        if role == LOOK:
            return self._look(measure, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self._value(measure, index.column()) if index.column() != LINKS else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(measure, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (TITLE, LINKS):
            return as_tooltip(self._text(measure, index.column()))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() == LINKS:
            return False
        measure, field = self.measure(index.row()), FIELDS[index.column()]
        if getattr(measure, field) == value:
            return False
        findings.edit_measure(self._workspace.store, measure.id, **{field: value})
        return True

    def foresee(self, measure: Id, effort: int, impact: int) -> None:
        """Show what effort and impact a measure would have; "" for none any more."""
        before, self._foreseen = self._foreseen[0], (measure, effort, impact)
        for row in {self.row_of(before), self.row_of(measure)} - {-1}:
            self.dataChanged.emit(self.index(row, IMPACT), self.index(row, EFFORT), [LOOK])

    def insights(self, measure: Id) -> list[Insight]:
        """The insights that a measure answers."""
        store = self._workspace.store
        links = store.children(measure, MeasureInsight)
        return sorted((store.record(link.insight) for link in links), key=lambda one: one.text)

    def _value(self, measure: Measure, column: int) -> Any:
        if column == LINKS:
            return self._text(measure, LINKS)
        return getattr(measure, FIELDS[column])

    def _look(self, measure: Measure, column: int) -> Any:
        if column == LINKS:
            return [(COLORS[one.kind], one.text) for one in self.insights(measure.id)]
        if column in (EFFORT, IMPACT) and self._foreseen[0] == measure.id:
            return self._foreseen[1 if column == EFFORT else 2]
        return self._value(measure, column)

    def _text(self, measure: Measure, column: int) -> str:
        if column == LINKS:
            return ", ".join(one.text for one in self.insights(measure.id))
        value = getattr(measure, FIELDS[column])
        if column == TITLE:
            return value or self._workspace.tr("Untitled measure")
        formats: dict[int, Callable[[], str]] = {
            STATUS: lambda: self._workspace.tr(STATUSES[value]),
            DUE: lambda: self._date(value),
        }
        return formats.get(column, lambda: str(value))()

    def _date(self, iso: str) -> str:
        try:
            return self._workspace.language.date(datetime.date.fromisoformat(iso)) if iso else ""
        except ValueError:
            return iso

    def _on_change(self, change: Change) -> None:
        if not change.diff.touches(Measure, MeasureInsight, Insight):
            return
        now = [one.id for one in self._workspace.store.all(Measure)]
        for row in reversed(range(len(self._rows))):
            if self._rows[row] not in now:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()
        for added in [one for one in now if one not in self._rows]:
            end = len(self._rows)
            self.beginInsertRows(QModelIndex(), end, end)
            self._rows.append(added)
            self.endInsertRows()
        # Only what was touched is announced, so that an editor open elsewhere keeps its text.
        for row in {self.row_of(one) for one in self._touched(change)} - {-1}:
            self.dataChanged.emit(self.index(row, 0), self.index(row, LINKS))

    def _touched(self, change: Change) -> set[Id]:
        found: set[Id] = set()
        for record in change.diff.records():
            if isinstance(record, Measure):
                found.add(record.id)
            elif isinstance(record, MeasureInsight):
                found.add(record.measure)
            elif isinstance(record, Insight):
                links = self._workspace.store.children(record.id, MeasureInsight)
                found.update(link.measure for link in links)
        return found


def sort_key(column: int, value: Any) -> Any:
    """What a cell is sorted by: a status by its course, a date with the missing ones last."""
    if column == STATUS:
        return _STATUS_ORDER.index(value)
    if column == DUE:
        return value or "9999"
    return value.casefold() if isinstance(value, str) else value
