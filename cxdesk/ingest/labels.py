"""Words that people answer with instead of numbers: the usual ladders, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cxdesk.models.naming import normal

_LADDERS = """
sehr unzufrieden | unzufrieden, eher unzufrieden | teils teils, weder noch, neutral,
    weder zufrieden noch unzufrieden | zufrieden, eher zufrieden | sehr zufrieden
stimme überhaupt nicht zu, stimme gar nicht zu | stimme eher nicht zu, stimme nicht zu |
    teils teils, weder noch, neutral | stimme eher zu, stimme zu |
    stimme voll zu, stimme voll und ganz zu, stimme vollständig zu
trifft überhaupt nicht zu, trifft gar nicht zu | trifft eher nicht zu, trifft nicht zu |
    teils teils, weder noch, neutral | trifft eher zu, trifft zu |
    trifft voll zu, trifft voll und ganz zu, trifft vollständig zu
sehr schlecht, mangelhaft | schlecht, eher schlecht | mittel, mittelmäßig, neutral, befriedigend,
    teils teils, geht so | gut, eher gut | sehr gut, ausgezeichnet
sehr unwahrscheinlich | unwahrscheinlich, eher unwahrscheinlich | neutral, weiß noch nicht |
    wahrscheinlich, eher wahrscheinlich | sehr wahrscheinlich
völlig unwichtig, sehr unwichtig | unwichtig, eher unwichtig | neutral, teils teils |
    wichtig, eher wichtig | sehr wichtig
very dissatisfied | dissatisfied, somewhat dissatisfied | neutral,
    neither satisfied nor dissatisfied | satisfied, somewhat satisfied | very satisfied
strongly disagree | disagree, somewhat disagree | neutral, neither agree nor disagree |
    agree, somewhat agree | strongly agree
very poor, very bad, terrible | poor, bad | fair, average, ok, okay, neutral | good |
    very good, excellent
very unlikely | unlikely, somewhat unlikely | neutral | likely, somewhat likely | very likely
not at all important, very unimportant | not important, unimportant | neutral |
    important, somewhat important | very important
"""
_NO_ANSWER = frozenset(
    ("keine angabe", "k a", "ka", "weiß nicht", "weiss nicht", "kann ich nicht beurteilen",
     "nicht zutreffend", "keine antwort", "n a", "na", "dont know", "don t know", "not applicable",
     "no answer", "prefer not to answer", "blank")
)  # fmt: skip
LEAST = 3
"""How many steps of a ladder have to be used, so that it is one."""


def labelled(texts: Iterable[str]) -> dict[str, float | None]:
    """What each of the different answers stands for, from 1 to 5; None: for no answer.

    Empty where they are not all of one ladder.
    """
    words = {text: _plain(text) for text in texts if text.strip()}
    for ladder in _ladders():
        if all(word in ladder or word in _NO_ANSWER for word in words.values()):
            values = {text: ladder.get(word) for text, word in words.items()}
            if len({value for value in values.values() if value is not None}) >= LEAST:
                return values
    return {}


def _ladders() -> Iterable[dict[str, float]]:
    """Each ladder's words and the steps, 1 to 5, that they stand for."""
    for line in re.sub(r"([,|])\n\s+", r"\1 ", _LADDERS).strip().split("\n"):
        steps = enumerate(line.split("|"), start=1)
        yield {_plain(word): float(value) for value, step in steps for word in step.split(",")}


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", normal(text)).strip()
