"""Lanes taken off the map, and brought back."""

from __future__ import annotations

from cxdesk.canvas.commands.room import Room
from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys
from cxdesk.models.records import Lane


class Lanes(Room):
    """Hiding and showing."""

    def hide_lane(self, lane: Id) -> None:
        """Take a lane off the map; its cards stay, and it can be shown again."""
        journeys.hide_lane(self._workspace.store, lane, True)
        self._workspace.notice.emit(
            self._workspace.tr('The lane is hidden. "Show hidden lanes" brings it back.'), "plain"
        )

    def show_hidden_lanes(self) -> None:
        """Show every lane of the journey again, in one step."""
        store, hidden, lens = self._workspace.store, self.hidden_lanes(), self._workspace.lens
        aside = bool(lens.hidden)
        lens.put_aside(())
        if not hidden and aside:
            return
        if not hidden:
            self._workspace.notice.emit(self._workspace.tr("No lane is hidden."), "plain")
            return
        with store.transaction(N_("Show hidden lanes")):
            for lane in hidden:
                journeys.hide_lane(store, lane.id, False)

    def hidden_lanes(self) -> list[Lane]:
        """The lanes of the journey that are not on the map."""
        found = queries.lanes(self._workspace.store, self._workspace.journey)
        return [lane for lane in found if lane.hidden]
