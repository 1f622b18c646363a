"""What is painted rather than made of widgets, for those who do not see it.

Pieces of a QGraphicsView are invisible to screen readers until a factory gives them interfaces.
Python keeps them as long as their widget lives; Qt deletes them after that, and only Qt may: an
interface that Python lets go of first would be deleted twice, and the program with it.

The factory makes another interface each time that it is asked. Qt (6.11) knows a widget's
interface by the widget's meta-object, and PySide replaces that when a signal is connected to a
method: Qt then asks again for the same widget, keeps what it gets beside the first, and deletes
both with the widget. The same interface given twice ended the program when its window closed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from cxdesk.layout.primitives import Node


class Piece(QAccessibleInterface):
    """A part of a painted widget, without parts of its own."""

    def __init__(self, of: Painted, key: Hashable) -> None:
        super().__init__()
        self._of = of

    def object(self) -> QObject | None:  # type: ignore[override]
        """Nothing of Qt's stands behind it."""
        return None

    def parent(self) -> QAccessibleInterface:
        """The widget that it is painted on."""
        return self._of

    def childCount(self) -> int:
        """It has no parts."""
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """It has no parts."""
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """It has no parts."""
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """It has no parts."""
        return -1

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing painted can be spoken to."""


class Painted(QAccessibleWidget):
    """A widget whose parts are painted."""

    def __init__(self, widget: QWidget, role: QAccessible.Role, name: str) -> None:
        super().__init__(widget, role, name)
        self._known: dict[Hashable, Piece] = {}
        self._numbers: list[int] = []

    def known(self, key: Hashable, make: type[Piece]) -> Piece:
        """The interface of a part, always the same one; made when it is first asked for."""
        if key not in self._known:
            made = self._known[key] = make(self, key)
            self._numbers.append(QAccessible.registerAccessibleInterface(made))
        return self._known[key]

    def forget(self) -> None:
        """The widget goes, and its parts with it."""
        for number in self._numbers:
            QAccessible.deleteAccessibleInterface(number)


class NodePiece(Piece):
    """One node; where it is and what it is like now, its kind says."""

    def __init__(self, of: PaintedNodes, key: str) -> None:
        super().__init__(of, key)
        self._nodes, self.key = of, key

    @property
    def node(self) -> Node | None:
        """The node as it is laid out now; None if it is gone."""
        return self._nodes.node(self.key)

    def isValid(self) -> bool:
        """Whether it is still there."""
        return self.node is not None

    def role(self) -> QAccessible.Role:
        """What it is."""
        node = self.node
        return self._nodes.roles[node.role] if node else QAccessible.Role.NoRole

    def text(self, kind: QAccessible.Text) -> str:
        """Its name: for a touchpoint with its number."""
        node = self.node
        if node and kind == QAccessible.Text.Description:
            return self._nodes.told(node)
        return node.name if node and kind == QAccessible.Text.Name else ""


class PaintedNodes(Painted):
    """A widget that shows a layout; one of its nodes may have the keyboard."""

    roles: Mapping[str, QAccessible.Role]
    """The nodes that are spoken of, by their role in the layout."""
    kind: type[NodePiece]

    def __init__(self, widget: QWidget, role: QAccessible.Role, name: str) -> None:
        super().__init__(widget, role, name)
        self._widget = widget

    def nodes(self) -> Sequence[Node]:
        """The nodes that are spoken of, in the order in which they are read."""
        raise NotImplementedError

    def node(self, key: str) -> Node | None:
        """The node of a key; None if there is none."""
        raise NotImplementedError

    def chosen(self) -> Node | None:
        """The node at which the keyboard is."""
        raise NotImplementedError

    def told(self, node: Node) -> str:
        """What is said of a node behind its name."""
        return ""

    def piece(self, node: Node) -> NodePiece:
        """The interface of a node, always the same one."""
        found = self.known(node.key, self.kind)
        assert isinstance(found, NodePiece)
        return found

    def selected(self) -> NodePiece | None:
        """The interface of the node at which the keyboard is."""
        node = self.chosen()
        return self.piece(node) if node is not None else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """What the keyboard is at."""
        piece = self.selected() if self._widget.hasFocus() else None
        return piece if piece is not None else super().focusChild()


class _Given(NamedTuple):
    """How the interfaces of a painted widget are made, and those that were."""

    make: Callable[[], Painted]
    made: list[Painted]


_given: dict[int, _Given] = {}
"""By the widget's ``id``."""
_leaving: list[Painted] = []
"""Those whose widgets are being destroyed: Qt deletes them right after it has said so."""


def give(widget: QWidget, make: Callable[[], Painted]) -> None:
    """Let screen readers meet a widget through what this makes, as long as the widget lives."""
    _install()
    number = id(widget)
    _given[number] = _Given(make, [])
    widget.destroyed.connect(lambda: _let_go(number))


def _let_go(number: int) -> None:
    given = _given.pop(number, None)
    if given is None:
        return
    for access in given.made:
        access.forget()
    _leaving.extend(given.made)
    if QCoreApplication.instance() is not None and not QCoreApplication.closingDown():
        QTimer.singleShot(0, _leaving.clear)


def is_given(number: int) -> bool:
    """Whether the widget with this ``id`` is still there."""
    return number in _given


def tell_selected(widget: QWidget) -> None:
    """Tell screen readers at which node of a widget the keyboard is."""
    if not QAccessible.isActive() or not is_given(id(widget)) or not widget.hasFocus():
        return
    access = QAccessible.queryAccessibleInterface(widget)
    piece = access.selected() if isinstance(access, PaintedNodes) else None
    if piece is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(piece, QAccessible.Event.Focus))


@cache
def _install() -> None:
    QAccessible.installFactory(lambda _name, of: _meet(id(of)))


def _meet(number: int) -> Painted | None:
    given = _given.get(number)
    if given is None:
        return None
    given.made.append(given.make())
    return given.made[-1]
