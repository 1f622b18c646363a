"""Which touchpoint of a journey a column flows to, and making those that are missing."""

from __future__ import annotations

from pathlib import PurePath

import msgspec

from cxdesk.language import N_, language
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.naming import UnknownJourney, find_journey, normal
from cxdesk.models.ops.journeys import add_journey, add_phase
from cxdesk.models.ops.stops import add_stop
from cxdesk.models.records import Phase
from cxdesk.models.store import Store
from cxdesk.problems import Problem


class NewStop(msgspec.Struct, frozen=True):
    """A touchpoint that the journey lacks; ``phase`` None means the one for all new ones."""

    name: str
    phase: str | None


def first_phase(store: Store, journey: Id) -> Phase | None:
    """The phase that is there for the first touchpoints: the only one, and still empty."""
    phases = queries.phases(store, journey) if journey else []
    return phases[0] if len(phases) == 1 and not queries.stops(store, phases[0].id) else None


class _Known(msgspec.Struct, frozen=True):
    name: str
    phase: str
    touchpoint: Id


class Targets:
    """The touchpoints of one journey by name, existing ones and those yet to be made.

    Only the journey's own touchpoints count: one of the same name in another journey is never
    reused silently. New ones of which no phase is said go to the one called ``phase``; by default
    to a phase of their own, named after the file, so that they stand in none that somebody else
    has thought out.
    """

    def __init__(
        self, store: Store, journey: str | None, create: bool, file: str, phase: str | None = None
    ) -> None:
        self._create = create
        self._phase = phase
        self._file = PurePath(file).stem
        self._new: dict[str, NewStop] = {}
        self.journey: Id = ""
        self.title = journey or self._file
        try:
            found = find_journey(store, journey)
        except UnknownJourney:
            if not create:
                raise
            found = None
        if found is None and not create:
            raise Problem(N_("The project has no journey yet; --create makes one."))
        self._known: dict[str, list[_Known]] = {}
        if found is not None:
            self.journey, self.title = found.id, found.title
            for stop in queries.journey_stops(store, found.id):
                phase = normal(store.record(stop.place.parent).name)
                name = queries.touchpoint(store, stop).name
                known = _Known(name, phase, stop.touchpoint)
                self._known.setdefault(normal(name), []).append(known)

    def touchpoint(self, name: str, phase: str | None) -> Id | NewStop | None:
        """The touchpoint called ``name``, preferably in ``phase``; None if it may not be made."""
        places = self._known.get(normal(name))
        if places:
            exact = [place for place in places if place.name == name] or places
            in_phase = [place for place in exact if place.phase == normal(phase or "")]
            return (in_phase or exact)[0].touchpoint
        if not self._create:
            return None
        if name not in self._new:
            self._new[name] = NewStop(name, phase)
        return self._new[name]

    @property
    def new_stops(self) -> list[NewStop]:
        """What is yet to be made, in order."""
        return list(self._new.values())

    def make(self, store: Store) -> dict[NewStop, Id]:
        """Make what is missing, inside an open transaction; the new touchpoints' ids."""
        if not self.journey:
            self.journey = add_journey(store, self.title).id
        phases = {normal(one.name): one.id for one in queries.phases(store, self.journey)}
        first = first_phase(store, self.journey)
        made = {}
        for new in self.new_stops:
            named = new.phase or self._phase
            if not named and first is not None:
                phase = first.id
            else:
                named = named or self._file or language(store.project.language).tr("Touchpoints")
                phase = phases.get(normal(named)) or add_phase(store, self.journey, named).id
                phases[normal(named)] = phase
            made[new] = add_stop(store, phase, name=new.name).touchpoint
        return made
