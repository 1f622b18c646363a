"""The bar above the map: what it finds is counted, tinted, walked, replaced."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ops import stops
from cxdesk.views.search.find_bar import FindBar
from cxdesk.views.window.main_window import MainWindow


@pytest.fixture
def bar(window: MainWindow) -> FindBar:
    window.actions_["find"].trigger()
    found = window.map_page.tools.find_bar
    assert found is not None
    return found


def names(workspace: Workspace) -> list[str]:
    order = queries.journey_stops(workspace.store, workspace.journey)
    return [queries.touchpoint(workspace.store, one).name for one in order]


def test_matches_are_counted_tinted_and_walked_around_the_end(
    window: MainWindow, bar: FindBar
) -> None:
    workspace = window.workspace
    QTest.keyClicks(bar.field, "the")
    first = workspace.selected
    total = len(window.view.map_scene.tints.found)
    assert total > 1
    assert bar.count.text() == f"1 of {total}"
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert workspace.selected != first
    assert bar.count.text() == f"2 of {total}"
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == f"{total} of {total}"


def test_esc_leaves_to_the_map_with_the_match_selected(window: MainWindow, bar: FindBar) -> None:
    workspace = window.workspace
    last = queries.journey_stops(workspace.store, workspace.journey)[-1]
    bar.field.setText(queries.touchpoint(workspace.store, last).name)
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert workspace.selected == (last.id,)
    assert window.view.map_scene.tints.found == frozenset()
    assert window.focusWidget() is window.view


def test_what_is_nowhere_is_said_and_nothing_is_replaced(window: MainWindow, bar: FindBar) -> None:
    bar.field.setText("no such thing")
    assert bar.count.text() == "Nothing found"
    assert not bar.all.isEnabled()
    before = names(window.workspace)
    bar.replace_all()
    assert names(window.workspace) == before


def test_replacing_one_goes_on_to_the_next_and_all_is_one_step(
    window: MainWindow, bar: FindBar
) -> None:
    workspace = window.workspace
    before = names(workspace)
    bar.field.setText("the")
    total = len(window.view.map_scene.tints.found)
    bar.open(replacing=True)
    bar.other.setText("Portal")
    QTest.keyClick(bar.other, Qt.Key.Key_Return)
    assert bar.count.text() == f"1 of {total - 1}"
    bar.all.click()
    assert bar.count.text() == "Nothing found"
    workspace.session.history.undo()
    assert len(window.view.map_scene.tints.found) == total - 1
    workspace.session.history.undo()
    assert names(workspace) == before


def test_the_bar_says_where_else_a_touchpoint_is_renamed(window: MainWindow, bar: FindBar) -> None:
    workspace = window.workspace
    first = queries.journey_stops(workspace.store, workspace.journey)[0]
    stops.add_stop(workspace.store, first.place.parent, touchpoint=first.touchpoint)
    bar.open(replacing=True)
    bar.field.setText(queries.touchpoint(workspace.store, first).name)
    assert bar.note.text() == "Renames the touchpoint at all 2 places."


def test_the_action_for_replacing_opens_both_fields_from_any_page(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.show_page("scores")
    window.actions_["replace"].trigger()
    bar = window.map_page.tools.find_bar
    assert bar is not None
    assert bar.other.isVisible()
    assert window.pages.currentWidget() is window.map_page


def test_a_click_on_its_buttons_leaves_the_keys_to_the_field(
    window: MainWindow, bar: FindBar, qtbot: QtBot
) -> None:
    bar.field.setText("the")
    qtbot.mouseClick(bar.on, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.case, Qt.MouseButton.LeftButton)
    qtbot.wait(20)
    assert window.focusWidget() is bar.field


@pytest.mark.parametrize("size", [(1366, 768), (900, 560)])
def test_the_bar_hides_nothing_that_is_found(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    qtbot.wait(20)
    before = window.view.height()
    window.actions_["replace"].trigger()
    bar = window.map_page.tools.find_bar
    assert bar is not None
    assert window.view.height() < before
    bar.field.setText("e")
    view = window.view
    for _ in range(8):
        item = view.map_scene.item_of(bar.current)
        assert item is not None
        shown = view.viewportTransform().mapRect(item.area()).toAlignedRect()
        heads = 0 if item.parentItem() is not None else view.heads.height()
        assert shown.top() >= heads - 1
        where = bar.mapTo(window, bar.rect().bottomLeft()).y()
        assert view.viewport().mapTo(window, shown.topLeft()).y() > where
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
    bar.leave()
    qtbot.waitUntil(lambda: window.view.height() == before)
