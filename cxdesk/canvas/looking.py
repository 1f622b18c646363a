"""Which part of the map is seen: zoom, scroll, fit, reveal, wheel and pinch."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QInputDevice,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGestureEvent, QGraphicsView, QPinchGesture, QWidget

from cxdesk.canvas import habits
from cxdesk.canvas.scene import HEADS_LEAST, MapScene
from cxdesk.models.ids import Id

SMALLEST, LARGEST = 0.05, 4.0


class MapPort(QGraphicsView):
    """A view of the map that is moved and zoomed; lane heads and phase bars stay at its edges."""

    view_changed = Signal()
    """Scrolled, zoomed or laid out anew: columns stand elsewhere on the screen."""

    def __init__(self, scene: MapScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.map_scene, self.workspace = scene, scene.workspace
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)

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
        self._make_room()
        moved = self.viewportTransform().map(before) - anchor
        self.scroll_by(moved.x(), moved.y())

    def zoom_to(self, scale: float) -> None:
        """Zoom to a scale; 1 is 100 %.

        What is selected stays where it is, else the upper edge: below a map seen whole lies nothing
        that one would want to see larger.
        """
        seen = QRectF(self.viewport().rect())
        anchor = QPointF(seen.center().x(), seen.top() + self.map_scene.layout.head_height)
        for area in self.map_scene.overlay.selected[:1]:
            center = self.viewportTransform().map(area.center())
            anchor = center if seen.contains(center) else anchor
        self.zoom_by(scale / self.zoom, anchor)

    def fit_map(self) -> None:
        """Show the whole map, not larger than 100 %."""
        layout = self.map_scene.layout
        self._fit(QRectF(0, 0, layout.width, layout.height), 1.0)

    def fit_selection(self) -> None:
        """Show what is selected as large as it fits."""
        areas = self.map_scene.overlay.selected
        if areas:
            united = areas[0]
            for area in areas[1:]:
                united = united.united(area)
            self._fit(united.adjusted(-160, -120, 80, 80), 2.0)

    def scroll_by(self, x: float, y: float) -> None:
        """Move the view by px of the screen."""
        for bar, by in ((self.horizontalScrollBar(), x), (self.verticalScrollBar(), y)):
            bar.setValue(bar.value() + round(by))

    def center_on(self, at: QPointF) -> None:
        """Show a point of the map in the middle."""
        self.centerOn(at)
        self.after_move()

    def reveal(self, record: Id) -> None:
        """Scroll as little as it takes to show a record beside the heads."""
        item = self.map_scene.item_of(record)
        if item is None:
            return
        heads = self.map_scene.head_size * self.zoom
        area = self.viewportTransform().mapRect(item.area())
        left = 0.0 if item.parentItem() is self.map_scene.left else heads.width()
        top = 0.0 if item.parentItem() is self.map_scene.top else heads.height()
        free = QRectF(self.viewport().rect()).adjusted(left + 8, top + 8, -8, -8)
        self.scroll_by(
            _overhang(area.left(), area.right(), free.left(), free.right()),
            _overhang(area.top(), area.bottom(), free.top(), free.bottom()),
        )

    def to_map(self, on_screen: QPointF) -> QPointF:
        """A point of the viewport in map coordinates."""
        inverted, _ = self.viewportTransform().inverted()
        return inverted.map(on_screen)

    def seen(self) -> QRectF:
        """The part of the map in the window."""
        inverted, _ = self.viewportTransform().inverted()
        return inverted.mapRect(QRectF(self.viewport().rect()))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Take the heads along."""
        super().scrollContentsBy(dx, dy)
        if self.scene() is not None:  # at the end the scene goes first, and the view scrolls back
            self.after_move()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The heads stay at the edges."""
        super().resizeEvent(event)
        self.after_move()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll or zoom, as chosen; with Ctrl zoom at the pointer, with Shift scroll sideways.

        Two fingers on a touchpad always scroll: they zoom by pinching.
        """
        step = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or (
            step.y()
            and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            and event.deviceType() != QInputDevice.DeviceType.TouchPad
            and habits.wheel_zooms()
        ):
            self.zoom_by(1.2 ** (step.y() / 120), event.position())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not step.x():
            self.scroll_by(-step.y(), 0)
        else:
            self.scroll_by(-step.x(), -step.y())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinching, on a touchpad or a touch screen, zooms where it happens."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self.viewport().mapFromGlobal(pinch.hotSpot())
                self.zoom_by(pinch.scaleFactor() or 1.0, at)
                event.accept()
                return True
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom_by(1 + event.value(), event.position())
            return True
        return bool(super().viewportEvent(event))

    def after_move(self) -> None:
        """The view shows another part, or the map has changed: the heads go along."""
        self._make_room()
        self.map_scene.hold_heads(self.to_map(QPointF(0, 0)))
        self.view_changed.emit()

    def _make_room(self) -> None:
        """Where heads are larger than the map, it begins beside and below them all the same."""
        self.map_scene.suit_heads(self.zoom)
        spare = self.map_scene.spare
        room = self.map_scene.sceneRect().adjusted(-spare.x(), -spare.y(), 0, 0)
        if room != self.sceneRect():
            self.setSceneRect(room)

    def _fit(self, area: QRectF, largest: float) -> None:
        free, layout = QRectF(self.viewport().rect()), self.map_scene.layout
        scale = min(
            _scale(area.width(), free.width(), layout.head_width),
            _scale(area.height(), free.height(), layout.head_height),
            largest,
        )
        self.setTransform(self.transform().fromScale(max(scale, SMALLEST), max(scale, SMALLEST)))
        self._make_room()
        spare = self.map_scene.spare
        self.centerOn(area.adjusted(-spare.x(), -spare.y(), 0, 0).center())
        self.after_move()


def _scale(length: float, free: float, head: float) -> float:
    """The zoom at which so many px of the map fit, ``head`` of them of a head or bar."""
    scale = free / length
    if scale >= HEADS_LEAST or length <= head:
        return scale
    return (free - head * HEADS_LEAST) / (length - head)


def _overhang(low: float, high: float, first: float, last: float) -> float:
    """How far to scroll so that ``low`` .. ``high`` lies within ``first`` .. ``last``."""
    if low < first or high - low > last - first:
        return low - first
    return max(0.0, high - last)
