"""Into a touchpoint's sub-journey and back: by mark, key, menu and inspector."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import nesting, queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys, stops
from cxdesk.views.inspector.journey_page import JourneyPage
from cxdesk.views.inspector.panel import Inspector
from cxdesk.views.inspector.stop_page import StopPage
from cxdesk.views.inspector.sub_journey_row import NEW
from cxdesk.views.map.breadcrumb import JourneyTrail
from cxdesk.views.map.page import MapPage
from cxdesk.views.widgets.controls import QuietButton
from cxdesk.views.widgets.link_row import LinkRow


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> MapPage:
    made = MapPage(workspace)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def first_stop(workspace: Workspace) -> Id:
    return queries.journey_stops(workspace.store, workspace.journey)[0].id


def steps(trail: JourneyTrail) -> list[str]:
    return [button.text() for button in buttons(trail) if button.text()]


def buttons(trail: JourneyTrail) -> list[QuietButton]:
    found = (trail.row.itemAt(number) for number in range(trail.row.count()))
    widgets = (item.widget() for item in found if item is not None)
    return [one for one in widgets if isinstance(one, QuietButton)]


def test_a_click_on_the_mark_opens_the_journey_and_the_trail_leads_back(
    workspace: Workspace, page: MapPage, qtbot: QtBot
) -> None:
    outer, stop = workspace.journey, first_stop(workspace)
    inner = stops.make_sub_journey(workspace.store, stop)
    assert page.findChild(JourneyTrail) is None
    item = page.view.map_scene.item_of(stop)
    assert item is not None
    corner = item.area().topRight() + QPointF(-16, 18)
    qtbot.mouseClick(
        page.view.viewport(), Qt.MouseButton.LeftButton,
        pos=page.view.viewportTransform().map(corner).toPoint(),
    )  # fmt: skip
    assert workspace.journey == inner.id
    trail = page.findChild(JourneyTrail)
    assert trail is not None and trail.isVisible()
    title = workspace.store.record(outer).title
    assert steps(trail) == [title]  # the journey is called like its touchpoint: it is named once
    journeys.rename_journey(workspace.store, inner.id, "Search")
    name = queries.touchpoint(workspace.store, workspace.store.record(stop)).name
    assert steps(trail) == [title, name]
    qtbot.mouseClick(buttons(trail)[1], Qt.MouseButton.LeftButton)
    assert (workspace.journey, workspace.selected) == (outer, (stop,))
    assert not trail.isVisible()


def test_without_a_sub_journey_a_click_there_selects_the_card(
    workspace: Workspace, page: MapPage, qtbot: QtBot
) -> None:
    stop = first_stop(workspace)
    item = page.view.map_scene.item_of(stop)
    assert item is not None
    corner = item.area().topRight() + QPointF(-16, 18)
    qtbot.mouseClick(
        page.view.viewport(), Qt.MouseButton.LeftButton,
        pos=page.view.viewportTransform().map(corner).toPoint(),
    )  # fmt: skip
    assert workspace.selected == (stop,)


def test_one_comes_back_the_way_one_went(workspace: Workspace, page: MapPage) -> None:
    store = workspace.store
    first, second = (one.id for one in queries.journey_stops(store, workspace.journey)[:2])
    inner = stops.make_sub_journey(store, first)
    stops.open_journey(store, second, inner.id)
    workspace.select([second])
    page.view.commands.open_sub_journey()
    assert workspace.journey == inner.id
    page.view.commands.leave_sub_journey()
    assert workspace.selected == (second,)


def test_a_touchpoint_without_one_says_how_to_get_one(
    workspace: Workspace, page: MapPage, qtbot: QtBot
) -> None:
    workspace.select([first_stop(workspace)])
    with qtbot.waitSignal(workspace.notice) as told:
        page.view.commands.open_sub_journey()
    assert "no sub-journey yet" in told.args[0]
    page.view.commands.new_sub_journey()
    assert len(workspace.way) == 1


def test_the_inspector_makes_links_opens_and_unlinks(
    workspace: Workspace, qtbot: QtBot
) -> None:
    inspector = Inspector(workspace)
    qtbot.addWidget(inspector)
    store, outer, stop = workspace.store, workspace.journey, first_stop(workspace)
    other = journeys.add_journey(store, "Complaint")
    workspace.select([stop])
    page = inspector.page
    assert isinstance(page, StopPage)
    row = page.sub_journey
    row.choice.menu()
    offered = [action.text() for action in row.choice.menu().actions() if action.text()]
    assert offered == ["None", "Complaint", "Make a sub-journey"]
    row.choice.chosen.emit(other.id)
    assert nesting.sub_journey(store, stop) == other
    assert row.choice.text() == "Complaint"
    row.open.click()
    assert workspace.journey == other.id
    shown = inspector.page
    assert isinstance(shown, JourneyPage)
    (link,) = (one for one in shown.findChildren(LinkRow) if not one.isHidden())
    assert workspace.store.record(outer).title in link.text()
    link.click()
    assert (workspace.journey, workspace.selected) == (outer, (stop,))
    row.choice.chosen.emit("")
    assert nesting.sub_journey(store, stop) is None
    row.choice.chosen.emit(NEW)
    assert workspace.way[-1].id == stop


def test_deleting_says_what_stays(workspace: Workspace, page: MapPage, qtbot: QtBot) -> None:
    stop = first_stop(workspace)
    inner = stops.make_sub_journey(workspace.store, stop, "Pay")
    workspace.select([stop])
    with qtbot.waitSignal(workspace.notice) as told:
        page.view.commands.delete_selected()
    assert told.args[0] == "The sub-journey Pay stays in the list of journeys."
    assert workspace.store.visible(inner.id)


def test_the_way_follows_a_renamed_journey(workspace: Workspace, page: MapPage) -> None:
    stop = first_stop(workspace)
    stops.make_sub_journey(workspace.store, stop)
    outer = workspace.journey
    workspace.enter(stop)
    journeys.rename_journey(workspace.store, outer, "Night trains")
    trail = page.findChild(JourneyTrail)
    assert trail is not None
    assert steps(trail)[0] == "Night trains"
    texts = [one.text() for one in trail.findChildren(QLabel)]
    assert texts[-1] == queries.touchpoint(workspace.store, workspace.store.record(stop)).name
