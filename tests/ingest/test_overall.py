"""The question about the whole: which one it is, and what its words stand for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cxdesk.ingest.guess import ColumnGuess, guess_columns, guess_mapping
from cxdesk.ingest.labels import numbered
from cxdesk.ingest.overall import about_the_whole, could_be_overall, proposal, verdict
from cxdesk.ingest.plan import plan
from cxdesk.ingest.reading import read_table
from cxdesk.models.ids import new_id
from cxdesk.models.records import Question
from cxdesk.session import Session

Guess = Callable[[str], dict[str, ColumnGuess]]


@pytest.fixture
def guess(tmp_path: Path) -> Guess:
    def guess(text: str) -> dict[str, ColumnGuess]:
        path = tmp_path / "survey.csv"
        path.write_text(text, encoding="utf-8")
        return {one.name: one for one in guess_columns(read_table(path))}

    return guess


def lines(head: str, *answers: str, times: int = 20) -> str:
    return "\n".join([head, *(one for _ in range(times) for one in answers)])


def test_the_airlines_two_words_are_proposed_with_their_values(shared_data: Path) -> None:
    table = read_table(shared_data / "airline" / "test.csv")
    found = {one.name: one for one in guess_columns(table)}["satisfaction"]
    assert (found.kind, found.scale) == ("overall", "0-1")
    assert found.words == {"satisfied": 1.0, "neutral or dissatisfied": 0.0}


def test_words_are_not_taken_where_nobody_looks(session: Session, shared_data: Path) -> None:
    table = read_table(shared_data / "airline" / "test.csv")
    mapping = guess_mapping(table)
    assert "satisfaction" not in mapping.columns
    assert "satisfaction" in mapping.segments
    done = plan(table, None, session.store, create=True)
    assert [one.text for one in could_be_overall(done.questions)] == ["satisfaction"]


def test_a_number_about_the_whole_is_the_overall_rating(shared_data: Path) -> None:
    found = guess_mapping(read_table(shared_data / "skytrax" / "lounge.csv")).columns
    whole = {name for name, one in found.items() if one.overall}
    assert whole == {"overall_rating"}
    assert found["overall_rating"].scale == "ten"


@pytest.mark.parametrize(
    "name",
    ["satisfaction", "Overall satisfaction", "overall_rating", "Gesamtzufriedenheit",
     "Wie zufrieden sind Sie insgesamt?", "Customer Satisfaction Score", "Zufriedenheit"],
)  # fmt: skip
def test_names_of_the_whole(name: str) -> None:
    assert about_the_whole(name)


@pytest.mark.parametrize(
    "name", ["Satisfaction with check-in", "Zufriedenheit mit dem Service", "Overalls", "Wartezeit"]
)
def test_names_of_one_touchpoint(name: str) -> None:
    assert not about_the_whole(name)


def test_a_question_that_is_asked_of_each_channel_is_not_about_the_whole(guess: Guess) -> None:
    found = guess(
        lines("App - Overall Rating,Web - Overall Rating", "1,2", "2,3", "3,4", "4,5", "5,1")
    )
    assert {one.kind for one in found.values()} == {"rating"}


def test_two_on_one_scale_are_not_mixed(guess: Guess) -> None:
    found = guess(lines("Gesamteindruck,Weiterempfehlung", "1,2", "2,3", "3,4", "4,5", "5,1"))
    assert [one.kind for one in found.values()] == ["overall", "rating"]


@pytest.mark.parametrize(
    ("answers", "values"),
    [
        (["satisfied", "neutral or dissatisfied"], [4, 2]),
        (["zufrieden", "unzufrieden", "keine Angabe"], [4, 2, None]),
        (["Ja", "Nein"], [5, 1]),
        (["0", "1"], [1, 5]),
        (["sehr gut", "gut oder sehr gut", "schlecht"], [5, 4, 2]),
        (["A-Kunde", "B-Kunde"], []),
        (["Ja", "Ja!"], []),
    ],
)
def test_what_words_stand_for(answers: list[str], values: list[float | None]) -> None:
    assert list(verdict(answers).values()) == values


def test_of_two_answers_the_share_of_the_better_one_is_known_and_no_more() -> None:
    assert proposal(["zufrieden", "sehr zufrieden", "k. A."]) == (
        "0-1", {"zufrieden": 0.0, "sehr zufrieden": 1.0, "k. A.": None},
    )  # fmt: skip
    assert proposal(["yes", "no"]) == ("0-1", {"yes": 1.0, "no": 0.0})
    assert proposal(["good", "bad", "fair"]) == ("csat", {"good": 4.0, "bad": 2.0, "fair": 3.0})
    assert proposal(["here", "there"]) == ("", {})


def test_words_with_numbers_stand_for_these() -> None:
    ends = ["1 - sehr schlecht", "2", "3", "4", "5 - sehr gut"]
    assert list(numbered(ends).values()) == [1, 2, 3, 4, 5]
    assert numbered(["1 star", "3 stars", "5 stars", "n/a"])["n/a"] is None
    assert list(numbered(["7 (completely agree)", "1 (not at all)", "4 ()"]).values()) == [7, 1, 4]
    assert not numbered(["1 - sehr gut", "3 - befriedigend", "5 - mangelhaft"])
    assert not numbered(["0-2 years", "3-5 years", "5-10 years", "10+ years"])
    assert not numbered(["Answer 1", "Answer 2", "Answer 3"])


def test_numbered_choices_are_no_steps(guess: Guess) -> None:
    found = guess(lines("Where,How", "1. Website,5 - great", "2. App,4 - well", "3. Phone,1 - bad"))
    assert found["Where"].kind == "segment"
    assert found["How"].kind == "rating"
    assert list(numbered(["1. Website", "2. App", "3. Phone"]).values()) == [1, 2, 3]


def test_a_scale_of_which_only_the_ends_are_named_is_read(guess: Guess) -> None:
    found = guess(lines("Check-in", "1 - sehr schlecht", "2", "3", "4", "5 - sehr gut"))["Check-in"]
    assert (found.kind, found.scale) == ("rating", "stars")
    assert found.words["1 - sehr schlecht"] == 1.0


def test_what_was_kept_is_offered_by_name_then_by_its_words() -> None:
    def kept(position: int, text: str, *codes: str) -> Question:
        return Question(id=new_id(), survey="s", position=position, text=text, kind="segment",
                        codes=codes)  # fmt: skip

    asked = [
        kept(0, "Class", "Eco", "Business"),
        kept(1, "Food", "good", "bad"),
        kept(2, "recommended", "0", "1"),
        kept(3, "satisfaction", "yes", "so so"),
    ]
    assert [one.text for one in could_be_overall(asked)] == ["satisfaction", "recommended", "Food"]
