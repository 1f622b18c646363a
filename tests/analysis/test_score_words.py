"""Headlines of scores: which number is told first, with its own interval, and why there is none."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from cxdesk.analysis.curve import curve_point
from cxdesk.analysis.evidence import Evidence
from cxdesk.analysis.figure_words import figure_told
from cxdesk.analysis.score_words import headlines, why_no_interval
from cxdesk.analysis.scores import Score, scores
from cxdesk.analysis.selection import Selection
from cxdesk.language import language
from cxdesk.layout.headline import headline
from cxdesk.models.scales import BUILT_IN

if TYPE_CHECKING:
    from conftest import Workshop

EN = language("en")


def score(workshop: Workshop) -> Score:
    (found,) = scores(workshop.store, "journey", Selection())
    return found


def test_an_nps_scale_is_told_by_its_nps_with_the_interval_of_the_nps(workshop: Workshop) -> None:
    values = [10] * 40 + [9] * 10 + [8] * 20 + [5] * 15 + [0] * 5
    workshop.stop("seat")
    workshop.rate("seat", *values, scale="nps", source="survey")
    first, second = headlines(score(workshop), BUILT_IN["nps"], EN)
    p, d, n = 50 / 90, 20 / 90, 90
    half = stats.norm.ppf(0.975) * math.sqrt((p + d - (p - d) ** 2) / n)
    assert (first.name, first.value) == ("NPS", "NPS +33")
    assert first.ends == (f"+{100 * (p - d - half):.0f}", f"+{100 * (p - d + half):.0f}")
    low, high = stats.t.interval(0.95, n - 1, np.mean(values), stats.sem(values))
    assert (second.name, second.value) == ("", f"{np.mean(values):.1f}")
    assert second.ends == (f"{low:.1f}", f"{high:.1f}")


def test_a_csat_scale_is_told_by_its_mean_and_its_top_two_each_with_its_interval(
    workshop: Workshop,
) -> None:
    values = [5] * 30 + [4] * 25 + [3] * 10 + [2] * 5
    workshop.stop("seat")
    workshop.rate("seat", *values, scale="csat", source="survey")
    first, second = headlines(score(workshop), BUILT_IN["csat"], EN)
    assert (first.name, first.value) == ("", f"{np.mean(values):.1f}")
    low, high = proportion_confint(55, 70, method="wilson")
    assert (second.name, second.value) == ("Top 2", f"{55 / 70:.0%}")
    assert second.ends == (f"{low:.0%}", f"{high:.0%}")


@pytest.mark.parametrize("scale", ["ten", "stars", "ces_ease"])
def test_any_other_scale_is_told_by_its_mean_alone(workshop: Workshop, scale: str) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 2, 3, 5, scale=scale, source="survey")
    assert [one.name for one in headlines(score(workshop), BUILT_IN[scale], EN)] == [""]


def test_no_interval_is_told_beyond_the_ends_of_its_scale(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 0, 2, scale="smileys", source="survey")
    assert score(workshop).high == pytest.approx(1 + stats.t.ppf(0.975, 1))
    (told,) = headlines(score(workshop), BUILT_IN["smileys"], EN)
    assert (told.value, told.ends) == ("+1.0", ("−2.0", "+2.0"))


def test_an_nps_interval_is_told_within_what_an_nps_can_be(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 0, 10, scale="nps", source="survey")
    assert headlines(score(workshop), BUILT_IN["nps"], EN)[0].ends == ("−100", "+100")


def test_an_nps_of_one_group_alone_has_no_interval_to_show(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 0, 3, scale="nps", source="survey")
    nps, mean = headlines(score(workshop), BUILT_IN["nps"], EN)
    assert (nps.value, nps.ends) == ("NPS −100", ())
    assert mean.ends[0] == "0.0"
    assert why_no_interval(score(workshop), EN) == "no interval: one NPS group"


def test_where_there_is_no_interval_it_is_said_why(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 3, scale="stars", source="survey")
    assert why_no_interval(score(workshop), EN) == "no interval from n = 1"
    workshop.rate("seat", 3, 4, 5, 4, scale="stars", source="interview")
    assert why_no_interval(score(workshop), EN) == "no interval: Survey has n = 1"
    workshop.rate("seat", 4, scale="stars", source="survey")
    assert why_no_interval(score(workshop), EN) == ""


def test_answers_that_are_all_alike_have_no_interval_to_show(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 1, 1, 1, scale="stars", source="survey")
    (told,) = headlines(score(workshop), BUILT_IN["stars"], EN)
    assert (told.value, told.ends) == ("1.0", ())
    assert why_no_interval(score(workshop), EN) == "no interval: all answers alike"


def test_a_reported_nps_keeps_its_unit_wherever_it_stands(workshop: Workshop) -> None:
    stop = workshop.stop("seat")
    figure = workshop.figure(
        touchpoint="seat", statistic="nps", scale="nps", value=32, n=540, date="2026-03-01",
        note="Tracking study",
    )  # fmt: skip

    point = curve_point(Evidence(workshop.store), workshop.store.record(stop), Selection())
    shown = headline(workshop.store, point, EN)
    assert shown is not None
    assert (shown.value, shown.count, point.scale) == ("NPS +32", "n = 540", "nps")
    found = score(workshop)
    assert headlines(found, BUILT_IN["nps"], EN)[0].value == "NPS +32"
    assert why_no_interval(found, EN) == "no interval: spread not reported"
    told = figure_told(workshop.store, figure, EN)
    assert told == "NPS +32, n = 540 · Survey · Mar 1, 2026 · Tracking study"


def test_a_figure_of_something_else_makes_no_row_of_nought_answers(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.figure(touchpoint="seat", statistic="share", value=0.25, n=80)
    other = workshop.figure(touchpoint="seat", statistic="other", value=1234.5, note="calls a day")
    assert scores(workshop.store, "journey", Selection()) == []
    told = figure_told(workshop.store, other, language("de"))
    assert told == "1.234,5 · Befragung · calls a day"


@pytest.mark.parametrize(
    ("statistic", "value", "told"),
    [
        ("mean", 7.85, "7.85 (1 to 10)"), ("mean", 8, "8.0 (1 to 10)"), ("nps", 32.5, "NPS +32.5"),
        ("top2", 0.834, "Top 2 83.4% (1 to 10)"), ("share", 0.25, "Share 25%"),
        ("other", 1234.5, "1,234.5"),
    ],
)  # fmt: skip
def test_a_figure_is_told_to_the_digits_that_were_reported(
    workshop: Workshop, statistic: str, value: float, told: str
) -> None:
    workshop.stop("seat")
    figure = workshop.figure(touchpoint="seat", statistic=statistic, scale="ten", value=value)
    assert figure_told(workshop.store, figure, EN) == f"{told} · Survey"


def test_a_reported_share_stands_on_the_map_without_a_feeling(workshop: Workshop) -> None:
    stop = workshop.stop("seat")
    workshop.figure(touchpoint="seat", statistic="top2", scale="csat", value=0.834, n=240)
    point = curve_point(Evidence(workshop.store), workshop.store.record(stop), Selection())
    assert (point.valence, point.share, point.n) == (None, 0.834, 240)
    shown = headline(workshop.store, point, EN)
    assert shown is not None
    assert (shown.face, shown.value, shown.beside, shown.count) == (None, "83%", "Top 2", "n = 240")
