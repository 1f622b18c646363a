"""Where something dropped on the map goes."""

from __future__ import annotations

import pytest
from small_journey import numbers, small_journey

from cxdesk.layout.map import map_layout
from cxdesk.layout.places import MapLayout
from cxdesk.layout.style import Style
from cxdesk.models.records import Journey, Place, Project
from cxdesk.models.store import Store


@pytest.fixture(scope="module")
def places() -> MapLayout:
    """Columns online, times | (empty) | gate from x = 112, each 152 wide."""
    return map_layout(small_journey(), "trip", Style(), numbers)


def middle_of(places: MapLayout, kind: str) -> float:
    (row,) = (row for row in places.rows if row.kind == kind)
    return row.y + row.height / 2


@pytest.mark.parametrize(
    ("x", "moving", "phase", "index", "edge"),
    [
        (120, "", "booking", 0, 112),
        (200, "", "booking", 1, 264),
        (400, "", "booking", 2, 416),
        (430, "", "empty", 0, 416),
        (600, "", "flight", 0, 568),
        (700, "", "flight", 1, 720),
        (9000, "", "flight", 1, 720),
        (-50, "", "booking", 0, 112),
        (400, "online", "booking", 1, 416),
        (400, "times", "booking", 1, 416),
    ],
)
def test_a_stop_goes_where_it_is_dropped(
    places: MapLayout, x: float, moving: str, phase: str, index: int, edge: float
) -> None:
    found = places.stop_insertion(x, moving)
    assert found is not None
    assert (found.parent, found.index) == (phase, index)
    assert found.mark[0] + found.mark[2] / 2 == edge


def test_a_card_goes_between_the_cards_of_its_cell(places: MapLayout) -> None:
    stack = places.stacks["doing", "online"]
    assert [card for card, _ in stack] == ["compare", "enter"]
    (_, first), (_, second) = stack
    above = places.card_insertion(150, first[1] + 2)
    between = places.card_insertion(150, second[1] + 2)
    below = places.card_insertion(150, second[1] + second[3])
    assert [(each.lane, each.parent, each.index) for each in (above, between, below) if each] == [
        ("doing", "online", 0),
        ("doing", "online", 1),
        ("doing", "online", 2),
    ]
    same = places.card_insertion(150, second[1] + 2, moving="compare")
    assert same is not None
    assert same.index == 0


def test_a_card_in_an_empty_cell_is_its_first(places: MapLayout) -> None:
    found = places.card_insertion(300, middle_of(places, "pain_points"))
    assert found is not None
    assert (found.lane, found.parent, found.index) == ("pains", "times", 0)


def test_a_phase_without_stops_takes_cards_itself(places: MapLayout) -> None:
    found = places.card_insertion(450, middle_of(places, "pain_points"))
    assert found is not None
    assert (found.lane, found.parent, found.index) == ("pains", "empty", 0)


def test_a_phases_own_cards_stand_above_those_of_its_stops(places: MapLayout) -> None:
    ((card, (x, y, width, height)),) = places.stacks["doing", "flight"]
    assert (card, x, width) == ("walk", 568 + 7, 138)
    on_it = places.card_insertion(600, y + height - 3)
    under_it = places.card_insertion(600, y + height + 3)
    assert on_it is not None
    assert under_it is not None
    assert (on_it.parent, on_it.index) == ("flight", 1)
    assert (under_it.parent, under_it.index) == ("gate", 0)


@pytest.mark.parametrize("kind", ["touchpoints"])
def test_touchpoints_take_no_cards(places: MapLayout, kind: str) -> None:
    assert places.card_insertion(150, middle_of(places, kind)) is None


def test_a_phase_goes_before_or_after_the_middle_of_another(places: MapLayout) -> None:
    assert places.phase_insertion(130).index == 0
    assert places.phase_insertion(300).index == 1
    assert places.phase_insertion(5000).index == 3
    assert places.phase_insertion(5000, moving="booking").index == 2
    assert places.phase_insertion(130).parent == "trip"


def test_a_lane_counts_the_hidden_ones(places: MapLayout) -> None:
    assert places.lane_insertion(0).index == 0
    assert places.lane_insertion(middle_of(places, "pain_points") - 1).index == 3
    assert places.lane_insertion(1e6).index == 7
    assert places.lane_insertion(1e6, moving="doing").index == 6


def test_points_beside_the_map_are_in_no_cell(places: MapLayout) -> None:
    assert places.cell_at(50, 200) is None
    assert places.cell_at(200, 5) is None
    assert places.cell_at(1e6, 200) is None
    cell = places.cell_at(200, middle_of(places, "doing"))
    assert cell is not None
    assert (cell.lane, cell.stop, cell.phase) == ("doing", "online", "booking")


def test_a_journey_without_phases_takes_no_stop() -> None:
    store = Store()
    for record in (Project(id="p"), Journey(id="j", place=Place("p", "V"))):
        store.put(record.id, record)
    empty = map_layout(store, "j", Style(), numbers)
    assert empty.stop_insertion(300) is None
    assert empty.phase_insertion(300).index == 0
    assert empty.lane_insertion(300).index == 0
