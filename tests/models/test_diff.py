"""Diffs: reversing and joining them does what undoing and doing them in a row does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cxdesk.models.diff import Diff, from_ends, squash
from cxdesk.models.records import AnyRecord, Place, Stop, Touchpoint

State = dict[str, AnyRecord]
records = st.builds(
    Touchpoint, id=st.just(""), name=st.sampled_from("abc"), description=st.sampled_from("xy")
)
states = st.dictionaries(st.sampled_from("12345"), records, max_size=5)


def between(before: State, after: State) -> Diff:
    return from_ends({key: (before.get(key), after.get(key)) for key in {*before, *after}})


def applied(state: State, diff: Diff) -> State:
    found = dict(state)
    for key, before, after in diff.changes():
        assert found.get(key) == before
        if after is None:
            del found[key]
        else:
            found[key] = after
    return found


@given(states, states)
def test_a_diff_leads_from_before_to_after_and_reversed_back(one: State, two: State) -> None:
    diff = between(one, two)
    assert applied(one, diff) == two
    assert applied(two, diff.reversed()) == one
    assert diff.reversed().reversed() == diff
    assert bool(diff) == (one != two)


@given(states, states, states, states)
def test_squashed_diffs_are_all_of_them_in_a_row(a: State, b: State, c: State, d: State) -> None:
    series = [between(a, b), between(b, c), between(c, d)]
    assert squash(*series) == between(a, d)
    assert squash(squash(*series[:2]), series[2]) == squash(series[0], squash(*series[1:]))


@given(states, states)
def test_a_diff_and_its_reverse_cancel_out(one: State, two: State) -> None:
    diff = between(one, two)
    assert not squash(diff, diff.reversed())


@given(states)
def test_nothing_squashed_is_nothing(state: State) -> None:
    assert not squash()
    assert not between(state, state)


def test_a_diff_knows_which_kinds_it_touches() -> None:
    touchpoint = Touchpoint(id="t")
    stop = Stop(id="s", touchpoint="t", place=Place("p", "a"))
    diff = Diff(added={"t": touchpoint})
    assert diff.touches(Touchpoint)
    assert diff.touches(Stop, Touchpoint)
    assert not diff.touches(Stop)
    assert list(Diff(updated={"s": (stop, stop)}).records()) == [stop, stop]
