"""The panel about everybody's edits: history with versions and my steps, conflicts, backups."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import N_
from cxdesk.layout import tokens
from cxdesk.views.past.backups_page import BackupsPage
from cxdesk.views.past.history_page import HistoryPage
from cxdesk.views.past.steps_page import StepsPage
from cxdesk.views.past.version_page import VersionPage
from cxdesk.views.sharing.conflicts_page import ConflictsPage
from cxdesk.views.widgets.controls import QuietButton, Segments

PARTS = {
    "history": N_("All edits"),
    "versions": N_("Versions"),
    "steps": N_("My steps"),
}
"""The pages under "History"."""


class TeamPanel(QWidget):
    """One page at a time; only a page that shows reads from the file."""

    close_wanted = Signal()
    show_wanted = Signal(str)
    """The id of a record to show on the map."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("team")
        self._workspace = workspace
        self._count, self._page = 0, ""
        self.history, self.conflicts = HistoryPage(workspace), ConflictsPage(workspace)
        self.backups = BackupsPage(workspace)
        self.versions, self.steps = VersionPage(workspace), StepsPage(workspace)
        self._pages: dict[str, QWidget] = {
            "history": self.history,
            "versions": self.versions,
            "steps": self.steps,
            "conflicts": self.conflicts,
            "backups": self.backups,
        }
        self.tabs, self.parts = Segments(), Segments(size=tokens.SMALL)
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        self._close = QuietButton("close")
        self._close.clicked.connect(self.close_wanted)
        head = QHBoxLayout()
        head.setContentsMargins(12, 12, 8, 0)
        head.addWidget(self.tabs, 1)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        parts = QHBoxLayout()
        parts.setContentsMargins(12, 8, 12, 0)
        parts.addWidget(self.parts)
        column.addLayout(parts)
        column.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self.turn)
        self.parts.chosen.connect(self.turn)
        self.history.show_wanted.connect(self.show_wanted)
        self.conflicts.show_wanted.connect(self.show_wanted)
        self.conflicts.counted.connect(self._show_count)
        workspace.look_changed.connect(self.retell)
        self.retell()

    @property
    def page(self) -> str:
        """Which page shows; "" before the first."""
        return self._page

    def turn(self, page: str) -> None:
        """Show a page: "history", "versions", "steps", "conflicts" or "backups"."""
        self._page = page
        self.tabs.choose("history" if page in PARTS else page)
        self.parts.choose(page)
        self.parts.setVisible(page in PARTS)
        self._stack.setCurrentWidget(self._pages[page])
        self.refresh()

    def take_keys(self) -> None:
        """Let the arrow keys walk through what shows."""
        lists: dict[str, QWidget] = {
            "history": self.history.list,
            "versions": self.versions.list,
            "steps": self.steps.list,
            "backups": self.backups.list,
        }
        lists.get(self.page, self._pages[self.page]).setFocus()

    def refresh(self) -> None:
        """Read again what shows."""
        if self.page == "history":
            self.history.refresh()
        elif self.page == "backups":
            self.backups.refresh()
        self.conflicts.refresh()

    def retell(self) -> None:
        """Build the texts anew."""
        tr = self._workspace.tr
        self._show_count(self._count)
        self._close.describe(tr("Close"))
        self.setAccessibleName(tr("History, conflicts and backups"))
        self.parts.set_choices([(key, tr(text)) for key, text in PARTS.items()])
        self.history.retell()
        self.versions.retell()
        self.steps.retell()
        self.conflicts.retell()
        self.backups.retell()

    def close_panel(self) -> None:
        """Wait for the pages' threads."""
        self.history.close_page()
        self.conflicts.close_page()
        self.backups.close_page()

    def _show_count(self, count: int) -> None:
        self._count = count
        tr = self._workspace.tr
        conflicts = tr("Conflicts") + (f" ({count})" if count else "")
        self.tabs.set_choices(
            [("history", tr("History")), ("conflicts", conflicts), ("backups", tr("Backups"))]
        )
