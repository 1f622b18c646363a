"""Moving what is selected by a key, one place on."""

from __future__ import annotations

from collections.abc import Sequence

from cxdesk.canvas.commands.room import Room
from cxdesk.canvas.tools.placing import shift_cards
from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys, stops
from cxdesk.models.records import Card, Insight, Lane, Phase, Stop

_BY = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
_EDGE = N_("It goes no further in this direction.")


class Moving(Room):
    """Stops move across phases, cards across lanes, phases and lanes among themselves."""

    def move(self, direction: str) -> None:
        """Move what is selected one place on, or say why it stays.

        What stands under something else that is selected goes along with it.
        """
        workspace = self._workspace
        chosen = queries.outermost(workspace.store, workspace.selected)
        if chosen:
            why_not = self._move(chosen, *_BY[direction])
            if why_not:
                workspace.notice.emit(workspace.tr(why_not), "plain")

    def _move(self, chosen: Sequence[Id], across: int, down: int) -> str:
        """Move these; else why not."""
        records = [self._workspace.store.record(one) for one in chosen]
        if all(isinstance(one, (Card, Insight)) and one.place for one in records):
            return self._move_cards(chosen, across, down)
        kinds = {type(one) for one in records}
        if kinds == {Lane}:
            return self._move_lanes(chosen, down) if down else N_("Lanes move up and down.")
        if kinds not in ({Stop}, {Phase}):
            return N_("What is selected cannot be moved together in this direction.")
        if not across:
            return N_("Touchpoints and phases move to the left and to the right.")
        if kinds == {Stop}:
            return self._move_stops(chosen, across)
        return self._move_phases(chosen, across)

    def _move_stops(self, chosen: Sequence[Id], by: int) -> str:
        """Move a stop beyond its neighbour or into the next phase; several beyond their next."""
        store, journey = self._workspace.store, self._workspace.journey
        columns = queries.journey_stops(store, journey)
        order = [stop.id for stop in columns if stop.id in chosen]
        phase = store.record(order[-1 if by > 0 else 0]).place.parent
        among = columns if len(order) > 1 else queries.stops(store, phase)
        neighbour = _neighbour([stop.id for stop in among], order, by)
        if neighbour:
            phase = store.record(neighbour).place.parent
            inside = [stop.id for stop in queries.stops(store, phase)]
            stops.move_stops(store, order, phase, _beyond(inside, order, neighbour, by))
            return ""
        phase = _neighbour([one.id for one in queries.phases(store, journey)], [phase], by)
        if not phase:
            return _EDGE
        index = 0 if by > 0 else len(queries.stops(store, phase))
        stops.move_stops(store, order, phase, index)
        return ""

    def _move_phases(self, chosen: Sequence[Id], by: int) -> str:
        store = self._workspace.store
        siblings = [one.id for one in queries.phases(store, self._workspace.journey)]
        order = [one for one in siblings if one in chosen]
        neighbour = _neighbour(siblings, order, by)
        if not neighbour:
            return _EDGE
        journeys.move_phases(store, order, _beyond(siblings, order, neighbour, by))
        return ""

    def _move_lanes(self, chosen: Sequence[Id], by: int) -> str:
        """Move lanes beyond the next one that is seen: past a hidden one nothing would change."""
        store, aside = self._workspace.store, self._workspace.lens.hidden
        lanes = queries.lanes(store, self._workspace.journey)
        siblings = [one.id for one in lanes]
        order = [one for one in siblings if one in chosen]
        shown = [one.id for one in lanes if not one.hidden and one.id not in aside]
        neighbour = _neighbour(shown, order, by)
        if not neighbour:
            return _EDGE
        journeys.move_lanes(store, order, _beyond(siblings, order, neighbour, by))
        return ""

    def _move_cards(self, chosen: Sequence[Id], across: int, down: int) -> str:
        workspace = self._workspace
        moved = shift_cards(
            workspace.store, workspace.journey, chosen, across, down, workspace.lens.hidden
        )
        if not moved:
            return _EDGE
        workspace.select(moved)
        return ""


def _neighbour(order: Sequence[Id], chosen: Sequence[Id], by: int) -> Id:
    """What stands next to the last (or, for a step back, the first) of the chosen; "" for none."""
    at = order.index(chosen[-1 if by > 0 else 0]) + by
    return order[at] if 0 <= at < len(order) else ""


def _beyond(order: Sequence[Id], chosen: Sequence[Id], neighbour: Id, by: int) -> int:
    """The index beyond a neighbour, counted without the chosen."""
    return [one for one in order if one not in chosen].index(neighbour) + (by > 0)
