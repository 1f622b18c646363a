"""Where carried things go when they are let go: one operation for one thing or for several."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from contextlib import nullcontext
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QPointF

from cxdesk.canvas.walking import note_lanes
from cxdesk.language import N_
from cxdesk.layout.places import Insertion, MapLayout
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, stops
from cxdesk.models.ops.pasting import duplicate_phase
from cxdesk.models.queries import Note
from cxdesk.models.records import Card, Insight, Lane, Phase, Stop
from cxdesk.models.store import Store

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView


def together(view: MapView, record: Id) -> list[Id]:
    """What is carried along with ``record``: all selected things of its kind, in their order.

    A card whose touchpoint is selected, too, brings the touchpoint, which takes its cards along.
    Empty if ``record`` is carried alone.
    """
    store, journey = view.workspace.store, view.workspace.journey
    if record not in view.workspace.selected:
        return []
    chosen = queries.outermost(store, view.workspace.selected)
    order: Sequence[Id]
    match store.get(queries.holder(store, chosen, record)):
        case Stop():
            order = [one.id for one in queries.journey_stops(store, journey)]
        case Phase():
            order = [one.id for one in queries.phases(store, journey)]
        case Lane():
            order = [one.id for one in queries.lanes(store, journey)]
        case Card() | Insight():
            order = in_order(view, [one for one in chosen if isinstance(store.get(one), Note)])
        case _:
            return []
    found = [one for one in order if one in chosen]
    return found if found != [record] else []


def in_order(view: MapView, notes: Sequence[Id]) -> list[Id]:
    """Cards in the order in which they stand on the map: by column, then from above."""
    areas = {note: item.area() for note in notes if (item := view.map_scene.item_of(note))}
    return sorted(areas, key=lambda note: (areas[note].x(), areas[note].y()))


def insertion_for(
    layout: MapLayout, record: object, at: QPointF, moving: Id = ""
) -> Insertion | None:
    """Where a record of this kind would go if it were dropped at a point of the map."""
    finders: dict[type, Callable[[], Insertion | None]] = {
        Stop: lambda: layout.stop_insertion(at.x(), moving),
        Card: lambda: layout.card_insertion(at.x(), at.y(), moving),
        Insight: lambda: layout.card_insertion(at.x(), at.y(), moving),
        Phase: lambda: layout.phase_insertion(at.x(), moving),
        Lane: lambda: layout.lane_insertion(at.y(), moving),
    }
    finder = finders.get(type(record))
    return finder() if finder else None


def place(store: Store, record_id: Id, target: Insertion, *, copy: bool = False) -> Id:
    """Move a record (or a copy of it) to where an insertion says; returns who stands there.

    There is no copy of a lane: a journey has each kind of it once.
    """
    record = store.record(record_id)
    match record:
        case Stop() if copy:
            return stops.duplicate_stop(store, record_id, target.parent, target.index).id
        case Stop():
            if not _is_there(queries.stops(store, target.parent), record_id, target.index):
                stops.move_stop(store, record_id, target.parent, target.index)
        case Card() | Insight() if copy:
            return cards.duplicate_card(
                store, record_id, target.lane, target.parent, target.index
            ).id
        case Card() | Insight():
            there = queries.cards(store, target.lane, target.parent)
            if not _is_there(there, record_id, target.index):
                return cards.move_card(store, record_id, target.lane, target.parent, target.index)
        case Phase() if copy:
            return duplicate_phase(store, record_id, target.index)
        case Phase():
            if not _is_there(queries.phases(store, target.parent), record_id, target.index):
                journeys.move_phase(store, record_id, target.index)
        case Lane():
            if not _is_there(queries.lanes(store, target.parent), record_id, target.index):
                journeys.move_lane(store, record_id, target.index)
    return record_id


def place_several(
    store: Store, chosen: list[Id], carried: Id, target: Insertion, *, copy: bool
) -> list[Id]:
    """Move several things of a kind (or copies of them) to where an insertion says.

    The insertion does not count the one that is ``carried``; copies leave all where they are.
    Returns who stands there.
    """
    record = store.record(carried)
    if isinstance(record, (Card, Insight)):
        return _place_cards(store, chosen, carried, target, copy=copy)
    if copy and not isinstance(record, Lane):
        with store.transaction(N_("Duplicate")):
            return [
                place(store, one, replace(target, index=target.index + number), copy=True)
                for number, one in enumerate(chosen)
            ]
    siblings: Sequence[Stop | Phase | Lane]
    match record:
        case Stop():
            siblings = queries.stops(store, target.parent)
        case Phase():
            siblings = queries.phases(store, target.parent)
        case _:
            siblings = queries.lanes(store, target.parent)
    before = [one.id for one in siblings if one.id != carried][: target.index]
    index = sum(one not in chosen for one in before)
    match record:
        case Stop():
            stops.move_stops(store, chosen, target.parent, index)
        case Phase():
            journeys.move_phases(store, chosen, index)
        case Lane():
            journeys.move_lanes(store, chosen, index)
    return chosen


def shift_cards(
    store: Store,
    journey: Id,
    chosen: Sequence[Id],
    columns: int,
    lanes: int,
    aside: Set[Id] = frozenset(),
) -> list[Id]:
    """Move cards by so many columns and so many of the lanes that are not ``aside``.

    All stay, and nothing is returned, where one of them would leave the map.
    """
    rows = [one.id for one in note_lanes(store, journey, aside)]
    found = [_shifted(store, journey, store.record(one), columns, lanes, rows) for one in chosen]
    targets = [one for one in found if one is not None]
    if len(targets) < len(chosen):
        return []
    with store.transaction(N_("Move cards")) if len(chosen) > 1 else nullcontext():
        return [
            cards.move_card(store, one, *target, len(queries.cards(store, *target)))
            for one, target in zip(chosen, targets, strict=True)
        ]


def _place_cards(
    store: Store, chosen: list[Id], carried: Id, target: Insertion, *, copy: bool
) -> list[Id]:
    """The carried one goes to the mark, the others keep their places relative to it.

    One whose place would lie outside of the map stays beside the carried one.
    """
    journey = queries.journey_of(store, carried)
    note: Note = store.record(carried)
    assert note.place is not None
    columns, lanes = _columns(store, journey), [one.id for one in note_lanes(store, journey)]
    across = _distance(columns, note.place.at, target.parent)
    down = _distance(lanes, note.place.lane, target.lane)
    cell = (target.lane, target.parent)
    index = target.index if copy else _index_without(store, cell, carried, chosen, target.index)
    made = []
    with store.transaction(N_("Duplicate") if copy else N_("Move cards")):
        for one in chosen:
            home = (note.place.lane, note.place.at)
            other: Note = store.record(one)
            assert other.place is not None
            stays = (other.place.lane, other.place.at) == home
            goal = cell if stays else _shifted(store, journey, other, across, down, lanes) or cell
            place_at = index if goal == cell else len(queries.cards(store, *goal))
            index += goal == cell
            if copy:
                made.append(cards.duplicate_card(store, one, *goal, place_at).id)
            else:
                made.append(cards.move_card(store, one, *goal, place_at))
    return made


def _index_without(
    store: Store, cell: tuple[Id, Id], carried: Id, chosen: list[Id], index: int
) -> int:
    """An index that does not count the carried card as one that counts none of the chosen."""
    there = [note.id for note in queries.cards(store, *cell) if note.id != carried]
    return sum(one not in chosen for one in there[:index])


def _shifted(
    store: Store, journey: Id, note: Note, columns: int, lanes: int, rows: Sequence[Id]
) -> tuple[Id, Id] | None:
    """The cell so far from a card's own; None outside of the map.

    A card of a phase as a whole goes from phase to phase, and a picture stays in its lane.
    """
    assert note.place is not None
    whole = isinstance(store.get(note.place.at), Phase)
    phases = [one.id for one in queries.phases(store, journey)] if whole else []
    at = _along(phases or _columns(store, journey), note.place.at, columns)
    lane = _along(rows, note.place.lane, lanes)
    return (lane, at) if lane and at else None


def _along(order: Sequence[Id], start: Id, by: int) -> Id:
    """What stands so far from ``start``; "" where that is beyond the ends."""
    if not by:
        return start
    number = order.index(start) + by if start in order else -1
    return order[number] if 0 <= number < len(order) else ""


def _columns(store: Store, journey: Id) -> list[Id]:
    return [stop.id for stop in queries.journey_stops(store, journey)]


def _distance(order: list[Id], start: Id, end: Id) -> int:
    return order.index(end) - order.index(start) if start in order and end in order else 0


def _is_there(siblings: Sequence[Stop | Note | Phase | Lane], record_id: Id, index: int) -> bool:
    ids = [sibling.id for sibling in siblings]
    return record_id in ids and ids.index(record_id) == index
