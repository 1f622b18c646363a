"""Both journeys in the map's place: opened, selected from, left again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from pytestqt.qtbot import QtBot

from cxdesk.canvas.commands.copies import duplicate
from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, stops
from cxdesk.views.map.page import MapPage
from cxdesk.views.map.pair_page import PairPage


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> MapPage:
    made = MapPage(workspace)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def shown(page: MapPage, workspace: Workspace) -> PairPage:
    duplicate(workspace, workspace.journey, to_be=True)
    page.compare()
    found = page.findChild(PairPage)
    assert found is not None
    return found


def click(shown: PairPage, stop: Id, qtbot: QtBot) -> None:
    assert shown.view.sheet is not None
    node = next(
        one for one in shown.view.sheet.nodes if one.record == stop and one.role == "stop"
    )
    at = QRectF(node.x, node.y, node.width, node.height).center()
    point = shown.view.mapFromScene(at)
    qtbot.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_it_takes_the_maps_place_and_esc_gives_it_back(
    page: MapPage, shown: PairPage, qtbot: QtBot
) -> None:
    assert shown.isVisible() and not page.splitter.isVisible()
    assert "Connection search: Today 2.3 → target" in shown.view.accessibleDescription()
    qtbot.keyClick(shown.view, Qt.Key.Key_Escape)
    assert page.splitter.isVisible() and not shown.isVisible()


def test_a_click_on_either_journey_selects_the_touchpoint_to_be(
    workspace: Workspace, shown: PairPage, qtbot: QtBot
) -> None:
    stop = queries.journey_stops(workspace.store, workspace.journey)[1]
    click(shown, stop.id, qtbot)
    assert workspace.selected == (stop.id,)
    workspace.select([])
    click(shown, stop.origin, qtbot)
    assert workspace.selected == (stop.id,)
    qtbot.keyClick(shown.view, Qt.Key.Key_Right)
    following = queries.journey_stops(workspace.store, workspace.journey)[2]
    assert workspace.selected == (following.id,)


def test_what_is_left_out_says_how_it_comes_back(
    workspace: Workspace, shown: PairPage, qtbot: QtBot
) -> None:
    stop = queries.journey_stops(workspace.store, workspace.journey)[1]
    cards.delete_records(workspace.store, [stop.id])
    qtbot.wait(20)
    with qtbot.waitSignal(workspace.notice) as told:
        click(shown, stop.origin, qtbot)
    assert told.args[0].startswith("Left out")
    assert workspace.selected == ()


def test_an_edit_is_seen_and_a_journey_without_a_pair_leads_back_to_the_map(
    workspace: Workspace, page: MapPage, shown: PairPage, qtbot: QtBot
) -> None:
    sheet = shown.view.sheet
    phase = queries.phases(workspace.store, workspace.journey)[0]
    stops.add_stop(workspace.store, phase.id, name="New")
    qtbot.waitUntil(lambda: shown.view.sheet is not sheet)
    assert shown.view.sheet is not None and sheet is not None
    assert shown.view.sheet.width > sheet.width
    pair = workspace.store.record(workspace.journey).pair
    journeys.delete_journey(workspace.store, pair)
    qtbot.waitUntil(lambda: page.splitter.isVisible())


def test_an_as_is_journey_says_what_is_needed(
    workspace: Workspace, page: MapPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.notice) as told:
        page.compare()
    assert "to-be journey" in told.args[0]
    assert page.splitter.isVisible()
