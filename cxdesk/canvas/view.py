"""The window onto the map: what hand, keys and drops are passed on to."""

from __future__ import annotations

from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from cxdesk.canvas.accessible import announce
from cxdesk.canvas.commands import Commands
from cxdesk.canvas.looking import MapPort
from cxdesk.canvas.overview import FAR
from cxdesk.canvas.scene import MapScene
from cxdesk.canvas.tools import LIBRARY_MIME, PALETTE_MIME
from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Persona
from cxdesk.models.store import Change
from cxdesk.models.vocabulary import lane_name

if TYPE_CHECKING:
    from cxdesk.canvas.clipboard import Clipboard
    from cxdesk.canvas.hand import Hand
    from cxdesk.canvas.keys import MapKeys
    from cxdesk.canvas.tools.drop import PaletteDrop
    from cxdesk.canvas.tools.library_drop import LibraryDrop
    from cxdesk.canvas.tools.picture_drop import PictureDrop
    from cxdesk.canvas.typing import Typing

_CARD = QSizeF(1000.0, 64.0)
"""How much of an empty cell, in px of the map, its card will take at first."""


class MapView(MapPort):
    """Shows the map of the chosen journey and turns what the hand does into gestures.

    Hand, keys, typing and clipboard are made when they are first used: the map is seen before.
    """

    menu_asked = Signal(str, QPointF, QPoint)
    """A menu is wanted for a record ("" the empty map): where on the map, where on the screen."""
    picture_asked = Signal(str)
    """A card's picture is to be shown large."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(MapScene(workspace), parent)
        self.workspace = workspace
        self.overlay = self.map_scene.overlay
        self.commands = Commands(workspace, self)
        self._drop: PaletteDrop | LibraryDrop | PictureDrop | None = None
        self._drag_source: QObject | None = None
        self.setObjectName("map")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAccessibleName(workspace.tr("Map"))
        announce(self)
        workspace.changed.connect(self._on_change)
        workspace.journey_changed.connect(self._on_journey)
        workspace.selection_changed.connect(self._on_selection)
        for signal in (
            workspace.look_changed, workspace.shown_changed, workspace.lens.lanes_changed,
        ):  # fmt: skip
            signal.connect(self._refresh)
        workspace.lens.changed.connect(self.map_scene.tints.show_filter)

    @cached_property
    def hand(self) -> Hand:
        """What the mouse does."""
        from cxdesk.canvas.hand import Hand

        return Hand(self)

    @cached_property
    def keys(self) -> MapKeys:
        """What the keys do that are no menu's."""
        from cxdesk.canvas.keys import MapKeys

        return MapKeys(self)

    @cached_property
    def typing(self) -> Typing:
        """Writing into cards where they stand."""
        from cxdesk.canvas.typing import Typing

        made = Typing(self)
        self.view_changed.connect(made.follow)
        return made

    @cached_property
    def clipboard(self) -> Clipboard:
        """What is cut, copied and pasted."""
        from cxdesk.canvas.clipboard import Clipboard

        return Clipboard(self)

    def edit(self, record: Id, *, fresh: bool = False) -> None:
        """Open the text of a record; a fresh one is taken back if it stays empty."""
        self.typing.edit(record, fresh=fresh)

    def finish_editing(self) -> None:
        """Close an open text and keep what was typed."""
        if "typing" in self.__dict__:
            self.typing.finish_editing()

    # -- the hand ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        self.finish_editing()
        self.keys.end_word()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the gesture, or show what is under the pointer."""
        self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture."""
        with self.workspace.telling():
            self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit what is there, or make something new."""
        with self.workspace.telling():
            self.hand.double_click(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self.hand.hover(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is under the pointer, or (by key) of what is selected."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.ask_menu()
            return
        self.hand.cancel()
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

    def viewportEvent(self, event: QEvent) -> bool:
        """What is cut on the map shows whole while the pointer rests on it."""
        if isinstance(event, QHelpEvent):
            text = self._tip(self.to_map(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip(self, at: QPointF) -> str:
        """A sentence about a point of the map, as rich text; "" for none."""
        handle = self.map_scene.handle_at(at)
        if handle:
            collapsed = handle in self.workspace.lens.collapsed
            return self.workspace.tr("Expand" if collapsed else "Collapse")
        cut = self.map_scene.cut_at(at) if self.zoom >= FAR else self.map_scene.told_at(at)
        return f"<qt>{escape(cut).replace(chr(10), '<br>')}</qt>" if cut else ""

    # -- dropping ------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A tile of the palette comes in, touchpoints of the library, or a picture."""
        from cxdesk.canvas.tools.drop import PaletteDrop
        from cxdesk.canvas.tools.library_drop import LibraryDrop
        from cxdesk.canvas.tools.picture_drop import PictureDrop, brings_pictures

        self.hand.rest()
        self._drag_source = event.source()
        if event.mimeData().hasFormat(PALETTE_MIME):
            tile = bytes(event.mimeData().data(PALETTE_MIME).data()).decode()
            self._drop = PaletteDrop(self, tile)
            event.acceptProposedAction()
        elif event.mimeData().hasFormat(LIBRARY_MIME):
            self._drop = LibraryDrop(self, event.mimeData())
            event.acceptProposedAction()
        elif brings_pictures(event.mimeData()):
            self._drop = PictureDrop(self, event.mimeData())
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would go."""
        self.hand.scroll_at_edge(event.position())
        if self._drop and self._drop.hover(self.to_map(event.position())):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It goes away again; a tile or touchpoints of this window scroll the map on near by."""
        self.hand.rest()
        drag = self._drag_source.findChild(QDrag) if self._drag_source is not None else None
        if drag is not None:
            self.hand.follow_outside(drag)
        if self._drop:
            self._drop.leave()
            self._drop = None

    def dropEvent(self, event: QDropEvent) -> None:
        """Make it."""
        self.hand.rest()
        if self._drop:
            drop, self._drop = self._drop, None
            event.acceptProposedAction()
            self.window().activateWindow()
            with self.workspace.telling():
                drop.drop(self.to_map(event.position()))

    # -- keys ----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep from the shortcuts what a held key repeats, and the letters of a stray word."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = self.keys
            if keys.is_held(event) or keys.is_in_word(event) or keys.begins_card(event):
                event.accept()
                return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys work while the map has the focus and nothing is being typed."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.hand.hold_space(True)
        else:
            with self.workspace.telling():
                if not self.keys.press(event):
                    event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space was let go, or another key."""
        self.keys.let_go(event)
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.hand.hold_space(False)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the map; F6 leaves it."""
        return False

    # -- inside --------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self.map_scene.refresh()
        if self.workspace.cell is not None and self.map_scene.cell_area() is None:
            self.workspace.select([])  # its lane or phase is collapsed or put aside
        self.setAccessibleName(self.workspace.tr("Map"))
        self.after_move()

    def _on_change(self, change: Change) -> None:
        self.map_scene.refresh(change.diff)
        self.overlay.hovered = None  # what was under the pointer may be elsewhere
        self.after_move()

    def _on_journey(self) -> None:
        self.finish_editing()
        self._refresh()

    def _tell_cell(self) -> None:
        """Say which empty cell the keys are in, and what begins a card there."""
        assert self.workspace.cell is not None
        store, (lane, stop) = self.workspace.store, self.workspace.cell
        text = self.workspace.tr(
            "{lane}, {name}: empty. A letter or Enter begins a card.",
            lane=lane_name(store.record(lane), self.workspace.language),
            name=queries.touchpoint(store, store.record(stop)).name,
        )
        self.workspace.notice.emit(text, "cell")

    def _on_selection(self) -> None:
        self.map_scene.show_selection()
        chosen = self.workspace.selected
        if chosen:
            self.commands.clicked = None
        cell = self.map_scene.cell_area()
        if cell is not None:
            # Where its card will begin: a cell beside a long card may be higher than the map.
            self.reveal_area(cell.intersected(QRectF(cell.topLeft(), _CARD)))
            self._tell_cell()
        if len(chosen) == 1 and not self.hand.carrying:
            if self.map_scene.item_of(chosen[0]) is None:
                self.commands.uncover(chosen[0])
            if not isinstance(self.workspace.store.get(chosen[0]), Persona):
                self.reveal(chosen[0])
        self.viewport().update()
