"""The map for those who do not see it: a name, role and state for every piece on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleInterface

from cxdesk.canvas.speaking import NodePiece, PaintedNodes, give, tell_selected
from cxdesk.layout.primitives import Node
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.vocabulary import lane_name

if TYPE_CHECKING:
    from cxdesk.canvas.looking import MapPort

Role = QAccessible.Role
CELL = "cell"
"""The role of the empty cell that the keys are in."""
_ROLES = {
    "stop": Role.ListItem,
    "card": Role.ListItem,
    "phase": Role.ColumnHeader,
    "lane": Role.RowHeader,
    "persona": Role.ListItem,
    CELL: Role.ListItem,
}
"""The nodes that are spoken of, by their role in the layout."""


class MapAccess(PaintedNodes):
    """The map as a list of its phases, touchpoints, cards and lanes; the selected one has focus.

    An empty cell is a piece, the last one, as long as the keys are in it.
    """

    roles = _ROLES

    def __init__(self, view: MapPort) -> None:
        super().__init__(view, Role.List, view.accessibleName())
        self.view = view
        self._shown: tuple[Node, ...] = ()
        self._nodes: list[Node] = []
        self._places: dict[str, int] = {}
        self.kind = NodeAccess

    def nodes(self) -> list[Node]:
        """The pieces that are spoken of, in the layout's order."""
        shown = self.view.map_scene.layout.nodes
        if self._shown is not shown:
            self._shown = shown
            self._nodes = [node for node in shown if node.record and node.role in _ROLES]
            self._places = {node.key: place for place, node in enumerate(self._nodes)}
        cell = self._cell()
        return [*self._nodes, cell] if cell is not None else self._nodes

    def node(self, key: str) -> Node | None:
        """The piece of a key, if it is still there."""
        place, nodes = self.place(key), self.nodes()
        return nodes[place] if place >= 0 else None

    def place(self, key: str) -> int:
        """Where a piece is among the others; -1 if it is no longer there."""
        nodes = self.nodes()
        if nodes and nodes[-1].role == CELL and nodes[-1].key == key:
            return len(nodes) - 1
        return self._places.get(key, -1)

    def chosen(self) -> Node | None:
        """The piece that was selected last, or the empty cell that the keys are in."""
        selected = self.view.workspace.selected
        if not selected:
            return self._cell()
        return self._node_of(selected[-1])

    def _node_of(self, record: Id) -> Node | None:
        return next((node for node in self.nodes() if record and node.record == record), None)

    def told(self, node: Node) -> str:
        """What begins a card in an empty cell."""
        if node.role != CELL:
            return ""
        return self.view.workspace.tr("A letter or Enter begins a card.")

    def _cell(self) -> Node | None:
        """The empty cell that the keys are in, as a piece."""
        workspace, area = self.view.workspace, self.view.map_scene.cell_area()
        if workspace.cell is None or area is None:
            return None
        store, (lane, stop) = workspace.store, workspace.cell
        name = workspace.tr(
            "Empty, {lane}, {name}",
            lane=lane_name(store.record(lane), workspace.language),
            name=queries.touchpoint(store, store.record(stop)).name,
        )
        place = area.x(), area.y(), area.width(), area.height()
        return Node(f"{CELL} {lane} {stop}", CELL, 0, *place, (), name=name)

    def childCount(self) -> int:
        """The pieces, then the widgets inside."""
        return len(self.nodes()) + super().childCount()

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """A piece, or a widget behind them."""
        nodes = self.nodes()
        if 0 <= index < len(nodes):
            return self.piece(nodes[index])
        return super().child(index - len(nodes))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of a piece or widget."""
        if isinstance(child, NodePiece):
            return self.place(child.key)
        found = super().indexOfChild(child)
        return found + len(self.nodes()) if found >= 0 else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The piece at a point of the screen."""
        port = self.view.viewport()
        at = port.mapFromGlobal(QRect(x, y, 1, 1).topLeft())
        record = self.view.map_scene.record_at(self.view.to_map(at.toPointF()))
        found = self._node_of(record)
        return self.piece(found) if found is not None else None


class NodeAccess(NodePiece):
    """One piece of the map."""

    def __init__(self, of: MapAccess, key: str) -> None:
        super().__init__(of, key)
        self._view = of.view

    def rect(self) -> QRect:
        """Where it is on the screen."""
        node, view = self.node, self._view
        if node is not None and node.role == CELL:
            place: QRectF | None = QRectF(node.x, node.y, node.width, node.height)
        else:
            item = view.map_scene.item_of(node.record) if node else None
            place = item.area() if item is not None else None
        if place is None:
            return QRect()
        area = view.viewportTransform().mapRect(place).toAlignedRect()
        return QRect(view.viewport().mapToGlobal(area.topLeft()), area.size())

    def state(self) -> QAccessible.State:
        """Whether it is selected, and whether it can be seen."""
        view, node, state = self._view, self.node, QAccessible.State()
        if node is None:
            state.invalid = 1
            return state
        in_cell = node.role == CELL
        here = in_cell or view.workspace.selected[-1:] == (node.record,)
        state.focusable = 1
        state.selectable = state.multiSelectable = int(not in_cell)
        state.selected = int(node.record in view.workspace.selected)
        state.focused = int(view.hasFocus() and here)
        port = view.viewport()
        seen = QRect(port.mapToGlobal(port.rect().topLeft()), port.size())
        state.offscreen = int(not seen.intersects(self.rect()))
        return state


def announce(view: MapPort) -> None:
    """Give a map its interface, and tell screen readers when another piece is selected."""
    give(view, lambda: MapAccess(view))
    view.workspace.selection_changed.connect(lambda: tell_selected(view))
