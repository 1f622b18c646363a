"""LibreOffice's hyphenation dictionaries, as pyphen carries them, and the syllables they tell.

The German one is in two parts: a list of compounds with their joints, and patterns for what stands
between two joints. Pyphen mixes both and breaks "Vergleich-sportal"; here they are kept apart.
Read when the first word does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_DICTIONARIES = {"de": ("de_DE", "iso-8859-1"), "en": ("en_US", "utf-8")}
_BETWEEN_JOINTS = "\nNEXTLEVEL\n"
"""Separates the compounds of a dictionary from the patterns."""
_COMPOUND = re.compile(r"^[a-zäöüß]+(?:1[a-zäöüß]+)+$", re.MULTILINE)
_PATTERN = re.compile(r"^\d?[a-zäöüßéèêç.][a-zäöüßéèêç.\d]*$", re.MULTILINE)
_SHORTEST = 2
"""How many letters a syllable has at least."""


def syllables(word: str, language: str) -> Iterator[int]:
    """Before which letters of a lower-case word a syllable begins (F. M. Liang's algorithm)."""
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


def german_compounds() -> list[str]:
    """The German compounds of the dictionary, a 1 at each joint: "fahr1plan1aus1kunft"."""
    return _COMPOUND.findall(_dictionary("de").partition(_BETWEEN_JOINTS)[0])


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
