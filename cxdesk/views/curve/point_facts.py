"""What is known about a stop, in words and numbers: for the curve's card and the tables."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from cxdesk.analysis.curve import CurvePoint
from cxdesk.analysis.estimates import Estimate
from cxdesk.analysis.precision import decimals
from cxdesk.analysis.score_words import headlines, weighted_told, why_no_interval
from cxdesk.analysis.scores import Score
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import Language
from cxdesk.layout.curve import BAND_FROM, has_band
from cxdesk.models import queries, vocabulary
from cxdesk.models.ids import Id
from cxdesk.models.records import Perspective
from cxdesk.views.curve.lines import shown_personas


class Fact(NamedTuple):
    """One line: what it is, its number, and whether it is bad news."""

    name: str
    value: str
    warning: bool = False


class PointFacts(NamedTuple):
    """A stop's numbers from the perspective that the curve shows."""

    name: str
    value: str
    beside: str
    valence: float | None
    rows: tuple[Fact, ...]


def headline(
    workspace: Workspace, stop: Id, perspective: Perspective | None = None, *, persona: Id = ""
) -> Score | None:
    """The score on the scale that most answers are on; None where nobody has rated."""
    shown = workspace.shown
    if perspective is not None:
        shown = replace(shown, perspective=perspective)
    if persona:
        shown = replace(shown, persona=persona)
    found = [one for one in workspace.numbers.score(stop, shown) if one.n or one.mean is not None]
    return max(found, key=lambda one: one.n) if found else None


class Gap(NamedTuple):
    """Experience minus expectation, to how many decimals both are known, and which way is good."""

    value: float
    decimals: int
    polarity: int

    @property
    def bad(self) -> bool:
        """Whether less is experienced than expected."""
        return self.value * self.polarity < 0

    def text(self, language: Language) -> str:
        """The gap with its sign."""
        return language.number(self.value, self.decimals, sign=True)


def gap(workspace: Workspace, stop: Id) -> Gap | None:
    """Experience minus expectation, on their common scale; None where either is missing."""
    scores = {one.scale: one for one in _scores(workspace, stop, "experience")}
    best = headline(workspace, stop, "experience")
    for expected in _scores(workspace, stop, "expectation"):
        met = scores.get(expected.scale)
        if met is None or met.mean is None or expected.mean is None:
            continue
        if best is None or best.scale == met.scale:
            polarity = queries.scale(workspace.store, met.scale).polarity
            return Gap(met.mean - expected.mean, decimals(met.margin, expected.margin), polarity)
    return None


def point_facts(workspace: Workspace, stop: Id) -> PointFacts:
    """All that the curve's card tells about a stop."""
    title = queries.touchpoint(workspace.store, workspace.store.record(stop)).name
    score = headline(workspace, stop)
    if score is None:
        return PointFacts(title, "", "", None, (Fact(workspace.tr("Not rated yet"), ""),))
    language = workspace.language
    shown = workspace.numbers.score(stop, workspace.shown)
    points = workspace.numbers.curve(workspace.journey, workspace.shown)
    drawn = next((point for point in points if point.stop == stop), None)
    counted = drawn.n if drawn is not None else score.n
    rows = [Fact("n", language.number(counted, 0))]
    if interval := interval_text(workspace, score):
        share = language.percent(0.95)
        rows.append(Fact(workspace.tr("{share} interval", share=share), interval))
        if drawn is not None and not has_band(drawn):
            rows.append(Fact(workspace.tr("Band"), workspace.tr("from n = {n} on", n=BAND_FROM)))
    elif reason := why_no_interval(score, language):
        rows.append(Fact(reason, ""))
    numbers = headlines(score, queries.scale(workspace.store, score.scale), language)
    for number in numbers:
        if number.name:
            reach = number.reach(language)
            value = number.value.removeprefix("NPS ")
            rows.append(Fact(number.name, f"{value} ({reach})" if reach else value))
    for one in shown:
        for source, estimate in one.by_source.items():
            name = workspace.tr(vocabulary.SOURCES[source])
            name = ", ".join(filter(None, (name, one.waves.get(source))))
            if one is not score:
                name = f"{name} \N{MIDDLE DOT} {_beside(workspace, one)}"
            rows.append(Fact(name, _mean_and_n(workspace, estimate, one.scale)))
    rows += _personas(workspace, stop)
    rows += _expectation(workspace, stop)
    if weighed := weighted_told(score, language):
        rows.append(Fact(weighed, ""))
    value = mean_text(workspace, score) or next((one.value for one in numbers), "")
    return PointFacts(title, value, _beside(workspace, score), score.valence, tuple(rows))


def on_scale(workspace: Workspace, value: float | None, scale: Id, digits: int = 1) -> str:
    """A value as it is written on its scale: with a sign where the scale reaches below 0."""
    if value is None or not scale:
        return ""
    signed = queries.scale(workspace.store, scale).minimum < 0
    return workspace.language.number(value, digits, sign=signed)


def mean_text(workspace: Workspace, number: Score | CurvePoint) -> str:
    """A mean as it is written on its scale; "" where there is none."""
    return on_scale(workspace, number.mean, number.scale, decimals(number.margin))


def interval_text(workspace: Workspace, score: Score) -> str:
    """The interval of the mean, on its scale; "" where there is none."""
    language, scale = workspace.language, queries.scale(workspace.store, score.scale)
    told = (one.reach(language) for one in headlines(score, scale, language) if not one.name)
    return next(told, "")


def _scores(workspace: Workspace, stop: Id, perspective: Perspective) -> list[Score]:
    return workspace.numbers.score(stop, replace(workspace.shown, perspective=perspective))


def _beside(workspace: Workspace, score: Score) -> str:
    scale = queries.scale(workspace.store, score.scale)
    return vocabulary.scale_name(scale, workspace.language)


def _mean_and_n(workspace: Workspace, found: Score | Estimate, scale: Id) -> str:
    mean = on_scale(workspace, found.mean, scale, decimals(found.margin))
    return f"{mean} (n = {workspace.language.number(found.n, 0)})"


def _personas(workspace: Workspace, stop: Id) -> list[Fact]:
    """The means of the personas whose curves are shown."""
    rows = []
    for persona in shown_personas(workspace):
        score = headline(workspace, stop, persona=persona.id)
        if score is not None and score.mean is not None:
            rows.append(Fact(persona.name, _mean_and_n(workspace, score, score.scale)))
    return rows


def _expectation(workspace: Workspace, stop: Id) -> list[Fact]:
    expected = headline(workspace, stop, "expectation")
    if expected is None or expected.mean is None or workspace.shown.perspective == "expectation":
        return []
    language = workspace.language
    value = mean_text(workspace, expected)
    rows = [Fact(workspace.tr("Expectation"), value)]
    missing = gap(workspace, stop)
    if missing is not None:
        rows.append(Fact(workspace.tr("Gap"), missing.text(language), missing.bad))
    return rows
