"""The map as a scene: items that follow the layout, heads that stay in sight."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QGraphicsScene

from cxdesk.canvas.forms import Forms
from cxdesk.canvas.items import NodeItem
from cxdesk.canvas.overlay import Overlay
from cxdesk.canvas.overview import Overview, Scale, heads_scale
from cxdesk.canvas.tints import Tints
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.heads import BAR_INSET, HANDLE, HANDLE_LOWEST
from cxdesk.layout.lanes.block import ROW_PADDING
from cxdesk.layout.map import enlarged_heads, map_layout
from cxdesk.layout.pieces import INSET
from cxdesk.layout.places import MapLayout
from cxdesk.layout.primitives import BARS, CORNER, HEADS, Node, Text
from cxdesk.layout.style import Style
from cxdesk.models.diff import Diff
from cxdesk.models.ids import Id

_ON_HEADS = (HEADS, BARS, CORNER)
_LABEL_END = 4.0
"""What a lane's name that moves along leaves free below it, in px."""
MARGIN = 240.0
"""Free px right of and below the map, so that its end can be moved into the middle."""


class MapScene(QGraphicsScene):
    """Lays the shown journey out and keeps one item for each node of it.

    Nodes of the phase strip live in ``top``, lane heads in ``left``, the corner above both; the
    view moves those three along when it scrolls.
    """

    heads_changed = Signal()
    """Heads, bars and rows are drawn larger or smaller than before."""

    def __init__(self, workspace: Workspace, *, hints: bool = True) -> None:
        super().__init__()
        self.workspace = workspace
        self._hints = hints
        self.images = workspace.pictures
        self.images.ready.connect(self.update)
        self._items: dict[str, NodeItem] = {}
        self._by_record: dict[Id, NodeItem] = {}
        self._labels: list[tuple[NodeItem, float, float]] = []
        self._enlarged = Scale(1.0, 1.0)
        self._written_on: Id = ""
        self._stop_columns: list[tuple[Id, float, float]] | None = None
        self.left, self.top, self.corner = (self._ground(z) for z in (100, 200, 300))
        self.overlay = Overlay(workspace.theme)
        self.addItem(self.overlay)
        self._layout: MapLayout | None = None
        self._forms: Forms | None = None
        self._seen_in: Overview | None = None
        """In what window the map is seen from afar; None while it is not."""
        self.tints = Tints(workspace, self._items, self.update)
        self._grounds: tuple[object, ...] = ()
        self.refresh()

    def refresh(self, diff: Diff | None = None) -> None:
        """Lay out again (given a ``diff``, only what it touches) and let the items follow."""
        workspace = self.workspace
        points = {
            point.stop: point
            for point in workspace.numbers.curve(workspace.journey, workspace.shown)
        }
        style = Style(
            theme=workspace.theme, language=workspace.language.code, hints=self._hints,
            aside=workspace.lens.hidden, collapsed=workspace.lens.collapsed,
            handles=self._hints,
        )  # fmt: skip
        before = self._forms.near if self._forms else None
        near = map_layout(
            workspace.store, workspace.journey, style, points.get, before, diff
        )
        self._forms = Forms(near, workspace.theme)
        self._layout = self._forms.seen(self._seen_in)
        self._stop_columns = None
        self._follow(self.drawn())
        self._paint_grounds()
        self.overlay.theme = workspace.theme
        self.show_selection()
        self.tints.renew()

    @property
    def layout(self) -> MapLayout:
        """The geometry of what is shown."""
        assert self._layout is not None
        return self._layout

    @property
    def forms(self) -> Forms:
        """What is shown, laid out to be read and to be seen from afar."""
        assert self._forms is not None
        return self._forms

    def look(self, window: Overview | None) -> bool:
        """Lay the map out to be read, or to be seen from afar in a window; False if it is so."""
        self._seen_in = window
        wanted = self.forms.seen(window)
        if wanted is self._layout:
            return False
        self._layout = wanted
        self._stop_columns = None
        self.overlay.hovered = None
        self._follow(self.drawn())
        self._paint_grounds()
        self.show_selection()
        self.heads_changed.emit()
        return True

    @property
    def enlarged(self) -> Scale:
        """How many times wider and higher than the map its heads and bars are drawn; below 1
        where the map is drawn large."""
        return self._enlarged

    @property
    def head_size(self) -> QSizeF:
        """How much the heads cover at the left and the bars at the top, in px of the map."""
        across, down = self._enlarged
        return QSizeF(self.layout.head_width * across, self.layout.head_height * down)

    @property
    def spare(self) -> QPointF:
        """What the heads need beyond the map's left and upper edge where they are enlarged;
        negative where they are drawn smaller."""
        across, down = self._enlarged
        layout = self.layout
        return QPointF(layout.head_width * (across - 1.0), layout.head_height * (down - 1.0))

    def suit(self, scale: Scale) -> None:
        """Draw heads and frames as large as they have to be where the map is drawn like this."""
        self.overlay.suit(scale.across)
        enlarged = Scale(*(heads_scale(by) / by for by in scale))
        if enlarged == self._enlarged:
            return
        self._enlarged = enlarged
        for ground in (self.top, self.left, self.corner):
            ground.setTransform(QTransform.fromScale(*enlarged))
        for node in self._heads():
            self._items[node.key].take(node, self.images)
        self._find_labels()
        if any(self._in_heads(record) for record in self.workspace.selected):
            self.show_selection()
        self.heads_changed.emit()

    def show_selection(self) -> None:
        """Frame what is selected."""
        found = [
            item
            for record in self.workspace.selected
            if (item := self._by_record.get(record)) is not None
        ]
        cell = self.cell_area()
        self.overlay.selected = [item.area() for item in found] + ([cell] if cell else [])
        self.overlay.on_heads = [item.area() for item in found if item.parentItem() is not None]
        written_on = self._by_record.get(self._written_on)
        self.overlay.written = written_on.area() if written_on is not None else None
        self.overlay.refresh()

    def write_on(self, record: Id) -> None:
        """A record is being written on, or none (""): its field has the frame of what is selected.
        """
        self._written_on = record
        self.show_selection()

    def near(self, node: Node) -> Node:
        """What a node looks like on the map that is laid out to be read."""
        if self._layout is self.forms.near or node.layer in _ON_HEADS:
            return node
        return next(one for one in self.forms.near.nodes if one.key == node.key)

    def cell_area(self) -> QRectF | None:
        """Where a card would stand in the empty cell that the keys are in; None for none."""
        if self.workspace.cell is None:
            return None
        lane, at = self.workspace.cell
        row = next((one for one in self.layout.rows if one.lane == lane), None)
        column = next((one for one in self.layout.columns if one.stop == at), None)
        if row is None or column is None or row.collapsed:
            return None
        return QRectF(column.x, row.y, column.width, row.height).adjusted(
            INSET, ROW_PADDING, -INSET, -ROW_PADDING
        )

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

    def handle_at(self, at: QPointF) -> Id:
        """The phase or lane whose handle to collapse it is at a point of the map, or ""."""
        for item in self.items(at):
            if not isinstance(item, NodeItem):
                continue
            role, _, record = item.node.key.partition(":")
            if role == "label" and item.area().contains(at):
                local, parts = item.mapFromScene(at), item.node.parts
                if not parts or isinstance(parts[0], Text):
                    return ""  # there is no room for a handle, or nothing to collapse
                if item.parentItem() is self.top:
                    return record if local.x() <= BAR_INSET + HANDLE else ""
                return record if local.x() <= HANDLE and local.y() <= HANDLE_LOWEST else ""
            if item.node.record or role == "corner":
                return ""  # the heads are above what has scrolled beneath them
        return ""

    def cut_at(self, at: QPointF) -> str:
        """The whole of what is written at a point of the map, if some of it had to be cut."""
        for item in self.items(at):
            if isinstance(item, NodeItem):
                cut = [
                    part.source for part in item.node.parts if isinstance(part, Text) and part.cut
                ]
                if cut or item.node.record:
                    return "\n".join(cut)
        return ""

    def told_at(self, at: QPointF) -> str:
        """What a screen reader says of what is at a point of the map."""
        item = self.item_at(at)
        return item.node.name if item else ""

    def label_of(self, record: Id) -> NodeItem | None:
        """What is written on a phase's bar or in a lane's head, where it stands now."""
        return self._items.get(f"label:{record}")

    def records_in(self, area: QRectF) -> list[Id]:
        """The stops and cards that an area touches."""
        return [
            item.node.record
            for item in self._by_record.values()
            if item.parentItem() is None and item.area().intersects(area)
        ]

    def hold_heads(self, corner: QPointF) -> None:
        """Keep the heads at the top and left of what the view shows, and all names in sight."""
        spare, (across, down) = self.spare, self._enlarged
        x, y = max(corner.x(), -spare.x()), max(corner.y(), -spare.y())
        self.top.setPos(0.0, y)  # other than setX and setY it repaints only what has moved
        self.left.setPos(x, 0.0)
        self.corner.setPos(x, y)
        edge, top = x + self.head_size.width(), y + self.head_size.height()
        self.overlay.free = QRectF(edge - 4, top - 4, 1e6, 1e6)
        for label, right, low in self._labels:
            begin = label.node
            label.setPos(
                max(begin.x, min(edge / across, right)), max(begin.y, min(top / down, low))
            )
        if any(self._in_heads(record) for record in self.workspace.selected):
            self.show_selection()

    def stop_columns(self) -> list[tuple[Id, float, float]]:
        """Each stop's column: id, left edge and width, in map coordinates.

        The stops of a collapsed phase share its one column, so that the curve stays true.
        """
        if self._stop_columns is None:
            self._stop_columns = [
                (stop, band.x + number * width, width)
                for band in self.layout.bands
                if (width := band.width / max(len(band.stops), 1))
                for number, stop in enumerate(band.stops)
            ]
        return self._stop_columns

    def _follow(self, nodes: tuple[Node, ...]) -> None:
        known = len(self._items)
        for node in nodes:
            item = self._items.get(node.key)
            if item is None:
                item = NodeItem(node, self.images, self._parent_of(node))
                self._items[node.key] = item
                if item.parentItem() is None:
                    self.addItem(item)
            elif item.node is not node:
                item.take(node, self.images)
        if len(self._items) != known or known != len(nodes):
            keys = {node.key for node in nodes}
            for key in [key for key in self._items if key not in keys]:
                self.removeItem(self._items.pop(key))
            self._by_record = {}
            for item in self._items.values():
                record = item.node.record
                if record and item.node.role != "heap":
                    self._by_record.setdefault(record, item)
        self._find_labels()

    def drawn(self) -> tuple[Node, ...]:
        """What is drawn: the layout's nodes, the heads as large as they are drawn."""
        nodes = self.layout.nodes
        if self._enlarged == (1.0, 1.0):
            return nodes
        return (*(node for node in nodes if node.layer not in _ON_HEADS), *self._heads())

    def _heads(self) -> Iterator[Node]:
        """The nodes of heads, bars and corner, as large as they are drawn."""
        if self._enlarged == (1.0, 1.0):
            return (node for node in self.layout.nodes if node.layer in _ON_HEADS)
        return enlarged_heads(self.layout, *self._enlarged)

    def _find_labels(self) -> None:
        """What moves along in bars and heads, and how far: its greatest x and y in its ground."""
        (across, down), found = self._enlarged, self._items.get
        self._labels = []
        for band in self.layout.bands:
            if (item := found(f"label:{band.phase}")) is not None:
                room = max(band.width / across - item.node.width - BAR_INSET, 0.0)
                self._labels.append((item, band.x / across + room, item.node.y))
        for row in self.layout.rows:
            if (item := found(f"label:{row.lane or row.kind}")) is not None:
                room = max(row.height / down - item.node.height - _LABEL_END, 0.0)
                self._labels.append((item, item.node.x, row.y / down + room))

    def _in_heads(self, record: Id) -> bool:
        item = self._by_record.get(record)
        return item is not None and item.parentItem() is not None

    def _parent_of(self, node: Node) -> QGraphicsItem | None:
        """None for what scrolls: the scene finds only items without a parent by their place."""
        parents = {CORNER: self.corner, BARS: self.top, HEADS: self.left}
        return parents.get(node.layer)

    def _ground(self, z: float) -> QGraphicsRectItem:
        item = QGraphicsRectItem()
        item.setZValue(z)
        item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.addItem(item)
        return item

    def _paint_grounds(self) -> None:
        layout, theme = self.layout, self.workspace.theme
        look = (layout.head_width, layout.head_height, layout.width, layout.height, theme)
        if look == self._grounds:
            return  # setting a brush repaints everything, even with the same one
        self._grounds = look
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
        self.setSceneRect(0, 0, layout.width + MARGIN, layout.height + MARGIN)
        self.setBackgroundBrush(QColor(theme.canvas))
