"""Editing what is selected."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.canvas.commands.deleting import what_goes
from cxdesk.canvas.commands.making import Making
from cxdesk.canvas.commands.nesting import what_stays
from cxdesk.canvas.walking import step
from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, stops
from cxdesk.models.ops.pasting import duplicate_phase
from cxdesk.models.records import Card, CardPlace, Insight, Phase, Stop, Survey


class Chosen(Making):
    """Typing into it, marking, duplicating and deleting it."""

    def edit_selected(self) -> None:
        """Type into the selected record, or a new card into the cell that the keys are in."""
        if self._workspace.cell is not None:
            self.new_card(*self._workspace.cell)
        elif len(self._workspace.selected) == 1:
            self._editing.edit(self._workspace.selected[0])

    def delete_selected(self) -> None:
        """Delete what is selected, in one step, and select the touchpoint or card next to it.

        Where much has gone at once, nothing is selected: a second press would take as much again.
        """
        workspace = self._workspace
        store = workspace.store
        chosen = [one for one in workspace.selected if store.visible(one)]
        chosen = [one for one in chosen if not isinstance(store.record(one), Survey)]  # not here
        if not chosen:
            return
        after, place = self._beside(chosen), getattr(store.record(chosen[-1]), "place", None)
        told = [what_goes(workspace, chosen), what_stays(workspace, chosen)]
        cards.delete_records(workspace.store, chosen)
        if any(told):
            workspace.notice.emit(" ".join(filter(None, told)), "plain")
        workspace.select([after] if workspace.store.visible(after) else [])
        if not after and isinstance(place, CardPlace):
            workspace.stay_at(place.lane, place.at)

    def _beside(self, chosen: Sequence[Id]) -> Id:
        """The touchpoint or card of the same kind next to these; "" for none."""
        store, journey = self._workspace.store, self._workspace.journey
        for kinds in ((Stop,), (Card, Insight)):
            if all(isinstance(store.record(one), kinds) for one in chosen):
                for start, direction in ((chosen[-1], "right"), (chosen[0], "left")):
                    found = step(store, journey, start, direction)
                    if found not in chosen and isinstance(store.get(found), kinds):
                        return found
        return ""

    def duplicate_selected(self) -> None:
        """Duplicate the selected phases, stops and cards right behind themselves."""
        workspace, made = self._workspace, []
        with workspace.store.transaction(N_("Duplicate")):
            for one in queries.outermost(workspace.store, workspace.selected):
                record = workspace.store.record(one)
                if isinstance(record, Phase):
                    made.append(duplicate_phase(workspace.store, one))
                elif isinstance(record, Stop):
                    made.append(stops.duplicate_stop(workspace.store, one).id)
                elif isinstance(record, (Card, Insight)):
                    made.append(cards.duplicate_card(workspace.store, one).id)
        if made:
            workspace.select(made)
        elif workspace.selected:
            workspace.notice.emit(workspace.tr("What is selected cannot be duplicated."), "plain")

    def toggle_moment_of_truth(self, stop: Id = "") -> None:
        """Mark the selected touchpoint as a moment of truth, or not."""
        stop = stop or self._workspace.stop
        if stop:
            marked = self._workspace.store.record(stop).moment_of_truth
            stops.mark_moment_of_truth(self._workspace.store, stop, not marked)
