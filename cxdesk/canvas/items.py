"""What stands in the scene: painted nodes, and the overlay that no document sees."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from cxdesk.canvas.painter import Picture
from cxdesk.canvas.pictures import Pictures
from cxdesk.layout.primitives import Node
from cxdesk.layout.tokens import CARD_RADIUS, Theme

FADED = 0.22
"""How much of a card is left where a filter leaves it pale."""
_NO_LINE = QPen(Qt.PenStyle.NoPen)
FAR = 0.35
"""Below this scale a card is a plain rectangle: nobody can read it, and it costs a twentieth."""


class NodeItem(QGraphicsRectItem):
    """A node of the layout; it follows the layout and knows nothing of the model.

    Qt asks for bounds several times a frame: as its own item's it need not come back to Python.
    """

    def __init__(self, node: Node, images: Pictures | None, parent: QGraphicsItem | None) -> None:
        super().__init__(_bounds(node), parent)
        self.setPen(_NO_LINE)
        self.node = node
        self.faded = False
        self.found: QColor | None = None
        """The colour in which it is marked as found; None where it is not."""
        self._images = images
        self._made: Picture | None = None
        self.setPos(node.x, node.y)
        if node.layer:
            self.setZValue(node.layer)

    @property
    def _picture(self) -> Picture:
        """What is painted; made when it first comes into view."""
        if self._made is None:
            self._made = Picture(self.node.parts, self._images)
        return self._made

    def take(self, node: Node, images: Pictures | None) -> None:
        """Show another state of the same node, and repaint only what differs."""
        before, self.node = self.node, node
        if node.parts is not before.parts and node.parts != before.parts:
            self._images, self._made = images, None
            self.update()
        if (node.width, node.height) != (before.width, before.height):
            self.setRect(_bounds(node))
        if (node.x, node.y) != (before.x, before.y):
            self.setPos(node.x, node.y)

    def area(self) -> QRectF:
        """Where the node is, in scene coordinates."""
        area = QRectF(0, 0, self.node.width, self.node.height)
        if self.parentItem() is None:
            return area.translated(self.pos())
        return self.mapRectToScene(area)  # heads may be larger than the map

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the node, or from far away its ground only."""
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        picture = self._picture
        if self.faded:
            picture = picture.faded(self.scene().backgroundBrush().color(), FADED)
        if scale < FAR and picture.ground is not None and self.node.record:
            painter.fillRect(QRectF(0, 0, self.node.width, self.node.height), picture.ground)
        else:
            picture.paint(painter)
        if self.found is not None:
            self._mark_found(painter, scale, self.found)

    def _mark_found(self, painter: QPainter, scale: float, color: QColor) -> None:
        soft = QColor(color)
        soft.setAlphaF(0.12)
        painter.setPen(QPen(color, 1.5 / min(max(scale, 0.05), 1.0)))
        painter.setBrush(soft)
        area = QRectF(0, 0, self.node.width, self.node.height)
        painter.drawRoundedRect(area, CARD_RADIUS, CARD_RADIUS)


def _bounds(node: Node) -> QRectF:
    """The node with room for outlines and shadow."""
    return QRectF(-3, -3, node.width + 6, node.height + 8)


class Overlay(QGraphicsItem):
    """Selection, hover, ghost, insertion mark and rubber band, above everything else."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.selected: list[QRectF] = []
        self.hovered: QRectF | None = None
        self.free = QRectF()
        """What the heads leave free: frames of what scrolls beneath them are cut off there."""
        self.on_heads: list[QRectF] = []
        """Those of the selected areas that stand on the heads."""
        self.ghosts: list[tuple[Picture, QRectF]] = []
        self.ghost_scale = 1.0
        """How many times larger than the map the ghosts are: heads and bars can be."""
        self.mark: QRectF | None = None
        self.band: QRectF | None = None
        self._bounds = QRectF()
        self.setZValue(1000)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def refresh(self) -> None:
        """Take in what has been set, and repaint."""
        bounds = QRectF()
        for area in (*self.selected, self.hovered, self.mark, self.band):
            if area is not None:
                bounds = bounds.united(area)
        for _, area in self.ghosts:
            bounds = bounds.united(area)
        if bounds.isNull() and self._bounds.isNull():
            return
        self.prepareGeometryChange()
        self._bounds = bounds if bounds.isNull() else bounds.adjusted(-8, -8, 8, 8)
        self.update()

    def boundingRect(self) -> QRectF:
        """All that is shown at the moment."""
        return self._bounds

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint what is set."""
        scale = max(option.levelOfDetailFromTransform(painter.worldTransform()), 0.05)
        accent = QColor(self.theme.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hovered is not None and self.hovered not in self.selected:
            painter.setPen(QPen(QColor(self.theme.quiet), 1 / scale))
            # What the pointer is over and the heads do not leave free stands on them.
            on_heads = not self.free.adjusted(8, 8, 0, 0).intersects(self.hovered)
            self._frame(painter, self.hovered, on_heads)
        painter.setPen(QPen(accent, max(2.5, 2 / scale)))
        for area in self.selected:
            self._frame(painter, area, area in self.on_heads)
        for picture, area in self.ghosts:
            painter.save()
            painter.setOpacity(0.72)
            painter.translate(area.topLeft())
            painter.scale(self.ghost_scale, self.ghost_scale)
            picture.paint(painter)
            painter.restore()
            painter.drawRoundedRect(area, CARD_RADIUS, CARD_RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.mark is not None:
            painter.setBrush(accent)
            painter.drawRoundedRect(self.mark, 2, 2)
        if self.band is not None:
            painter.setPen(QPen(accent, 1 / scale))
            accent.setAlphaF(0.12)
            painter.setBrush(accent)
            painter.drawRect(self.band)

    def _frame(self, painter: QPainter, area: QRectF, on_heads: bool) -> None:
        if on_heads or self.free.contains(area.adjusted(-4, -4, 4, 4)):
            painter.drawRoundedRect(area, CARD_RADIUS, CARD_RADIUS)
        elif self.free.intersects(area):
            painter.save()
            painter.setClipRect(self.free, Qt.ClipOperation.IntersectClip)
            painter.drawRoundedRect(area, CARD_RADIUS, CARD_RADIUS)
            painter.restore()
