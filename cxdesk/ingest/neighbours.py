"""Whether columns that could be ratings are: judged by their codes and by the columns beside them.

A question on a scale uses its scale, and seldom stands alone; a list of choices has a few codes
that nobody else has. What a code list would say is read from the answers of a whole battery.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

import msgspec

FEW = 50
"""Answers below which the codes that were used say nothing about a scale."""
_SPARSE = 0.1
"""A lone column that so few have answered is the follow-up of another question."""
_LEAST = {"stars": 4, "smileys": 3, "ten": 6, "0-10": 6}
"""How many of a scale's codes are used where many people answer on it."""
_OUTLYING = {6.0: 5.0, 8.0: 7.0, 11.0: 10.0}
"""A code right above a usual scale's best, which may stand for "not applicable"."""


class Candidate(msgspec.Struct, frozen=True):
    """A column that could hold ratings: its guessed scale, and how often each code occurs."""

    name: str
    scale: str
    missing: tuple[float, ...]
    counts: Mapping[float, int]

    @property
    def shape(self) -> frozenset[float]:
        """The codes that are answers."""
        return frozenset(self.counts) - set(self.missing) - {0.0}

    @property
    def answers(self) -> int:
        """How many answers there are."""
        return sum(count for code, count in self.counts.items() if code not in self.missing)


def settled(columns: Sequence[Candidate | None], records: int) -> dict[str, Candidate]:
    """The candidates that are ratings, by name; None stands for a column that is none.

    Args:
        columns: in the order of the file.
        records: how many people have answered.
    """
    found = _without_outlying([one for one in columns if one is not None])
    order = [found[one.name] if one is not None else None for one in columns]
    runs: dict[str, int] = {}
    for shape, run in groupby(order, key=lambda one: one.shape if one is not None else None):
        if shape is not None:
            together = [one for one in run if one is not None]
            runs |= dict.fromkeys((one.name for one in together), len(together))
    batteries = {one.shape for one in found.values() if runs[one.name] > 1}
    return {
        one.name: one
        for one in found.values()
        if records < FEW or _is_rating(one, runs[one.name], one.shape in batteries, records)
    }


def _is_rating(one: Candidate, run: int, known_shape: bool, records: int) -> bool:
    shape, many = one.shape, one.answers >= FEW
    if not shape:
        return False
    if many and len(shape) < _LEAST.get(one.scale, 2):
        return False
    if many and one.scale == "stars" and max(shape) < 5:
        return False
    if one.scale not in _LEAST and not known_shape:
        return False
    if run > 1:
        return True
    commonest = max(shape, key=lambda code: (one.counts[code], code))
    choice = many and min(shape) > 0 and commonest == min(shape)
    return not choice and one.answers >= _SPARSE * records


def _without_outlying(found: Sequence[Candidate]) -> dict[str, Candidate]:
    """The candidates with a code above the scale taken for "not applicable" where it is.

    In a battery its share has nothing to do with that of the best answer: far above it where
    hardly anybody knows the thing, far below it where everybody does.
    """
    by_name = {one.name: one for one in found}
    tops = Counter(max(one.shape) for one in found if one.shape)
    for top, best in _OUTLYING.items():
        same = [one for one in found if one.shape and max(one.shape) == top]
        ratios = [one.counts[top] / max(one.counts.get(best, 0), 1) for one in same]
        if tops[top] < 2 or not (max(ratios) > 2 and min(ratios) < 0.5):
            continue
        for one in same:
            scale = {5.0: "stars", 7.0: "1-7", 10.0: "ten"}[best]
            by_name[one.name] = msgspec.structs.replace(
                one, scale=scale, missing=(*one.missing, top)
            )
    return by_name
