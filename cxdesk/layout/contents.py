"""What a map shows, gathered from the project and kept from one layout to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from cxdesk.language import Language
from cxdesk.layout.headline import Headline, StopNumber, headline
from cxdesk.layout.icons import channel_icon
from cxdesk.layout.parts import Part
from cxdesk.layout.pieces import StopLook
from cxdesk.layout.primitives import Node
from cxdesk.models import nesting, queries
from cxdesk.models.diff import Diff
from cxdesk.models.ids import Id
from cxdesk.models.records import (
    AnyRecord,
    Card,
    Comment,
    Department,
    Figure,
    Insight,
    InsightStop,
    Journey,
    Lane,
    Measure,
    MeasureInsight,
    Persona,
    Phase,
    Question,
    Rating,
    Stop,
    Survey,
    Touchpoint,
)
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import term_name

Note = Card | Insight
Cells = dict[tuple[Id, Id], list[Note]]


Numbers = Callable[[Id], StopNumber | None]

_LETTERS, _CONTINUED = 40, 12
"""How many letters of a name a column's width holds on a phase's bar, and "(continued)" of them."""


class Contents:
    """The records of one journey in their order, and the looks and cards of its cells."""

    def __init__(
        self,
        store: Store,
        journey: Id,
        words: Language,
        numbers: Numbers,
        part: Part | None = None,
    ) -> None:
        self._store, self._journey, self.words, self._numbers = store, journey, words, numbers
        self._part = part
        self.dirty: set[Id] | None = None
        """The lanes whose cards have changed since the layout before; None for all of them."""
        self.drawn: dict[Id, tuple[StopLook, Node]] = {}
        """How each stop was drawn last: the same look in the same place is the same node."""
        self._gather()
        self._gather_looks()
        self._gather_cells()

    def update(self, diff: Diff, numbers: Numbers) -> None:
        """Gather again what the diff touches."""
        self._numbers = numbers
        self.dirty = set()
        if all(map(_leaves_order, diff.changes())):
            renamed = {key for key, _, after in diff.changes() if isinstance(after, Touchpoint)}
            self._refresh_looks(renamed)
        else:
            self._gather()
            self._gather_looks()
        if _changes_what_is_visible(diff):
            self._gather_cells()
            self.dirty = None
            return
        for key, before, after in diff.changes():
            if isinstance(before or after, Stop):
                self._gather_cells_of(key)
            for record in (before, after):
                if isinstance(record, Card | Insight) and record.place is not None:
                    self._gather_cell(record.place.lane, record.place.at)

    def number(self, stop: Id) -> StopNumber | None:
        """The stop's headline, if it has been rated."""
        return self._numbers(stop)

    def channels(self, stop: Id) -> tuple[tuple[str, str], ...]:
        """Icons and names of the channels of a stop's touchpoint."""
        touchpoint = self._store.record(stop).touchpoint
        return tuple(
            (channel_icon(channel), term_name(channel, self.words))
            for channel in queries.channels_of(self._store, touchpoint)
        )

    def headline(self, number: StopNumber | None) -> Headline | None:
        """How a number is written."""
        return headline(self._store, number, self.words)

    def _gather(self) -> None:
        store, journey = self._store, self._journey
        self.locked = bool(getattr(store.get(journey), "locked", False))
        self.phases: list[tuple[Phase, list[Stop]]] = [
            (phase, queries.stops(store, phase.id)) for phase in queries.phases(store, journey)
        ]
        if self._part is not None:
            self.phases = list(self._within(self.phases, self._part))
        self.lanes: list[Lane] = queries.lanes(store, journey)
        self.personas: list[Persona] = queries.personas_of(store, journey)

    def _within(
        self, phases: Iterable[tuple[Phase, list[Stop]]], part: Part
    ) -> Iterator[tuple[Phase, list[Stop]]]:
        """What stands on a part of the map; a phase that goes on there says so."""
        for phase, stops in phases:
            inside = [stop for stop in stops if stop.id in part.shown]
            if not inside and phase.id not in part.shown:
                continue
            if any(stop.id in part.before for stop in stops):
                most = len(inside) * _LETTERS - _CONTINUED
                cut = phase.name if len(phase.name) <= most else f"{phase.name[:most].rstrip()}…"
                name = self.words.tr("{name} (continued)", name=cut)
                yield replace(phase, name=name), inside
            else:
                yield phase, inside

    def _gather_looks(self) -> None:
        stops = [stop for _, inside in self.phases for stop in inside]
        self.looks = {stop.id: self._look(stop) for stop in stops}
        self._set_heads()
        self._shown = {stop.id: self._numbers(stop.id) for stop in stops}

    def _refresh_looks(self, touchpoints: set[Id]) -> None:
        """Gather the looks of stops with another number, and of these touchpoints.

        Neither changes what stands above the titles.
        """
        for _, stops in self.phases:
            for stop in stops:
                number = self._numbers(stop.id)
                if number is not self._shown[stop.id] or stop.touchpoint in touchpoints:
                    self._shown[stop.id] = number
                    self.looks[stop.id] = replace(self._look(stop), headed=self.headed)

    def _set_heads(self) -> None:
        """Leave room above the titles for channels and marks if any touchpoint has one."""
        self.headed = any(look.has_head for look in self.looks.values())
        if not self.headed:
            plain = {key: replace(look, headed=False) for key, look in self.looks.items()}
            self.looks = plain

    def _look(self, stop: Stop) -> StopLook:
        channels = self.channels(stop.id)
        more = f" +{len(channels) - 1}" if len(channels) > 1 else ""
        return StopLook(
            name=self._store.record(stop.touchpoint).name,
            icon=channels[0][0] if channels else "",
            channel=channels[0][1] + more if channels else "",
            moment_of_truth=stop.moment_of_truth,
            micro_moment=stop.micro_moment,
            sub_journey=nesting.sub_journey(self._store, stop.id) is not None,
            score=self.headline(self._numbers(stop.id)),
            department=self._department(stop),
        )

    def _department(self, stop: Stop) -> str:
        found = self._store.get(self._store.record(stop.touchpoint).department)
        return term_name(found, self.words) if isinstance(found, Department) else ""

    def _gather_cells(self) -> None:
        self.cells: Cells = {}
        for lane in self.lanes:
            self._put(self._store.children(lane.id, Card))
            self._put(self._store.children(lane.id, Insight))
        for notes in self.cells.values():
            notes.sort(key=_position)

    def _gather_cell(self, lane: Id, at: Id) -> None:
        if self.dirty is not None:
            self.dirty.add(lane)
        if self._store.get(lane) is not None and self._store.get(at) is not None:
            self.cells[lane, at] = list(queries.cards(self._store, lane, at))

    def _gather_cells_of(self, stop: Id) -> None:
        for lane in self.lanes:
            self.cells.pop((lane.id, stop), None)
        self._put(sorted(queries.notes_at(self._store, stop), key=_position))

    def _put(self, notes: Iterable[Note]) -> None:
        for note in notes:
            if note.place is not None:
                self.cells.setdefault((note.place.lane, note.place.at), []).append(note)


_ONLY_CELLS = (Card, Insight, Comment, Measure, MeasureInsight, InsightStop)
_ONLY_NUMBERS = (Rating, Figure, Question, Survey)


def _leaves_order(change: tuple[Id, AnyRecord | None, AnyRecord | None]) -> bool:
    """Whether phases, stops and lanes are the same ones, in the same order, after a change."""
    _, before, after = change
    if isinstance(before, Touchpoint) and isinstance(after, Touchpoint):
        return True
    return isinstance(before or after, (*_ONLY_CELLS, *_ONLY_NUMBERS))


def _changes_what_is_visible(diff: Diff) -> bool:
    """Whether cards may appear or disappear that the diff itself does not hold."""
    come_or_gone = (*diff.added.values(), *diff.removed.values())
    return any(isinstance(record, Journey | Phase | Lane | Touchpoint) for record in come_or_gone)


def _position(note: Note) -> tuple[str, Id]:
    return (note.place.key if note.place else "", note.id)
