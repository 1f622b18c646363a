"""Where the arrow keys lead on the map: from card to card, along rows, down columns, to heads."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Protocol

from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.records import Card, CardPlace, Insight, Lane, Phase, Stop
from cxdesk.models.store import Store

_Collapsed = Set[Id]


class _Identified(Protocol):
    @property
    def id(self) -> Id: ...


def step(
    store: Store, journey: Id, selected: Id, direction: str, collapsed: _Collapsed = frozenset()
) -> Id:
    """The record to select when walking "left", "right", "up" or "down" from ``selected``.

    From nothing, walking begins at the first touchpoint. At an edge the selection stays. What is
    inside a ``collapsed`` phase or lane is passed over.
    """
    record = store.get(selected)
    if record is None:
        first = _columns(store, journey, collapsed) or _ids(queries.phases(store, journey))
        return first[0] if first else ""
    match record:
        case Phase():
            return _from_phase(store, journey, record, direction, collapsed) or selected
        case Lane():
            return _from_lane(store, journey, record, direction, collapsed) or selected
        case Stop():
            return _from_stop(store, journey, record, direction, collapsed) or selected
        case Card() | Insight() if record.place is not None:
            return _from_note(store, journey, record, direction, collapsed) or selected
    return selected


def note_lanes(store: Store, journey: Id, collapsed: _Collapsed = frozenset()) -> list[Lane]:
    """The lanes on the map that hold cards of text, from the top."""
    return [lane for lane in card_lanes(store, journey, collapsed) if lane.kind != "images"]


def cell_below(
    store: Store, journey: Id, start: Id | tuple[Id, Id], collapsed: _Collapsed = frozenset()
) -> tuple[Lane, Id] | None:
    """The cell (lane, stop or phase) below a stop, card or cell; None at the last lane."""
    lanes = note_lanes(store, journey, collapsed)
    if isinstance(start, tuple):
        return _below(lanes, *start)
    record = store.get(start)
    if isinstance(record, (Stop, Phase)):
        return (lanes[0], record.id) if lanes else None
    if isinstance(record, (Card, Insight)) and record.place is not None:
        return _below(lanes, record.place.lane, record.place.at)
    return None


def _below(lanes: list[Lane], lane: Id, at: Id) -> tuple[Lane, Id] | None:
    ids = [one.id for one in lanes]
    number = ids.index(lane) + 1 if lane in ids else len(lanes)
    return (lanes[number], at) if number < len(lanes) else None


# -- from one kind of thing --------------------------------------------------------------------


def _from_phase(
    store: Store, journey: Id, phase: Phase, direction: str, collapsed: _Collapsed
) -> Id:
    if direction == "down":
        inside = [] if phase.id in collapsed else queries.stops(store, phase.id)
        return inside[0].id if inside else ""
    if direction == "up":
        return ""
    return _neighbour(_ids(queries.phases(store, journey)), phase.id, direction)


def _from_lane(store: Store, journey: Id, lane: Lane, direction: str, collapsed: _Collapsed) -> Id:
    if direction == "right":
        if lane.kind == "touchpoints":
            return next(iter(_columns(store, journey, collapsed)), "")
        cells = [] if lane.id in collapsed else _cells(store, journey, collapsed)
        return _first_note(store, lane.id, cells)
    if direction == "left":
        return ""
    lanes = _ids(_lanes(store, journey))
    if direction == "up" and lane.id == lanes[0]:
        return next(iter(_ids(queries.phases(store, journey))), "")
    return _neighbour(lanes, lane.id, direction)


def _from_stop(store: Store, journey: Id, stop: Stop, direction: str, collapsed: _Collapsed) -> Id:
    if direction == "up":
        return stop.place.parent
    if direction == "down":
        return _next_note(store, card_lanes(store, journey, collapsed), stop.id)
    columns = _columns(store, journey, collapsed)
    if direction == "left" and columns and stop.id == columns[0]:
        lane = queries.lane_of_kind(store, journey, "touchpoints")
        return lane.id if lane is not None and not lane.hidden else ""
    return _neighbour(columns, stop.id, direction)


def _from_note(
    store: Store, journey: Id, note: Card | Insight, direction: str, collapsed: _Collapsed
) -> Id:
    place = note.place
    assert place is not None
    if direction in ("up", "down"):
        return _up_or_down(store, journey, note.id, place, direction, collapsed)
    cells = _cells(store, journey, collapsed)
    if place.at not in cells:
        return ""
    here = cells.index(place.at)
    if direction == "right":
        return _first_note(store, place.lane, cells[here + 1 :])
    return _first_note(store, place.lane, cells[:here][::-1]) or place.lane


def _up_or_down(
    store: Store, journey: Id, note: Id, place: CardPlace, direction: str, collapsed: _Collapsed
) -> Id:
    cell = _ids(queries.cards(store, place.lane, place.at))
    lanes = card_lanes(store, journey, collapsed)
    order = _ids(lanes)
    number = order.index(place.lane) if place.lane in order else 0
    if direction == "down":
        if note != cell[-1]:
            return _neighbour(cell, note, "right")
        return _next_note(store, lanes[number + 1 :], place.at)
    if note != cell[0]:
        return _neighbour(cell, note, "left")
    return _next_note(store, lanes[:number][::-1], place.at, last=True) or place.at


# -- what is there -----------------------------------------------------------------------------


def _lanes(store: Store, journey: Id) -> list[Lane]:
    return [
        lane
        for lane in queries.lanes(store, journey)
        if not lane.hidden and (lane.kind == "touchpoints" or KINDS[lane.kind].cards)
    ]


def card_lanes(store: Store, journey: Id, collapsed: _Collapsed) -> list[Lane]:
    return [
        lane
        for lane in _lanes(store, journey)
        if KINDS[lane.kind].cards and lane.id not in collapsed
    ]


def _columns(store: Store, journey: Id, collapsed: _Collapsed) -> list[Id]:
    """The stops that can be seen."""
    return [
        stop.id
        for phase in queries.phases(store, journey)
        if phase.id not in collapsed
        for stop in queries.stops(store, phase.id)
    ]


def _cells(store: Store, journey: Id, collapsed: _Collapsed) -> list[Id]:
    """What cards of a row stand under, from the left: each phase as a whole, then its stops."""
    return [
        at
        for phase in queries.phases(store, journey)
        if phase.id not in collapsed
        for at in (phase.id, *_ids(queries.stops(store, phase.id)))
    ]


def _first_note(store: Store, lane: Id, cells: Sequence[Id]) -> Id:
    for at in cells:
        found = queries.cards(store, lane, at)
        if found:
            return found[0].id
    return ""


def _next_note(store: Store, lanes: list[Lane], at: Id, *, last: bool = False) -> Id:
    for lane in lanes:
        found = queries.cards(store, lane.id, at)
        if found:
            return found[-1 if last else 0].id
    return ""


def _ids(records: Sequence[_Identified]) -> list[Id]:
    return [one.id for one in records]


def _neighbour(ids: list[Id], here: Id, direction: str) -> Id:
    number = ids.index(here) + (1 if direction in ("right", "down") else -1) if here in ids else -1
    return ids[number] if 0 <= number < len(ids) else ""
