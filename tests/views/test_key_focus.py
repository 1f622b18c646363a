"""Whoever clicks beside the map goes on with its keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.app import build
from cxdesk.models import queries
from cxdesk.session import Session
from cxdesk.templates import records
from cxdesk.views.rating.buttons import RatingButton
from cxdesk.views.widgets.choice import Choice
from cxdesk.views.widgets.fields import TextField
from cxdesk.views.window.main_window import MainWindow


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    file = tmp_path / "keys.cxdesk"
    Session.create(file, records("sample", "en")).close()
    made = build(file)
    made.show()
    qtbot.waitUntil(made.view.hasFocus)
    store, journey = made.workspace.store, made.workspace.journey
    made.workspace.select([queries.journey_stops(store, journey)[0].id])
    yield made
    made.close()


def click(widget: QWidget) -> None:
    """Press and release as a mouse does: the focus goes with the press."""
    where = widget.rect().center()
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=where)


def test_after_rating_by_a_click_the_keys_are_the_maps(window: MainWindow, qtbot: QtBot) -> None:
    click(window.right.findChild(RatingButton))
    qtbot.waitUntil(window.view.hasFocus)


def test_after_a_click_on_the_curve_the_keys_are_the_maps(window: MainWindow, qtbot: QtBot) -> None:
    plot = window.map_page.curve.plot
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    qtbot.waitUntil(window.view.hasFocus)


def test_after_a_menu_opened_by_a_click_the_keys_are_the_maps(
    window: MainWindow, qtbot: QtBot
) -> None:
    click(next(one for one in window.right.findChildren(Choice) if one.isVisible()))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.focusWidget() is window.view)


def test_a_button_reached_with_the_keyboard_keeps_the_keys(
    window: MainWindow, qtbot: QtBot
) -> None:
    button = window.right.findChild(RatingButton)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    qtbot.wait(1)
    assert button.hasFocus()


def test_escape_leads_from_a_text_back_to_the_map(window: MainWindow, qtbot: QtBot) -> None:
    field = window.right.findChild(TextField)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.view.hasFocus()


def test_the_first_touchpoint_of_an_empty_map_stands_in_its_first_phase(
    tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "first.cxdesk"
    Session.create(file, records("lifecycle", "en", "First")).close()
    made = build(file)
    made.show()
    made.view.commands.new_touchpoint()
    QTest.keyClicks(made.view.typing.editor, "Advert")
    made.view.typing.finish_editing()
    store, journey = made.workspace.store, made.workspace.journey
    first = queries.phases(store, journey)[0]
    assert [queries.touchpoint(store, one).name for one in queries.stops(store, first.id)] == [
        "Advert"
    ]
    made.close()
