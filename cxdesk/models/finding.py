"""Where a text stands on a journey's map, in the order in which the map is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from cxdesk.language import Language
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.queries import Note
from cxdesk.models.records import Lane
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import lane_name


class Wanted(msgspec.Struct, frozen=True):
    """What is looked for: a text as it is, with or without regard to case and to whole words."""

    text: str
    case: bool = False
    whole_words: bool = False

    def pattern(self) -> re.Pattern[str]:
        """The expression that finds it; never one that a person typed."""
        edge = r"(?<!\w){}(?!\w)" if self.whole_words else "{}"
        flags = re.NOFLAG if self.case else re.IGNORECASE
        return re.compile(edge.format(re.escape(self.text)), flags)


class Found(NamedTuple):
    """A place on the map where a text stands.

    ``shown`` is what stands there (a stop, card, insight, phase, lane or persona), ``record`` and
    ``field`` say where the text is kept: a stop's is its touchpoint's name.
    """

    shown: Id
    record: Id
    field: str
    text: str


def matching(places: Sequence[Found], wanted: Wanted) -> list[Found]:
    """The places where the text stands; none for an empty text."""
    if not wanted.text:
        return []
    pattern = wanted.pattern()
    return [one for one in places if pattern.search(one.text)]


def places_on_map(
    store: Store, journey: Id, language: Language, aside: frozenset[Id] = frozenset()
) -> list[Found]:
    """Every place of a journey's map with its text, in the order in which the map is read.

    Lanes that are hidden, for everyone or as those ``aside`` for me, are not on the map.
    """
    if not journey:
        return []
    lanes = [
        lane
        for lane in queries.lanes(store, journey)
        if not lane.hidden and lane.id not in aside
    ]
    return list(_places(store, journey, lanes, language))


def _places(
    store: Store, journey: Id, lanes: list[Lane], language: Language
) -> Iterator[Found]:
    for persona in queries.personas_of(store, journey):
        yield Found(persona.id, persona.id, "name", persona.name)
    order = {lane.id: number for number, lane in enumerate(lanes)}
    for phase in queries.phases(store, journey):
        yield Found(phase.id, phase.id, "name", phase.name)
        yield from _notes(store, phase.id, order)
        for stop in queries.stops(store, phase.id):
            touchpoint = queries.touchpoint(store, stop)
            yield Found(stop.id, touchpoint.id, "name", touchpoint.name)
            yield from _notes(store, stop.id, order)
    for lane in lanes:
        yield Found(lane.id, lane.id, "name", lane_name(lane, language))


def _notes(store: Store, at: Id, order: dict[Id, int]) -> Iterator[Found]:
    def position(note: Note) -> tuple[int, str]:
        return (order[note.place.lane], note.place.key) if note.place else (0, "")

    here = [
        note
        for note in queries.notes_at(store, at)
        if note.place is not None and note.place.at == at and note.place.lane in order
    ]
    for note in sorted(here, key=position):
        yield Found(note.id, note.id, "text", note.text)
