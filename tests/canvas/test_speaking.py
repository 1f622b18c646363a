"""Interfaces for painted widgets, and who deletes them."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cxdesk.canvas.speaking import Painted, Piece, give, is_given

met = QAccessible.queryAccessibleInterface


class Drawing(QWidget):
    """A widget that something is painted on."""

    def draw(self) -> None:
        """What a signal can be connected to."""


@pytest.fixture
def drawing(qtbot: QtBot) -> Drawing:
    """A painted widget that screen readers can meet."""
    made = Drawing()
    give(made, lambda: Painted(made, QAccessible.Role.Chart, "Drawing"))
    return made


def test_a_widget_that_qt_asks_about_again_gets_another_interface(
    drawing: Drawing, qtbot: QtBot
) -> None:
    first, timer = met(drawing), QTimer()
    assert met(drawing) is first
    timer.timeout.connect(drawing.draw)  # its class has another meta-object now
    second = met(drawing)
    assert isinstance(second, Painted)
    assert second is not first
    parts = [access.known("a", Piece) for access in (first, second)]
    assert parts[0] is not parts[1]
    number = id(drawing)
    shiboken6.delete(drawing)
    assert not is_given(number)
    assert not any(shiboken6.isValid(one) for one in (first, second, *parts))
