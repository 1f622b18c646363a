"""The palette: tiles to drag onto the map, or to click."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFontMetrics, QMouseEvent, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QSizePolicy, QWidget

from cxdesk.canvas.tools import PALETTE_MIME
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import N_
from cxdesk.layout import tokens
from cxdesk.views.widgets.controls import DrawnButton
from cxdesk.views.widgets.drawing import Role, color, draw_icon
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.window.actions import tip

TILES = {
    "phase": ("phase", N_("Phase")),
    "touchpoint": ("touchpoint", N_("Touchpoint")),
    "card": ("card", N_("Card")),
    "lane": ("lane", N_("Lane")),
    "persona": ("persona", N_("Persona")),
    "moment": ("star", N_("Moment of truth")),
}
"""Name in the drag: icon, and text."""
ACTIONS = {
    "phase": "new_phase", "touchpoint": "new_touchpoint", "card": "new_card", "lane": "new_lane",
    "persona": "new_persona", "moment": "moment_of_truth",
}  # fmt: skip
"""What a click on a tile does, as the menus call it."""


_WIDTH = (tokens.LEFT_PANEL - 5 * tokens.GRID) // 2
"""Width of a tile before it is laid out."""


class Tile(DrawnButton):
    """One thing that can be put on the map."""

    radius = 9.0

    def __init__(self, name: str, icon: str) -> None:
        super().__init__()
        self.name = name
        self._icon = icon
        self._width = _WIDTH
        self._pressed_at: QPoint | None = None
        self.setFont(text_font(tokens.SMALL))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(90, 66 if self._lines() == 1 else 82)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, self.sizeHint().height())

    def draw(self, painter: QPainter) -> None:
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(color(self, Role.Highlight if self.hovered else Role.Mid), 1))
        painter.setBrush(color(self, Role.Base))
        painter.drawRoundedRect(edge, 10, 10)
        line = QFontMetrics(self.font()).lineSpacing()
        height = 22 + 6 + line * self._lines()
        top = (self.height() - height) / 2
        square = QRectF(self.width() / 2 - 11, top, 22, 22)
        draw_icon(painter, square, self._icon, color(self, Role.Highlight))
        painter.setPen(color(self, Role.WindowText))
        painter.setFont(self.font())
        place = QRectF(3, top + 28, self.width() - 6, line * 2)
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignHCenter)
        painter.drawText(place, flags, self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._width = event.size().width()
        self.updateGeometry()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        far = QApplication.startDragDistance()
        if self._pressed_at is not None and (here - self._pressed_at).manhattanLength() >= far:
            start, self._pressed_at = self._pressed_at, None
            self.setDown(False)
            self.drag(start).exec(Qt.DropAction.CopyAction)
            self.hovered = False  # no one tells a tile that the pointer has gone meanwhile
            self.update()
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        super().mouseReleaseEvent(event)

    def drag(self, start: QPoint) -> QDrag:
        """What travels with the pointer: the tile's name, and its picture."""
        mime = QMimeData()
        mime.setData(PALETTE_MIME, self.name.encode())
        picture = QPixmap(self.size() * self.devicePixelRatio())
        picture.setDevicePixelRatio(self.devicePixelRatio())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.85)
        self.draw(painter)
        painter.end()
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(picture)
        drag.setHotSpot(start)
        return drag

    def _lines(self) -> int:
        width = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return 1 if width < self._width - 8 else 2


class Palette(QWidget):
    """The six tiles, in two columns."""

    clicked = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.tiles: dict[str, Tile] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for number, (name, (icon, _)) in enumerate(TILES.items()):
            tile = self.tiles[name] = Tile(name, icon)
            tile.clicked.connect(lambda _=False, one=name: self.clicked.emit(one))
            grid.addWidget(tile, number // 2, number % 2)
        workspace.look_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the tiles in the window's language."""
        tr = self._workspace.tr
        for name, (_, text) in TILES.items():
            tile = self.tiles[name]
            tile.setText(tr(text))
            tile.setAccessibleName(tr("Add: {name}", name=tr(text)))
            action = tip(ACTIONS[name], self._workspace.language)
            tile.setToolTip(f"{tr('Drag onto the map, or click')} ({action})")
            tile.updateGeometry()
