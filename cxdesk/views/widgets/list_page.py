"""What the pages beside the map have in common: a title, what narrows them, what one does there."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.views.widgets.controls import label


class ListPage(QWidget):
    """A head in one line, and below it whatever the page is about, in ``column``."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._title = label(look="title")
        self._head = QHBoxLayout()
        self._head.setSpacing(12)
        self._head.addWidget(self._title)
        self._head.addSpacing(12)
        self._head.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 16)
        self.column.setSpacing(16)
        self.column.addLayout(self._head)
        self.setAutoFillBackground(True)

    def minimumSizeHint(self) -> QSize:
        """Small, so that this page does not keep the window wide while another one is shown."""
        return QSize(480, 320)

    def narrow_with(self, *widgets: QWidget) -> None:
        """Put what narrows the page behind its title."""
        for widget in widgets:
            self._head.insertWidget(self._head.count() - 1 - self._acting, widget)

    def act_with(self, *widgets: QWidget) -> None:
        """Put what one does with the page at the right."""
        for widget in widgets:
            self._head.addWidget(widget)
            self._acting += 1

    _acting = 0
