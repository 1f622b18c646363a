"""Moving what is selected by a key, one place on."""

from __future__ import annotations

from cxdesk.canvas.commands.room import Room
from cxdesk.canvas.tools.placing import shift_cards
from cxdesk.canvas.walking import note_lanes
from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, stops
from cxdesk.models.records import Card, Insight, Lane, Phase, Stop


class Moving(Room):
    """Stops move across phases, cards across lanes, phases and lanes among themselves."""

    def move(self, direction: str) -> None:
        """Move what is selected one place on: stops across phases, cards across lanes."""
        workspace = self._workspace
        sideways = {"left": -1, "right": 1}.get(direction)
        if len(workspace.selected) != 1:
            self._move_several(direction)
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

    def _move_several(self, direction: str) -> None:
        """Move stops or phases sideways, or cards in any direction, all by the same way.

        Cards under a selected touchpoint go along with it anyway.
        """
        workspace = self._workspace
        records = [workspace.store.get(one) for one in workspace.selected]
        across = {"left": -1, "right": 1}.get(direction, 0)
        down = {"up": -1, "down": 1}.get(direction, 0)
        stops_too = {one.id for one in records if isinstance(one, Stop)}
        rest = [one for one in records if one is not None and not _goes_along(one, stops_too)]
        if records and all(isinstance(one, (Card, Insight)) for one in rest) and not stops_too:
            workspace.select(
                shift_cards(workspace.store, workspace.journey, workspace.selected, across, down)
            )
        elif across and rest and all(isinstance(one, Phase) for one in rest):
            self._move_phases({one.id for one in rest}, across)
        elif across and stops_too and all(isinstance(one, Stop) for one in rest):
            self._move_stops(stops_too, across)
        elif records:
            text = workspace.tr("What is selected cannot be moved together in this direction.")
            workspace.notice.emit(text, "plain")

    def _move_phases(self, chosen: set[Id], by: int) -> None:
        """Move several phases one place on, as long as none of them stands at the edge."""
        store = self._workspace.store
        order = [one.id for one in queries.phases(store, self._workspace.journey)]
        inside = [one for one in (reversed(order) if by > 0 else order) if one in chosen]
        if 0 <= order.index(inside[0]) + by < len(order):
            with store.transaction(N_("Move phases")):
                for phase in inside:
                    journeys.move_phase(store, phase, order.index(phase) + by)

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

    def _move_stops(self, wanted: set[Id], by: int) -> None:
        """Move several stops together beyond their next neighbour that is not selected."""
        store, journey = self._workspace.store, self._workspace.journey
        order = queries.journey_stops(store, journey)
        chosen = [stop.id for stop in order if stop.id in wanted]
        if not chosen:
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
            aside = self._workspace.lens.hidden
            lanes = [one.id for one in note_lanes(store, journey, aside)]
            if lane not in lanes:  # a picture stays among pictures
                return
            number = lanes.index(lane) + (1 if direction == "down" else -1)
            if not 0 <= number < len(lanes):
                return
            lane = lanes[number]
        moved = cards.move_card(store, card.id, lane, at, len(queries.cards(store, lane, at)))
        self._workspace.select([moved])


def _goes_along(record: object, stops_too: set[Id]) -> bool:
    """Whether it stands under one of these stops, which takes it along."""
    place = record.place if isinstance(record, (Card, Insight)) else None
    return place is not None and place.at in stops_too
