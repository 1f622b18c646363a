"""Carrying things on the map: a ghost under the pointer, a mark where it will go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from cxdesk.canvas.painter import Picture
from cxdesk.canvas.tools.base import Tool
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
    """Drag a stop, card, phase or lane; with Ctrl a copy of it. Esc leaves all as it was."""

    def __init__(self, view: MapView, at: QPointF, on_screen: QPointF, record: Id) -> None:
        super().__init__(view, at, on_screen)
        self.record = record
        self.carrying = False
        self._target: Insertion | None = None

    def move(self, at: QPointF, on_screen: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Show the ghost and where it would go."""
        if not self.carrying:
            if (on_screen - self.start_on_screen).manhattanLength() < DISTANCE:
                return
            self.carrying = True
            self.view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        item = self.view.map_scene.item_of(self.record)
        if item is None:
            return
        area = item.area()
        ghost = area.translated(at - self.start)
        self.view.overlay.ghosts = [(Picture(item.node.parts, self.view.map_scene.images), ghost)]
        self._target = self._where(at)
        self.view.overlay.mark = QRectF(*self._target.mark) if self._target else None
        self.view.overlay.refresh()
        self.view.scroll_at_edge(on_screen)

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Put it there, in one step."""
        target, carried = self._target, self.carrying
        self._end()
        if not carried or target is None:
            return
        store = self.view.workspace.store
        copy = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        placed = place(store, self.record, target, copy=copy)
        self.view.workspace.select([placed])

    def cancel(self) -> None:
        """Leave everything as it was."""
        self._end()

    def _where(self, at: QPointF) -> Insertion | None:
        layout = self.view.map_scene.layout
        return insertion_for(layout, self.view.workspace.store.get(self.record), at, self.record)

    def _end(self) -> None:
        self.carrying = False
        self._target = None
        self.view.overlay.ghosts = []
        self.view.overlay.mark = None
        self.view.overlay.refresh()
        self.view.viewport().unsetCursor()


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
