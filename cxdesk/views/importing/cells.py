"""How the cells of an import's table are drawn and typed into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cxdesk.layout import tokens
from cxdesk.views.importing.columns import SHOWN_VALUES
from cxdesk.views.importing.model import (
    KIND,
    MISSING,
    NAME,
    PHASE,
    SCALE,
    TOUCHPOINT,
    WORDS,
    Index,
)
from cxdesk.views.widgets.drawing import Role, color, draw_icon, draw_line
from cxdesk.views.widgets.lines import draw_lines, lines, lines_height
from cxdesk.views.widgets.theme import text_font

if TYPE_CHECKING:
    from cxdesk.views.importing.table import UsesTable

MENUS = (KIND, PHASE, SCALE)
"""The columns whose cells open a menu."""
ROW = 50
"""The least height of a row in px."""
_LIST, _RANGE = 380, 190
_PAD, _ICON, _MOST_LINES = 10, 20, 3


class Cells(QStyledItemDelegate):
    """Draws the cells: the column with its examples, values with what they mean."""

    def __init__(self, table: UsesTable) -> None:
        super().__init__(table)
        self._table = table
        self._plain, self._bold = text_font(tokens.BODY), text_font(tokens.BODY, bold=True)
        self._small = text_font(tokens.TINY)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, ROW)

    def height(self, index: Index, width: int) -> int:
        """The px that a cell of this width needs, so that nothing of its text is cut off."""
        text, note = self._texts(index)
        font = self._bold if index.column() == NAME else self._plain
        shown = lines(text, font, self._room(index, width), _MOST_LINES)
        small = lines_height(1, self._small) if note else 0
        return max(ROW, lines_height(len(shown), font) + small + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place, table = QRectF(option.rect), self._table
        use = table.uses.uses[index.row()]
        quiet = color(table, Role.PlaceholderText)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(table, Role.Mid), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        if option.state & QStyle.StateFlag.State_Selected and table.hasFocus():
            painter.setPen(QPen(color(table, Role.Highlight), 2))
            painter.drawRoundedRect(place.adjusted(2, 3, -2, -4), 6, 6)
        live = index.column() == NAME or table.uses.applies(index)
        if live and index.column() in MENUS:
            square = QRectF(place.right() - _PAD - 14, place.center().y() - 8, 16, 16)
            draw_icon(painter, square, "chevron-down", quiet)
        unused = not use.rated and use.kind == "unused"
        ink = quiet if unused or not live else color(table, Role.WindowText)
        self._draw_texts(painter, place, index, ink)
        painter.restore()

    def _draw_texts(self, painter: QPainter, place: QRectF, index: Index, ink: QColor) -> None:
        text, note = self._texts(index)
        painter.setFont(self._bold if index.column() == NAME else self._plain)
        painter.setPen(ink if text != _NOTHING else color(self._table, Role.PlaceholderText))
        room = place.adjusted(_PAD, 0, 0, 0)
        room.setWidth(self._room(index, place.width()))
        shown = lines(text, painter.font(), room.width(), _MOST_LINES)
        small = lines_height(1, self._small) if note else 0
        draw_lines(painter, room.adjusted(0, 0, 0, -small), shown)
        if note:
            middle = room.center().y() + lines_height(len(shown), painter.font()) / 2
            painter.setFont(self._small)
            painter.setPen(color(self._table, Role.PlaceholderText))
            draw_line(painter, QRectF(room.left(), middle - small / 2, room.width(), small), note)

    def _texts(self, index: Index) -> tuple[str, str]:
        """What a cell says, and the small line below that."""
        model = self._table.uses
        use = model.uses[index.row()]
        text = str(index.data() or "")
        if index.column() == NAME:
            return use.short or text, " \N{MIDDLE DOT} ".join(use.examples[:SHOWN_VALUES])
        if index.column() == TOUCHPOINT and model.is_new(use):
            return text, model.new_note()
        if index.column() == PHASE:
            return text, model.phase_note(use)
        return text or (_NOTHING if model.applies(index) else ""), ""

    def _room(self, index: Index, width: float) -> float:
        menu = index.column() in MENUS and self._table.uses.applies(index)
        return width - 2 * _PAD - (_ICON if menu else 0)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = self._table.uses
        field = QLineEdit(parent)
        names = {
            TOUCHPOINT: list(model.known), PHASE: [key for key, _ in model.phases if key],
        }.get(index.column())  # fmt: skip
        if index.column() == PHASE:
            field.setPlaceholderText(str(model.headerData(PHASE, Qt.Orientation.Horizontal)))
        if index.column() == SCALE:
            field.setPlaceholderText(model.range_note())
        if names:
            completer = QCompleter(names, field)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            field.setCompleter(completer)
        return field

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        place = option.rect.adjusted(2, 0, -2, 0)
        if index.column() in (MISSING, WORDS):  # a list, of which one wants to see all
            place.setLeft(min(place.left(), place.right() - _LIST))
        if index.column() == SCALE:
            place.setLeft(min(place.left(), place.right() - _RANGE))
        place.setHeight(34)
        place.moveTop(option.rect.center().y() - 17)
        editor.setGeometry(place)


_NOTHING = "\N{EN DASH}"
