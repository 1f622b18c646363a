"""The list of past edits: a dot in the person's colour, what was done, who and when."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cxdesk.canvas.company import person_color
from cxdesk.language import Language
from cxdesk.layout import tokens
from cxdesk.models.ops.versions import NAMED
from cxdesk.storage.timeline import PastEdit
from cxdesk.views.conflicts_page import moment_text
from cxdesk.views.drawing import Role, draw_icon
from cxdesk.views.item_names import label_text
from cxdesk.views.theme import text_font

Index = QModelIndex | QPersistentModelIndex
ROW = 52
EDIT = Qt.ItemDataRole.UserRole
DETAIL = Qt.ItemDataRole.UserRole + 1


class HistoryModel(QAbstractListModel):
    """Past edits, newest first, filtered by person and by words."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._language: Language | None = None
        self._all: list[tuple[PastEdit, str, str]] = []
        self._shown: list[tuple[PastEdit, str, str]] = []
        self._person = self._words = ""

    def show_edits(self, edits: list[PastEdit], language: Language) -> None:
        """Show these edits; the filters stay."""
        self._language = language
        self._all = [(edit, what(edit, language), who(edit, language)) for edit in edits]
        self._sieve()

    def filter(self, *, person: str | None = None, words: str | None = None) -> None:
        """Show only one person's edits ("" for everybody's), only those that hold these words."""
        self._person = self._person if person is None else person
        self._words = self._words if words is None else words.casefold().strip()
        self._sieve()

    def people(self) -> list[tuple[str, str]]:
        """Everybody who has edited, as (id, name), by name."""
        found = {edit.person: edit.name for edit, _, _ in self._all}
        return sorted(found.items(), key=lambda one: one[1].casefold())

    def edit(self, index: Index) -> PastEdit | None:
        """The edit of a row."""
        return self._shown[index.row()][0] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = 0) -> Any:
        edit, text, detail = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == DETAIL:
            return detail
        if role == EDIT:
            return edit
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{text}\n{detail}"
        return None

    def _sieve(self) -> None:
        self.beginResetModel()
        self._shown = [
            row for row in self._all
            if self._person in ("", row[0].person)
            and self._words in f"{row[1]} {row[2]}".casefold()
        ]  # fmt: skip
        self.endResetModel()


class HistoryRows(QStyledItemDelegate):
    """Draws a past edit on two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place, palette = QRectF(option.rect), option.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setBrush(palette.color(Role.Midlight))
            painter.drawRoundedRect(place.adjusted(6, 1, -6, -1), 8, 8)
        edit: PastEdit = index.data(EDIT)
        named = edit.label.message == NAMED
        color = QColor(person_color(edit.person))
        if named:
            draw_icon(painter, QRectF(place.left() + 14, place.top() + 8, 18, 18), "flag", color)
        else:
            painter.setBrush(color)
            painter.drawEllipse(QRectF(place.left() + 18, place.top() + 12, 10, 10))
        line = place.adjusted(38, 7, -14, 0)
        for text, role, bold, size in (
            (index.data(), Role.WindowText, named, tokens.BODY),
            (index.data(DETAIL), Role.PlaceholderText, False, tokens.TINY),
        ):
            font = text_font(size, bold=bold)
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(palette.color(role))
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(line.width()))
            painter.drawText(line, 0, cut)
            line.adjust(0, 20, 0, 0)
        painter.restore()


def what(edit: PastEdit, language: Language) -> str:
    """What an edit did."""
    text = label_text(edit.label, language)
    if edit.kind == "undo":
        return language.tr("Undone: {what}", what=text)
    if edit.kind == "redo":
        return language.tr("Done again: {what}", what=text)
    return text


def who(edit: PastEdit, language: Language) -> str:
    """Who made an edit, when, and on which computer."""
    parts = (edit.name or language.tr("Somebody"), moment_text(edit.at, language), edit.host)
    return " · ".join(part for part in parts if part)
