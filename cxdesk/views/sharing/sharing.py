"""The window's part in sharing a file: others' edits come in, and who else is here shows."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDockWidget, QWidget

from cxdesk.canvas.company import CompanyFrames, Other
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.store import Change
from cxdesk.problems import told
from cxdesk.storage.presence import Presence, Present
from cxdesk.views.sharing.merging import Merging
from cxdesk.views.sharing.undo_words import UndoWords
from cxdesk.views.widgets.item_names import stop_for

if TYPE_CHECKING:
    from cxdesk.views.past.looking_back import LookingBack
    from cxdesk.views.sharing.team_panel import TeamPanel
    from cxdesk.views.window.main_window import MainWindow

PANEL_WIDTH = 344
CALM_MS = 1000
"""How long after the last news it is looked whether edits have met."""
GLANCE_SECONDS = 0.4
"""How often it is looked who else is here, and what they have selected."""
LEAVE_SECONDS = 2.0
"""How long a closing window waits until its sign is out of the file."""


class Company(QObject):
    """Looks on a thread of its own who else has the file open, and whether it is there at all."""

    changed = Signal(object)
    """A list of Present."""
    unreachable = Signal(object)
    """The Problem, or None when the file can be reached again."""

    def __init__(self, presence: Presence, parent: QObject) -> None:
        super().__init__(parent)
        self._presence = presence
        self.selected = ""
        self.edited = False
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="company", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Leave the company."""
        self._ended.set()
        self._thread.join(LEAVE_SECONDS)

    def _run(self) -> None:
        known: list[Present] = []
        away = False
        while not self._ended.is_set():
            try:
                present = self._presence.look(self.selected, edited=self.edited)
            except Exception as error:  # noqa: BLE001  whatever it is, it is looked again
                away = True
                self.unreachable.emit(told(error))
            else:
                if away:
                    self.unreachable.emit(None)
                away = False
                if present != known:
                    known = present
                    self.changed.emit(present)
            self._ended.wait(GLANCE_SECONDS)
        self._presence.leave()


class Sharing(QObject):
    """Attaches itself to a window: others' edits, company, merging, history and conflicts."""

    _news_came = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace = window.workspace
        session = workspace.session
        self.bar = window.notices.bar()
        """Tells that edits have met."""
        self.dock = QDockWidget()
        self.merging = Merging(workspace, window.notices.bar(), window)
        self.merging.look_wanted.connect(lambda file: self.looking_back.show_copy(file))
        self.merging.merged.connect(self._come_back)
        self.undo_words = UndoWords(workspace, window.notices.bar(), self)
        self._known_conflicts = 0
        self.present: list[Present] = []
        """Who else has the file open."""
        # The feed's thread calls; the signal carries it over to the window's.
        self._news_came.connect(session.poll)
        session.follow(self._news_came.emit)
        presence = Presence(session.path, session.opening, read_only=session.read_only)
        self.company = Company(presence, self)
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._connect()
        self._calm.start()
        QTimer.singleShot(CALM_MS, self, self.merging.look_beside)

    @cached_property
    def others(self) -> CompanyFrames:
        """Where the others are on the map; drawn only once there are any."""
        return CompanyFrames(self._window.view)

    @cached_property
    def panel(self) -> TeamPanel:
        """History, conflicts and backups, built when first needed: no start waits for it."""
        from cxdesk.views.sharing.team_panel import TeamPanel

        panel = TeamPanel(self._workspace)
        panel.setMinimumWidth(PANEL_WIDTH)
        panel.setMaximumWidth(PANEL_WIDTH + 200)
        self.dock.setObjectName("team")
        self.dock.setTitleBarWidget(QWidget())
        self.dock.setWidget(panel)
        self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self._window.splitDockWidget(self._window.right, self.dock, Qt.Orientation.Horizontal)
        self.dock.hide()
        panel.close_wanted.connect(lambda: self._window.actions_["history"].setChecked(False))
        panel.show_wanted.connect(self.show_on_map)
        panel.history.look_wanted.connect(lambda edit: self.looking_back.show_step(edit))
        panel.history.taken_back.connect(lambda: self.looking_back.leave())
        panel.versions.named.connect(lambda name: self.looking_back.bringing.name_now(name))
        panel.versions.look_wanted.connect(lambda one: self.looking_back.show_version(one))
        panel.versions.compare_wanted.connect(
            lambda one: self.looking_back.show_version(one, compare="now")
        )
        panel.backups.look_wanted.connect(lambda one: self.looking_back.show_backup(one))
        panel.backups.restored.connect(self._come_back)
        for wanted in (panel.steps.undo_wanted, panel.steps.redo_wanted):
            wanted.connect(lambda _: self._come_back())
        commands = self._window.view.commands
        panel.steps.undo_wanted.connect(commands.undo_steps)
        panel.steps.redo_wanted.connect(commands.redo_steps)
        panel.conflicts.counted.connect(self._tell_conflicts)
        return panel

    @cached_property
    def looking_back(self) -> LookingBack:
        """The past in the place of the map, made when it is first asked for."""
        from cxdesk.views.past.looking_back import LookingBack

        return LookingBack(self._window)

    def show_panel(self, page: str) -> None:
        """Open the panel on one of its pages."""
        self._window.actions_["history"].setChecked(True)
        self.panel.turn(page)
        self.panel.take_keys()
        if page == "conflicts":
            self.bar.dismiss()

    def toggle(self, on: bool) -> None:
        """Open the panel on the page that it was left on, or close it."""
        panel = self.panel
        self._window.panels.make_room(panel.minimumWidth() if on else 0)
        self.dock.setVisible(on)
        if on:
            panel.turn(panel.page or "history")
            panel.take_keys()
        elif self._window.port.isVisible():
            self._window.port.setFocus()

    def show_item_history(self) -> None:
        """Show who changed what is selected."""
        self.show_panel("history")
        self.panel.history.show_only_selected()

    def ask_name(self) -> None:
        """Let a name be typed: for the moment that is shown, else for how it is now."""
        if "looking_back" in self.__dict__ and self.looking_back.ask_name():
            return
        self.show_panel("versions")
        self.panel.versions.begin()

    def compare_version(self) -> None:
        """Show what has changed since the newest version; where there is none, ask for one."""
        workspace = self._workspace
        found = queries.versions(workspace.store)
        self.show_panel("versions")
        if found:
            self.looking_back.show_version(found[0].id, compare="now")
            return
        self.panel.versions.begin()
        text = workspace.tr(
            "There is no version yet. Name how it is now; later it can be compared with that."
        )
        workspace.notice.emit(text, "plain")

    def show_on_map(self, record: Id) -> None:
        """Show a record's journey, select the record and bring it into view."""
        workspace, target = self._workspace, stop_for(self._workspace.store, record)
        if not target:
            workspace.notice.emit(workspace.tr("That is not on a map any more."), "plain")
            return
        self._window.show_page("map")
        workspace.show_journey(queries.journey_of(workspace.store, target))
        workspace.select([target])
        self._window.view.reveal(target)

    def close(self) -> None:
        """Stop listening and leave."""
        self._calm.stop()
        self.merging.close()
        self.undo_words.close()
        if "looking_back" in self.__dict__:
            self.looking_back.close()
        if "panel" in self.__dict__:
            self.panel.close_panel()
        self.company.close()

    # -- inside --------------------------------------------------------------------------------

    def _connect(self) -> None:
        window, workspace = self._window, self._workspace
        self.company.changed.connect(window.status.show_company)
        self.company.changed.connect(self._show_others)
        self.company.unreachable.connect(window.status.show_unreachable)
        workspace.selection_changed.connect(self._tell_selected)
        workspace.changed.connect(self._on_change)
        self._calm.timeout.connect(lambda: self.panel.conflicts.refresh())
        self.merging.merged.connect(self._calm.start)
        window.actions_["merge"].setEnabled(not workspace.session.read_only)

    def _on_change(self, change: Change) -> None:
        """Others should know of who edits; where others have edited, edits may have met."""
        if change.source == "file":
            self._calm.start()
        else:
            self.company.edited = True

    def _tell_conflicts(self, count: int) -> None:
        fresh, self._known_conflicts = count > self._known_conflicts, count
        if not count:
            self.bar.dismiss()  # somebody else has decided
        if self._workspace.session.read_only:
            return  # there is nothing that could be decided here
        if not fresh or (self.dock.isVisible() and self.panel.page == "conflicts"):
            return
        language = self._workspace.language
        text = language.ntr(
            "{n} text or place was changed by two people at once. Both values are kept.",
            "{n} texts or places were changed by two people at once. All values are kept.",
            count,
        )
        offers = [(language.tr("Decide"), lambda: self.show_panel("conflicts"))]
        self.bar.tell(text, offers, close=language.tr("Close"))

    def _come_back(self) -> None:
        if "looking_back" in self.__dict__:
            self.looking_back.leave()

    def _show_others(self, present: list[Present]) -> None:
        """Frame on the map what the others have selected."""
        self.present = present
        name = self._workspace.tr("Somebody")
        self.others.show(
            [Other(one.person, one.name or name, one.selected) for one in present]
        )

    def _tell_selected(self) -> None:
        self.company.selected = next(iter(self._workspace.selected), "")
