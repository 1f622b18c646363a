"""Giving a project's file another name or folder, while nobody has it open."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from cxdesk.storage.creation import claim
from cxdesk.storage.refusals import problem_of


def move(path: Path, to: Path) -> None:
    """Move a project's file; backups and what waits for it are kept by its id, and follow.

    Raises:
        AlreadyThere: if there is something at ``to``.
        Problem: if it cannot be moved; the project then lies where it was.
    """
    claim(to)
    try:
        try:
            os.replace(path, to)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            shutil.copyfile(path, to)  # to another drive
            path.unlink()
    except OSError as error:
        if path.exists():
            to.unlink(missing_ok=True)
        raise problem_of(error, path) from error
