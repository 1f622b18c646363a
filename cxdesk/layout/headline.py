"""How a stop's number is written: its face, its value, and what stands beside it."""

from __future__ import annotations

from typing import Protocol

import msgspec

from cxdesk.analysis.precision import mean_told
from cxdesk.analysis.score_words import nps_told
from cxdesk.language import Language
from cxdesk.models import queries, scales
from cxdesk.models.ids import Id
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import end_told


class StopNumber(Protocol):
    """A stop's headline: valence -1 .. +1, raw mean on its scale, half its interval, answers.

    ``share`` is the reported share of the two best answers where nothing else is known.
    """

    @property
    def valence(self) -> float | None: ...
    @property
    def mean(self) -> float | None: ...
    @property
    def margin(self) -> float | None: ...
    @property
    def share(self) -> float | None: ...
    @property
    def n(self) -> int: ...
    @property
    def scale(self) -> str: ...


class Headline(msgspec.Struct, frozen=True):
    """A number as it is written; ``beside`` says what it is out of, or how many answered.

    A reported share has no face: no feeling is known.
    """

    face: int | None
    value: str
    beside: str
    count: str


def headline(store: Store, number: StopNumber | None, words: Language) -> Headline | None:
    """How a stop's number is written; None where nobody has rated it."""
    if number is None or (number.valence is None and number.share is None):
        return None
    if number.valence is None:
        count = words.tr("n = {n}", n=words.number(number.n, 0))
        return Headline(None, words.percent(number.share or 0.0), words.tr("Top 2"), count)
    face = scales.face(number.valence)
    count = words.tr("n = {n}", n=words.number(number.n, 0))
    if number.mean is None:  # nothing but reported Net Promoter Scores has a feeling and no mean
        return Headline(face, nps_told(100 * number.valence, words), "", count)
    return Headline(
        face=face,
        value=mean_told(number, words, signed=_signed(store, number.scale)),
        beside=end_told(queries.scale(store, number.scale), words) or count,
        count=count,
    )


def _signed(store: Store, scale: Id) -> bool:
    return queries.scale(store, scale).minimum < 0
