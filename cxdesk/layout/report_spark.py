"""An emotion curve in the size of a few lines of text, for the cover."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.analysis.curve import CurvePoint, monotone_cubic
from cxdesk.layout import faces
from cxdesk.layout.flow import Atom
from cxdesk.layout.primitives import Paint, Path, Primitive, Rectangle
from cxdesk.layout.tokens import PAPER
from cxdesk.models.scales import face

_HEIGHT, _REACH, _FACE = 92.0, 33.0, 14.0
_MOST_FACES = 24


def spark(points: Sequence[CurvePoint], width: float, color: str) -> Atom | None:
    """The curve with its faces, gaps dashed; None where fewer than two stops are rated."""
    step = width / max(len(points), 1)
    middle = _HEIGHT / 2
    rated = [
        (number, (number + 0.5) * step, middle - _REACH * point.valence, point.valence)
        for number, point in enumerate(points)
        if point.valence is not None
    ]
    if len(rated) < 2:
        return None
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
    return Atom(_HEIGHT, tuple(parts))
