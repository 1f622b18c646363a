"""Means, NPS and shares against scipy, statsmodels or their definition, on real answers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from cxdesk.analysis.estimates import (
    Counts,
    Estimate,
    mean,
    mean_of,
    merged_counts,
    merged_moments,
    moments,
    nps,
    pooled,
    pooled_share,
    reported,
    share,
    top_box,
)

Item = Callable[[str], list[int]]
lists = st.lists(st.integers(0, 10), min_size=2, max_size=60)


def counted(values: Sequence[float]) -> Counts:
    times = Counter(values)
    return Counts(tuple(times), tuple(times.values()))


@pytest.mark.parametrize("item", ["CUSA1", "PERQ1", "IMAG3", "CUSCO"])
def test_a_mean_and_its_interval_are_scipys(mobi: Item, item: str) -> None:
    values = mobi(item)
    expected = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    found = mean(counted(values))
    assert found is not None
    assert found.n == len(values)
    assert found.mean == pytest.approx(np.mean(values), rel=1e-12)
    assert found.sd == pytest.approx(np.std(values, ddof=1), rel=1e-12)
    assert found.se == pytest.approx(stats.sem(values), rel=1e-12)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-10)


@given(lists)
def test_a_mean_does_not_depend_on_order_or_on_how_answers_are_counted(values: list[int]) -> None:
    whole = mean(counted(values))
    parts = merged_counts([counted([value]) for value in reversed(values)])
    again = mean(parts)
    joined = mean_of(merged_moments([m for v in values if (m := moments(counted([v])))]))
    assert whole is not None
    assert again is not None
    assert again.mean == pytest.approx(whole.mean)
    assert again.sd == pytest.approx(whole.sd)
    assert joined.mean == pytest.approx(whole.mean)
    assert joined.sd == pytest.approx(whole.sd, abs=1e-7)


@given(lists, st.floats(0.1, 10), st.floats(-10, 10))
def test_a_mean_follows_a_change_of_units(values: list[int], factor: float, shift: float) -> None:
    plain = mean(counted(values))
    moved = mean(counted(values).mapped(lambda value: factor * value + shift))
    assert plain is not None
    assert moved is not None
    assert moved.mean == pytest.approx(factor * plain.mean + shift, abs=1e-9)
    assert moved.sd == pytest.approx(factor * (plain.sd or 0.0), abs=1e-6)


def test_one_answer_has_a_mean_but_no_interval() -> None:
    found = mean(Counts((4.0,), (1,)))
    assert found == Estimate(1, 4.0, n_eff=1)


def test_no_answers_have_no_statistic() -> None:
    for nothing in (Counts(), Counts((1.0, 2.0), (0, 0))):
        assert mean(nothing) is None
        assert nps(nothing) is None
        assert top_box(nothing, 4) is None


def test_equal_answers_have_an_interval_of_no_width() -> None:
    found = mean(Counts((3.0,), (7,)))
    assert found is not None
    assert (found.sd, found.low, found.high) == (0.0, 3.0, 3.0)


def test_nps_is_promoters_less_detractors() -> None:
    found = nps(counted([10, 9, 9, 8, 7, 6, 0]))  # 3 promoters, 2 detractors of 7
    assert found is not None
    assert found.mean == pytest.approx(100 / 7)


def test_the_interval_of_nps_is_the_normal_one_of_its_three_classes(mobi: Item) -> None:
    values = list(mobi("CUSL1"))
    classes = np.array([100 if v >= 9 else -100 if v <= 6 else 0 for v in values])
    expected = stats.norm.interval(
        0.95, classes.mean(), classes.std(ddof=0) / math.sqrt(len(values))
    )
    found = nps(counted(values))
    assert found is not None
    assert found.mean == pytest.approx(classes.mean())
    assert (found.low, found.high) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("least", [2, 5, 9, 10])
def test_a_share_has_wilsons_interval(mobi: Item, least: int) -> None:
    values = mobi("CUSA2")
    hits = sum(value >= least for value in values)
    found = top_box(counted(values), least)
    assert found is not None
    assert found.mean == pytest.approx(hits / len(values))
    expected = proportion_confint(hits, len(values), method="wilson")
    assert (found.low, found.high) == pytest.approx(expected, rel=1e-10)


def test_where_less_is_better_the_top_boxes_are_the_lowest() -> None:
    found = top_box(counted([1, 2, 3, 7]), 2, polarity=-1)
    assert found is not None
    assert found.mean == 0.5


def test_a_share_of_one_answer_has_no_interval() -> None:
    assert share(1.0, 1).low is None


def test_weights_make_the_effective_number_kishs() -> None:
    weights = [0.5, 0.5, 1.0, 2.0]
    values = [1.0, 1.0, 3.0, 5.0]
    kish = sum(weights) ** 2 / sum(w * w for w in weights)
    found = mean(Counts((1.0, 3.0, 5.0), (1.0, 1.0, 2.0), effective=kish))
    center = np.average(values, weights=weights)
    variance = np.average((np.array(values) - center) ** 2, weights=weights) * kish / (kish - 1)
    half = stats.t.ppf(0.975, kish - 1) * math.sqrt(variance / kish)
    assert found is not None
    assert (found.n, found.n_eff) == (4, kish)
    assert found.mean == pytest.approx(center)
    assert found.sd == pytest.approx(math.sqrt(variance))
    assert (found.low, found.high) == pytest.approx((center - half, center + half))


def test_merging_weighted_lots_adds_their_squared_weights() -> None:
    one = Counts((1.0, 2.0), (3.0, 1.0), effective=2.5)
    other = Counts((2.0,), (6.0,))
    merged = merged_counts([one, other])
    assert merged.counts == (3.0, 7.0)
    assert merged.effective == pytest.approx(10**2 / (16 / 2.5 + 6))


def test_pooled_sources_weigh_the_same_however_many_answered(mobi: Item) -> None:
    one, other = mobi("PERQ1"), mobi("CUSL2")[:40]
    found = pooled([e for values in (one, other) if (e := mean(counted(values)))])
    # half the sum of two means: the same error and freedom as Welch has for their difference
    welch = stats.ttest_ind(one, other, equal_var=False)
    half = stats.t.ppf(0.975, welch.df) * math.hypot(stats.sem(one), stats.sem(other)) / 2
    center = (np.mean(one) + np.mean(other)) / 2
    assert found.n == len(one) + 40
    assert found.mean == pytest.approx(center)
    assert found.freedom == pytest.approx(welch.df)
    assert (found.low, found.high) == pytest.approx((center - half, center + half))


def test_pooling_weights_sources() -> None:
    parts = [Estimate(10, 1.0, se=0.3, n_eff=10), Estimate(10, 4.0, se=0.4, n_eff=10)]
    found = pooled(parts, [2, 1])
    assert found.mean == pytest.approx(2.0)
    assert found.se == pytest.approx(math.sqrt(4 * 0.09 + 0.16) / 3)


def test_pooling_what_weighs_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        pooled([Estimate(3, 1.0)], [0])


def test_one_source_pooled_is_itself() -> None:
    only = share(0.3, 50)
    assert pooled([only]) is only
    assert pooled_share([only]) is only


def test_an_unknown_error_leaves_the_pooled_interval_open() -> None:
    found = pooled([Estimate(1, 2.0), Estimate(9, 4.0, se=0.5, freedom=8)])
    assert (found.mean, found.low, found.high) == (3.0, None, None)


def test_equally_sized_pooled_shares_have_wilsons_interval_of_all() -> None:
    found = pooled_share([share(0.4, 50), share(0.4, 50)])
    expected = proportion_confint(40, 100, method="wilson")
    assert (found.low, found.high) == pytest.approx(expected)


def test_a_reported_mean_counts_like_the_answers_behind_it(mobi: Item) -> None:
    values, others = mobi("CUSA1"), mobi("CUSA2")
    found = moments(counted(others))
    report = reported(len(values), float(np.mean(values)), float(np.std(values, ddof=1)))
    whole = mean(counted(values + others))
    assert found is not None
    assert whole is not None
    merged = mean_of(merged_moments([report, found]))
    assert merged.mean == pytest.approx(whole.mean)
    assert (merged.low, merged.high) == pytest.approx((whole.low, whole.high))


def test_a_reported_mean_of_unknown_size_has_no_say_beside_counted_answers() -> None:
    answers = reported(10, 3.0, 1.0)
    merged = merged_moments([answers, reported(0, 9.0, None)])
    assert merged == answers
    alone = merged_moments([reported(0, 9.0, None), reported(0, 7.0, None)])
    assert mean_of(alone) == Estimate(0, 8.0)
