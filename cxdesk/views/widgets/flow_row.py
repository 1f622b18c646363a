"""Widgets side by side that go on in the next row where the panel ends."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class _Placed(NamedTuple):
    """An item with its number and the size that it gets."""

    number: int
    item: QLayoutItem
    size: QSize


class FlowRow(QLayout):
    """Items of their own size, wrapped like words; ``between`` px from row to row.

    In a row they stand in the middle of its height.
    """

    def __init__(self, spacing: int = 8, between: int | None = None) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self._between = spacing if between is None else between
        self._first_at_right = -1
        self.setContentsMargins(0, 0, 0, 0)

    def push_right(self) -> None:
        """Let what is added from now on stand at the right, if it has a row with others."""
        self._first_at_right = len(self._items)

    def insert(self, index: int, widget: QWidget) -> None:
        """Put a widget before those that are at ``index`` and beyond."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        if index <= self._first_at_right:
            self._first_at_right += 1

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = self._rows(width)
        return sum(map(_height, rows)) + self._between * max(len(rows) - 1, 0)

    def setGeometry(self, rectangle: QRect) -> None:
        super().setGeometry(rectangle)
        y = rectangle.y()
        for row in self._rows(rectangle.width()):
            x, high = rectangle.x(), _height(row)
            spare = rectangle.width() - self._width(row)
            for number, item, size in row:
                if number == self._first_at_right and number != row[0].number:
                    x += max(spare, 0)
                item.setGeometry(QRect(QPoint(x, y + (high - size.height()) // 2), size))
                x += size.width() + self._gap
            y += high + self._between

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _rows(self, width: int) -> list[list[_Placed]]:
        """What stands beside each other in ``width`` px; a wider item gets no more than that."""
        rows: list[list[_Placed]] = []
        for number, item in enumerate(self._items):
            if item.isEmpty():
                continue
            size = item.sizeHint()
            least = item.minimumSize().width()
            if size.width() > max(width, least):
                size.setWidth(max(width, least))
                if item.hasHeightForWidth():
                    size.setHeight(item.heightForWidth(size.width()))
            placed = _Placed(number, item, size)
            if rows and self._width([*rows[-1], placed]) <= width:
                rows[-1].append(placed)
            else:
                rows.append([placed])
        return rows

    def _width(self, row: list[_Placed]) -> int:
        return sum(one.size.width() for one in row) + self._gap * (len(row) - 1)


def _height(row: list[_Placed]) -> int:
    return max(one.size.height() for one in row)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget: QWidget | None = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)
