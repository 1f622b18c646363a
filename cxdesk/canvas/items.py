"""What stands in the scene: the layout's nodes, each painted as large as it can be read."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from cxdesk.canvas.far import on_screen, paint_from_afar
from cxdesk.canvas.overview import FAR
from cxdesk.canvas.painter import Picture
from cxdesk.canvas.pictures import Pictures
from cxdesk.layout.primitives import Node
from cxdesk.layout.tokens import CARD_RADIUS

FADED = 0.22
"""How much of a card is left where a filter leaves it pale."""
_NO_LINE = QPen(Qt.PenStyle.NoPen)


class NodeItem(QGraphicsRectItem):
    """A node of the layout; it follows the layout and knows nothing of the model.

    Qt asks for bounds several times a frame: as its own item's it need not come back to Python.
    """

    def __init__(self, node: Node, images: Pictures | None, parent: QGraphicsItem | None) -> None:
        super().__init__(*_bounds(node), parent)
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
        elif node.far is not before.far and node.far != before.far:
            self.update()
        if node.height != before.height or node.width != before.width:
            self.setRect(*_bounds(node))
        if node.y != before.y or node.x != before.x:
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
        """Paint the node, or from far away what is left of it."""
        turned, node = painter.worldTransform(), self.node
        ground = self.scene().backgroundBrush().color() if self.faded else None
        is_far = turned.m11() < FAR
        if is_far and node.far is not None:
            area = QRectF(0, 0, node.width, node.height)
            if ground is None:
                paint_from_afar(painter, node.far, area, images=self._images)
            else:
                paint_from_afar(painter, node.far, area, ground.name(), FADED, self._images)
        else:
            picture = self._picture if ground is None else self._picture.faded(ground, FADED)
            picture.paint(painter, words=not is_far)
        if self.found is not None:
            self._mark_found(painter, self.found)

    def _mark_found(self, painter: QPainter, color: QColor) -> None:
        soft = QColor(color)
        soft.setAlphaF(0.12)
        painter.setBrush(soft)
        area = QRectF(0, 0, self.node.width, self.node.height)
        with on_screen(painter) as turned:
            painter.setPen(QPen(color, 1.5 * max(turned.m11(), 1.0)))
            radius = CARD_RADIUS * turned.m11()
            painter.drawRoundedRect(turned.mapRect(area), radius, radius)


def _bounds(node: Node) -> tuple[float, float, float, float]:
    """The node with room for outlines and shadow."""
    return -3.0, -3.0, node.width + 6, node.height + 8
