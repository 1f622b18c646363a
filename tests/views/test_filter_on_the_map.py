"""Filter and saved views: what fails a condition fades, nothing moves, nothing is an edit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxdesk.analysis.filtering import Filter
from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys, views
from cxdesk.models.records import Lane, SavedView
from cxdesk.views.search.filter_panel import FilterPanel
from cxdesk.views.search.filter_tools import FilterTools
from cxdesk.views.search.filter_views import (
    ViewsMenu,
    apply_view,
    as_fields,
    show_everything,
    shown_view,
)
from cxdesk.views.widgets.toggles import ChipToggle
from cxdesk.views.window.main_window import MainWindow


@pytest.fixture
def tools(window: MainWindow) -> FilterTools:
    return window.map_page.tools


@pytest.fixture
def panel(window: MainWindow, tools: FilterTools) -> FilterPanel:
    window.actions_["filter"].trigger()
    assert tools.panel is not None
    return tools.panel


def edits(workspace: Workspace) -> int:
    return len(workspace.store.records)


def pale(window: MainWindow) -> set[Id]:
    scene = window.view.map_scene
    stops = queries.journey_stops(window.workspace.store, window.workspace.journey)
    items = {one.id: scene.item_of(one.id) for one in stops}
    return {stop for stop, item in items.items() if item is not None and item.faded}


def lane(workspace: Workspace, kind: str) -> Lane:
    found = queries.lane_of_kind(workspace.store, workspace.journey, kind)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_bad_faces_leave_the_others_pale_and_nothing_moves(
    window: MainWindow, panel: FilterPanel
) -> None:
    workspace = window.workspace
    before = window.view.map_scene.layout
    panel.faces[0].click()
    panel.faces[1].click()
    assert workspace.lens.filter == Filter(lowest=-1.0, highest=-0.5)
    assert pale(window) == workspace.lens.faded != set()
    assert window.view.map_scene.layout is before
    cards = [
        note.id
        for stop in workspace.lens.faded
        for note in queries.notes_at(workspace.store, stop)
        if (item := window.view.map_scene.item_of(note.id)) is not None and not item.faded
    ]
    assert cards == []


def test_a_face_within_stays_alone_and_one_at_the_end_leaves(panel: FilterPanel) -> None:
    for number in (0, 2):
        panel.faces[number].click()
    assert [one.isChecked() for one in panel.faces] == [True, True, True, False, False]
    panel.faces[1].click()
    assert [one.isChecked() for one in panel.faces] == [False, True, False, False, False]
    panel.faces[1].click()
    assert not any(one.isChecked() for one in panel.faces)


def test_a_channel_is_a_click_or_a_key_and_is_told_until_it_is_cleared(
    window: MainWindow, tools: FilterTools, panel: FilterPanel
) -> None:
    chip = next(one for one in panel.findChildren(ChipToggle) if one.text() == "App")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert window.workspace.lens.filter.conditions == 1
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert tools.filter_button.text() == "Filter: 1 condition"
    assert tools.clear_button.isVisible()
    tools.clear_button.click()
    assert pale(window) == set()
    assert tools.filter_button.text() == "Filter"


def test_a_new_rating_is_filtered_at_once(window: MainWindow) -> None:
    from cxdesk.models.ops import journeys, ratings, stops

    workspace = window.workspace
    phase = journeys.add_phase(workspace.store, workspace.journey, "After")
    stop = stops.add_stop(workspace.store, phase.id, name="New").id
    workspace.lens.filter_by(Filter(highest=-0.5))
    assert stop in pale(window)
    ratings.rate(workspace.store, stop, -2, scale="smileys")
    assert stop not in pale(window)


def test_the_conditions_do_not_stand_over_another_page(
    window: MainWindow, panel: FilterPanel
) -> None:
    assert panel.isVisible()
    window.show_page("scores")
    assert not panel.isVisible()


def test_a_saved_view_brings_filter_and_lanes_back_and_edits_no_lane(
    window: MainWindow, tools: FilterTools
) -> None:
    workspace, store = window.workspace, window.workspace.store
    doing = lane(workspace, "doing")
    workspace.lens.put_aside([doing.id])
    workspace.lens.filter_by(Filter(moments_of_truth=True))
    window.actions_["save_view"].trigger()
    QTest.keyClicks(tools.name, "Moments")
    QTest.keyClick(tools.name, Qt.Key.Key_Return)
    (view,) = store.all(SavedView)
    assert (view.name, view.hidden, view.moments_of_truth) == ("Moments", (doing.id,), True)
    assert tools.views_button.text() == "Moments"
    show_everything(workspace)
    assert tools.views_button.text() == "Views"
    assert doing.id in {row.lane for row in window.view.map_scene.layout.rows}
    apply_view(workspace, view)
    assert doing.id not in {row.lane for row in window.view.map_scene.layout.rows}
    assert workspace.lens.filter == Filter(moments_of_truth=True)
    assert not store.record(doing.id).hidden


def test_views_are_updated_renamed_and_deleted_in_single_steps(
    window: MainWindow, tools: FilterTools
) -> None:
    workspace, store = window.workspace, window.workspace.store
    view = views.save_view(store, workspace.journey, "All", **as_fields(workspace))
    workspace.lens.filter_by(Filter(moments_of_truth=True))
    menu = ViewsMenu(workspace, tools)
    menu._update(view)
    assert store.record(view.id).moments_of_truth
    tools.ask_name(view.id)
    assert tools.name.text() == "All"
    tools.name.setText("Truth")
    QTest.keyClick(tools.name, Qt.Key.Key_Return)
    assert store.record(view.id).name == "Truth"
    told: list[str] = []
    workspace.notice.connect(lambda text, _kind: told.append(text))
    menu._delete(store.record(view.id))
    assert store.all(SavedView) == []
    assert told == ["View “Truth” deleted. Ctrl+Z takes it back."]
    for _ in range(3):
        workspace.session.history.undo()
    assert not store.record(view.id).moments_of_truth


def test_a_lane_hidden_for_everyone_belongs_to_the_view(window: MainWindow) -> None:
    workspace, store = window.workspace, window.workspace.store
    doing = lane(workspace, "doing")
    journeys.hide_lane(store, doing.id, True)
    view = views.save_view(store, workspace.journey, "Short", **as_fields(workspace))
    journeys.hide_lane(store, doing.id, False)
    assert shown_view(workspace) is None
    apply_view(workspace, view)
    assert shown_view(workspace) == view
    assert doing.id not in {row.lane for row in window.view.map_scene.layout.rows}


def test_the_palette_finds_saved_views_by_name(window: MainWindow) -> None:
    workspace = window.workspace
    workspace.lens.filter_by(Filter(moments_of_truth=True))
    views.save_view(workspace.store, workspace.journey, "Zebra", **as_fields(workspace))
    show_everything(workspace)
    palette = window.palette_
    palette.find_anything()
    QTest.keyClicks(palette.field, "zebra")
    assert palette.list.item(0).text() == "Zebra"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert workspace.lens.filter == Filter(moments_of_truth=True)


def test_arrows_pass_over_a_lane_that_is_put_aside_and_finding_does_too(
    window: MainWindow,
) -> None:
    workspace, view = window.workspace, window.view
    first = queries.journey_stops(workspace.store, workspace.journey)[0]
    doing, thinking = lane(workspace, "doing"), lane(workspace, "thinking")
    workspace.lens.put_aside([doing.id])
    workspace.select([first.id])
    view.commands.walk("down")
    chosen = workspace.store.record(workspace.selected[0])
    assert chosen.place.lane == thinking.id
    workspace.select([lane(workspace, "touchpoints").id])
    view.commands.walk("down")
    assert workspace.selected == (thinking.id,)
    assert workspace.lens.hidden == {doing.id}
    hidden = queries.cards(workspace.store, doing.id, first.id)[0]
    window.map_page.tools.open_find()
    bar = window.map_page.tools.find_bar
    assert bar is not None
    bar.field.setText(hidden.text)
    assert hidden.id not in view.map_scene.tints.found


def test_choosing_a_card_by_name_brings_its_lane_back(window: MainWindow) -> None:
    workspace = window.workspace
    first = queries.journey_stops(workspace.store, workspace.journey)[0]
    doing = lane(workspace, "doing")
    workspace.lens.put_aside([doing.id])
    card = queries.cards(workspace.store, doing.id, first.id)[0]
    workspace.select([card.id])
    assert workspace.lens.hidden == frozenset()
    assert window.view.map_scene.item_of(card.id) is not None


def test_showing_hidden_lanes_brings_back_mine_without_an_edit(window: MainWindow) -> None:
    workspace = window.workspace
    workspace.lens.put_aside([lane(workspace, "doing").id])
    before = edits(workspace)
    window.actions_["show_lanes"].trigger()
    assert workspace.lens.hidden == frozenset()
    assert edits(workspace) == before


def test_in_a_small_window_bar_tools_and_conditions_stay_in_sight(
    window: MainWindow, tools: FilterTools, panel: FilterPanel, qtbot: QtBot
) -> None:
    for size in ((760, 420), (400, 280)):
        window.resize(*size)
        qtbot.wait(50)
        assert (window.width(), window.height()) == size
        assert panel.isVisible()
        assert window.rect().contains(panel.geometry())
        assert tools.filter_button.text() == tools.views_button.text() == ""
        for part in (tools.filter_button, tools.views_button):
            assert window.rect().contains(QRect(part.mapTo(window, QPoint()), part.size()))
    window.resize(760, 420)
    tools.open_find(replacing=True)
    qtbot.wait(50)
    bar = tools.find_bar
    assert bar is not None
    assert not panel.isVisible()
    for part in (bar.other, bar.all, bar.close_button):
        assert bar.rect().contains(QRect(part.mapTo(bar, QPoint()), part.size()))


def test_nothing_of_the_filter_stands_over_the_map(
    window: MainWindow, tools: FilterTools, panel: FilterPanel
) -> None:
    """It hid the names of personas; the conditions stand above their button, lowest on screen."""
    view = window.view
    seen = QRect(view.mapTo(window, QPoint()), view.size())
    for part in (tools.filter_button, tools.views_button):
        place = QRect(part.mapTo(window, QPoint()), part.size())
        assert not place.intersects(seen)
        assert window.status.geometry().contains(place)
    button = tools.filter_button.mapTo(window, QPoint())
    assert panel.geometry().bottom() < button.y()
    assert panel.geometry().left() == min(button.x(), window.width() - panel.width() - 8)


def test_the_filter_is_offered_where_the_map_is_and_nowhere_else(
    window: MainWindow, tools: FilterTools
) -> None:
    assert tools.isVisible()
    window.show_page("scores")
    assert not tools.isVisible()
    window.show_page("map")
    assert tools.isVisible()


def test_after_clicks_on_conditions_esc_closes_them(
    window: MainWindow, panel: FilterPanel, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.faces[0], Qt.MouseButton.LeftButton)
    qtbot.wait(20)
    assert window.workspace.lens.filter.lowest == -1.0
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert window.focusWidget() is window.view
