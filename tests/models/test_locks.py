"""Locks against accidents: what they keep from being edited, and what stays open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from cxdesk.language import language
from cxdesk.models import locks, queries
from cxdesk.models.clips import clip_of
from cxdesk.models.diff import Diff
from cxdesk.models.history import History
from cxdesk.models.ids import Id
from cxdesk.models.locks import Locked
from cxdesk.models.ops import cards, findings, journeys, library, personas, ratings, stops
from cxdesk.models.ops.locks import lock
from cxdesk.models.ops.pasting import Spot, paste
from cxdesk.models.records import Project
from cxdesk.models.rules import check
from cxdesk.models.store import Store


class Map:
    """A journey "Trip" with the phases before (a, b) and after (c), and a lane with one card."""

    def __init__(self) -> None:
        self.store = Store(check)
        self.store.put("p", Project(id="p"))
        self.history = History(self.store)
        self.journey = journeys.add_journey(self.store, "Trip").id
        self.before = journeys.add_phase(self.store, self.journey, "Before").id
        self.after = journeys.add_phase(self.store, self.journey, "After").id
        self.a = stops.add_stop(self.store, self.before, name="a").id
        self.b = stops.add_stop(self.store, self.before, name="b").id
        self.c = stops.add_stop(self.store, self.after, name="c").id
        found = queries.lane_of_kind(self.store, self.journey, "doing")
        assert found is not None
        self.lane = found.id
        self.card = cards.add_card(self.store, self.lane, self.a, "waits").id

    def touchpoint(self, stop: Id) -> Id:
        return self.store.record(stop).touchpoint  # type: ignore[no-any-return]


@pytest.fixture
def trip() -> Map:
    return Map()


IN_THE_PHASE: dict[str, Callable[[Map], object]] = {
    "rename it": lambda m: journeys.rename_phase(m.store, m.before, "x"),
    "colour it": lambda m: journeys.color_phase(m.store, m.before, 3),
    "move it": lambda m: journeys.move_phase(m.store, m.before, 1),
    "delete it": lambda m: cards.delete_records(m.store, [m.before]),
    "delete its journey": lambda m: journeys.delete_journey(m.store, m.journey),
    "add a stop": lambda m: stops.add_stop(m.store, m.before, name="x"),
    "move a stop within": lambda m: stops.move_stop(m.store, m.a, m.before, 1),
    "move a stop out": lambda m: stops.move_stop(m.store, m.a, m.after, 0),
    "move a stop in": lambda m: stops.move_stop(m.store, m.c, m.before, 0),
    "delete a stop": lambda m: cards.delete_records(m.store, [m.a]),
    "mark a stop": lambda m: stops.mark_moment_of_truth(m.store, m.a, True),
    "rename a touchpoint": lambda m: stops.rename_touchpoint(m.store, m.touchpoint(m.a), "x"),
    "delete a touchpoint": lambda m: library.delete_touchpoints(m.store, [m.touchpoint(m.a)]),
    "add a card": lambda m: cards.add_card(m.store, m.lane, m.b, "x"),
    "write a card": lambda m: cards.write_card(m.store, m.card, "x"),
    "move a card out": lambda m: cards.move_card(m.store, m.card, m.lane, m.c, 0),
    "delete a card": lambda m: cards.delete_records(m.store, [m.card]),
}


@pytest.mark.parametrize("edit", IN_THE_PHASE.values(), ids=IN_THE_PHASE.keys())
def test_nothing_in_a_locked_phase_or_map_changes_by_hand(
    trip: Map, edit: Callable[[Map], object]
) -> None:
    for record in (trip.before, trip.journey):
        lock(trip.store, record)
        before = dict(trip.store.records)
        with pytest.raises(Locked) as refused:
            edit(trip)
        assert trip.store.records == before
        assert refused.value.arguments["name"] in ("Before", "Trip")
        lock(trip.store, record, False)
    edit(trip)


IN_THE_LANE: dict[str, Callable[[Map], object]] = {
    "rename it": lambda m: journeys.rename_lane(m.store, m.lane, "x"),
    "hide it": lambda m: journeys.hide_lane(m.store, m.lane, True),
    "move it": lambda m: journeys.move_lane(m.store, m.lane, 0),
    "delete it": lambda m: journeys.delete_lane(m.store, m.lane),
    "add a card": lambda m: cards.add_card(m.store, m.lane, m.b, "x"),
    "paste a card": lambda m: paste(
        m.store, clip_of(m.store, [m.card]), Spot(m.journey, lane=m.lane, at=m.b)
    ),
    "write a card": lambda m: cards.write_card(m.store, m.card, "x"),
    "move a card": lambda m: cards.move_card(m.store, m.card, m.lane, m.b, 0),
    "delete a card": lambda m: cards.delete_records(m.store, [m.card]),
    "delete what its cards stand under": lambda m: cards.delete_records(m.store, [m.a]),
    "delete the phase above": lambda m: cards.delete_records(m.store, [m.before]),
}


@pytest.mark.parametrize("edit", IN_THE_LANE.values(), ids=IN_THE_LANE.keys())
def test_nothing_in_a_locked_lane_changes_by_hand(trip: Map, edit: Callable[[Map], object]) -> None:
    lock(trip.store, trip.lane)
    before = dict(trip.store.records)
    with pytest.raises(Locked):
        edit(trip)
    assert trip.store.records == before
    lock(trip.store, trip.lane, False)
    edit(trip)


def test_what_is_refused_says_why_in_one_sentence_of_the_reader(trip: Map) -> None:
    lock(trip.store, trip.lane)
    with pytest.raises(Locked) as lane:
        cards.write_card(trip.store, trip.card, "x")
    assert lane.value.text(language("en")) == "The lane is locked. Unlock it in its menu."
    lock(trip.store, trip.before)
    with pytest.raises(Locked) as phase:
        stops.add_stop(trip.store, trip.before)
    assert str(phase.value) == 'The phase "Before" is locked. Unlock it in its menu.'


def test_participants_still_rate_comment_and_draw_conclusions_on_a_locked_map(trip: Map) -> None:
    lock(trip.store, trip.journey)
    ratings.rate(trip.store, trip.a, 2, scale="smileys")
    findings.add_comment(trip.store, trip.a, "true", "Mia")
    findings.add_measure(trip.store, "keep it")
    assert [one.value for one in queries.ratings(trip.store, trip.touchpoint(trip.a))] == [2]


def test_the_rest_of_the_map_stays_free(trip: Map) -> None:
    lock(trip.store, trip.before)
    lock(trip.store, trip.lane)
    stops.add_stop(trip.store, trip.after, name="d")
    stops.move_stop(trip.store, trip.c, trip.after, 1)
    journeys.move_phase(trip.store, trip.after, 0)
    other = queries.lane_of_kind(trip.store, trip.journey, "thinking")
    assert other is not None
    cards.add_card(trip.store, other.id, trip.c, "free")


def test_a_phase_moves_past_a_locked_one_even_where_all_need_new_keys(trip: Map) -> None:
    phases = queries.phases(trip.store, trip.journey)
    with trip.store.transaction("equal keys") as edit:
        for phase in phases:
            edit.update(phase.id, place=type(phase.place)(trip.journey, "V"))
    lock(trip.store, trip.before)
    journeys.move_phase(trip.store, trip.after, 0)
    journeys.add_phase(trip.store, trip.journey, "New", 1)
    assert trip.store.record(trip.before).locked


def test_a_copy_of_a_locked_journey_is_open(trip: Map) -> None:
    for record in (trip.journey, trip.before, trip.lane):
        lock(trip.store, record)
    copy = journeys.duplicate_journey(trip.store, trip.journey, "Copy", to_be=True)
    inside = [copy, *queries.phases(trip.store, copy.id), *queries.lanes(trip.store, copy.id)]
    assert not any(one.locked for one in inside)


def test_others_edits_come_through_a_lock(trip: Map) -> None:
    lock(trip.store, trip.lane)
    card = trip.store.record(trip.card)
    theirs = cards._note(trip.store.record(trip.lane), "theirs", card.place)
    trip.store.apply(Diff(added={theirs.id: theirs}))
    assert [one.text for one in queries.cards(trip.store, trip.lane, trip.a)].count("theirs") == 1


def test_undo_of_an_edit_that_was_locked_since_waits_until_it_is_unlocked(trip: Map) -> None:
    cards.write_card(trip.store, trip.card, "changed")
    theirs = trip.store.record(trip.lane)
    locked = replace(theirs, locked=True)
    trip.store.apply(Diff(updated={trip.lane: (theirs, locked)}))
    with pytest.raises(Locked):
        trip.history.undo()
    assert trip.store.record(trip.card).text == "changed"
    trip.store.apply(Diff(updated={trip.lane: (locked, theirs)}))
    trip.history.undo()
    assert trip.store.record(trip.card).text == "waits"


def test_locking_is_a_step_that_undo_takes_back(trip: Map) -> None:
    lock(trip.store, trip.before)
    assert trip.history.steps
    trip.history.undo()
    assert not trip.store.record(trip.before).locked
    trip.history.redo()
    assert trip.store.record(trip.before).locked


def test_what_holds_a_record_is_found_from_the_inside(trip: Map) -> None:
    lock(trip.store, trip.journey)
    lock_of_card = locks.lock_on(trip.store, trip.card)
    assert lock_of_card is not None
    assert lock_of_card.id == trip.journey
    lock(trip.store, trip.journey, False)
    assert locks.lock_on(trip.store, trip.card) is None


def test_a_persona_joins_no_locked_map(trip: Map) -> None:
    lock(trip.store, trip.journey)
    with pytest.raises(Locked):
        personas.add_persona(trip.store, "Mia", journey=trip.journey)
