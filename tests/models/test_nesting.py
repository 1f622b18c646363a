"""Journeys inside touchpoints: linked, found from both sides, never in a circle."""

from __future__ import annotations

import pytest

from cxdesk.models import nesting, queries
from cxdesk.models.clips import clip_of
from cxdesk.models.history import History
from cxdesk.models.ops import journeys, personas, stops
from cxdesk.models.ops.pasting import Spot, paste
from cxdesk.models.records import Journey, Stop
from cxdesk.models.store import RuleBroken, Store


def journey(store: Store, title: str) -> tuple[Journey, Stop]:
    made = journeys.add_journey(store, title)
    phase = journeys.add_phase(store, made.id, "Phase")
    return made, stops.add_stop(store, phase.id, name=f"{title}'s touchpoint")


def test_a_sub_journey_is_called_like_its_touchpoint_and_has_the_same_personas(
    store: Store,
) -> None:
    outer, stop = journey(store, "Flight")
    persona = personas.add_persona(store, "Ada", journey=outer.id)
    history = History(store)
    made = stops.make_sub_journey(store, stop.id)
    assert made.title == "Flight's touchpoint"
    assert [phase.name for phase in queries.phases(store, made.id)] == ["Flight's touchpoint"]
    assert queries.personas_of(store, made.id) == [persona]
    assert nesting.sub_journey(store, stop.id) == made
    assert nesting.used_at(store, made.id) == [store.record(stop.id)]
    history.undo()
    assert nesting.sub_journey(store, stop.id) is None
    assert len(queries.journeys(store)) == 1, "making one is one step"


def test_a_journey_cannot_lead_back_into_itself(store: Store) -> None:
    one, first = journey(store, "One")
    two, second = journey(store, "Two")
    three, third = journey(store, "Three")
    stops.open_journey(store, first.id, two.id)
    stops.open_journey(store, second.id, three.id)
    assert not nesting.may_open(store, third.id, one.id)
    for stop, target in ((third, one), (third, two), (first, one)):
        with pytest.raises(RuleBroken):
            stops.open_journey(store, stop.id, target.id)
    assert nesting.above(store, three.id) == [store.record(first.id), store.record(second.id)]
    assert nesting.inside(store, one.id) == {one.id, two.id, three.id}


def test_a_stop_opens_a_journey_and_nothing_else(store: Store) -> None:
    _, stop = journey(store, "One")
    with pytest.raises(RuleBroken):
        stops.open_journey(store, stop.id, stop.touchpoint)


def test_a_deleted_sub_journey_is_no_longer_opened_and_comes_back(store: Store) -> None:
    _, stop = journey(store, "Outer")
    inner = stops.make_sub_journey(store, stop.id)
    history = History(store)
    journeys.delete_journey(store, inner.id)
    assert nesting.sub_journey(store, stop.id) is None
    history.undo()
    assert nesting.sub_journey(store, stop.id) == inner


def test_one_journey_may_be_used_at_several_touchpoints(store: Store) -> None:
    _, first = journey(store, "One")
    _, second = journey(store, "Two")
    inner = stops.make_sub_journey(store, first.id, "Pay")
    stops.open_journey(store, second.id, inner.id)
    copy = stops.duplicate_stop(store, second.id)
    assert [one.id for one in nesting.used_at(store, inner.id)] == [first.id, second.id, copy.id]


def test_a_copied_touchpoint_opens_the_same_journey_but_not_inside_of_it(store: Store) -> None:
    _, stop = journey(store, "Outer")
    inner = stops.make_sub_journey(store, stop.id)
    clip = clip_of(store, [stop.id])
    here = Spot(queries.journey_of(store, stop.id), stop.place.parent)
    (again,) = paste(store, clip, here).records
    assert nesting.sub_journey(store, again) == inner
    (phase,) = queries.phases(store, inner.id)
    (inside,) = paste(store, clip, Spot(inner.id, phase.id)).records
    assert nesting.sub_journey(store, inside) is None


def test_a_circle_out_of_a_merge_ends_the_way_up(store: Store) -> None:
    one, first = journey(store, "One")
    two, second = journey(store, "Two")
    stops.open_journey(store, first.id, two.id)
    store.put(second.id, Stop(
        id=second.id, touchpoint=second.touchpoint, place=second.place, sub_journey=one.id
    ))  # fmt: skip
    assert nesting.inside(store, one.id) == {one.id, two.id}
    assert len(nesting.above(store, one.id)) == 1
