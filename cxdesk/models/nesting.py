"""Journeys inside touchpoints: what a stop opens, where a journey is used, and no circles."""

from __future__ import annotations

from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Journey, Stop
from cxdesk.models.store import Store


def sub_journey(store: Store, stop: Id) -> Journey | None:
    """The journey that a stop opens; None where there is none, or it is deleted."""
    record = store.get(stop)
    found = store.get(record.sub_journey) if isinstance(record, Stop) else None
    return found if isinstance(found, Journey) and store.visible(found.id) else None


def used_at(store: Store, journey: Id) -> list[Stop]:
    """The stops that open a journey, by the order of their journeys and of the maps."""
    if not any(stop.sub_journey == journey for stop in store.all(Stop)):
        return []
    return [
        stop
        for other in queries.journeys(store)
        for stop in queries.journey_stops(store, other.id)
        if stop.sub_journey == journey
    ]


def inside(store: Store, journey: Id) -> set[Id]:
    """The journey and all that its touchpoints open, at any depth; a circle does not matter."""
    found = {journey}
    waiting = [journey]
    while waiting:
        for stop in queries.journey_stops(store, waiting.pop()):
            if sub_journey(store, stop.id) is not None and stop.sub_journey not in found:
                found.add(stop.sub_journey)
                waiting.append(stop.sub_journey)
    return found


def may_open(store: Store, stop: Id, journey: Id) -> bool:
    """Whether a stop may open a journey: not its own, and none that leads back to its own."""
    return queries.journey_of(store, stop) not in inside(store, journey)


def above(store: Store, journey: Id) -> list[Stop]:
    """The stops through which one gets to a journey, the outermost first.

    Where several open the same journey, the first one counts.
    """
    path: list[Stop] = []
    seen = {journey}
    while stops := used_at(store, journey):
        journey = queries.journey_of(store, stops[0].id)
        if journey in seen:  # two copies were merged into a circle
            break
        seen.add(journey)
        path.insert(0, stops[0])
    return path
