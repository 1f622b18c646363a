"""How answers are spread over a scale, drawn in the colours of the faces they stand for."""

from __future__ import annotations

from collections.abc import Iterable

from cxdesk.analysis.bars import bars
from cxdesk.analysis.scores import Score
from cxdesk.language import Language
from cxdesk.layout.primitives import Paint, Primitive, Rectangle
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import FEELINGS, PAPER
from cxdesk.models.scales import Scale, face, valence
from cxdesk.models.vocabulary import value_told

_MOST_BARS = 21
_BAR, _HEIGHT, _LABEL = 28.0, 30.0, 9.0


def histogram(
    score: Score, scale: Scale, x: float, width: float, language: Language
) -> Iterable[Primitive]:
    """A bar for each value, 50 px high with its labels; nothing for more values than fit."""
    found = bars(score.histogram, scale)
    most = max((one.answers for one in found), default=0)
    if not most or len(found) > _MOST_BARS:
        return
    step = min(width / len(found), _BAR)
    base = _HEIGHT + 4
    every = 5 if any(one.low < one.high for one in found) else 1
    for place, (value, high, count) in enumerate(found):
        left, height = x + place * step, _HEIGHT * count / most
        if height:
            paint = Paint(FEELINGS[face(valence(scale, (value + high) / 2))].fill)
            yield Rectangle(left, base - height, step - 2, height, paint, min(2, height / 2))
        yield Rectangle(left, base, step - 2, 1, Paint(PAPER.hairline))
        if place % every == 0:
            text = value_told(scale, value, language)
            label = wrap(text, step * every + 4, _LABEL, "regular", 1)
            yield label.at(left - 1, base + 2, PAPER.quiet, "center", step)


def shares(score: Score, scale: Scale, x: float, width: float) -> Iterable[Primitive]:
    """The same as one bar, divided between the five faces, from bad to good."""
    sizes = dict.fromkeys(FEELINGS, 0.0)
    for value, count in score.histogram:
        sizes[face(valence(scale, value))] += count
    total = sum(sizes.values())
    for number, size in sizes.items():
        if size:
            part = width * size / total
            yield Rectangle(x, 9, max(part - 1, 1), 8, Paint(FEELINGS[number].fill))
            x += part
