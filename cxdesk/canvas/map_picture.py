"""A map painted so small that only its colours tell: phases, feelings, cards in their lanes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from cxdesk.layout.places import MapLayout
from cxdesk.layout.primitives import Node, Rectangle
from cxdesk.layout.tokens import FEELINGS, Theme

_LEAST, _PHASE_LEAST = 0.6, 3.0
"""How high a card and a phase's bar are at least, in px."""


def map_picture(layout: MapLayout, theme: Theme, size: QSize, ratio: float) -> QPixmap:
    """The whole map in ``size`` px of a screen with ``ratio`` pixels to each of them."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(theme.canvas))
    x, y = size.width() / max(layout.width, 1.0), size.height() / max(layout.height, 1.0)
    planes: dict[str, list[QRectF]] = {}
    for node in layout.nodes:
        color = _color(node)
        if color:
            least = _PHASE_LEAST if node.role == "phase" else _LEAST
            planes.setdefault(color, []).append(
                QRectF(
                    node.x * x, node.y * y, max(node.width * x - 0.5, _LEAST),
                    max(node.height * y, least),
                )
            )  # fmt: skip
    painter = QPainter(picture)
    painter.setPen(Qt.PenStyle.NoPen)
    for color, areas in planes.items():
        painter.setBrush(QColor(color))
        painter.drawRects(areas)
    painter.end()
    return picture


def _color(node: Node) -> str:
    """The colour that stands for a node; "" for what is too small to be seen."""
    if node.role == "phase":
        plane = node.parts[0]
        return plane.paint.fill if isinstance(plane, Rectangle) else ""
    if node.far is None:
        return ""
    return node.far.ground if node.far.face is None else FEELINGS[node.far.face].fill
