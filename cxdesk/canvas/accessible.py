"""The map for those who do not see it: a name, role and state for every piece on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface

from cxdesk.canvas.speaking import NodePiece, PaintedNodes, give, tell_selected
from cxdesk.layout.primitives import Node
from cxdesk.models.ids import Id

if TYPE_CHECKING:
    from cxdesk.canvas.looking import MapPort

Role = QAccessible.Role
_ROLES = {
    "stop": Role.ListItem,
    "card": Role.ListItem,
    "phase": Role.ColumnHeader,
    "lane": Role.RowHeader,
    "persona": Role.ListItem,
}
"""The nodes that are spoken of, by their role in the layout."""


class MapAccess(PaintedNodes):
    """The map as a list of its phases, touchpoints, cards and lanes; the selected one has focus."""

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
        return self._nodes

    def node(self, key: str) -> Node | None:
        """The piece of a key, if it is still there."""
        place = self.place(key)
        return self._nodes[place] if place >= 0 else None

    def place(self, key: str) -> int:
        """Where a piece is among the others; -1 if it is no longer there."""
        self.nodes()
        return self._places.get(key, -1)

    def chosen(self) -> Node | None:
        """The piece that was selected last."""
        selected = self.view.workspace.selected
        return self._node_of(selected[-1]) if selected else None

    def _node_of(self, record: Id) -> Node | None:
        return next((node for node in self.nodes() if record and node.record == record), None)

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
        item = view.map_scene.item_of(node.record) if node else None
        if item is None:
            return QRect()
        area = view.viewportTransform().mapRect(item.area()).toAlignedRect()
        return QRect(view.viewport().mapToGlobal(area.topLeft()), area.size())

    def state(self) -> QAccessible.State:
        """Whether it is selected, and whether it can be seen."""
        view, node, state = self._view, self.node, QAccessible.State()
        if node is None:
            state.invalid = 1
            return state
        state.selectable = state.focusable = state.multiSelectable = 1
        state.selected = int(node.record in view.workspace.selected)
        state.focused = int(view.hasFocus() and view.workspace.selected[-1:] == (node.record,))
        port = view.viewport()
        seen = QRect(port.mapToGlobal(port.rect().topLeft()), port.size())
        state.offscreen = int(not seen.intersects(self.rect()))
        return state


def announce(view: MapPort) -> None:
    """Give a map its interface, and tell screen readers when another piece is selected."""
    give(view, lambda: MapAccess(view))
    view.workspace.selection_changed.connect(lambda: tell_selected(view))
