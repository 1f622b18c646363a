"""Selection, hover, ghosts, insertion mark and rubber band over the map; no document sees them."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cxdesk.canvas.far import on_screen, paint_from_afar, widened
from cxdesk.canvas.overview import FAR
from cxdesk.canvas.painter import Picture
from cxdesk.layout.primitives import Far
from cxdesk.layout.tokens import CARD_RADIUS, Theme

_MARK_LEAST = 3.0
"""How thick an insertion mark is at least, in px of the screen."""
_AROUND = 8.0
"""How far a frame may reach beyond what it frames."""
_WITHIN = Qt.ClipOperation.IntersectClip


class Ghost(NamedTuple):
    """What is carried: its picture, where it is on the map, and how it looks from afar."""

    picture: Picture
    area: QRectF
    far: Far | None = None
    enlarged: float = 1.0
    """How many times larger than the map it is drawn: heads and bars can be."""


class Overlay(QGraphicsItem):
    """Everything is painted in px of the screen: the map may be drawn higher than wide."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.selected: list[QRectF] = []
        self.written: QRectF | None = None
        """The one of them that is being written on: the field over it has its frame."""
        self.hovered: QRectF | None = None
        self.free = QRectF()
        """What the heads leave free: frames of what scrolls beneath them are cut off there."""
        self.on_heads: list[QRectF] = []
        """Those of the selected areas that stand on the heads."""
        self.ghosts: list[Ghost] = []
        self.mark: QRectF | None = None
        self.band: QRectF | None = None
        self._zoom = 1.0
        self._bounds = QRectF()
        self.setZValue(1000)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def suit(self, zoom: float) -> None:
        """The map is drawn at another zoom: frames reach farther on it, or less far."""
        if zoom != self._zoom:
            self._zoom = zoom
            self.refresh()

    def refresh(self) -> None:
        """Take in what has been set, and repaint."""
        bounds = QRectF()
        for area in (*self.selected, self.hovered, self.mark, self.band):
            if area is not None:
                bounds = bounds.united(area)
        for ghost in self.ghosts:
            bounds = bounds.united(ghost.area)
        if bounds.isNull() and self._bounds.isNull():
            return
        self.prepareGeometryChange()
        around = _AROUND / min(self._zoom, 1.0)
        self._bounds = (
            bounds if bounds.isNull() else bounds.adjusted(-around, -around, around, around)
        )
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
        accent = QColor(self.theme.accent)
        with on_screen(painter) as turned:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self.hovered is not None and self.hovered not in self.selected:
                painter.setPen(QPen(QColor(self.theme.quiet), 1))
                # What the pointer is over and the heads do not leave free stands on them.
                on_heads = not self.free.adjusted(8, 8, 0, 0).intersects(self.hovered)
                self._frame(painter, turned, self.hovered, on_heads)
            framed = QPen(accent, max(2.5 * turned.m11(), 2))
            painter.setPen(framed)
            for area in self.selected:
                if area != self.written:
                    self._frame(painter, turned, area, area in self.on_heads)
            for ghost in self.ghosts:
                self._paint_ghost(painter, turned, ghost)
                painter.setPen(framed)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                place, radius = turned.mapRect(ghost.area), CARD_RADIUS * turned.m11()
                painter.drawRoundedRect(place, radius, radius)
            painter.setPen(Qt.PenStyle.NoPen)
            if self.mark is not None:
                painter.setBrush(accent)
                painter.drawRoundedRect(widened(turned.mapRect(self.mark), _MARK_LEAST), 2, 2)
            if self.band is not None:
                painter.setPen(QPen(accent, 1))
                accent.setAlphaF(0.12)
                painter.setBrush(accent)
                painter.drawRect(turned.mapRect(self.band))

    def _paint_ghost(self, painter: QPainter, turned: QTransform, ghost: Ghost) -> None:
        place, zoom = turned.mapRect(ghost.area), turned.m11() * ghost.enlarged
        painter.setOpacity(0.72)
        if zoom < FAR and ghost.far is not None:
            paint_from_afar(painter, ghost.far, place)
        else:
            painter.setWorldTransform(QTransform(zoom, 0.0, 0.0, zoom, place.x(), place.y()))
            ghost.picture.paint(painter)
            painter.resetTransform()
        painter.setOpacity(1.0)

    def _frame(
        self, painter: QPainter, turned: QTransform, area: QRectF, on_heads: bool
    ) -> None:
        place, radius = turned.mapRect(area), CARD_RADIUS * turned.m11()
        if on_heads:
            painter.save()
            painter.setClipRect(turned.mapRect(self._seen_on_heads(area)), _WITHIN)
            painter.drawRoundedRect(place, radius, radius)
            painter.restore()
        elif self.free.contains(area.adjusted(-4, -4, 4, 4)):
            painter.drawRoundedRect(place, radius, radius)
        elif self.free.intersects(area):
            painter.save()
            painter.setClipRect(turned.mapRect(self.free), _WITHIN)
            painter.drawRoundedRect(place, radius, radius)
            painter.restore()

    def _seen_on_heads(self, area: QRectF) -> QRectF:
        """What a phase's bar shows beside the lanes' heads, or a lane's head below the bars."""
        around, seen = _AROUND / min(self._zoom, 1.0), QRectF(area)
        seen.adjust(-around, -around, around, around)
        if area.right() > self.free.left() + around:
            seen.setLeft(max(seen.left(), self.free.left()))
        else:
            seen.setTop(max(seen.top(), self.free.top()))
        return seen
