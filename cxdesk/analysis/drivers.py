"""Drivers: how strongly a touchpoint's rating goes with the overall rating of a journey."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from cxdesk.analysis.columns import code_values
from cxdesk.analysis.evidence import Evidence, Piece
from cxdesk.analysis.selection import Selection
from cxdesk.models.ids import Id
from cxdesk.models.records import Question, Source

if TYPE_CHECKING:
    import numpy as np


def driver(evidence: Evidence, journey: Id, touchpoint: Id, selection: Selection) -> float | None:
    """Pearson's correlation, -1 .. +1, of a touchpoint's experience with the overall rating.

    Over the respondents of a survey who answered both, with better on either scale counted
    upwards. Several pairs of questions are joined by Fisher's z with weight n - 3; without a
    chosen wave each source's newest counts. None where no survey asked both, fewer than four
    answered both, or either answer is the same for all.
    """
    found: dict[Source, dict[str, list[tuple[float, int]]]] = {}
    for overall in _asked(evidence, journey, selection):
        for rating in _asked(evidence, touchpoint, selection):
            assert overall.question is not None
            assert rating.question is not None
            if rating.question.survey == overall.question.survey:
                joint = _joint(evidence, rating.question, overall.question, selection)
                if (correlation := _correlation(*joint)) is not None:
                    waves = found.setdefault(rating.source, {})
                    waves.setdefault(rating.wave, []).append(correlation)
    newest = (waves[evidence.newest_first(waves)[0]] for waves in found.values())
    return _joined([pair for pairs in newest for pair in pairs])


def _asked(evidence: Evidence, target: Id, selection: Selection) -> list[Piece]:
    """The questions about the experience of a target in the selected sources and wave."""
    return [
        piece
        for piece in evidence.pieces(target)
        if piece.question is not None
        and piece.perspective == "experience"
        and (selection.sources is None or piece.source in selection.sources)
        and (not selection.wave or piece.wave == selection.wave)
    ]


def _joined(correlations: list[tuple[float, int]]) -> float | None:
    if len(correlations) < 2:
        return correlations[0][0] if correlations else None
    if any(abs(r) >= 1 for r, _ in correlations):
        return sum(r * n for r, n in correlations) / sum(n for _, n in correlations)
    total = sum((n - 3) * math.atanh(r) for r, n in correlations)
    return math.tanh(total / sum(n - 3 for _, n in correlations))


def _joint(
    evidence: Evidence, one: Question, other: Question, selection: Selection
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The values of both questions, better upwards, and how often each pair was answered."""
    import numpy as np

    values, columns = [], []
    for question in (one, other):
        scale = evidence.scale(question.scale)
        assert scale is not None
        numbers = code_values(question, scale)
        values.append(np.array([math.nan if v is None else v * scale.polarity for v in numbers]))
        columns.append(evidence.columns.column(question.id).astype(np.intp))
    sizes = [len(found) for found in values]
    keep = (columns[0] < sizes[0]) & (columns[1] < sizes[1])
    if selection.persona:
        mask = evidence.columns.mask(one.survey, selection.persona)
        keep &= False if mask is None else mask
    pairs = columns[0][keep] * sizes[1] + columns[1][keep]
    table = np.bincount(pairs, minlength=sizes[0] * sizes[1]).reshape(sizes)
    known = [~np.isnan(found) for found in values]
    return values[0][known[0]], values[1][known[1]], table[np.ix_(*known)]


def _correlation(xs: np.ndarray, ys: np.ndarray, table: np.ndarray) -> tuple[float, int] | None:
    n = int(table.sum())
    if n < 4:
        return None
    across, down = table.sum(axis=1), table.sum(axis=0)
    dx = xs - (xs @ across) / n
    dy = ys - (ys @ down) / n
    spread = math.sqrt(float(dx**2 @ across) * float(dy**2 @ down))
    if not spread:
        return None
    return float(dx @ table @ dy) / spread, n
