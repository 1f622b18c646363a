"""Of what parts a German compound is joined.

The dictionary lists 52,000 compounds. What they begin with and end with are parts, which others
are joined of, too. A word is divided so that as little of it as possible is unknown and the parts
are few; what is only a prefix ("be", "auf") or an ending ("ung") is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import inf

import msgspec

from cxdesk.layout.patterns import german_compounds, syllables

SHORTEST_PART = 3
"""How many letters a part of a compound has at least."""
JOINED = ("heits", "keits", "ungs", "schafts", "tions", "täts")
"""Endings with the s that joins: what follows is another part."""

_BEFORE = (
    "ab ad ak al an ap at auf aus be bei com con da dar de des di dis durch ein em emp ent er"
    " ex für ge gegen her herab hin hinter im in inter ir ko kol kom kon kor miss mit nach"
    " nieder ob per pre pro prä re sub super sur syn sym trans um un unter ur ver vor weg wider"
    " wieder zer zu zurück zusammen über"
)
_BEHIND = (
    "bar ben chen den der gen hei heit heiten hen ieren iert ierten ierung isieren keit keiten len"
    " lich liche lichen men ment ments nahme nehmen nen nis nisse nissen ren sam schaf schaft"
    " schaften sen ten ter tern tes tet tion tionen ung ungen"
)
_PREFIXES, _ENDINGS = frozenset(_BEFORE.split()), frozenset(_BEHIND.split())
_VOWELS = frozenset("aeiouyäöü")
_LONG = 10
"""From how many letters on a part may be divided itself."""
_UNKNOWN, _LETTER = 2.0, 0.3
"""What an unknown part costs, and each letter of it; a known one costs 1."""


class _Parts(msgspec.Struct, frozen=True, gc=False):
    """How often compounds have a part before a joint and after one; the whole ones by letters."""

    heads: dict[str, int]
    tails: dict[str, int]
    whole: dict[str, str]


def joints(word: str) -> frozenset[int]:
    """Where the main parts of a lower-case word meet: 3 is before the fourth letter."""
    return frozenset(_divided(word, 0, len(word), part=False))


def inner_joints(word: str, main: frozenset[int]) -> frozenset[int]:
    """Where smaller parts meet between the ``main`` joints: "Kunden-bindungs-maßnahmen"."""
    found: set[int] = set()
    left = list(pairwise((0, *sorted(main), len(word))))
    while left:
        start, end = left.pop()
        if end - start >= _LONG:
            inside = _divided(word, start, end)
            edges = (start, *inside, end)
            found.update(edges[1:-1])
            left += (edge for edge in pairwise(edges) if inside and _listed(word[slice(*edge)]))
    return frozenset(found)


def listed_breaks(word: str) -> frozenset[int]:
    """All breaks that the dictionary lists for a compound, those after prefixes, too."""
    listed = _parts().whole.get(word, "")
    return frozenset(accumulate(map(len, listed.split("1")[:-1])))


def _divided(word: str, first: int, last: int, *, part: bool = True) -> Sequence[int]:
    """The joints of the cheapest division of the letters from ``first`` to before ``last``.

    A ``part`` of a word is divided in any case, but only into what is known.
    """
    smooth, closed = _smooth(word), last == len(word)
    best: dict[int, tuple[float, tuple[int, ...]]] = {first: (0.0, ())}
    for end in range(first + SHORTEST_PART, last + 1):
        found = []
        for start in [one for one in best if one <= end - SHORTEST_PART]:
            if end - start < last - first:
                edges = start in smooth and end in smooth
                cost = _cost(word[start:end], closed and end == last, edges)
                if cost >= _UNKNOWN and (part or (start > first and end < last)):
                    continue
            elif part:
                continue
            else:
                cost = 1.0 if word in _parts().whole else _UNKNOWN + 1 + _LETTER * len(word)
            before, places = best[start]
            found.append((before + cost, (*places, start) if start > first else places))
        if found:
            best[end] = min(found)
    return best.get(last, (0.0, ()))[1]


@lru_cache(maxsize=64)
def _smooth(word: str) -> frozenset[int]:
    """Where syllables begin, and what follows an ending that joins."""
    joined = (at for at in range(len(word)) if word[:at].endswith(JOINED))
    return frozenset((0, len(word), *syllables(word, "de"), *joined))


def _cost(part: str, last: bool, smooth: bool) -> float:
    """What it costs to take these letters for a part; infinitely much if they cannot be one.

    ``smooth`` tells that syllables begin at its edges: what is hardly known needs that.
    """
    letters, known = len(part), _times(part, last)
    if not (known or smooth) or part in _PREFIXES or _VOWELS.isdisjoint(part):
        return inf
    if last and (part in _ENDINGS or (letters < 8 and part.endswith(("ation", "ationen")))):
        return inf
    if not last and smooth and letters > 6 and part.endswith(JOINED):
        return 1.0 if known else 1.5
    if known >= (3 if letters > SHORTEST_PART else 8):
        return 1.0
    if known and letters > SHORTEST_PART and (smooth or letters > 5):
        return 1.5
    return _UNKNOWN + _LETTER * letters if letters > 4 and smooth else inf


def _listed(part: str) -> bool:
    """Whether the dictionary has compounds with this part."""
    parts = _parts()
    return part in parts.heads or part in parts.tails or part in parts.whole


def _times(part: str, last: bool) -> int:
    """How often compounds have this part, before a joint or (``last``) at their end."""
    parts = _parts()
    usual, other = (parts.tails, parts.heads) if last else (parts.heads, parts.tails)
    found = usual.get(part, 0)
    if len(part) > 4 and found < 3:
        found = max(found, other.get(part, 0), 3 if part in parts.whole else 0)
    return found


@cache
def _parts() -> _Parts:
    listed = "\n".join(german_compounds())
    no_joint = re.compile(rf"(?<![a-zäöüß])({'|'.join(_PREFIXES)}|[a-zäöüß]{{1,2}})1")
    heads: list[str] = []
    tails: list[str] = []
    for compound in no_joint.sub(r"\1", listed).split("\n"):
        first, *more = compound.split("1")
        if len(more) == 1:
            heads.append(first)
            tails.append(more[0])
        elif more:
            heads += accumulate((first, *more[:-1]))
            tails += accumulate(reversed(more), lambda end, part: part + end)
            heads += more[:-1]
            tails += more[:-1]
    whole = dict(zip(listed.replace("1", "").split("\n"), listed.split("\n"), strict=True))
    return _Parts(Counter(heads), Counter(tails), whole)
