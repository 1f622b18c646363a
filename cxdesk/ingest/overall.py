"""Which question of a survey tells how people found the whole, and what its words stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cxdesk.ingest.labels import labelled
from cxdesk.models.naming import normal
from cxdesk.models.records import Question

SCALE = "csat"
"""On which scale words about the whole are brought: its top two boxes are the satisfied."""
SHARE = "0-1"
"""The same for two words, such as yes and no: its mean is a share."""
MOST_WORDS = 9

_WHOLE = re.compile(
    r"\boverall\b|\binsgesamt\b|\balles in allem\b|\b(total|general) satisfaction\b"
    r"|\bgesamt(zufrieden|bewert|eindruck|urteil|note|erlebnis|erfahrung)\w*"
    r"|^gesamt$|^((customer|guest|client|kunden|gäste) ?)?(satisfaction|zufriedenheit|csat)"
    r"( (score|rating|level|index))?$"
)
_RECOMMENDED = re.compile(r"\bnps\b|netpro|recommend|empfehl|empfiehl")
_YES = frozenset(("yes", "ja", "true", "wahr", "1"))
_NO = frozenset(("no", "nein", "false", "falsch", "0"))


def about_the_whole(name: str) -> bool:
    """Whether a column's name speaks of the whole, not of one touchpoint."""
    return _WHOLE.search(_spaced(name)) is not None


def about_recommending(name: str) -> bool:
    """Whether a column's name asks whether somebody would recommend it."""
    return _RECOMMENDED.search(_spaced(name)) is not None


def verdict(answers: Sequence[str]) -> dict[str, float | None]:
    """What a few answers in words stand for from 1 to 5; None: for no answer; empty: not known.

    Two steps of a ladder are enough, and so are yes and no, which are its ends.
    """
    texts = [one for one in answers if one.strip()]
    if not 2 <= len(texts) <= MOST_WORDS:
        return {}
    known = labelled(texts, least=2)
    plain = {normal(text) for text in texts}
    if not known and len(plain) == 2 and plain & _YES and plain & _NO:
        return {text: 5.0 if normal(text) in _YES else 1.0 for text in texts}
    return known


def proposal(answers: Sequence[str]) -> tuple[str, dict[str, float | None]]:
    """The scale for a few answers about the whole, and what each stands for on it.

    Of two answers only the share of the better one is known, not how much better it is.
    """
    words = verdict(answers)
    steps = {value for value in words.values() if value is not None}
    if len(steps) != 2:
        return (SCALE, words) if words else ("", {})
    best = max(steps)
    return SHARE, {
        word: None if value is None else float(value == best) for word, value in words.items()
    }


def could_be_overall(questions: Iterable[Question]) -> list[Question]:
    """The questions kept for later that could be an overall rating, the likeliest first."""
    kept = [
        one for one in questions
        if one.kind in ("segment", "unused") and 2 <= len(one.codes) <= MOST_WORDS
    ]  # fmt: skip
    ranked = [(_likely(one), one.position, one) for one in kept]
    return [one for rank, _, one in sorted(ranked, key=lambda it: it[:2]) if rank < 3]


def _likely(question: Question) -> int:
    if about_the_whole(question.text):
        return 0
    if about_recommending(question.text):
        return 1
    return 2 if labelled(question.codes, least=2) else 3


def _spaced(name: str) -> str:
    return re.sub(r"[\W_]+", " ", normal(name)).strip()
