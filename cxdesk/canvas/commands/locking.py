"""Locking the map, a phase or a lane against accidents."""

from __future__ import annotations

from cxdesk.canvas.commands.room import Room
from cxdesk.language import N_
from cxdesk.models.ids import Id
from cxdesk.models.locks import Lockable
from cxdesk.models.ops import locks
from cxdesk.models.records import Card, Insight, Journey, Lane, Phase, Stop
from cxdesk.models.vocabulary import lane_name


class Locking(Room):
    """One command locks and unlocks, and says which of both it was."""

    def toggle_lock(self, record: Id = "") -> None:
        """Lock the selected phase or lane (or the one around what is selected), or unlock it."""
        workspace = self._workspace
        record = record or self._lockable()
        if not record:
            workspace.notice.emit(workspace.tr("Select a phase or a lane to lock it."), "plain")
            return
        found: Lockable = workspace.store.record(record)
        locks.lock(workspace.store, record, not found.locked)
        workspace.notice.emit(self._told(workspace.store.record(record)), "plain")

    def toggle_map_lock(self) -> None:
        """Lock the whole map, or unlock it."""
        if self._workspace.journey:
            self.toggle_lock(self._workspace.journey)

    def _lockable(self) -> Id:
        store, selected = self._workspace.store, self._workspace.selected
        match store.get(selected[-1]) if selected else None:
            case Phase(id=found) | Lane(id=found):
                return found
            case Stop() as stop:
                return stop.place.parent
            case Card() | Insight() as note if note.place is not None:
                return note.place.lane
        return ""

    def _told(self, found: Lockable) -> str:
        tr = self._workspace.tr
        match found:
            case Journey():
                return tr(N_("The map is locked.") if found.locked else N_("The map is unlocked."))
            case Phase():
                name, kind = found.name, N_("Phase")
            case Lane():
                name, kind = lane_name(found, self._workspace.language), N_("Lane")
        told = N_("{what} is locked.") if found.locked else N_("{what} is unlocked.")
        return tr(told, what=f"{tr(kind)} {name}".strip())
