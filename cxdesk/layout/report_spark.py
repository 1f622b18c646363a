"""An emotion curve in the size of a few lines of text, for the cover."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.analysis.curve import CurvePoint, monotone_cubic
from cxdesk.layout import faces
from cxdesk.layout.flow import Atom
from cxdesk.layout.primitives import Paint, Path, Primitive, Rectangle
from cxdesk.layout.tokens import PAPER
from cxdesk.models.scales import face

TALLEST, LOWEST = 92.0, 60.0
"""How much height a curve has use for, and how little still shows its ups and downs, in px."""

_FACE = 14.0
_MOST_FACES = 24


def spark(points: Sequence[CurvePoint], width: float, height: float, color: str) -> Atom:
    """The curve with its faces, gaps dashed, in a box of ``width`` x ``height`` px."""
    step = width / max(len(points), 1)
    middle = height / 2
    reach = middle - _FACE + 1
    rated = [
        (number, (number + 0.5) * step, middle - reach * point.valence, point.valence)
        for number, point in enumerate(points)
        if point.valence is not None
    ]
    parts: list[Primitive] = [Rectangle(0, middle, width, 1, Paint(PAPER.hairline))]
    segments = monotone_cubic([x for _, x, _, _ in rated], [y for _, _, y, _ in rated])
    for (number, *_), (after, *_), (start, one, two, end) in zip(
        rated, rated[1:], segments, strict=False
    ):
        dash = (4.0, 4.0) if after > number + 1 else ()
        paint = Paint(stroke=color, width=1.5 if dash else 2.5, dash=dash)
        parts.append(Path((("M", start), ("C", (*one, *two, *end))), paint))
    if len(rated) <= _MOST_FACES:
        for _, x, y, valence in rated:
            parts += faces.face(face(valence), x - _FACE / 2, y - _FACE / 2, _FACE)
    return Atom(height, tuple(parts))
