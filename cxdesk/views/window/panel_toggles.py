"""Which panels stand around the map, as three small switches."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.views.widgets.controls import DrawnButton
from cxdesk.views.widgets.drawing import Role, color
from cxdesk.views.widgets.tooltips import plain_tip
from cxdesk.views.window.actions import tip

_WIDE, _HIGH, _PART = 17.0, 13.0, 5.0
"""Px of the window in the picture, and how much of it a panel takes."""
_PLACES = {
    "left_panel": QRectF(0, 0, _PART, _HIGH),
    "curve_panel": QRectF(0, _HIGH - _PART, _WIDE, _PART),
    "right_panel": QRectF(_WIDE - _PART, 0, _PART, _HIGH),
}


class PanelToggles(QWidget):
    """Where a panel has given way to the map, its switch says so and brings it back."""

    asked = Signal(str)
    """The action of the panel that is to come or to go."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.buttons = {name: PanelToggle(place) for name, place in _PLACES.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for name, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the map
            button.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
            row.addWidget(button)
        workspace.look_changed.connect(self._tell)
        self._tell()

    def show_standing(self, standing: Mapping[str, bool]) -> None:
        """Show which panels stand, by their actions; none at all where there is no map."""
        self.setVisible(bool(standing))
        for name, stands in standing.items():
            self.buttons[name].setChecked(stands)

    def _tell(self) -> None:
        for name, button in self.buttons.items():
            button.describe(tip(name, self._workspace.language))


class PanelToggle(DrawnButton):
    """A small window with a panel at one of its sides: filled while it stands, else a line."""

    def __init__(self, panel: QRectF) -> None:
        super().__init__()
        self._panel = panel
        self.setCheckable(True)

    def describe(self, text: str) -> None:
        """Say which panel it is, as its tooltip and to a screen reader."""
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        return QSize(28, 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def draw(self, painter: QPainter) -> None:
        if self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(self, Role.Midlight))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        ink = color(self, Role.PlaceholderText)
        window = QRectF(0, 0, _WIDE, _HIGH)
        window.moveCenter(QRectF(self.rect()).center())
        panel = self._panel.translated(window.topLeft())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        outline = QPainterPath()
        outline.addRoundedRect(window, 2.5, 2.5)
        painter.setClipPath(outline)
        if self.isChecked():
            painter.fillRect(panel, ink)
        painter.setPen(QPen(ink, 1.0))
        painter.drawRect(panel)
        painter.setClipping(False)
        painter.setPen(QPen(ink, 1.4))
        painter.drawPath(outline)
