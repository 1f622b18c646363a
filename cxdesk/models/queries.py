"""Answers about a project: what is in it, in its order."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cxdesk.models.ids import Id
from cxdesk.models.records import (
    INSIGHT_LANES,
    Card,
    Channel,
    Figure,
    Insight,
    InsightStop,
    Journey,
    JourneyPersona,
    Lane,
    LaneKind,
    Persona,
    Phase,
    Question,
    Rating,
    Skip,
    Stop,
    Touchpoint,
    TouchpointChannel,
    Version,
)
from cxdesk.models.scales import BUILT_IN, Scale
from cxdesk.models.store import Store, UnknownRecord

Placed = Journey | Phase | Lane | Stop | Persona
Note = Card | Insight


def position(record: Placed) -> tuple[str, Id]:
    """The sort key of a placed record among its siblings."""
    return (record.place.key, record.id)


def journeys(store: Store) -> list[Journey]:
    """The journeys of the project, in order."""
    return sorted(store.all(Journey), key=position)


def phases(store: Store, journey: Id) -> list[Phase]:
    """The phases of a journey, in order."""
    return sorted(store.children(journey, Phase), key=position)


def lanes(store: Store, journey: Id) -> list[Lane]:
    """The lanes of a journey, in order, hidden ones among them."""
    return sorted(store.children(journey, Lane), key=position)


def lane_of_kind(store: Store, journey: Id, kind: LaneKind) -> Lane | None:
    """The first lane of this kind."""
    return next((lane for lane in lanes(store, journey) if lane.kind == kind), None)


def stops(store: Store, phase: Id) -> list[Stop]:
    """The stops of a phase, in order."""
    return sorted(store.children(phase, Stop), key=position)


def journey_stops(store: Store, journey: Id) -> list[Stop]:
    """The stops of a journey, in order."""
    return [stop for phase in phases(store, journey) for stop in stops(store, phase.id)]


def journey_of(store: Store, record_id: Id) -> Id:
    """The journey that a phase, lane, stop, card or placed insight belongs to.

    Raises:
        UnknownRecord: if the record is none of these, or not in the project.
    """
    record = store.record(record_id)
    match record:
        case Journey():
            return record.id
        case Phase() | Lane():
            return record.place.parent
        case Stop():
            return journey_of(store, record.place.parent)
        case Card() | Insight() if record.place is not None:
            return journey_of(store, record.place.lane)
    raise UnknownRecord(record_id)


def cards(store: Store, lane: Id, at: Id) -> list[Note]:
    """The cards of one cell of the map (a lane under a stop or a phase), in order."""
    found: list[Note] = [
        card for card in notes_at(store, at) if card.place is not None and card.place.lane == lane
    ]
    return sorted(found, key=_note_position)


def notes_at(store: Store, at: Id) -> list[Note]:
    """All cards and placed insights under a stop or phase, or in a lane, in no order."""
    return [*store.children(at, Card), *store.children(at, Insight)]


def holder(store: Store, chosen: Collection[Id], record_id: Id) -> Id:
    """The outermost of the chosen records that this one stands in or under; else itself."""
    parents = store.record(record_id).parents()
    above = (holder(store, chosen, one) for one in parents if store.get(one) is not None)
    return next((one for one in above if one in chosen), record_id)


def outermost(store: Store, chosen: Collection[Id]) -> list[Id]:
    """The chosen records without those that stand in or under another one and go where it goes."""
    return [one for one in chosen if holder(store, chosen, one) == one]


def touchpoint(store: Store, stop: Stop) -> Touchpoint:
    """The touchpoint that a stop stands for."""
    return store.record(stop.touchpoint)  # type: ignore[no-any-return]


def library(store: Store) -> list[Touchpoint]:
    """All touchpoints of the project, by name."""
    return sorted(store.all(Touchpoint), key=lambda record: (record.name.casefold(), record.id))


def stops_of(store: Store, touchpoint_id: Id) -> list[Stop]:
    """Where a touchpoint is used."""
    return store.children(touchpoint_id, Stop)


def channels_of(store: Store, touchpoint_id: Id) -> list[Channel]:
    """The channels of a touchpoint."""
    links = store.children(touchpoint_id, TouchpointChannel)
    return sorted((store.record(link.channel) for link in links), key=lambda one: one.id)


def personas(store: Store) -> list[Persona]:
    """The personas of the project, in order."""
    return sorted(store.all(Persona), key=position)


def personas_of(store: Store, journey: Id) -> list[Persona]:
    """The personas that take part in a journey, in order."""
    links = store.children(journey, JourneyPersona)
    return sorted((store.record(link.persona) for link in links), key=position)


def skipped(store: Store, persona: Id) -> frozenset[Id]:
    """The stops that a persona skips."""
    return frozenset(link.stop for link in store.children(persona, Skip))


def ratings(store: Store, touchpoint_id: Id) -> list[Rating]:
    """The single ratings of a touchpoint that nothing supersedes, oldest first."""
    found = store.children(touchpoint_id, Rating)
    replaced = {rating.supersedes for rating in found}
    return sorted((r for r in found if r.id not in replaced), key=lambda r: (r.at, r.id))


def figures(store: Store, target: Id) -> list[Figure]:
    """The figures about a touchpoint or a journey."""
    return store.children(target, Figure)


def questions(store: Store, survey: Id) -> list[Question]:
    """The questions of a survey, in the order of its columns."""
    return sorted(store.children(survey, Question), key=lambda one: (one.position, one.id))


def questions_for(store: Store, target: Id) -> list[Question]:
    """The questions whose answers flow to a touchpoint, or to a journey's overall rating."""
    return [one for one in store.all(Question) if target in (one.touchpoint, one.journey)]


def versions(store: Store) -> list[Version]:
    """The named points of the past, the newest first."""
    return sorted(store.all(Version), key=lambda one: (one.at, one.id), reverse=True)


def scale(store: Store, scale_id: Id) -> Scale:
    """A built-in scale or one of the project's own, even if it was deleted.

    What somebody else gave on it meanwhile keeps its meaning.

    Raises:
        UnknownRecord: if there is no such scale.
    """
    if scale_id in BUILT_IN:
        return BUILT_IN[scale_id]
    gone = store.gone.get(scale_id)
    return gone if isinstance(gone, Scale) else store.record(scale_id)


def scales(store: Store) -> Sequence[Scale]:
    """Every scale that can be chosen: the built-in ones, then the project's own by name."""
    return [*BUILT_IN.values(), *sorted(store.all(Scale), key=lambda one: one.name)]


def insights_about(store: Store, stop: Id) -> list[Insight]:
    """The insights that stand under a stop or are linked to it."""
    linked = [store.record(link.insight) for link in store.children(stop, InsightStop)]
    placed = store.children(stop, Insight)
    return [*placed, *(one for one in linked if one not in placed)]


def is_insight_lane(lane: Lane) -> bool:
    """Whether the entries of a lane are insights."""
    return lane.kind in INSIGHT_LANES


def _note_position(note: Note) -> tuple[str, Id]:
    return (note.place.key if note.place else "", note.id)
