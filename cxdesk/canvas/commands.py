"""What keys, menus, the palette and double-clicks do on the map."""

from __future__ import annotations

from typing import Protocol

from cxdesk.canvas.walking import cell_below, note_lanes, step
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.clips import clip_of
from cxdesk.models.history import Undone
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, personas, stops
from cxdesk.models.ops.pasting import Spot, paste
from cxdesk.models.records import Card, Insight, Lane, LaneKind, Persona, Phase, Stop


class TextEditing(Protocol):
    """What the map offers for typing into a record where it stands."""

    def edit(self, record: Id, *, fresh: bool = False) -> None:
        """Open the text of a record; a fresh one is taken back if it stays empty."""

    def finish_editing(self) -> None:
        """Close an open text and keep what was typed."""


class Commands:
    """Edits of the map that begin at what is selected."""

    def __init__(self, workspace: Workspace, editing: TextEditing) -> None:
        self._workspace = workspace
        self._editing = editing

    # -- making --------------------------------------------------------------------------------

    def new_touchpoint(self, phase: Id = "", index: int | None = None) -> None:
        """A new touchpoint behind the selected one (or where given), ready to type into."""
        store, workspace = self._workspace.store, self._workspace
        self._editing.finish_editing()
        if not phase:
            phase, index = self._behind_selection()
        workspace.session.history.mark()
        if not phase:
            phase = journeys.add_phase(store, self._journey(), self._first_phase_name()).id
        stop = stops.add_stop(store, phase, index=index)
        self._begin(stop.id)

    def new_phase(self, index: int | None = None) -> None:
        """A new phase behind the selected one, ready to type into."""
        store = self._workspace.store
        self._editing.finish_editing()
        if index is None:
            index = self._phase_index()
        self._workspace.session.history.mark()
        self._begin(journeys.add_phase(store, self._journey(), index=index).id)

    def new_card(self, lane: Id = "", at: Id = "", index: int | None = None) -> None:
        """A new card in a cell; without one, in the first lane of cards under the selected stop."""
        store, workspace = self._workspace.store, self._workspace
        self._editing.finish_editing()
        if not lane:
            selected = store.get(workspace.selected[0]) if workspace.selected else None
            if isinstance(selected, (Card, Insight)) and selected.place is not None:
                lane, at = selected.place.lane, selected.place.at
            else:
                lanes = note_lanes(store, workspace.journey)
                columns = queries.journey_stops(store, workspace.journey)
                at = workspace.stop or (columns[0].id if columns else "")
                lane = lanes[0].id if lanes else ""
        if not lane or not at:
            workspace.notice.emit(
                workspace.tr("A card needs a touchpoint to stand under."), "plain"
            )
            return
        workspace.session.history.mark()
        self._begin(cards.add_card(store, lane, at, index=index).id)

    def new_lane(self, kind: LaneKind = "text", index: int | None = None) -> None:
        """A new lane, ready to be named."""
        self._editing.finish_editing()
        self._workspace.session.history.mark()
        lane = journeys.add_lane(self._workspace.store, self._journey(), kind, index=index)
        self._begin(lane.id)

    def new_persona(self) -> None:
        """A new persona that takes part in the journey."""
        workspace = self._workspace
        self._editing.finish_editing()
        name = workspace.tr("New persona")
        workspace.select([personas.add_persona(workspace.store, name, journey=self._journey()).id])

    def hide_lane(self, lane: Id) -> None:
        """Take a lane off the map; its cards stay, and it can be shown again."""
        journeys.hide_lane(self._workspace.store, lane, True)
        self._workspace.notice.emit(
            self._workspace.tr('The lane is hidden. "Show hidden lanes" brings it back.'), "plain"
        )

    def show_hidden_lanes(self) -> None:
        """Show every lane of the journey again, in one step."""
        store, hidden = self._workspace.store, self.hidden_lanes()
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

    def toggle_moment_of_truth(self, stop: Id = "") -> None:
        """Mark the selected touchpoint as a moment of truth, or not."""
        stop = stop or self._workspace.stop
        if stop:
            marked = self._workspace.store.record(stop).moment_of_truth
            stops.mark_moment_of_truth(self._workspace.store, stop, not marked)

    # -- what is selected ----------------------------------------------------------------------

    def edit_selected(self) -> None:
        """Type into the selected record."""
        if len(self._workspace.selected) == 1:
            self._editing.edit(self._workspace.selected[0])

    def delete_selected(self) -> None:
        """Delete what is selected, in one step, and select what stands next to it."""
        workspace = self._workspace
        chosen = [one for one in workspace.selected if workspace.store.visible(one)]
        if not chosen:
            return
        after = step(workspace.store, workspace.journey, chosen[-1], "right")
        if after in chosen:
            after = step(workspace.store, workspace.journey, chosen[0], "left")
        cards.delete_records(workspace.store, chosen)
        workspace.select([after] if after not in chosen and workspace.store.visible(after) else [])

    def duplicate_selected(self) -> None:
        """Duplicate the selected phases, stops and cards right behind themselves."""
        workspace, made = self._workspace, []
        with workspace.store.transaction(N_("Duplicate")):
            for one in workspace.selected:
                record = workspace.store.record(one)
                if isinstance(record, Phase):
                    order = [each.id for each in queries.phases(workspace.store, workspace.journey)]
                    spot = Spot(workspace.journey, phase_index=order.index(one) + 1)
                    made.extend(paste(workspace.store, clip_of(workspace.store, [one]), spot))
                elif isinstance(record, Stop):
                    made.append(stops.duplicate_stop(workspace.store, one).id)
                elif isinstance(record, (Card, Insight)):
                    made.append(cards.duplicate_card(workspace.store, one).id)
        if made:
            workspace.select(made)

    def select_all(self) -> None:
        """Select every touchpoint of the journey."""
        found = queries.journey_stops(self._workspace.store, self._workspace.journey)
        self._workspace.select(stop.id for stop in found)

    def walk(self, direction: str) -> None:
        """Select the neighbour in a direction."""
        workspace = self._workspace
        start = workspace.selected[-1] if workspace.selected else ""
        found = step(workspace.store, workspace.journey, start, direction)
        if found:
            workspace.select([found])

    def next_touchpoint(self) -> None:
        """Select the next touchpoint; behind the last one, make a new one."""
        workspace = self._workspace
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
        if not workspace.selected:
            self.walk("right")
            return
        cell = cell_below(workspace.store, workspace.journey, workspace.selected[-1])
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

    def move(self, direction: str) -> None:
        """Move what is selected one place on: stops across phases, cards across lanes."""
        workspace = self._workspace
        sideways = {"left": -1, "right": 1}.get(direction)
        if len(workspace.selected) != 1:
            if sideways:
                self._move_stops(sideways)
            return
        record = workspace.store.record(workspace.selected[0])
        match record:
            case Stop() if sideways:
                self._move_stop(record, sideways)
            case Phase() if sideways:
                siblings = [one.id for one in queries.phases(workspace.store, workspace.journey)]
                target = siblings.index(record.id) + sideways
                if 0 <= target < len(siblings):
                    journeys.move_phase(workspace.store, record.id, target)
            case Lane() if not sideways:
                siblings = [one.id for one in queries.lanes(workspace.store, workspace.journey)]
                target = siblings.index(record.id) + (1 if direction == "down" else -1)
                if 0 <= target < len(siblings):
                    journeys.move_lane(workspace.store, record.id, target)
            case Card() | Insight() if record.place is not None:
                self._move_card(record, direction)

    def spot(self) -> Spot:
        """Where something pasted goes: behind what is selected, or to the end."""
        workspace = self._workspace
        phase, stop_index = self._behind_selection()
        chosen = workspace.store.get(workspace.selected[-1]) if workspace.selected else None
        if isinstance(chosen, (Card, Insight)) and chosen.place is not None:
            lane, at = chosen.place.lane, chosen.place.at
            order = [one.id for one in queries.cards(workspace.store, lane, at)]
            card_index: int | None = order.index(chosen.id) + 1
        else:
            lane, card_index = "", None
            at = chosen.id if isinstance(chosen, Phase) else workspace.stop
        return Spot(
            self._journey(), phase, self._phase_index(), stop_index, lane, at, card_index
        )

    # -- history -------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back my last step and say what it was."""
        self._editing.finish_editing()
        self._tell(self._workspace.session.history.undo(), N_("Undone: {step}"))

    def redo(self) -> None:
        """Bring back my last undone step."""
        self._editing.finish_editing()
        self._tell(self._workspace.session.history.redo(), N_("Redone: {step}"))

    # -- inside --------------------------------------------------------------------------------

    def _tell(self, undone: Undone | None, message: str) -> None:
        if undone is None:
            return
        tr = self._workspace.tr
        step_text = tr(undone.label.message, **undone.label.arguments)
        text = tr(message, step=step_text)
        if undone.skipped:
            total = undone.done + len(undone.skipped)
            text = tr(
                "{done} of {total} undone: the rest has been changed since.",
                done=undone.done, total=total,
            )  # fmt: skip
        self._workspace.notice.emit(text, "plain")

    def _begin(self, record: Id) -> None:
        self._workspace.select([record])
        self._editing.edit(record, fresh=True)

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

    def _move_stop(self, stop: Stop, by: int) -> None:
        store = self._workspace.store
        phase = stop.place.parent
        inside = [one.id for one in queries.stops(store, phase)]
        target = inside.index(stop.id) + by
        if 0 <= target < len(inside):
            stops.move_stop(store, stop.id, phase, target)
            return
        order = [one.id for one in queries.phases(store, self._workspace.journey)]
        number = order.index(phase) + by
        if 0 <= number < len(order):
            other = order[number]
            index = 0 if by > 0 else len(queries.stops(store, other))
            stops.move_stop(store, stop.id, other, index)

    def _move_stops(self, by: int) -> None:
        """Move several stops together beyond their next neighbour that is not selected."""
        store, journey = self._workspace.store, self._workspace.journey
        order = queries.journey_stops(store, journey)
        chosen = [stop.id for stop in order if stop.id in self._workspace.selected]
        if len(chosen) != len(self._workspace.selected) or not chosen:
            return
        ids = [stop.id for stop in order]
        edge = ids.index(chosen[-1] if by > 0 else chosen[0]) + by
        if 0 <= edge < len(order):
            phase = order[edge].place.parent
            rest = [one.id for one in queries.stops(store, phase) if one.id not in chosen]
            index = rest.index(ids[edge]) + (1 if by > 0 else 0)
            stops.move_stops(store, chosen, phase, index)

    def _move_card(self, card: Card | Insight, direction: str) -> None:
        store, journey = self._workspace.store, self._workspace.journey
        assert card.place is not None
        lane, at = card.place.lane, card.place.at
        if direction in ("left", "right"):
            columns = [one.id for one in queries.journey_stops(store, journey)]
            if at not in columns:
                return
            number = columns.index(at) + (1 if direction == "right" else -1)
            if not 0 <= number < len(columns):
                return
            at = columns[number]
        else:
            lanes = [one.id for one in note_lanes(store, journey)]
            number = lanes.index(lane) + (1 if direction == "down" else -1)
            if not 0 <= number < len(lanes):
                return
            lane = lanes[number]
        moved = cards.move_card(store, card.id, lane, at, len(queries.cards(store, lane, at)))
        self._workspace.select([moved])


def text_of(record: object) -> str:
    """The text that is edited in place on the map."""
    match record:
        case Card() | Insight():
            return record.text
        case Phase() | Lane() | Persona():
            return record.name
    return ""
