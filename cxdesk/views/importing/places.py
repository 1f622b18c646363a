"""Where the touchpoints of the journey stand into which a survey is imported."""

from __future__ import annotations

from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Stop, Touchpoint
from cxdesk.models.store import Store


def touchpoints(store: Store, journey: Id) -> list[Touchpoint]:
    """The touchpoints of a journey, each once; none of one that is not there yet."""
    stops = _stops(store, journey)
    return list({one.touchpoint: queries.touchpoint(store, one) for one in stops}.values())


def places(store: Store, journey: Id) -> dict[str, str]:
    """The names of a journey's touchpoints, and that of the phase in which each stands first."""
    return {
        queries.touchpoint(store, one).name: store.record(one.place.parent).name
        for one in reversed(_stops(store, journey))
    }


def _stops(store: Store, journey: Id) -> list[Stop]:
    return queries.journey_stops(store, journey) if store.visible(journey) else []
