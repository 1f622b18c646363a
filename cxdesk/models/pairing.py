"""A to-be journey beside the as-is one: what stands for what, what is new or left out."""

from __future__ import annotations

import msgspec

from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Journey, Stop
from cxdesk.models.store import Store


class Pairing(msgspec.Struct, frozen=True):
    """The stops of a to-be journey and of its pair, held side by side.

    ``today`` has the as-is stop of each to-be stop that has one; ``new`` are the to-be stops
    without, ``left_out`` the as-is stops that nothing stands for any more, both in map order.
    """

    pair: Journey
    today: dict[Id, Id]
    new: tuple[Id, ...]
    left_out: tuple[Id, ...]


def pair_of(store: Store, journey: Id) -> Journey | None:
    """The as-is journey that a to-be one is compared with; None for any other journey."""
    record = store.get(journey)
    if not isinstance(record, Journey) or record.state != "to_be" or record.pair == journey:
        return None
    found = store.get(record.pair) if record.pair else None
    return found if isinstance(found, Journey) and store.visible(found.id) else None


def pairing(store: Store, journey: Id) -> Pairing | None:
    """How a to-be journey and its pair belong together; None where there is no pair.

    A stop stands for the one it was copied from; one that was not copied, for the first use of
    the same touchpoint that nothing else stands for.
    """
    pair = pair_of(store, journey)
    if pair is None:
        return None
    before = queries.journey_stops(store, pair.id)
    after = queries.journey_stops(store, journey)
    free = {stop.id: stop for stop in before}
    today: dict[Id, Id] = {}
    for stop in after:
        if stop.origin in free:
            today[stop.id] = free.pop(stop.origin).id
    for stop in after:
        if stop.id not in today and (same := _same_touchpoint(stop, free)):
            today[stop.id] = free.pop(same).id
    new = tuple(stop.id for stop in after if stop.id not in today)
    return Pairing(pair, today, new, tuple(free))


def aligned(store: Store, paired: Pairing, journey: Id) -> list[tuple[Id, Id]]:
    """Both journeys as one row of slots: (today's stop, the stop to be), either "" where none is.

    As many stops as possible stand under one another without either journey changing its order;
    the others have slots of their own. A phase without stops has a slot under its own id.
    """
    before, after = _row(store, paired.pair.id), _row(store, journey)
    stands_for = [paired.today.get(new, "") for new in after]
    same = 0  # both mostly begin alike; what follows costs their product
    while same < min(len(before), len(after)) and before[same] == stands_for[same]:
        same += 1
    best = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(same, len(before))):
        for j in reversed(range(same, len(after))):
            skipped = max(best[i + 1][j], best[i][j + 1])
            best[i][j] = best[i + 1][j + 1] + 1 if before[i] == stands_for[j] else skipped
    slots: list[tuple[Id, Id]] = list(zip(before[:same], after[:same], strict=True))
    i = j = same
    while i < len(before) or j < len(after):
        if i < len(before) and j < len(after) and before[i] == stands_for[j]:
            slots.append((before[i], after[j]))
            i, j = i + 1, j + 1
        elif j == len(after) or (i < len(before) and best[i + 1][j] >= best[i][j + 1]):
            slots.append((before[i], ""))
            i += 1
        else:
            slots.append(("", after[j]))
            j += 1
    return slots


def _row(store: Store, journey: Id) -> list[Id]:
    """The stops of a journey in order, and the phases that have none."""
    return [
        key
        for phase in queries.phases(store, journey)
        for key in [stop.id for stop in queries.stops(store, phase.id)] or [phase.id]
    ]


def _same_touchpoint(stop: Stop, free: dict[Id, Stop]) -> Id:
    return next((key for key, one in free.items() if one.touchpoint == stop.touchpoint), "")
