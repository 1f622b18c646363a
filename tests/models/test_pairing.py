"""A to-be journey and today's: what stands for what, what is new, what is left out."""

from __future__ import annotations

import pytest

from cxdesk.models import queries
from cxdesk.models.ops import cards, journeys, personas, stops
from cxdesk.models.pairing import Pairing, pair_of, pairing
from cxdesk.models.records import Journey
from cxdesk.models.store import Store


@pytest.fixture
def today(store: Store) -> Journey:
    made = journeys.add_journey(store, "Flight")
    before = journeys.add_phase(store, made.id, "Before")
    for name in ("Search", "Book", "Pay"):
        stops.add_stop(store, before.id, name=name)
    return made


def paired(store: Store, journey: Journey) -> Pairing:
    found = pairing(store, journey.id)
    assert found is not None
    return found


def test_a_to_be_copy_stands_for_what_it_was_copied_from(store: Store, today: Journey) -> None:
    to_be = journeys.duplicate_journey(store, today.id, "To be", to_be=True)
    found = paired(store, to_be)
    before = [stop.id for stop in queries.journey_stops(store, today.id)]
    after = [stop.id for stop in queries.journey_stops(store, to_be.id)]
    assert [found.today[one] for one in after] == before
    assert (found.new, found.left_out) == ((), ())
    assert pair_of(store, today.id) is None, "the as-is journey is compared with nothing"


def test_a_copy_has_the_same_personas_who_skip_the_same(store: Store, today: Journey) -> None:
    persona = personas.add_persona(store, "Ada", journey=today.id)
    skipped = queries.journey_stops(store, today.id)[1]
    personas.skip_stop(store, persona.id, skipped.id, True)
    to_be = journeys.duplicate_journey(store, today.id, "To be", to_be=True)
    assert queries.personas_of(store, to_be.id) == [persona]
    copied = queries.journey_stops(store, to_be.id)[1]
    assert queries.skipped(store, persona.id) == {skipped.id, copied.id}


def test_what_is_added_is_new_and_what_is_deleted_left_out_until_taken_over(
    store: Store, today: Journey
) -> None:
    to_be = journeys.duplicate_journey(store, today.id, "To be", to_be=True)
    book = queries.journey_stops(store, to_be.id)[1]
    cards.delete_records(store, [book.id])
    phase = queries.phases(store, to_be.id)[0].id
    new = stops.add_stop(store, phase, name="One click")
    found = paired(store, to_be)
    assert found.new == (new.id,)
    assert found.left_out == (book.origin,)
    back = journeys.take_over(store, to_be.id, book.origin)
    assert back.place.parent == phase
    assert paired(store, to_be).today[back.id] == book.origin
    assert paired(store, to_be).left_out == ()


def test_a_journey_made_by_hand_is_matched_by_its_touchpoints(
    store: Store, today: Journey
) -> None:
    to_be = journeys.add_journey(store, "By hand", state="to_be", pair=today.id)
    phase = journeys.add_phase(store, to_be.id, "Before")
    search = queries.journey_stops(store, today.id)[0]
    same = stops.add_stop(store, phase.id, touchpoint=search.touchpoint)
    again = stops.add_stop(store, phase.id, touchpoint=search.touchpoint)
    found = paired(store, to_be)
    assert found.today == {same.id: search.id}
    assert found.new == (again.id,)


def test_without_its_pair_a_journey_is_compared_with_nothing(
    store: Store, today: Journey
) -> None:
    to_be = journeys.duplicate_journey(store, today.id, "To be", to_be=True)
    journeys.delete_journey(store, today.id)
    assert pairing(store, to_be.id) is None
