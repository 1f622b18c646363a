"""Insights and measures of a touchpoint: made and linked in the inspector, one step each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import findings, journeys
from cxdesk.models.records import Insight, Measure
from cxdesk.views.inspector.insight_list import InsightList
from cxdesk.views.measures.links import MeasureLine, MeasureLinks, measures_for
from cxdesk.views.measures.view import MeasuresView
from cxdesk.views.widgets.insight_box import InsightBox
from cxdesk.views.window.main_window import MainWindow


@pytest.fixture
def stop(workspace: Workspace) -> Id:
    """A stop of the sample that nothing has been found at yet."""
    order = queries.journey_stops(workspace.store, workspace.journey)
    return next(
        one.id for one in order if not queries.insights_about(workspace.store, one.id)
    )


@pytest.fixture
def insights(workspace: Workspace, stop: Id, qtbot: QtBot) -> InsightList:
    made = InsightList(workspace)
    qtbot.addWidget(made)
    made.show_stop(stop)
    workspace.changed.connect(lambda _: made.show_stop(stop))
    made.show()
    return made


def texts(part: InsightList) -> list[str]:
    shown = (part.boxes.itemAt(at).widget() for at in range(part.boxes.count()))
    return [one.text() for one in shown if isinstance(one, InsightBox)]


def test_enter_adds_a_pain_point_that_stands_on_the_map(
    insights: InsightList, workspace: Workspace, stop: Id
) -> None:
    QTest.keyClicks(insights.field, "Nobody answers")
    QTest.keyClick(insights.field, Qt.Key.Key_Return)
    (found,) = queries.insights_about(workspace.store, stop)
    assert (found.kind, found.text) == ("pain_point", "Nobody answers")
    assert found.place is not None
    assert found.place.at == stop
    assert texts(insights) == ["Nobody answers"]
    assert insights.field.text() == ""
    workspace.session.history.undo()
    assert texts(insights) == []


def test_a_strength_has_no_lane_and_is_linked(
    insights: InsightList, workspace: Workspace, stop: Id
) -> None:
    insights.kind.choose("strength")
    insights.field.setText("Warm welcome")
    insights.add()
    (found,) = queries.insights_about(workspace.store, stop)
    assert found.place is None
    assert texts(insights) == ["Warm welcome"]


def test_without_a_lane_in_sight_a_pain_point_is_linked_too(
    insights: InsightList, workspace: Workspace, stop: Id
) -> None:
    lane = queries.lane_of_kind(workspace.store, workspace.journey, "pain_points")
    assert lane is not None
    journeys.hide_lane(workspace.store, lane.id, True)
    insights.field.setText("Nobody answers")
    insights.add()
    (found,) = queries.insights_about(workspace.store, stop)
    assert found.place is None


def test_an_insight_of_another_touchpoint_is_linked_from_the_menu(
    insights: InsightList, workspace: Workspace, stop: Id
) -> None:
    other = next(one for one in workspace.store.all(Insight) if one.text)
    action = next(one for one in insights.link_menu().actions() if one.text() == other.text)
    action.setChecked(True)
    assert queries.insights_about(workspace.store, stop) == [other]
    action.setChecked(False)
    assert queries.insights_about(workspace.store, stop) == []


def test_a_measure_is_made_or_linked_below_its_insight(
    workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    insight = findings.add_insight(workspace.store, stop, "pain_point", "Nobody answers")
    kept = findings.add_measure(workspace.store, "Call back within a day")
    links = MeasureLinks(workspace, insight.id)
    qtbot.addWidget(links)
    wanted: list[str] = []
    workspace.measure_named.connect(wanted.append)
    links.menu().actions()[0].trigger()
    (made,) = measures_for(workspace, insight.id)
    assert (made.title, wanted) == ("Nobody answers", [made.id])
    action = next(one for one in links.menu().actions() if one.text() == kept.title)
    action.setChecked(True)
    links.show_insight(insight.id)
    assert [one.text() for one in links.findChildren(MeasureLine) if not one.isHidden()] == [
        kept.title, made.title,
    ]  # fmt: skip


def test_a_measure_leads_to_its_row_whatever_is_filtered_there(
    workspace: Workspace, qtbot: QtBot
) -> None:
    window = MainWindow(workspace)
    qtbot.addWidget(window)
    window.show()
    page = window.show_page("measures")
    assert isinstance(page, MeasuresView)
    page._states.button("done").click()
    open_one = next(one for one in workspace.store.all(Measure) if one.status == "open")
    window.show_page("map")
    workspace.measure_wanted.emit(open_one.id)
    assert window.header.views.value == "measures"
    assert page.table.currentIndex().data() == open_one.title


def test_a_new_measures_title_is_open_for_typing_with_the_insights_words_in_it(
    workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    window = MainWindow(workspace)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    insight = findings.add_insight(workspace.store, stop, "pain_point", "Nobody answers")
    links = MeasureLinks(workspace, insight.id)
    qtbot.addWidget(links)
    links.menu().actions()[0].trigger()
    page = window.show_page("measures")
    assert isinstance(page, MeasuresView)
    field = page.table.findChild(QLineEdit)
    assert field.selectedText() == "Nobody answers"
    QTest.keyClicks(field, "Answer within a day")
    QTest.keyClick(field, Qt.Key.Key_Return)
    answer = ["Answer within a day"]
    qtbot.waitUntil(
        lambda: [one.title for one in measures_for(workspace, insight.id)] == answer
    )
