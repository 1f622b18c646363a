"""The emotion curve: pooled valences, and a spline that never overshoots."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import CubicHermiteSpline

from cxdesk.analysis.curve import CurvePoint, Segment, emotion_curve, monotone_cubic
from cxdesk.analysis.numbers import Numbers
from cxdesk.analysis.scores import scores
from cxdesk.analysis.selection import Selection
from cxdesk.models.records import Persona, Place, Skip

if TYPE_CHECKING:
    from conftest import Workshop

EVERYBODY = Selection()


def only(found: list[CurvePoint]) -> CurvePoint:
    assert len(found) == 1
    return found[0]


def test_every_stop_is_a_point_and_an_unrated_one_a_gap(workshop: Workshop) -> None:
    for name in ("seat", "meal", "film"):
        workshop.stop(name)
    workshop.rate("seat", 2)
    workshop.rate("film", -1)
    curve = emotion_curve(workshop.store, "journey", EVERYBODY)
    assert [(point.name, point.valence, point.n) for point in curve] == [
        ("Seat", 1.0, 1), ("Meal", None, 0), ("Film", -0.5, 1)
    ]  # fmt: skip
    assert curve[1] == CurvePoint(stop="stop-meal", touchpoint="meal", name="Meal")


def test_the_airlines_curve_is_the_valence_of_its_scores(airline: Workshop) -> None:
    curve = emotion_curve(airline.store, "journey", EVERYBODY)
    assert len(curve) == 14
    for point in curve:
        (score,) = Numbers(airline.store).score(point.stop, EVERYBODY)
        assert score.low is not None
        assert score.high is not None
        assert point.valence == pytest.approx(score.valence)
        assert (point.low, point.high) == pytest.approx(((score.low - 3) / 2, (score.high - 3) / 2))
        assert (point.n, point.mean, point.scale) == (score.n, score.mean, "stars")


def test_estimates_are_a_marker_beside_the_customers_curve(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 2, 1, source="team_estimate")
    alone = only(emotion_curve(workshop.store, "journey", EVERYBODY))
    assert (alone.valence, alone.estimate_valence) == (0.75, None)
    workshop.rate("seat", -2, 0, 0, source="survey")
    beside = only(emotion_curve(workshop.store, "journey", EVERYBODY))
    assert (beside.valence, beside.n) == (pytest.approx(-1 / 3), 3)
    assert (beside.estimate_valence, beside.estimate_n) == (0.75, 2)
    workshop.update("project", count_estimates=True)
    mixed = only(emotion_curve(workshop.store, "journey", EVERYBODY))
    assert mixed.valence == pytest.approx((0.75 - 1 / 3) / 2)
    assert (mixed.n, mixed.estimate_valence) == (5, None)


def test_a_share_from_customers_does_not_push_estimates_aside(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 1)
    workshop.figure(touchpoint="seat", statistic="share", value=0.9, n=100)
    assert only(emotion_curve(workshop.store, "journey", EVERYBODY)).valence == 0.5


def test_scales_meet_in_valence_by_their_answers_and_sources_evenly(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 5, 5, 4, source="survey", scale="stars")  # 1, 1, 0.5
    workshop.rate("seat", -2, source="survey", scale="smileys")  # -1
    workshop.rate("seat", 1, source="interview", scale="ten")  # -1
    point = only(emotion_curve(workshop.store, "journey", EVERYBODY))
    assert point.valence == pytest.approx(((1 + 1 + 0.5 - 1) / 4 - 1) / 2)
    assert point.valence is not None
    assert (point.n, point.scale) == (5, "smileys")  # what five answers on three scales share
    assert point.mean == pytest.approx(2 * point.valence)


def test_an_nps_figure_reaches_the_curve_as_a_hundredth(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.figure(touchpoint="seat", statistic="nps", value=-20, n=300)
    point = only(emotion_curve(workshop.store, "journey", EVERYBODY))
    assert (point.valence, point.n, point.low) == (-0.2, 300, None)


def test_a_reported_mean_reaches_the_curve_by_valence(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.figure(touchpoint="seat", scale="stars", value=4, sd=1, n=100)
    point = only(emotion_curve(workshop.store, "journey", EVERYBODY))
    assert (point.valence, point.mean, point.scale) == (0.5, 4, "stars")
    assert point.low == pytest.approx(0.5 - 1.98421695 * 0.05)


def test_a_stop_that_a_persona_skips_is_absent_not_a_gap(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.stop("meal")
    workshop.add(Persona(id="anna", place=Place("project", "a")))
    workshop.add(Skip(id="skip", persona="anna", stop="stop-seat"))
    curve = emotion_curve(workshop.store, "journey", Selection(persona="anna"))
    assert [point.stop for point in curve] == ["stop-meal"]
    assert len(emotion_curve(workshop.store, "journey", EVERYBODY)) == 2


def test_a_curve_of_importance_has_means_but_no_valence(workshop: Workshop) -> None:
    workshop.stop("seat")
    workshop.rate("seat", 9, 8, scale="ten", perspective="importance")
    point = only(emotion_curve(workshop.store, "journey", Selection(perspective="importance")))
    assert (point.valence, point.mean, point.n) == (None, 8.5, 2)


# -- the spline ----------------------------------------------------------------------------------

ys = st.floats(-1, 1, allow_subnormal=False)
points = st.lists(st.tuples(st.floats(1, 50), ys), min_size=2, max_size=12).map(
    lambda found: (np.cumsum([gap for gap, _ in found]).tolist(), [y for _, y in found])
)


def at(segment: Segment, t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    (a, b, c, d) = (np.array(point) for point in segment)
    path = (
        np.outer((1 - t) ** 3, a)
        + np.outer(3 * t * (1 - t) ** 2, b)
        + np.outer(3 * t * t * (1 - t), c)
        + np.outer(t**3, d)
    )
    return path[:, 0], path[:, 1]


@given(points)
def test_the_spline_goes_through_every_point(points: tuple[list[float], list[float]]) -> None:
    xs, ys = points
    segments = monotone_cubic(xs, ys)
    assert [segment[0] for segment in segments] == list(zip(xs, ys, strict=True))[:-1]
    assert [segment[3] for segment in segments] == list(zip(xs, ys, strict=True))[1:]


@given(points)
def test_the_spline_never_overshoots_and_moves_one_way_between_two_points(
    points: tuple[list[float], list[float]],
) -> None:
    t = np.linspace(0, 1, 41)
    for segment in monotone_cubic(*points):
        x, y = at(segment, t)
        low, high = sorted((segment[0][1], segment[3][1]))
        assert y.min() >= low - 1e-12
        assert y.max() <= high + 1e-12
        assert (np.diff(x) > 0).all()
        assert (np.sign(segment[3][1] - segment[0][1]) * np.diff(y) >= -1e-12).all()


@given(points)
def test_the_spline_has_no_kink_where_the_curve_goes_on(
    points: tuple[list[float], list[float]],
) -> None:
    segments = monotone_cubic(*points)
    for left, right in itertools.pairwise(segments):
        before = (left[3][1] - left[2][1]) / (left[3][0] - left[2][0])
        after = (right[1][1] - right[0][1]) / (right[1][0] - right[0][0])
        assert before == pytest.approx(after, abs=1e-9)


def test_slopes_are_those_of_fritsch_and_carlson() -> None:
    # By hand: secants 1, 4, 0.1 -> means of neighbours 1, 2.5, 2.05, 0.1. Segment 2 is inside
    # the circle of radius 3; segment 3 has alpha 20.5, beta 1: both shrink by 3 / |(20.5, 1)|.
    xs, ys = [0.0, 1.0, 2.0, 3.0], [0.0, 1.0, 5.0, 5.1]
    shrink = 3 / np.hypot(20.5, 1)
    spline = CubicHermiteSpline(xs, ys, [1, 2.5, 2.05 * shrink, 0.1 * shrink])
    t = np.linspace(0, 1, 11)
    for segment in monotone_cubic(xs, ys):
        x, y = at(segment, t)
        assert y == pytest.approx(spline(x))


def test_a_peak_is_flat_on_top() -> None:
    left, right = monotone_cubic([0, 1, 2], [0, 1, 0])
    assert left[2][1] == right[1][1] == 1


def test_a_single_point_has_no_line() -> None:
    assert monotone_cubic([1], [0.5]) == []
    assert monotone_cubic([], []) == []


def test_points_that_do_not_ascend_are_refused() -> None:
    with pytest.raises(ValueError, match="ascend"):
        monotone_cubic([1, 1], [0, 1])


def test_without_a_chosen_wave_the_newest_counts_and_not_the_last_in_the_alphabet(
    workshop: Workshop,
) -> None:
    stop = workshop.stop("seat")
    for wave, values in (("Herbst 2025", ("1", "2")), ("Frühjahr 2026", ("4", "5", "5"))):
        workshop.survey(wave, wave=wave)
        workshop.question(
            f"q-{wave}", values, survey=wave, kind="rating", touchpoint="seat", scale="stars"
        )
        workshop.question(
            f"all-{wave}", values, survey=wave, kind="overall", journey="journey", scale="stars"
        )
    (point,) = emotion_curve(workshop.store, "journey", Selection(), workshop.answers)
    assert (point.stop, point.n, point.mean) == (stop, 3, pytest.approx(14 / 3))
    (score,) = scores(workshop.store, "journey", Selection(), workshop.answers)
    assert score.waves == {"survey": "Frühjahr 2026"}
    before = Selection(wave="Herbst 2025")
    (score,) = scores(workshop.store, "journey", before, workshop.answers)
    assert (score.mean, score.waves) == (1.5, {"survey": "Herbst 2025"})
