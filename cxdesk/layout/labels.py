"""Where labels go so that they cover neither curves nor markers nor each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from cxdesk.analysis.curve import Point
from cxdesk.layout.places import Area

_GAP = 3.0
_OUTSIDE, _ON_LABEL, _ON_MARKER, _ON_CURVE = 100.0, 40.0, 20.0, 1.0


class Obstacles:
    """What labels must keep clear of, within a sheet of this width and height."""

    def __init__(self, width: float, height: float, top: float = 0.0) -> None:
        self._bounds = (0.0, top, width, height - top)
        self._points: list[Point] = []
        self._markers: list[Area] = []
        self._labels: list[Area] = []
        self._widest = 0.0

    def add_curve(self, points: Sequence[Point]) -> None:
        """Keep clear of a curve, given by points along it."""
        self._points.extend(points)
        self._points.sort()

    def add_marker(self, x: float, y: float, size: float) -> None:
        """Keep clear of a marker around (x, y)."""
        self._markers.append((x - size / 2, y - size / 2, size, size))
        self._markers.sort()
        self._widest = max(self._widest, size)

    def place(self, x: float, y: float, size: float, label: tuple[float, float], up: bool) -> Area:
        """The best place beside a marker of ``size`` for a label of this width and height."""
        best: tuple[float, Area] | None = None
        for order, area in enumerate(_candidates(x, y, size, label, up)):
            cost = self._cost(area)
            if best is None or cost + order * 0.6 < best[0]:
                best = (cost + order * 0.6, area)
            if cost == 0:
                break
        assert best is not None
        self._labels.append(best[1])
        return best[1]

    def _cost(self, area: Area) -> float:
        left, top, width, height = area
        first = bisect_left(self._points, (left, float("-inf")))
        last = bisect_right(self._points, (left + width, float("inf")))
        cost = _ON_CURVE * sum(top <= y <= top + height for _, y in self._points[first:last])
        start = bisect_left(self._markers, (left - self._widest,))
        for marker in self._markers[start:]:
            if marker[0] > left + width:
                break
            cost += _ON_MARKER * _overlap(area, marker)
        cost += _ON_LABEL * sum(_overlap(area, other) for other in self._labels[-12:])
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
        (middle, first + (-14 if up else 14), width, height),
    ]
