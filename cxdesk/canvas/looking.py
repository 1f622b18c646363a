"""Which part of the map is seen: zoom, scroll, fit, reveal, wheel and pinch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QInputDevice,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGestureEvent, QGraphicsView, QPinchGesture, QWidget

from cxdesk.canvas import habits
from cxdesk.canvas.overview import JUST_FAR, Extent, Overview, Scale, next_zoom
from cxdesk.canvas.scene import MapScene
from cxdesk.layout.afar import same_height
from cxdesk.layout.lanes.block import ROW_PADDING
from cxdesk.layout.places import MapLayout
from cxdesk.models.ids import Id

_NEARLY = 2.0
"""Px that may be out of sight without being missed: places are rounded."""
_READABLE = 0.9
"""One card that is shown is drawn at this zoom at least: its beginning, if it is long."""
_BESIDE = 6.0
"""Px at 100 % that are seen around what is brought into sight: no more than the map has itself."""


class MapPort(QGraphicsView):
    """A view of the map that is moved and zoomed; lane heads and phase bars stay at its edges."""

    view_changed = Signal()
    """Scrolled, zoomed or laid out anew: columns stand elsewhere on the screen."""

    def __init__(self, scene: MapScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.map_scene, self.workspace = scene, scene.workspace
        self._is_moving = False
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
        """Screen px for one px of the map's width; from afar its rows are drawn higher."""
        return self.transform().m11()

    @property
    def heads(self) -> QSizeF:
        """How much of the screen the heads cover at the left and the bars at the top, in px."""
        size, turned = self.map_scene.head_size, self.transform()
        return QSizeF(size.width() * turned.m11(), size.height() * turned.m22())

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom, keeping the point under ``at`` (px of the viewport; default the middle) there."""
        anchor = at or QPointF(self.viewport().rect().center())
        (hidden, _), was = self._names(), self.zoom
        self._draw_at(self._scale(self.zoom * factor), anchor)
        now, height = self._names()
        if hidden < _NEARLY and 0.0 < now < height and was < 1.0:
            self._scroll(0, -now)  # who comes from afar sees the names whole
        self.after_move()

    def _names(self) -> tuple[float, float]:
        """How much of the touchpoints' row is under the bars, and how high it is, in px."""
        row = self.map_scene.layout.row_of("touchpoints")
        if row is None:
            return 0.0, 0.0
        area = self.viewportTransform().mapRect(QRectF(0, row.y, 1, row.height))
        return self.heads.height() - area.top(), area.height()

    def zoom_to(self, scale: float) -> None:
        """Zoom to a scale; 1 is 100 %.

        What is selected stays in sight, else the upper edge: below a map seen whole lies nothing
        that one would want to see larger.
        """
        seen = self._beside_heads()
        self._zoom_around(scale, QPointF(seen.center().x(), seen.top()))

    def zoom_step(self, *, up: bool) -> None:
        """Zoom to the next round zoom; what is selected stays in sight, else the middle does."""
        self._zoom_around(next_zoom(self.zoom, up=up), self._beside_heads().center())

    def _zoom_around(self, scale: float, otherwise: QPointF) -> None:
        """Zoom to a scale around what of the selected is in sight, else around a point."""
        area = self.viewportTransform().mapRect(self._selected())
        seen = QRectF(self.viewport().rect()) if self._is_on_heads() else self._beside_heads()
        shown = area.intersected(seen)
        self.zoom_by(scale / self.zoom, otherwise if shown.isEmpty() else shown.center())
        if not shown.isEmpty() and not self._is_on_heads():
            self.reveal_area(self._selected())

    def _beside_heads(self) -> QRectF:
        """The part of the viewport that no head or bar covers, in px."""
        seen, heads = QRectF(self.viewport().rect()), self.heads
        return seen.adjusted(heads.width(), heads.height(), 0, 0)

    def _is_on_heads(self) -> bool:
        return bool(self.map_scene.overlay.on_heads)

    def fit_map(self) -> None:
        """Show the whole map, not larger than 100 %."""
        self._fit(lambda layout: QRectF(0, 0, layout.width, layout.height), 1.0)

    def fit_selection(self) -> None:
        """Show what is selected as large as it fits; one card so large that it can be read."""
        if not self.map_scene.overlay.selected:
            return
        self._fit(lambda _: self._selected().adjusted(-160, -120, 80, 80), 2.0)
        overlay = self.map_scene.overlay
        is_card = len(overlay.selected) == 1 and not overlay.on_heads
        if is_card and self.zoom < _READABLE:
            self._draw_at(self._scale(_READABLE))
            self.reveal_area(self._selected())
            self.after_move()

    def _selected(self) -> QRectF:
        """What is selected, on the map."""
        united = QRectF()
        for area in self.map_scene.overlay.selected:
            united = united.united(area)
        return united

    def scroll_by(self, x: float, y: float) -> None:
        """Move the view by px of the screen."""
        self._scroll(x, y)
        self.after_move()

    def center_on(self, at: QPointF) -> None:
        """Show a point of the map in the middle."""
        self.centerOn(at)
        self.after_move()

    def reveal(self, record: Id) -> None:
        """Scroll as little as it takes to show a record beside the heads."""
        item = self.map_scene.item_of(record)
        if item is None:
            return
        left = 0.0 if item.parentItem() is self.map_scene.left else self.heads.width()
        top = 0.0 if item.parentItem() is self.map_scene.top else self.heads.height()
        self._reveal(item.area(), left, top)

    def reveal_area(self, area: QRectF) -> None:
        """Scroll as little as it takes to show a part of the map beside the heads."""
        self._reveal(area, self.heads.width(), self.heads.height())

    def _reveal(self, on_map: QRectF, left: float, top: float) -> None:
        """Show a part of the map right of ``left`` and below ``top``, in px of the viewport.

        What is in sight moves nothing. What scrolls does not leave the touchpoints' names half
        under the bars: they go altogether where the part stays in sight.
        """
        area = self.viewportTransform().mapRect(on_map)
        edge = _BESIDE * min(self.zoom, 1.0)
        seen = QRectF(self.viewport().rect()).adjusted(left, top, 0, 0)
        free = seen.adjusted(edge, edge, -edge, -edge)
        across = down = 0.0
        if overhang(area.left(), area.right(), seen.left(), seen.right()):
            across = overhang(area.left(), area.right(), free.left(), free.right())
        if overhang(area.top(), area.bottom(), seen.top(), seen.bottom()):
            down = overhang(area.top(), area.bottom(), free.top(), free.bottom())
            hidden, height = self._names()
            rest, whole = height - hidden - down, height - ROW_PADDING * self.zoom
            if 0.0 < rest < whole and area.top() - down - rest >= free.top():
                down += rest
        self.scroll_by(across, down)

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
        # At the end the scene goes first, and the view scrolls back.
        if self.scene() is not None and not self._is_moving:
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
        self._draw_at(self._scale(self.zoom))
        self._show_bars()
        self.map_scene.hold_heads(self.to_map(QPointF(0, 0)))
        self.view_changed.emit()

    @contextmanager
    def _moving(self) -> Iterator[None]:
        """Scroll, zoom and make room as one move: Qt says after each of them that it has scrolled,
        and forgets what is changed in answer to that."""
        before, self._is_moving = self._is_moving, True
        try:
            yield
        finally:
            self._is_moving = before

    def _overview(self) -> Overview:
        """The map laid out to be read, in this window."""
        free = self.maximumViewportSize()
        # one px less: no scroll bar for a rounding error
        return self.map_scene.forms.overview(Extent(free.width() - 1, free.height() - 1))

    def _scale(self, zoom: float) -> Scale:
        """How the map is drawn at a zoom: from afar, as what it is laid out to be there."""
        near = self._overview()
        if near.keeps_rows(zoom):
            return Scale(zoom, zoom)
        return Overview.of(self.map_scene.forms.seen(near), near.free).scale(zoom)

    def _draw_at(self, scale: Scale, anchor: QPointF | None = None) -> None:
        """Draw the map at this scale, its heads as large as they have to be.

        What is at the ``anchor`` (px of the viewport; default what begins beside and below the
        heads) stays there. Where heads are larger than the map, it begins beside and below them
        all the same.
        """
        turned, heads = self.transform(), self.heads
        anchor = anchor or QPointF(heads.width(), heads.height())
        before = self.to_map(anchor) if scale != (turned.m11(), turned.m22()) else None
        was, near = self.map_scene.layout, self._overview()
        is_far = not near.keeps_rows(scale.across)
        with self._moving():
            is_new = self.map_scene.look(near if is_far else None)
        if is_new and before is not None:
            now = self.map_scene.layout
            before.setY(same_height(before.y(), was, now, is_far=is_far))
        self.map_scene.suit(scale)
        spare = self.map_scene.spare
        room = self.map_scene.sceneRect().adjusted(-spare.x(), -spare.y(), 0, 0)
        with self._moving():
            if before is not None:
                self.setTransform(QTransform.fromScale(*scale))
            if room != self.sceneRect():
                self.setSceneRect(room)
            if before is not None:
                moved = self.viewportTransform().map(before) - anchor
                self._scroll(moved.x(), moved.y())

    def _show_bars(self) -> None:
        """Show a scroll bar only where some of the map is out of sight; for an empty one, none."""
        layout, spare = self.map_scene.layout, self.map_scene.spare
        whole = QRectF(0, 0, layout.width, layout.height).adjusted(-spare.x(), -spare.y(), 0, 0)
        shown, free = self.viewportTransform().mapRect(whole), self.maximumViewportSize()
        bar, across, down = self.verticalScrollBar().sizeHint().width(), False, False
        for _ in range(2 if layout.bands else 0):  # a bar takes room from the other direction
            across = shown.left() < -_NEARLY or shown.right() > free.width() - down * bar + _NEARLY
            down = shown.top() < -_NEARLY or shown.bottom() > free.height() - across * bar + _NEARLY
        policy = Qt.ScrollBarPolicy
        wanted = [policy.ScrollBarAsNeeded if one else policy.ScrollBarAlwaysOff
                  for one in (across, down)]  # fmt: skip
        if wanted != [self.horizontalScrollBarPolicy(), self.verticalScrollBarPolicy()]:
            self.setHorizontalScrollBarPolicy(wanted[0])
            self.setVerticalScrollBarPolicy(wanted[1])

    def _scroll(self, x: float, y: float) -> None:
        with self._moving():
            for bar, by in ((self.horizontalScrollBar(), x), (self.verticalScrollBar(), y)):
                bar.setValue(bar.value() + round(by))

    def _fit(self, place: Callable[[MapLayout], QRectF], largest: float) -> None:
        """Show a place of the map in the middle, as large as it fits; asked for in both forms."""
        scene, overview = self.map_scene, self._overview()
        for far, most in ((None, largest), (overview, min(largest, JUST_FAR))):
            with self._moving():  # a map that is lower now is scrolled, but not yet drawn
                scene.look(far)
            area, seen = place(scene.layout), Overview.of(scene.layout, overview.free)
            scale = seen.fitting(Extent(area.width(), area.height()), most)
            if overview.keeps_rows(scale.across):
                break
        self._draw_at(self._scale(scale.across))
        area = place(scene.layout)
        spare = self.map_scene.spare
        shown = self.viewportTransform().mapRect(area.adjusted(-spare.x(), -spare.y(), 0, 0))
        free = self.maximumViewportSize()
        middle = shown.center() - QPointF(free.width(), free.height()) / 2
        self.scroll_by(middle.x(), middle.y())


def overhang(low: float, high: float, first: float, last: float) -> float:
    """How far to scroll so that ``low`` .. ``high`` lies within ``first`` .. ``last``."""
    if low < first or high - low > last - first:
        return low - first
    return max(0.0, high - last)
