"""A presented page for those who do not see it: phase, touchpoints with numbers, the curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface

from cxdesk.canvas.speaking import NodePiece, PaintedNodes, give
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.primitives import Node

if TYPE_CHECKING:
    from cxdesk.views.presenting.presentation import Presentation

Role = QAccessible.Role
_ROLES = {
    "phase": Role.Heading,
    "stop": Role.ListItem,
    "curve": Role.Chart,
    "hint": Role.StaticText,
}
"""What is spoken of on a page, by its role in the layout."""


class PresentationAccess(PaintedNodes):
    """A page as a document; the touchpoint that digits rate has the focus."""

    roles = _ROLES

    def __init__(self, shown: Presentation, workspace: Workspace) -> None:
        super().__init__(shown, Role.Document, "")  # the name is the page's
        self.shown, self.workspace = shown, workspace
        self.kind = NodeAccess

    def nodes(self) -> list[Node]:
        """What is spoken of on the page, in the order in which it is read."""
        sheet = self.shown.sheet
        return [node for node in sheet.nodes if node.role in _ROLES] if sheet else []

    def node(self, key: str) -> Node | None:
        """A part by its key, if it is on this page."""
        return next((node for node in self.nodes() if node.key == key), None)

    def chosen(self) -> Node | None:
        """The touchpoint that digits rate."""
        stop = self.workspace.stop
        found = (one for one in self.nodes() if one.role == "stop" and one.record == stop)
        return next(found, None)

    def childCount(self) -> int:
        """How many parts the page has."""
        return len(self.nodes())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """A part."""
        nodes = self.nodes()
        return self.piece(nodes[index]) if 0 <= index < len(nodes) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of a part; -1 if it is not on this page."""
        keys = [node.key for node in self.nodes()]
        found = isinstance(child, NodePiece) and child.key in keys
        return keys.index(child.key) if found else -1  # type: ignore[attr-defined]

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The part at a point of the screen; the curve lies behind the others."""
        pieces = [self.piece(node) for node in self.nodes()]
        hit = [one for one in pieces if one.rect().contains(x, y)]
        return min(hit, key=lambda one: one.rect().width() * one.rect().height(), default=None)


class NodeAccess(NodePiece):
    """One part of the page."""

    def __init__(self, of: PresentationAccess, key: str) -> None:
        super().__init__(of, key)
        self._page = of

    def rect(self) -> QRect:
        """Where it is on the screen."""
        node, shown = self.node, self._page.shown
        if node is None:
            return QRect()
        area = QRectF(QPointF(node.x, node.y), QPointF(node.x + node.width, node.y + node.height))
        placed = shown.page_transform().mapRect(area).toAlignedRect()
        return placed.translated(shown.mapToGlobal(QPoint(0, 0)))

    def state(self) -> QAccessible.State:
        """Of a touchpoint, whether it is the one that digits rate."""
        node, state = self.node, QAccessible.State()
        if node is None:
            state.invalid = 1
        elif node.role == "stop":
            chosen = node.record == self._page.workspace.stop
            state.selectable = state.focusable = 1
            state.selected = int(chosen)
            state.focused = int(chosen and self._page.shown.hasFocus())
        return state


def announce(shown: Presentation, workspace: Workspace) -> None:
    """Give the presentation its interface."""
    give(shown, lambda: PresentationAccess(shown, workspace))


def say(shown: Presentation, text: str) -> None:
    """Let screen readers say a sentence that stands on the page for a while."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(shown, text))
