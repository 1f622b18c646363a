"""The dashboard: each finding where its numbers put it, and a way back to the map."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from scipy import stats

from cxdesk.analysis import finding_words
from cxdesk.analysis.matrix import relevance_matrix
from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ops import ratings, stops
from cxdesk.models.records import Figure
from cxdesk.views.numbers.dashboard import DashboardView
from cxdesk.views.numbers.finding_rows import FindingRow, OpportunityRow
from cxdesk.views.numbers.provenance import provenance
from cxdesk.views.widgets.controls import Chip
from cxdesk.views.window.main_window import MainWindow


def shown_view(qtbot: QtBot, workspace: Workspace) -> DashboardView:
    view = DashboardView(workspace)
    qtbot.addWidget(view)
    view.resize(1500, 900)
    view.show()
    return view


def test_every_rated_stop_stands_at_its_valence_and_importance(
    qtbot: QtBot, workspace: Workspace
) -> None:
    view = shown_view(qtbot, workspace)
    matrix = relevance_matrix(
        workspace.store, workspace.journey, workspace.shown, workspace.session.answers
    )
    known = {
        one.stop: one
        for one in matrix.findings
        if one.valence is not None and one.importance is not None
    }
    assert {spot.finding.stop for spot in view.plot.spots} == set(known)
    for spot in view.plot.spots:
        finding = known[spot.finding.stop]
        assert spot.x == pytest.approx(view.plot.picture.plane.x(finding.valence))
        assert spot.y == pytest.approx(view.plot.picture.plane.y(finding.asked.mean))
    ordered = sorted(view.plot.spots, key=lambda spot: spot.x)
    assert [s.finding.valence for s in ordered] == sorted(s.finding.valence for s in ordered)


def test_every_face_has_its_name_whole(qtbot: QtBot, workspace: Workspace) -> None:
    view = shown_view(qtbot, workspace)
    for size in ((1000, 560), (1366, 640), (1872, 960)):
        view.resize(*size)
        named = {one: name for name in view.plot.picture.names for one in name.markers}
        for number, spot in enumerate(view.plot.spots):
            assert spot.finding.name in named[number].text.source
            assert not named[number].text.cut
            x, y, width, height = named[number].area
            assert 0 <= x <= x + width <= view.plot.width()
            assert 0 <= y <= y + height <= view.plot.height()


def test_of_a_crowd_every_number_is_listed_with_its_name_and_leads_to_its_stop(
    qtbot: QtBot, workspace: Workspace
) -> None:
    store = workspace.store
    phase = queries.phases(store, workspace.journey)[0].id
    for number in range(30):
        stop = stops.add_stop(store, phase, name=f"Crowded {number}").id
        for value in (3, 4, 1 + number % 5):
            ratings.rate(store, stop, value, scale="stars", source="survey")
            ratings.rate(
                store, stop, 5 + number % 4, scale="ten", source="survey", perspective="importance"
            )
    view = shown_view(qtbot, workspace)
    spots = view.plot.spots
    assert [spot.number for spot in spots] == list(range(1, len(spots) + 1))
    rows = [row for row in view.findChildren(FindingRow) if row.spot is not None]
    listed = rows[-len(spots):]
    assert [row.spot for row in listed] == list(spots)
    assert [row.accessibleName().split(", ")[:2] for row in listed] == [
        [str(spot.number), spot.finding.name] for spot in spots
    ]
    for row in rows[: -len(spots)]:  # the top lists tell the same number
        assert row.spot is not None
        assert row.spot.finding.stop == row.finding.stop
    with qtbot.waitSignal(view.stop_opened) as opened:
        listed[-1].click()
    assert opened.args == [spots[-1].finding.stop]


def test_pain_points_are_listed_worst_first(qtbot: QtBot, workspace: Workspace) -> None:
    view = shown_view(qtbot, workspace)
    rows = [row for row in view.findChildren(FindingRow) if row.finding.kind == "pain_point"]
    expected = view.matrix.ranked("pain_point")
    assert expected[0].weight == max(one.weight for one in expected)
    assert [row.finding.stop for row in rows] == [one.stop for one in expected[:5]]


def test_opportunities_are_listed_greatest_first(qtbot: QtBot, workspace: Workspace) -> None:
    view = shown_view(qtbot, workspace)
    values = [row.finding.opportunity for row in view.findChildren(OpportunityRow)]
    assert len(values) == 5
    assert values == sorted(values, reverse=True)


def test_a_click_on_a_face_asks_for_its_stop(qtbot: QtBot, workspace: Workspace) -> None:
    view = shown_view(qtbot, workspace)
    spot = view.plot.spots[0]
    with qtbot.waitSignal(view.stop_opened) as asked:
        at = QPoint(round(spot.x), round(spot.y))
        qtbot.mouseClick(view.plot, Qt.MouseButton.LeftButton, pos=at)
    assert asked.args == [spot.finding.stop]
    assert workspace.stop == spot.finding.stop


def test_arrows_walk_the_faces_and_enter_asks_for_a_stop(
    qtbot: QtBot, workspace: Workspace
) -> None:
    view = shown_view(qtbot, workspace)
    view.plot.setFocus()
    stops = [spot.finding.stop for spot in view.plot.spots]
    told: list[str] = []
    view.plot.pointed.connect(lambda stop, at: told.append(stop))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(view.plot, key)
    assert told == [stops[0], stops[1], stops[2], stops[1]]
    assert view.plot.accessibleDescription() == view.plot.spots[1].finding.name
    with qtbot.waitSignal(view.stop_opened) as asked:
        qtbot.keyClick(view.plot, Qt.Key.Key_Return)
    assert asked.args == [stops[1]]
    qtbot.keyClick(view.plot, Qt.Key.Key_Left)
    qtbot.keyClick(view.plot, Qt.Key.Key_Left)
    assert told[-1] == stops[-1]


def test_a_click_on_a_row_asks_for_its_stop(qtbot: QtBot, workspace: Workspace) -> None:
    view = shown_view(qtbot, workspace)
    row = view.findChildren(FindingRow)[0]
    with qtbot.waitSignal(view.stop_opened) as asked:
        row.click()
    assert asked.args == [row.finding.stop]


def test_new_ratings_become_a_pain_point_without_asking(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    workspace = empty_workspace
    phase = queries.phases(workspace.store, workspace.journey)[0]
    good, bad = (
        stops.add_stop(workspace.store, phase.id, name=name).id for name in ("Good", "Bad")
    )
    view = shown_view(qtbot, workspace)
    assert view.plot.spots == ()
    for stop, value, importance in ((good, 2, 3), (bad, -2, 9)):
        for near in (0, 0, 0, 1):
            felt = value - near if value > 0 else value + near
            ratings.rate(workspace.store, stop, felt, scale="smileys")
        ratings.rate(workspace.store, stop, importance, scale="ten", perspective="importance")
    qtbot.waitUntil(lambda: len(view.plot.spots) == 2)
    kinds = {one.name: (one.kind, one.certain) for one in view.matrix.findings}
    assert kinds["Bad"] == ("pain_point", True)
    assert kinds["Good"] == ("", True)


def test_sources_are_counted_as_the_ratings_are(qtbot: QtBot, empty_workspace: Workspace) -> None:
    workspace = empty_workspace
    phase = queries.phases(workspace.store, workspace.journey)[0]
    stop = stops.add_stop(workspace.store, phase.id, name="Website").id
    for source, count in (("interview", 3), ("team_estimate", 2)):
        for _ in range(count):
            ratings.rate(workspace.store, stop, 1, scale="smileys", source=source)
    ratings.rate(
        workspace.store, stop, 4, scale="ten", source="interview", perspective="importance"
    )
    found = provenance(workspace)
    assert found.by_source == (("interview", 4), ("team_estimate", 2))
    assert found.total == 6
    view = shown_view(qtbot, workspace)
    names = [chip.accessibleName() for chip in view.findChildren(Chip)]
    assert names == ["Ratings 6", "Interview 4", "Team estimate 2"]


def test_a_finding_tells_its_mean_scale_and_n_and_says_why_it_is_sure(
    qtbot: QtBot, workspace: Workspace
) -> None:
    view = shown_view(qtbot, workspace)
    row = next(r for r in view.findChildren(FindingRow) if r.finding.kind == "pain_point")
    told = finding_words.experience_told(workspace.store, row.finding, workspace.language)
    assert f"{told} \N{MIDDLE DOT} certain" in row.accessibleName()
    assert row.toolTip().endswith("Certain: the 95% interval lies below neutral.")


def test_the_overall_rating_tells_how_well_it_is_known(qtbot: QtBot, workspace: Workspace) -> None:
    """The sample's report has an NPS of 412 answers without their spread, and a mean with it."""
    view = shown_view(qtbot, workspace)
    tips = [chip.toolTip() for chip in view.findChildren(Chip)][:2]
    assert "no interval: spread not reported, n = 412" in tips[0]
    found = re.search(r"95%: (\d\.\d+) to (\d\.\d+), n = 412", tips[1])
    assert found is not None
    low, high = map(float, found.groups())
    (figure,) = (one for one in workspace.store.all(Figure) if one.statistic == "mean")
    assert figure.sd is not None
    half = stats.t.ppf(0.975, 411) * figure.sd / 412**0.5
    assert (low, high) == pytest.approx((figure.value - half, figure.value + half), abs=0.05)


def test_the_page_opens_without_a_frame_and_tab_leads_into_it(
    qtbot: QtBot, workspace: Workspace
) -> None:
    window = MainWindow(workspace)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    page = window.show_page("dashboard")
    assert isinstance(page, DashboardView)
    assert window.focusWidget() is page
    QTest.keyClick(page, Qt.Key.Key_Tab)
    assert window.focusWidget() is not page
    assert page.isAncestorOf(window.focusWidget())


@pytest.mark.parametrize("count", [1, 2, 5, 6, 12])
def test_no_touchpoint_is_among_the_lowest_and_the_highest_at_once(
    qtbot: QtBot, empty_workspace: Workspace, count: int
) -> None:
    store = empty_workspace.store
    phase = queries.phases(store, empty_workspace.journey)[0].id
    for number in range(count):
        stop = stops.add_stop(store, phase, name=f"T{number}").id
        ratings.rate(store, stop, 1 + number % 5, scale="stars", source="survey")
    view = shown_view(qtbot, empty_workspace)
    listed = [row.finding.name for row in view.findChildren(FindingRow)]
    assert len(listed) == len(set(listed)) == min(count, 10)
