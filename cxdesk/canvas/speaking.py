"""What is painted rather than made of widgets, for those who do not see it.

Pieces of a QGraphicsView are invisible to screen readers until a factory gives them interfaces;
Qt keeps no Python reference to these, so the ones handed out are kept here.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget


class Piece(QAccessibleInterface):
    """A part of a painted widget, without parts of its own."""

    def __init__(self, of: QAccessibleInterface) -> None:
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


_given: dict[int, QAccessibleInterface] = {}
"""The interface of each painted widget, by the widget's ``id``."""


def give(widget: QWidget, access: QAccessibleInterface) -> None:
    """Let screen readers meet a widget through this interface, as long as it lives."""
    _install()
    number = id(widget)
    _given[number] = access
    widget.destroyed.connect(lambda: _given.pop(number, None))


def is_given(number: int) -> bool:
    """Whether the widget with this ``id`` is still there."""
    return number in _given


@cache
def _install() -> None:
    QAccessible.installFactory(lambda _name, of: _given.get(id(of)))
