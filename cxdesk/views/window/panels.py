"""The panels around the map: those that are wanted stand there as far as there is room."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from cxdesk.views.window.main_window import MainWindow

MAP_LEAST = 560
"""How wide the map stays, in px; a panel that would leave it less comes only when asked for."""
MAP_BESIDE = 480
"""How wide it stays beside history, conflicts and backups."""
CURVE_FROM = 420
"""How high the window is, in px, from which on the curve below the map comes unasked."""
SIDES = ("left_panel", "right_panel")
ALL = (*SIDES, "curve_panel")


class Panels(QObject):
    """Shows and hides the panels.

    In a small window the map has all the room, and one side panel stands if it is asked for.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._docks = {"left_panel": window.left, "right_panel": window.right}
        self._asked = list(SIDES)
        """The sides, the one asked for last at the end."""
        self.insisted: set[str] = set()
        """What was asked for by hand, so that it stands in a small window, too."""
        self._taken = 0
        for name in ALL:
            action = window.actions_[name]
            action.setChecked(True)
            action.toggled.connect(lambda on, name=name: self._ask(name, on))
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window of another size has room for other panels."""
        if event.type() == QEvent.Type.Resize:
            self.arrange()
        return False

    def arrange(self) -> None:
        """Show what is wanted and has room."""
        window, actions = self._window, self._window.actions_
        on_map = window.page == "map"
        room = window.width() - (MAP_BESIDE + self._taken if self._taken else MAP_LEAST)
        for rank, name in enumerate(reversed(self._asked)):
            dock = self._docks[name]
            needed = dock.widget().minimumWidth()
            insisted = rank == 0 and not self._taken and name in self.insisted
            shown = actions[name].isChecked() and (insisted or needed <= room)
            room -= needed if shown else 0
            dock.setVisible(on_map and shown)
        tall = window.height() >= CURVE_FROM or "curve_panel" in self.insisted
        window.map_page.curve.setVisible(actions["curve_panel"].isChecked() and tall)
        standing = {name: not self._part(name).isHidden() for name in ALL} if on_map else {}
        window.status.panels.show_standing(standing)

    def make_room(self, width: int) -> None:
        """Leave as many px to what stands beside the panels for a while; 0: there is nothing."""
        self._taken = width
        self.arrange()

    def bring(self, name: str) -> None:
        """Let a panel stand, whatever gives way to it."""
        with QSignalBlocker(self._window.actions_[name]):
            self._window.actions_[name].setChecked(True)
        self._ask(name, True)

    def want(self, names: Collection[str], insisted: Collection[str] = ()) -> None:
        """Have these panels and no others, named by their actions; some even in little room."""
        self.insisted = set(insisted).intersection(names)
        self._asked.sort(key=lambda one: one in self.insisted)
        for name in ALL:
            with QSignalBlocker(self._window.actions_[name]):
                self._window.actions_[name].setChecked(name in names)
        self.arrange()

    @property
    def wanted(self) -> list[str]:
        """The panels that are to be seen wherever there is room."""
        return [name for name in ALL if self._window.actions_[name].isChecked()]

    def _ask(self, name: str, on: bool) -> None:
        """Show or hide a panel; one that has given way is meant to come, so it is ticked."""
        if not on and self._part(name).isHidden() and self._window.page == "map":
            with QSignalBlocker(self._window.actions_[name]):
                self._window.actions_[name].setChecked(True)
            on = True
        self.insisted.discard(name)
        if on:
            self.insisted.add(name)
            if name in SIDES:
                self.insisted.difference_update(side for side in SIDES if side != name)
                self._asked.sort(key=lambda one: one == name)
        self.arrange()

    def _part(self, name: str) -> QWidget:
        return self._docks.get(name) or self._window.map_page.curve
