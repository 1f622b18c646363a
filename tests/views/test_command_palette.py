"""What the command palette finds, and where it leads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cxdesk.models import queries
from cxdesk.models.ops import findings, journeys, library, personas, stops
from cxdesk.views.search.command_palette import CommandPalette
from cxdesk.views.search.fuzzy import match
from cxdesk.views.window.main_window import MainWindow


@pytest.fixture
def palette(window: MainWindow) -> CommandPalette:
    return window.palette_


def found(palette: CommandPalette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def search(palette: CommandPalette, text: str) -> list[str]:
    palette.field.clear()
    QTest.keyClicks(palette.field, text)
    return found(palette)


def enter(palette: CommandPalette) -> None:
    QTest.keyClick(palette.field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("exp", "Export", "Full experience"),
        ("map", "Fit map", "Roadmaps"),
        ("gate", "Gate", "Gate position"),
        ("uber", "Über uns", "Tuberculosis"),
        ("ftm", "Fit map", "Further down the mountain"),
    ],
)
def test_the_nearer_name_comes_first(query: str, better: str, worse: str) -> None:
    first, second = match(query, better), match(query, worse)
    assert first is not None
    assert second is None or first > second


def test_words_may_come_in_any_order_and_letters_may_not() -> None:
    assert match("map fit", "Fit map") is not None
    assert match("pam", "Fit map") is None
    assert match("", "Fit map") is not None


def test_an_action_is_found_by_a_few_letters_and_done(
    window: MainWindow, palette: CommandPalette
) -> None:
    palette.find_anything()
    assert search(palette, "dashb")[0] == "Dashboard"
    enter(palette)
    assert not palette.isVisible()
    assert window.header.views.value == "dashboard"


def test_every_action_of_the_menus_can_be_found(
    window: MainWindow, palette: CommandPalette
) -> None:
    from cxdesk.views.window.actions import SPECS

    palette.find_anything()
    for spec in SPECS:
        if spec.name != "palette" and window.actions_[spec.name].isEnabled():
            assert spec.text.rstrip(".") in search(palette, spec.text.rstrip("."))


def test_a_touchpoint_of_another_journey_is_shown_where_it_is(
    window: MainWindow, palette: CommandPalette
) -> None:
    workspace = window.workspace
    other = journeys.add_journey(workspace.store, "Other")
    phase = journeys.add_phase(workspace.store, other.id, "There")
    stop = stops.add_stop(workspace.store, phase.id, name="Zeppelin")
    window.show_page("scores")
    palette.find_anything()
    assert search(palette, "zeppelin") == ["Zeppelin"]
    enter(palette)
    assert workspace.journey == other.id
    assert workspace.selected == (stop.id,)
    assert window.header.views.value == "map"


def test_arrows_choose_and_what_nobody_is_called_says_so(
    window: MainWindow, palette: CommandPalette
) -> None:
    palette.find_anything()
    search(palette, "zoom")
    assert palette.list.currentRow() == 0
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentRow() == 0
    assert search(palette, "xyzzyx") == []
    assert palette.nothing.isVisible()
    enter(palette)
    assert not palette.isVisible()


def test_the_keyboard_goes_back_to_the_map(
    window: MainWindow, palette: CommandPalette, qtbot: QtBot
) -> None:
    window.activateWindow()
    window.view.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.view)
    QTest.keyClick(window.view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is palette.field)
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.view


def test_a_click_on_search_leaves_the_keys_to_the_map_afterwards(
    window: MainWindow, palette: CommandPalette, qtbot: QtBot
) -> None:
    window.activateWindow()
    window.view.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.view)
    button = window.header.findChild(QPushButton, "searchButton")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert palette.isVisible()
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.view


def test_everything_with_a_name_is_found_and_leads_there(
    window: MainWindow, palette: CommandPalette
) -> None:
    workspace, store = window.workspace, window.workspace.store
    measure = findings.add_measure(store, "Zulu measure")
    unused = library.add_touchpoint(store, "Zulu desk")
    stop = queries.journey_stops(store, workspace.journey)[0]
    strength = findings.add_insight(store, stop.id, "strength", "Zulu welcome")
    persona = personas.add_persona(store, "Zulu person", journey=workspace.journey)
    for name, page, selected in (
        ("Zulu measure", "measures", None),
        ("Zulu desk", "touchpoints", None),
        ("Zulu welcome", "map", strength.id),
        ("Zulu person", "map", persona.id),
    ):
        palette.find_anything()
        assert search(palette, name)[0] == name
        enter(palette)
        assert window.page == page
        assert selected is None or workspace.selected == (selected,)
    measures = window.show_page("measures")
    assert measures.table.currentIndex().siblingAtColumn(0).data() == measure.title
    touchpoints = window.show_page("touchpoints")
    assert touchpoints.library.chosen() == [unused.id]


def test_a_touchpoint_of_the_library_is_put_behind_the_selected_one(
    window: MainWindow, palette: CommandPalette
) -> None:
    workspace, store = window.workspace, window.workspace.store
    made = library.add_touchpoint(store, "Zulu desk")
    first, second = queries.journey_stops(store, workspace.journey)[:2]
    workspace.select([first.id])
    window.actions_["reuse_touchpoint"].trigger()
    assert found(palette)[0] == "Zulu desk"  # what the journey does not have yet comes first
    enter(palette)
    order = [one.touchpoint for one in queries.journey_stops(store, workspace.journey)]
    assert order[:3] == [first.touchpoint, made.id, second.touchpoint]
    assert workspace.stop == queries.stops_of(store, made.id)[0].id
    workspace.session.history.undo()
    assert queries.stops_of(store, made.id) == []


def test_in_a_low_window_the_whole_list_is_in_sight(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(683, 384)
    qtbot.wait(20)
    palette = window.palette_
    palette.find_anything()
    qtbot.wait(20)
    assert window.height() == 384
    assert palette.geometry().bottom() < window.height()
    assert palette.list.height() // palette.list.sizeHintForRow(0) == 6
