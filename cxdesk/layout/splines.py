"""The curve's geometry: spline segments into paths, bands, and the area below another curve."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from cxdesk.analysis.curve import Point, Segment
from cxdesk.layout.primitives import Command

_STEPS = 12
"""Into how many pieces a segment is cut where areas are compared."""


def pieces(segments: Sequence[Segment], most: int) -> Iterator[Sequence[Segment]]:
    """The segments in runs of at most ``most``; 0: all of them in one."""
    step = most or max(len(segments), 1)
    return (segments[start : start + step] for start in range(0, len(segments), step))


def stroke(segments: Iterable[Segment]) -> tuple[Command, ...]:
    """A path along segments; it is lifted where one does not begin where the last ended."""
    commands: list[Command] = []
    last: Point | None = None
    for start, one, two, end in segments:
        if start != last:
            commands.append(("M", start))
        commands.append(("C", (*one, *two, *end)))
        last = end
    return tuple(commands)


def ribbon(upper: Sequence[Segment], lower: Sequence[Segment]) -> tuple[Command, ...]:
    """The closed area between two splines over the same points."""
    if not upper:
        return ()
    back: list[Command] = [("L", lower[-1][3])]
    back.extend(("C", (*two, *one, *start)) for start, one, two, _ in reversed(lower))
    return (*stroke(upper), *back, ("Z", ()))


def height_at(segments: Sequence[Segment], x: float) -> float | None:
    """The y of a spline at x (its x is linear in its parameter); None beside it."""
    found = bisect_right(segments, x, key=lambda segment: segment[0][0]) - 1
    if found < 0:
        return None
    (left, y0), (_, y1), (_, y2), (right, y3) = segments[found]
    if x > right + 1e-9:
        return None
    return _height(y0, y1, y2, y3, (x - left) / (right - left))


def _height(y0: float, y1: float, y2: float, y3: float, t: float) -> float:
    s = 1 - t
    return s * s * s * y0 + 3 * s * s * t * y1 + 3 * s * t * t * y2 + t * t * t * y3


def samples(segments: Sequence[Segment], steps: int = _STEPS) -> list[Point]:
    """Points along the segments, their ends among them."""
    found: list[Point] = []
    shares = [step / steps for step in range(steps + 1)]
    for (left, y0), (_, y1), (_, y2), (right, y3) in segments:
        wide = right - left
        found.extend((left + wide * t, _height(y0, y1, y2, y3, t)) for t in shares)
    return found


def above(curve: Sequence[Segment], other: Sequence[Segment]) -> tuple[Command, ...]:
    """The closed areas where ``curve`` lies higher on the sheet than ``other``."""
    return _between(curve, other, -1)


def below(curve: Sequence[Segment], other: Sequence[Segment]) -> tuple[Command, ...]:
    """The closed areas where ``curve`` lies lower on the sheet than ``other``."""
    return _between(curve, other, 1)


def _between(
    curve: Sequence[Segment], other: Sequence[Segment], side: int
) -> tuple[Command, ...]:
    commands: list[Command] = []
    top: list[Point] = []
    bottom: list[Point] = []
    before: tuple[float, float, float] | None = None

    def close() -> None:
        if len(top) > 1:
            commands.append(("M", top[0]))
            commands.extend(("L", point) for point in (*top[1:], *reversed(bottom)))
            commands.append(("Z", ()))
        top.clear()
        bottom.clear()

    for x, y in samples(curve):
        reference = height_at(other, x)
        if reference is None:
            close()
            before = None
            continue
        gap = (y - reference) * side
        if before is not None and gap * before[1] < 0:
            part = before[1] / (before[1] - gap)
            crossing = (before[0] + (x - before[0]) * part, before[2] + (y - before[2]) * part)
            top.append(crossing)
            bottom.append(crossing)
        if gap >= 0:
            top.append((x, reference))
            bottom.append((x, y))
        else:
            close()
        before = (x, gap, y)
    close()
    return tuple(commands)
