"""The bars of a histogram: one for each value, or for each class of a scale with many values."""

from __future__ import annotations

from typing import NamedTuple

from cxdesk.analysis.scores import Histogram
from cxdesk.models.scales import Scale

MOST = 20
"""Steps of a scale that has a bar for each of its values; of others, the most classes."""
_CLASSES = (2, 5, 10, 20, 25, 50, 100)
"""Steps that one class can have."""


class Bar(NamedTuple):
    """How often a value from ``low`` to ``high`` was given, both on the scale."""

    low: float
    high: float
    answers: float


def bars(histogram: Histogram, scale: Scale) -> list[Bar]:
    """The bars of a score's histogram, over the whole scale where that has classes.

    The last class has the highest value as well: from 95 to 100.
    """
    if scale.steps <= MOST:
        return [Bar(value, value, count) for value, count in histogram]
    wide = next((one for one in _CLASSES if scale.steps <= one * MOST), -(-scale.steps // MOST))
    number = -(-scale.steps // wide)
    counts = [0.0] * number
    for value, count in histogram:
        step = round((value - scale.minimum) / scale.step)
        counts[max(0, min(step // wide, number - 1))] += count
    lows = [round(scale.minimum + place * wide * scale.step, 9) for place in range(number)]
    highs = [round(low - scale.step, 9) for low in lows[1:]] + [scale.maximum]
    return [Bar(*one) for one in zip(lows, highs, counts, strict=True)]
