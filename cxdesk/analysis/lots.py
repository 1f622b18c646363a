"""What one source says on one scale: its answers and reported figures, as estimates."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cxdesk.analysis.estimates import (
    Counts,
    Estimate,
    Moments,
    mean_of,
    merged_moments,
    moments,
    nps,
    pooled,
    reported,
    share,
    top_box,
)
from cxdesk.models.records import Figure
from cxdesk.models.scales import Scale, valence


class Lot(msgspec.Struct, frozen=True):
    """Counted answers and reported figures of one source on one scale, and their wave."""

    counts: Counts
    figures: tuple[Figure, ...] = ()
    wave: str = ""

    def __bool__(self) -> bool:
        return bool(self.counts.values or self.figures)


def mean_moments(lot: Lot) -> Moments | None:
    """The moments of answers and reported means, in the scale's units."""
    means = (f for f in lot.figures if f.statistic == "mean")
    return _merged(moments(lot.counts), [reported(f.n, f.value, f.sd) for f in means])


def feeling(lot: Lot, scale: Scale) -> Moments | None:
    """The moments of valence, -1 .. +1: of every answer, of reported means, and of NPS / 100.

    A reported mean on a scale that bends at its neutral point is brought over as if no answer
    lay beyond that point, since the report does not say. Shares have no valence.
    """
    found = []
    for figure in lot.figures:
        if figure.statistic == "mean":
            upper = figure.value >= scale.neutral
            side = scale.maximum - scale.neutral if upper else scale.neutral - scale.minimum
            sd = figure.sd / side if figure.sd is not None and side else None
            found.append(reported(figure.n, valence(scale, figure.value), sd))
        elif figure.statistic == "nps":
            found.append(reported(figure.n, figure.value / 100, None))
    return _merged(moments(lot.counts.mapped(lambda value: valence(scale, value))), found)


def mean_estimate(lot: Lot) -> Estimate | None:
    """The mean in the scale's units, with its interval."""
    found = mean_moments(lot)
    return mean_of(found) if found else None


def promoter_score(lot: Lot, scale: Scale) -> Estimate | None:
    """The NPS in points, -100 .. +100; None where the scale is not one for it."""
    if scale.headline != "nps":
        return None
    figures = [Estimate(f.n, f.value, n_eff=f.n) for f in lot.figures if f.statistic == "nps"]
    return _by_number(nps(lot.counts), figures)


def top_two(lot: Lot, scale: Scale) -> Estimate | None:
    """The share (0..1) of the two best answers; None where a scale has no countable boxes."""
    least = second_best(scale)
    if least is None:
        return None
    figures = [share(f.value, f.n) for f in lot.figures if f.statistic == "top2"]
    return _by_number(top_box(lot.counts, least, scale.polarity), figures)


def second_best(scale: Scale) -> float | None:
    """The second best value of a scale with 4 to 11 values; None for any other."""
    steps = (scale.maximum - scale.minimum) / scale.step
    if not 3 <= round(steps) <= 10:
        return None
    return scale.values[-2 if scale.polarity > 0 else 1]


def _merged(counted: Moments | None, figures: list[Moments]) -> Moments | None:
    parts = [*([counted] if counted else []), *figures]
    return merged_moments(parts) if parts else None


def _by_number(counted: Estimate | None, figures: Sequence[Estimate]) -> Estimate | None:
    parts = [*([counted] if counted else []), *figures]
    if not parts:
        return None
    known = any(part.n for part in parts)
    return pooled(parts, [float(part.n) for part in parts] if known else None)
