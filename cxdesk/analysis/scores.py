"""Scores: what a stop, or a whole journey, is rated, apart for every perspective and scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from cxdesk.analysis.estimates import (
    Estimate,
    mean_of,
    merged_counts,
    merged_moments,
    pooled,
    pooled_share,
)
from cxdesk.analysis.evidence import Evidence, counted
from cxdesk.analysis.lots import (
    Lot,
    feeling,
    mean_estimate,
    mean_moments,
    promoter_score,
    top_two,
)
from cxdesk.analysis.precision import margin
from cxdesk.analysis.selection import Answers, Selection
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import PERSPECTIVES, SOURCES, Perspective, Source, Stop
from cxdesk.models.scales import Scale
from cxdesk.models.store import Store

Interval = tuple[float, float]
Histogram = tuple[tuple[float, float], ...]


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about a stop (or a journey: no stop) from one perspective on one scale.

    ``mean``, ``sd`` (n - 1), ``low`` and ``high`` (95 % of the mean) and ``weighted`` (the mean
    under respondents' weights, as telling as ``effective`` equal answers) are in the scale's
    units, ``valence`` is -1 .. +1, ``nps`` -100 .. +100, ``top2`` 0 .. 1; None where undefined.
    They rest on the ``counted`` sources, ``n`` and ``histogram`` too; ``by_source`` has the mean
    of every source, counted or not, ``waves`` the wave that it is taken from, if any: the newest,
    unless one was chosen.
    """

    journey: Id
    phase: Id = ""
    stop: Id = ""
    touchpoint: Id = ""
    name: str
    perspective: Perspective
    scale: Id
    n: int
    mean: float | None = None
    sd: float | None = None
    valence: float | None = None
    low: float | None = None
    high: float | None = None
    nps: float | None = None
    nps_interval: Interval | None = None
    top2: float | None = None
    top2_interval: Interval | None = None
    weighted: float | None = None
    effective: float | None = None
    counted: tuple[Source, ...] = ()
    by_source: dict[Source, Estimate] = {}
    waves: dict[Source, str] = {}
    histogram: Histogram = ()

    @property
    def margin(self) -> float | None:
        """Half the width of the mean's interval, in the scale's units."""
        return margin(self.low, self.high)


class Subject(msgspec.Struct, frozen=True):
    """What a score is about: a touchpoint at a stop, or a journey as a whole."""

    target: Id
    name: str
    journey: Id
    phase: Id = ""
    stop: Id = ""


def scores(
    store: Store,
    journey: Id,
    selection: Selection,
    answers: Answers | None = None,
    perspectives: Sequence[Perspective] | None = None,
) -> list[Score]:
    """The scores of a journey's stops, in order; only what is rated.

    Without ``perspectives`` every one; the selection's own does not matter here. A stop that
    the selection's persona skips is left out.
    """
    evidence = Evidence(store, answers)
    return [
        score
        for stop in travelled(store, journey, selection.persona)
        for score in subject_scores(
            evidence, stop_subject(store, stop), selection, perspectives or PERSPECTIVES
        )
    ]


def overall(
    store: Store, journey: Id, selection: Selection, answers: Answers | None = None
) -> list[Score]:
    """The journey's overall rating, one for each scale: from questions and figures about it.

    Raises:
        UnknownRecord: if the journey is not in the project.
    """
    return subject_scores(Evidence(store, answers), journey_subject(store, journey), selection)


def travelled(store: Store, journey: Id, persona: Id) -> list[Stop]:
    """The stops of a journey in order, without those that the persona skips."""
    stops = queries.journey_stops(store, journey)
    if not persona:
        return stops
    skipped = queries.skipped(store, persona)
    return [stop for stop in stops if stop.id not in skipped]


def stop_subject(store: Store, stop: Stop) -> Subject:
    """A stop as what scores are about."""
    phase = stop.place.parent
    name = queries.touchpoint(store, stop).name
    return Subject(stop.touchpoint, name, queries.journey_of(store, phase), phase, stop.id)


def journey_subject(store: Store, journey: Id) -> Subject:
    """A journey as what scores are about."""
    return Subject(journey, store.record(journey).title, journey)


def subject_scores(
    evidence: Evidence,
    subject: Subject,
    selection: Selection,
    perspectives: Sequence[Perspective] = (),
) -> list[Score]:
    """The scores of one subject, by perspective and scale."""
    found = []
    rated = evidence.perspectives(subject.target)
    for perspective in perspectives or (selection.perspective,):
        if perspective in rated:
            chosen = msgspec.structs.replace(selection, perspective=perspective)
            found += _perspective_scores(evidence, subject, chosen)
    return found


def _perspective_scores(evidence: Evidence, subject: Subject, selection: Selection) -> list[Score]:
    plain = _by_scale(evidence, subject, selection)
    heavy = plain
    weighable = evidence.weighable(subject.target)
    if weighable and not selection.weighted:
        chosen = msgspec.structs.replace(selection, weighted=True)
        heavy = _by_scale(evidence, subject, chosen)
    count_estimates = evidence.store.project.count_estimates
    found = []
    for scale_id, lots in sorted(plain.items()):
        scale = evidence.scale(scale_id)
        assert scale is not None
        score = _score(subject, selection.perspective, scale, lots, count_estimates)
        if score.mean is None and score.nps is None and score.top2 is None:
            continue  # a reported share of something else has no number on the scale
        if weighable:
            mean = _pooled(heavy.get(scale_id, {}), mean_estimate, count_estimates)
            if mean is not None:
                score = msgspec.structs.replace(score, weighted=mean.mean, effective=mean.n_eff)
        found.append(score)
    return found


def _by_scale(
    evidence: Evidence, subject: Subject, selection: Selection
) -> dict[Id, dict[Source, Lot]]:
    found: dict[Id, dict[Source, Lot]] = {}
    for source, lots in evidence.lots(subject.target, subject.stop, selection).items():
        for scale, lot in lots.items():
            found.setdefault(scale, {})[source] = lot
    return found


def _score(
    subject: Subject,
    perspective: Perspective,
    scale: Scale,
    lots: dict[Source, Lot],
    count_estimates: bool,
) -> Score:
    sources = counted(lots, count_estimates)
    heard = [lot for source, lot in lots.items() if source in sources]
    mean = _pooled(lots, mean_estimate, count_estimates)
    feelings = None
    if perspective != "importance":
        feelings = _pooled(lots, lambda lot: _feeling(lot, scale), count_estimates)
    nps = _pooled(lots, lambda lot: promoter_score(lot, scale), count_estimates)
    top = _pooled(lots, lambda lot: top_two(lot, scale), count_estimates, pooled_share)
    together = [found for lot in heard if (found := mean_moments(lot))]
    size = mean or nps or top
    return Score(
        journey=subject.journey,
        phase=subject.phase,
        stop=subject.stop,
        touchpoint=subject.target if subject.stop else "",
        name=subject.name,
        perspective=perspective,
        scale=scale.id,
        n=size.n if size else 0,
        mean=mean.mean if mean else None,
        sd=mean_of(merged_moments(together)).sd if together else None,
        valence=feelings.mean if feelings else None,
        low=mean.low if mean else None,
        high=mean.high if mean else None,
        nps=nps.mean if nps else None,
        nps_interval=_interval(nps),
        top2=top.mean if top else None,
        top2_interval=_interval(top),
        counted=tuple(source for source in SOURCES if source in sources),
        by_source={s: one for s in SOURCES if s in lots and (one := mean_estimate(lots[s]))},
        waves={s: lots[s].wave for s in SOURCES if s in lots and lots[s].wave},
        histogram=_histogram(heard, scale),
    )


def _pooled(
    lots: dict[Source, Lot],
    statistic: Callable[[Lot], Estimate | None],
    count_estimates: bool,
    pool: Callable[[Sequence[Estimate]], Estimate] = pooled,
) -> Estimate | None:
    found = {source: one for source, lot in lots.items() if (one := statistic(lot))}
    heard = counted(found, count_estimates)
    return pool([one for source, one in found.items() if source in heard]) if heard else None


def _feeling(lot: Lot, scale: Scale) -> Estimate | None:
    found = feeling(lot, scale)
    return mean_of(found) if found else None


def _interval(estimate: Estimate | None) -> Interval | None:
    if estimate is None or estimate.low is None or estimate.high is None:
        return None
    return estimate.low, estimate.high


def _histogram(lots: list[Lot], scale: Scale) -> Histogram:
    """How often each value was given; every value of a scale with up to 21 of them is listed."""
    counts = merged_counts([lot.counts for lot in lots])
    given = dict(zip(counts.values, counts.counts, strict=True))
    if (scale.maximum - scale.minimum) / scale.step <= 20:
        given = dict.fromkeys(scale.values, 0) | given
    return tuple(sorted(given.items()))
