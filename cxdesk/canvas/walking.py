"""Where the arrow keys lead on the map: from card to card, along rows and down columns."""

from __future__ import annotations

from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.queries import Note
from cxdesk.models.records import Card, Insight, Lane, Phase, Stop
from cxdesk.models.store import Store


def step(store: Store, journey: Id, selected: Id, direction: str) -> Id:
    """The record to select when walking "left", "right", "up" or "down" from ``selected``.

    From nothing, walking begins at the first touchpoint. At an edge the selection stays.
    """
    record = store.get(selected)
    if record is None:
        first = queries.journey_stops(store, journey) or queries.phases(store, journey)
        return first[0].id if first else ""
    match record:
        case Phase():
            return _from_phase(store, journey, record, direction)
        case Stop():
            return _from_stop(store, journey, record, direction)
        case Card() | Insight() if record.place is not None:
            return _from_note(store, journey, record, direction)
    return selected


def note_lanes(store: Store, journey: Id) -> list[Lane]:
    """The visible lanes that hold cards, from the top."""
    return [
        lane
        for lane in queries.lanes(store, journey)
        if not lane.hidden and lane.kind not in ("touchpoints", "curve", "images")
    ]


def cell_below(store: Store, journey: Id, selected: Id) -> tuple[Lane, Id] | None:
    """The cell (lane, stop or phase) below a stop or card; None at the last lane."""
    record = store.get(selected)
    lanes = note_lanes(store, journey)
    if isinstance(record, (Stop, Phase)):
        return (lanes[0], record.id) if lanes else None
    if isinstance(record, (Card, Insight)) and record.place is not None:
        ids = [lane.id for lane in lanes]
        if record.place.lane in ids:
            number = ids.index(record.place.lane) + 1
            return (lanes[number], record.place.at) if number < len(lanes) else None
    return None


def _from_phase(store: Store, journey: Id, phase: Phase, direction: str) -> Id:
    if direction == "down":
        inside = queries.stops(store, phase.id)
        return inside[0].id if inside else phase.id
    return _neighbour([one.id for one in queries.phases(store, journey)], phase.id, direction)


def _from_stop(store: Store, journey: Id, stop: Stop, direction: str) -> Id:
    if direction == "up":
        return stop.place.parent
    if direction == "down":
        return _next_note(store, note_lanes(store, journey), stop.id) or stop.id
    return _neighbour([one.id for one in queries.journey_stops(store, journey)], stop.id, direction)


def _from_note(store: Store, journey: Id, note: Note, direction: str) -> Id:
    assert note.place is not None
    lane, at = note.place.lane, note.place.at
    cell = [one.id for one in queries.cards(store, lane, at)]
    lanes = note_lanes(store, journey)
    number = [one.id for one in lanes].index(lane) if lane in [one.id for one in lanes] else 0
    if direction == "down":
        if note.id != cell[-1]:
            return _neighbour(cell, note.id, "right")
        return _next_note(store, lanes[number + 1 :], at) or note.id
    if direction == "up":
        if note.id != cell[0]:
            return _neighbour(cell, note.id, "left")
        return _next_note(store, lanes[:number][::-1], at, last=True) or at
    columns = [one.id for one in queries.journey_stops(store, journey)]
    if at not in columns:
        return note.id
    here = columns.index(at)
    further = columns[here + 1 :] if direction == "right" else columns[:here][::-1]
    for column in further:
        found = queries.cards(store, lane, column)
        if found:
            return found[0].id
    return note.id


def _next_note(store: Store, lanes: list[Lane], at: Id, *, last: bool = False) -> Id:
    for lane in lanes:
        found = queries.cards(store, lane.id, at)
        if found:
            return found[-1 if last else 0].id
    return ""


def _neighbour(ids: list[Id], here: Id, direction: str) -> Id:
    number = ids.index(here) + (1 if direction in ("right", "down") else -1)
    return ids[number] if 0 <= number < len(ids) else here
