"""What is kept between edits is what would be computed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxdesk.analysis.curve import emotion_curve
from cxdesk.analysis.numbers import Numbers
from cxdesk.analysis.scores import overall
from cxdesk.analysis.selection import Selection
from cxdesk.models.history import History
from cxdesk.models.records import Persona, PersonaRule, Place, Rating, Skip, Stop

if TYPE_CHECKING:
    from conftest import Workshop

EVERYBODY = Selection()
SELECTIONS = [
    EVERYBODY,
    Selection(persona="anna"),
    Selection(wave="2026"),
    Selection(weighted=True),
    Selection(sources=frozenset({"survey"})),
]


def filled(workshop: Workshop) -> Workshop:
    for name in ("seat", "meal", "film"):
        workshop.stop(name)
    workshop.add(Persona(id="anna", place=Place("project", "a")))
    workshop.survey(wave="2026")
    workshop.question("age", ["old", "young", "young", "old"], kind="segment")
    workshop.question("w", ["1", "2", "3", "1"], kind="weight")
    for touchpoint in ("seat", "meal"):
        workshop.question(
            f"q-{touchpoint}", ["1", "2", "5", None],
            kind="rating", touchpoint=touchpoint, scale="stars",
        )  # fmt: skip
    workshop.question(
        "q-all", ["1", "2", "4", "3"], kind="overall", journey="journey", scale="stars"
    )
    workshop.add(PersonaRule(id="rule", persona="anna", question="age", codes=(1,)))
    return workshop


EDITS = [
    lambda w, n: w.rate("seat", n % 5 - 2),
    lambda w, n: w.rate("meal", n % 5 + 1, scale="stars", source="survey", persona="anna"),
    lambda w, n: w.rate("film", n % 5 - 2, stop="stop-film", wave="2026"),
    lambda w, n: w.remove(w.store.all(Rating)[n % len(w.store.all(Rating))].id),
    lambda w, n: w.figure(touchpoint="film", value=n, n=n, wave=f"{2024 + n % 3}"),
    lambda w, n: w.figure(journey="journey", statistic="nps", value=n, n=n),
    lambda w, n: w.update("q-seat", touchpoint=("seat", "film", "")[n % 3]),
    lambda w, n: w.update("q-meal", missing=(("1",), ())[n % 2]),
    lambda w, n: w.update("q-meal", scale=("stars", "ten")[n % 2]),
    lambda w, n: w.update("w", kind=("weight", "unused")[n % 2]),
    lambda w, n: w.update("rule", codes=(n % 2,)),
    lambda w, n: w.update("survey", wave=f"{2025 + n % 2}"),
    lambda w, n: w.update("project", count_estimates=bool(n % 2)),
    lambda w, n: w.update("meal", name=f"Meal {n}"),
    lambda w, n: w.update("journey", title=f"Flight {n}"),
    lambda w, n: w.add(Skip(id=f"{n % 2}", persona="anna", stop=("stop-seat", "stop-meal")[n % 2])),
    lambda w, n: w.add(Stop(id=f"more{n % 2}", touchpoint="seat", place=Place("phase", f"{n}"))),
    lambda w, n: w.update("stop-film", place=Place("phase", f"{n:04}x")),
    lambda w, n: w.update("anna", weight=n),
    lambda w, n: w.remove("anna"),
    lambda w, n: w.remove("survey"),
    lambda w, n: w.remove("seat"),
]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(edits=st.lists(st.tuples(st.integers(0, len(EDITS) - 1), st.integers(0, 9)), max_size=12))
def test_after_any_edits_and_their_undoing_what_is_kept_is_right(
    workshop: Workshop, edits: list[tuple[int, int]]
) -> None:
    workshop = filled(type(workshop)())
    store = workshop.store
    history = History(store)
    numbers = Numbers(store, workshop.answers)
    store.subscribe(numbers.apply)

    def check() -> None:
        for selection in SELECTIONS:
            fresh = emotion_curve(store, "journey", selection, workshop.answers)
            assert numbers.curve("journey", selection) == fresh
            assert numbers.overall("journey", selection) == overall(
                store, "journey", selection, workshop.answers
            )
            for point in fresh:
                anew = Numbers(store, workshop.answers).score(point.stop, selection)
                assert numbers.score(point.stop, selection) == anew

    check()
    for kind, number in edits:
        try:
            EDITS[kind](workshop, number)
        except (KeyError, ZeroDivisionError):  # the record is gone already
            continue
        check()
    while history.undo():
        check()


def test_one_rating_leaves_the_other_stops_alone_and_reads_no_survey(workshop: Workshop) -> None:
    filled(workshop)
    workshop.remove("w")
    numbers = Numbers(workshop.store, workshop.answers)
    workshop.store.subscribe(numbers.apply)
    before = numbers.curve("journey", EVERYBODY)
    workshop.rate("seat", 2)
    after = numbers.curve("journey", EVERYBODY)
    numbers.score("stop-seat", EVERYBODY)
    assert after[0] != before[0]
    assert after[1] is before[1]
    assert after[2] is before[2]
    assert workshop.read == []


def test_a_personas_answers_are_counted_once_for_all_ratings_that_follow(
    workshop: Workshop,
) -> None:
    filled(workshop)
    numbers = Numbers(workshop.store, workshop.answers)
    workshop.store.subscribe(numbers.apply)
    chosen = Selection(persona="anna")
    numbers.curve("journey", chosen)
    assert sorted(workshop.read) == ["age", "q-meal", "q-seat"]
    workshop.rate("seat", 2, persona="anna")
    numbers.curve("journey", chosen)
    assert sorted(workshop.read) == ["age", "q-meal", "q-seat"]
