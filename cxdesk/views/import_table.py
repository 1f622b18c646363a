"""The table of an import: every column of the file, and what it is used for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QCompleter,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cxdesk.layout import tokens
from cxdesk.views.drawing import Role, color, draw_icon
from cxdesk.views.import_columns import SHOWN_VALUES, ColumnUse
from cxdesk.views.import_model import (
    ANOTHER,
    FIELDS,
    KIND,
    NAME,
    PHASE,
    SCALE,
    TOUCHPOINT,
    Index,
    UsesModel,
)
from cxdesk.views.theme import text_font

WIDTHS = (164, 132, 156, 132, 112, 92, 146)
ROW = 50
_ACROSS = Qt.Orientation.Horizontal
MENUS = (KIND, PHASE, SCALE)
"""The columns whose cells open a menu."""


class UsesTable(QTableView):
    """Cells are changed with a click, Enter or F2: by a menu, or by typing."""

    def __init__(self, model: UsesModel) -> None:
        super().__init__()
        self.uses = model
        self._typed_for: list[int] = []
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.setTabKeyNavigation(False)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
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
            self._typed_for = rows
            self.edit(self.uses.index(rows[0], column))
        else:
            self.uses.put_all(rows, column, key)

    def commitData(self, editor: QWidget) -> None:
        """What is typed for one row after "New phase…" holds for all that were selected."""
        if not self._typed_for:
            super().commitData(editor)
        elif isinstance(editor, QLineEdit) and editor.text().strip():
            self.uses.put_all(self._typed_for, PHASE, editor.text())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self._typed_for = []
        super().closeEditor(editor, hint)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.rows:
            self.menu_for_rows().popup(event.globalPos())

    def _on_click(self, index: Index) -> None:
        if QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
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
        others = sum(WIDTHS) - WIDTHS[NAME]
        self.setColumnWidth(NAME, max(WIDTHS[NAME], self.viewport().width() - others))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in keys and self.currentIndex().isValid() and not editing:
            self.begin(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _Cells(QStyledItemDelegate):
    """Draws the cells: the column with its examples, values with what they mean."""

    def __init__(self, table: UsesTable) -> None:
        super().__init__(table)
        self._table = table
        self._plain, self._bold = text_font(tokens.BODY), text_font(tokens.BODY, bold=True)
        self._small = text_font(tokens.TINY)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place = QRectF(option.rect)
        state = option.state
        use = self._table.uses.uses[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(self._table, Role.Mid), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        if state & QStyle.StateFlag.State_Selected and self._table.hasFocus():
            painter.setPen(QPen(color(self._table, Role.Highlight), 2))
            painter.drawRoundedRect(place.adjusted(2, 3, -2, -4), 6, 6)
        room = place.adjusted(10, 0, -10, 0)
        quiet = not use.rated and use.kind == "unused"
        ink = color(self._table, Role.PlaceholderText if quiet else Role.WindowText)
        if index.column() == NAME:
            examples = " · ".join(use.examples[:SHOWN_VALUES])
            self._two_lines(painter, room, use.name, examples, self._bold, ink)
        elif self._table.uses.applies(index) or index.data():
            self._draw_value(painter, room, index, use, ink)
        painter.restore()

    def _draw_value(
        self, painter: QPainter, room: QRectF, index: Index, use: ColumnUse, ink: QColor
    ) -> None:
        text = str(index.data() or "")
        live = self._table.uses.applies(index)
        ink = ink if live else color(self._table, Role.PlaceholderText)
        if index.column() in MENUS and live:
            square = QRectF(room.right() - 14, room.center().y() - 8, 16, 16)
            draw_icon(painter, square, "chevron-down", color(self._table, Role.PlaceholderText))
            room = room.adjusted(0, 0, -18, 0)
        if index.column() == TOUCHPOINT and self._table.uses.is_new(use):
            note = self._table.uses.new_note()
            self._two_lines(painter, room, text, note, self._plain, ink)
        elif index.column() == PHASE and self._table.uses.phase_note(use):
            note = self._table.uses.phase_note(use)
            self._two_lines(painter, room, text, note, self._plain, ink)
        elif text:
            painter.setPen(ink)
            painter.setFont(self._plain)
            line = _elided(self._plain, text, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, line)
        else:
            painter.setPen(color(self._table, Role.PlaceholderText))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, "\N{EN DASH}")

    def _two_lines(
        self, painter: QPainter, room: QRectF, upper: str, lower: str, font: QFont, ink: QColor
    ) -> None:
        align = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.setPen(ink)
        line = QRectF(room.left(), room.top() + 6, room.width(), 20)
        painter.drawText(line, align, _elided(font, upper, room.width()))
        painter.setFont(self._small)
        painter.setPen(color(self._table, Role.PlaceholderText))
        line.translate(0, 19)
        painter.drawText(line, align, _elided(self._small, lower, room.width()))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QLineEdit(parent)
        names = {
            TOUCHPOINT: list(self._table.uses.known),
            PHASE: [key for key, _ in self._table.uses.phases if key],
        }.get(index.column())
        if index.column() == PHASE:
            field.setPlaceholderText(str(self._table.uses.headerData(PHASE, _ACROSS)))
        if names:
            completer = QCompleter(names, field)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            field.setCompleter(completer)
        return field

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(2, 8, -2, -8))


def _elided(font: QFont, text: str, room: float) -> str:
    line = " ".join(text.split())
    return QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, int(room))
