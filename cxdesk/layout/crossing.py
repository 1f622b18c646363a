"""Areas and lines on a plane: which overlap, which lie inside, which cross."""

from __future__ import annotations

from collections.abc import Iterator

from cxdesk.layout.places import Area

Point = tuple[float, float]
Segment = tuple[Point, Point]

_CELL = 64.0


class Cells:
    """Areas and whose they are, found by where they lie."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[int, Area]]] = {}

    def add(self, owner: int, area: Area) -> None:
        """Put an area of an owner in."""
        for cell in _cells(area):
            self._cells.setdefault(cell, []).append((owner, area))

    def remove(self, owner: int, area: Area) -> None:
        """Take out what was put in."""
        for cell in _cells(area):
            self._cells[cell].remove((owner, area))

    def hits(self, area: Area) -> set[tuple[int, Area]]:
        """Everything that overlaps an area."""
        return {
            found
            for cell in _cells(area)
            for found in self._cells.get(cell, ())
            if overlaps(area, found[1])
        }

    def any(self, area: Area) -> bool:
        """Whether anything overlaps an area."""
        return any(
            overlaps(area, found) for cell in _cells(area) for _, found in self._cells.get(cell, ())
        )

    def owners(self, area: Area) -> set[int]:
        """Whose areas overlap an area."""
        return {owner for owner, _ in self.hits(area)}


def _cells(area: Area) -> Iterator[tuple[int, int]]:
    x, y, width, height = area
    for across in range(int(x // _CELL), int((x + width) // _CELL) + 1):
        for down in range(int(y // _CELL), int((y + height) // _CELL) + 1):
            yield across, down


def grown(area: Area, by: float) -> Area:
    """The area with so many px more on every side."""
    return (area[0] - by, area[1] - by, area[2] + 2 * by, area[3] + 2 * by)


def inside(area: Area, room: Area) -> bool:
    """Whether the whole of an area lies in a room."""
    return (
        area[0] >= room[0]
        and area[1] >= room[1]
        and area[0] + area[2] <= room[0] + room[2]
        and area[1] + area[3] <= room[1] + room[3]
    )


def overlaps(area: Area, other: Area) -> bool:
    """Whether two areas share more than an edge."""
    return (
        area[0] < other[0] + other[2]
        and other[0] < area[0] + area[2]
        and area[1] < other[1] + other[3]
        and other[1] < area[1] + area[3]
    )


def nearest(point: Point, area: Area) -> Point:
    """The point of an area that is nearest to a point."""
    x, y, width, height = area
    return (min(max(point[0], x), x + width), min(max(point[1], y), y + height))


def span_of(line: Segment) -> Area:
    """The area that a line spans; never empty."""
    (x, y), (to_x, to_y) = line
    return (min(x, to_x), min(y, to_y), abs(to_x - x) + 0.1, abs(to_y - y) + 0.1)


def cuts(line: Segment, area: Area) -> bool:
    """Whether a line runs through an area (Liang-Barsky)."""
    start, end = line
    low, high = 0.0, 1.0
    for at, to, first, last in (
        (start[0], end[0], area[0], area[0] + area[2]),
        (start[1], end[1], area[1], area[1] + area[3]),
    ):
        step = to - at
        if abs(step) < 1e-9:
            if not first < at < last:
                return False
            continue
        one, other = sorted(((first - at) / step, (last - at) / step))
        low, high = max(low, one), min(high, other)
    return low < high


def meet(line: Segment, other: Segment) -> bool:
    """Whether two lines cross."""

    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = line, other
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
