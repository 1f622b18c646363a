"""Named operations: each is one step, keeps the order, and leaves the library alone."""

from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace

from cxdesk.models import queries
from cxdesk.models.history import History
from cxdesk.models.ops import cards, findings, journeys, library, personas, ratings, stops
from cxdesk.models.records import (
    Card,
    Insight,
    InsightStop,
    Journey,
    Phase,
    Place,
    Question,
    Stop,
    Survey,
    Touchpoint,
)
from cxdesk.models.store import Change, RuleBroken, Store, UnknownRecord


@pytest.fixture
def journey(store: Store) -> Journey:
    return journeys.add_journey(store, "Purchase")


@pytest.fixture
def phase(store: Store, journey: Journey) -> Phase:
    return journeys.add_phase(store, journey.id, "Before")


def names(store: Store, phase: str) -> list[str]:
    return [queries.touchpoint(store, stop).name for stop in queries.stops(store, phase)]


def lane(store: Store, journey: Journey, kind: str) -> str:
    found = queries.lane_of_kind(store, journey.id, kind)  # type: ignore[arg-type]
    assert found is not None
    return found.id


def test_a_new_journey_has_its_lanes_in_order_and_is_one_step(store: Store) -> None:
    heard: list[Change] = []
    store.subscribe(heard.append)
    journey = journeys.add_journey(store, "Purchase")
    assert [one.kind for one in queries.lanes(store, journey.id)] == list(journeys.DEFAULT_LANES)
    assert len(heard) == 1


def test_a_new_lane_goes_above_the_curve(store: Store, journey: Journey) -> None:
    journeys.add_lane(store, journey.id, "backstage")
    assert [one.kind for one in queries.lanes(store, journey.id)][-2:] == ["backstage", "curve"]


def test_phases_go_where_they_are_put_in_colours_of_their_own(
    store: Store, journey: Journey, phase: Phase
) -> None:
    journeys.add_phase(store, journey.id, "After")
    journeys.add_phase(store, journey.id, "During", 1)
    found = queries.phases(store, journey.id)
    assert [one.name for one in found] == ["Before", "During", "After"]
    assert len({one.color for one in found}) == 3


def test_moving_a_stop_changes_one_record(store: Store, phase: Phase, journey: Journey) -> None:
    after = journeys.add_phase(store, journey.id, "After")
    moved, *_ = [stops.add_stop(store, phase.id, name=name) for name in "abc"]
    stops.add_stop(store, after.id, name="d")
    heard: list[Change] = []
    store.subscribe(heard.append)
    stops.move_stop(store, moved.id, after.id, 0)
    assert names(store, phase.id) == ["b", "c"]
    assert names(store, after.id) == ["a", "d"]
    assert list(heard[0].diff.updated) == [moved.id]
    assert heard[0].label.arguments == {"name": "a"}


def test_several_stops_move_in_the_order_given(store: Store, phase: Phase) -> None:
    a, b, c, d = (stops.add_stop(store, phase.id, name=name).id for name in "abcd")
    stops.move_stops(store, [d, b], phase.id, 1)
    assert names(store, phase.id) == ["a", "d", "b", "c"]
    stops.move_stops(store, [a, c], phase.id, 99)
    assert names(store, phase.id) == ["d", "b", "a", "c"]


def test_a_stop_between_equal_keys_gives_its_neighbours_new_ones(
    store: Store, phase: Phase
) -> None:
    """Two people may have drawn the same key; what they see keeps its order."""
    with store.transaction("theirs") as edit:
        for name in "abc":
            edit.add(Touchpoint(id=name, name=name))
            edit.add(Stop(id=f"stop-{name}", touchpoint=name, place=Place(phase.id, "V")))
    stops.add_stop(store, phase.id, name="new", index=1)
    assert names(store, phase.id) == ["a", "new", "b", "c"]


def test_a_stop_of_the_library_shares_its_touchpoint(store: Store, phase: Phase) -> None:
    first = stops.add_stop(store, phase.id, name="Shop")
    second = stops.add_stop(store, phase.id, touchpoint=first.touchpoint)
    stops.rename_touchpoint(store, first.touchpoint, "Store")
    assert names(store, phase.id) == ["Store", "Store"]
    assert {one.id for one in queries.stops_of(store, first.touchpoint)} == {first.id, second.id}
    cards.delete_records(store, [first.id, second.id])
    assert [one.name for one in queries.library(store)] == ["Store"]


def test_a_touchpoint_leaves_the_library_with_its_stops(store: Store, phase: Phase) -> None:
    stop = stops.add_stop(store, phase.id, name="Shop")
    library.delete_touchpoints(store, [stop.touchpoint])
    assert queries.stops(store, phase.id) == []


def test_a_duplicated_stop_stands_behind_the_original_with_copies_of_its_cards(
    store: Store, journey: Journey, phase: Phase
) -> None:
    doing = lane(store, journey, "doing")
    stop = stops.add_stop(store, phase.id, name="Shop")
    stops.add_stop(store, phase.id, name="Web")
    stops.mark_moment_of_truth(store, stop.id, True)
    cards.add_card(store, doing, stop.id, "walks in")
    copy = stops.duplicate_stop(store, stop.id)
    assert [one.id for one in queries.stops(store, phase.id)][:2] == [stop.id, copy.id]
    assert (copy.touchpoint, copy.moment_of_truth) == (stop.touchpoint, True)
    assert [card.text for card in queries.cards(store, doing, copy.id)] == ["walks in"]
    cards.write_card(store, queries.cards(store, doing, copy.id)[0].id, "runs in")
    assert [card.text for card in queries.cards(store, doing, stop.id)] == ["walks in"]


def test_a_card_in_the_pain_point_lane_is_an_insight(
    store: Store, journey: Journey, phase: Phase
) -> None:
    stop = stops.add_stop(store, phase.id, name="Shop")
    note = cards.add_card(store, lane(store, journey, "pain_points"), stop.id, "queues")
    assert isinstance(note, Insight)
    assert note.kind == "pain_point"
    assert queries.insights_about(store, stop.id) == [note]


def test_a_card_that_crosses_lanes_becomes_what_the_lane_holds(
    store: Store, journey: Journey, phase: Phase
) -> None:
    stop = stops.add_stop(store, phase.id, name="Shop")
    doing, pains = lane(store, journey, "doing"), lane(store, journey, "pain_points")
    card = cards.add_card(store, doing, stop.id, "queues")
    history = History(store)
    crossed = store.record(cards.move_card(store, card.id, pains, stop.id, 0))
    assert isinstance(crossed, Insight)
    assert crossed.text == "queues"
    assert queries.cards(store, doing, stop.id) == []
    chance = lane(store, journey, "opportunities")
    assert cards.move_card(store, crossed.id, chance, stop.id, 0) == crossed.id
    assert store.record(crossed.id).kind == "opportunity"
    history.undo()
    history.undo()
    assert queries.cards(store, doing, stop.id) == [card]
    assert store.all(Insight) == []


def test_cards_keep_the_order_they_are_dragged_into(
    store: Store, journey: Journey, phase: Phase
) -> None:
    doing = lane(store, journey, "doing")
    first, *_ = [cards.add_card(store, doing, phase.id, text) for text in "abc"]
    cards.move_card(store, first.id, doing, phase.id, 2)
    assert [card.text for card in queries.cards(store, doing, phase.id)] == ["b", "c", "a"]


def test_a_to_be_journey_is_a_copy_that_knows_where_its_stops_come_from(
    store: Store, journey: Journey, phase: Phase
) -> None:
    stop = stops.add_stop(store, phase.id, name="Shop")
    cards.add_card(store, lane(store, journey, "doing"), stop.id, "walks in")
    cards.add_card(store, lane(store, journey, "pain_points"), stop.id, "queues")
    copy = journeys.duplicate_journey(store, journey.id, "Purchase 2027", to_be=True)
    (other,) = queries.journey_stops(store, copy.id)
    assert (copy.state, copy.pair) == ("to_be", journey.id)
    assert (other.touchpoint, other.origin) == (stop.touchpoint, stop.id)
    notes = queries.notes_at(store, other.id)
    assert sorted(note.text for note in notes) == ["queues", "walks in"]
    assert {queries.journey_of(store, note.id) for note in notes} == {copy.id}
    journeys.delete_journey(store, copy.id)
    assert len(store.all(Card)) == len(store.all(Insight)) == 1


def test_a_deleted_selection_is_one_step(store: Store, journey: Journey, phase: Phase) -> None:
    stop = stops.add_stop(store, phase.id, name="Shop")
    card = cards.add_card(store, lane(store, journey, "doing"), stop.id, "walks in")
    history = History(store)
    cards.delete_records(store, [phase.id, stop.id, card.id])
    assert queries.phases(store, journey.id) == []
    history.undo()
    assert history.steps == ()
    assert [one.text for one in queries.cards(store, lane(store, journey, "doing"), stop.id)] == [
        "walks in"
    ]


def test_a_deleted_selection_is_whole_or_nothing(store: Store, phase: Phase) -> None:
    stop = stops.add_stop(store, phase.id, name="Shop")
    with pytest.raises(UnknownRecord):
        cards.delete_records(store, [stop.id, "nothing"])
    assert store.visible(stop.id)


def test_a_rating_belongs_to_the_stop_it_was_given_at(store: Store, phase: Phase) -> None:
    stop = stops.add_stop(store, phase.id, name="Shop")
    moment = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)
    rating = ratings.rate(store, stop.id, 2, scale="smileys", source="workshop_vote", at=moment)
    assert (rating.touchpoint, rating.stop) == (stop.touchpoint, stop.id)
    assert rating.at == "2026-11-22T09:30:00.000+00:00"
    assert queries.ratings(store, stop.touchpoint) == [rating]
    ratings.remove_rating(store, rating.id)
    assert queries.ratings(store, stop.touchpoint) == []


def test_a_rating_off_its_scale_is_refused(store: Store, phase: Phase) -> None:
    stop = stops.add_stop(store, phase.id, name="Shop")
    with pytest.raises(RuleBroken, match="3 is not on the scale smileys"):
        ratings.rate(store, stop.id, 3, scale="smileys")
    assert queries.ratings(store, stop.touchpoint) == []


def test_ratings_come_oldest_first_without_those_corrected(store: Store, phase: Phase) -> None:
    stop = stops.add_stop(store, phase.id, name="Shop")
    day = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    late, early = (
        ratings.rate(store, stop.id, 1, scale="stars", at=day + datetime.timedelta(hours=hour))
        for hour in (9, 8)
    )
    with store.transaction("correct") as edit:
        right = edit.add(replace(early, id="right", value=5, supersedes=early.id))
    assert queries.ratings(store, stop.touchpoint) == [right, late]


def test_a_survey_goes_with_its_questions_and_comes_back_in_one_step(store: Store) -> None:
    history = History(store)
    with store.transaction("import") as edit:
        edit.add(Survey(id="survey"))
        for position in (1, 0):
            edit.add(Question(id=f"q{position}", survey="survey", position=position))
    assert [one.id for one in queries.questions(store, "survey")] == ["q0", "q1"]
    ratings.remove_survey(store, "survey")
    assert store.all(Question) == []
    history.undo()
    assert len(store.all(Question)) == 2
    history.undo()
    assert store.all(Survey) == []


def test_a_question_flows_where_it_is_linked(store: Store, phase: Phase) -> None:
    stop = stops.add_stop(store, phase.id, name="Shop")
    with store.transaction("import") as edit:
        edit.add(Survey(id="survey"))
        edit.add(Question(id="q", survey="survey", kind="rating"))
    assert queries.questions_for(store, stop.touchpoint) == []
    with store.transaction("link") as edit:
        edit.update("q", touchpoint=stop.touchpoint, scale="stars")
    assert [one.id for one in queries.questions_for(store, stop.touchpoint)] == ["q"]
    with pytest.raises(RuleBroken, match="no scale"), store.transaction("link") as edit:
        edit.update("q", scale="unheard-of")


def test_two_people_who_make_the_same_link_make_one(store: Store, phase: Phase) -> None:
    stop = stops.add_stop(store, phase.id, name="Shop")
    persona = personas.add_persona(store, "Anna")
    personas.skip_stop(store, persona.id, stop.id, True)
    personas.skip_stop(store, persona.id, stop.id, True)
    assert queries.skipped(store, persona.id) == {stop.id}
    personas.skip_stop(store, persona.id, stop.id, False)
    personas.skip_stop(store, persona.id, stop.id, False)
    assert queries.skipped(store, persona.id) == frozenset()


def test_a_persona_takes_part_in_the_journey_it_is_added_to(store: Store, journey: Journey) -> None:
    anna = personas.add_persona(store, "Anna", journey=journey.id)
    ben = personas.add_persona(store, "Ben")
    assert queries.personas_of(store, journey.id) == [anna]
    personas.take_part(store, ben.id, journey.id, True)
    personas.take_part(store, anna.id, journey.id, False)
    assert [one.name for one in queries.personas_of(store, journey.id)] == ["Ben"]
    assert anna.color != ben.color
    personas.delete_persona(store, ben.id)
    assert queries.personas_of(store, journey.id) == []


def test_an_insight_may_be_about_several_stops(
    store: Store, journey: Journey, phase: Phase
) -> None:
    here, there = (stops.add_stop(store, phase.id, name=name).id for name in ("Shop", "Web"))
    insight = cards.add_card(store, lane(store, journey, "pain_points"), here, "queues")
    findings.link_insight(store, insight.id, there, True)
    assert queries.insights_about(store, there) == [insight]
    findings.link_insight(store, insight.id, there, False)
    assert store.all(InsightStop) == []


def test_a_measure_answers_an_insight_and_stays_within_its_scales(
    store: Store, journey: Journey, phase: Phase
) -> None:
    insight = cards.add_card(store, lane(store, journey, "pain_points"), phase.id, "queues")
    measure = findings.add_measure(store, "More tills", insight=insight.id)
    findings.edit_measure(store, measure.id, effort=5, status="doing")
    assert store.record(measure.id).status == "doing"
    with pytest.raises(RuleBroken):
        findings.edit_measure(store, measure.id, effort=6)
    assert store.record(measure.id).effort == 5
