"""What the words of a report mean: those that it uses, for somebody who reads no statistics."""

from __future__ import annotations

from collections.abc import Iterator

from cxdesk.analysis.evidence import TEAM_SOURCES
from cxdesk.language import Language
from cxdesk.models import queries
from cxdesk.models.records import Figure, Question, Rating, Source, Survey
from cxdesk.models.scales import Scale
from cxdesk.models.store import Store


def explained(store: Store, language: Language) -> Iterator[tuple[str, str]]:
    """The words and what each means; none that the project has no number for."""
    tr = language.tr
    nps = _has_nps(store)
    yield (
        tr("Mean and n"),
        tr(
            "The average of all valid answers, in the units of the scale named beside it; n is"
            " how many answers it rests on."
        ),
    )
    yield (
        tr("95% interval"),
        tr(
            "Where the mean of all customers may lie: of a hundred surveys like this one, about"
            " 95 would give an interval that contains it. It ends where the scale does. There is"
            " none where a source has a single answer, or where all answers are alike."
        ),
    )
    face = tr(
        "Every scale is brought to −2 to +2, with 0 at its neutral point, so that different"
        " scales can share one curve."
    )
    yield tr("Face"), f"{face} {tr('An NPS answer of 6 is negative.')}" if nps else face
    if _has_expectation(store):
        told = tr("Experience minus expectation on the same scale; below zero, we disappoint.")
        low = tr("Where a low value is best, it is the other way round.")
        falls = any(scale.polarity < 0 for scale in _used_scales(store))
        yield tr("Gap"), f"{told} {low}" if falls else told
    if nps:
        yield (
            tr("NPS"),
            tr(
                "Net Promoter Score: the percentage of answers 9 and 10 minus that of 0 to 6, from"
                " −100 to +100."
            ),
        )
    if any(one.kind == "weight" for one in store.all(Question)):
        yield _weights_explained(language)
    judges = _judges(store)
    if len(judges) > 1 or judges & TEAM_SOURCES:
        yield tr("Whose judgement"), _judges_explained(judges, language)


def _judges_explained(judges: set[Source], language: Language) -> str:
    if judges <= TEAM_SOURCES:
        return language.tr(
            "No customers were asked: the curve is the judgement of the team. Where customers"
            " are asked, their answers take its place."
        )
    return language.tr(
        "Where customers were asked, their sources alone make the curve, each with the same"
        " weight. Team estimates and votes stand beside it with a hollow face."
    )


def _weights_explained(language: Language) -> tuple[str, str]:
    return (
        language.tr("Weighted"),
        language.tr(
            "A survey says how much each respondent counts. Numbers are those of the answers"
            " as they were given; beside them stands the mean under these weights, and the"
            " effective n: how many answers of equal weight would tell as much (Kish)."
        ),
    )


def finding_explained(language: Language) -> tuple[str, str]:
    """The same for findings, which a report explains where it shows them."""
    return (
        language.tr("Pain point, brand success point"),
        language.tr(
            "More important to customers than the journey's touchpoints are on average, and"
            " experienced badly or well. Certain where the 95% interval lies on one side of"
            " neutral, otherwise an indication."
        ),
    )


def _questions(store: Store) -> list[Question]:
    """The questions whose answers flow somewhere."""
    return [
        one
        for one in store.all(Question)
        if (one.kind == "rating" and one.touchpoint) or (one.kind == "overall" and one.journey)
    ]


def _has_nps(store: Store) -> bool:
    if any(one.statistic == "nps" for one in store.all(Figure)):
        return True
    return any(scale.headline == "nps" for scale in _used_scales(store))


def _used_scales(store: Store) -> list[Scale]:
    """The scales that ratings and answers are on."""
    used = {one.scale for one in store.all(Rating)} | {one.scale for one in _questions(store)}
    return [queries.scale(store, one) for one in sorted(used) if one]


def _has_expectation(store: Store) -> bool:
    return (
        any(one.perspective == "expectation" for one in store.all(Rating))
        or any(one.perspective == "expectation" for one in store.all(Figure))
        or any(one.perspective == "expectation" for one in _questions(store))
    )


def _judges(store: Store) -> set[Source]:
    """The sources of all that has been rated, asked or reported."""
    given = {one.source for one in store.all(Rating)} | {one.source for one in store.all(Survey)}
    return given | {one.source for one in store.all(Figure)}
