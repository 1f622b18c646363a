"""Check marks in the menus: which look, language, size and habits are chosen, what is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings

from cxdesk.canvas import habits
from cxdesk.models.records import Journey
from cxdesk.views.window import scaling

if TYPE_CHECKING:
    from cxdesk.views.window.main_window import MainWindow


class CheckMarks(QObject):
    """Sets the marks from what holds, whoever has changed it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        workspace = window.workspace
        for signal in (
            workspace.changed, workspace.journey_changed, workspace.look_changed,
        ):  # fmt: skip
            signal.connect(lambda *_: self.refresh())
        for name in self._marks():
            window.actions_[name].triggered.connect(lambda *_: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Set every mark."""
        for name, checked in self._marks().items():
            self._window.actions_[name].setChecked(checked)

    def _marks(self) -> dict[str, bool]:
        workspace = self._window.workspace
        theme = str(QSettings().value("theme", "system"))
        journey = workspace.store.get(workspace.journey)
        return {
            **{f"theme_{name}": theme == name for name in ("system", "light", "dark")},
            "german": workspace.language.code == "de",
            "english": workspace.language.code == "en",
            **{f"size_{size}": scaling.chosen(QSettings()) == size for size in scaling.SIZES},
            "wheel_scrolls": not habits.wheel_zooms(),
            "wheel_zooms": habits.wheel_zooms(),
            "minimap": habits.shows_minimap(),
            "lock_map": isinstance(journey, Journey) and journey.locked,
        }
