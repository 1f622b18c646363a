"""The table of an import: every column of the file, and what it is used for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.models import queries
from cxdesk.models.naming import normal
from cxdesk.models.vocabulary import QUESTION_KINDS, scale_name
from cxdesk.views.choice import Option
from cxdesk.views.drawing import Role, color, draw_icon
from cxdesk.views.import_columns import KINDS, SHOWN_VALUES, ColumnUse, use_as
from cxdesk.views.theme import text_font

Index = QModelIndex | QPersistentModelIndex
NAME, KIND, TOUCHPOINT, SCALE, MISSING, WORDS = range(6)
WIDTHS = (220, 140, 190, 126, 88, 150)
FIELDS = {TOUCHPOINT: "touchpoint", MISSING: "missing", WORDS: "words"}
ROW = 50


class UsesModel(QAbstractTableModel):
    """The uses of a file's columns as a table that can be edited."""

    edited = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.uses: Sequence[ColumnUse] = ()
        self.known: Sequence[str] = ()
        """The names of the touchpoints that the journey has."""
        self.kinds = KINDS

    def show(self, uses: Sequence[ColumnUse], known: Sequence[str]) -> None:
        """Show these."""
        self.beginResetModel()
        self.uses, self.known = uses, known
        self.endResetModel()

    def put(self, row: int, column: int, value: str) -> None:
        """Change one cell, as a person does."""
        one = self.uses[row]
        if column == KIND:
            kind = next(kind for kind in KINDS if kind == value)
            self.uses = use_as(self.uses, row, kind)
        else:
            field = "scale" if column == SCALE else FIELDS[column]
            text = value.strip() or (one.name if column == TOUCHPOINT else "")
            changed = list(self.uses)
            changed[row] = msgspec.structs.replace(one, **{field: text})
            self.uses = changed
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.uses) - 1, WORDS))
        self.edited.emit()

    def options(self, row: int, column: int) -> list[Option]:
        """What a cell with a menu offers."""
        language = self._workspace.language
        if column == KIND:
            return [(kind, language.tr(QUESTION_KINDS[kind])) for kind in self.kinds]
        scales = queries.scales(self._workspace.store)
        found = [(one.id, scale_name(one, language)) for one in scales]
        guessed = self.uses[row].scale
        if guessed and guessed not in dict(found):
            found.append((guessed, guessed))
        return found

    def applies(self, index: Index) -> bool:
        """Whether a cell means anything for the use of its row."""
        use = self.uses[index.row()]
        if index.column() == TOUCHPOINT:
            return use.kind == "rating"
        return index.column() <= KIND or use.rated

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.uses)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(WIDTHS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        tr = self._workspace.tr
        heads = (
            tr("Column in the file"), tr("Used as"), tr("Touchpoint"), tr("Scale"),
            tr("No answer"), tr("Words to values"),
        )  # fmt: skip
        hints = {
            MISSING: tr("Values that mean “no answer”, such as 0; 99"),
            WORDS: tr("Such as: very good = 5; good = 4; don't know ="),
            TOUCHPOINT: tr("A touchpoint of the journey, or the name of a new one"),
        }
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return heads[section]
            if role == Qt.ItemDataRole.ToolTipRole:
                return hints.get(section)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        use, language = self.uses[index.row()], self._workspace.language
        if role == Qt.ItemDataRole.EditRole and index.column() in FIELDS:
            return getattr(use, FIELDS[index.column()])
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if not self.applies(index):
            return ""
        if index.column() == NAME:
            return use.name
        if index.column() == KIND:
            return language.tr(QUESTION_KINDS[use.kind])
        if index.column() == SCALE:
            return dict(self.options(index.row(), SCALE)).get(use.scale, language.tr("Guessed"))
        return getattr(use, FIELDS[index.column()])

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.EditRole and str(value) != self.data(index, role):
            self.put(index.row(), index.column(), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() in FIELDS and self.applies(index):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def new_note(self) -> str:
        """What stands below the name of a new touchpoint."""
        return self._workspace.tr("new touchpoint")

    def is_new(self, use: ColumnUse) -> bool:
        """Whether a use makes a new touchpoint."""
        known = {normal(name) for name in self.known}
        return use.kind == "rating" and normal(use.touchpoint) not in known


class UsesTable(QTableView):
    """Cells are changed with a click, Enter or F2: by a menu, or by typing."""

    def __init__(self, model: UsesModel) -> None:
        super().__init__()
        self.uses = model
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.setTabKeyNavigation(False)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        self.clicked.connect(self.begin)

    def begin(self, index: Index) -> None:
        """Let the person change a cell."""
        if not self.uses.applies(index):
            return
        if index.column() in (KIND, SCALE):
            corner = self.visualRect(index).bottomLeft() + QPoint(4, 2)
            self.menu(index).popup(self.viewport().mapToGlobal(corner))
        elif index.column() in FIELDS:
            self.edit(index)

    def menu(self, index: Index) -> QMenu:
        """The menu of a cell."""
        row, column = index.row(), index.column()
        use = self.uses.uses[row]
        current = use.kind if column == KIND else use.scale
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, text in self.uses.options(row, column):
            action = QAction(text.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(key == current)
            action.triggered.connect(lambda _=False, one=key: self.uses.put(row, column, one))
            menu.addAction(action)
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
        elif self._table.uses.applies(index):
            self._draw_value(painter, room, index, use, ink)
        painter.restore()

    def _draw_value(
        self, painter: QPainter, room: QRectF, index: Index, use: ColumnUse, ink: QColor
    ) -> None:
        text = str(index.data() or "")
        if index.column() in (KIND, SCALE):
            square = QRectF(room.right() - 14, room.center().y() - 8, 16, 16)
            draw_icon(painter, square, "chevron-down", color(self._table, Role.PlaceholderText))
            room = room.adjusted(0, 0, -18, 0)
        if index.column() == TOUCHPOINT and self._table.uses.is_new(use):
            note = self._table.uses.new_note()
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
        if index.column() == TOUCHPOINT:
            completer = QCompleter(list(self._table.uses.known), field)
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
