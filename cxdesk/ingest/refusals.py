"""What of a file could not be taken, and where it stands."""

from __future__ import annotations

import heapq
from collections.abc import Iterable

import msgspec

MOST_NAMED = 1_000


class Rejection(msgspec.Struct, frozen=True):
    """A value that was not taken. ``row`` counts records from 1, the header among them; it is
    None where no record is meant. ``reason`` is a message of the catalogues."""

    row: int | None
    column: str
    value: str
    reason: str


class Refusals:
    """Collects what could not be taken: all counted, the first ones in the file named."""

    def __init__(self) -> None:
        self.total = 0
        self._named: list[Rejection] = []

    def add(self, named: Iterable[Rejection], total: int) -> None:
        """Note ``total`` values, of which the first thousand at least are named."""
        self.total += total
        self._named += named
        if len(self._named) > 10 * MOST_NAMED:
            self._named = list(self.first)

    def add_one(self, row: int | None, column: str, value: str, reason: str) -> None:
        """Note one value, or something about the map (``row`` None)."""
        self.add([Rejection(row, column, value, reason)], 1)

    @property
    def first(self) -> tuple[Rejection, ...]:
        """The first thousand in the order of the file."""
        return tuple(heapq.nsmallest(MOST_NAMED, self._named, key=lambda one: one.row or 0))
