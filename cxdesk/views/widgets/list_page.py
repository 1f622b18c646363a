"""What the pages beside the map have in common: a title, what narrows them, what one does there."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.views.widgets.controls import label
from cxdesk.views.widgets.flow_row import FlowRow

SMALL = QSize(800, 480)
"""Below which width or height, in px, a page leaves less free around what it shows."""


class ListPage(QWidget):
    """A head, in one line where there is room, and below it the page's matter, in ``column``."""

    wide_margins = (24, 20, 24, 16)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._title = label(look="title")
        self._title.setContentsMargins(0, 0, 12, 0)
        self._head = FlowRow(12, 8)
        self._head.addWidget(self._title)
        self._head.push_right()
        self._narrowing = 1
        self.column = QVBoxLayout(self)
        self.column.addLayout(self._head)
        self._leave_free(small=False)
        self.setAutoFillBackground(True)

    def minimumSizeHint(self) -> QSize:
        """Small, so that this page does not keep the window wide while another one is shown."""
        return QSize(480, 320)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A small page keeps its room for what it shows."""
        super().resizeEvent(event)
        port = self.parentWidget()
        around = (port.parentWidget() if port else None) or self  # no scroll bar changes its size
        self._leave_free(small=around.width() < SMALL.width() or around.height() < SMALL.height())

    def narrow_with(self, *widgets: QWidget) -> None:
        """Put what narrows the page behind its title."""
        for widget in widgets:
            self._head.insert(self._narrowing, widget)
            self._narrowing += 1

    def act_with(self, *widgets: QWidget) -> None:
        """Put what one does with the page at the right."""
        for widget in widgets:
            self._head.addWidget(widget)

    def _leave_free(self, *, small: bool) -> None:
        self.column.setContentsMargins(*((16, 8, 12, 8) if small else self.wide_margins))
        self.column.setSpacing(10 if small else 16)
