"""Copies that are read instead of files that cannot be read as they lie there.

A file of an older format that may not be written, and one that a crash left in the middle of a
write where nothing can be written, would have to be changed before SQLite could read them. A copy
of them in a temporary folder may be. Nothing is ever written into the file by way of its copy.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import sqlalchemy

from cxdesk import scratch
from cxdesk.language import N_
from cxdesk.problems import Problem
from cxdesk.storage import connection, gate, migration
from cxdesk.storage.refusals import CannotWrite, TooOld

_TRIES = 5
_TORN = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
"""What SQLite says where it may not undo what a crash has left half done."""


def make(path: Path) -> None:
    """Copy a file, in this version's format and as it was before a write that a crash cut off.

    From now on ``connection.reading`` reads the copy, until the file changes.

    Raises:
        Problem, sqlalchemy.exc.DBAPIError, OSError: if that cannot be done.
    """
    copy = Path(tempfile.mkdtemp(dir=scratch.folder())) / path.name
    state = connection.state_of(path)
    if _journal(path).exists():
        state = _copy_torn(path, copy)
    else:
        _copy(path, copy)
    migration.bring_up(copy)
    connection.read_instead[path.absolute()] = (state, copy)


def make_where_needed(path: Path) -> None:
    """Have a copy stand in for a file that cannot be read as it lies there, and for no other.

    Raises:
        Problem, sqlalchemy.exc.DBAPIError, OSError: if it cannot be read at all.
    """
    try:
        with connection.reading(path, connection.OPENING_SECONDS) as held:
            gate.check_format(held, path)
    except TooOld:
        make(path)
    except sqlalchemy.exc.DBAPIError as error:
        if not is_torn(path, error):
            raise
        make(path)


def is_torn(path: Path, error: Exception) -> bool:
    """Whether reading failed because a write that was cut off would have to be undone first."""
    if not isinstance(error, sqlalchemy.exc.DBAPIError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", -1) & 0xFF
    return code in _TORN and _journal(path).exists()


def _copy(path: Path, copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as target:
        connection.copy_into(target, path)


def _copy_torn(path: Path, copy: Path) -> connection.State:
    """Copy a file and the journal that undoes what was not finished, byte by byte.

    The bytes of a project file are read by nothing but SQLite elsewhere, because closing any other
    descriptor drops the locks that this process has on it. Here it has none: SQLite gives nobody
    a lock on such a file before what was not finished has been undone.
    """
    for _ in range(_TRIES):
        before = connection.state_of(path)
        shutil.copyfile(path, copy)
        shutil.copyfile(_journal(path), _journal(copy))
        if connection.state_of(path) == before:
            return before
    busy = Problem(N_("another program is using it"))
    raise CannotWrite(N_("{file} cannot be reached ({reason})."), file=path.name, reason=busy)


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")
