"""Which touchpoints of a map a filter leaves bright."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cxdesk.analysis.numbers import Numbers
from cxdesk.analysis.selection import Selection
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Stop
from cxdesk.models.scales import face
from cxdesk.models.store import Store

NOBODY: frozenset[Id] = frozenset()


class Filter(msgspec.Struct, frozen=True):
    """What is looked at: every condition that is set must hold, within a list one is enough.

    ``lowest`` and ``highest`` are valences of faces (-1, -0.5, 0, 0.5, 1): the face that a stop's
    experience shows must lie between them. None sets no limit.
    """

    channels: frozenset[Id] = NOBODY
    departments: frozenset[Id] = NOBODY
    personas: frozenset[Id] = NOBODY
    moments_of_truth: bool = False
    lowest: float | None = None
    highest: float | None = None

    @property
    def rated(self) -> bool:
        """Whether the rating matters."""
        return self.lowest is not None or self.highest is not None

    @property
    def conditions(self) -> int:
        """How many conditions are set."""
        return sum(
            map(
                bool,
                (
                    self.channels, self.departments, self.personas, self.moments_of_truth,
                    self.rated,
                ),
            )
        )  # fmt: skip


def filtered_out(
    store: Store, numbers: Numbers, journey: Id, wanted: Filter, selection: Selection
) -> frozenset[Id]:
    """The stops of a journey that fail a condition; ``selection`` says whose experience counts.

    An unrated stop fails a condition on the rating. A persona's stops are those that it does not
    skip, of the journeys in which it takes part.
    """
    if not wanted.conditions or not journey:
        return NOBODY
    feelings = {}
    if wanted.rated:
        asked = msgspec.structs.replace(selection, perspective="experience")
        feelings = {point.stop: point.valence for point in numbers.curve(journey, asked)}
    travelled = _travelled(store, journey, wanted.personas) if wanted.personas else NOBODY
    return frozenset(
        stop.id
        for stop in queries.journey_stops(store, journey)
        if (wanted.moments_of_truth and not stop.moment_of_truth)
        or (wanted.personas and stop.id not in travelled)
        or not _has_terms(store, stop, wanted)
        or (wanted.rated and not _within(feelings.get(stop.id), wanted))
    )


def _has_terms(store: Store, stop: Stop, wanted: Filter) -> bool:
    if wanted.departments:
        touchpoint = queries.touchpoint(store, stop)
        if touchpoint.department not in wanted.departments:
            return False
    if not wanted.channels:
        return True
    channels = (channel.id for channel in queries.channels_of(store, stop.touchpoint))
    return not wanted.channels.isdisjoint(channels)


def _travelled(store: Store, journey: Id, personas: Iterable[Id]) -> frozenset[Id]:
    """The stops that at least one of the personas travels."""
    taking_part = {one.id for one in queries.personas_of(store, journey)}
    everything = {stop.id for stop in queries.journey_stops(store, journey)}
    paths = [
        everything - queries.skipped(store, persona)
        for persona in personas
        if persona in taking_part
    ]
    return frozenset().union(*paths)


def _within(feeling: float | None, wanted: Filter) -> bool:
    if feeling is None:
        return False
    shown = face(feeling) / 2
    return (wanted.lowest is None or wanted.lowest <= shown) and (
        wanted.highest is None or shown <= wanted.highest
    )
