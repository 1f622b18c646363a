"""The map as a scene: items that follow the layout, heads that stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QGraphicsScene

from cxdesk.canvas.items import NodeItem, Overlay
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.map import map_layout
from cxdesk.layout.places import MapLayout
from cxdesk.layout.primitives import BARS, CORNER, HEADS, Node
from cxdesk.layout.style import Style
from cxdesk.models.diff import Diff
from cxdesk.models.ids import Id
from cxdesk.models.records import Persona

MARGIN = 240.0
"""Free px right of and below the map, so that its end can be moved into the middle."""


class MapScene(QGraphicsScene):
    """Lays the shown journey out and keeps one item for each node of it.

    Nodes of the phase strip live in ``top``, lane heads in ``left``, the corner above both; the
    view moves those three along when it scrolls.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.images: dict[str, QImage] = {}
        self._items: dict[str, NodeItem] = {}
        self._by_record: dict[Id, NodeItem] = {}
        self.ground = self._ground(0)
        self.left, self.top, self.corner = (self._ground(z) for z in (100, 200, 300))
        self.overlay = Overlay(workspace.theme)
        self.addItem(self.overlay)
        self._layout: MapLayout | None = None
        self.refresh()

    def refresh(self, diff: Diff | None = None) -> None:
        """Lay out again (given a ``diff``, only what it touches) and let the items follow."""
        workspace = self.workspace
        points = {
            point.stop: point
            for point in workspace.numbers.curve(workspace.journey, workspace.shown)
        }
        style = Style(theme=workspace.theme, language=workspace.language.code, hints=True)
        self._layout = map_layout(
            workspace.store, workspace.journey, style, points.get, self._layout, diff
        )
        self._follow(self.layout.nodes)
        self._paint_grounds()
        self.overlay.theme = workspace.theme
        self.show_selection()

    @property
    def layout(self) -> MapLayout:
        """The geometry of what is shown."""
        assert self._layout is not None
        return self._layout

    def show_selection(self) -> None:
        """Frame what is selected."""
        found = (self._by_record.get(record) for record in self.workspace.selected)
        self.overlay.selected = [item.area() for item in found if item is not None]
        self.overlay.refresh()

    def item_of(self, record: Id) -> NodeItem | None:
        """The item that stands for a record."""
        return self._by_record.get(record)

    def item_at(self, at: QPointF) -> NodeItem | None:
        """The topmost item that stands for a record at a point of the map."""
        for item in self.items(at):
            if isinstance(item, NodeItem) and item.node.record and item.area().contains(at):
                return item
            if item in (self.top, self.left, self.corner):
                return None
        return None

    def record_at(self, at: QPointF) -> Id:
        """The record at a point of the map, or ""."""
        item = self.item_at(at)
        return item.node.record if item else ""

    def records_in(self, area: QRectF) -> list[Id]:
        """The stops and cards that an area touches."""
        return [
            item.node.record
            for item in self._by_record.values()
            if item.parentItem() is self.ground and item.area().intersects(area)
        ]

    def hold_heads(self, corner: QPointF) -> None:
        """Keep the heads at the top and left of what the view shows."""
        self.top.setY(max(corner.y(), 0.0))
        self.left.setX(max(corner.x(), 0.0))
        self.corner.setPos(max(corner.x(), 0.0), max(corner.y(), 0.0))
        if any(self._in_heads(record) for record in self.workspace.selected):
            self.show_selection()

    def stop_columns(self) -> list[tuple[Id, float, float]]:
        """Each stop's column: id, left edge and width, in map coordinates."""
        return [(each.stop, each.x, each.width) for each in self.layout.columns if each.stop]

    def _follow(self, nodes: tuple[Node, ...]) -> None:
        seen = set()
        for node in nodes:
            seen.add(node.key)
            item = self._items.get(node.key)
            if item is None:
                item = NodeItem(node, self.images, self._parent_of(node))
                self._items[node.key] = item
            else:
                item.take(node, self.images)
        for key in [key for key in self._items if key not in seen]:
            self.removeItem(self._items.pop(key))
        self._by_record = {}
        for item in self._items.values():
            record = item.node.record
            if record and not isinstance(self.workspace.store.get(record), Persona):
                self._by_record.setdefault(record, item)

    def _in_heads(self, record: Id) -> bool:
        item = self._by_record.get(record)
        return item is not None and item.parentItem() is not self.ground

    def _parent_of(self, node: Node) -> QGraphicsItem:
        parents = {CORNER: self.corner, BARS: self.top, HEADS: self.left}
        return parents.get(node.layer, self.ground)

    def _ground(self, z: float) -> QGraphicsRectItem:
        item = QGraphicsRectItem()
        item.setZValue(z)
        item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.addItem(item)
        return item

    def _paint_grounds(self) -> None:
        layout, theme = self.layout, self.workspace.theme
        wide, high = 100_000.0, 100_000.0
        areas = {
            self.top: (QRectF(0, 0, wide, layout.head_height), theme.canvas),
            self.left: (QRectF(0, 0, layout.head_width, high), theme.panel),
            self.corner: (QRectF(0, 0, layout.head_width, layout.head_height), theme.panel),
        }
        for item, (area, color) in areas.items():
            item.setRect(area)
            item.setBrush(QColor(color))
            item.setPen(QPen(Qt.PenStyle.NoPen))
        self.ground.setPen(QPen(Qt.PenStyle.NoPen))
        self.setSceneRect(0, 0, layout.width + MARGIN, layout.height + MARGIN)
        self.setBackgroundBrush(QColor(theme.canvas))
