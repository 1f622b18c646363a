"""Where the others are: a frame in their colour around what they have selected, and their name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zlib import crc32

import msgspec
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cxdesk.canvas.far import on_screen
from cxdesk.canvas.items import NodeItem
from cxdesk.canvas.overview import FAR
from cxdesk.canvas.painter import FAMILY
from cxdesk.layout import tokens
from cxdesk.models.ids import Id

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView

ABOVE = 60.0
"""Higher than all cards, lower than the frame of what I have selected."""
GAP, STEP = 4.0, 4.0
"""How far a frame stands off its card, and the next one off it."""
COLORS = tokens.PHASES[1:]
"""The first is too like the frame of what I have selected."""
TAG_HEIGHT, TAG_PAD, LONGEST_NAME = 16.0, 6.0, 96.0


class Other(msgspec.Struct, frozen=True):
    """Somebody else who has the file open, and the record that they have selected."""

    person: Id
    name: str
    selected: Id


def person_color(person: Id) -> str:
    """A person's colour, the same in every window and session."""
    return COLORS[crc32(person.encode()) % len(COLORS)]


class CompanyFrames:
    """Keeps the frames of the others in step with the map."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self._others: Sequence[Other] = ()
        self.frames: list[OthersFrame] = []
        """What is shown now."""
        view.view_changed.connect(self._follow)

    def show(self, others: Sequence[Other]) -> None:
        """Show where these people are."""
        self._others = others
        self._follow()

    def _follow(self) -> None:
        scene = self._view.map_scene
        wanted: list[tuple[Other, NodeItem, int]] = []
        for other in self._others:
            item = scene.item_of(other.selected)
            if item is not None:
                before = sum(earlier is item for _, earlier, _ in wanted)
                wanted.append((other, item, before))
        while len(self.frames) > len(wanted):
            scene.removeItem(self.frames.pop())
        for number, (other, item, before) in enumerate(wanted):
            if number == len(self.frames):
                self.frames.append(OthersFrame())
                scene.addItem(self.frames[number])
            self.frames[number].stand(other, item, before)


class OthersFrame(QGraphicsItem):
    """One person's frame; further ones on the same card stand around the first."""

    def __init__(self) -> None:
        super().__init__()
        self.other: Other | None = None
        self._area = QRectF()
        self._tag = QRectF()
        self._text = ""
        self._font = QFont(FAMILY)
        self._font.setPixelSize(11)
        self._font.setBold(True)
        self.setZValue(ABOVE)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def stand(self, other: Other, item: NodeItem, before: int) -> None:
        """Stand around an item, outside ``before`` other frames."""
        parent = item.parentItem()
        if parent is not self.parentItem():
            self.setParentItem(parent)
        off = GAP + STEP * before
        size = QSizeF(item.node.width, item.node.height)
        area = QRectF(item.pos(), size).adjusted(-off, -off, off, off)
        if (other, area) == (self.other, self._area):
            return
        self.prepareGeometryChange()
        self.other, self._area = other, area
        metrics = QFontMetricsF(self._font)
        self._text = metrics.elidedText(other.name, Qt.TextElideMode.ElideRight, LONGEST_NAME)
        width = metrics.horizontalAdvance(self._text) + 2 * TAG_PAD
        right = area.right() - tokens.CARD_RADIUS - before * (width + 4)
        # At the lower edge: above a touchpoint is the phase, and its bar stays in sight.
        self._tag = QRectF(right - width, area.bottom() - TAG_HEIGHT / 2, width, TAG_HEIGHT)
        self.update()

    def boundingRect(self) -> QRectF:
        """Frame and tag."""
        return self._area.united(self._tag).adjusted(-3, -3, 3, 3)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the frame; the name only where it can be read."""
        if self.other is None:
            return
        scale = painter.worldTransform().m11()
        color = QColor(person_color(self.other.person))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        with on_screen(painter) as turned:  # the map may be drawn higher than wide
            painter.setPen(QPen(color, 1.5 * max(scale, 1.0)))
            radius = (tokens.CARD_RADIUS + 3) * scale
            painter.drawRoundedRect(turned.mapRect(self._area), radius, radius)
        if scale < FAR:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(self._tag, TAG_HEIGHT / 2, TAG_HEIGHT / 2)
        painter.setPen(QColor(tokens.ON_PHASE))
        painter.setFont(self._font)
        painter.drawText(self._tag, Qt.AlignmentFlag.AlignCenter, self._text)
