"""Surveys that other people made import as their notes say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from cxdesk.analysis.curve import emotion_curve
from cxdesk.analysis.scores import overall, scores
from cxdesk.analysis.selection import Selection
from cxdesk.ingest.commit import commit
from cxdesk.ingest.guess import guess_columns, guess_questions
from cxdesk.ingest.long_form import guess_long
from cxdesk.ingest.mapping import ColumnMap, LongMap, Mapping
from cxdesk.ingest.plan import Plan, plan
from cxdesk.ingest.reading import read_table
from cxdesk.models import queries
from cxdesk.models.records import Question
from cxdesk.session import Session
from cxdesk.views.importing.columns import ImportSettings, column_uses, mapping_of, use_as

Bring = Callable[[str, Mapping | None], Plan]

AIRLINE = {
    "Buchung": ["Ease of Online booking", "Departure/Arrival time convenient"],
    "Check-in & Abflug": ["Checkin service", "Online boarding", "Gate location"],
    "Kabine": ["Seat comfort", "Leg room service", "Cleanliness"],
    "An Bord": [
        "On-board service", "Inflight service", "Food and drink", "Inflight entertainment",
        "Inflight wifi service",
    ],
    "Ankunft": ["Baggage handling"],
}  # fmt: skip


@pytest.fixture
def bring(session: Session, shared_data: Path) -> Bring:
    """Import a file (named below the folder of real input) into the project."""

    def bring(name: str, mapping: Mapping | None) -> Plan:
        (path,) = shared_data.glob(name)
        table = read_table(path, (mapping or Mapping()).reading)
        done = plan(table, mapping, session.store, create=True)
        commit(session, done)
        return done

    return bring


def means(session: Session) -> dict[str, float]:
    (journey,) = queries.journeys(session.store)
    found = scores(session.store, journey.id, Selection(), session.answers)
    return {one.name: round(one.mean, 2) for one in found if one.mean is not None}


def valid(question: Question) -> int:
    return sum(
        count
        for code, count in zip(question.codes, question.counts, strict=True)
        if code not in question.missing
    )


def test_airline_passengers(session: Session, bring: Bring) -> None:
    columns = {name: ColumnMap(phase=phase) for phase, names in AIRLINE.items() for name in names}
    mapping = Mapping(
        journey="Flugreise", scale="stars", missing=[0], respondent="id",
        segments=["Class", "Customer Type", "Type of Travel", "Gender", "Age"], wave="2015",
        columns=columns,
    )  # fmt: skip
    done = bring("airline/test.csv", mapping)
    assert done.rows_read == 25_976
    assert done.ratings + done.missing == 363_664
    assert (done.rejected_total, len(done.created)) == (0, 14)
    zeros = {
        one.text: dict(zip(one.codes, one.counts, strict=True)).get("0") for one in done.questions
    }
    assert zeros["Inflight wifi service"] == 813
    assert zeros["Ease of Online booking"] == 1_195
    assert zeros["Departure/Arrival time convenient"] == 1_381
    found = means(session)
    assert found["Inflight wifi service"] == 2.81
    assert found["Ease of Online booking"] == 2.89
    assert found["Departure/Arrival time convenient"] == 3.22
    assert found["Inflight service"] == 3.65
    assert found["Baggage handling"] == 3.63
    (journey,) = queries.journeys(session.store)
    phases = [phase.name for phase in queries.phases(session.store, journey.id)]
    assert phases == list(AIRLINE)
    points = emotion_curve(session.store, journey.id, Selection(), session.answers)
    assert [point.name for point in points] == [n for names in AIRLINE.values() for n in names]


def test_airline_passengers_without_a_map(session: Session, bring: Bring) -> None:
    done = bring("airline/test.csv", None)
    rated = {one.text for one in done.questions if one.kind == "rating"}
    assert rated == {name for names in AIRLINE.values() for name in names}
    assert (done.ratings, done.missing) == (359_462, 4_202)


AIRPORT = {
    "Q7ART": "Artwork", "Q7FOOD": "Restaurants", "Q7SIGN": "Signs", "Q7WIFI": "Wi-Fi",
    "Q9BOARDING": "Cleanliness of the boarding area", "Q9RESTROOM": "Cleanliness of restrooms",
    "Q14FIND": "Finding the way", "Q14PASSTHRU": "Passing security",
}  # fmt: skip


def test_airport_wide(session: Session, bring: Bring) -> None:
    mapping = Mapping(
        journey="SFO", scale="stars", missing=[0, 6, "Blank"], respondent="RESPNUM",
        segments=["Q20GENDER", "LANG"], weight="WEIGHT", wave="2017",
        columns={
            **{code: ColumnMap(touchpoint=name) for code, name in AIRPORT.items()},
            "NETPRO": ColumnMap(overall=True, scale="nps", missing=[11]),
        },
    )  # fmt: skip
    done = bring("sfo_airport/2017*.csv", mapping)
    assert (done.rows_read, done.rejected_total) == (2_831, 0)
    found = {one.text: one for one in done.questions}
    assert valid(found["Q7ART"]) == 18 + 77 + 553 + 892 + 744
    assert found["Q7ART"].missing == ("0", "6")
    assert valid(found["NETPRO"]) == 2_831 - 84 - 1
    (journey,) = queries.journeys(session.store)
    (score,) = overall(session.store, journey.id, Selection(), session.answers)
    promoters, detractors, n = 564 + 872, 17 + 6 + 8 + 19 + 18 + 5 + 144 + 130, 2_746
    assert score.n == n
    assert score.nps == pytest.approx(100 * (promoters - detractors) / n, abs=0.3)
    assert score.weighted is not None
    assert score.weighted != score.mean


def test_airport_long_agrees_with_wide(session: Session, bring: Bring) -> None:
    mapping = Mapping(
        journey="SFO long",
        scale="stars",
        missing=[0, 6],
        long=LongMap("RESPNUM_FK", "question_code", "rating_value"),
        columns={code: ColumnMap(touchpoint=name) for code, name in AIRPORT.items()},
    )
    done = bring("sfo_airport/long_2017/fact_ratings.csv", mapping)
    found = {one.text: one for one in done.questions}
    assert dict(zip(found["Q7ART"].codes, found["Q7ART"].counts, strict=True)) == {
        "1": 18, "2": 77, "3": 553, "4": 892, "5": 744,
    }  # fmt: skip
    assert (done.rows_read, done.rejected_total) == (53_271, 0)
    wide = bring(
        "sfo_airport/2017*.csv",
        Mapping(
            journey="SFO long", scale="stars", missing=[0, 6], perspective="target",
            columns={code: ColumnMap(touchpoint=name) for code, name in AIRPORT.items()},
        ),
    )  # fmt: skip
    assert wide.created == []
    assert {one.text: valid(one) for one in wide.questions} == {
        code: valid(found[code]) for code in AIRPORT
    }


def test_mobile_phones_on_ten(session: Session, bring: Bring, shared_data: Path) -> None:
    mapping = Mapping(
        journey="Mobile phone",
        scale="ten",
        columns={
            **{f"PERQ{n}": ColumnMap(touchpoint=f"Quality {n}") for n in range(1, 8)},
            "CUEX1": ColumnMap(touchpoint="Quality 1", perspective="expectation"),
            "CUSA1": ColumnMap(overall=True),
        },
    )
    done = bring("scale_1_10_mobi/mobi.csv", mapping)
    assert (done.rows_read, done.ratings, done.missing, done.rejected_total) == (250, 9 * 250, 0, 0)
    guessed = plan(
        read_table(shared_data / "scale_1_10_mobi" / "mobi.csv"),
        None, session.store, journey="Guess", create=True,
    )  # fmt: skip
    assert {one.scale for one in guessed.questions} == {"ten"}
    assert (len(guessed.questions), guessed.ratings) == (24, 24 * 250)


def test_lounge_reviews(session: Session, bring: Bring) -> None:
    rated = [
        "comfort", "cleanliness", "bar_beverages", "catering", "washrooms", "wifi_connectivity",
        "staff_service",
    ]  # fmt: skip
    mapping = Mapping(
        journey="Lounge", missing=[0], date="date", comment="content", segments=["type_traveller"],
        columns={
            **{f"{name}_rating": ColumnMap(scale="stars") for name in rated},
            "overall_rating": ColumnMap(scale="ten", overall=True),
        },
    )  # fmt: skip
    done = bring("skytrax/lounge.csv", mapping)
    assert (done.rows_read, done.rejected_total) == (2_264, 0)
    found = {one.text: one for one in done.questions}
    assert valid(found["comfort_rating"]) == 656 + 514 + 475 + 336 + 275
    assert valid(found["overall_rating"]) == 2_264 - 5
    assert found["date"].codes[0] >= "2000-01-01"
    (texts,) = done.comments.values()
    assert len(texts) == 2_264


def test_conference_survey_with_words(session: Session, bring: Bring) -> None:
    food = {
        "Horrendous": 1, "Just about edible but I was hungry": 2,
        "Some good, some not so good": 3, "Yum!": 4, "Give the team a Michelin star!!": 5,
    }  # fmt: skip
    meals = [
        f"How would you rate the food at Sudzilla ({meal})?"
        for meal in ("breakfast", "lunch", "dinner")
    ]
    mapping = Mapping(
        journey="Sudzilla",
        date="Timestamp",
        comment=["...why?"],
        columns={
            "On a scale of 0-10, how would you rate Sudzilla?": ColumnMap(
                overall=True, scale="nps"
            ),
            **{meal: ColumnMap(scale="stars", labels=dict(food)) for meal in meals},
        },
    )
    done = bring("preppin_survey/sudzilla*.csv", mapping)
    assert (done.rows_read, done.rejected_total) == (39, 0)
    lunch = next(one for one in done.questions if one.text == meals[0])
    assert dict(zip(lunch.codes, lunch.counts, strict=True)) == {
        "Horrendous": 5, "Just about edible but I was hungry": 10,
        "Some good, some not so good": 10, "Yum!": 8, "Give the team a Michelin star!!": 5,
    }  # fmt: skip
    assert next(one for one in done.questions if one.kind == "date").codes[0] == "2019-11-01"


def test_a_long_table_of_mixed_answers(session: Session, bring: Bring) -> None:
    mapping = Mapping(
        journey="Shop",
        long=LongMap("Response", "Question Number", "Answer"),
        segments=["Store"],
        columns={"3": ColumnMap(overall=True, scale="nps")},
    )
    done = bring("preppin_survey/nps_long_050_input_01.csv", mapping)
    assert (done.ratings, done.survey.respondents, done.rejected_total) == (28, 28, 0)


def test_channels_by_question(session: Session, bring: Bring) -> None:
    done = bring("preppin_survey/wide_channels*.csv", None)
    rated = [one for one in done.questions if one.kind == "rating"]
    assert len(rated) == 10
    assert all(one.scale == "stars" and sum(one.counts) == 768 for one in rated)
    assert done.questions[-1].kind == "respondent"


def test_limesurvey_with_two_header_rows_and_verbal_scales(session: Session, bring: Bring) -> None:
    often = {"gar nicht": 1, "selten": 2, "eher selten": 3, "eher häufig": 4, "sehr häufig": 5}
    mapping = Mapping(
        journey="Modelle",
        scale="stars",
        labels=dict(often),
        columns={
            "Communication": ColumnMap(touchpoint="Kommunikation"),
            "Documentation": ColumnMap(),
        },
    )
    done = bring("limesurvey_de/*.csv", mapping)
    first = done.questions[0]
    assert dict(zip(first.codes, first.counts, strict=True)) == {
        "selten": 2, "eher selten": 1, "eher häufig": 16, "sehr häufig": 20,
    }  # fmt: skip
    assert (done.rows_read, done.ratings, done.missing) == (45, 39 + 40, 6 + 5)


def test_german_google_forms(session: Session, bring: Bring) -> None:
    done = bring("googleforms_de/umfrage.csv", None)
    assert done.rows_read == 51
    dated = next(one for one in done.questions if one.kind == "date")
    assert dated.codes[0] >= "2023-03-01"
    asked = next(one for one in done.questions if one.text.startswith("Wie gut kennst Du"))
    assert (asked.kind, asked.scale, sum(asked.counts)) == ("rating", "stars", 51)


def test_surveymonkey_workbook_with_two_header_rows(session: Session, shared_data: Path) -> None:
    """Each battery's answers, as they are counted by another reader of the same sheet."""
    (path,) = (shared_data / "surveymonkey").glob("*.xlsx")
    table = read_table(path)
    assert (table.frame.height, table.used.header_rows) == (198, 2)
    rated = [f"Question 5 - Response {n}" for n in range(1, 7)]
    uses = column_uses(table, [])
    assert [one.kind for one in uses[:7]] == ["respondent", "date", *["unused"] * 5]
    for row, one in enumerate(uses):
        if one.name in rated:
            uses = use_as(uses, row, "rating")
    done = plan(
        table, mapping_of(uses, ImportSettings(), []), session.store, journey="Team", create=True
    )
    commit(session, done)
    first, *records = openpyxl.load_workbook(path)["Sheet"].iter_rows(min_row=1, values_only=True)
    place = first.index("Question 5")
    expected = {}
    for number, name in enumerate(rated):
        words = [str(record[place + number] or "").strip() for record in records[1:]]
        values = [int(word.removeprefix("Answer ")) for word in words if word]
        expected[name] = (len(values), round(sum(values) / len(values), 2))
    found = scores(session.store, done.targets.journey, Selection(), session.answers)
    assert {one.name: (one.n, round(one.mean or 0, 2)) for one in found} == expected
    assert done.rejected_total == 0
    assert {one.scale for one in found} == {done.scales[0].id if done.scales else "ten"}
    kept = [one.text for one in done.questions if one.kind == "segment"]
    assert "Which generation are you apart of? - Response" in kept


def test_a_qualtrics_export_gives_its_questions_and_nothing_about_the_answering(
    session: Session, shared_data: Path, tmp_path: Path
) -> None:
    """The real three header rows, above sixty answers in the form of the real one."""
    lines = (shared_data / "qualtrics" / "sample.csv").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "qualtrics.csv"
    answers = [str(n % 5 + 1) for n in range(60)]
    records = [
        lines[3].replace("R_2YPOQ602ER1jkf1", f"R_{n}").replace(",DE,2,", f",DE,{answer},")
        for n, answer in enumerate(answers)
    ]
    path.write_text("\n".join([*lines[:3], *records, ""]), encoding="utf-8")
    done = plan(read_table(path), None, session.store, create=True)
    commit(session, done)
    used = {one.text: one.kind for one in done.questions}
    assert used == {
        "Q1 - This is a multiple choice question.": "rating",
        "UserLanguage - Benutzersprache": "segment",
        "StartDate - Anfangsdatum": "date",
        "ResponseId - Antwort-ID": "respondent",
        "Q2 - This is a free text question.": "segment",
    }
    assert means(session) == {"This is a multiple choice question.": 3.0}
    assert (done.ratings, done.missing, done.rejected_total) == (60, 0, 0)


def test_qualtrics_exports(shared_data: Path) -> None:
    table = read_table(shared_data / "qualtrics" / "sample.csv")
    assert (table.used.header_rows, table.rows.tolist()) == (3, [4])
    assert table.find("Q1") == table.find("This is a multiple choice question.")
    assert table.find("Q1") is not None
    legacy = read_table(shared_data / "qualtrics" / "sample_legacy.csv")
    assert (legacy.used.header_rows, legacy.rows.tolist()) == (2, [3])
    assert legacy.find("Q1") == legacy.find("This is a multiple choice question.")
    assert legacy.find("ResponseID") == "V1 - ResponseID"
    rated = [one.name for one in guess_columns(legacy) if one.kind == "rating"]
    assert rated == ["Q1 - This is a multiple choice question."]


def test_a_long_table_is_seen_by_the_names_of_its_columns(shared_data: Path) -> None:
    table = read_table(shared_data / "preppin_survey" / "nps_long_050_input_01.csv")
    long = guess_long(table)
    assert long == LongMap("Response", "Question Number", "Answer")
    rated = [one.name for one in guess_questions(table, long) if one.kind == "rating"]
    assert rated == ["3"]


def test_hospital_scores_on_a_hundred(session: Session, bring: Bring) -> None:
    mapping = Mapping(
        journey="Hospital", scale="0-100", respondent="Facility_ID",
        columns={"Quietness": ColumnMap(), "Cleanliness": ColumnMap()},
    )  # fmt: skip
    done = bring("hcahps/hospital_ratings.csv", mapping)
    assert done.ratings + done.missing + done.rejected_total == 2 * done.rows_read
    assert done.rejected_total == 0


def test_german_reviews(session: Session, bring: Bring) -> None:
    mapping = Mapping(journey="Lokal", scale="stars", comment="Caption",
                      columns={"Rating": ColumnMap(touchpoint="Besuch")})  # fmt: skip
    done = bring("reviews_de/*.csv", mapping)
    assert (done.ratings + done.missing, done.rejected_total) == (done.rows_read, 0)
    assert any("ü" in text for text in dict(next(iter(done.comments.values()))).values())
