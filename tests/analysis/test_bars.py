"""The bars of a histogram, over few values and over many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cxdesk.analysis.bars import MOST, Bar, bars
from cxdesk.models.scales import BUILT_IN, own_range, own_scale


def test_a_scale_of_few_values_has_a_bar_for_each() -> None:
    given_values = ((1.0, 3.0), (2.0, 0.0), (3.0, 1.0), (4.0, 0.0), (5.0, 2.0))
    assert bars(given_values, BUILT_IN["stars"]) == [Bar(v, v, n) for v, n in given_values]


def test_a_hundred_steps_are_twenty_classes_and_the_last_has_the_end() -> None:
    found = bars(((0.0, 1.0), (64.0, 2.0), (69.0, 1.0), (100.0, 4.0)), own_range(0, 100))
    assert len(found) == 20
    assert (found[0], found[-1]) == (Bar(0, 4, 1), Bar(95, 100, 4))
    assert [one for one in found if one.answers == 2] == [Bar(60, 64, 2)]


@given(st.integers(2, 5_000), st.sampled_from([0.1, 0.5, 1.0, 3.0]), st.data())
def test_no_answer_is_lost_between_classes(steps: int, step: float, data: st.DataObject) -> None:
    scale = own_scale("Own", -7, -7 + steps * step, step=step)
    places = data.draw(st.lists(st.integers(0, steps), unique=True, max_size=30))
    histogram = tuple((round(-7 + place * step, 9), float(place + 1)) for place in sorted(places))
    found = bars(histogram, scale)
    assert sum(one.answers for one in found) == sum(count for _, count in histogram)
    if steps > MOST:
        assert len(found) <= MOST
        assert (found[0].low, found[-1].high) == (scale.minimum, scale.maximum)
