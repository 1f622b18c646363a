"""Collapsing a phase to a narrow column and a lane to a thin row: mine, not the team's."""

from __future__ import annotations

from cxdesk.canvas.commands.room import Room
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.records import Card, Insight, Lane, Phase, Stop


class Collapsing(Room):
    """What is collapsed is remembered with the window, and in saved views."""

    def toggle_collapsed(self, record: Id = "") -> None:
        """Collapse a phase or lane, or expand it; without one, that around what is selected."""
        workspace = self._workspace
        chosen = record or self._around_selected()
        found = workspace.store.get(chosen)
        if isinstance(found, Lane) and not KINDS[found.kind].cards:
            chosen = ""
        if not chosen:
            workspace.notice.emit(
                workspace.tr("Select a phase or a lane of cards to collapse it."), "plain"
            )
            return
        self._editing.finish_editing()
        if any(chosen in self._around(one) for one in workspace.selected):
            workspace.select([chosen])  # what is inside can no longer be seen
        workspace.lens.collapse(workspace.lens.collapsed ^ {chosen})

    def expand_all(self) -> None:
        """Show every phase and lane of the journey whole."""
        workspace = self._workspace
        here = {one.id for one in queries.phases(workspace.store, workspace.journey)}
        here |= {one.id for one in queries.lanes(workspace.store, workspace.journey)}
        workspace.lens.collapse(workspace.lens.collapsed - here)

    def uncover(self, record: Id) -> None:
        """Expand what hides a record, and bring a lane back that I had put aside."""
        lens, around = self._workspace.lens, set(self._around(record))
        lens.put_aside(lens.hidden - around)
        lens.collapse(lens.collapsed - around)

    def _around_selected(self) -> Id:
        selected = self._workspace.selected
        return next(iter(self._around(selected[-1])), "") if selected else ""

    def _around(self, record: Id) -> list[Id]:
        """The phase or lane that a record is, or the ones it stands in, the nearest first."""
        store = self._workspace.store
        match store.get(record):
            case Phase(id=found) | Lane(id=found):
                return [found]
            case Stop() as stop:
                return [stop.place.parent]
            case Card() | Insight() as note if note.place is not None:
                at = store.get(note.place.at)
                return [note.place.lane, at.place.parent if isinstance(at, Stop) else note.place.at]
        return []
