"""Where something stands: an icon and names, from the outermost to the innermost."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.views.widgets.controls import label
from cxdesk.views.widgets.drawing import Role, color, draw_icon


class PathLine(QWidget):
    """Where a touchpoint stands: an icon, its phase and its channels."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = "touchpoint"
        row = QHBoxLayout(self)
        row.setContentsMargins(23, 0, 0, 0)
        self._text = label(look="small")
        row.addWidget(self._text, 1)

    def show_path(self, icon: str, *parts: str) -> None:
        """Show an icon and names, from the outermost to the innermost."""
        self._icon = icon
        self._text.setText(" · ".join(part for part in parts if part))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        square = QRectF(0, (self.height() - 17) / 2, 17, 17)
        draw_icon(QPainter(self), square, self._icon, color(self, Role.PlaceholderText))
