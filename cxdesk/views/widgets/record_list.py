"""A short list of records in a side panel: icon or colour dot, name, tick; renamed in place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec
from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cxdesk.canvas.pictures import Pictures
from cxdesk.layout import tokens
from cxdesk.layout.pictures import fitted
from cxdesk.layout.primitives import Image
from cxdesk.models.ids import Id
from cxdesk.views.widgets.drawing import Role, color, draw_icon
from cxdesk.views.widgets.lines import draw_lines, lines, lines_height
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW = 36
_DETAIL, _WHOLE = 3, 1000
"""On how many lines a row's detail stands at most."""
_EDGE, _BEHIND_TICK = 10, 34
"""Px kept free at the sides of a row, and beside its name for a tick."""
_ENTRY = Qt.ItemDataRole.UserRole


class Entry(msgspec.Struct, frozen=True):
    """One row: ``ticked`` None has no tick; ``dot`` is a colour behind the icon.

    ``picture`` is the digest of one that stands in place of icon and colour. Of ``detail``, only
    as much as three lines hold is shown, unless the row is to tell it ``whole``.
    """

    id: Id
    name: str
    icon: str = ""
    dot: str = ""
    ticked: bool | None = None
    quiet: bool = False
    detail: str = ""
    picture: str = ""
    whole: bool = False


class _Words(NamedTuple):
    """An entry's texts, broken for a width."""

    name: list[str]
    detail: list[str]
    height: int


class RecordList(QListWidget):
    """Entries as high as they need; F2 or a double-click renames, Delete deletes."""

    selected = Signal(str)
    renamed = Signal(str, str)
    ticked = Signal(str, bool)
    delete_wanted = Signal(str)

    def __init__(self, pictures: Pictures | None = None, *, editable: bool = True) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._editable = editable
        self.pictures = pictures
        if pictures is not None:
            pictures.ready.connect(self.viewport().update)
        self.setItemDelegate(_Rows(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.EditKeyPressed | triggers.DoubleClicked
            if editable
            else triggers.NoEditTriggers
        )
        self.itemClicked.connect(lambda item: self.selected.emit(self.entry(item).id))
        self.itemActivated.connect(lambda item: self.selected.emit(self.entry(item).id))
        self.itemChanged.connect(self._on_item_changed)

    def show_entries(self, entries: Sequence[Entry], current: Id = "") -> None:
        """Show these entries, one of them as the current one."""
        if [one.id for one in entries] != [one.id for one in self._entries]:
            here = self.entry(self.currentItem()).id if self.currentItem() else ""
            self.blockSignals(True)
            self.clear()
            for _ in entries:
                self.addItem(QListWidgetItem())
            self._fill(entries)
            self._make_current(here)
            self.blockSignals(False)
            self._fit()
        elif list(entries) != self._entries:
            self.blockSignals(True)
            self._fill(entries)
            self.blockSignals(False)
            self._fit()
            self.viewport().update()
        if current:
            self._make_current(current)
        if not current and not self.hasFocus():
            self.setCurrentRow(-1)

    def entry(self, item: QListWidgetItem) -> Entry:
        """The entry of an item."""
        found: Entry = item.data(_ENTRY)
        return found

    def rename(self, record: Id) -> None:
        """Let the person type a new name."""
        for row, entry in enumerate(self._entries):
            if entry.id == record:
                self.setCurrentRow(row)
                self.setFocus()
                self.editItem(self.item(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """Be as high as the entries, whose names need more lines where the list is narrow."""
        width = self.viewport().width()
        self.setFixedHeight(max(1, sum(words(one, width).height for one in self._entries)))
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        editing = self.state() == QAbstractItemView.State.EditingState
        if item is not None and not editing:
            entry = self.entry(item)
            if event.key() == Qt.Key.Key_Delete:
                self.delete_wanted.emit(entry.id)
                return
            if event.key() == Qt.Key.Key_Space and entry.ticked is not None:
                self.ticked.emit(entry.id, not entry.ticked)
                return
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.selected.emit(entry.id)
                return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._on_tick(event):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._on_tick(event):
            super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        entry = self._on_tick(event)
        if entry is not None:
            self.ticked.emit(entry.id, not entry.ticked)
        else:
            super().mouseReleaseEvent(event)

    def _on_tick(self, event: QMouseEvent) -> Entry | None:
        """The entry whose tick is under the pointer."""
        item = self.itemAt(event.position().toPoint())
        if item is None or event.button() != Qt.MouseButton.LeftButton:
            return None
        entry = self.entry(item)
        target = _tick_box(QRectF(self.visualItemRect(item))).adjusted(-8, -8, 8, 8)
        return entry if entry.ticked is not None and target.contains(event.position()) else None

    def _fill(self, entries: Sequence[Entry]) -> None:
        self._entries = list(entries)
        for row, entry in enumerate(self._entries):
            self._write(self.item(row), entry)

    def _write(self, item: QListWidgetItem, entry: Entry) -> None:
        item.setText(entry.name)
        item.setData(_ENTRY, entry)
        item.setToolTip(plain_tip(entry.name))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        item.setFlags(flags)
        said = f"{entry.name}, {entry.detail}" if entry.detail else entry.name
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        if entry.ticked is not None:
            state = Qt.CheckState.Checked if entry.ticked else Qt.CheckState.Unchecked
            item.setData(Qt.ItemDataRole.CheckStateRole, state)

    def _make_current(self, record: Id) -> None:
        for row, entry in enumerate(self._entries):
            if entry.id == record:
                self.setCurrentRow(row)

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        entry = self.entry(item)
        name = item.text().strip()
        if name and name != entry.name:
            self.renamed.emit(entry.id, name)
        elif item.text() != entry.name:
            item.setText(entry.name)


class _Rows(QStyledItemDelegate):
    """Draws the rows, and the field for a new name."""

    def __init__(self, owner: RecordList) -> None:
        super().__init__(owner)
        self._list = owner

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, words(index.data(_ENTRY), self._list.viewport().width()).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(_ENTRY)
        state = option.state
        place = QRectF(option.rect)
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, place, state, current)
        self._draw_mark(painter, place, entry)
        self._draw_tick(painter, place, entry)
        self._draw_words(painter, place, entry, bold=current or bool(entry.detail))
        painter.restore()

    def _draw_words(
        self, painter: QPainter, place: QRectF, entry: Entry, *, bold: bool
    ) -> None:
        shown = words(entry, int(place.width()))
        painter.setFont(text_font(tokens.BODY, bold=bold))
        painter.setPen(color(self._list, Role.PlaceholderText if entry.quiet else Role.WindowText))
        name = lines_height(len(shown.name), painter.font())
        below = lines_height(len(shown.detail), text_font(tokens.TINY))
        top, left = place.center().y() - (name + below) / 2, place.left() + _before(entry)
        draw_lines(painter, QRectF(left, top, place.right() - left, name), shown.name)
        if shown.detail:
            painter.setFont(text_font(tokens.TINY))
            painter.setPen(color(self._list, Role.PlaceholderText))
            rest = QRectF(left, top + name, place.right() - left, below)
            draw_lines(painter, rest, shown.detail)

    def _draw_ground(
        self, painter: QPainter, place: QRectF, state: QStyle.StateFlag, current: bool
    ) -> None:
        box = place.adjusted(0.5, 1, -0.5, -1)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if current or hovered:
            ground = color(self._list, Role.AlternateBase if current else Role.Midlight)
            if not current:
                ground.setAlphaF(0.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 7, 7)
        if current and self._list.hasFocus():
            painter.setPen(QPen(color(self._list, Role.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)

    def _draw_mark(self, painter: QPainter, place: QRectF, entry: Entry) -> None:
        middle = place.center().y()
        left = place.left() + _EDGE
        if entry.dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(entry.dot))
            circle = QRectF(left, middle - 13, 26, 26)
            painter.drawEllipse(circle)
            if not self._draw_picture(painter, circle.adjusted(1.5, 1.5, -1.5, -1.5), entry):
                square = QRectF(left + 5, middle - 8, 16, 16)
                draw_icon(painter, square, entry.icon, QColor("#FFFFFF"))
        elif entry.icon:
            ink = color(self._list, Role.PlaceholderText)
            draw_icon(painter, QRectF(left, middle - 8, 16, 16), entry.icon, ink)

    def _draw_picture(self, painter: QPainter, circle: QRectF, entry: Entry) -> bool:
        """Draw the entry's picture, as soon as it is decoded."""
        pictures = self._list.pictures
        pixels = circle.width() * self._list.devicePixelRatioF()
        image = pictures.image(entry.picture, pixels) if pictures and entry.picture else None
        if image is None:
            return False
        edge = QPainterPath()
        edge.addEllipse(circle)
        side = circle.width()
        part = Image(circle.x(), circle.y(), side, side, entry.picture, cover=True)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(edge)
        painter.drawImage(QRectF(*fitted(part, image.width(), image.height())), image)
        painter.restore()
        return True

    def _draw_tick(self, painter: QPainter, place: QRectF, entry: Entry) -> None:
        if entry.ticked is None:
            return
        box = _tick_box(place)
        quiet = color(self._list, Role.PlaceholderText)
        painter.setPen(QPen(QColor(entry.dot) if entry.ticked else quiet, 1.5))
        painter.setBrush(QColor(entry.dot) if entry.ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        if entry.ticked:
            draw_icon(painter, box.adjusted(1, 1, -1, -1), "check-bold", QColor("#FFFFFF"))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return QLineEdit(parent)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        field = QRect(option.rect.adjusted(2, 0, -2, 0))
        field.setHeight(ROW - 4)
        field.moveCenter(option.rect.center())
        editor.setGeometry(field)


def scrolling(rows: RecordList, sides: int = 8) -> QScrollArea:
    """A list that is as high as its entries, in an area that scrolls; ``sides`` are margins, px."""
    plane = QWidget()
    plane.setObjectName("plane")
    inside = QVBoxLayout(plane)
    inside.setContentsMargins(sides, 0, sides, 12)
    inside.addWidget(rows)
    inside.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setWidget(plane)
    return area


@lru_cache(maxsize=2000)
def words(entry: Entry, width: int) -> _Words:
    """An entry's name and detail on lines, and the height of its row, for a list so wide.

    The name is broken as if it were bold, so that nothing moves when the row becomes current.
    """
    bold, small = text_font(tokens.BODY, bold=True), text_font(tokens.TINY)
    room = width - _before(entry) - (_EDGE if entry.ticked is None else _BEHIND_TICK)
    name = lines(entry.name, bold, room)
    most = _WHOLE if entry.whole else _DETAIL
    detail = lines(entry.detail, small, room, most) if entry.detail else []
    needed = lines_height(len(name), bold) + lines_height(len(detail), small)
    return _Words(name, detail, max(ROW, needed + 18))


def _before(entry: Entry) -> int:
    """Px from the left edge of a row to its name."""
    return _EDGE + (36 if entry.dot else 26 if entry.icon else 0)


def _tick_box(place: QRectF) -> QRectF:
    return QRectF(place.right() - 26, place.center().y() - 8, 16, 16)
