"""Where a word that is too long for its line may be broken: at a compound's joint, or a syllable.

Joints are looked for in German (``compounds``); between them, and in English, dictionaries tell the
syllables (``patterns``). They are read when the first word does not fit whose joints no ending
tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from itertools import pairwise

from cxdesk.layout import compounds, patterns

LONGEST = 60
"""Letters above which nobody would look for syllables."""
_GERMAN = frozenset("äöüß")


class Breaks:
    """Before which letters of a word a line may begin: 3 is the fourth letter.

    Each set is worked out when it is asked for, since the dictionaries take a moment to read.
    """

    def __init__(self, word: str) -> None:
        self._word = word.lower() if len(word) <= LONGEST and word.isalpha() else ""

    @cached_property
    def endings(self) -> frozenset[int]:
        """The joints that an ending tells without a dictionary."""
        least = compounds.SHORTEST_PART
        ends = range(least, len(self._word) - least + 1)
        return frozenset(at for at in ends if self._word[:at].endswith(compounds.JOINED))

    @cached_property
    def joints(self) -> frozenset[int]:
        """Where the main parts of a German compound meet."""
        return self.endings.union(compounds.joints(self._word))

    @cached_property
    def inner(self) -> frozenset[int]:
        """Where smaller parts meet inside the main ones."""
        return compounds.inner_joints(self._word, self.joints)

    @cached_property
    def syllables(self) -> frozenset[int]:
        """Where else the word may be broken.

        A compound and a word with an umlaut are German. Of any other word only what is right in
        both languages counts, as long as there is anything.
        """
        listed = _between(self.joints, self._word, compounds.listed_breaks)
        told = self.joints | listed
        german = listed | _between(told, self._word, lambda part: patterns.syllables(part, "de"))
        if told or not _GERMAN.isdisjoint(self._word):
            return german
        return german.intersection(patterns.syllables(self._word, "en")) or german


def _between(
    joints: frozenset[int], word: str, breaks_of: Callable[[str], Iterable[int]]
) -> frozenset[int]:
    """What ``breaks_of`` tells of each piece of a word."""
    edges = (0, *sorted(joints), len(word))
    return frozenset(
        start + at for start, end in pairwise(edges) for at in breaks_of(word[start:end])
    )


@lru_cache(maxsize=4096)
def breaks(word: str) -> Breaks:
    """The joints and the syllables of a German or English word."""
    return Breaks(word)
