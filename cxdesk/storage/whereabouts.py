"""What each session has selected: a note beside the project, so that telling it writes no project.

The note is a few bytes in a hidden file, is not synced to the drive, and is there only while
somebody else has the project open. Where none can be written, the sign in the project tells it
more slowly.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from cxdesk.models.ids import Id

SIZE = 64
"""Bytes of a note, always the same, so that nobody reads half of one."""
STALE_SECONDS = 600.0
"""How old a note of somebody who is not here is when it is cleared away."""
_ENDING = ".here"
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Whereabouts:
    """My note and those of the others; used from one thread."""

    def __init__(self, path: Path, session: Id) -> None:
        self._path, self._session = path, session
        self._told: Id | None = None

    def tell(self, selected: Id) -> None:
        """Let the others know what I have selected, if that is possible."""
        content = selected.encode()
        if selected == self._told or len(content) > SIZE:
            return
        with suppress(OSError):
            handle = os.open(self._note(self._session), os.O_WRONLY | os.O_CREAT | _FLAGS, 0o666)
            try:
                os.write(handle, content.ljust(SIZE))
            finally:
                os.close(handle)
            self._told = selected

    def of(self, session: Id) -> Id | None:
        """What a session has selected; None if there is no note of it."""
        if not session.isalnum():  # nothing that this program calls a session
            return None
        try:
            handle = os.open(self._note(session), os.O_RDONLY | _FLAGS)
            try:
                content = os.read(handle, SIZE)
            finally:
                os.close(handle)
        except OSError:
            return None
        return content.decode(errors="replace").strip() if len(content) == SIZE else None

    def leave(self) -> None:
        """Take my note away."""
        if self._told is not None:
            self._told = None
            with suppress(OSError):
                self._note(self._session).unlink()

    def clear(self, here: Collection[Id]) -> None:
        """Take away what a killed program has left: old notes of sessions that are not here."""
        start = f".{self._path.name}."
        with suppress(OSError):
            for file in self._path.parent.iterdir():
                if not file.name.startswith(start) or file.suffix != _ENDING:
                    continue
                status = file.lstat()
                old = time.time() - status.st_mtime > STALE_SECONDS
                known = file.stem.removeprefix(start) in here
                if old and not known and stat.S_ISREG(status.st_mode):
                    file.unlink()

    def _note(self, session: Id) -> Path:
        return self._path.with_name(f".{self._path.name}.{session}{_ENDING}")
