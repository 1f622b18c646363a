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
_NUMBERED = re.compile(
    r"(\d{1,2})(?:\s*[-\u2013\u2014=:.)(]\s*(\D*)|\s+(?:sterne?|stars?|punkte?|points?))?", re.I
)
_COUNTED = re.compile(r"(\D+?)\s*(\d{1,2})")
LEAST = 3
"""How many steps of a ladder have to be used, so that it is one."""


def labelled(texts: Iterable[str], *, least: int = LEAST) -> dict[str, float | None]:
    """What each of the different answers stands for, from 1 to 5; None: for no answer.

    Two steps in one answer ("neutral or dissatisfied") are the worse one of the middle. Empty
    where they are not all of one ladder, or fewer than ``least`` of its steps.
    """
    words = {text: _plain(text) for text in texts if text.strip()}
    for ladder in _ladders():
        values = {text: _step(word, ladder) for text, word in words.items()}
        known = all(values[text] is not None or word in _NO_ANSWER for text, word in words.items())
        if known and len({value for value in values.values() if value is not None}) >= least:
            return values
    return {}


def _step(word: str, ladder: dict[str, float]) -> float | None:
    parts = [ladder.get(part) for part in re.split(r" (?:or|oder) ", word)]
    steps = [step for step in parts if step is not None]
    return float(sum(steps) // len(steps)) if len(steps) == len(parts) else None


def numbered(
    texts: Iterable[str], *, sure: bool = False, down: bool = False
) -> dict[str, float | None]:
    """The numbers in answers such as "1 - sehr schlecht", "2", "5 (very good)" or "4 stars".

    Empty where they are no steps, or where the words say that 1 is the best (``down``: where they
    do not); if one has to be ``sure``, also where every number has a word of which nobody knows
    whether it is a step ("1. Website", "2. App").
    """
    alone = False
    values: dict[str, float | None] = {}
    told: list[tuple[float, float]] = []
    for text in (one for one in texts if one.strip()):
        found = _NUMBERED.fullmatch(text.strip())
        if found is None and _plain(text) not in _NO_ANSWER:
            return {}
        values[text] = float(found[1]) if found else None
        alone = alone or (found is not None and not found[2])
        if found and found[2]:
            number, word = float(found[1]), _plain(found[2])
            told += [(number, ladder[word]) for ladder in _ladders() if word in ladder]
    steps = {value for value in values.values() if value is not None}
    lowest, highest = min(told, default=(0, 0)), max(told, default=(0, 0))
    if len(steps) < LEAST or max(steps) > 10 or (highest[1] < lowest[1]) != down:
        return {}
    return values if told or alone or not sure else {}


def counted(texts: Iterable[str]) -> dict[str, float | None]:
    """The numbers behind one word ("Answer 3"), which may be steps or choices; else empty."""
    found = {text: _COUNTED.fullmatch(text.strip()) for text in texts if text.strip()}
    words = {match[1] if match else "" for match in found.values()}
    if len(words) != 1 or "" in words:
        return {}
    return {text: float(match[2]) for text, match in found.items() if match}


def _ladders() -> Iterable[dict[str, float]]:
    """Each ladder's words and the steps, 1 to 5, that they stand for."""
    for line in re.sub(r"([,|])\n\s+", r"\1 ", _LADDERS).strip().split("\n"):
        steps = enumerate(line.split("|"), start=1)
        yield {_plain(word): float(value) for value, step in steps for word in step.split(",")}


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", normal(text)).strip()
