"""Names beside the points of a plane: next to them where there is room, else on a thin line.

No name covers a marker, another name or what else is taken. Markers that lie on one another
share a name ("A, B"), for nobody could tell which of them a line leads to.
"""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cxdesk.layout.crossing import (
    Cells,
    Segment,
    cuts,
    grown,
    inside,
    meet,
    nearest,
    overlaps,
    span_of,
)
from cxdesk.layout.places import Area
from cxdesk.layout.primitives import Paint, Path, Primitive, Rectangle, Text
from cxdesk.layout.text import Align, Block, measure, wrap
from cxdesk.layout.tokens import TINY, Theme


class _Way(NamedTuple):
    """How names are tried: markers nearer to one another than ``share`` of their size share one,
    which is at most so many px wide and has so many lines."""

    share: float
    widest: float = 190.0
    lines: int = 3


_WAYS_OF_NAMING = (
    _Way(0.4), _Way(0.6), _Way(1.2), _Way(2.4), _Way(0.25, 120.0, 2), _Way(0.6, 100.0, 1),
    _Way(1.2, 80.0, 1), _Way(2.4, 80.0, 1),
)  # fmt: skip
"""One after the other, until every marker has a name. Where whole ones do not fit, all are cut
short, which is better than some that are missing."""
_FULL = 0.4
"""What part of the room names may take for all to have a chance to find a place in it."""
_MOST_LED = 40
"""Among more markers than this a line leads nowhere: only names that stand beside theirs show."""
_GAP, _ASIDE, _PAD, _CLEAR = 5.0, 7.0, 3.0, 6.0
"""Px above and below a marker, beside it, before and behind a name's text, and around a name: in
that another's marker would make one doubt whose name it is."""
_REACHES = (9.0, 16.0, 24.0, 34.0, 46.0, 60.0, 78.0, 100.0, 130.0, 165.0, 210.0, 270.0, 340.0)
_WAYS = 16
_LED, _FAR, _LATER, _TALLER = 5.0, 0.08, 0.3, 2.5
"""What a line costs, each px of it, each place further down the list, each line of text more."""
_DOUBTFUL, _ON_LINE, _CROSSING, _THROUGH, _HIDDEN = 9.0, 0.5, 20.0, 30.0, 12.0
"""What it costs to stand beside another's marker; on a line; that two lines cross; that one runs
through a marker; that its end is covered by one."""
_PUSHED = 25.0
"""What it costs to take another name's place, each time it has been taken before again."""
_CHEAP, _BAD = 1.5, 10.0
"""The same once all have a place and one stands badly, and from what cost on that is so."""
_TRIES = 4
"""How often a name is looked a place for, on average, before the last ones are left out."""
_VEIL = 0.8
_SPACES = re.compile(r"[ \n\t]+")


class Marker(NamedTuple):
    """What is to be named: its middle, how large it is, and its name."""

    x: float
    y: float
    size: float
    name: str


class Name(NamedTuple):
    """A name in its place; ``markers`` counts those that it names, in the order given.

    ``line`` leads from the name to the marker's edge where it does not stand beside it; ``covers``
    tells that other lines run below the name.
    """

    markers: tuple[int, ...]
    text: Block
    area: Area
    line: Segment | None
    covers: bool


class _Candidate(NamedTuple):
    cost: float
    text: Block
    area: Area
    line: Segment | None


def place_names(
    markers: Sequence[Marker],
    room: Area,
    taken: Sequence[Area] = (),
    lines: Sequence[Area] = (),
    size: float = TINY,
    *,
    beside: bool = False,
) -> tuple[Name, ...]:
    """Names for all markers, those first in the list in the best places.

    ``taken`` is never covered, ``lines`` only where it must be. Where the ``room`` is too small
    for whole names, they are cut; one is left out only where very many leave no place for it.
    With ``beside``, only whole names that stand beside their markers are there at all.
    """
    if beside:
        return _Naming(markers, room, taken, lines, size, _WAYS_OF_NAMING[0], led=False).names()
    led = len(markers) <= _MOST_LED
    names: tuple[Name, ...] = ()
    most, groups = -1, None
    for way in _WAYS_OF_NAMING:
        naming = _Naming(markers, room, taken, lines, size, way, led=led)
        again, groups = naming.groups == groups and not naming.is_short, naming.groups
        if again or (naming.is_hopeless() and way is not _WAYS_OF_NAMING[-1]):
            continue
        found = naming.names()
        named = sum(len(one.markers) for one in found)
        if named > most:
            names, most = found, named
        if not led or named == len(markers):
            break
    return names


def line_box(text: Text) -> Area:
    """The room of a text on one line."""
    (line,) = text.lines
    return (line.x, line.baseline - text.size, line.width, text.size * 1.3)


def leaders(names: Sequence[Name], theme: Theme) -> Iterator[Primitive]:
    """The lines from names to their markers, to be drawn below the markers."""
    for name in names:
        if name.line is not None:
            start, end = name.line
            yield Path((("M", start), ("L", end)), Paint(stroke=theme.quiet, width=1.0))


def written(names: Sequence[Name], theme: Theme) -> Iterator[Primitive]:
    """The names, on a soft ground where lines run below."""
    for name in names:
        x, y, width, height = name.area
        if name.covers:
            yield Rectangle(x, y, width, height, Paint(theme.panel, fill_opacity=_VEIL), 3)
        align: Align = "center"
        if name.line is not None and name.line[0][0] in (x, x + width):
            align = "left" if name.line[0][0] == x else "right"
        yield name.text.at(x + _PAD, y, theme.text, align, width - 2 * _PAD)


class _Naming:
    """One plane's markers, and the names placed so far."""

    def __init__(
        self, markers: Sequence[Marker], room: Area, taken: Sequence[Area],
        lines: Sequence[Area], size: float, way: _Way, *, led: bool,
    ) -> None:  # fmt: skip
        self._markers, self._room, self._size, self._way = markers, room, size, way
        self._has_lines = led
        self._groups = _together(markers, way.share)
        self._fixed, self._faces, self._lines = Cells(), Cells(), Cells()
        for area in taken:
            self._fixed.add(-1, area)
        for count, area in enumerate(lines):
            self._lines.add(count, area)
        for number, group in enumerate(self._groups):
            for one in group:
                self._faces.add(number, _around(markers[one]))
        self._texts = Cells()
        self._placed: dict[int, _Candidate] = {}
        self._leads: dict[int, Segment] = {}
        self._pushed: dict[int, int] = {}
        self._price = _PUSHED

    @property
    def groups(self) -> list[tuple[int, ...]]:
        """The markers that share a name."""
        return self._groups

    @property
    def is_short(self) -> bool:
        """Whether names are cut."""
        return self._way.widest < _WAYS_OF_NAMING[0].widest

    def is_hopeless(self) -> bool:
        """Whether the names would leave so little free that they cannot all find a place."""
        needed = sum(
            min((one.width + 2 * _PAD) * one.height for one in self._shapes(number))
            for number in range(len(self._groups))
        )
        return self._has_lines and needed > _FULL * self._room[2] * self._room[3]

    def names(self) -> tuple[Name, ...]:
        """A place for each name, as far as there is room."""
        waiting = deque(range(len(self._groups)))
        for _ in range(_TRIES * len(self._groups)):
            if waiting:
                waiting.extend(self._place(waiting.popleft(), push=True))
        for _ in range(2):  # what stands badly may find something better, now that all stand
            for number in range(len(self._groups)):
                found = self._placed.get(number)
                if found is None or found.cost >= _LED:
                    self._place(number)
        self._pushed.clear()
        self._price = _CHEAP
        for number in sorted(self._placed, key=lambda one: -self._placed[one].cost):
            if self._placed[number].cost > _BAD:
                self._better(number)
        return tuple(
            Name(self._groups[number], one.text, one.area, one.line, self._lines.any(one.area))
            for number, one in sorted(self._placed.items())
        )

    def _place(self, number: int, *, push: bool = False) -> list[int]:
        """Find the best place for a name; answers with those that it pushed away."""
        self._take_away(number)
        found = self._best(number, self._near(number))
        if not self._has_lines:
            found = None if found is not None and found.cost >= _DOUBTFUL else found
        elif found is None or found.cost > _LED:
            found = self._best_led(number, found) or (
                self._best_led(number, None, push=True) if push else None
            )
        if found is None:
            return []
        away = self._push(found)
        for owner in away:
            self._pushed[owner] = self._pushed.get(owner, 0) + 1
        self._put(number, found)
        return away

    def _push(self, found: _Candidate) -> list[int]:
        """Take away all names that a new one collides with, and tell which these are."""
        away = [owner for owner, other in self._placed.items() if _collide(found, other)]
        for owner in away:
            self._take_away(owner)
        return away

    def _better(self, number: int) -> None:
        """Let a name that stands badly push others away, if all together stand better then."""
        before = dict(self._placed)
        cost = sum(one.cost for one in before.values())
        self._take_away(number)
        beside = self._best(number, self._near(number), push=True)
        found = self._best_led(number, beside, push=True)
        if found is not None:
            away = self._push(found)
            self._put(number, found._replace(cost=found.cost - _CHEAP * len(away)))
            for other in sorted(away, key=lambda one: before[one].cost):
                self._place(other)
        now = sum(one.cost for one in self._placed.values())
        if len(self._placed) < len(before) or now >= cost:
            for other in list(self._placed):
                self._take_away(other)
            for other, found in before.items():
                self._put(other, found)

    def _put(self, number: int, found: _Candidate) -> None:
        self._placed[number] = found
        self._texts.add(number, found.area)
        if found.line is not None:
            self._leads[number] = found.line

    def _take_away(self, number: int) -> None:
        before = self._placed.pop(number, None)
        self._leads.pop(number, None)
        if before is not None:
            self._texts.remove(number, before.area)

    def _best_led(
        self, number: int, best: _Candidate | None, *, push: bool = False
    ) -> _Candidate | None:
        for reach in _REACHES:
            if best is not None and _LED + _FAR * reach >= best.cost:
                break  # not even a free place further away would be better
            best = self._best(number, self._led(number, reach), best, push=push)
        return best

    def _best(
        self,
        number: int,
        candidates: Iterator[_Candidate],
        best: _Candidate | None = None,
        *,
        push: bool = False,
    ) -> _Candidate | None:
        """The cheapest that is possible; candidates come with the least that each will cost."""
        for one in candidates:
            if best is not None and one.cost >= best.cost:
                continue
            cost = self._cost(number, one, push)
            if cost < (math.inf if best is None else best.cost):
                best = one._replace(cost=cost)
        return best

    def _cost(self, number: int, one: _Candidate, push: bool) -> float:
        area = one.area
        if not inside(area, self._room) or self._faces.any(area) or self._fixed.any(area):
            return math.inf
        if not push and self._texts.any(area):
            return math.inf
        away = self._texts.owners(area)
        away.update(owner for owner, lead in self._leads.items() if cuts(lead, area))
        if away and not push:
            return math.inf
        cost = one.cost + _ON_LINE * len(self._lines.hits(area))
        if one.line is None:
            near = self._faces.owners(grown(area, _CLEAR)) - {number}
            cost += _DOUBTFUL * bool(near)
        else:
            span = span_of(one.line)
            away.update(owner for owner, text in self._texts.hits(span) if cuts(one.line, text))
            if away and not push:
                return math.inf
            cost += self._line_cost(number, one.line, span)
        return cost + self._price * sum(1 + self._pushed.get(owner, 0) for owner in away)

    def _line_cost(self, number: int, line: Segment, span: Area) -> float:
        through = {owner for owner, face in self._faces.hits(span) if cuts(line, face)}
        cost = _THROUGH * len(through - {number})
        if any(cuts(line, area) for _, area in self._fixed.hits(span)):
            cost += _THROUGH
        end = line[1]
        if self._faces.owners((end[0] - 1, end[1] - 1, 2.0, 2.0)) - {number}:
            cost += _HIDDEN
        return cost + _CROSSING * sum(meet(line, other) for other in self._leads.values())

    # -- places to try -------------------------------------------------------------------------

    def _shapes(self, number: int) -> tuple[Block, ...]:
        group = self._groups[number]
        text = ", ".join(self._markers[one].name for one in group)
        more = min(self._way.lines, 2) * (len(group) - 1)
        return _shapes(text, self._size, self._way.lines + more, self._way.widest)

    def _near(self, number: int) -> Iterator[_Candidate]:
        """Beside the marker, in the order in which one would write."""
        first = self._markers[self._groups[number][0]]
        reach = first.size / 2 + _GAP
        for rank, text in enumerate(self._shapes(number)):
            width, height = text.width + 2 * _PAD, text.height
            above, below = first.y - reach - height, first.y + reach
            aside = first.size / 2 + _ASIDE
            left, right = first.x - aside - width, first.x + aside
            middle, level = first.x - width / 2, first.y - height / 2
            corners = first.x - width - 2, first.x + 2
            for order, (x, y) in enumerate((
                (middle, above), (middle, below), (right, level), (left, level),
                (corners[0], above), (corners[1], above), (corners[0], below), (corners[1], below),
                (left, above + reach / 2), (right, above + reach / 2),
                (left, below - reach / 2), (right, below - reach / 2),
            )):  # fmt: skip
                cost = order * _LATER + rank * _TALLER
                yield _Candidate(cost, text, (x, y, width, height), None)

    def _led(self, number: int, reach: float) -> Iterator[_Candidate]:
        """Around the marker, so many px away from it, but within the room."""
        left, top, wide, high = self._room
        first = self._markers[self._groups[number][0]]
        away = first.size / 2 + reach
        for rank, text in enumerate(self._shapes(number)):
            width, height = text.width + 2 * _PAD, text.height
            for way in range(_WAYS):
                turn = 2 * math.pi * way / _WAYS
                across, down = math.cos(turn), math.sin(turn)
                x = first.x + across * (away + width / 2) - width / 2
                y = first.y + down * (away + height / 2) - height / 2
                x = max(min(x, left + wide - width), left)
                y = max(min(y, top + high - height), top)
                yield self._led_to(first, text, (x, y, width, height), rank)

    def _led_to(self, marker: Marker, text: Block, area: Area, rank: int) -> _Candidate:
        start = nearest((marker.x, marker.y), area)
        far = math.dist(start, (marker.x, marker.y)) or 1.0
        part = marker.size / 2 / far
        end = (marker.x + (start[0] - marker.x) * part, marker.y + (start[1] - marker.y) * part)
        cost = _LED + _FAR * max(far - marker.size / 2, 0.0) + rank * _TALLER
        return _Candidate(cost, text, area, (start, end))


def _together(markers: Sequence[Marker], share: float) -> list[tuple[int, ...]]:
    """The markers by where they lie: those nearer than a share of their size in one group."""
    groups: list[list[int]] = []
    for number, one in enumerate(markers):
        near = one.size * share
        for group in groups:
            first = markers[group[0]]
            if abs(first.x - one.x) < near and abs(first.y - one.y) < near:
                group.append(number)
                break
        else:
            groups.append([number])
    return [tuple(group) for group in groups]


@lru_cache(maxsize=1024)
def _shapes(text: str, size: float, most: int, widest: float) -> tuple[Block, ...]:
    """A name in so few lines as it needs, and in one and two lines more."""
    whole = measure(text, size)
    words = _SPACES.split(text)  # one that does not break holds words together
    longest = max((measure(word, size) for word in words), default=0.0)
    fewest = max(math.ceil(whole / widest), 1)
    found: list[Block] = []
    for count in range(min(fewest, most), min(fewest, most) + 3):
        width = max(whole / count, longest) + 0.5
        shape = wrap(text, min(width, widest), size, "regular", most)
        while len(shape.lines) > count and width < widest:
            width *= 1.05
            shape = wrap(text, min(width, widest), size, "regular", most)
        if not found or (shape.width < found[-1].width * 0.9 and not shape.cut):
            found.append(shape)
    return tuple(found)


def _collide(one: _Candidate, other: _Candidate) -> bool:
    """Whether two names, or the line of one and the other, are in each other's way."""
    return (
        overlaps(one.area, other.area)
        or (one.line is not None and cuts(one.line, other.area))
        or (other.line is not None and cuts(other.line, one.area))
    )


def _around(marker: Marker) -> Area:
    half = marker.size / 2 + 1
    return (marker.x - half, marker.y - half, 2 * half, 2 * half)
