"""Edits that put lists and tables from elsewhere into a journey, each in one step."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.naming import normal
from cxdesk.models.ops.cards import add_card
from cxdesk.models.ops.journeys import add_lane, add_phase
from cxdesk.models.ops.pasting import Spot
from cxdesk.models.ops.stops import add_stop
from cxdesk.models.pasted_columns import NEW_LANE, Rows, entries, guessed_columns, has_head
from cxdesk.models.store import Store


def paste_rows(
    store: Store,
    rows: Rows,
    spot: Spot,
    *,
    columns: Sequence[str] | None = None,
    head: bool | None = None,
) -> list[Id]:
    """Make phases, touchpoints and cards of a table's rows; a phase that is there is used.

    A row without a touchpoint adds to the row before, one before the first touchpoint to its
    phase.

    Args:
        columns: for each column a lane's id, or what ``pasted_columns`` names; None for what
            ``guessed_columns`` says.
        head: whether the first row names the columns; None for what ``has_head`` says.

    Returns:
        The touchpoints made; the phases, where there are none.
    """
    with store.transaction(N_("Paste")):
        head = has_head(store, spot.journey, rows) if head is None else head
        chosen = guessed_columns(store, spot.journey, rows) if columns is None else columns
        names = rows[0] if head else [""] * len(chosen)
        lanes = [
            add_lane(store, spot.journey, "text", name).id if lane == NEW_LANE else lane
            for lane, name in zip(chosen, names, strict=False)
        ]
        phases = _Phases(store, spot)
        stops: list[Id] = []
        at = ""
        for entry in entries(rows[1:] if head else rows, chosen):
            if entry.phase and phases.turn_to(entry.phase):
                at = phases.now()
            if entry.touchpoint:
                phase, index = phases.now(), phases.index(len(stops))
                at = add_stop(store, phase, name=entry.touchpoint, index=index).id
                stops.append(at)
            at = at or phases.now()
            for column, text in entry.texts:
                add_card(store, lanes[column], at, text)
    return stops or phases.used


def paste_cards(store: Store, texts: Sequence[str], spot: Spot) -> list[Id]:
    """Make a card of each text, in one cell."""
    with store.transaction(N_("Paste")):
        return [
            add_card(
                store, spot.lane, spot.at, text,
                None if spot.card_index is None else spot.card_index + number,
            ).id
            for number, text in enumerate(texts)
        ]  # fmt: skip


class _Phases:
    """The phases of a paste under way: found by their names, or made behind the one before."""

    def __init__(self, store: Store, spot: Spot) -> None:
        self._store, self._spot = store, spot
        self.used: list[Id] = []

    def now(self) -> Id:
        """The phase of the row at hand: the last one named, else where it is pasted."""
        if not self.used:
            spot = self._spot
            made = spot.phase or add_phase(self._store, spot.journey, spot.phase_name).id
            self.used.append(made)
        return self.used[-1]

    def index(self, count: int) -> int | None:
        """Where the next touchpoint goes, ``count`` made before; None: to the phase's end."""
        start = self._spot.stop_index
        return start + count if start is not None and self.used == [self._spot.phase] else None

    def turn_to(self, name: str) -> bool:
        """Go on in the phase of this name, a new one if need be; whether it is another one."""
        phases = queries.phases(self._store, self._spot.journey)
        found = next((one.id for one in phases if normal(one.name) == normal(name)), "")
        if not found:
            order = [one.id for one in phases]
            last = self.used[-1] if self.used else ""
            index = order.index(last) + 1 if last else self._spot.phase_index
            found = add_phase(self._store, self._spot.journey, name, index).id
        if found in self.used[-1:]:
            return False
        self.used.append(found)
        return True
