"""Keys zoom to round numbers, and what is selected stays in sight."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication

from cxdesk.canvas.overview import LARGEST, SMALLEST, next_zoom
from cxdesk.canvas.view import MapView
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, stops


@pytest.fixture
def wide(view: MapView) -> list[Id]:
    """40 touchpoints, each with a card below it."""
    store, journey = view.workspace.store, view.workspace.journey
    phases = [phase.id for phase in queries.phases(store, journey)]
    lanes = [lane.id for lane in queries.lanes(store, journey) if lane.kind == "opportunities"]
    with store.transaction("fill"):
        for number in range(37):
            stops.add_stop(store, phases[number * 2 // 37], name=f"What is met {number}")
        made = [stop.id for stop in queries.journey_stops(store, journey)]
        for stop in made:
            cards.add_card(store, lanes[0], stop, "A sentence about what happens here")
    view.workspace.select([])
    view.fit_map()
    QApplication.processEvents()
    return made


def free(view: MapView) -> QRectF:
    return QRectF(view.viewport().rect()).adjusted(view.heads.width(), view.heads.height(), 0, 0)


def place(view: MapView, record: Id) -> QRectF:
    item = view.map_scene.item_of(record)
    assert item is not None
    return view.viewportTransform().mapRect(item.area())


@pytest.mark.parametrize("goal", [0.5, 0.75, 1.0, 1.5, 2.0])
def test_round_zooms_are_met_both_ways(goal: float) -> None:
    for zoom, up in ((0.113, True), (LARGEST, False)):
        met = [zoom]
        while SMALLEST < met[-1] < LARGEST or len(met) == 1:
            met.append(next_zoom(met[-1], up=up))
        assert goal in met
        assert all(0.6 < after / before < 1.6 for before, after in pairwise(met))


def test_a_zoom_between_two_goes_to_the_next_one() -> None:
    assert next_zoom(0.97, up=True) == 1.0
    assert next_zoom(0.999, up=True) == 1.25  # it looked like 100 % already
    assert next_zoom(1.37, up=False) == 1.25
    assert next_zoom(LARGEST, up=True) == LARGEST
    assert next_zoom(SMALLEST, up=False) == SMALLEST


@pytest.mark.parametrize("number", [0, 20, 39])
@pytest.mark.parametrize("role", ["stop", "card"])
def test_what_is_selected_stays_in_sight(
    view: MapView, wide: list[Id], number: int, role: str
) -> None:
    x = view.map_scene.layout.columns[number].x
    found = next(
        node.record
        for node in view.map_scene.layout.nodes
        if node.role == role and 0 < node.x - x < 20
    )
    view.workspace.select([found])
    for up in (True, False):
        for _ in range(9):
            view.zoom_step(up=up)
            assert free(view).adjusted(-2, -2, 2, 2).contains(place(view, found)), view.zoom


def test_where_nothing_is_selected_the_middle_stays(view: MapView, wide: list[Id]) -> None:
    view.zoom_to(1.0)
    view.scroll_by(2000, 0)
    at = free(view).center()
    middle = view.to_map(at)
    view.zoom_step(up=True)
    assert view.to_map(at).x() == pytest.approx(middle.x(), abs=2)


def test_what_is_selected_elsewhere_does_not_move_the_view(
    view: MapView, wide: list[Id]
) -> None:
    view.zoom_to(1.0)
    view.workspace.select([wide[0]])
    view.scroll_by(9999, 0)
    at = free(view).center()
    middle = view.to_map(at)
    assert not free(view).intersects(place(view, wide[0]))
    view.zoom_step(up=True)
    assert view.to_map(at).x() == pytest.approx(middle.x(), abs=2)


def test_a_selected_phase_stays_in_sight(view: MapView, wide: list[Id]) -> None:
    phase = view.map_scene.layout.bands[1].phase
    view.workspace.select([phase])
    for _ in range(5):
        view.zoom_step(up=True)
        bar = place(view, phase)
        assert bar.intersects(free(view).translated(0, -view.heads.height()))
    assert view.to_map(QPointF(0, 0)).x() > 0
