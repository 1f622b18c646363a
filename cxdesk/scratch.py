"""A folder for copies that only this process needs; what a killed process has left is cleared."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import time
from contextlib import suppress
from functools import cache
from io import FileIO
from pathlib import Path

from cxdesk.file_lock import lock

_PREFIX = "cxdesk-copies-"
_LOCK = "in-use"
_YOUNG_SECONDS = 60.0
"""How long a folder is left alone in which its maker may not have locked anything yet."""


@cache
def folder() -> Path:
    """The folder of this process, which goes when the process ends."""
    clear_left_over()
    made = Path(tempfile.mkdtemp(prefix=_PREFIX))
    held = (made / _LOCK).open("xb", buffering=0)
    lock(held)
    atexit.register(_leave, made, held)
    return made


def clear_left_over() -> None:
    """Remove the folders of this user's processes that ended without doing so.

    A folder is somebody's as long as the file in it is locked, which no death outlives.
    """
    for found in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # somebody else's, or gone meanwhile
            if _is_left_over(found):
                shutil.rmtree(found, ignore_errors=True)


def _is_left_over(found: Path) -> bool:
    status = found.lstat()
    mine = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    if found.is_symlink() or not mine or time.time() - status.st_mtime < _YOUNG_SECONDS:
        return False
    with (found / _LOCK).open("rb+", buffering=0) as stream:
        return lock(stream)


def _leave(made: Path, held: FileIO) -> None:
    held.close()
    shutil.rmtree(made, ignore_errors=True)
