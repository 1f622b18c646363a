"""To how many decimals a mean is told."""

from __future__ import annotations

import pytest

from cxdesk.analysis.estimates import Counts, mean
from cxdesk.analysis.precision import decimals, ends_told, mean_told
from cxdesk.language import language


def answers(*counts: int) -> Counts:
    """So many answers of 1, 2, ... stars."""
    values = tuple(float(value) for value in range(1, len(counts) + 1))
    return Counts(values, tuple(map(float, counts)))


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((4500, 6200, 6400, 5000, 3063), "2.84"),
        ((9, 12, 13, 10, 6), "2.8"),
        ((900, 1240, 1280, 1000, 613), "2.84"),
        ((400, 550, 570, 445, 272), "2.8"),
        ((0, 3, 0, 0, 0), "2.0"),
        ((0, 0, 1, 0, 0), "3.0"),
    ],
)
def test_a_mean_has_a_second_decimal_where_its_interval_leaves_it_a_sense(
    counts: tuple[int, ...], told: str
) -> None:
    found = mean(answers(*counts))
    assert found is not None
    assert mean_told(found, language("en")) == told


@pytest.mark.parametrize("size", [10, 100, 1_000, 10_000, 100_000])
def test_a_mean_as_it_is_told_lies_within_its_interval_as_it_is_told(size: int) -> None:
    for shift in range(10):
        found = mean(answers(size, size + shift, 2 * size - shift))
        assert found is not None and found.low is not None and found.high is not None
        digits = decimals(found.margin)
        low, middle, high = (round(one, digits) for one in (found.low, found.mean, found.high))
        assert low <= middle <= high


def test_a_difference_is_told_as_well_as_the_less_known_of_both() -> None:
    assert decimals(0.02, 0.03) == 2
    assert decimals(0.02, 0.3) == decimals(0.02, None) == 1


def test_signs_and_nothing_are_written_as_usual() -> None:
    found = mean(answers(1, 1))
    assert found is not None
    assert mean_told(found, language("de"), signed=True) == "+1,5"


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (2.86, 4.31, ("2.9", "4.3")),
        (2.81, 2.84, ("2.81", "2.84")),
        (2.811, 2.814, ("2.811", "2.814")),
        (2.81140, 2.81144, ("2.8114", "2.8114")),
    ],
)
def test_the_ends_of_an_interval_differ_as_they_are_told(
    low: float, high: float, told: tuple[str, str]
) -> None:
    digits = decimals((high - low) / 2)
    assert ends_told(low, high, digits, language("en").number) == told
