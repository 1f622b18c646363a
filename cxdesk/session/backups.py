"""Backups of one project on this computer: made by hand and by time, and listed."""

from __future__ import annotations

import time

from cxdesk.session.open_file import OpenFile
from cxdesk.storage.backup import Backup, back_up, backups

BACKUP_SECONDS = 15 * 60
"""How old the newest backup of a file that is being worked on may become."""
LOOK_SECONDS = 60.0
"""How often it is looked how old the newest backup is."""


class Backups:
    """The backups of an open project. All of it may be called from any thread."""

    def __init__(self, file: OpenFile) -> None:
        self._file = file
        self._look_again = 0.0

    def make(self) -> Backup:
        """Copy the file, as far as it is saved, into the user's state folder.

        Raises:
            Problem: if the file cannot be read or is damaged, or the copy not be written.
        """
        file = self._file
        return back_up(file.path, file.opening.project_id, file.folder)

    def newest_first(self) -> list[Backup]:
        """The backups of this project on this computer."""
        return backups(self._file.opening.project_id, self._file.folder)

    def make_by_time(self) -> None:
        """Make a backup if the file was changed and its newest one has become too old."""
        if time.monotonic() < self._look_again:
            return
        self._look_again = time.monotonic() + LOOK_SECONDS
        path = self._file.path
        changed = path.stat().st_mtime if path.exists() else 0.0
        last = max((backup.at.timestamp() for backup in self.newest_first()), default=0.0)
        if changed > last and time.time() - last > BACKUP_SECONDS:
            self.make()
