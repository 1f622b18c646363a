"""Where a word that is wider than its line is broken, so that it reads best.

A break costs little at the joint of a compound and much within a part; so do further lines, and
lines that stay half empty. The cheapest division of the whole word is taken, not the longest
first line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

import msgspec

from cxdesk.layout.syllables import LONGEST, Breaks, breaks

_LINE, _EMPTY = 2.0, 3.0
"""What a line more costs, and one that is empty but for its hyphen."""
_INNER, _TORN = 1.5, 6.0
"""What a break costs where smaller parts meet, and within a part."""
_SAVED = 100.0
"""What a line more costs where lines are scarce."""
_SHORTEST, _LEAST = 3, 2
"""How many letters a broken word leaves before the hyphen and behind it; fewer only in need."""
_WORD = re.compile(r"[^\W\d_]+")


class Break(msgspec.Struct, frozen=True):
    """A line ends before the letter ``at``; ``torn`` tells that this is within a part."""

    at: int
    torn: bool


def divided(
    letters: Sequence[str], widths: Sequence[float], room: float, hyphen: float, *, scarce: bool
) -> tuple[Break, ...]:
    """How to break ``letters`` that are wider than ``room``; () where nothing tells.

    ``widths`` has each letter's, ``hyphen`` that of the hyphen. Where lines are ``scarce``, few
    of them count more than how they read.
    """
    text = "".join(letters)
    words = [word for word in _WORD.finditer(text) if word.end() - word.start() <= LONGEST]
    if len(letters) > 2 * LONGEST or len(text) != len(letters) or not words:
        return ()
    ends = (0.0, *accumulate(widths))
    found = [(word.start(), word.end(), breaks(word.group())) for word in words]
    told = _cheapest(_places(found, by_endings=True), ends, room, hyphen, scarce)
    edges = (0.0, *(ends[one.at] for one in told))
    if told and all(end - start > room / 2 for start, end in pairwise(edges)):
        return told  # no dictionary has to be read
    for least in (_SHORTEST, _LEAST):
        told = _cheapest(_places(found, least, by_endings=False), ends, room, hyphen, scarce)
        if told:
            break
    return told


def _places(
    words: Sequence[tuple[int, int, Breaks]], least: int = _SHORTEST, *, by_endings: bool
) -> dict[int, float]:
    """What a break costs before each letter where there may be one."""
    places: dict[int, float] = {}
    for start, end, found in words:
        kinds = [(found.endings, 0.0)]
        if not by_endings:
            kinds = [(found.syllables, _TORN), (found.inner, _INNER), (found.joints, 0.0)]
        for ats, cost in kinds:
            inside = (start + at for at in ats if least <= at <= end - start - least)
            places.update(dict.fromkeys(inside, cost))
    return places


def _cheapest(
    places: Mapping[int, float], ends: Sequence[float], room: float, hyphen: float, scarce: bool
) -> tuple[Break, ...]:
    """The cheapest division into lines that fit; () if there is none."""
    last = len(ends) - 1
    best: dict[int, tuple[float, tuple[Break, ...]]] = {0: (0.0, ())}
    for at in (*sorted(places), last):
        found = []
        for start, (cost, before) in best.items():
            width = ends[at] - ends[start] + (hyphen if at < last else 0.0)
            if width > room:
                continue
            if at == last:
                found.append((cost, before))
                continue
            cost += (_SAVED if scarce else _LINE) + _EMPTY * (1 - width / room) ** 2 + places[at]
            found.append((cost, (*before, Break(at, places[at] == _TORN))))
        if found:
            best[at] = min(found, key=lambda one: one[0])
    return best[last][1] if last in best else ()
