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
from cxdesk.models.scales import Scale
from cxdesk.models.store import Store

Basis = Literal["asked", "derived"]
FindingKind = Literal["success_point", "pain_point", ""]

TEN = 10.0


class Asked(msgspec.Struct, frozen=True):
    """Importance as it was asked: the mean in the units of ``scale``, and half its interval."""

    mean: float
    margin: float | None
    scale: Id


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Where a stop stands between relevance and perception.

    ``importance`` and ``opportunity`` (Ulwick) are 0 .. 10 and 0 .. 20, ``valence`` with its
    interval -1 .. +1, ``mean`` on ``scale``, and ``margin`` half its interval; None where not
    known. ``asked`` is the importance as it is told, ``importance`` the same brought to 0 .. 10,
    which only Ulwick and the comparison of several scales need. ``kind`` is set where importance
    is above the journey's average; ``certain``, also without a kind, if the interval of the valence
    excludes 0 and has a width (three answers that are alike prove little), else what is found is
    an indication. Ulwick compares what customers say: a derived importance has no opportunity.
    """

    stop: Id
    touchpoint: Id
    name: str
    importance: float | None = None
    asked: Asked | None = None
    correlation: float | None = None
    valence: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    mean: float | None = None
    margin: float | None = None
    scale: Id = ""
    kind: FindingKind = ""
    certain: bool = False
    opportunity: float | None = None

    @property
    def weight(self) -> float:
        """How much the finding tells: importance times the distance from neutral, 0 .. 10."""
        return (self.importance or 0.0) * abs(self.valence or 0.0)


class Matrix(msgspec.Struct, frozen=True):
    """The findings of a journey's stops, in order, and where important begins (0 .. 10).

    ``scale`` is the one on which all importance was asked; None where there are several, where it
    is derived, or where nobody was asked.
    """

    basis: Basis
    findings: list[Finding]
    important_from: float | None
    scale: Scale | None = None

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where importance goes in the units in which it is compared."""
        return (0.0, TEN) if self.scale is None else (self.scale.minimum, self.scale.maximum)

    def compared(self, importance: float) -> float:
        """An importance, 0 .. 10, in the units in which touchpoints are compared: those asked."""
        low, high = self.reach
        return low + importance / TEN * (high - low)

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
    scales = {one.scale for one in asked.values()}
    if basis is None:
        basis = "asked" if asked or answers is None else "derived"
    correlations: dict[Id, float] = {}
    if basis == "derived" and answers is not None:
        for stop in stops:
            found = driver(evidence, journey, stop.touchpoint, selection)
            if found is not None:
                correlations[stop.id] = found
    known = {stop: _to_ten(evidence, one) for stop, one in asked.items()}
    known = known or {stop: max(r, 0.0) * TEN for stop, r in correlations.items()}
    border = sum(known.values()) / len(known) if known else None
    findings = [
        msgspec.structs.replace(
            _finding(evidence, stop, selection, known.get(stop.id), border),
            asked=asked.get(stop.id), correlation=correlations.get(stop.id),
        )
        for stop in stops
    ]  # fmt: skip
    if basis == "asked":
        findings = [_with_opportunity(one) for one in findings]
    only = evidence.scale(scales.pop()) if len(scales) == 1 else None
    return Matrix(basis, findings, border, only if only and only.polarity > 0 else None)


def opportunity_score(importance: float, satisfaction: float) -> float:
    """Ulwick's opportunity, 0 .. 20: i + max(i - s, 0) of importance and satisfaction, 0 .. 10."""
    return importance + max(importance - satisfaction, 0.0)


def _asked(evidence: Evidence, stops: list[Stop], selection: Selection) -> dict[Id, Asked]:
    chosen = msgspec.structs.replace(selection, perspective="importance")
    found = {}
    for stop in stops:
        point = curve_point(evidence, stop, chosen)
        if point.mean is not None and point.scale:
            found[stop.id] = Asked(point.mean, point.margin, point.scale)
    return found


def _to_ten(evidence: Evidence, asked: Asked) -> float:
    """An importance brought to 0 .. 10: from the least to the most that its scale can tell."""
    scale = evidence.scale(asked.scale)
    assert scale is not None
    reach = (asked.mean - scale.minimum) / (scale.maximum - scale.minimum)
    return TEN * (reach if scale.polarity > 0 else 1 - reach)


def _finding(
    evidence: Evidence,
    stop: Stop,
    selection: Selection,
    importance: float | None,
    border: float | None,
) -> Finding:
    chosen = msgspec.structs.replace(selection, perspective="experience")
    point = curve_point(evidence, stop, chosen)
    kind: FindingKind = ""
    certain = False
    matters = importance is not None and border is not None and importance >= border
    if matters and point.valence:
        kind = "success_point" if point.valence > 0 else "pain_point"
    if point.low is not None and point.high is not None and point.low < point.high:
        certain = point.low > 0 or point.high < 0
    return Finding(
        stop=stop.id,
        touchpoint=stop.touchpoint,
        name=point.name,
        importance=importance,
        valence=point.valence,
        low=point.low,
        high=point.high,
        n=point.n,
        mean=point.mean,
        margin=point.margin,
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
