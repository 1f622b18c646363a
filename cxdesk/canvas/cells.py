"""Walking the lanes cell by cell: through empty ones, too, so that a card can begin there."""

from __future__ import annotations

from collections.abc import Iterable, Set

from cxdesk.canvas.walking import card_lanes, step
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Card, Insight, Lane, Stop
from cxdesk.models.store import Store

Cell = tuple[Id, Id]
"""A lane of cards, and the stop or the phase that its cards stand under."""


def walked_to(
    store: Store,
    journey: Id,
    start: Id | Cell,
    direction: str,
    collapsed: Set[Id] = frozenset(),
) -> Id | Cell:
    """What is next "left", "right", "up" or "down" of a record or an empty cell.

    Cells of pictures and of a phase as a whole are passed over where they are empty: nothing is
    typed into the ones, and the others lie across the columns.
    """
    lanes = card_lanes(store, journey, collapsed)
    if isinstance(start, tuple):
        return _beside(store, journey, start, direction, collapsed) or start
    record = store.get(start)
    if isinstance(record, Stop) and direction == "down":
        return _first(store, ((lane, record.id) for lane in lanes)) or start
    if isinstance(record, Lane) and direction == "right" and record in lanes:
        return _first(store, ((record, at) for at in _row(store, journey, collapsed))) or start
    if isinstance(record, (Card, Insight)) and record.place is not None:
        here = (record.place.lane, record.place.at)
        stack = [one.id for one in queries.cards(store, *here)]
        ends = {"up": stack[:1], "down": stack[-1:]}.get(direction, stack)
        if record.id in ends:
            return _beside(store, journey, here, direction, collapsed) or start
    return step(store, journey, start, direction, collapsed)


def _beside(
    store: Store, journey: Id, cell: Cell, direction: str, collapsed: Set[Id]
) -> Id | Cell | None:
    lane, at = cell
    if direction in ("up", "down"):
        lanes = card_lanes(store, journey, collapsed)
        number = next((n for n, one in enumerate(lanes) if one.id == lane), 0)
        if direction == "down":
            return _first(store, ((one, at) for one in lanes[number + 1 :]))
        above = _first(store, ((one, at) for one in reversed(lanes[:number])), last=True)
        return above or at
    row = _row(store, journey, collapsed)
    number = row.index(at) if at in row else 0
    record = store.record(lane)
    if direction == "right":
        return _first(store, ((record, one) for one in row[number + 1 :]))
    return _first(store, ((record, one) for one in reversed(row[:number]))) or lane


def _first(
    store: Store, cells: Iterable[tuple[Lane, Id]], *, last: bool = False
) -> Id | Cell | None:
    """The first of these cells that one can be in, or its first (or last) card."""
    for lane, at in cells:
        stack = queries.cards(store, lane.id, at)
        if stack:
            return stack[-1 if last else 0].id
        if lane.kind != "images" and isinstance(store.get(at), Stop):
            return lane.id, at
    return None


def _row(store: Store, journey: Id, collapsed: Set[Id]) -> list[Id]:
    """What a row's cards stand under, from the left: each phase as a whole, then its stops."""
    return [
        at
        for phase in queries.phases(store, journey)
        if phase.id not in collapsed
        for at in (phase.id, *(stop.id for stop in queries.stops(store, phase.id)))
    ]
