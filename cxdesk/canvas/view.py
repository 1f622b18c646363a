"""The window onto the map: zoom, scroll, keys, and the gesture that is under way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from cxdesk.canvas.accessible import announce
from cxdesk.canvas.clipboard import Clipboard
from cxdesk.canvas.commands import Commands
from cxdesk.canvas.keys import MapKeys
from cxdesk.canvas.scene import MapScene
from cxdesk.canvas.tools.band import RubberBand
from cxdesk.canvas.tools.base import Tool
from cxdesk.canvas.tools.carry import Carry, stops_together
from cxdesk.canvas.tools.drop import PALETTE_MIME, PaletteDrop
from cxdesk.canvas.tools.pan import Pan
from cxdesk.canvas.typing import Typing
from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id
from cxdesk.models.store import Change

SMALLEST, LARGEST = 0.1, 4.0
EDGE = 36
"""Px from the edge where carrying something scrolls the map."""


class MapView(QGraphicsView):
    """Shows the map of the chosen journey and turns what the hand does into gestures."""

    view_changed = Signal()
    """Scrolled, zoomed or laid out anew: columns stand elsewhere on the screen."""
    menu_asked = Signal(str, QPointF, QPoint)
    """A menu is wanted for a record ("" the empty map): where on the map, where on the screen."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.map_scene = MapScene(workspace)
        self.overlay = self.map_scene.overlay
        self.typing = Typing(self)
        self.commands = Commands(workspace, self.typing)
        self.clipboard = Clipboard(self)
        self.keys = MapKeys(self)
        self._tool: Tool | None = None
        self._drop: PaletteDrop | None = None
        self._space = False
        self._edge_timer = QTimer(self, interval=16)
        self._edge_timer.timeout.connect(self._scroll_on)
        self._edge = QPointF()
        self._set_up()
        workspace.changed.connect(self._on_change)
        workspace.journey_changed.connect(self._on_journey)
        workspace.selection_changed.connect(self._on_selection)
        for signal in (workspace.look_changed, workspace.shown_changed):
            signal.connect(self._refresh)

    # -- looking -------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """Screen px for one px of the map."""
        return self.transform().m11()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom, keeping the point under ``at`` (px of the viewport; default the middle) there."""
        target = min(max(self.zoom * factor, SMALLEST), LARGEST)
        anchor = at or QPointF(self.viewport().rect().center())
        before = self.to_map(anchor)
        self.setTransform(self.transform().fromScale(target, target))
        moved = self.viewportTransform().map(before) - anchor
        self.scroll_by(moved.x(), moved.y())

    def zoom_to(self, scale: float) -> None:
        """Zoom to a scale; 1 is 100 %."""
        self.zoom_by(scale / self.zoom)

    def fit_map(self) -> None:
        """Show the whole map, not larger than 100 %."""
        layout = self.map_scene.layout
        self._fit(QRectF(0, 0, layout.width, layout.height), 1.0)

    def fit_selection(self) -> None:
        """Show what is selected as large as it fits."""
        areas = self.overlay.selected
        if areas:
            united = areas[0]
            for area in areas[1:]:
                united = united.united(area)
            self._fit(united.adjusted(-160, -120, 80, 80), 2.0)

    def scroll_by(self, x: float, y: float) -> None:
        """Move the view by px of the screen."""
        for bar, by in ((self.horizontalScrollBar(), x), (self.verticalScrollBar(), y)):
            bar.setValue(bar.value() + round(by))

    def reveal(self, record: Id) -> None:
        """Scroll as little as it takes to show a record beside the heads."""
        item = self.map_scene.item_of(record)
        if item is None:
            return
        layout, zoom = self.map_scene.layout, self.zoom
        area = self.viewportTransform().mapRect(item.area())
        left = 0.0 if item.parentItem() is self.map_scene.left else layout.head_width * zoom
        top = 0.0 if item.parentItem() is self.map_scene.top else layout.head_height * zoom
        free = QRectF(self.viewport().rect()).adjusted(left + 8, top + 8, -8, -8)
        self.scroll_by(
            _overhang(area.left(), area.right(), free.left(), free.right()),
            _overhang(area.top(), area.bottom(), free.top(), free.bottom()),
        )

    def to_map(self, on_screen: QPointF) -> QPointF:
        """A point of the viewport in map coordinates."""
        inverted, _ = self.viewportTransform().inverted()
        return inverted.map(on_screen)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Take the heads and the open text along."""
        super().scrollContentsBy(dx, dy)
        self._after_move()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The heads stay at the edges."""
        super().resizeEvent(event)
        self._after_move()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom at the pointer, with Shift scroll sideways."""
        step = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.2 ** (step.y() / 120), event.position())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not step.x():
            self.scroll_by(-step.y(), 0)
        else:
            self.scroll_by(-step.x(), -step.y())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinch on a touchpad zooms at the pointer."""
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom_by(1 + event.value(), event.position())
            return True
        return bool(super().viewportEvent(event))

    # -- the hand ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        self.typing.finish_editing()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at, on_screen = self.to_map(event.position()), event.position()
        button = event.button()
        if button == Qt.MouseButton.MiddleButton or (
            self._space and button == Qt.MouseButton.LeftButton
        ):
            self._begin(Pan(self, at, on_screen))
        elif button == Qt.MouseButton.LeftButton:
            record = self.map_scene.record_at(at)
            if record:
                self._press(record, event.modifiers())
                self._begin(Carry(self, at, on_screen, record))
            else:
                self._begin(RubberBand(self, at, on_screen))
        elif button == Qt.MouseButton.RightButton:
            record = self.map_scene.record_at(at)
            if record not in self.workspace.selected:
                self.workspace.select([record] if record else [])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is under the pointer, or (by key) of what is selected."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.ask_menu()
            return
        self.cancel_gesture()
        at = self.to_map(QPointF(event.pos()))
        self.menu_asked.emit(self.map_scene.record_at(at), at, event.globalPos())

    def ask_menu(self) -> None:
        """Ask for the menu of what is selected, or else of the empty map."""
        record = self.workspace.selected[-1] if self.workspace.selected else ""
        item = self.map_scene.item_of(record)
        free = QRectF(self.viewport().rect())
        area = self.viewportTransform().mapRect(item.area()).intersected(free) if item else free
        spot = area.bottomLeft() + QPointF(12, -12) if item else free.center()
        at = self.to_map(spot)
        self.menu_asked.emit(record, at, self.viewport().mapToGlobal(spot.toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the gesture, or show what is under the pointer."""
        if self._tool is not None:
            at = self.to_map(event.position())
            self._tool.move(at, event.position(), event.modifiers())
            return
        self._hover(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self.overlay.hovered = None
        self.overlay.refresh()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture."""
        if self._tool is not None and not event.buttons():
            tool, self._tool = self._tool, None
            self._edge_timer.stop()
            self.viewport().unsetCursor()
            tool.release(self.to_map(event.position()), event.modifiers())
            self._hover(event.position())

    def _hover(self, position: QPointF) -> None:
        """Outline what is under this point of the viewport."""
        item = self.map_scene.item_at(self.to_map(position))
        hovered = item.area() if item else None
        if hovered != self.overlay.hovered:
            self.overlay.hovered = hovered
            self.overlay.refresh()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a text: edit it. On the empty map: a new touchpoint, card or phase right there."""
        self.cancel_gesture()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = self.to_map(event.position())
        record = self.map_scene.record_at(at)
        if record:
            self.typing.edit(record)
            return
        layout = self.map_scene.layout
        card = layout.card_insertion(at.x(), at.y())
        if card is not None and layout.columns:
            self.commands.new_card(card.lane, card.parent, card.index)
            return
        target = layout.stop_insertion(at.x())
        if target is not None and at.x() <= layout.width:
            self.commands.new_touchpoint(target.parent, target.index)
        else:
            self.commands.new_touchpoint()

    def cancel_gesture(self) -> bool:
        """Take back what is being dragged; False if nothing is."""
        tool, self._tool = self._tool, None
        self._edge_timer.stop()
        self.viewport().unsetCursor()
        if tool is not None:
            tool.cancel()
        return tool is not None

    def scroll_at_edge(self, on_screen: QPointF) -> None:
        """While something is carried: scroll on as long as the pointer stays at the edge."""
        free = self.viewport().rect()
        x = max(0.0, on_screen.x() - (free.width() - EDGE)) + min(0.0, on_screen.x() - EDGE)
        y = max(0.0, on_screen.y() - (free.height() - EDGE)) + min(0.0, on_screen.y() - EDGE)
        self._edge = QPointF(x, y) / 2
        if self._edge.isNull():
            self._edge_timer.stop()
        elif not self._edge_timer.isActive():
            self._edge_timer.start()

    # -- dropping ------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A tile of the palette comes in."""
        if event.mimeData().hasFormat(PALETTE_MIME):
            tile = bytes(event.mimeData().data(PALETTE_MIME).data()).decode()
            self._drop = PaletteDrop(self, tile)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would go."""
        if self._drop and self._drop.hover(self.to_map(event.position())):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It goes away again."""
        if self._drop:
            self._drop.leave()
            self._drop = None

    def dropEvent(self, event: QDropEvent) -> None:
        """Make it."""
        if self._drop:
            drop, self._drop = self._drop, None
            event.acceptProposedAction()
            self.window().activateWindow()
            drop.drop(self.to_map(event.position()))

    # -- keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys work while the map has the focus and nothing is being typed."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space = True
                self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif not self.keys.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space was let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            if self._tool is None:
                self.viewport().unsetCursor()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the map; F6 leaves it."""
        return False

    # -- inside --------------------------------------------------------------------------------

    def _set_up(self) -> None:
        self.setScene(self.map_scene)
        self.setObjectName("map")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.workspace.tr("Map"))
        announce(self)

    def _press(self, record: Id, modifiers: Qt.KeyboardModifier) -> None:
        selected = self.workspace.selected
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            rest = [one for one in selected if one != record]
            self.workspace.select(rest if record in selected else [*selected, record])
        elif selected != (record,) and not stops_together(self, record):
            self.workspace.select([record])

    def _begin(self, tool: Tool) -> None:
        self.cancel_gesture()
        self._tool = tool
        if tool.cursor is not None:
            self.viewport().setCursor(tool.cursor)

    def _fit(self, area: QRectF, largest: float) -> None:
        free = QRectF(self.viewport().rect())
        scale = min(free.width() / area.width(), free.height() / area.height(), largest)
        self.setTransform(self.transform().fromScale(max(scale, SMALLEST), max(scale, SMALLEST)))
        self.centerOn(area.center())
        self._after_move()

    def _scroll_on(self) -> None:
        self.scroll_by(self._edge.x(), self._edge.y())

    def _after_move(self) -> None:
        self.map_scene.hold_heads(self.to_map(QPointF(0, 0)))
        self.typing.follow()
        self.view_changed.emit()

    def _refresh(self) -> None:
        self.map_scene.refresh()
        self.setAccessibleName(self.workspace.tr("Map"))
        self._after_move()

    def _on_change(self, change: Change) -> None:
        self.map_scene.refresh(change.diff)
        self.overlay.hovered = None  # what was under the pointer may be elsewhere
        self._after_move()

    def _on_journey(self) -> None:
        self.typing.finish_editing()
        self._refresh()

    def _on_selection(self) -> None:
        self.map_scene.show_selection()
        chosen = self.workspace.selected
        if len(chosen) == 1 and not isinstance(self._tool, Carry):
            self.reveal(chosen[0])
        self.viewport().update()


def _overhang(low: float, high: float, first: float, last: float) -> float:
    """How far to scroll so that ``low`` .. ``high`` lies within ``first`` .. ``last``."""
    if low < first or high - low > last - first:
        return low - first
    return max(0.0, high - last)
