"""The emotion curve: one point a stop, and the spline through them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence

import msgspec

from cxdesk.analysis.estimates import Estimate, mean_of, merged_moments, pooled, pooled_share
from cxdesk.analysis.evidence import TEAM_SOURCES, Evidence, Lots, counted
from cxdesk.analysis.lots import feeling, mean_estimate, top_two
from cxdesk.analysis.scores import travelled
from cxdesk.analysis.selection import Answers, Selection
from cxdesk.models.ids import Id
from cxdesk.models.records import SOURCES, Source, Stop
from cxdesk.models.scales import BUILT_IN
from cxdesk.models.store import Store

_SMILEYS = BUILT_IN["smileys"]

Point = tuple[float, float]
Segment = tuple[Point, Point, Point, Point]


class CurvePoint(msgspec.Struct, frozen=True, kw_only=True):
    """A stop's place on the emotion curve.

    ``valence``, its 95 % interval ``low`` and ``high``, and ``estimate_valence`` are -1 .. +1
    (an interval may reach beyond); None where nobody has rated. ``n`` answers were counted.
    ``mean`` is on ``scale``, and ``margin`` half its interval; where ratings on several scales are
    counted, it is the feeling on the smileys' -2 .. +2, so that it speaks for all ``n``.
    ``share`` is the reported share, 0 .. 1, of the two best answers where nothing else is known: it
    has no valence. ``estimate_valence`` is the team's judgement where customers' ratings are the
    curve: a hollow marker of its own.
    """

    stop: Id
    touchpoint: Id
    name: str
    valence: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    mean: float | None = None
    margin: float | None = None
    scale: Id = ""
    share: float | None = None
    estimate_valence: float | None = None
    estimate_n: int = 0


def emotion_curve(
    store: Store, journey: Id, selection: Selection, answers: Answers | None = None
) -> list[CurvePoint]:
    """The points of a journey's curve, in order, unrated stops among them.

    A stop that the selection's persona skips is left out: it is absent, not a gap.
    """
    evidence = Evidence(store, answers)
    stops = travelled(store, journey, selection.persona)
    return [curve_point(evidence, stop, selection) for stop in stops]


def curve_point(evidence: Evidence, stop: Stop, selection: Selection) -> CurvePoint:
    """One stop's point: valences pooled within each source by answers, then over sources."""
    lots = evidence.lots(stop.touchpoint, stop.id, selection)
    name = evidence.store.record(stop.touchpoint).name
    if not lots:
        return CurvePoint(stop=stop.id, touchpoint=stop.touchpoint, name=name)
    feelings = {} if selection.perspective == "importance" else _feelings(evidence, lots)
    heard = counted(feelings or lots, evidence.store.project.count_estimates)
    curve = _pool(feelings, heard)
    beside = _pool(feelings, TEAM_SOURCES - heard)
    scale, usual = _usual_mean(lots, heard)
    share = None if curve or usual else _share(evidence, lots, heard)
    n = next((one.n for one in (curve, usual, share) if one), 0)
    if curve and not usual:
        scale = "nps"  # nothing but reported Net Promoter Scores has a feeling and no mean
    mean, margin = (usual.mean, usual.margin) if usual else (None, None)
    if curve and usual and usual.n != curve.n:
        scale, mean = _SMILEYS.id, curve.mean * _SMILEYS.maximum
        margin = None if curve.margin is None else curve.margin * _SMILEYS.maximum
    return CurvePoint(
        stop=stop.id,
        touchpoint=stop.touchpoint,
        name=name,
        valence=curve.mean if curve else None,
        low=curve.low if curve else None,
        high=curve.high if curve else None,
        n=n,
        mean=mean,
        margin=margin,
        scale=scale,
        share=share.mean if share else None,
        estimate_valence=beside.mean if beside else None,
        estimate_n=beside.n if beside else 0,
    )


def _feelings(evidence: Evidence, lots: Lots) -> dict[Source, Estimate]:
    found = {}
    for source, by_scale in lots.items():
        parts = []
        for scale_id, lot in by_scale.items():
            scale = evidence.scale(scale_id)
            if scale is not None and (moments := feeling(lot, scale)):
                parts.append(moments)
        if parts:
            found[source] = mean_of(merged_moments(parts))
    return found


def _pool(estimates: dict[Source, Estimate], sources: Iterable[Source]) -> Estimate | None:
    chosen = [estimates[source] for source in sources if source in estimates]
    return pooled(chosen) if chosen else None


def _share(evidence: Evidence, lots: Lots, sources: frozenset[Source]) -> Estimate | None:
    """The share of the two best answers, where nothing else was reported: it has no valence."""
    found = []
    for source in SOURCES:
        for scale_id, lot in lots.get(source, {}).items() if source in sources else ():
            scale = evidence.scale(scale_id)
            if scale is not None and (one := top_two(lot, scale)):
                found.append(one)
    return pooled_share(found) if found else None


def _usual_mean(lots: Lots, sources: frozenset[Source]) -> tuple[Id, Estimate | None]:
    """The scale with most answers among these sources, and the mean on it."""
    means: dict[Id, list[Estimate]] = {}
    for source in SOURCES:
        if source in sources:
            for scale, lot in lots.get(source, {}).items():
                if found := mean_estimate(lot):
                    means.setdefault(scale, []).append(found)
    if not means:
        return "", None
    scale = max(sorted(means), key=lambda one: sum(estimate.n for estimate in means[one]))
    return scale, pooled(means[scale])


def monotone_cubic(xs: Sequence[float], ys: Sequence[float]) -> list[Segment]:
    """Bézier segments of a cubic through points that never overshoots them.

    ``xs`` ascend strictly. Between two points the curve stays between them and moves one way
    only (Fritsch and Carlson 1980). Fewer than two points make no segment.

    Raises:
        ValueError: if ``xs`` do not ascend, or are not as many as ``ys``.
    """
    if len(xs) != len(ys) or any(b <= a for a, b in itertools.pairwise(xs)):
        raise ValueError("points must ascend in x")
    steps = [b - a for a, b in itertools.pairwise(xs)]
    secants = [(b - a) / h for a, b, h in zip(ys, ys[1:], steps, strict=False)]
    slopes = _slopes(secants)
    return [
        (
            (x, y),
            (x + h / 3, _between(y + slope * h / 3, y, next_y)),
            (next_x - h / 3, _between(next_y - next_slope * h / 3, y, next_y)),
            (next_x, next_y),
        )
        for x, next_x, y, next_y, h, slope, next_slope in zip(
            xs, xs[1:], ys, ys[1:], steps, slopes, slopes[1:], strict=False
        )
    ]


def _slopes(secants: list[float]) -> list[float]:
    if not secants:
        return []
    slopes = [secants[0]]
    for left, right in itertools.pairwise(secants):
        same_way = (left > 0) == (right > 0) and left != 0 and right != 0
        slopes.append(left / 2 + right / 2 if same_way else 0.0)
    slopes.append(secants[-1])
    for i, secant in enumerate(secants):
        if secant == 0:
            slopes[i] = slopes[i + 1] = 0.0
            continue
        length = math.hypot(slopes[i] / secant, slopes[i + 1] / secant)
        if length > 3:
            slopes[i] *= 3 / length
            slopes[i + 1] *= 3 / length
    return slopes


def _between(value: float, one: float, other: float) -> float:
    """``value`` with rounding errors beyond the two ends taken away."""
    return min(max(value, min(one, other)), max(one, other))
