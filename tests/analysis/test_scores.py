"""Scores on real answers, and the rules of what counts where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from cxdesk.analysis.numbers import Numbers
from cxdesk.analysis.scores import Score, overall, scores
from cxdesk.analysis.selection import Answers, Selection
from cxdesk.models.ids import Id
from cxdesk.models.records import CardPlace, Insight, Persona, PersonaRule, Place, Skip, Stop
from cxdesk.models.store import Store

if TYPE_CHECKING:
    from conftest import Workshop

EVERYBODY = Selection()


def stop_score(
    store: Store, stop: Id, selection: Selection, answers: Answers | None = None
) -> list[Score]:
    return Numbers(store, answers).score(stop, selection)


def only(found: list[Score]) -> Score:
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("name", "mean", "zeros"),
    [
        ("Inflight wifi service", 2.81, 813),
        ("Ease of Online booking", 2.89, 1195),
        ("Departure/Arrival time convenient", 3.22, 1381),
        ("Inflight service", 3.65, None),
        ("Baggage handling", 3.63, None),
    ],
)
def test_airline_means_leave_out_what_was_not_applicable(
    airline: Workshop, name: str, mean: float, zeros: int | None
) -> None:
    score = only(stop_score(airline.store, f"stop-{name}", EVERYBODY))
    assert score.mean is not None
    assert round(score.mean, 2) == mean
    if zeros is not None:
        assert score.n == 25_976 - zeros


def test_an_airline_score_is_scipys_and_statsmodels(
    airline: Workshop, airline_table: polars.DataFrame
) -> None:
    for score in scores(airline.store, "journey", EVERYBODY):
        values = airline_table[score.touchpoint].cast(polars.Int64).to_numpy()
        values = values[values > 0]
        expected = stats.ttest_1samp(values, 0).confidence_interval(0.95)
        assert score.n == len(values)
        assert score.mean == pytest.approx(values.mean(), rel=1e-12)
        assert score.sd == pytest.approx(values.std(ddof=1), rel=1e-10)
        assert (score.low, score.high) == pytest.approx((expected.low, expected.high), rel=1e-10)
        assert score.valence == pytest.approx(((values - 3) / 2).mean(), abs=1e-12)
        assert score.top2 == pytest.approx((values >= 4).mean())
        wilson = proportion_confint((values >= 4).sum(), len(values), method="wilson")
        assert score.top2_interval == pytest.approx(wilson, rel=1e-10)
        assert score.nps is None
        assert score.weighted is None
        assert score.histogram == tuple((v, int((values == v).sum())) for v in range(1, 6))


def test_scores_come_in_the_order_of_the_journey(airline: Workshop) -> None:
    found = [score.name.lower() for score in scores(airline.store, "journey", EVERYBODY)]
    assert len(found) == 14
    assert found[0] == "ease of online booking"
    assert found[-1] == "baggage handling"


def test_histograms_tell_everybodys_unweighted_numbers(airline: Workshop) -> None:
    airline.read.clear()
    scores(airline.store, "journey", EVERYBODY, airline.answers)
    overall(airline.store, "journey", EVERYBODY, airline.answers)
    assert airline.read == []


def test_the_overall_rating_brings_words_to_numbers(
    airline: Workshop, airline_table: polars.DataFrame
) -> None:
    score = only(overall(airline.store, "journey", EVERYBODY))
    satisfied = (airline_table["satisfaction"] == "satisfied").sum()
    assert score.n == 25_976
    assert score.mean == pytest.approx(2 + 3 * satisfied / 25_976)
    assert (score.name, score.stop, score.touchpoint) == ("Flight", "", "")


def test_the_airport_s_weights_act_inside_the_survey(workshop: Workshop, shared_data: Path) -> None:
    (path,) = (shared_data / "sfo_airport").glob("*.csv")
    table = polars.read_csv(path, infer_schema=False, encoding="utf8-lossy")
    workshop.survey()
    workshop.stop("artwork")
    workshop.question("weight", table["WEIGHT"].to_list(), kind="weight")
    workshop.question(
        "q7art", table["Q7ART"].to_list(),
        kind="rating", touchpoint="artwork", scale="stars", missing=("6", "0"),
    )  # fmt: skip
    values = table["Q7ART"].cast(polars.Float64, strict=False).to_numpy()
    weights = table["WEIGHT"].cast(polars.Float64, strict=False).to_numpy()
    keep = (values >= 1) & (values <= 5)
    expected = DescrStatsW(values[keep], weights[keep])
    plain = only(stop_score(workshop.store, "stop-artwork", EVERYBODY, workshop.answers))
    assert plain.mean == pytest.approx(values[keep].mean())
    assert plain.weighted == pytest.approx(expected.mean)
    assert plain.effective == pytest.approx(
        weights[keep].sum() ** 2 / (weights[keep] ** 2).sum()
    )

    chosen = Selection(weighted=True)
    score = only(stop_score(workshop.store, "stop-artwork", chosen, workshop.answers))
    n_eff = weights[keep].sum() ** 2 / (weights[keep] ** 2).sum()
    half = stats.t.ppf(0.975, n_eff - 1) * expected.std / np.sqrt(n_eff - 1)
    assert score.n == keep.sum()
    assert score.mean == score.weighted == pytest.approx(expected.mean)
    assert (score.low, score.high) == pytest.approx((expected.mean - half, expected.mean + half))
    assert n_eff < keep.sum()


def test_respondents_without_a_weight_above_zero_do_not_count_in_the_weighted_mean(
    workshop: Workshop,
) -> None:
    workshop.survey()
    workshop.stop("seat")
    workshop.question("w", ["2", "1", "0", None, "-3"], kind="weight")
    workshop.question(
        "q", ["5", "2", "1", "1", "1"], kind="rating", touchpoint="seat", scale="stars"
    )
    score = only(stop_score(workshop.store, "stop-seat", EVERYBODY, workshop.answers))
    assert score.mean == 2.0
    assert score.weighted == pytest.approx((2 * 5 + 2) / 3)


def test_scales_are_kept_apart(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 1, 2, scale="smileys")
    workshop.rate("seat", 8, scale="ten")
    found = stop_score(workshop.store, "stop-seat", EVERYBODY)
    assert [(score.scale, score.n, score.mean) for score in found] == [
        ("smileys", 2, 1.5), ("ten", 1, 8.0)
    ]  # fmt: skip


def test_perspectives_are_kept_apart(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 2)
    workshop.rate("seat", -1, perspective="expectation")
    found = scores(workshop.store, "journey", EVERYBODY)
    assert [(s.perspective, s.mean) for s in found] == [("experience", 2), ("expectation", -1)]
    chosen = scores(workshop.store, "journey", EVERYBODY, perspectives=["expectation"])
    assert [score.perspective for score in chosen] == ["expectation"]
    one = Selection(perspective="expectation")
    assert only(stop_score(workshop.store, "stop-seat", one)).mean == -1


def test_importance_has_no_valence(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 9, 10, scale="ten", perspective="importance")
    score = only(scores(workshop.store, "journey", EVERYBODY))
    assert (score.mean, score.valence) == (9.5, None)


def test_only_what_is_rated_has_a_score(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.stop("meal")
    workshop.rate("meal", 0)
    assert [score.stop for score in scores(workshop.store, "journey", EVERYBODY)] == ["stop-meal"]


def test_a_superseded_rating_does_not_count_until_its_correction_goes(workshop: Workshop) -> None:
    workshop.stop("seat")
    (wrong,) = workshop.rate("seat", -2)
    (right,) = workshop.rate("seat", 1, supersedes=wrong.id)
    assert only(stop_score(workshop.store, "stop-seat", EVERYBODY)).mean == 1
    workshop.remove(right.id)
    assert only(stop_score(workshop.store, "stop-seat", EVERYBODY)).mean == -2


def test_a_rating_given_at_a_stop_counts_only_there(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.add(Stop(id="again", touchpoint="seat", place=Place("phase", "z")))
    workshop.rate("seat", 2, stop="again")
    workshop.rate("seat", 0)
    assert only(stop_score(workshop.store, "stop-seat", EVERYBODY)).mean == 0
    assert only(stop_score(workshop.store, "again", EVERYBODY)).mean == 1


def test_estimates_stand_aside_where_customers_have_spoken(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 2, 2, source="team_estimate")
    workshop.rate("seat", -1, source="workshop_vote")
    assert only(stop_score(workshop.store, "stop-seat", EVERYBODY)).mean == 0.5
    workshop.rate("seat", -2, 0, source="interview")
    score = only(stop_score(workshop.store, "stop-seat", EVERYBODY))
    assert (score.n, score.mean, score.counted) == (2, -1, ("interview",))
    assert {source: one.mean for source, one in score.by_source.items()} == {
        "team_estimate": 2, "workshop_vote": -1, "interview": -1
    }  # fmt: skip
    workshop.update("project", count_estimates=True)
    score = only(stop_score(workshop.store, "stop-seat", EVERYBODY))
    assert (score.n, score.mean) == (5, 0)


def test_chosen_sources_are_the_only_ones(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 2, source="team_estimate")
    workshop.rate("seat", -2, source="survey")
    chosen = Selection(sources=frozenset({"team_estimate"}))
    score = only(stop_score(workshop.store, "stop-seat", chosen))
    assert (score.mean, list(score.by_source)) == (2, ["team_estimate"])


def test_each_sources_newest_wave_counts(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", -2, source="survey", wave="2025-03")
    workshop.rate("seat", 2, source="survey", wave="2026-03")
    workshop.rate("seat", 0, source="interview", wave="2024-01")
    assert only(stop_score(workshop.store, "stop-seat", EVERYBODY)).mean == 1
    old = only(stop_score(workshop.store, "stop-seat", Selection(wave="2025-03")))
    assert (old.mean, old.n) == (-2, 1)


def test_a_click_without_a_wave_belongs_to_the_newest(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", -2, source="survey", wave="2025")
    workshop.rate("seat", 0, source="survey", wave="2026")
    workshop.rate("seat", 2, source="survey")
    assert only(stop_score(workshop.store, "stop-seat", EVERYBODY)).mean == 1
    assert only(stop_score(workshop.store, "stop-seat", Selection(wave="2026"))).mean == 0


def test_a_reported_nps_has_no_mean_but_a_valence(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.figure(touchpoint="seat", statistic="nps", value=32, n=540)
    score = only(stop_score(workshop.store, "stop-seat", EVERYBODY))
    assert (score.scale, score.n, score.mean, score.nps) == ("nps", 540, None, 32)
    assert score.valence == pytest.approx(0.32)


def test_a_reported_share_has_no_valence(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.figure(touchpoint="seat", statistic="top2", value=0.61, n=200, scale="csat")
    score = only(stop_score(workshop.store, "stop-seat", EVERYBODY))
    assert (score.n, score.top2, score.mean, score.valence) == (200, 0.61, None, None)


def test_answers_on_the_nps_scale_have_both_headline_and_valence(workshop: Workshop) -> None:
    workshop.survey()
    workshop.stop("seat")
    workshop.question(
        "q", ["10", "9", "6", "8", "11", None],
        kind="rating", touchpoint="seat", scale="nps", missing=("11",),
    )  # fmt: skip
    score = only(stop_score(workshop.store, "stop-seat", EVERYBODY))
    assert (score.n, score.mean, score.nps) == (4, 8.25, 25.0)
    assert score.valence == pytest.approx((1 + 0.6 - 0.2 + 0.2) / 4)


def test_where_effort_is_asked_a_high_answer_is_bad(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 7, 1, 2, 2, scale="ces_effort")
    score = only(stop_score(workshop.store, "stop-seat", EVERYBODY))
    assert score.mean == 3
    assert score.valence == pytest.approx(1 / 3)
    assert score.top2 == 0.75


def test_values_off_the_scale_do_not_count(workshop: Workshop) -> None:
    workshop.survey()
    workshop.stop("seat")
    workshop.question("q", ["5", "9", "n/a"], kind="rating", touchpoint="seat", scale="stars")
    assert only(stop_score(workshop.store, "stop-seat", EVERYBODY)).n == 1
    workshop.update("q", scale="ten")
    score = only(stop_score(workshop.store, "stop-seat", EVERYBODY))
    assert (score.n, score.mean) == (2, 7)


def test_a_personas_answers_match_all_its_questions_and_any_of_their_codes(
    airline: Workshop, airline_table: polars.DataFrame
) -> None:
    codes = airline.store.record("class").codes
    eco = tuple(codes.index(name) for name in ("Eco", "Eco Plus"))
    business = (airline.store.record("travel").codes.index("Business travel"),)
    with airline.store.transaction("persona") as edit:
        edit.add(Persona(id="anna", place=Place("project", "a")))
        edit.add(PersonaRule(id="rule-1", persona="anna", question="class", codes=eco))
        edit.add(PersonaRule(id="rule-2", persona="anna", question="travel", codes=business))
    matching = airline_table.filter(
        polars.col("Class").is_in(["Eco", "Eco Plus"])
        & (polars.col("Type of Travel") == "Business travel")
        & (polars.col("Seat comfort") != "0")
    )
    chosen = Selection(persona="anna")
    score = only(stop_score(airline.store, "stop-Seat comfort", chosen, airline.answers))
    assert score.n == len(matching)
    assert score.mean == pytest.approx(matching["Seat comfort"].cast(polars.Float64).mean())
    for record in ("rule-1", "rule-2", "anna"):
        airline.remove(record)


def test_a_persona_takes_its_own_ratings_and_no_one_elses(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.add(Persona(id="anna", place=Place("project", "a")))
    workshop.rate("seat", 2, persona="anna")
    workshop.rate("seat", -2)
    workshop.rate("seat", -2, persona="ben")
    workshop.figure(touchpoint="seat", statistic="nps", value=-50, n=9)
    chosen = Selection(persona="anna")
    assert only(stop_score(workshop.store, "stop-seat", chosen)).mean == 2
    assert only(
        stop_score(workshop.store, "stop-seat", Selection(sources=frozenset({"team_estimate"})))
    ).mean == pytest.approx(-2 / 3)


def test_a_survey_that_no_rule_is_about_is_not_the_personas(workshop: Workshop) -> None:
    workshop.survey()
    workshop.stop("seat")
    workshop.add(Persona(id="anna", place=Place("project", "a")))
    workshop.question("q", ["5", "4"], kind="rating", touchpoint="seat", scale="stars")
    chosen = Selection(persona="anna")
    assert stop_score(workshop.store, "stop-seat", chosen, workshop.answers) == []


def test_a_stop_that_a_persona_skips_has_no_score_for_it(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.add(Persona(id="anna", place=Place("project", "a")))
    workshop.rate("seat", 2, persona="anna")
    workshop.add(Skip(id="skip", persona="anna", stop="stop-seat"))
    assert scores(workshop.store, "journey", Selection(persona="anna")) == []
    assert len(scores(workshop.store, "journey", EVERYBODY)) == 1


def test_what_is_no_rating_changes_no_score(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 2)
    before = scores(workshop.store, "journey", EVERYBODY)
    workshop.add(Insight(id="i", kind="pain_point", place=CardPlace("lane", "stop-seat", "a")))
    assert scores(workshop.store, "journey", EVERYBODY) == before
