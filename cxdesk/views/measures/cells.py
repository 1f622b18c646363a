"""Cells of the measures table and how each is edited in place."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QDate, QLocale, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDateEdit,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.effort import status_color
from cxdesk.layout.tokens import lifted
from cxdesk.models.vocabulary import STATUSES
from cxdesk.views.widgets.cells import PAD, Drawn, Index, WordsCell, advance

NO_DATE = QDate(2000, 1, 1)
"""What the date field holds for "no date"; it shows it as a dash."""


class StatusCell(Drawn):
    """A state behind its dot; edited with a list. Looks at the state's key."""

    beside = 20.0

    def draw(self, painter: QPainter, area: QRectF, look: Any, text: str) -> None:
        theme = self.workspace.theme
        dropped = look == "dropped"  # hollow, as on the plane of effort and impact
        painter.setPen(QPen(QColor(theme.quiet), 1.5) if dropped else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.panel if dropped else status_color(look, theme)))
        painter.drawEllipse(QRectF(area.left(), area.center().y() - 5, 10, 10))
        area.setLeft(area.left() + self.beside)
        self.write(painter, area, text, theme.quiet if dropped else theme.text)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QComboBox(parent)
        for key, name in STATUSES.items():
            editor.addItem(self.workspace.tr(name), key)
        editor.activated.connect(lambda _: self._commit(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))
        editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(2, 3, -2, -4))

    def _commit(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


class DateCell(QStyledItemDelegate):
    """A day; edited with a field and a calendar. The field's first day means none."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        iso = index.data(Qt.ItemDataRole.EditRole)
        if iso and iso < datetime.date.today().isoformat() and _is_pending(index):
            role = option.palette.ColorRole
            for name in (role.Text, role.HighlightedText):
                option.palette.setColor(name, QColor(self._workspace.theme.warning))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QDateEdit(parent)
        editor.setLocale(QLocale(self._workspace.language.code))
        usual = editor.locale().dateFormat(QLocale.FormatType.ShortFormat)
        editor.setDisplayFormat(usual if "yyyy" in usual else usual.replace("yy", "yyyy"))
        editor.setCalendarPopup(True)
        editor.setMinimumDate(NO_DATE)
        editor.setSpecialValueText("\N{EN DASH}")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QDateEdit)
        day = QDate.fromString(index.data(Qt.ItemDataRole.EditRole) or "", Qt.DateFormat.ISODate)
        editor.setDate(day if day.isValid() else QDate.currentDate())

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QDateEdit)
        day = editor.date()
        model.setData(index, "" if day == NO_DATE else day.toString(Qt.DateFormat.ISODate))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(2, 3, -2, -4))


class TextCell(WordsCell):
    """A line of text; ``complete`` offers what other rows have in the same column."""

    def __init__(self, parent: QWidget, *, complete: bool = False) -> None:
        super().__init__(parent)
        self._complete = complete

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        if self._complete:
            model, column = index.model(), index.column()
            texts = {model.index(row, column).data() for row in range(model.rowCount())} - {""}
            completer = QCompleter(sorted(texts), editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            editor.setCompleter(completer)
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text().strip())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(2, 3, -2, -4))


class InsightsCell(Drawn):
    """The first insight behind its colour, and how many more; looks at (colour, text) pairs."""

    beside = 14.0

    def room(self, look: Any, text: str) -> float:
        more = _MORE if len(look or ()) > 1 else 0
        return advance(self._first(look)) + self.beside + 2 * PAD + more

    def count(self, look: Any, text: str, width: float) -> int:
        more = _MORE if len(look or ()) > 1 else 0
        return super().count(look, self._first(look), width - more)

    def _first(self, look: Any) -> str:
        return str(look[0][1]) if look else self.workspace.tr("Link…")

    def draw(self, painter: QPainter, area: QRectF, look: Any, text: str) -> None:
        theme = self.workspace.theme
        if not look:
            self.write(painter, area, self.workspace.tr("Link…"), theme.quiet)
            return
        color, first = look[0]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(lifted(color, theme)))
        painter.drawRoundedRect(QRectF(area.left(), area.center().y() - 9, 4, 18), 2, 2)
        area.setLeft(area.left() + self.beside)
        more = f"  +{len(look) - 1}" if len(look) > 1 else ""
        if more:
            area.setRight(area.right() - _MORE)
        end = self.write(painter, area, first, theme.text)
        if more:
            rest = QRectF(end, area.top(), 40, area.height())
            self.write(painter, rest, more, theme.quiet)


_MORE = 30
"""Px for the number of further insights."""


def _is_pending(index: Index) -> bool:
    model = index.model()
    status = model.index(index.row(), 1).data(Qt.ItemDataRole.EditRole)
    return status in ("open", "doing")
