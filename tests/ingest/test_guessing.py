"""What a file's columns are taken for, before anybody has said anything."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from cxdesk.ingest.guess import ColumnGuess, guess_columns, guess_mapping
from cxdesk.ingest.long_form import guess_long
from cxdesk.ingest.mapping import LongMap
from cxdesk.ingest.reading import read_table

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def file(text: str) -> Path:
        path = tmp_path / "survey.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return file


def answers(seed: int, codes: list[int], weights: list[int], count: int = 400) -> list[str]:
    return [str(code) for code in random.Random(seed).choices(codes, weights, k=count)]


def guesses(write: Write, **columns: list[str]) -> dict[str, ColumnGuess]:
    rows = [",".join(columns), *(",".join(row) for row in zip(*columns.values(), strict=True))]
    return {one.name: one for one in guess_columns(read_table(write("\n".join(rows))))}


FIVE = [1, 2, 3, 4, 5]


def test_two_or_three_codes_are_choices_and_not_stars(write: Write) -> None:
    found = guesses(
        write,
        checkin=answers(1, FIVE, [1, 2, 3, 5, 4]),
        lounge=answers(2, [0, *FIVE], [1, 1, 2, 3, 5, 4]),
        bags=answers(3, [0, 1, 2], [1, 5, 4]),
        stratum=answers(4, [1, 2, 3], [3, 3, 3]),
    )
    assert [one.kind for one in found.values()] == ["rating", "rating", "segment", "segment"]
    assert (found["lounge"].scale, found["lounge"].missing) == ("stars", (0.0,))


def test_in_a_small_file_few_codes_say_nothing_against_a_scale(write: Write) -> None:
    found = guesses(write, checkin=["4", "5", "4"], lounge=["3", "5", "5"])
    assert [one.scale for one in found.values()] == ["stars", "stars"]


def test_a_code_above_the_scale_is_no_answer_where_its_share_jumps_in_a_battery(
    write: Write,
) -> None:
    six = [*FIVE, 6]
    found = guesses(
        write,
        signs=answers(1, six, [1, 2, 5, 9, 9, 1]),
        parking=answers(2, six, [1, 2, 3, 4, 3, 30]),
        food=answers(3, six, [1, 2, 5, 9, 5, 4]),
    )
    assert {(one.scale, one.missing) for one in found.values()} == {("stars", (6.0,))}


def test_a_scale_to_six_stays_one(write: Write) -> None:
    six = [*FIVE, 6]
    found = guesses(
        write, **{name: answers(n, six, [1, 2, 3, 5, 5, 4]) for n, name in enumerate("abc")}
    )
    assert {(one.kind, one.scale, one.missing) for one in found.values()} == {("rating", "1-6", ())}


@pytest.mark.parametrize(
    ("code", "scale", "codes"),
    [(99, "stars", FIVE), (9, "stars", FIVE), (-9, "stars", FIVE), (99, "1-7", [*FIVE, 6, 7])],
)
def test_a_code_far_off_the_scale_is_no_answer(
    write: Write, code: int, scale: str, codes: list[int]
) -> None:
    weights = [3] * len(codes) + [1]
    found = guesses(
        write, **{name: answers(n, [*codes, code], weights) for n, name in enumerate("ab")}
    )
    assert {(one.scale, one.missing) for one in found.values()} == {(scale, (float(code),))}


def test_a_recommendation_keeps_its_code_for_not_knowing_apart(write: Write) -> None:
    found = guesses(write, NETPRO=answers(1, list(range(12)), [1] * 6 + [2, 4, 8, 6, 9, 1]))
    assert (found["NETPRO"].kind, found["NETPRO"].scale) == ("overall", "nps")
    assert found["NETPRO"].missing == (11.0,)


def test_the_airport_survey_gives_its_26_ratings_and_the_recommendation(
    shared_data: Path,
) -> None:
    (file,) = (shared_data / "sfo_airport").glob("2017*.csv")
    found = guess_columns(read_table(file))
    rated = [one.name for one in found if one.kind == "rating"]
    assert len(rated) == 26
    assert {name[:2] for name in rated} == {"Q7", "Q9", "Q1"}
    assert [one.name for one in found if one.kind == "overall"] == ["NETPRO"]
    assert {one.scale for one in found if one.kind == "rating"} == {"stars"}
    art = next(one for one in found if one.name == "Q7ART")
    assert set(art.missing) == {0.0, 6.0}


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["Sehr gut", "gut", "mittel", "k. A."],
         {"Sehr gut": 5, "gut": 4, "mittel": 3, "k. A.": None}),
        (["Stimme gar nicht zu", "Stimme eher nicht zu", "Stimme eher zu", "Keine Angabe"],
         {"Stimme gar nicht zu": 1, "Stimme eher nicht zu": 2, "Stimme eher zu": 4,
          "Keine Angabe": None}),
        (["Very satisfied", "Neutral", "dissatisfied"],
         {"Very satisfied": 5, "Neutral": 3, "dissatisfied": 2}),
    ],
)  # fmt: skip
def test_the_usual_words_are_steps_of_a_scale(
    write: Write, texts: list[str], words: dict[str, float | None]
) -> None:
    found = guesses(write, service=(texts * 20)[:60], place=(["here", "there"] * 30)[:60])
    assert (found["service"].kind, found["service"].scale) == ("rating", "stars")
    assert found["service"].words == words
    assert found["place"].kind == "segment"


def test_words_of_no_known_ladder_stay_a_segment(write: Write) -> None:
    found = guesses(write, often=["often", "seldom", "good"] * 20, grade=["good", "bad"] * 30)
    assert {one.kind for one in found.values()} == {"segment"}


def test_one_answer_a_record_is_seen_and_proposed(write: Write) -> None:
    rows = [f"{n},{item},{n % 5 + 1}" for n in range(40) for item in ("Booking", "Lounge")]
    table = read_table(write("\n".join(["person,what,marks", *rows])))
    assert guess_long(table) == LongMap("person", "what", "marks")
    mapping = guess_mapping(table)
    assert mapping.long == LongMap("person", "what", "marks")
    assert list(mapping.columns) == ["Booking", "Lounge"]


def test_the_airports_long_file_is_seen_as_one(shared_data: Path) -> None:
    table = read_table(shared_data / "sfo_airport" / "long_2017" / "fact_ratings.csv")
    assert guess_long(table) == LongMap("RESPNUM_FK", "question_code", "rating_value")


@pytest.mark.parametrize(
    "file",
    ["airline/test.csv", "skytrax/lounge.csv", "scale_1_10_mobi/mobi.csv",
     "googleforms_de/umfrage.csv", "preppin_survey/wide_channels_209_input_01.csv",
     "sfo_airport/long_2017/fact_comments.csv"],
)  # fmt: skip
def test_a_file_with_a_row_for_each_person_is_no_long_one(shared_data: Path, file: str) -> None:
    assert guess_long(read_table(shared_data / file)) is None
