"""A card of the start page: a plane that is clicked, with a cross that takes it away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from cxdesk.views.widgets.controls import DrawnButton, QuietButton
from cxdesk.views.widgets.drawing import Role, color

_CROSS = 28


class StartCard(DrawnButton):
    """What projects and templates have in common; the cross, or Del, asks to remove one."""

    remove_wanted = Signal()

    def __init__(self, name: str, remove: str = "", *, inset: int = 6) -> None:
        """``remove`` describes the cross, "" means none; ``inset`` is how far it is in, in px."""
        super().__init__(name)
        self._inset = inset
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cross: QuietButton | None = None
        if remove:
            self.cross = QuietButton("close")
            self.cross.setParent(self)
            self.cross.describe(remove)
            self.cross.clicked.connect(self.remove_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cross stays at the right."""
        super().resizeEvent(event)
        if self.cross is not None:
            left = self.width() - self._inset - _CROSS
            self.cross.setGeometry(left, self._inset, _CROSS, _CROSS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del is the cross."""
        if event.key() == Qt.Key.Key_Delete and self.cross is not None:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def draw_plane(self, painter: QPainter, *, first: bool = False) -> QRectF:
        """Draw what the card is on (``first``: it stands out), and say where that is."""
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        lit = self.hovered or self.hasFocus() or first
        edge = color(self, Role.Highlight if lit else Role.Mid)
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(color(self, Role.AlternateBase if first else Role.Button))
        painter.drawRoundedRect(area, 10, 10)
        return area
