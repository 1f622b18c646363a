"""Where labels go so that they cover neither curves nor markers nor each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from itertools import islice, takewhile

from cxdesk.analysis.curve import Point
from cxdesk.layout.places import Area

_GAP = 3.0
_OUTSIDE, _ON_LABEL, _ON_MARKER, _ON_CURVE = 100.0, 40.0, 20.0, 1.5
_CLEAR = 3.0
"""How far a curve should pass beside a label, in px."""
_TOUCHED = 2.0
"""What it costs besides to cover a marker's edge: a count of which a digit is hidden is wrong."""
_LATER = 0.6
"""What each place costs that is farther down the list of places."""
_CROWDED = 1.5
"""The cost from which a label that need not be there is left out."""


class Obstacles:
    """What labels must keep clear of, within a sheet of this width and height."""

    def __init__(self, width: float, height: float, top: float = 0.0) -> None:
        self._bounds = (0.0, top, width, height - top)
        self._points: list[Point] = []
        self._markers: list[Area] = []
        self._labels: list[Area] = []
        self._widest = [0.0, 0.0]

    def add_curve(self, points: Sequence[Point]) -> None:
        """Keep clear of a curve, given by points along it."""
        self._points.extend(points)
        self._points.sort()

    def add_marker(self, x: float, y: float, size: float) -> None:
        """Keep clear of a marker around (x, y)."""
        insort(self._markers, (x - size / 2, y - size / 2, size, size))
        self._widest[0] = max(self._widest[0], size)

    def place(
        self,
        x: float,
        y: float,
        size: float,
        label: tuple[float, float],
        up: bool,
        needed: bool = True,
    ) -> Area | None:
        """The best place beside a marker of ``size`` for a label of this width and height.

        None if the place would be crowded and the label is not needed.
        """
        best: tuple[float, Area] | None = None
        for order, area in enumerate(_candidates(x, y, size, label, up)):
            if best is not None and order * _LATER >= best[0]:
                break  # not even a free place would be better
            cost = self._cost(area) + order * _LATER
            if best is None or cost < best[0]:
                best = (cost, area)
        if best is None or (best[0] > _CROWDED and not needed):
            return None
        insort(self._labels, best[1])
        self._widest[1] = max(self._widest[1], label[0])
        return best[1]

    def crossed(self, area: Area) -> int:
        """How many points of the curves lie in a place."""
        left, top, width, height = area
        first = bisect_left(self._points, (left - _CLEAR, float("-inf")))
        last = bisect_right(self._points, (left + width + _CLEAR, float("inf")))
        return sum(top <= y <= top + height for _, y in self._points[first:last])

    def _cost(self, area: Area) -> float:
        left, _, width, _ = area
        cost = _ON_CURVE * self.crossed(area)
        for weight, taken, widest in (
            (_ON_MARKER, self._markers, self._widest[0]),
            (_ON_LABEL, self._labels, self._widest[1]),
        ):
            near = islice(taken, bisect_left(taken, (left - widest,)), None)
            beside = takewhile(lambda other: other[0] < left + width, near)
            shares = [share for other in beside if (share := _overlap(area, other))]
            cost += weight * sum(shares) + (_TOUCHED if shares and weight == _ON_MARKER else 0.0)
        return cost + _OUTSIDE * (1.0 - _overlap(area, self._bounds))


def _overlap(area: Area, other: Area) -> float:
    """Which part of ``area`` lies in ``other``, 0 .. 1."""
    wide = min(area[0] + area[2], other[0] + other[2]) - max(area[0], other[0])
    high = min(area[1] + area[3], other[1] + other[3]) - max(area[1], other[1])
    return max(wide, 0.0) * max(high, 0.0) / (area[2] * area[3])


def _candidates(
    x: float, y: float, size: float, label: tuple[float, float], up: bool
) -> list[Area]:
    width, height = label
    above = y - size / 2 - _GAP - height
    below = y + size / 2 + _GAP
    first, second = (above, below) if up else (below, above)
    aside = size / 2 + 2 * _GAP
    middle, left, right = x - width / 2, x - width - 2, x + 2
    return [
        (middle, first, width, height),
        (middle, second, width, height),
        (left, first, width, height),
        (right, first, width, height),
        (left, second, width, height),
        (right, second, width, height),
        (x - aside - width, y - height / 2, width, height),
        (x + aside, y - height / 2, width, height),
        (x - size / 2 - width, first, width, height),
        (x + size / 2, first, width, height),
        (x - size / 2 - width, second, width, height),
        (x + size / 2, second, width, height),
        (middle, first + (-14 if up else 14), width, height),
    ]
