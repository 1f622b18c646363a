"""What all commands start from: what is selected, and where something new would stand."""

from __future__ import annotations

from typing import Protocol

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys
from cxdesk.models.ops.pasting import Spot
from cxdesk.models.records import Card, Insight, Phase


class TextEditing(Protocol):
    """What the map offers for typing into a record where it stands."""

    def edit(self, record: Id, *, fresh: bool = False) -> None:
        """Open the text of a record; a fresh one is taken back if it stays empty."""

    def finish_editing(self) -> None:
        """Close an open text and keep what was typed."""


class Room:
    """One group of commands; they begin at what is selected."""

    def __init__(self, workspace: Workspace, editing: TextEditing) -> None:
        self._workspace = workspace
        self._editing = editing
        self.clicked: tuple[Id, Id] | None = None
        """The cell (lane, stop or phase) with cards that was clicked last; nothing is selected."""

    def spot(self) -> Spot:
        """Where something pasted goes: behind what is selected, or to the end."""
        workspace = self._workspace
        phase, stop_index = self._behind_selection()
        chosen = workspace.store.get(workspace.selected[-1]) if workspace.selected else None
        if isinstance(chosen, (Card, Insight)) and chosen.place is not None:
            lane, at = chosen.place.lane, chosen.place.at
            order = [one.id for one in queries.cards(workspace.store, lane, at)]
            card_index: int | None = order.index(chosen.id) + 1
        elif cell := workspace.cell or self._clicked():
            (lane, at), card_index = cell, None
        else:
            lane, card_index = "", None
            at = chosen.id if isinstance(chosen, Phase) else workspace.stop
        return Spot(
            self._journey(), phase, self._phase_index(), stop_index, lane, at, card_index,
            self._first_phase_name(),
        )  # fmt: skip

    def _clicked(self) -> tuple[Id, Id] | None:
        """The cell that was clicked, while it is on the map and nothing is selected."""
        store, cell = self._workspace.store, self.clicked
        if cell is None or self._workspace.selected or not all(map(store.visible, cell)):
            return None
        return cell if queries.journey_of(store, cell[0]) == self._workspace.journey else None

    def _journey(self) -> Id:
        if not self._workspace.journey:
            title = self._workspace.tr("Journey")
            self._workspace.show_journey(journeys.add_journey(self._workspace.store, title).id)
        return self._workspace.journey

    def _first_phase_name(self) -> str:
        return self._workspace.tr("Phase {n}", n=1)

    def _behind_selection(self) -> tuple[Id, int | None]:
        workspace = self._workspace
        record = workspace.store.get(workspace.selected[-1]) if workspace.selected else None
        if isinstance(record, Phase):
            return record.id, None
        if workspace.stop:
            stop = workspace.store.record(workspace.stop)
            inside = [one.id for one in queries.stops(workspace.store, stop.place.parent)]
            return stop.place.parent, inside.index(stop.id) + 1
        columns = queries.journey_stops(workspace.store, workspace.journey)
        if columns:
            return columns[-1].place.parent, None
        found = queries.phases(workspace.store, workspace.journey)
        return (found[0].id, None) if found else ("", None)

    def _phase_index(self) -> int | None:
        workspace = self._workspace
        order = [one.id for one in queries.phases(workspace.store, workspace.journey)]
        chosen = workspace.selected[-1] if workspace.selected else ""
        if workspace.stop:
            chosen = workspace.store.record(workspace.stop).place.parent
        return order.index(chosen) + 1 if chosen in order else None
