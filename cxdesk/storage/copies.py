"""Copies of a project that sync clients leave beside the file when two computers wrote at once."""

from __future__ import annotations

import re
from pathlib import Path

import sqlalchemy

from cxdesk.models.ids import Id
from cxdesk.problems import Problem
from cxdesk.storage.connection import OPENING_SECONDS, reading
from cxdesk.storage.gate import check_kind_of_file

MOST = 20
"""How many files with such a name are looked into."""

_MARK = re.compile(
    r" ?\(\d+\)"  # Google Drive, browsers, mail programs
    r"| ?\([^()]*(?:conflict|konflikt)[^()]*\)"  # Dropbox, Nextcloud
    r"|-[\w-]+"  # OneDrive: the computer's name
    r"|\.sync-conflict-[\w-]+",  # Syncthing
    re.IGNORECASE,
)


def copies_beside(path: Path, project_id: Id) -> list[Path]:
    """Files in the same folder that are named like a conflict copy and hold the same project."""
    try:
        files = sorted(path.parent.iterdir())
    except OSError:
        return []
    named = [file for file in files if file != path and is_copy_name(file.name, path)]
    return [file for file in named[:MOST] if _project_in(file) == project_id]


def is_copy_name(name: str, path: Path) -> bool:
    """Whether a file's name is that of ``path`` with a sync client's mark in it."""
    file = Path(name)
    if file.suffix.casefold() != path.suffix.casefold():
        return False
    if not file.stem.casefold().startswith(path.stem.casefold()):
        return False
    return _MARK.fullmatch(file.stem[len(path.stem) :]) is not None


def _project_in(path: Path) -> Id:
    """The project that a file holds, or ""."""
    try:
        check_kind_of_file(path)
        with reading(path, OPENING_SECONDS) as connection:
            return str(connection.exec_driver_sql("SELECT project_id FROM meta").scalar() or "")
    except (sqlalchemy.exc.DBAPIError, OSError, Problem):
        return ""
