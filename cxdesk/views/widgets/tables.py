"""Tables of the program: rows from columns' rules, sorted, filtered, copied."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id
from cxdesk.views.widgets.column_widths import ColumnWidths
from cxdesk.views.widgets.tooltips import as_tooltip

Index = QModelIndex | QPersistentModelIndex

VALUE = int(Qt.ItemDataRole.UserRole)
"""What a cell is sorted by and drawn from: a number, a text, None for nothing."""
RECORD = VALUE + 1
"""The id of the record that the row is about."""
LOOK = VALUE + 2
"""What a drawn cell is drawn from; each delegate says which kind."""
ROW_HEIGHT = 40
LEAST_HEIGHT = 136
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Column(NamedTuple):
    """A column: its head, what a row shows in it, what it is sorted by."""

    head: str
    text: Callable[[Any], str]
    value: Callable[[Any], Any] | None = None
    number: bool = False
    warning: Callable[[Any], bool] | None = None
    look: Callable[[Any], Any] | None = None
    hint: str = ""
    keep: Callable[[Any, str], object] | None = None
    """Keeps another text typed into a cell; a column without it is only read."""
    tip: Callable[[Any], str] | None = None


class RowsModel(QAbstractTableModel):
    """Rows of any kind under columns that know how to read them."""

    def __init__(self, workspace: Workspace, record: Callable[[Any], Id]) -> None:
        super().__init__()
        self._workspace = workspace
        self._record = record
        self._columns: Sequence[Column] = ()
        self._rows: Sequence[Any] = ()

    def show(self, columns: Sequence[Column], rows: Sequence[Any]) -> None:
        """Show these; a table of as many rows keeps its selection and scroll position."""
        same = len(rows) == len(self._rows) and len(columns) == len(self._columns)
        if not same:
            self.beginResetModel()
        self._columns, self._rows = columns, rows
        if not same:
            self.endResetModel()
        elif rows:
            last = self.index(len(rows) - 1, len(columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.number else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.hint or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        kept = super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled  # if the table lets it
        typed = index.isValid() and self._columns[index.column()].keep is not None
        return kept | Qt.ItemFlag.ItemIsEditable if typed else kept

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column, row = self._columns[index.column()], self._rows[index.row()]
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or column.keep is None or text == column.text(row):
            return False
        column.keep(row, text)
        return True

    def row_of(self, record: Id) -> int:
        """The first row about a record; -1 if there is none."""
        return next((at for at, row in enumerate(self._rows) if self._record(row) == record), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return column.text(row) if column.keep else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tooltip(column.tip(row)) if column.tip else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == VALUE:
            return column.value(row) if column.value else column.text(row)
        if role == LOOK:
            return column.look(row) if column.look else None
        if role == RECORD:
            return self._record(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.number else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole and column.warning and column.warning(row):
            return QColor(self._workspace.theme.warning)
        return None


class SortedRows(QSortFilterProxyModel):
    """Sorts by value, whatever has none last, and shows the rows that hold every typed word."""

    def __init__(self, key: Callable[[int, Any], Any] | None = None) -> None:
        super().__init__()
        self._key = key
        self._words: tuple[str, ...] = ()
        self._only: Callable[[int], bool] | None = None
        self.setDynamicSortFilter(True)

    def look_for(self, text: str) -> None:
        """Show only rows in whose cells every word of ``text`` occurs."""
        self._words = tuple(text.casefold().split())
        self.invalidate()

    def show_only(self, wanted: Callable[[int], bool] | None) -> None:
        """Show only the source's rows that are wanted."""
        self._only = wanted
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        if self._only is not None and not self._only(row):
            return False
        if not self._words:
            return True
        source = self.sourceModel()
        cells = (source.index(row, column) for column in range(source.columnCount()))
        text = "\n".join(str(cell.data() or "") for cell in cells).casefold()
        return all(word in text for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        one, other = left.data(VALUE), right.data(VALUE)
        if self._key is not None:
            column = left.column()
            one, other = self._key(column, one), self._key(column, other)
        if one is None or other is None:
            # What has no value comes last in either direction.
            ascending = self.sortOrder() == Qt.SortOrder.AscendingOrder
            return (other is None and one is not None) == ascending if one != other else False
        if isinstance(one, str) and isinstance(other, str):
            return one.casefold() < other.casefold()
        return bool(one < other)


class Table(QTableView):
    """A quiet table: rows with hairlines, sorted by a click, copied as tab-separated text.

    ``key`` tells, from a column and a value, what the column is sorted by (default: the value).
    """

    opened = Signal(str)
    """The record of a row that was double-clicked, or chosen with Enter."""
    typed = Signal()
    """A field in a cell was closed; what changed meanwhile can be shown now."""

    def __init__(
        self,
        workspace: Workspace,
        rows: QAbstractTableModel,
        key: Callable[[int, Any], Any] | None = None,
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self.hint = ""
        """What is to be done so that there are rows."""
        self.sorted = SortedRows(key)
        self.sorted.setSourceModel(rows)
        self.setModel(self.sorted)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSortIndicatorClearable(True)
        head.setMinimumSectionSize(56)
        self.widths: ColumnWidths | None = None
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self.doubleClicked.connect(lambda index: self._open(index))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Without a row, tell what would stand here."""
        super().paintEvent(event)
        if self.hint and self.sorted.sourceModel().rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._workspace.theme.quiet))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            room = self.viewport().rect().adjusted(24, 0, -24, 0)
            painter.drawText(room, flags, self.hint)

    def draw_with(self, cells: Mapping[int, QAbstractItemDelegate]) -> None:
        """Draw and edit the cells of these columns in ways of their own."""
        for column, cell in cells.items():
            self.setItemDelegateForColumn(column, cell)

    def share_width(
        self, least: Mapping[int, int], fixed: Collection[int], numbers: Collection[int] = ()
    ) -> None:
        """Divide the width as ``ColumnWidths`` does, now and whenever there is more or less."""
        self.widths = ColumnWidths(self, least, fixed, numbers)

    def fit(self) -> None:
        """Widen or narrow the columns for what they hold now."""
        if self.widths is not None:
            self.widths.measure()

    def sizeHint(self) -> QSize:
        """As high as its head and two rows: a page in a small window need not scroll as well."""
        return QSize(super().sizeHint().width(), LEAST_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.widths is not None:
            self.widths.share()

    def is_typed_into(self) -> bool:
        """Whether a cell is being edited: rows that move then would take another's text."""
        return self.state() == QAbstractItemView.State.EditingState

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        QTimer.singleShot(0, self, self.typed.emit)

    def copy(self) -> None:
        """Put the selected rows (all of them, if none is selected) on the clipboard."""
        QGuiApplication.clipboard().setText(self.as_text())

    def as_text(self) -> str:
        """Heads and rows as they are shown, tab-separated; what tears rows apart is a space."""
        model = self.model()
        chosen = self.selectionModel().selectedRows()
        rows = sorted(index.row() for index in chosen) or range(model.rowCount())
        columns = [c for c in range(model.columnCount()) if not self.isColumnHidden(c)]
        heads = [model.headerData(c, Qt.Orientation.Horizontal, _DISPLAY) for c in columns]
        lines = [heads, *([model.index(r, c).data() for c in columns] for r in rows)]
        return "\n".join("\t".join(_cell(text) for text in line) for line in lines) + "\n"

    def record_at(self, index: Index) -> Id:
        """The record that a row is about."""
        return str(index.data(RECORD) or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.state() != QAbstractItemView.State.EditingState
            and self.currentIndex().isValid()
        ):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        record = self.record_at(index)
        if record:
            self.opened.emit(record)

    def _offer(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._workspace.tr("Copy as table"), self.copy)
        menu.popup(self.viewport().mapToGlobal(at))


_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


def _cell(text: object) -> str:
    return " ".join(str(text or "").split())
