"""What the mouse does on the map: it begins, carries on and ends gestures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QCursor, QDrag, QMouseEvent

from cxdesk.canvas.tools.band import RubberBand
from cxdesk.canvas.tools.base import Tool
from cxdesk.canvas.tools.carry import Carry
from cxdesk.canvas.tools.fold import Fold
from cxdesk.canvas.tools.mark import OpenMark, mark_at
from cxdesk.canvas.tools.pan import Pan
from cxdesk.canvas.tools.placing import together
from cxdesk.models.ids import Id
from cxdesk.models.records import Card

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView

EDGE = 36
"""Px from the edge where carrying something scrolls the map, faster the farther beyond it."""
FASTEST = 90.0
"""Px of the map that go by at each of the timer's steps at most."""
NEAR = 160
"""Px beyond the edge to which a tile that has left the map scrolls it on: farther off it rests."""
_STEP_MS = 16


class Hand(QObject):
    """One gesture at a time; what is under the pointer is outlined in between."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self._tool: Tool | None = None
        self._space = False
        self._on_mark = False
        self._edge_timer = QTimer(self, interval=_STEP_MS)
        self._edge_timer.timeout.connect(self._scroll_on)
        self._outside_timer = QTimer(self, interval=_STEP_MS)
        self._outside_timer.timeout.connect(self._follow_outside)
        self._edge = QPointF()
        self._held = (QPointF(), Qt.KeyboardModifier.NoModifier)

    @property
    def carrying(self) -> bool:
        """Whether something on the map is being dragged."""
        return isinstance(self._tool, Carry)

    def press(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        view = self._view
        at, on_screen = view.to_map(event.position()), event.position()
        button = event.button()
        if button == Qt.MouseButton.MiddleButton or (
            self._space and button == Qt.MouseButton.LeftButton
        ):
            self._begin(Pan(view, at, on_screen))
        elif button == Qt.MouseButton.LeftButton:
            record = view.map_scene.record_at(at)
            if mark_at(view, at) and not event.modifiers():
                self._begin(OpenMark(view, at, on_screen))
            elif view.map_scene.handle_at(at) and not event.modifiers():
                self._begin(Fold(view, at, on_screen))
            elif record:
                self._press(record, event.modifiers())
                self._begin(Carry(view, at, on_screen, record))
            else:
                self._begin(RubberBand(view, at, on_screen))
        elif button == Qt.MouseButton.RightButton:
            record = view.map_scene.record_at(at)
            if record not in view.workspace.selected:
                view.workspace.select([record] if record else [])

    def move(self, event: QMouseEvent) -> None:
        """Go on with the gesture, or show what is under the pointer."""
        if self._tool is not None:
            self._held = (event.position(), event.modifiers())
            self._go_on()
            return
        self.hover(event.position())

    def release(self, event: QMouseEvent) -> None:
        """End the gesture."""
        if self._tool is not None and not event.buttons():
            tool, self._tool = self._tool, None
            self._edge_timer.stop()
            self._view.viewport().unsetCursor()
            tool.release(self._view.to_map(event.position()), event.modifiers())
            self.hover(event.position())

    def hover(self, position: QPointF | None) -> None:
        """Outline what is under this point of the viewport; None: the pointer has left."""
        view = self._view
        item = view.map_scene.item_at(view.to_map(position)) if position is not None else None
        hovered = item.area() if item else None
        if hovered != view.overlay.hovered:
            view.overlay.hovered = hovered
            view.overlay.refresh()
        at = view.to_map(position) if position is not None else None
        on_mark = at is not None and bool(mark_at(view, at) or view.map_scene.handle_at(at))
        if on_mark != self._on_mark and not self._space:
            self._on_mark = on_mark
            if on_mark:
                view.viewport().setCursor(OpenMark.cursor)
            else:
                view.viewport().unsetCursor()

    def double_click(self, event: QMouseEvent) -> None:
        """On a text: edit it. On the empty map: a new touchpoint, card or phase right there."""
        self.cancel()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        view = self._view
        at = view.to_map(event.position())
        if view.map_scene.handle_at(at):
            view.commands.toggle_collapsed(view.map_scene.handle_at(at))
            return
        item = view.map_scene.item_at(at)
        if item is not None and item.node.role == "heap":
            view.commands.toggle_collapsed(item.node.record)
            return
        if item is not None:
            record = view.workspace.store.get(item.node.record)
            if isinstance(record, Card) and record.picture:
                view.picture_asked.emit(record.id)
            else:
                view.typing.edit(item.node.record)
            return
        layout = view.map_scene.layout
        card = layout.card_insertion(at.x(), at.y())
        cell = layout.cell_at(at.x(), at.y())
        if card is not None and cell is not None and cell.kind == "images":
            view.commands.choose_picture(card)
            return
        if card is not None and layout.columns:
            view.commands.new_card(card.lane, card.parent, card.index)
            return
        target = layout.stop_insertion(at.x())
        if target is not None and at.x() <= layout.width:
            view.commands.new_touchpoint(target.parent, target.index)
        else:
            view.commands.new_touchpoint()

    def cancel(self) -> bool:
        """Take back what is being dragged; False if nothing is."""
        tool, self._tool = self._tool, None
        self._edge_timer.stop()
        self._view.viewport().unsetCursor()
        if tool is not None:
            tool.cancel()
        return tool is not None

    def hold_space(self, held: bool) -> None:
        """While Space is held, the left button pushes the paper around."""
        self._space = held
        if held:
            self._view.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif self._tool is None:
            self._view.viewport().unsetCursor()

    def scroll_at_edge(self, on_screen: QPointF) -> None:
        """While something is carried: scroll on as long as the pointer is at the edge or beyond."""
        free = self._view.viewport().rect()
        x = max(0.0, on_screen.x() - (free.width() - EDGE)) + min(0.0, on_screen.x() - EDGE)
        y = max(0.0, on_screen.y() - (free.height() - EDGE)) + min(0.0, on_screen.y() - EDGE)
        self._edge = QPointF(*(max(-FASTEST, min(each / 2, FASTEST)) for each in (x, y)))
        if self._edge.isNull():
            self._edge_timer.stop()
        elif not self._edge_timer.isActive():
            self._edge_timer.start()

    def follow_outside(self, drag: QDrag) -> None:
        """What was dragged onto the map has left it: scroll on as long as it is near, and held."""
        drag.destroyed.connect(self.rest)
        self._outside_timer.start()

    def rest(self) -> None:
        """Nothing is carried any more: stop scrolling."""
        self._edge_timer.stop()
        self._outside_timer.stop()

    def _press(self, record: Id, modifiers: Qt.KeyboardModifier) -> None:
        view, selected = self._view, self._view.workspace.selected
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            rest = [one for one in selected if one != record]
            view.workspace.select(rest if record in selected else [*selected, record])
        elif selected != (record,) and not together(view, record):
            view.workspace.select([record])

    def _begin(self, tool: Tool) -> None:
        self.cancel()
        self._tool = tool
        if tool.cursor is not None:
            self._view.viewport().setCursor(tool.cursor)

    def _follow_outside(self) -> None:
        """The system tells nothing of a drag that is outside: look where the pointer is."""
        port = self._view.viewport()
        at = port.mapFromGlobal(QCursor.pos())
        if port.rect().adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(at):
            self.scroll_at_edge(at.toPointF())
        else:
            self._edge_timer.stop()

    def _scroll_on(self) -> None:
        self._view.scroll_by(self._edge.x(), self._edge.y())
        self._go_on()

    def _go_on(self) -> None:
        """The pointer is elsewhere on the map: it has moved, or the map below it has."""
        on_screen, modifiers = self._held
        if self._tool is not None:
            self._tool.move(self._view.to_map(on_screen), on_screen, modifiers)
