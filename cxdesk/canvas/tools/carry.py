"""Carrying things on the map: a ghost under the pointer, a mark where it will go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from cxdesk.canvas.painter import Picture
from cxdesk.canvas.tools.base import Tool
from cxdesk.language import N_
from cxdesk.layout.places import Insertion, MapLayout
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, stops
from cxdesk.models.records import Card, Insight, Lane, Phase, Stop
from cxdesk.models.store import Store

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView

DISTANCE = 5
"""Px that the pointer must move before a press becomes a drag."""


class Carry(Tool):
    """Drag a stop, card, phase or lane; with Ctrl a copy of it. Esc leaves all as it was.

    A stop that is one of several selected takes the others along.
    """

    def __init__(self, view: MapView, at: QPointF, on_screen: QPointF, record: Id) -> None:
        super().__init__(view, at, on_screen)
        self.record = record
        self._together = stops_together(view, record)
        self.carrying = False
        self._target: Insertion | None = None

    def move(self, at: QPointF, on_screen: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Show the ghost and where it would go."""
        if not self.carrying:
            if (on_screen - self.start_on_screen).manhattanLength() < DISTANCE:
                return
            self.carrying = True
            self.view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        scene = self.view.map_scene
        items = [scene.item_of(one) for one in (self._together or [self.record])]
        self.view.overlay.ghosts = [
            (Picture(item.node.parts, scene.images), item.area().translated(at - self.start))
            for item in items
            if item is not None
        ]
        self._target = self._where(at, modifiers)
        self.view.overlay.mark = QRectF(*self._target.mark) if self._target else None
        self.view.overlay.refresh()
        self.view.hand.scroll_at_edge(on_screen)

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Put it there, in one step."""
        target, carried = self._where(at, modifiers) if self._target else None, self.carrying
        self._end()
        if not carried and self._together and not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.view.workspace.select([self.record])  # a mere click on one of several
        if not carried or target is None:
            return
        store = self.view.workspace.store
        copy = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if self._together:
            placed_stops = place_stops(store, self._together, self.record, target, copy=copy)
            self.view.workspace.select(placed_stops)
            return
        placed = place(store, self.record, target, copy=copy)
        self.view.workspace.select([placed])

    def cancel(self) -> None:
        """Leave everything as it was."""
        self._end()

    def _where(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> Insertion | None:
        """Where it goes; a copy stands beside the original, which then counts, too."""
        copy = modifiers & Qt.KeyboardModifier.ControlModifier
        record = self.view.workspace.store.get(self.record)
        return insertion_for(
            self.view.map_scene.layout, record, at, "" if copy else self.record
        )

    def _end(self) -> None:
        self.carrying = False
        self._target = None
        self.view.overlay.ghosts = []
        self.view.overlay.mark = None
        self.view.overlay.refresh()
        self.view.viewport().unsetCursor()


def stops_together(view: MapView, record: Id) -> list[Id]:
    """All selected stops in their order, if ``record`` is one of several; else none."""
    workspace = view.workspace
    chosen = workspace.selected
    if record not in chosen or len(chosen) < 2:
        return []
    order = [stop.id for stop in queries.journey_stops(workspace.store, workspace.journey)]
    found = [stop for stop in order if stop in chosen]
    return found if record in found and len(found) > 1 else []


def place_stops(
    store: Store, chosen: list[Id], carried: Id, target: Insertion, *, copy: bool
) -> list[Id]:
    """Move stops (or copies of them) to where an insertion says; returns who stands there.

    The insertion does not count the one that is ``carried``; copies leave all where they are.
    """
    if copy:
        with store.transaction(N_("Duplicate")):
            return [
                stops.duplicate_stop(store, stop, target.parent, target.index + number).id
                for number, stop in enumerate(chosen)
            ]
    there = [stop.id for stop in queries.stops(store, target.parent) if stop.id != carried]
    before = there[: target.index]
    stops.move_stops(store, chosen, target.parent, sum(one not in chosen for one in before))
    return chosen


def insertion_for(
    layout: MapLayout, record: object, at: QPointF, moving: Id = ""
) -> Insertion | None:
    """Where a record of this kind would go if it were dropped at a point of the map."""
    finders: dict[type, Callable[[], Insertion | None]] = {
        Stop: lambda: layout.stop_insertion(at.x(), moving),
        Card: lambda: layout.card_insertion(at.x(), at.y(), moving),
        Insight: lambda: layout.card_insertion(at.x(), at.y(), moving),
        Phase: lambda: layout.phase_insertion(at.x(), moving),
        Lane: lambda: layout.lane_insertion(at.y(), moving),
    }
    finder = finders.get(type(record))
    return finder() if finder else None


def place(store: Store, record_id: Id, target: Insertion, *, copy: bool = False) -> Id:
    """Move a record (or a copy of it) to where an insertion says; returns who stands there."""
    record = store.record(record_id)
    match record:
        case Stop() if copy:
            return stops.duplicate_stop(store, record_id, target.parent, target.index).id
        case Stop():
            if not _is_there(queries.stops(store, target.parent), record_id, target.index):
                stops.move_stop(store, record_id, target.parent, target.index)
        case Card() | Insight() if copy:
            return cards.duplicate_card(store, record_id, target.lane, target.parent).id
        case Card() | Insight():
            there = queries.cards(store, target.lane, target.parent)
            if not _is_there(there, record_id, target.index):
                return cards.move_card(store, record_id, target.lane, target.parent, target.index)
        case Phase():
            if not _is_there(queries.phases(store, target.parent), record_id, target.index):
                journeys.move_phase(store, record_id, target.index)
        case Lane():
            if not _is_there(queries.lanes(store, target.parent), record_id, target.index):
                journeys.move_lane(store, record_id, target.index)
    return record_id


def _is_there(siblings: object, record_id: Id, index: int) -> bool:
    ids = [sibling.id for sibling in siblings]  # type: ignore[attr-defined]
    return record_id in ids and ids.index(record_id) == index
