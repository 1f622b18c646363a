"""Making what a map consists of, each ready to be typed into."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cxdesk.canvas.commands.room import Room
from cxdesk.canvas.walking import note_lanes
from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, personas, stops
from cxdesk.models.records import Card, Insight, LaneKind


class Making(Room):
    """New phases, touchpoints, cards, lanes, personas."""

    def new_touchpoint(self, phase: Id = "", index: int | None = None) -> None:
        """A new touchpoint behind the selected one (or where given), ready to type into."""
        store = self._workspace.store
        self._editing.finish_editing()
        if not phase:
            phase, index = self._behind_selection()
        with self._series():
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
        with self._series():
            phase = journeys.add_phase(store, self._journey(), index=index)
        self._begin(phase.id)

    def new_card(self, lane: Id = "", at: Id = "", index: int | None = None) -> None:
        """A new card in a cell; without one, in the first lane of cards under the selected stop."""
        store, workspace = self._workspace.store, self._workspace
        self._editing.finish_editing()
        if not lane:
            selected = store.get(workspace.selected[0]) if workspace.selected else None
            if workspace.cell is not None:
                lane, at = workspace.cell
            elif isinstance(selected, (Card, Insight)) and selected.place is not None:
                lane, at = selected.place.lane, selected.place.at
            else:
                lanes = note_lanes(store, workspace.journey, workspace.lens.hidden)
                columns = queries.journey_stops(store, workspace.journey)
                at = workspace.stop or (columns[0].id if columns else "")
                lane = lanes[0].id if lanes else ""
        if not lane or not at:
            workspace.notice.emit(
                workspace.tr("A card needs a touchpoint to stand under."), "plain"
            )
            return
        with self._series():
            card = cards.add_card(store, lane, at, index=index)
        self._begin(card.id)

    def reuse_touchpoint(self, touchpoint: Id) -> None:
        """Use a touchpoint of the library behind the selected one."""
        store, name = self._workspace.store, self._workspace.store.record(touchpoint).name
        self._editing.finish_editing()
        phase, index = self._behind_selection()
        with store.transaction(N_("Put {name} into the journey"), name=name):
            if not phase:
                phase = journeys.add_phase(store, self._journey(), self._first_phase_name()).id
            stop = stops.add_stop(store, phase, touchpoint=touchpoint, index=index)
        self._workspace.select([stop.id])

    def new_lane(self, kind: LaneKind = "text", index: int | None = None) -> None:
        """A new lane, ready to be named."""
        self._editing.finish_editing()
        with self._series():
            lane = journeys.add_lane(self._workspace.store, self._journey(), kind, index=index)
        self._begin(lane.id)

    def new_persona(self) -> None:
        """A new persona that takes part in the journey, ready to be named."""
        workspace = self._workspace
        self._editing.finish_editing()
        with self._series():
            name = workspace.tr("New persona")
            persona = personas.add_persona(workspace.store, name, journey=self._journey())
        self._begin(persona.id)

    @contextmanager
    def _series(self) -> Iterator[None]:
        """A step that typing finishes; what is refused at once leaves no trace."""
        history = self._workspace.session.history
        history.mark()
        try:
            yield
        except Exception:
            history.cancel()
            raise

    def _begin(self, record: Id) -> None:
        self._workspace.select([record])
        self._editing.edit(record, fresh=True)
