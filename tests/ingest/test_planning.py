"""What an import does is known before anything is written, and then done in one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cxdesk.ingest.commit import AlreadyImported, commit
from cxdesk.ingest.mapping import ColumnMap, LongMap, Mapping
from cxdesk.ingest.plan import Plan, plan
from cxdesk.ingest.reading import read_table
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.naming import UnknownJourney, WhichJourney
from cxdesk.models.ops.journeys import add_journey, add_phase
from cxdesk.models.ops.stops import add_stop
from cxdesk.models.records import PersonaRule, Question, Survey
from cxdesk.models.scales import Scale
from cxdesk.problems import Problem
from cxdesk.session import Session

Planned = Callable[..., Plan]


def question(planned: Plan, text: str) -> Question:
    """The last question that was made of a column."""
    return [one for one in planned.questions if one.text == text][-1]


def answers(planned: Plan, text: str) -> list[str | None]:
    """The answers to a question, respondent by respondent."""
    asked = question(planned, text)
    column = planned.columns[asked.id]
    none = np.iinfo(column.dtype).max
    return [None if code == none else asked.codes[code] for code in column]


def rejected(planned: Plan) -> list[tuple[int | None, str, str]]:
    return [(one.row, one.column, one.value) for one in planned.rejected]


STARS = Mapping(scale="stars", columns={"q": ColumnMap()})


def test_every_respondent_keeps_the_answer_that_was_given(planned: Planned) -> None:
    done = planned("id,q\n1,5\n2,\n3,1\n4, 3 \n5,05\n", STARS)
    assert answers(done, "q") == ["5", None, "1", "3", "5"]
    assert question(done, "q").codes == ("1", "3", "5")
    assert question(done, "q").counts == (1, 1, 2)
    assert (done.rows_read, done.ratings, done.missing, done.rejected_total) == (5, 4, 1, 0)


def test_values_that_mean_no_answer_are_kept_and_not_counted(planned: Planned) -> None:
    mapping = Mapping(scale="stars", missing=[0, "n/a"], columns={"q": ColumnMap()})
    done = planned("id,q\n1,5\n2,0\n3,n/a\n4,0.0\n", mapping)
    assert answers(done, "q") == ["5", "0", "n/a", "0"]
    assert question(done, "q").missing == ("0", "n/a")
    assert (done.ratings, done.missing, done.rejected_total) == (1, 3, 0)


def test_what_is_off_the_scale_or_no_number_is_named_and_the_rest_imports(planned: Planned) -> None:
    done = planned("id,q\n1,5\n2,6\n3,gut\n4,nan\n5,2.5\n6,4\n7,６\n", STARS)
    assert answers(done, "q") == ["5", None, None, None, None, "4", None]
    assert rejected(done) == [
        (3, "q", "6"), (4, "q", "gut"), (5, "q", "nan"), (6, "q", "2.5"), (8, "q", "６"),
    ]  # fmt: skip
    reasons = [one.reason for one in done.rejected]
    assert reasons[:2] == ["not on the scale", "not a number"]
    assert (done.ratings, done.missing, done.rejected_total) == (2, 0, 5)


def test_the_first_thousand_rejections_are_named_in_order_and_all_are_counted(
    planned: Planned,
) -> None:
    rows = "\n".join(f"{number % 7},x" for number in range(3_000))
    mapping = Mapping(scale="stars", columns={"q": ColumnMap(), "p": ColumnMap()})
    done = planned("p,q\n" + rows, mapping)
    assert len(done.rejected) == 1_000
    assert [one.row for one in done.rejected] == sorted(one.row or 0 for one in done.rejected)
    off = sum(number % 7 in (0, 6) for number in range(3_000))
    assert done.rejected_total == 3_000 + off


def test_words_become_values(planned: Planned) -> None:
    mapping = Mapping(
        scale="stars",
        labels={"Sehr gut": 5, "Gut": 4, "weiß nicht": None},
        columns={"q": ColumnMap(), "r": ColumnMap(labels={"1": 5, "5": 1})},
    )
    done = planned("q,r\nSehr gut,1\nGut,5\nweiß nicht,3\nSchlecht,2\n", mapping)
    assert question(done, "q").words == {"Sehr gut": 5, "Gut": 4}
    assert question(done, "q").missing == ("weiß nicht",)
    assert question(done, "r").words == {"1": 5, "5": 1}
    assert (done.ratings, done.missing) == (6, 1)
    assert rejected(done) == [(5, "q", "Schlecht")]
    mapping = Mapping(scale="stars", labels={"Super": 6}, columns=STARS.columns)
    off = planned("q\nSuper\n5\n", mapping)
    assert rejected(off) == [(2, "q", "Super")]


@pytest.mark.parametrize(
    ("decimal", "taken"),
    [(None, ["2.5", "3", "4.5"]), (",", ["2.5", "3", None]), (".", [None, "3", "4.5"])],
)
def test_a_decimal_comma_is_understood(
    planned: Planned, decimal: str | None, taken: list[str | None]
) -> None:
    mapping = Mapping(scale="half", decimal=decimal, columns={"q": ColumnMap(scale="1-5")})
    with pytest.raises(Problem):
        planned("id;q\n1;2,5\n", mapping)  # halves are no steps of 1-5
    mapping = Mapping(decimal=decimal, weight="w", columns={"q": ColumnMap(scale="stars")})
    done = planned("q;w\n1;2,5\n2;3\n3;4.5\n", mapping)
    assert answers(done, "w") == taken


def test_columns_that_the_file_lacks_are_named(planned: Planned) -> None:
    mapping = Mapping(
        scale="stars", columns={"q": ColumnMap(), "Q1": ColumnMap()}, segments=["Age"], date="Day"
    )
    done = planned("id,q\n1,5\n", mapping)
    assert rejected(done) == [(1, "Q1", ""), (1, "Age", ""), (1, "Day", "")]
    assert done.ratings == 1


def test_unknown_keys_of_a_map_are_named(planned: Planned) -> None:
    done = planned("id,q\n1,5\n", STARS, unknown=("jurney",))
    assert rejected(done) == [(None, "jurney", "")]


def test_what_else_is_known_about_respondents_is_kept(planned: Planned) -> None:
    mapping = Mapping(
        scale="stars", respondent="id", segments=["Class"], date="when", weight="w", comment="text",
        columns={"q": ColumnMap()},
    )  # fmt: skip
    done = planned(
        "id,Class,when,w,text,q\n"
        "7,Eco,13.01.2026 10:00,0.5,=1+1,5\n"
        "9,Business,1.2.2026,-1,,4\n"
        "11,Eco,soon,2, ,3\n",
        mapping,
    )
    assert answers(done, "Class") == ["Eco", "Business", "Eco"]
    assert answers(done, "when") == ["2026-01-13", "2026-02-01", None]
    assert answers(done, "w") == ["0.5", None, "2"]
    assert done.columns[question(done, "id").id].tolist() == [7, 9, 11]
    assert done.comments == {question(done, "text").id: [(0, "=1+1")]}
    assert rejected(done) == [(3, "w", "-1"), (4, "when", "soon")]


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2026-03-04T10:00:00Z", "2026-03-04"),
        ("04.03.2026", "2026-03-04"),
        ("04/03/2026", "2026-03-04"),
        ("3/4/2026 8:51:12", "2026-03-04"),
        ("2026-03-04 00:00:00", "2026-03-04"),
    ],
)
def test_dates_are_read_as_people_write_them(planned: Planned, given: str, day: str) -> None:
    mapping = Mapping(date="d", scale="stars", columns={"q": ColumnMap()})
    done = planned(f"d,q\n{given},5\n", mapping)
    assert answers(done, "d") == [day]


def test_the_long_form_is_brought_together_by_respondent(planned: Planned) -> None:
    mapping = Mapping(
        scale="stars", missing=[9], segments=["seg"], long=LongMap("who", "what", "how"),
        columns={"a": ColumnMap(), "b": ColumnMap(), "z": ColumnMap()},
    )  # fmt: skip
    content = "who,what,how,seg\nx,a,1,S\nx,b,2,T\ny,b,5.0,U\ny,a,9,U\nx,a,4,S\n,a,4,S\nz,c,1,V\n"
    done = planned(content, mapping)
    assert done.survey.respondents == 3
    assert done.comments == {question(done, "who").id: [(0, "x"), (1, "y"), (2, "z")]}
    assert answers(done, "a") == ["1", "9", None]
    assert answers(done, "b") == ["2", "5", None]
    assert answers(done, "seg") == ["S", "U", "V"]
    assert rejected(done) == [(None, "z", ""), (6, "a", "4"), (7, "who", "")]
    assert (done.rows_read, done.ratings, done.missing) == (7, 3, 1)


def test_a_column_of_all_different_texts_takes_no_longer(planned: Planned) -> None:
    rows = "\n".join(f"text {number},{1 + number / 1e6},{number}" for number in range(100_000))
    mapping = Mapping(
        scale="stars", segments=["a"], weight="b", respondent="a",
        columns={"a": ColumnMap(), "c": ColumnMap()},
    )  # fmt: skip
    done = planned("a,b,c\n" + rows, mapping)
    assert (done.ratings, done.rejected_total) == (5, 100_000 + 99_995 + 1)
    assert rejected(done)[:2] == [(1, "a", ""), (2, "a", "text 0")]
    assert len(question(done, "b").codes) == 1_001
    assert len(done.comments[question(done, "a").id]) == 100_000


# -- where ratings flow ------------------------------------------------------------------------


def test_create_makes_phases_and_touchpoints_in_order(session: Session, planned: Planned) -> None:
    mapping = Mapping(
        journey="Trip",
        scale="stars",
        columns={
            "a": ColumnMap(touchpoint="Booking", phase="Before"),
            "b": ColumnMap(phase="On site"),
            "c": ColumnMap(touchpoint="Booking"),
            "o": ColumnMap(overall=True, scale="nps"),
        },
    )
    done = planned("a,b,c,o\n1,2,3,10\n", mapping)
    assert done.created == ["Booking", "b"]
    commit(session, done)
    store = session.store
    (journey,) = queries.journeys(store)
    phases = queries.phases(store, journey.id)
    assert (journey.title, [phase.name for phase in phases]) == ("Trip", ["Before", "On site"])
    stops = queries.journey_stops(store, journey.id)
    booking, b = (queries.touchpoint(store, stop) for stop in stops)
    targets = {one.text: one.touchpoint or one.journey for one in store.all(Question)}
    assert targets == {"a": booking.id, "b": b.id, "c": booking.id, "o": journey.id}


def test_touchpoints_of_another_journey_are_not_reused(session: Session, planned: Planned) -> None:
    for title in ("One", "Two"):
        journey = add_journey(session.store, title)
        phase = add_phase(session.store, journey.id, "Phase")
        if title == "One":
            add_stop(session.store, phase.id, name="Booking")
    mapping = Mapping(scale="stars", columns={"Booking": ColumnMap()})
    content = "Booking\n5\n"
    assert planned(content, mapping, journey="One").created == []
    assert planned(content, mapping, journey="Two").created == ["Booking"]
    with pytest.raises(WhichJourney):
        planned(content, mapping)
    with pytest.raises(Problem, match="the journey has no such touchpoint"):
        planned(content, mapping, journey="Two", create=False)
    commit(session, planned(content, mapping, journey="Two"))
    assert [one.name for one in queries.library(session.store)] == ["Booking", "Booking"]


def test_without_create_an_unknown_journey_is_refused(planned: Planned) -> None:
    with pytest.raises(UnknownJourney):
        planned("q\n5\n", STARS, journey="X", create=False)
    with pytest.raises(Problem, match="no journey yet"):
        planned("q\n5\n", STARS, create=False)


def test_a_range_is_a_scale_of_the_project(session: Session, planned: Planned) -> None:
    mapping = Mapping(scale="0-100", columns={"q": ColumnMap(), "r": ColumnMap(scale="0 .. 100")})
    commit(session, planned("q,r\n0,50\n100,1\n", mapping))
    (scale,) = session.store.all(Scale)
    assert (scale.minimum, scale.maximum, scale.neutral) == (0, 100, 50)
    assert {one.scale for one in session.store.all(Question)} == {scale.id}
    with pytest.raises(Problem, match="There is no scale “5-5”"):
        planned("q\n5\n", Mapping(scale="5-5", columns={"q": ColumnMap()}))


def test_a_persona_column_makes_personas_that_match_its_answers(
    session: Session, planned: Planned
) -> None:
    mapping = Mapping(scale="stars", persona="who", columns={"q": ColumnMap()})
    commit(session, planned("who,q\nFamily,5\nCommuter,1\nFamily,4\n", mapping))
    names = [persona.name for persona in queries.personas(session.store)]
    assert names == ["Commuter", "Family"]
    asked = next(one for one in session.store.all(Question) if one.kind == "persona")
    codes = {
        session.store.record(rule.persona).name: [asked.codes[code] for code in rule.codes]
        for rule in session.store.all(PersonaRule)
    }
    assert codes == {"Commuter": ["Commuter"], "Family": ["Family"]}
    many = "who,q\n" + "\n".join(f"p{number},5" for number in range(30))
    with pytest.raises(Problem, match="too many personas"):
        planned(many, mapping)


# -- writing -----------------------------------------------------------------------------------


def test_an_import_is_one_step_to_undo(session: Session, planned: Planned) -> None:
    before = dict(session.store._records)
    commit(session, planned("id,q\n1,5\n", STARS))
    assert session.store.all(Survey)
    session.history.undo()
    assert session.store._records == before
    session.history.redo()
    (survey,) = session.store.all(Survey)
    assert survey.respondents == 1


def test_the_same_file_again_is_refused_unless_asked_for(
    session: Session, planned: Planned
) -> None:
    commit(session, planned("id,q\n1,5\n", STARS))
    with pytest.raises(AlreadyImported, match="has been imported before"):
        commit(session, planned("id,q\n1,5\n", STARS))
    commit(session, planned("id,q\n1,5\n", STARS), again=True)
    assert len(session.store.all(Survey)) == 2


def test_strict_refuses_the_whole_and_names_the_first_reason(
    session: Session, planned: Planned
) -> None:
    done = planned("id,q\n1,5\n2,6\n", STARS)
    with pytest.raises(Problem, match="row 3, “q”, “6”: not on the scale"):
        commit(session, done, strict=True)
    assert session.store.all(Survey) == []


def test_what_was_imported_is_read_back_from_the_file(
    session: Session, planned: Planned, tmp_path: Path
) -> None:
    mapping = Mapping(scale="stars", comment="text", columns={"q": ColumnMap()})
    done = planned("id,q,text\n1,5,Gut\n2,,\n3,3,\U0001f600\n", mapping)
    commit(session, done)
    session.close()
    reopened = Session.open(session.path, journal_folder=tmp_path / "journals")
    asked, text = queries.questions(reopened.store, done.survey.id)
    assert reopened.answers(asked.id).tolist() == [1, 255, 0]
    assert reopened.comments(text.id) == [(0, "Gut"), (2, "\U0001f600")]
    reopened.close()


def test_without_a_map_ratings_are_recognised(session: Session, write: Callable[..., Path]) -> None:
    path = write(
        "id,Age,Wi-Fi,Seats,Would you recommend us?,Class\n"
        + "\n".join(f"{n},{20 + n},{n % 6},{n % 5 + 1},{n % 11},{'AB'[n % 2]}" for n in range(60))
    )
    done = plan(read_table(path), None, session.store, create=True)
    kinds = {one.text: (one.kind, one.scale, one.missing) for one in done.questions}
    assert kinds == {
        "Wi-Fi": ("rating", "stars", ("0",)),
        "Seats": ("rating", "stars", ()),
        "Would you recommend us?": ("overall", "nps", ()),
        "Class": ("segment", "", ()),
        "id": ("respondent", "", ()),
    }


# -- where new touchpoints stand ---------------------------------------------------------------


def phases(session: Session) -> dict[str, list[str]]:
    store = session.store
    (journey,) = queries.journeys(store)
    return {
        one.name: [queries.touchpoint(store, stop).name for stop in queries.stops(store, one.id)]
        for one in queries.phases(store, journey.id)
    }


def test_new_touchpoints_get_a_phase_of_their_own_and_known_ones_stay(
    session: Session, planned: Planned
) -> None:
    journey = add_journey(session.store, "Trip")
    before, after = (add_phase(session.store, journey.id, name) for name in ("Before", "After"))
    add_stop(session.store, before.id, name="Booking")
    add_stop(session.store, after.id, name="Bill")
    mapping = Mapping(scale="stars", columns={name: ColumnMap() for name in ("Booking", "Taxi")})
    commit(session, planned("Booking,Taxi\n5,4\n", mapping))
    assert phases(session) == {"Before": ["Booking"], "After": ["Bill"], "survey": ["Taxi"]}


def test_the_map_names_the_phase_for_all_or_for_one_column(
    session: Session, planned: Planned
) -> None:
    journey = add_journey(session.store, "Trip")
    add_phase(session.store, journey.id, "Before")
    columns = {"a": ColumnMap(), "b": ColumnMap(phase="before"), "c": ColumnMap()}
    commit(session, planned("a,b,c\n1,2,3\n", Mapping(scale="stars", phase="Way", columns=columns)))
    assert phases(session) == {"Before": ["b"], "Way": ["a", "c"]}


def test_the_one_empty_phase_of_a_new_journey_is_filled(session: Session, planned: Planned) -> None:
    journey = add_journey(session.store, "Trip")
    add_phase(session.store, journey.id, "Phase 1")
    commit(session, planned("a\n1\n", Mapping(scale="stars", columns={"a": ColumnMap()})))
    assert phases(session) == {"Phase 1": ["a"]}


def test_the_empty_phases_of_a_template_are_left_to_a_person(
    session: Session, planned: Planned
) -> None:
    journey = add_journey(session.store, "Trip")
    for name in ("Awareness", "Advocacy"):
        add_phase(session.store, journey.id, name)
    commit(session, planned("a\n1\n", Mapping(scale="stars", columns={"a": ColumnMap()})))
    assert phases(session) == {"Awareness": [], "Advocacy": [], "survey": ["a"]}


def test_ratings_of_the_journey_as_a_whole_are_told_apart(planned: Planned) -> None:
    columns = {"q": ColumnMap(), "whole": ColumnMap(overall=True)}
    done = planned("id,q,whole\n1,5,4\n2,3,\n3,2,1\n", Mapping(scale="stars", columns=columns))
    assert (done.ratings, done.overall) == (5, 2)
    assert done.ratings_told(language("en")) == "3 ratings and 2 overall ratings"
    assert done.ratings_told(language("de")) == "3 Bewertungen und 2 Gesamtbewertungen"
    assert planned("id,q\n1,5\n", STARS).ratings_told(language("en")) == "1 rating"
