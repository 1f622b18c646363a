"""Where a word that is too long for its line may be broken: at a compound's joint, or a syllable.

The dictionaries are LibreOffice's, as pyphen carries them. The German one is in two parts: a list
of compounds with their joints, and patterns for what stands between two joints. Pyphen mixes both
and breaks "Vergleich-sportal"; kept apart, they serve compounds that are in no list: those joined
of what other compounds are joined of. Between joints, and in English, the patterns tell the
syllables (F. M. Liang's algorithm). Read when the first word does not fit, in about 0.1 s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from itertools import accumulate, pairwise

LONGEST = 60
"""Letters above which nobody would look for syllables."""
_DICTIONARIES = {"de": ("de_DE", "iso-8859-1"), "en": ("en_US", "utf-8")}
_BETWEEN_JOINTS = "\nNEXTLEVEL\n"
"""Separates the compounds of a dictionary from the patterns."""
_COMPOUND = re.compile(r"^[a-zäöüß]+(?:1[a-zäöüß]+)+$", re.MULTILINE)
_PATTERN = re.compile(r"^\d?[a-zäöüßéèêç.][a-zäöüßéèêç.\d]*$", re.MULTILINE)
_SHORTEST_PART, _SHORTEST = 3, 2
"""How many letters a part of a compound has at least, and a syllable."""
_GERMAN = frozenset("äöüß")
_JOINED = ("heits", "keits", "ungs", "schafts", "tions", "täts")
"""Endings with the s that joins: what follows is another part."""


class Breaks:
    """Before which letters of a word a line may begin: 3 is the fourth letter.

    Each set is worked out when it is asked for, since the dictionaries take a moment to read.
    """

    def __init__(self, word: str) -> None:
        self._word = word.lower() if len(word) <= LONGEST and word.isalpha() else ""

    @cached_property
    def endings(self) -> frozenset[int]:
        """The joints that an ending tells without a dictionary."""
        ends = range(_SHORTEST_PART, len(self._word) - _SHORTEST_PART + 1)
        return frozenset(at for at in ends if self._word[:at].endswith(_JOINED))

    @cached_property
    def joints(self) -> frozenset[int]:
        """Where the parts of a German compound meet."""
        return self.endings.union(_joints(self._word))

    @cached_property
    def syllables(self) -> frozenset[int]:
        """Where else the word may be broken.

        A compound and a word with an umlaut are German. Of any other word only what is right in
        both languages counts, as long as there is anything.
        """
        edges = (0, *sorted(self.joints), len(self._word))
        german = frozenset(
            start + at
            for start, end in pairwise(edges)
            for at in _syllables(self._word[start:end], "de")
        )
        if self.joints or not _GERMAN.isdisjoint(self._word):
            return german
        return german.intersection(_syllables(self._word, "en")) or german


@lru_cache(maxsize=4096)
def breaks(word: str) -> Breaks:
    """The joints and the syllables of a German or English word."""
    return Breaks(word)


def _joints(word: str) -> Iterator[int]:
    heads, tails = _parts()
    for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        tail = word[at:]
        # "ier" begins an ending: "export-ieren" is no compound.
        if tail in tails and word[:at] in heads and not tail.startswith("ier"):
            yield at


def _syllables(word: str, language: str) -> Iterator[int]:
    patterns, longest = _patterns(language)
    marked = f".{word}."
    places = [0] * (len(marked) + 1)
    for start in range(len(marked)):
        for end in range(start + 1, min(start + longest, len(marked)) + 1):
            pattern = patterns.get(marked[start:end])
            if pattern:
                for at, place in enumerate(re.split(r"\D", pattern), start):
                    places[at] = max(places[at], int(place or 0))
    for at in range(_SHORTEST, len(word) - _SHORTEST + 1):
        if places[at + 1] % 2:
            yield at


@cache
def _parts() -> tuple[set[str], set[str]]:
    """What German compounds begin with up to one of their joints, and end with after one."""
    heads: set[str] = set()
    tails: set[str] = set()
    for compound in _COMPOUND.findall(_dictionary("de").partition(_BETWEEN_JOINTS)[0]):
        first, *more = compound.split("1")
        if len(more) == 1:
            heads.add(first)
            tails.add(more[0])
        else:
            heads.update(more[:-1], accumulate((first, *more[:-1])))
            tails.update(more, accumulate(reversed(more), lambda end, part: part + end))
    return heads, tails


@cache
def _patterns(language: str) -> tuple[dict[str, str], int]:
    """Each pattern by its letters, and how many the longest has.

    A digit in a pattern is the value of the place where it stands: a break where it is odd.
    """
    patterns = _dictionary(language).rpartition(_BETWEEN_JOINTS)[2]
    found = {re.sub(r"\d", "", pattern): pattern for pattern in _PATTERN.findall(patterns)}
    return found, max(map(len, found))


@cache
def _dictionary(language: str) -> str:
    import pyphen  # it looks through its folder when it is imported

    name, encoding = _DICTIONARIES[language]
    return str(pyphen.LANGUAGES[name].read_text(encoding=encoding))
