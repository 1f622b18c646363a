"""The project's touchpoints: where each is used, and what hangs on it."""

from __future__ import annotations

from typing import NamedTuple

from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Journey, Phase, Stop
from cxdesk.models.store import Store


class Use(NamedTuple):
    """One place of a touchpoint."""

    journey: Journey
    phase: Phase
    stop: Stop


class Attached(NamedTuple):
    """How much goes along when touchpoints are deleted from the library."""

    stops: int
    cards: int
    ratings: int
    figures: int
    questions: int


def uses(store: Store, touchpoint: Id) -> list[Use]:
    """Where a touchpoint is used, in the order of journeys and phases."""
    found = []
    for stop in queries.stops_of(store, touchpoint):
        phase = store.record(stop.place.parent)
        found.append(Use(store.record(phase.place.parent), phase, stop))
    return sorted(
        found,
        key=lambda use: (
            use.journey.place.key, use.journey.id, use.phase.place.key, use.stop.place.key,
        ),
    )  # fmt: skip


def attached(store: Store, touchpoints: list[Id]) -> Attached:
    """What hangs on touchpoints: places, cards below them, ratings, figures, linked questions."""
    stops = [stop for one in touchpoints for stop in queries.stops_of(store, one)]
    return Attached(
        stops=len(stops),
        cards=sum(len(queries.notes_at(store, stop.id)) for stop in stops),
        ratings=sum(len(queries.ratings(store, one)) for one in touchpoints),
        figures=sum(len(queries.figures(store, one)) for one in touchpoints),
        questions=sum(len(queries.questions_for(store, one)) for one in touchpoints),
    )
