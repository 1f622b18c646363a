"""Where carried things go when they are let go: one operation for one thing or for several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

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

    Empty if it is carried alone.
    """
    store, chosen = view.workspace.store, view.workspace.selected
    if record not in chosen or len(chosen) < 2:
        return []
    if isinstance(store.get(record), Stop):
        order = [stop.id for stop in queries.journey_stops(store, view.workspace.journey)]
        found = [stop for stop in order if stop in chosen]
    elif isinstance(store.get(record), (Card, Insight)):
        found = in_order(view, [one for one in chosen if isinstance(store.get(one), Note)])
    else:
        found = []
    return found if len(found) > 1 else []


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
    """Move several stops or cards (or copies of them) to where an insertion says.

    The insertion does not count the one that is ``carried``; copies leave all where they are.
    Returns who stands there.
    """
    if isinstance(store.record(carried), Stop):
        return _place_stops(store, chosen, carried, target, copy=copy)
    return _place_cards(store, chosen, carried, target, copy=copy)


def shift_cards(
    store: Store, journey: Id, chosen: Sequence[Id], columns: int, lanes: int
) -> list[Id]:
    """Move cards by so many columns and lanes; all stay where one of them would leave the map."""
    targets = [_shifted(store, journey, store.record(one), columns, lanes) for one in chosen]
    if any(target is None for target in targets):
        return list(chosen)
    with store.transaction(N_("Move cards")):
        return [
            cards.move_card(store, one, *target, len(queries.cards(store, *target)))
            for one, target in zip(chosen, targets, strict=True)
            if target is not None
        ]


def _place_stops(
    store: Store, chosen: list[Id], carried: Id, target: Insertion, *, copy: bool
) -> list[Id]:
    if copy:
        with store.transaction(N_("Duplicate")):
            return [
                stops.duplicate_stop(store, stop, target.parent, target.index + number).id
                for number, stop in enumerate(chosen)
            ]
    there = [stop.id for stop in queries.stops(store, target.parent) if stop.id != carried]
    before = there[: target.index]
    stops.move_stops(store, chosen, target.parent, sum(one not in chosen for one in before))
    return chosen


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
            goal = cell if stays else _shifted(store, journey, other, across, down) or cell
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
    store: Store, journey: Id, note: Note, columns: int, lanes: int
) -> tuple[Id, Id] | None:
    """The cell so far from a card's own; None outside of the map."""
    assert note.place is not None
    ats, rows = _columns(store, journey), [one.id for one in note_lanes(store, journey)]
    at = ats.index(note.place.at) + columns if note.place.at in ats else -1
    row = rows.index(note.place.lane) + lanes if note.place.lane in rows else -1
    if columns == 0:
        at_id = note.place.at
    elif 0 <= at < len(ats):
        at_id = ats[at]
    else:
        return None
    return (rows[row], at_id) if 0 <= row < len(rows) else None


def _columns(store: Store, journey: Id) -> list[Id]:
    return [stop.id for stop in queries.journey_stops(store, journey)]


def _distance(order: list[Id], start: Id, end: Id) -> int:
    return order.index(end) - order.index(start) if start in order and end in order else 0


def _is_there(siblings: Sequence[Stop | Note | Phase | Lane], record_id: Id, index: int) -> bool:
    ids = [sibling.id for sibling in siblings]
    return record_id in ids and ids.index(record_id) == index
