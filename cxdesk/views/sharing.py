"""The window's part in sharing a file: others' edits come in, and who else is here shows."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cxdesk.problems import Problem
from cxdesk.storage.presence import Presence, Present
from cxdesk.views.inspector import Inspector

if TYPE_CHECKING:
    from cxdesk.views.main_window import MainWindow

LOOK_SECONDS = 2.0
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
                present = self._presence.look(self.selected)
            except Problem as problem:
                away = True
                self.unreachable.emit(problem)
            else:
                if away:
                    self.unreachable.emit(None)
                away = False
                if present != known:
                    known = present
                    self.changed.emit(present)
            self._ended.wait(LOOK_SECONDS)
        self._presence.leave()


class Sharing(QObject):
    """Attaches itself to a window."""

    _news_came = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace = window.workspace
        session = workspace.session
        # The feed's thread calls; the signal carries it over to the window's.
        self._news_came.connect(session.poll)
        session.follow(self._news_came.emit)
        presence = Presence(session.path, session.opening, read_only=session.read_only)
        self.company = Company(presence, self)
        self.company.changed.connect(window.status.show_company)
        self.company.unreachable.connect(window.status.show_unreachable)
        workspace.selection_changed.connect(self._tell_selected)

    def close(self) -> None:
        """Keep what is being typed, stop listening and leave."""
        self._window.view.typing.settle()
        panel = self._window.right.widget()
        if isinstance(panel, Inspector):
            panel.flush()
        self.company.close()

    def _tell_selected(self) -> None:
        self.company.selected = next(iter(self._workspace.selected), "")
