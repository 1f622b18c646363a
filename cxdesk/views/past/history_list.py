"""The list of past edits: a dot in the person's colour, what was done, who and when."""

from __future__ import annotations

import datetime
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cxdesk.canvas.company import person_color
from cxdesk.language import Language
from cxdesk.layout import tokens
from cxdesk.models.ops.versions import NAMED
from cxdesk.storage.timeline import PastEdit
from cxdesk.views.widgets.drawing import Role, draw_icon
from cxdesk.views.widgets.item_names import label_text
from cxdesk.views.widgets.lines import lines
from cxdesk.views.widgets.theme import section_font, text_font
from cxdesk.views.widgets.tooltips import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW, HEAD, LINE = 52, 34, 20
"""How high an edit on one line, the head of a day and a line are, in px."""
MOST_LINES = 3
_LEFT, _RIGHT = 38, 14
EDIT = Qt.ItemDataRole.UserRole
DETAIL = Qt.ItemDataRole.UserRole + 1
DAY = Qt.ItemDataRole.UserRole + 2
"""The day, on the first edit of each; "" on all others."""


class Row(NamedTuple):
    """An edit and what is said of it; ``said`` is what a search looks in."""

    edit: PastEdit
    text: str
    detail: str
    day: str
    said: str


class HistoryModel(QAbstractListModel):
    """Past edits, newest first, filtered by person and by words."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._language: Language | None = None
        self._all: list[Row] = []
        self._shown: list[Row] = []
        self._person = self._words = ""

    def show_edits(self, edits: list[PastEdit], language: Language) -> None:
        """Show these edits; the filters stay."""
        self._language = language
        self._all = [_row(edit, language) for edit in edits]
        self._sieve()

    def filter(self, *, person: str | None = None, words: str | None = None) -> None:
        """Show only one person's edits ("" for everybody's), only those that hold these words."""
        self._person = self._person if person is None else person
        self._words = self._words if words is None else words.casefold().strip()
        self._sieve()

    def people(self) -> list[tuple[str, str]]:
        """Everybody who has edited, as (id, name), by name."""
        found = {row.edit.person: row.edit.name for row in self._all}
        return sorted(found.items(), key=lambda one: one[1].casefold())

    def edit(self, index: Index) -> PastEdit | None:
        """The edit of a row."""
        return self._shown[index.row()].edit if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = 0) -> Any:
        row = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == DETAIL:
            return row.detail
        if role == EDIT:
            return row.edit
        if role == DAY:
            before = self._shown[index.row() - 1].day if index.row() else ""
            return row.day if row.day != before else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.said)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.said
        return None

    def _sieve(self) -> None:
        self.beginResetModel()
        self._shown = [
            row for row in self._all
            if self._person in ("", row.edit.person) and self._words in row.said.casefold()
        ]  # fmt: skip
        self.endResetModel()


class HistoryRows(QStyledItemDelegate):
    """Draws what an edit did on as many lines as it needs, and below it who and when."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        room = self._view.viewport().width() - _LEFT - _RIGHT
        more = len(_text_lines(index.data(), _font(index.data(EDIT)), room)) - 1
        return QSize(200, ROW + more * LINE + (HEAD if index.data(DAY) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place, palette = QRectF(option.rect), option.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if day := index.data(DAY):
            painter.setFont(section_font())
            painter.setPen(palette.color(Role.PlaceholderText))
            painter.drawText(place.adjusted(16, 12, -14, 0), 0, day.upper())
            place.setTop(place.top() + HEAD)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setBrush(palette.color(Role.Midlight))
            painter.drawRoundedRect(place.adjusted(6, 1, -6, -1), 8, 8)
        edit: PastEdit = index.data(EDIT)
        font = _font(edit)
        color = QColor(person_color(edit.person))
        if font.bold():
            draw_icon(painter, QRectF(place.left() + 14, place.top() + 8, 18, 18), "flag", color)
        else:
            painter.setBrush(color)
            painter.drawEllipse(QRectF(place.left() + 18, place.top() + 12, 10, 10))
        line = place.adjusted(_LEFT, 7, -_RIGHT, 0)
        painter.setFont(font)
        painter.setPen(palette.color(Role.WindowText))
        for text in _text_lines(index.data(), font, line.width()):
            painter.drawText(line, 0, text)
            line.adjust(0, LINE, 0, 0)
        painter.setFont(text_font(tokens.TINY))
        painter.setPen(palette.color(Role.PlaceholderText))
        metrics = painter.fontMetrics()
        detail, room = index.data(DETAIL), int(line.width())
        painter.drawText(line, 0, metrics.elidedText(detail, Qt.TextElideMode.ElideRight, room))
        painter.restore()


def _font(edit: PastEdit) -> QFont:
    """What an edit did is written in: a version that somebody named is bold."""
    return text_font(tokens.BODY, bold=edit.label.message == NAMED)


def _text_lines(text: str, font: QFont, room: float) -> list[str]:
    """What an edit did, whole if it has the room: its last word may be what matters."""
    return lines(text, font, room, MOST_LINES)


def what(edit: PastEdit, language: Language) -> str:
    """What an edit did."""
    text = label_text(edit.label, language)
    if edit.kind == "undo":
        return language.tr("Undone: {what}", what=text)
    if edit.kind == "redo":
        return language.tr("Done again: {what}", what=text)
    return text


def _row(edit: PastEdit, language: Language) -> Row:
    name = edit.name or language.tr("Somebody")
    text, day, time = what(edit, language), "", ""
    with suppress(ValueError):  # a time that cannot be read is not told
        at = datetime.datetime.fromisoformat(edit.at).astimezone()
        day, time = _day(at.date(), language), _time(at.hour, at.minute, language)
    detail = " \N{MIDDLE DOT} ".join(part for part in (name, time, edit.host) if part)
    return Row(edit, text, detail, day, f"{text}\n{detail}\n{day}")


@lru_cache(maxsize=4000)
def _day(day: datetime.date, language: Language) -> str:
    return language.date(day)


@lru_cache(maxsize=3000)
def _time(hour: int, minute: int, language: Language) -> str:
    return language.time(datetime.datetime(2000, 1, 1, hour, minute))
