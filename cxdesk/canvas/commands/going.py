"""Going from one piece of the map to the next; behind the last one a new one is made."""

from __future__ import annotations

from cxdesk.canvas.cells import Cell, walked_to
from cxdesk.canvas.commands.making import Making
from cxdesk.canvas.walking import cell_below
from cxdesk.models import queries
from cxdesk.models.ids import Id


class Going(Making):
    """Where the arrows, Enter and Tab lead."""

    def walk(self, direction: str) -> None:
        """Select the neighbour in a direction."""
        workspace = self._workspace
        start = workspace.cell or (workspace.selected[-1] if workspace.selected else "")
        found = self._seen_from(start, direction)
        while found in workspace.lens.hidden:  # the head of a lane that is put aside
            before, found = found, self._seen_from(found, direction)
            found = "" if found == before else found
        if isinstance(found, tuple):
            workspace.enter_cell(*found)
        elif found:
            workspace.select([found])

    def _seen_from(self, start: Id | Cell, direction: str) -> Id | Cell:
        workspace = self._workspace
        passed = workspace.lens.passed
        return walked_to(workspace.store, workspace.journey, start, direction, passed)

    def go_to_end(self, index: int) -> None:
        """Select the first (0) or the last (-1) touchpoint that can be seen."""
        workspace = self._workspace
        found = [
            stop.id
            for phase in queries.phases(workspace.store, workspace.journey)
            if phase.id not in workspace.lens.collapsed
            for stop in queries.stops(workspace.store, phase.id)
        ]
        if found:
            workspace.select([found[index]])

    def next_touchpoint(self) -> None:
        """Select the next touchpoint; behind the last one, make a new one; in a cell, a card."""
        workspace = self._workspace
        if workspace.cell is not None:
            self.new_card(*workspace.cell)
            return
        stop = workspace.stop
        order = [one.id for one in queries.journey_stops(workspace.store, workspace.journey)]
        if stop and stop == order[-1]:
            self.new_touchpoint()
        elif stop:
            workspace.select([order[order.index(stop) + 1]])
        else:
            self.walk("right")

    def card_below(self) -> None:
        """Go to the card in the next lane; where there is none, make one."""
        workspace = self._workspace
        if not workspace.selected and workspace.cell is None:
            self.walk("right")
            return
        start = workspace.cell or workspace.selected[-1]
        cell = cell_below(workspace.store, workspace.journey, start, workspace.lens.passed)
        if cell is None:
            stop = workspace.stop
            if stop:
                workspace.select([stop])
            return
        lane, at = cell
        found = queries.cards(workspace.store, lane.id, at)
        if found:
            workspace.select([found[0].id])
        else:
            self.new_card(lane.id, at)

    def select_all(self) -> None:
        """Select every touchpoint of the journey."""
        found = queries.journey_stops(self._workspace.store, self._workspace.journey)
        self._workspace.select(stop.id for stop in found)
