"""The project's touchpoints: as a library, and by the channels over which they happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id
from cxdesk.models.store import Change
from cxdesk.views.library.list import LibraryList
from cxdesk.views.widgets.controls import Segments
from cxdesk.views.widgets.drawing import icon
from cxdesk.views.widgets.list_page import ListPage

if TYPE_CHECKING:
    from cxdesk.views.library.channel_matrix import ChannelMatrix

LIBRARY, CHANNELS = "library", "channels"


class LibraryView(ListPage):
    """Two parts of one page; whatever is changed in them is changed everywhere."""

    stop_opened = Signal(str)
    """A stop that is to be seen on the map; it is selected already."""
    carried = Signal(bool)
    """Touchpoints are on their way to the map (True), or back."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._stale = True
        self._parts = Segments()
        self._add = QPushButton()
        self._add.setProperty("look", "primary")
        self.library = LibraryList(workspace)
        self.channels: ChannelMatrix | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.library)
        self.narrow_with(self._parts)
        self.act_with(self._add)
        self.column.addWidget(self._stack, 1)
        self._parts.chosen.connect(self.show_part)
        self._add.clicked.connect(self.add)
        self.library.stop_opened.connect(self.stop_opened)
        self.library.table.carried.connect(self.carried)
        workspace.changed.connect(self._on_change)
        for signal in (workspace.journey_changed, workspace.shown_changed):
            signal.connect(self.refresh)
        workspace.look_changed.connect(self._restyle)
        self._restyle()
        self.show_part(LIBRARY)

    def show_part(self, part: str) -> None:
        """Show "library" or "channels"."""
        if part == CHANNELS and self.channels is None:
            from cxdesk.views.library.channel_matrix import ChannelMatrix

            self.channels = ChannelMatrix(self._workspace)
            self._stack.addWidget(self.channels)
        self._parts.choose(part)
        shown = self.channels if part == CHANNELS and self.channels else self.library
        self._stack.setCurrentWidget(shown)
        self._restyle()
        shown.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        """Add what the part shown consists of, and let its name be typed."""
        if self._parts.value == CHANNELS and self.channels is not None:
            self.channels.add()
        else:
            self.library.add()

    def choose(self, touchpoint: Id) -> None:
        """Put the library's cursor on a touchpoint, which no filter hides then."""
        self.show_part(LIBRARY)
        self.library.choose(touchpoint)

    def merge(self) -> None:
        """Ask which entries of the library are the same thing."""
        self.show_part(LIBRARY)
        self.library.ask_to_merge()

    def refresh(self) -> None:
        """Show the project as it is, now or as soon as it can be seen."""
        self._stale = True
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        self._stale = False
        self.library.refresh()
        if self.channels is not None:
            self.channels.refresh()

    def _on_change(self, change: Change) -> None:
        self.refresh()

    def _restyle(self) -> None:
        tr, theme = self._workspace.tr, self._workspace.theme
        self._title.setText(tr("Touchpoints"))
        self._parts.set_choices([(LIBRARY, tr("Library")), (CHANNELS, tr("Channels"))])
        by_channel = self._parts.value == CHANNELS
        self._add.setText(tr("Add channel") if by_channel else tr("Add touchpoint"))
        self._add.setIcon(icon("plus", theme.on_accent))
        self.library.restyle()
        if self.channels is not None:
            self.channels.restyle()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._fill()
        shown = self._stack.currentWidget()
        if isinstance(shown, LibraryList):
            shown.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.channels is not None:
            self.channels.table.setFocus(Qt.FocusReason.OtherFocusReason)
