"""A short list of records in a side panel: icon or colour dot, name, tick; renamed in place."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
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

from cxdesk.layout import tokens
from cxdesk.models.ids import Id
from cxdesk.views.drawing import Role, color, draw_icon
from cxdesk.views.theme import text_font
from cxdesk.views.tooltips import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW = 36
_ENTRY = Qt.ItemDataRole.UserRole


class Entry(msgspec.Struct, frozen=True):
    """One row: ``ticked`` None has no tick; ``dot`` is a colour behind the icon."""

    id: Id
    name: str
    icon: str = ""
    dot: str = ""
    ticked: bool | None = None
    quiet: bool = False
    detail: str = ""


class RecordList(QListWidget):
    """Entries as high as they need; F2 or a double-click renames, Delete deletes."""

    selected = Signal(str)
    renamed = Signal(str, str)
    ticked = Signal(str, bool)
    delete_wanted = Signal(str)

    def __init__(self, *, editable: bool = True) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._editable = editable
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
            self.setFixedHeight(max(1, sum(_height(one) for one in entries)))
        elif list(entries) != self._entries:
            self.blockSignals(True)
            self._fill(entries)
            self.blockSignals(False)
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
        self._bold, self._plain = text_font(tokens.BODY, bold=True), text_font(tokens.BODY)
        self._small = text_font(tokens.TINY)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _height(index.data(_ENTRY)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(_ENTRY)
        state = option.state
        place = QRectF(option.rect)
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, place, state, current)
        left = self._draw_mark(painter, place, entry)
        right = self._draw_tick(painter, place, entry)
        font = self._bold if current or entry.detail else self._plain
        ink = color(self._list, Role.PlaceholderText if entry.quiet else Role.WindowText)
        painter.setFont(font)
        painter.setPen(ink)
        room = right - left
        name = _elided(font, entry.name, room)
        align = Qt.AlignmentFlag.AlignVCenter
        if entry.detail:
            painter.drawText(QRectF(left, place.top() + 5, room, 20), align, name)
            painter.setFont(self._small)
            painter.setPen(color(self._list, Role.PlaceholderText))
            detail = _elided(self._small, entry.detail, room)
            painter.drawText(QRectF(left, place.top() + 25, room, 18), align, detail)
        else:
            painter.drawText(QRectF(left, place.top(), room, place.height()), align, name)
        painter.restore()

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

    def _draw_mark(self, painter: QPainter, place: QRectF, entry: Entry) -> float:
        middle = place.center().y()
        left = place.left() + 10
        if entry.dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(entry.dot))
            painter.drawEllipse(QRectF(left, middle - 13, 26, 26))
            draw_icon(painter, QRectF(left + 5, middle - 8, 16, 16), entry.icon, QColor("#FFFFFF"))
            return left + 36
        if entry.icon:
            ink = color(self._list, Role.PlaceholderText)
            draw_icon(painter, QRectF(left, middle - 8, 16, 16), entry.icon, ink)
            return left + 26
        return left

    def _draw_tick(self, painter: QPainter, place: QRectF, entry: Entry) -> float:
        if entry.ticked is None:
            return place.right() - 8
        box = _tick_box(place)
        quiet = color(self._list, Role.PlaceholderText)
        painter.setPen(QPen(QColor(entry.dot) if entry.ticked else quiet, 1.5))
        painter.setBrush(QColor(entry.dot) if entry.ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        if entry.ticked:
            draw_icon(painter, box.adjusted(1, 1, -1, -1), "check-bold", QColor("#FFFFFF"))
        return box.left() - 8

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return QLineEdit(parent)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(2, 2, -2, -2))


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


def _height(entry: Entry) -> int:
    return ROW + 14 if entry.detail else ROW


def _tick_box(place: QRectF) -> QRectF:
    return QRectF(place.right() - 26, place.center().y() - 8, 16, 16)


def _elided(font: QFont, text: str, room: float) -> str:
    line = " ".join(text.split())
    return QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, int(room))
