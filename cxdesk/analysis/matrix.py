"""Relevance against perception: which touchpoints win customers, and which hurt them."""

from __future__ import annotations

from typing import Literal

import msgspec

from cxdesk.analysis.curve import curve_point
from cxdesk.analysis.drivers import driver
from cxdesk.analysis.evidence import Evidence
from cxdesk.analysis.scores import travelled
from cxdesk.analysis.selection import Answers, Selection
from cxdesk.models.ids import Id
from cxdesk.models.records import Stop
from cxdesk.models.store import Store

Basis = Literal["asked", "derived"]
FindingKind = Literal["success_point", "pain_point", ""]

TEN = 10.0


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Where a stop stands between relevance and perception.

    ``importance`` and ``opportunity`` (Ulwick) are 0 .. 10 and 0 .. 20, ``valence`` with its
    interval -1 .. +1, ``mean`` on ``scale``; None where not known. ``kind`` is set where
    importance is above the journey's average; ``certain`` if the interval of the valence excludes
    0, otherwise the finding is an indication. Ulwick compares what customers say: a derived
    importance has no opportunity.
    """

    stop: Id
    touchpoint: Id
    name: str
    importance: float | None = None
    correlation: float | None = None
    valence: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    mean: float | None = None
    scale: Id = ""
    kind: FindingKind = ""
    certain: bool = False
    opportunity: float | None = None

    @property
    def weight(self) -> float:
        """How much the finding tells: importance times the distance from neutral, 0 .. 10."""
        return (self.importance or 0.0) * abs(self.valence or 0.0)


class Matrix(msgspec.Struct, frozen=True):
    """The findings of a journey's stops, in order, and where important begins (0 .. 10)."""

    basis: Basis
    findings: list[Finding]
    important_from: float | None

    @property
    def known(self) -> bool:
        """Whether of any stop both relevance and perception are known."""
        return any(one.valence is not None and one.importance is not None for one in self.findings)

    def ranked(self, kind: FindingKind) -> list[Finding]:
        """The findings of a kind: certain ones first, then by what they tell."""
        chosen = (one for one in self.findings if one.kind == kind)
        return sorted(chosen, key=lambda one: (not one.certain, -one.weight))

    def opportunities(self) -> list[Finding]:
        """The stops with an opportunity score, the greatest first."""
        scored = (one for one in self.findings if one.opportunity is not None)
        return sorted(scored, key=lambda one: -(one.opportunity or 0.0))

    def by_rating(self) -> list[Finding]:
        """The rated stops, from the worst to the best experience."""
        rated = (one for one in self.findings if one.valence is not None)
        return sorted(rated, key=lambda one: one.valence or 0.0)


def relevance_matrix(
    store: Store,
    journey: Id,
    selection: Selection,
    answers: Answers | None = None,
    basis: Basis | None = None,
) -> Matrix:
    """Importance against experience for every stop of a journey.

    Importance is ``asked`` (the mean of importance ratings on 0 .. 10) or ``derived`` (the
    correlation with the overall rating, times ten, 0 where negative), which needs ``answers``.
    Without a ``basis`` it is asked wherever anybody was. A stop is important when it is at or
    above the average of the journey's.
    """
    evidence = Evidence(store, answers)
    stops = travelled(store, journey, selection.persona)
    asked = {} if basis == "derived" else _asked(evidence, stops, selection)
    if basis is None:
        basis = "asked" if asked or answers is None else "derived"
    correlations: dict[Id, float] = {}
    if basis == "derived" and answers is not None:
        for stop in stops:
            found = driver(evidence, journey, stop.touchpoint, selection)
            if found is not None:
                correlations[stop.id] = found
    known = asked or {stop: max(r, 0.0) * TEN for stop, r in correlations.items()}
    border = sum(known.values()) / len(known) if known else None
    findings = [
        _finding(evidence, stop, selection, known.get(stop.id), correlations.get(stop.id), border)
        for stop in stops
    ]
    if basis == "asked":
        findings = [_with_opportunity(one) for one in findings]
    return Matrix(basis, findings, border)


def opportunity_score(importance: float, satisfaction: float) -> float:
    """Ulwick's opportunity, 0 .. 20: i + max(i - s, 0) of importance and satisfaction, 0 .. 10."""
    return importance + max(importance - satisfaction, 0.0)


def _asked(evidence: Evidence, stops: list[Stop], selection: Selection) -> dict[Id, float]:
    chosen = msgspec.structs.replace(selection, perspective="importance")
    found = {}
    for stop in stops:
        point = curve_point(evidence, stop, chosen)
        scale = evidence.scale(point.scale)
        if point.mean is not None and scale is not None:
            reach = (point.mean - scale.minimum) / (scale.maximum - scale.minimum)
            found[stop.id] = TEN * (reach if scale.polarity > 0 else 1 - reach)
    return found


def _finding(
    evidence: Evidence,
    stop: Stop,
    selection: Selection,
    importance: float | None,
    correlation: float | None,
    border: float | None,
) -> Finding:
    chosen = msgspec.structs.replace(selection, perspective="experience")
    point = curve_point(evidence, stop, chosen)
    kind: FindingKind = ""
    certain = False
    matters = importance is not None and border is not None and importance >= border
    if matters and point.valence:
        kind = "success_point" if point.valence > 0 else "pain_point"
        if point.low is not None and point.high is not None:
            certain = point.low > 0 or point.high < 0
    return Finding(
        stop=stop.id,
        touchpoint=stop.touchpoint,
        name=point.name,
        importance=importance,
        correlation=correlation,
        valence=point.valence,
        low=point.low,
        high=point.high,
        n=point.n,
        mean=point.mean,
        scale=point.scale,
        kind=kind,
        certain=certain,
    )


def _with_opportunity(finding: Finding) -> Finding:
    if finding.importance is None or finding.valence is None:
        return finding
    satisfaction = (finding.valence + 1) / 2 * TEN
    score = opportunity_score(finding.importance, satisfaction)
    return msgspec.structs.replace(finding, opportunity=score)
