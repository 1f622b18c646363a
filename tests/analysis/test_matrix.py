"""Relevance against perception, asked and derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars
import pytest
from scipy import stats

from cxdesk.analysis import finding_words
from cxdesk.analysis.matrix import opportunity_score, relevance_matrix
from cxdesk.analysis.selection import Selection
from cxdesk.language import language
from cxdesk.models.records import Persona, PersonaRule, Place

if TYPE_CHECKING:
    from conftest import Workshop

EVERYBODY = Selection()


def test_derived_importance_is_scipys_correlation_with_the_overall_rating(
    airline: Workshop, airline_table: polars.DataFrame
) -> None:
    matrix = relevance_matrix(airline.store, "journey", EVERYBODY, airline.answers)
    satisfied = (airline_table["satisfaction"] == "satisfied").to_numpy()
    assert matrix.basis == "derived"
    for finding in matrix.findings:
        values = airline_table[finding.touchpoint].cast(polars.Int64).to_numpy()
        keep = values > 0
        expected = stats.pearsonr(values[keep], satisfied[keep]).statistic
        assert finding.correlation == pytest.approx(expected, rel=1e-9)
        assert finding.importance == pytest.approx(10 * max(expected, 0))
    average = np.mean([finding.importance for finding in matrix.findings])
    assert matrix.important_from == pytest.approx(average)


def test_of_what_matters_to_passengers_boarding_wins_and_wifi_hurts(airline: Workshop) -> None:
    matrix = relevance_matrix(airline.store, "journey", EVERYBODY, airline.answers)
    kinds = {finding.name.lower(): (finding.kind, finding.certain) for finding in matrix.findings}
    assert kinds["online boarding"] == ("success_point", True)
    assert kinds["inflight wifi service"] == ("pain_point", True)
    assert kinds["gate location"] == ("", True)  # sure, but of no weight


def test_a_correlation_among_a_personas_respondents_is_theirs(
    airline: Workshop, airline_table: polars.DataFrame
) -> None:
    code = airline.store.record("class").codes.index("Business")
    airline.add(Persona(id="anna", place=Place("project", "a")))
    airline.add(PersonaRule(id="rule", persona="anna", question="class", codes=(code,)))
    chosen = Selection(persona="anna")
    matrix = relevance_matrix(airline.store, "journey", chosen, airline.answers)
    rows = airline_table.filter(
        (polars.col("Class") == "Business") & (polars.col("Cleanliness") != "0")
    )
    expected = stats.pearsonr(
        rows["Cleanliness"].cast(polars.Int64), (rows["satisfaction"] == "satisfied").to_numpy()
    ).statistic
    (finding,) = (one for one in matrix.findings if one.touchpoint == "Cleanliness")
    assert finding.correlation == pytest.approx(expected, rel=1e-9)
    airline.remove("rule")
    airline.remove("anna")


def test_asked_importance_goes_before_a_derived_one(workshop: Workshop) -> None:
    for name, importance, experience in (
        ("seat", (9, 10), (-2, -1, -2)), ("meal", (9, 9), (2, 1)), ("film", (2, 3), (-2, -2))
    ):  # fmt: skip
        workshop.stop(name)
        workshop.rate(name, *importance, scale="ten", perspective="importance")
        workshop.rate(name, *experience)
    workshop.stop("wine")
    matrix = relevance_matrix(workshop.store, "journey", EVERYBODY)
    assert matrix.basis == "asked"
    importances = [pytest.approx(10 * (mean - 1) / 9) for mean in (9.5, 9, 2.5)]
    assert [finding.importance for finding in matrix.findings] == [*importances, None]
    assert [(f.kind, f.certain) for f in matrix.findings] == [
        ("pain_point", True),
        ("success_point", False),  # 1 and 2: the interval of two answers reaches far below 0
        ("", False),
        ("", False),
    ]


def test_the_opportunity_score_is_ulwicks() -> None:
    assert opportunity_score(9, 3) == 15
    assert opportunity_score(6, 8) == 6


def test_a_stops_opportunity_is_of_its_importance_and_satisfaction(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 10, scale="ten", perspective="importance")
    workshop.rate("seat", -1)  # valence -0.5: satisfaction 2.5
    (finding,) = relevance_matrix(workshop.store, "journey", EVERYBODY).findings
    assert finding.opportunity == pytest.approx(10 + 7.5)


def test_a_derived_importance_has_no_opportunity_score(airline: Workshop) -> None:
    # a correlation of 0.4 is no importance of 4 that a satisfaction of 4.5 could be held against
    matrix = relevance_matrix(airline.store, "journey", EVERYBODY, airline.answers)
    assert matrix.basis == "derived"
    assert matrix.opportunities() == []


def test_findings_are_ranked_certain_ones_first_then_by_importance_times_feeling(
    workshop: Workshop,
) -> None:
    for name, importance, experience in (
        ("mild", 10, (-1, -1, -1, -2)), ("worst", 10, (-2, -2, -2, -1)),
        ("unsure", 10, (-2, -2, 1)), ("other", 1, (2, 2, 2)), ("less", 9, (-2, -2, -2, -1)),
    ):  # fmt: skip
        workshop.stop(name)
        workshop.rate(name, importance, scale="ten", perspective="importance")
        workshop.rate(name, *experience)
    matrix = relevance_matrix(workshop.store, "journey", EVERYBODY)
    pains = matrix.ranked("pain_point")
    assert [one.touchpoint for one in pains] == ["worst", "less", "mild", "unsure"]
    assert [one.certain for one in pains] == [True, True, True, False]
    assert [one.touchpoint for one in matrix.ranked("")] == ["other"]
    assert matrix.by_rating()[-1].touchpoint == "other"


def test_where_nobody_said_what_matters_nothing_is_found(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", -2, -2)
    matrix = relevance_matrix(workshop.store, "journey", EVERYBODY, workshop.answers)
    assert matrix.important_from is None
    assert [(f.importance, f.kind, f.opportunity) for f in matrix.findings] == [(None, "", None)]


def test_where_one_scale_is_better_downwards_the_correlation_still_says_better(
    workshop: Workshop,
) -> None:
    workshop.survey()
    workshop.stop("seat")
    effort, satisfaction = ["1", "2", "4", "7", "6"], ["5", "5", "3", "1", "2"]
    workshop.question("q", effort, kind="rating", touchpoint="seat", scale="ces_effort")
    workshop.question("all", satisfaction, kind="overall", journey="journey", scale="stars")
    (finding,) = relevance_matrix(workshop.store, "journey", EVERYBODY, workshop.answers).findings
    expected = stats.pearsonr([-int(e) for e in effort], [int(s) for s in satisfaction]).statistic
    assert finding.correlation == pytest.approx(expected)


def test_importance_is_told_as_it_was_asked_and_rescaled_only_to_compare(
    workshop: Workshop,
) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 8, 9, 9, scale="ten", perspective="importance")
    workshop.rate("seat", -1, 1)
    matrix = relevance_matrix(workshop.store, "journey", EVERYBODY)
    (finding,) = matrix.findings
    mean = np.mean([8, 9, 9])
    assert finding.asked is not None
    assert (finding.asked.mean, finding.asked.scale) == (pytest.approx(mean), "ten")
    assert finding.importance == pytest.approx((mean - 1) / 9 * 10)
    assert finding.opportunity == pytest.approx(2 * (mean - 1) / 9 * 10 - 5)
    assert matrix.reach == (1, 10)
    assert matrix.compared(finding.importance) == pytest.approx(mean)
    english = language("en")
    assert "importance 8.7 (1 to 10)" in finding_words.facts(workshop.store, finding, english)
    assert finding_words.basis_told(matrix, english) == "Importance as asked, on the scale 1 to 10."


def test_importance_on_different_scales_is_compared_on_0_to_10_and_says_so(
    workshop: Workshop,
) -> None:
    for name, scale, value in (("seat", "ten", 10), ("meal", "stars", 4)):
        workshop.stop(name)
        workshop.rate(name, value, value, scale=scale, perspective="importance")
        workshop.rate(name, 1, 2)
    matrix = relevance_matrix(workshop.store, "journey", EVERYBODY)
    assert matrix.reach == (0, 10)
    assert [one.importance for one in matrix.findings] == [10, pytest.approx(7.5)]
    english = language("en")
    told = [finding_words.facts(workshop.store, one, english) for one in matrix.findings]
    assert "importance 10.0 (1 to 10)" in told[0]
    assert "importance 4.0 (1 to 5 stars)" in told[1]
    assert finding_words.basis_told(matrix, english) == (
        "Importance was asked on different scales, which are brought to 0 to 10 here."
    )


def test_answers_that_are_all_alike_are_an_indication_and_no_proof(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 9, scale="ten", perspective="importance")
    workshop.rate("seat", -2, -2, -2)
    (finding,) = relevance_matrix(workshop.store, "journey", EVERYBODY).findings
    assert (finding.kind, finding.certain) == ("pain_point", False)
    told = finding_words.certainty(finding, language("en"))
    assert told == "Indication: all answers are alike, so there is no interval."
