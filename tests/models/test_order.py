"""Fractional keys: always room between two, and a move touches one record."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.models.order import (
    DIGITS,
    LONGEST,
    NoRoom,
    fresh_keys,
    keys_between,
    needs_fresh_keys,
)

keys = st.text(DIGITS, min_size=1, max_size=12).filter(lambda key: not key.endswith("0"))


@given(st.just("") | keys, st.just("") | keys, st.integers(1, 30))
def test_keys_ascend_strictly_between_their_neighbours(low: str, high: str, count: int) -> None:
    if high and low >= high:
        low, high = high, low
    if low == high != "":
        return
    found = keys_between(low, high, count)
    assert len(found) == count
    chain = [low, *found, *([high] if high else [])]
    assert all(left < right for left, right in itertools.pairwise(chain))
    assert all(key[-1] != "0" and set(key) <= set(DIGITS) for key in found)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=120))
def test_any_series_of_insertions_keeps_its_order(places: list[float]) -> None:
    order: list[str] = []
    for place in places:
        at = round(place * len(order))
        low = order[at - 1] if at else ""
        high = order[at] if at < len(order) else ""
        order[at:at] = keys_between(low, high)
    assert order == sorted(set(order))


def test_inserting_at_the_same_place_gives_two_people_different_keys() -> None:
    assert len({keys_between("a", "b")[0] for _ in range(50)}) > 40


@pytest.mark.parametrize("end", ["above the first", "below the last", "at the end"])
def test_a_list_grows_long_at_one_place_before_its_keys_are_too_long(end: str) -> None:
    low, high = fresh_keys(2)
    for _ in range(60):
        if end == "above the first":
            (high,) = keys_between(low, high)
        elif end == "below the last":
            (low,) = keys_between(low, high)
        else:
            (high,) = keys_between(high, "")
    assert max(len(low), len(high)) <= LONGEST // 2


def test_no_keys_are_asked_for_none() -> None:
    assert keys_between("a", "b", 0) == []


@pytest.mark.parametrize(("low", "high"), [("b", "a"), ("a", "a"), ("a", "a0"), ("a", "a000")])
def test_neighbours_without_room_are_refused(low: str, high: str) -> None:
    with pytest.raises(NoRoom):
        keys_between(low, high)


@pytest.mark.parametrize(
    "siblings",
    [["a", "a"], ["b", "a"], ["a" * (LONGEST + 1)], ["a", "a0"], [""], ["ä"], ["a", "b c"]],
)
def test_keys_of_others_making_are_replaced(siblings: list[str]) -> None:
    assert needs_fresh_keys(siblings)


@given(st.integers(0, 300))
def test_fresh_keys_need_no_fresh_keys(count: int) -> None:
    assert not needs_fresh_keys(fresh_keys(count))
