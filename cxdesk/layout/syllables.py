"""Where a word that is too long for its line may be broken: at a compound's joint, or a syllable.

German compounds are joined of what other compounds are joined of (``resources/hyphenation``, from
LibreOffice's dictionaries); between two joints, and in English, patterns tell the syllables
(F. M. Liang's algorithm). Loaded when the first word does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from cxdesk.resources import ROOT

LONGEST = 60
"""Letters above which nobody would look for syllables."""
_FOLDER = ROOT / "hyphenation"
_SHORTEST_PART, _SHORTEST = 3, 2
"""How many letters a part of a compound has at least, and a syllable."""
_GERMAN = frozenset("äöüß")
_JOINED = ("heits", "keits", "ungs", "schafts", "tions", "täts")
"""Endings with the s that joins: what follows is another part."""


class Breaks(NamedTuple):
    """Before which letters of a word a line may begin: 3 is the fourth letter."""

    joints: frozenset[int] = frozenset()
    syllables: frozenset[int] = frozenset()


@lru_cache(maxsize=4096)
def breaks(word: str) -> Breaks:
    """The joints and the syllables of a German or English word.

    A compound and a word with an umlaut are German. Of any other word only what is right in both
    languages counts, as long as there is anything.
    """
    word = word.lower()
    if len(word) > LONGEST or not word.isalpha():
        return Breaks()
    joints = sorted(_joints(word))
    edges = (0, *joints, len(word))
    german = {
        start + at for start, end in pairwise(edges) for at in _syllables(word[start:end], "de")
    }
    if joints or not _GERMAN.isdisjoint(word):
        return Breaks(frozenset(joints), frozenset(german))
    both = german & set(_syllables(word, "en"))
    return Breaks(syllables=frozenset(both or german))


def _joints(word: str) -> Iterator[int]:
    heads, tails = _parts("de_heads"), _parts("de_tails")
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        if word[:at].endswith(_JOINED) or (word[at:] in tails and word[:at] in heads):
            yield at


def _syllables(word: str, language: str) -> Iterator[int]:
    patterns, longest = _patterns(language)
    marked = f".{word}."
    places = [0] * (len(marked) + 1)
    for start in range(len(marked)):
        for end in range(start + 1, min(start + longest, len(marked)) + 1):
            for at, place in enumerate(patterns.get(marked[start:end], "")):
                places[start + at] = max(places[start + at], int(place))
    for at in range(_SHORTEST, len(word) - _SHORTEST + 1):
        if places[at + 1] % 2:
            yield at


@cache
def _parts(name: str) -> frozenset[str]:
    return frozenset(_read(name))


@cache
def _patterns(language: str) -> tuple[dict[str, str], int]:
    """The value of every place in each pattern, and how long the longest pattern is."""
    read = _read(language)
    patterns = dict(zip(read[::2], read[1::2], strict=True))
    return patterns, max(map(len, patterns))


def _read(name: str) -> list[str]:
    return (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split()
