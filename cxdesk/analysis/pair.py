"""What is experienced today, under the stops of the journey to be."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from cxdesk.analysis.curve import CurvePoint
from cxdesk.analysis.selection import Selection
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.pairing import pairing
from cxdesk.models.store import Store

Curve = Callable[[Id, Selection], list[CurvePoint]]


def todays_curve(
    store: Store, journey: Id, selection: Selection, curve: Curve
) -> list[CurvePoint]:
    """The pair's experience at each stop of a to-be journey; [] where there is no pair.

    A stop that is new has a point without numbers. ``curve`` answers with a journey's points.
    """
    paired = pairing(store, journey)
    if paired is None:
        return []
    asked = replace(selection, perspective="experience")
    points = {point.stop: point for point in curve(paired.pair.id, asked)}
    return [
        replace(point, stop=stop.id)
        if (point := points.get(paired.today.get(stop.id, "")))
        else CurvePoint(
            stop=stop.id, touchpoint=stop.touchpoint, name=queries.touchpoint(store, stop).name
        )
        for stop in queries.journey_stops(store, journey)
    ]
