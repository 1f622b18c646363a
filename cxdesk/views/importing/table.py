"""The table of an import: every column of the file, and what it is used for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)

from cxdesk.layout import tokens
from cxdesk.views.importing.cells import MENUS, ROW, Cells
from cxdesk.views.importing.model import ANOTHER, FIELDS, KIND, NAME, PHASE, Index, UsesModel
from cxdesk.views.widgets.theme import text_font

WIDTHS = (150, 132, 150, 122, 128, 84, 120)
"""The least px of each column; what people read there in their language may need more."""
HEAD = 44
_ROWS_SEEN = 3
_ACROSS = Qt.Orientation.Horizontal


class UsesTable(QTableView):
    """Cells are changed with a click, Enter or F2: by a menu, or by typing."""

    def __init__(self, model: UsesModel) -> None:
        super().__init__()
        self.uses = model
        self._typed_for: list[int] = []
        self._typed_in = PHASE
        self.setModel(model)
        self.cells = Cells(self)
        self.setItemDelegate(self.cells)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(HEAD)
        self.setTabKeyNavigation(False)
        self._widths = [self._needed(column) for column in range(len(WIDTHS))]
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, width)
        later = Qt.ConnectionType.QueuedConnection  # the view itself goes to the top
        model.modelReset.connect(self._show_ratings, later)
        model.dataChanged.connect(self._fit_rows)
        self.clicked.connect(self._on_click)

    @property
    def rows(self) -> list[int]:
        """The rows in which something is selected."""
        return sorted({index.row() for index in self.selectedIndexes()})

    def menu_for_rows(self) -> QMenu:
        """What can be done with all selected rows at once."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rows = self.rows
        for column in MENUS:
            head = self.uses.headerData(column, Qt.Orientation.Horizontal)
            part = menu.addMenu(str(head))
            self._fill(part, rows, column)
        return menu

    def _fill(self, menu: QMenu, rows: list[int], column: int) -> None:
        """Offer what the cells of a column can be in these rows."""
        value = self.uses.value(rows[0], column)
        for key, text in self.uses.options(rows[0], column):
            if key == "-":
                menu.addSeparator()
                continue
            action = QAction(text.replace("&", "&&"), menu)
            action.setCheckable(len(rows) == 1 and key != ANOTHER)
            action.setChecked(len(rows) == 1 and key == value)
            action.triggered.connect(
                lambda _=False, one=key: self._take(rows, column, one)
            )
            menu.addAction(action)

    def _take(self, rows: list[int], column: int, key: str) -> None:
        if key == ANOTHER:
            self._typed_for, self._typed_in = rows, column
            self.edit(self.uses.index(rows[0], column))
        else:
            self.uses.put_all(rows, column, key)

    def commitData(self, editor: QWidget) -> None:
        """What is typed for one row, as after "New phase…", holds for all that were selected."""
        if not self._typed_for:
            super().commitData(editor)
        elif isinstance(editor, QLineEdit) and editor.text().strip():
            self.uses.put_all(self._typed_for, self._typed_in, editor.text())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self._typed_for = []
        super().closeEditor(editor, hint)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.rows:
            self.menu_for_rows().popup(event.globalPos())

    def _on_click(self, index: Index) -> None:
        if QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self.begin(index)

    def put_named(self, name: str, column: int, value: str) -> None:
        """Change a cell in the row of a column of the file."""
        for row, one in enumerate(self.uses.uses):
            if one.name == name and (column != KIND or one.kind != value):
                self.uses.put(row, column, value)

    def begin_named(self, name: str, column: int) -> None:
        """Show the row of a column of the file, and let one of its cells be changed."""
        row = next((row for row, one in enumerate(self.uses.uses) if one.name == name), None)
        if row is not None:
            index = self.uses.index(row, column)
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.setFocus()
            self.begin(index)

    def begin(self, index: Index) -> None:
        """Let the person change a cell."""
        if not self.uses.applies(index):
            return
        if index.column() in MENUS:
            corner = self.visualRect(index).bottomLeft() + QPoint(4, 2)
            self.menu(index).popup(self.viewport().mapToGlobal(corner))
        elif index.column() in FIELDS:
            self.edit(index)

    def menu(self, index: Index) -> QMenu:
        """The menu of a cell."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu, [index.row()], index.column())
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        others = sum(self._widths) - self._widths[NAME]
        self.setColumnWidth(NAME, max(self._widths[NAME], self.viewport().width() - others))
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Give each row the height that its texts need."""
        widths = [self.columnWidth(column) for column in range(len(WIDTHS))]
        for row in range(len(self.uses.uses)):
            self.setRowHeight(
                row,
                max(
                    self.cells.height(self.uses.index(row, column), width)
                    for column, width in enumerate(widths)
                ),
            )

    def _needed(self, column: int) -> int:
        """The px in which the head of a column and, of the uses, each can be read."""
        bold, plain = (QFontMetrics(text_font(tokens.BODY, bold=one)) for one in (True, False))
        words = str(self.uses.headerData(column, _ACROSS)).split()
        widths = [bold.horizontalAdvance(word) + 24 for word in words]
        if column == KIND:
            texts = (text for _, text in self.uses.options(0, KIND))
            widths += [plain.horizontalAdvance(text) + 44 for text in texts]
        return max(WIDTHS[column], *widths)

    def _show_ratings(self) -> None:
        """Begin where the ratings do, if nothing of them would be seen."""
        self._fit_rows()
        rated = next((row for row, one in enumerate(self.uses.uses) if one.rated), 0)
        if rated > _ROWS_SEEN:
            top = self.uses.index(rated - 1, NAME)
            self.scrollTo(top, QAbstractItemView.ScrollHint.PositionAtTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in keys and self.currentIndex().isValid() and not editing:
            self.begin(self.currentIndex())
        else:
            super().keyPressEvent(event)
