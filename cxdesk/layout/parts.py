"""A map too wide for one sheet of paper, divided between phases: which columns stand together."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.store import Store


class Part(msgspec.Struct, frozen=True):
    """The columns ``first`` to before ``end`` of a map.

    ``slots`` are all its columns: a stop's id, or that of a phase without any.
    """

    slots: tuple[Id, ...]
    first: int
    end: int

    @property
    def shown(self) -> frozenset[Id]:
        """What its columns stand for."""
        return frozenset(self.slots[self.first : self.end])

    @property
    def before(self) -> frozenset[Id]:
        """What stands on the parts before: a phase with a stop among it goes on."""
        return frozenset(self.slots[: self.first])


def divided(store: Store, journey: Id, most: int) -> list[Part]:
    """The map in parts of at most ``most`` columns (1 or more), between phases where that can be.

    A phase that is longer than a part is divided evenly; what is left of it shares its part with
    the phases behind it.
    """
    phases = [
        tuple(stop.id for stop in queries.stops(store, phase.id)) or (phase.id,)
        for phase in queries.phases(store, journey)
    ]
    slots = tuple(slot for phase in phases for slot in phase)
    ends = [0]
    end = 0
    for phase in phases:
        if end + len(phase) - ends[-1] > most and end > ends[-1]:
            ends.append(end)
        sheets = -(-len(phase) // most)
        ends += (end + len(phase) * number // sheets for number in range(1, sheets))
        end += len(phase)
    ends.append(end)
    return [Part(slots, first, end) for first, end in pairwise(ends) if end > first]
