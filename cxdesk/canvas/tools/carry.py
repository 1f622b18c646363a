"""Carrying things on the map: a ghost under the pointer, a mark where it will go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from cxdesk.canvas.overlay import Ghost
from cxdesk.canvas.painter import Picture
from cxdesk.canvas.tools.base import Tool
from cxdesk.canvas.tools.placing import insertion_for, place, place_several, together
from cxdesk.layout.places import Insertion
from cxdesk.models import queries
from cxdesk.models.ids import Id

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView

DISTANCE = 5
"""Px that the pointer must move before a press becomes a drag."""


class Carry(Tool):
    """Drag a stop, card, phase or lane; with Ctrl a copy of it, of a lane excepted.

    Esc leaves all as it was, and so does letting go outside the map: the ghost stays at its edge
    and the map scrolls on, but no mark shows where it would go.
    One of several selected takes the others of its kind along.
    """

    def __init__(self, view: MapView, at: QPointF, on_screen: QPointF, record: Id) -> None:
        super().__init__(view, at, on_screen)
        self._pressed = record
        self._together = together(view, record)
        workspace = view.workspace
        self.record = (
            queries.holder(workspace.store, workspace.selected, record)
            if self._together
            else record
        )
        self.carrying = False
        self._target: Insertion | None = None
        self._ghosts: list[Ghost] = []

    def move(self, at: QPointF, on_screen: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Show the ghost and where it would go."""
        if not self.carrying:
            if (on_screen - self.start_on_screen).manhattanLength() < DISTANCE:
                return
            self.carrying = True
            self._lift()
        outside = self._is_outside(at)
        self.view.viewport().setCursor(
            Qt.CursorShape.ForbiddenCursor if outside else Qt.CursorShape.ClosedHandCursor
        )
        moved = self._inside(at) - self.start
        self.view.overlay.ghosts = [
            ghost._replace(area=ghost.area.translated(moved)) for ghost in self._ghosts
        ]
        self._target = None if outside else self._where(at, modifiers)
        self.view.overlay.mark = QRectF(*self._target.mark) if self._target else None
        self.view.overlay.refresh()
        self.view.hand.scroll_at_edge(on_screen)

    def release(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Put it there, in one step."""
        outside, carried = self._is_outside(at), self.carrying
        target = self._where(at, modifiers) if self._target and not outside else None
        self._end()
        if carried and outside:
            workspace = self.view.workspace
            workspace.notice.emit(
                workspace.tr("Nothing was moved: it was let go outside the map."), "plain"
            )
        if not carried and self._together and not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.view.workspace.select([self._pressed])  # a mere click on one of several
        if not carried or target is None:
            return
        store = self.view.workspace.store
        copy = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if self._together:
            several = place_several(store, self._together, self.record, target, copy=copy)
            self.view.workspace.select(several)
            return
        placed = place(store, self.record, target, copy=copy)
        self.view.workspace.select([placed])

    def cancel(self) -> None:
        """Leave everything as it was."""
        self._end()

    def _is_outside(self, at: QPointF) -> bool:
        return not self.view.seen().contains(at)

    def _inside(self, at: QPointF) -> QPointF:
        """The point of the visible map that is nearest to where the pointer is."""
        seen = self.view.seen()
        return QPointF(
            min(max(at.x(), seen.left()), seen.right()), min(max(at.y(), seen.top()), seen.bottom())
        )

    def _lift(self) -> None:
        """Make the ghosts; only what can be seen gets one."""
        scene = self.view.map_scene
        seen, workspace = self.view.seen(), self.view.workspace
        for one in workspace.selected if self._together else [self._pressed]:
            if self._together and (
                queries.holder(workspace.store, workspace.selected, one) not in self._together
            ):
                continue
            item = scene.item_of(one)
            if item is not None and (one == self._pressed or item.area().intersects(seen)):
                label = scene.label_of(one)  # a phase's name is a piece of its own
                parts = item.node.parts + (label.node.parts if label is not None else ())
                enlarged = 1.0 if item.parentItem() is None else scene.enlarged.across
                picture = Picture(parts, scene.images)
                self._ghosts.append(Ghost(picture, item.area(), item.node.far, enlarged))

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
