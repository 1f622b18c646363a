"""Why a project file cannot be opened or written, each as a sentence to a person."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlalchemy

from cxdesk.language import N_
from cxdesk.problems import Problem, why


class NotAProject(Problem):
    """The file is of another kind."""


class TooNew(Problem):
    """The file was written by a newer version of the program."""


class TooOld(Problem):
    """The file is of an older format, and has to be brought to this one before it is written."""


class FileMissing(Problem):
    """There is no file of this name."""


class FileLocked(Problem):
    """Another program keeps the file to itself."""


class Damaged(Problem):
    """The file, or what is in it, is not whole."""


class ReadOnly(Problem):
    """The file may be read but not written."""


class AlreadyThere(Problem):
    """A file of this name exists and is not overwritten."""


class CannotWrite(Problem):
    """The file cannot be written at the moment."""


def problem_of(error: Exception, path: Path) -> Problem:
    """The sentence for what SQLite or the system says about the file at ``path``."""
    name = path.name
    if isinstance(error, Problem):
        return error
    if isinstance(error, sqlalchemy.exc.DBAPIError) and isinstance(error.orig, Exception):
        error = error.orig
    code = getattr(error, "sqlite_errorcode", -1) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return FileLocked(N_("Another program keeps {file} locked."), file=name)
    if code == sqlite3.SQLITE_READONLY:
        return ReadOnly(N_("{file} is read-only."), file=name)
    if code == sqlite3.SQLITE_FULL:
        return CannotWrite(N_("The drive that holds {file} is full."), file=name)
    if code == sqlite3.SQLITE_NOTADB:
        return NotAProject(N_("{file} is not a cxdesk project."), file=name)
    broken = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH)
    if code in broken or "decode to UTF-8" in str(error):
        return damaged(path, str(error))
    if isinstance(error, FileNotFoundError) or not path.exists():
        return FileMissing(N_("There is no file {file}."), file=str(path))
    return CannotWrite(N_("{file} cannot be reached ({reason})."), file=name, reason=why(error))


def damaged(path: Path, reason: str) -> Damaged:
    """The refusal of a file whose contents are not whole."""
    return Damaged(
        N_("{file} is damaged ({reason}). It was not changed; cxdesk recover saves what is left."),
        file=path.name,
        reason=reason,
    )
