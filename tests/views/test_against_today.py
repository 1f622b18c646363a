"""A to-be journey shows its target against what is experienced today."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from cxdesk.canvas.commands.copies import duplicate
from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, ratings, stops
from cxdesk.views.curve.lines import curve_lines
from cxdesk.views.inspector.against_today import against_today
from cxdesk.views.inspector.journey_page import JourneyPage
from cxdesk.views.inspector.panel import Inspector
from cxdesk.views.inspector.stop_page import StopPage
from cxdesk.views.widgets.link_row import LinkRow


@pytest.fixture
def to_be(workspace: Workspace) -> Id:
    duplicate(workspace, workspace.journey, to_be=True)
    return workspace.journey


def test_a_to_be_journey_takes_and_shows_targets_and_the_other_experience_again(
    workspace: Workspace, to_be: Id
) -> None:
    assert (workspace.perspective, workspace.shown.perspective) == ("target", "target")
    pair = workspace.store.record(to_be).pair
    workspace.show_journey(pair)
    assert (workspace.perspective, workspace.shown.perspective) == ("experience", "experience")


def test_another_choice_of_perspective_stays(workspace: Workspace) -> None:
    workspace.rate_with(perspective="importance")
    duplicate(workspace, workspace.journey, to_be=True)
    assert workspace.perspective == "importance"


def test_the_curve_has_todays_experience_behind_the_target(
    workspace: Workspace, to_be: Id
) -> None:
    numbers, pair = workspace.numbers, workspace.store.record(to_be).pair
    target, today = curve_lines(workspace)
    assert today.reference and today.above
    workspace.show_journey(pair)
    experienced = numbers.curve(pair, workspace.shown)
    assert [point.valence for point in today.points] == [one.valence for one in experienced]
    stops_of_it = [stop.id for stop in queries.journey_stops(workspace.store, to_be)]
    assert [point.stop for point in today.points] == stops_of_it
    assert [point.stop for point in target.points] == stops_of_it


def test_the_inspector_tells_today_and_target(
    workspace: Workspace, to_be: Id, qtbot: QtBot
) -> None:
    inspector = Inspector(workspace)
    qtbot.addWidget(inspector)
    stop = queries.journey_stops(workspace.store, to_be)[0]
    workspace.select([stop.id])
    page = inspector.page
    assert isinstance(page, StopPage)
    before = page.against.text()
    assert before.startswith("Today 3.6")
    ratings.rate(workspace.store, stop.id, 5.0, scale="stars", perspective="target")
    assert "→ target" in page.against.text()
    assert page.against.text() != before
    phase = stop.place.parent
    new = stops.add_stop(workspace.store, phase, name="New")
    told = against_today(workspace, new.id, stop.origin)
    assert told == {new.id: "New: today's journey does not have it.", stop.origin: ""}


def test_what_is_left_out_can_be_taken_over_with_a_click(
    workspace: Workspace, to_be: Id, qtbot: QtBot
) -> None:
    inspector = Inspector(workspace)
    qtbot.addWidget(inspector)
    store = workspace.store
    first = queries.journey_stops(store, to_be)[0]
    cards.delete_records(store, [first.id])
    page = inspector.page
    assert isinstance(page, JourneyPage) and page.left_out is not None
    assert page.left_out.counts.text() == "14 kept \N{MIDDLE DOT} 0 new \N{MIDDLE DOT} 1 left out"
    item = page.left_out.rows.itemAt(0)
    assert item is not None
    row = item.widget()
    assert isinstance(row, LinkRow)
    row.click()
    assert page.left_out.rows.count() == 0
    assert store.record(workspace.selected[0]).origin == first.origin
