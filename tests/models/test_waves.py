"""Which wave of measurement is the newest."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.language import language
from cxdesk.models import waves
from cxdesk.models.ids import new_id
from cxdesk.models.records import Figure, Project, Question, Rating, Survey, Touchpoint
from cxdesk.models.store import Store


def project(*records: Any) -> Store:
    store = Store()
    with store.transaction("build") as edit:
        for record in (Project(id="project"), Touchpoint(id="seat"), *records):
            edit.add(record)
    return store


def survey(wave: str, imported_at: str = "2026-11-01", **fields: Any) -> Survey:
    return Survey(id=new_id(), wave=wave, imported_at=imported_at, **fields)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("Herbst 2025", "Frühjahr 2026"),
        ("Welle 2", "Welle 10"),
        ("2025", "2026"),
        ("Q2 2025", "Q3 2025"),
        ("1. Quartal 2026", "2. Quartal 2026"),
        ("March 2026", "October 2026"),
        ("Mai 2025", "Dezember 2025"),
        ("2025-9", "2025-10"),
        ("09/2025", "10/2025"),
        ("31.12.2025", "1.2.2026"),
        ("Winter 2024/25", "Spring 2025"),
        ("H1 2026", "H2 2026"),
    ],
)
def test_the_newest_wave_is_told_by_its_name_whatever_was_imported_first(
    older: str, newer: str
) -> None:
    for first, second in ((older, newer), (newer, older)):
        store = project(survey(first, "2026-01-01"), survey(second, "2026-02-02"))
        assert waves.newest_first(store) == [newer, older]


def test_the_days_of_the_answers_go_before_what_a_name_says() -> None:
    late, early = survey("Pilot"), survey("Main 2025")
    store = project(
        late, early,
        Question(id="q1", survey=late.id, kind="date", codes=("31.12.2025", "2.3.2026")),
        Question(id="q2", survey=early.id, kind="date", codes=("2025-10-01", "2025-11-30")),
    )  # fmt: skip
    assert waves.newest_first(store) == ["Pilot", "Main 2025"]


@pytest.mark.parametrize(
    ("codes", "newest"),
    [
        (("3/31/2026", "12/1/2025"), "2026-03-31"),
        (("31/3/2026", "1/12/2025"), "2026-03-31"),
        (("2026-03-31T10:00", "2025-01-01"), "2026-03-31"),
    ],
)
def test_a_date_column_is_read_as_its_days_are_written(codes: tuple[str, ...], newest: str) -> None:
    one, other = survey("A"), survey("B")
    for day, first in (("2026-03-30", "A"), ("2026-04-01", "B")):
        store = project(
            one, other,
            Question(id="q1", survey=one.id, kind="date", codes=codes),
            Question(id="q2", survey=other.id, kind="date", codes=(day,)),
        )  # fmt: skip
        assert waves.newest_first(store)[0] == first, newest


def test_waves_of_ratings_are_as_new_as_their_latest_rating() -> None:
    def rating(wave: str, at: str) -> Rating:
        return Rating(id=new_id(), touchpoint="seat", value=1, wave=wave, at=at)

    store = project(
        rating("before", "2026-05-01T10:00:00+00:00"), rating("after", "2026-06-01T10:00:00+00:00"),
        rating("before", "2026-05-02T10:00:00+00:00"),
    )  # fmt: skip
    assert waves.newest_first(store) == ["after", "before"]
    assert waves.ranks(store) == {"": 0, "before": 1, "after": 2}


def test_only_a_source_with_several_waves_has_to_say_which_one_counts() -> None:
    store = project(
        survey("Herbst 2025"), survey("Frühjahr 2026"), survey("2024", source="interview"),
        Figure(id="nps", touchpoint="seat", statistic="nps", value=32, wave="2023"),
    )  # fmt: skip
    assert waves.competing(store) == {"survey": "Frühjahr 2026"}
    assert waves.competing_told(store, language("de")) == "Befragung: Frühjahr 2026"
    assert waves.competing_told(project(survey("2024")), language("de")) == ""


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Wave 2", "Wave 10", "2025", "Herbst 2025", "Q1 2026", "2025-11"]),
            st.sampled_from(["2025-01-01", "2026-01-01", "2026-11-30"]),
        ),
        max_size=7,
    )
)
def test_the_order_of_waves_does_not_depend_on_the_order_of_imports(
    given_: list[tuple[str, str]],
) -> None:
    surveys = [survey(wave, at) for wave, at in given_]
    orders = {
        tuple(waves.newest_first(project(*some)))
        for some in itertools.islice(itertools.permutations(surveys), 12)
    }
    assert len(orders) == 1
