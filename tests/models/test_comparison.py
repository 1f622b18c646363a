"""What a comparison of two states tells, and what it leaves out."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cxdesk.models import queries
from cxdesk.models.comparison import (
    Difference,
    FieldChange,
    Origin,
    differences,
    each_once,
    origin,
    united,
)
from cxdesk.models.ops import cards, journeys, ratings, stops
from cxdesk.models.records import Place, Project, Stop
from cxdesk.models.rules import check
from cxdesk.models.store import Store


@pytest.fixture
def now() -> Store:
    store = Store(check)
    with store.transaction("new") as edit:
        edit.add(Project(id="project"))
    journey = journeys.add_journey(store, "Purchase")
    for phase in ("Before", "After"):
        made = journeys.add_phase(store, journey.id, phase)
        for name in ("One", "Two", "Three"):
            stops.add_stop(store, made.id, name=f"{phase} {name}")
    journeys.add_lane(store, journey.id, "doing")
    return store


@pytest.fixture
def then(now: Store) -> Store:
    """As it was before the test's edits."""
    made = Store()
    for record in now.records.values():
        made.put(record.id, record)
    return made


def stop(store: Store, name: str) -> Stop:
    return next(one for one in store.all(Stop) if queries.touchpoint(store, one).name == name)


def phase(store: Store, name: str) -> str:
    journey = queries.journeys(store)[0].id
    return next(one.id for one in queries.phases(store, journey) if one.name == name)


def test_nothing_differs_from_itself(then: Store, now: Store) -> None:
    assert differences(then, now) == []


def test_what_is_new_and_what_is_gone_is_told(then: Store, now: Store) -> None:
    gone = stop(now, "Before One").id
    cards.delete_records(now, [gone])
    made = stops.add_stop(now, phase(now, "After"), name="New").id
    assert set(differences(then, now)) == {
        Difference(gone, "removed"), Difference(made, "added"),
    }  # fmt: skip


def test_a_renamed_touchpoint_tells_its_old_name(then: Store, now: Store) -> None:
    one = stop(now, "Before Two")
    stops.rename_touchpoint(now, one.touchpoint, "Hotline")
    assert differences(then, now) == [
        Difference(one.id, "changed", (FieldChange("name", "Before Two", "Hotline"),))
    ]


def test_a_moved_stop_is_told_alone_and_not_those_it_passed(then: Store, now: Store) -> None:
    one = stop(now, "Before One")
    stops.move_stop(now, one.id, phase(now, "Before"), 2)
    assert differences(then, now) == [Difference(one.id, "moved", moved=True)]


def test_new_keys_in_the_same_order_are_no_move(then: Store, now: Store) -> None:
    parent = phase(now, "Before")
    with now.transaction("new keys") as edit:
        for number, one in enumerate(queries.stops(now, parent)):
            edit.update(one.id, place=Place(parent, f"x{number}"))
    assert differences(then, now) == []


def test_moved_and_renamed_is_one_difference(then: Store, now: Store) -> None:
    one = stop(now, "Before One")
    stops.rename_touchpoint(now, one.touchpoint, "Hotline")
    stops.move_stop(now, one.id, phase(now, "After"), 0)
    (found,) = differences(then, now)
    assert (found.item, found.kind, found.moved) == (one.id, "changed", True)


def test_ratings_given_since_are_counted(then: Store, now: Store) -> None:
    one = stop(now, "After One")
    ratings.rate(now, one.id, 1, scale="smileys")
    (found,) = differences(then, now)
    assert found.fields == (FieldChange("ratings", 0, 1),)


def test_with_a_phase_all_that_stood_in_it_is_gone(then: Store, now: Store) -> None:
    inside = [one.id for one in queries.stops(now, phase(now, "After"))]
    gone = phase(now, "After")
    cards.delete_records(now, [gone])
    found = {one.item: one.kind for one in differences(then, now)}
    assert found == dict.fromkeys([gone, *inside], "removed")


def test_both_states_together_hold_what_is_gone_in_its_old_place(then: Store, now: Store) -> None:
    lane = queries.lanes(now, queries.journeys(now)[0].id)[-1].id
    made = cards.add_card(now, lane, stop(now, "Before One").id, "New")
    old = stop(now, "Before Two")
    stops.rename_touchpoint(now, stop(now, "Before One").touchpoint, "Renamed")
    cards.delete_records(now, [old.id])
    both = Store()
    for record in united(then, now):
        both.put(record.id, record)
    found = queries.stops(both, phase(both, "Before"))
    names = [queries.touchpoint(both, one).name for one in found]
    assert names == ["Renamed", "Before Two", "Before Three"]
    assert both.visible(made.id)


def test_what_came_and_went_in_between_is_not_brought_back(then: Store, now: Store) -> None:
    made = journeys.add_phase(now, queries.journeys(now)[0].id, "Short-lived")
    inside = stops.add_stop(now, made.id, name="Short-lived stop")
    cards.delete_records(now, [made.id])
    assert differences(then, now) == []
    assert not {made.id, inside.id} & {record.id for record in united(then, now)}


def test_a_flag_set_on_a_stop_is_a_change(then: Store, now: Store) -> None:
    one = stop(now, "After Two")
    stops.mark_moment_of_truth(now, one.id, True)
    (found,) = differences(then, now)
    assert found.fields == (FieldChange("moment_of_truth", False, True),)
    assert replace(now.record(one.id), moment_of_truth=False) == then.record(one.id)


def test_the_origin_of_what_moved_is_its_old_parent_and_who_stood_before_it(
    then: Store, now: Store
) -> None:
    moved = stop(now, "Before Three").id
    ahead = (stop(now, "Before Two").id, stop(now, "Before One").id)
    stops.move_stop(now, moved, phase(now, "After"), 0)
    assert origin(then, moved) == Origin(phase(now, "Before"), "", ahead)
    lane = queries.lanes(now, queries.journeys(now)[0].id)[0].id
    card = cards.add_card(now, lane, ahead[0], "one").id
    assert origin(now, card) == Origin(ahead[0], lane)
    assert origin(then, card) is None
    assert origin(then, phase(now, "Before")) is None


def test_what_is_true_of_a_touchpoint_is_told_once_however_often_it_is_used(
    then: Store, now: Store
) -> None:
    first = stop(now, "Before One")
    again = stops.add_stop(now, phase(now, "After"), touchpoint=first.touchpoint).id
    then.put(again, now.record(again))
    stops.rename_touchpoint(now, first.touchpoint, "Pay")
    found = differences(then, now)
    assert {one.item for one in found} == {first.id, again}
    assert len(each_once(found, now)) == 1
    stops.mark_moment_of_truth(now, again, True)
    assert [one.item for one in each_once(differences(then, now), now)] == [again]
