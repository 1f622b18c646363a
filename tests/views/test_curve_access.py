"""What a screen reader is told of the emotion curve."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ops import ratings, stops
from cxdesk.models.queries import phases
from cxdesk.models.records import Stop
from cxdesk.views.curve.access import CurveAccess
from cxdesk.views.curve.panel import CurvePanel
from cxdesk.views.map.page import MapPage

Name = QAccessible.Text.Name


@pytest.fixture
def two(empty_workspace: Workspace) -> list[Stop]:
    """Two touchpoints, Search and Board."""
    phase = phases(empty_workspace.store, empty_workspace.journey)[0].id
    return [stops.add_stop(empty_workspace.store, phase, name=name) for name in ("Search", "Board")]


@pytest.fixture
def page(empty_workspace: Workspace, two: list[Stop], qtbot: QtBot) -> MapPage:
    """A map on the screen, and the curve below it."""
    page = MapPage(empty_workspace)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def curve(page: MapPage) -> CurvePanel:
    """The curve below the map."""
    return page.curve


def access(curve: CurvePanel) -> CurveAccess:
    found = QAccessible.queryAccessibleInterface(curve.plot)
    assert isinstance(found, CurveAccess)
    return found


def test_every_rated_touchpoint_is_a_point_with_its_number(
    curve: CurvePanel, empty_workspace: Workspace, two: list[Stop]
) -> None:
    store, chart = empty_workspace.store, access(curve)
    assert chart.role() == QAccessible.Role.Chart
    assert chart.childCount() == 0
    for value in (4, 5):
        ratings.rate(store, two[0].id, value, scale="stars", source="survey")
    point = chart.child(0)
    assert point is not None
    assert chart.childCount() == 1
    assert point.text(Name) == "Search: 4.5 (n = 2)"
    assert chart.indexOfChild(point) == 0
    empty_workspace.select([two[0].id])
    assert point.state().selected
    middle = point.rect().center()
    assert chart.childAt(middle.x(), middle.y()) is point
    empty_workspace.session.history.undo()
    empty_workspace.session.history.undo()
    assert chart.childCount() == 0
    assert not point.isValid()


def test_a_point_stands_where_its_face_is_painted(
    curve: CurvePanel, empty_workspace: Workspace, two: list[Stop]
) -> None:
    for stop, value in zip(two, (1, 5), strict=True):
        ratings.rate(empty_workspace.store, stop.id, value, scale="stars", source="survey")
    low, high = access(curve).child(0), access(curve).child(1)
    assert low is not None
    assert high is not None
    for point, stop in ((low, two[0]), (high, two[1])):
        place = curve.position(stop.id)
        assert place is not None
        assert point.rect().contains(curve.mapToGlobal(place.toPoint()))
    assert low.rect().y() > high.rect().y()
