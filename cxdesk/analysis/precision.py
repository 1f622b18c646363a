"""To how many decimals a mean is told: to as many as it is known, the same wherever it stands.

With two, 25,000 answers tell 2.81 from 2.83; of forty, where the interval reaches 0.3 to either
side, the second digit is noise. What is written for other programs (CSV, JSON, cells) is exact.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from cxdesk.language import Language

_FINE = 0.05
"""Half an interval narrower than this, in the scale's units, leaves the second decimal a sense."""
_MOST = 4
"""To how many decimals the ends of an interval are told at most."""


class Mean(Protocol):
    """A mean, and half its 95 % interval in the same units; None where that is not known."""

    @property
    def mean(self) -> float | None: ...
    @property
    def margin(self) -> float | None: ...


def margin(low: float | None, high: float | None) -> float | None:
    """Half the width of an interval; None where there is none."""
    return None if low is None or high is None else (high - low) / 2


def decimals(*margins: float | None) -> int:
    """Of a mean, its interval, or a difference of means: two where all are known so well.

    Equal answers have no width and prove nothing: one decimal.
    """
    return 2 if all(one is not None and 0 < one < _FINE for one in margins) else 1


def ends_told(
    low: float, high: float, digits: int, written: Callable[[float, int], str]
) -> tuple[str, str]:
    """The ends of an interval, each ``written`` to so many decimals.

    To more, up to four, where they would read alike: an interval is not "2.81 to 2.81".
    """
    ends = written(low, digits), written(high, digits)
    while ends[0] == ends[1] and digits < _MOST:
        digits += 1
        ends = written(low, digits), written(high, digits)
    return ends


def mean_told(number: Mean, language: Language, *, signed: bool = False) -> str:
    """A mean as it is written, ``signed`` on a scale that reaches below 0; "" where none is."""
    if number.mean is None:
        return ""
    return language.number(number.mean, decimals(number.margin), sign=signed)
