"""A presented page for those who do not see it: phase, touchpoints with numbers, the curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)

from cxdesk.canvas.speaking import Painted, Piece, give, is_given
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.primitives import Node

if TYPE_CHECKING:
    from cxdesk.views.presentation import Presentation

Role = QAccessible.Role
_ROLES = {
    "phase": Role.Heading,
    "stop": Role.ListItem,
    "curve": Role.Chart,
    "hint": Role.StaticText,
}
"""What is spoken of on a page, by its role in the layout."""


class PresentationAccess(Painted):
    """A page as a document; the touchpoint that digits rate has the focus."""

    def __init__(self, shown: Presentation, workspace: Workspace) -> None:
        super().__init__(shown, Role.Document, "")  # the name is the page's
        self.shown, self.workspace = shown, workspace

    def nodes(self) -> list[Node]:
        """What is spoken of on the page, in the order in which it is read."""
        sheet = self.shown.sheet
        return [node for node in sheet.nodes if node.role in _ROLES] if sheet else []

    def piece(self, node: Node) -> NodeAccess:
        """The interface of a part, always the same one."""
        found = self.known(node.key, NodeAccess)
        assert isinstance(found, NodeAccess)
        return found

    def selected(self) -> NodeAccess | None:
        """The touchpoint that digits rate."""
        chosen = self.workspace.stop
        found = (one for one in self.nodes() if one.role == "stop" and one.record == chosen)
        node = next(found, None)
        return self.piece(node) if node is not None else None

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
        found = isinstance(child, NodeAccess) and child.key in keys
        return keys.index(child.key) if found else -1  # type: ignore[attr-defined]

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The part at a point of the screen; the curve lies behind the others."""
        pieces = [self.piece(node) for node in self.nodes()]
        hit = [one for one in pieces if one.rect().contains(x, y)]
        return min(hit, key=lambda one: one.rect().width() * one.rect().height(), default=None)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """What the keyboard is at."""
        piece = self.selected() if self.shown.hasFocus() else None
        return piece if piece is not None else super().focusChild()


class NodeAccess(Piece):
    """One part of the page."""

    def __init__(self, of: PresentationAccess, key: str) -> None:
        super().__init__(of, key)
        self._page, self.key = of, key

    @property
    def _node(self) -> Node | None:
        return next((node for node in self._page.nodes() if node.key == self.key), None)

    def isValid(self) -> bool:
        """Whether it is on the page that is shown."""
        return self._node is not None

    def role(self) -> QAccessible.Role:
        """What it is."""
        node = self._node
        return _ROLES[node.role] if node else Role.NoRole

    def text(self, kind: QAccessible.Text) -> str:
        """Its name: of a touchpoint with its number."""
        node = self._node
        return node.name if node and kind == QAccessible.Text.Name else ""

    def rect(self) -> QRect:
        """Where it is on the screen."""
        node, shown = self._node, self._page.shown
        if node is None:
            return QRect()
        area = QRectF(QPointF(node.x, node.y), QPointF(node.x + node.width, node.y + node.height))
        placed = shown.page_transform().mapRect(area).toAlignedRect()
        return placed.translated(shown.mapToGlobal(QPoint(0, 0)))

    def state(self) -> QAccessible.State:
        """Of a touchpoint, whether it is the one that digits rate."""
        node, state = self._node, QAccessible.State()
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


def tell_selected(shown: Presentation) -> None:
    """Tell screen readers at which touchpoint the keyboard is."""
    if not QAccessible.isActive() or not is_given(id(shown)) or not shown.hasFocus():
        return
    access = QAccessible.queryAccessibleInterface(shown)
    piece = access.selected() if isinstance(access, PresentationAccess) else None
    if piece is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(piece, QAccessible.Event.Focus))


def say(shown: Presentation, text: str) -> None:
    """Let screen readers say a sentence that stands on the page for a while."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(shown, text))
