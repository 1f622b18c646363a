"""A report explains the words that it uses, and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest

from cxdesk.export import export
from cxdesk.language import language
from cxdesk.layout.report_words import explained
from cxdesk.models.records import AnyRecord, Figure, Question, Rating, Survey
from cxdesk.models.scales import own_scale
from cxdesk.session import Session

Opener = Callable[[Iterable[AnyRecord]], Session]
Project = Callable[..., list[AnyRecord]]
ALWAYS = ["Mean and n", "95% interval", "Face"]


def _words(session: Session) -> list[str]:
    return [word for word, _ in explained(session.store, language("en"))]


@pytest.mark.parametrize(
    ("given", "more"),
    [
        ({"scale": "stars", "value": 4, "source": "survey"}, []),
        ({"scale": "nps", "value": 9, "source": "survey"}, ["NPS"]),
        (
            {"scale": "stars", "value": 4, "source": "survey", "perspective": "expectation"},
            ["Gap"],
        ),
        ({"scale": "stars", "value": 4, "source": "team_estimate"}, ["Whose judgement"]),
    ],
)
def test_only_words_that_occur_are_explained(
    opened: Opener, project: Project, given: dict[str, object], more: list[str]
) -> None:
    session = opened([*project(["One", "Two"]), Rating(id="r1", touchpoint="t1", **given)])
    assert _words(session) == ALWAYS + more
    told = dict(explained(session.store, language("en")))["Face"]
    assert ("NPS" in told) == ("NPS" in more)


def test_a_project_without_customers_says_whose_judgement_the_curve_is(
    opened: Opener, project: Project
) -> None:
    team = Rating(id="r1", touchpoint="t1", scale="stars", value=4, source="team_estimate")
    session = opened([*project(["One", "Two"], rated=False), team])
    told = dict(explained(session.store, language("en")))["Whose judgement"]
    assert told.startswith("No customers were asked: the curve is the judgement of the team.")
    asked = Rating(id="r2", touchpoint="t1", scale="stars", value=2, source="interview")
    session = opened([*project(["One", "Two"], rated=False), team, asked])
    told = dict(explained(session.store, language("en")))["Whose judgement"]
    assert told.startswith("Where customers were asked, their sources alone make the curve")


def test_where_low_is_best_the_gap_is_explained_the_other_way_round(
    opened: Opener, project: Project
) -> None:
    grade = own_scale("Schulnote", 1, 6, polarity=-1)
    rating = Rating(
        id="r1", touchpoint="t1", scale=grade.id, value=1, source="survey",
        perspective="expectation",
    )  # fmt: skip
    session = opened([*project(["One", "Two"]), grade, rating])
    assert dict(explained(session.store, language("en")))["Gap"] == (
        "Experience minus expectation on the same scale; below zero, we disappoint."
        " Where a low value is best, it is the other way round."
    )


def test_a_reported_nps_is_explained(opened: Opener, project: Project) -> None:
    figure = Figure(id="f1", touchpoint="t1", statistic="nps", value=32, n=540)
    assert _words(opened([*project(["One", "Two"]), figure])) == [*ALWAYS, "NPS"]


def test_an_overall_question_on_the_scale_of_nps_is_explained(
    opened: Opener, project: Project
) -> None:
    asked = Question(id="q", survey="s", kind="overall", journey="j", scale="nps", codes=("9",))
    session = opened([*project(["One", "Two"]), Survey(id="s", respondents=3), asked])
    assert _words(session) == [*ALWAYS, "NPS"]


def test_the_sample_uses_all_words(english: Session) -> None:
    assert _words(english) == [*ALWAYS, "Gap", "NPS", "Whose judgement"]


def _last_lines(session: Session, tmp_path: Path) -> list[str]:
    """What stands below the table of the workbook's findings."""
    path = tmp_path / "out.xlsx"
    export(session, path, language=language("en"))
    sheet = openpyxl.load_workbook(path)["Findings"]
    (table,) = sheet.tables.values()
    last = int(table.ref.rsplit("$")[-1].split(":")[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    rows = sheet.iter_rows(min_row=last + 1, max_col=1, values_only=True)
    return [str(row[0]) for row in rows if row[0]]


def test_the_workbook_says_why_there_are_few_findings(
    opened: Opener, project: Project, tmp_path: Path
) -> None:
    rated = project(["One", "Two", "Three"])
    (told,) = _last_lines(opened(rated), tmp_path)
    assert told.startswith("Journey: How important the touchpoints are is not known")
    important = {"perspective": "importance", "scale": "ten", "source": "survey"}
    asked = [
        Rating(id=f"i{number}", touchpoint="t1", value=number + 7, **important)
        for number in range(2)
    ]
    (told,) = _last_lines(opened([*rated, *asked]), tmp_path)
    few = "The importance of 1 rated touchpoint is not known, so it is no finding."
    assert told == f"Journey: {few}"
    everything = [
        Rating(id=f"all{number}", touchpoint=f"t{number}", value=8, **important)
        for number in range(3)
    ]
    assert _last_lines(opened([*rated, *everything]), tmp_path) == []
