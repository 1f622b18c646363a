"""What the menus of the map offer, and what they do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cxdesk.canvas.view import MapView
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, stops
from cxdesk.views.map.menu import MapMenu, open_menu
from cxdesk.views.window.actions import Actions


@pytest.fixture
def view(empty_workspace: Workspace, qtbot: QtBot) -> MapView:
    """A map with the touchpoint a."""
    made = MapView(empty_workspace)
    qtbot.addWidget(made)
    before = queries.phases(empty_workspace.store, empty_workspace.journey)[0].id
    stops.add_stop(empty_workspace.store, before, name="a")
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def actions(view: MapView) -> Actions:
    made = Actions(view, view)
    made.translate(language("en"))
    made.connect(
        delete=view.commands.delete_selected, show_lanes=view.commands.show_hidden_lanes
    )
    return made


def offered(menu: QMenu) -> list[str]:
    return [one.text() for one in menu.actions() if not one.isSeparator()]


def choose(menu: QMenu, *path: str) -> None:
    for text in path[:-1]:
        submenu = entry(menu, text).menu()
        assert isinstance(submenu, QMenu)
        menu = submenu
    entry(menu, path[-1]).trigger()


def entry(menu: QMenu, text: str) -> QAction:
    return next(one for one in menu.actions() if one.text() == text)


def menu_for(view: MapView, actions: Actions, record: Id, at: QPointF | None = None) -> MapMenu:
    view.workspace.select([record] if record else [])
    return MapMenu(view, actions, record, at or QPointF(0, 0))


def test_a_touchpoint_offers_what_can_be_done_with_it(view: MapView, actions: Actions) -> None:
    stop = queries.journey_stops(view.workspace.store, view.workspace.journey)[0].id
    menu = menu_for(view, actions, stop)
    assert offered(menu) == [
        "Edit text", "Duplicate", "Delete", "Moment of truth", "Micro-moment", "Department",
        "Make a sub-journey", "New touchpoint behind it", "New card below it", "Picture...", "Cut",
        "Copy", "Paste", "Erase for good...",
    ]  # fmt: skip
    choose(menu, "Micro-moment", "Unplanned experience")
    assert view.workspace.store.record(stop).micro_moment == "unplanned"
    choose(menu, "Moment of truth")
    assert view.workspace.store.record(stop).moment_of_truth
    assert entry(menu_for(view, actions, stop), "Moment of truth").isChecked()


def test_a_hidden_lane_is_offered_again_and_comes_back_with_its_cards(
    view: MapView, actions: Actions
) -> None:
    store, journey = view.workspace.store, view.workspace.journey
    lane = queries.lane_of_kind(store, journey, "doing")
    stop = queries.journey_stops(store, journey)[0].id
    assert lane is not None
    cards.add_card(store, lane.id, stop, "walks")
    choose(menu_for(view, actions, lane.id), "Hide lane")
    assert lane.id not in [row.lane for row in view.map_scene.layout.rows]
    choose(menu_for(view, actions, ""), "Show hidden lanes", "Doing")
    assert lane.id in [row.lane for row in view.map_scene.layout.rows]
    assert [one.text for one in queries.cards(store, lane.id, stop)] == ["walks"]
    assert "Show hidden lanes" not in offered(menu_for(view, actions, ""))


def test_all_hidden_lanes_are_shown_again_in_one_step(view: MapView, actions: Actions) -> None:
    store, journey = view.workspace.store, view.workspace.journey
    lanes = queries.lanes(store, journey)
    for lane in lanes[1:4]:
        journeys.hide_lane(store, lane.id, True)
    actions["show_lanes"].trigger()
    assert [lane.hidden for lane in queries.lanes(store, journey)] == [False] * len(lanes)
    view.commands.undo()
    assert [lane.hidden for lane in queries.lanes(store, journey)][1:4] == [True] * 3


def test_a_phase_gets_another_colour_by_its_name(view: MapView, actions: Actions) -> None:
    phase = queries.phases(view.workspace.store, view.workspace.journey)[0].id
    choose(menu_for(view, actions, phase), "Colour", "Green")
    assert view.workspace.store.record(phase).color == 4


def test_a_lane_of_any_kind_is_made_below_the_one_clicked(view: MapView, actions: Actions) -> None:
    store, journey = view.workspace.store, view.workspace.journey
    lane = queries.lane_of_kind(store, journey, "doing")
    assert lane is not None
    choose(menu_for(view, actions, lane.id), "New lane", "Backstage")
    view.typing.finish_editing()
    kinds = [one.kind for one in queries.lanes(store, journey)]
    assert kinds.index("backstage") == kinds.index("doing") + 1


def test_the_empty_map_offers_to_make_things_right_there(view: MapView, actions: Actions) -> None:
    store, layout = view.workspace.store, view.map_scene.layout
    row = next(row for row in layout.rows if row.kind == "thinking")
    column = layout.columns[0]
    at = QPointF(column.middle, row.y + row.height / 2)
    choose(menu_for(view, actions, "", at), "New card here")
    QTest.keyClicks(view.typing.editor, "Really?")
    view.typing.finish_editing()
    assert [one.text for one in queries.cards(store, row.lane, column.stop)] == ["Really?"]
    choose(menu_for(view, actions, "", at), "New phase here")
    QTest.keyClicks(view.typing.editor, "First")
    view.typing.finish_editing()
    names = [one.name for one in queries.phases(store, view.workspace.journey)]
    assert sorted(names) == ["After", "Before", "First"]


@pytest.mark.parametrize("way", ["shift+f10", "menu key", "right click"])
def test_the_menu_opens_by_key_and_by_mouse(
    view: MapView, actions: Actions, qtbot: QtBot, way: str
) -> None:
    view.menu_asked.connect(lambda *asked: open_menu(view, actions, *asked))
    stop = queries.journey_stops(view.workspace.store, view.workspace.journey)[0].id
    view.workspace.select([stop])
    item = view.map_scene.item_of(stop)
    assert item is not None
    spot = view.viewportTransform().map(item.area().center()).toPoint()
    if way == "shift+f10":
        QTest.keyClick(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    else:
        by_mouse = way == "right click"
        reason = QContextMenuEvent.Reason
        screen = view.viewport().mapToGlobal(spot)
        event = QContextMenuEvent(reason.Mouse if by_mouse else reason.Keyboard, spot, screen)
        QApplication.sendEvent(view.viewport() if by_mouse else view, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, MapMenu)
    assert offered(menu)[0] == "Edit text"
    assert menu.activeAction() is not None
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_every_entry_is_translated(view: MapView, actions: Actions) -> None:
    view.workspace.restyle(language=language("de"))
    actions.translate(language("de"))
    stop = queries.journey_stops(view.workspace.store, view.workspace.journey)[0].id
    german = set(offered(menu_for(view, actions, stop)))
    assert "Duplizieren" in german
