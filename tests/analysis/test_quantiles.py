"""The quantiles of intervals are scipy's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri, stdtrit

from cxdesk.analysis.quantiles import NORMAL, student


def test_the_normal_quantile_is_scipys() -> None:
    assert pytest.approx(ndtri(0.975), rel=1e-15) == NORMAL


@given(st.floats(1, 5000) | st.floats(1, 1e12) | st.integers(1, 100).map(float))
def test_students_quantile_is_scipys_to_ten_digits(freedom: float) -> None:
    assert student(freedom) == pytest.approx(stdtrit(freedom, 0.975), rel=1e-10)


def test_less_than_one_degree_of_freedom_has_no_quantile() -> None:
    with pytest.raises(ValueError, match=r"0\.5"):
        student(0.5)
