"""Digits on a project's own scales: what they mean, and how long one waits for the next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.canvas.rating_digits import goes_on, keys_told, meant, refusal
from cxdesk.language import language
from cxdesk.models.scales import BUILT_IN, own_range, own_scale

ENGLISH = language("en")


@given(st.integers(0, 60), st.integers(2, 300), st.sampled_from([1, 2, 5, 10]))
def test_every_whole_number_of_a_scale_can_be_typed_and_no_digit_waits_in_vain(
    low: int, steps: int, step: int
) -> None:
    scale = own_scale("Own", low, low + steps * step, step=step)
    texts = {f"{value:.0f}" for value in scale.values}
    for text in texts:
        assert all(goes_on(scale, text[:end]) for end in range(1, len(text))) or text == "10"
        assert meant(scale, text) == float(text) or meant(scale, "0") == 10
    for typed in {text[:end] for text in texts for end in range(1, len(text) + 1)}:
        longer = any(text != typed and text.startswith(typed) for text in texts)
        assert goes_on(scale, typed) == (longer and meant(scale, "0") != 10)


@pytest.mark.parametrize(
    ("scale", "typed", "value"),
    [
        (own_range(6, 1), "1", 1), (own_range(6, 1), "6", 6), (own_range(6, 1), "7", None),
        (own_range(0, 100), "75", 75), (own_range(0, 100), "0", 0), (own_range(1, 10), "0", 10),
        (own_range(-3, 3), "1", -3), (own_range(-3, 3), "7", 3), (own_range(-3, 3), "0", None),
        (BUILT_IN["smileys"], "5", 2), (BUILT_IN["ten"], "0", 10), (BUILT_IN["nps"], "10", 10),
    ],
)  # fmt: skip
def test_digits_mean_the_value_or_the_step(scale: object, typed: str, value: float | None) -> None:
    assert meant(scale, typed) == value  # type: ignore[arg-type]


def test_only_a_number_that_can_go_on_waits() -> None:
    hundred = own_range(0, 100)
    assert [goes_on(hundred, one) for one in ("7", "75", "10", "0", "100")] == [
        True, False, True, False, False,
    ]  # fmt: skip
    assert not any(goes_on(own_range(6, 1), str(digit)) for digit in range(10))
    assert not any(goes_on(BUILT_IN["ten"], str(digit)) for digit in range(10))
    assert [digit for digit in range(10) if goes_on(BUILT_IN["nps"], str(digit))] == [1]


def test_keys_are_told_for_each_kind_of_scale() -> None:
    told = [
        keys_told(scale, ENGLISH)
        for scale in (
            BUILT_IN["smileys"], BUILT_IN["ten"], BUILT_IN["nps"], own_range(6, 1),
            own_range(0, 100), own_scale("Half", 1, 5, step=0.5),
        )
    ]  # fmt: skip
    assert told == [
        "Keys 1 to 5", "Keys 1 to 9, 0 is ten", "Keys 0 to 9, 1 then 0 is ten", "Keys 1 to 6",
        "Type 0 to 100", "",
    ]  # fmt: skip


def test_what_is_not_on_a_scale_is_refused_with_what_is() -> None:
    assert refusal(own_range(6, 1), "7", ENGLISH) == (
        "7 is not on this scale. Its keys are 1 to 6."
    )
    assert refusal(own_range(20, 60), "7", ENGLISH) == (
        "7 is not on this scale. It goes from 20 to 60."
    )
    assert refusal(BUILT_IN["nps"], "15", ENGLISH).endswith("Its keys are 0 to 9, 1 0 for 10.")
