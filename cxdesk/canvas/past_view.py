"""The map as it was once: to be looked at, walked and read, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from cxdesk.canvas.accessible import announce
from cxdesk.canvas.looking import MapPort
from cxdesk.canvas.overview import Scale
from cxdesk.canvas.scene import MapScene
from cxdesk.canvas.walking import step
from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id
from cxdesk.models.store import Change

_ARROWS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


class PastView(MapPort):
    """Dragging pushes the paper, a click selects, arrows walk; no gesture and no key edits."""

    laid_out = Signal()
    """The pieces stand elsewhere, or there are others."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(MapScene(workspace, hints=False), parent)
        self.tips: dict[Id, str] = {}
        """What is said of a record while the pointer is over it."""
        self._pushed: QPointF | None = None
        self.setObjectName("past")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        announce(self)
        workspace.changed.connect(self._on_change)
        workspace.selection_changed.connect(self._on_selection)
        for signal in (
            workspace.look_changed, workspace.shown_changed, workspace.journey_changed,
        ):  # fmt: skip
            signal.connect(self._refresh)

    def stand_as(self, other: MapPort) -> None:
        """Show the same part of the map, as large as there."""
        self._draw_at(Scale(other.transform().m11(), other.transform().m22()))
        for mine, theirs in (
            (self.horizontalScrollBar(), other.horizontalScrollBar()),
            (self.verticalScrollBar(), other.verticalScrollBar()),
        ):
            mine.setValue(theirs.value())
        self.after_move()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what is there, and hold the paper."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton:
            record = self.map_scene.record_at(self.to_map(event.position()))
            self.workspace.select([record] if record else [])
        self._pushed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Push the paper while a button is held; else outline what is under the pointer."""
        if self._pushed is not None and event.buttons():
            moved, self._pushed = event.position() - self._pushed, event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.scroll_by(-moved.x(), -moved.y())
            return
        self._hover(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._pushed = None
        self.viewport().unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Nothing is edited here."""

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self._hover(None)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is known of the piece under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            record = self.map_scene.record_at(self.to_map(QPointF(event.pos())))
            self._tell(record, event.globalPos())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk from piece to piece."""
        direction = _ARROWS.get(Qt.Key(event.key()))
        if direction is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        workspace = self.workspace
        start = workspace.selected[-1] if workspace.selected else ""
        found = step(workspace.store, workspace.journey, start, direction)
        if found:
            workspace.select([found])

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leads to the banner's buttons."""
        return QWidget.focusNextPrevChild(self, forward)

    def _tell(self, record: Id, at: QPoint) -> None:
        text = self.tips.get(record, "")
        if text:
            QToolTip.showText(at, text, self)
        else:
            QToolTip.hideText()

    def _hover(self, position: QPointF | None) -> None:
        overlay = self.map_scene.overlay
        item = self.map_scene.item_at(self.to_map(position)) if position is not None else None
        hovered = item.area() if item else None
        if hovered != overlay.hovered:
            overlay.hovered = hovered
            overlay.refresh()

    def _refresh(self) -> None:
        self.map_scene.refresh()
        self.after_move()
        self.laid_out.emit()

    def _on_change(self, change: Change) -> None:
        self.map_scene.refresh(change.diff)
        self.map_scene.overlay.hovered = None
        self.after_move()
        self.laid_out.emit()

    def _on_selection(self) -> None:
        self.map_scene.show_selection()
        if len(self.workspace.selected) == 1:
            self.reveal(self.workspace.selected[0])
        self.viewport().update()
