"""The gate on opening: a file is what it should be before anything in it is believed."""

from __future__ import annotations

import sqlite3
import stat
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.language import N_
from cxdesk.models.ids import Id
from cxdesk.models.records import AnyRecord, Project
from cxdesk.models.rules import LONGEST_TEXT
from cxdesk.storage import erasure_marks, seals
from cxdesk.storage.connection import OPENING_SECONDS, engine, read_from, read_instead, reading
from cxdesk.storage.file_format import APPLICATION_ID, FORMAT, TABLES_DIGEST, digest
from cxdesk.storage.operations import CLOCK_LIMIT, op_at
from cxdesk.storage.refusals import (
    CannotWrite,
    FileMissing,
    NotAProject,
    ReadOnly,
    TooNew,
    TooOld,
    damaged,
    problem_of,
)
from cxdesk.storage.rows import FORMS


class Contents(msgspec.Struct, frozen=True):
    """A project as it was read: its present records, the removed ones, and where it stood.

    ``erased`` are the ids of records, and digests of pictures and files, that are gone for good.
    ``seq`` is the last operation (``last`` its session and number), ``clock`` the greatest clock,
    ``format`` the file's own where a copy is read instead of it.
    """

    project_id: Id
    records: list[AnyRecord]
    gone: list[AnyRecord]
    erased: set[Id]
    seq: int
    last: tuple[str, int] | None
    clock: int
    read_only: bool
    format: int = FORMAT


def open_contents(path: Path, state: Path | None = None, *, at_once: bool = False) -> Contents:
    """Check a file and read what is in it.

    Nothing is written to it, except that, if a ``state`` folder is given for its backup, a file
    of an older format is brought to this one. Where that is not wanted or not possible, and where
    a write that a crash cut off cannot be undone, a copy is read instead. ``at_once``: what is of
    an older format is refused, because either takes its time.

    Raises:
        Problem: if it is missing, of another kind, too new, too old, locked or damaged.
    """
    check_kind_of_file(path)
    try:
        if state is not None:
            read_instead.pop(path.absolute(), None)
        try:
            contents = _opened(path)
        except (TooOld, sqlalchemy.exc.DBAPIError) as error:
            if at_once and isinstance(error, TooOld):
                raise
            contents = _opened_otherwise(path, error, state)
        read_only = read_from(path) != path or is_read_only(path)
    except (sqlalchemy.exc.DBAPIError, sqlite3.Error, OSError) as error:
        raise problem_of(error, path) from error
    return msgspec.structs.replace(contents, read_only=read_only)


def _opened(path: Path) -> Contents:
    with reading(path, OPENING_SECONDS) as connection:
        check_format(connection, path)
        check_whole(connection, path)
        return contents_of(connection, path)


def _opened_otherwise(path: Path, error: Exception, state: Path | None) -> Contents:
    """What is in a file that cannot be read as it lies there."""
    from cxdesk.storage import migration, stand_ins

    if isinstance(error, TooOld) and state is not None and not is_read_only(path):
        try:
            migration.bring_up(path, state)
            return _opened(path)
        except (ReadOnly, CannotWrite):
            pass  # it can still be looked at
    if isinstance(error, TooOld) or stand_ins.is_torn(path, error):
        stand_ins.make(path)
        held = error.arguments["version"] if isinstance(error, TooOld) else FORMAT
        return msgspec.structs.replace(_opened(path), format=held)
    raise error


def check_kind_of_file(path: Path) -> None:
    """Refuse what is not a regular file with something in it."""
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise FileMissing(N_("There is no file {file}."), file=str(path)) from error
    except OSError as error:
        raise problem_of(error, path) from error
    if stat.S_ISDIR(status.st_mode):
        raise NotAProject(N_("{file} is a folder, not a cxdesk project."), file=path.name)
    if not stat.S_ISREG(status.st_mode):
        raise NotAProject(N_("{file} is not a cxdesk project."), file=path.name)
    if status.st_size == 0:
        raise NotAProject(N_("{file} is empty, not a cxdesk project."), file=path.name)


def check_format(connection: Connection, path: Path) -> None:
    """Refuse files of another program, of another version, and with tables of other makers."""
    if _number(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise NotAProject(N_("{file} is not a cxdesk project."), file=path.name)
    version = _number(connection, "PRAGMA user_version")
    if version > FORMAT:
        raise TooNew(
            N_("{file} was made by a newer version of cxdesk (format {version}). Please update."),
            file=path.name,
            version=version,
        )
    rows = connection.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
    if digest(row[0] for row in rows.fetchall()) != TABLES_DIGEST.get(version):
        raise damaged(path, "its tables are not those of a project")
    if version < FORMAT:
        raise TooOld(
            N_(
                "{file} was made by an older version of cxdesk (format {version})."
                " Close it and open it again: it is then brought up to date."
            ),
            file=path.name,
            version=version,
        )


def check_whole(connection: Connection, path: Path) -> None:
    """Refuse a file whose pages, indexes or references are broken."""
    for pragma in ("quick_check(5)", "foreign_key_check"):
        found = connection.exec_driver_sql(f"PRAGMA {pragma}").fetchall()
        if found and found[0][0] != "ok":
            raise damaged(path, str(found[0][0]).splitlines()[0])


def is_read_only(path: Path) -> bool:
    """Whether writing fails, found by a write that is rolled back."""
    connection = engine(path, OPENING_SECONDS).connect()
    try:
        transaction = connection.begin()
        connection.exec_driver_sql("UPDATE meta SET id = id")
        transaction.rollback()
    except sqlalchemy.exc.OperationalError as error:
        problem = problem_of(error, path)
        if isinstance(problem, ReadOnly):
            return True
        return "unable to open" in str(error.orig)
    finally:
        connection.close()
    return False


def contents_of(connection: Connection, path: Path) -> Contents:
    """What a file of this format holds.

    Raises:
        Damaged: if that is nothing that a project can hold.
    """
    project_id = project_id_of(connection, path)
    (meta,) = connection.exec_driver_sql(f"SELECT {seals.columns('meta')} FROM meta").fetchall()
    if not seals.is_as_written(tuple(meta)):
        raise damaged(path, "what it says of itself is not as it was written")
    seq = _number(connection, "SELECT max(seq) FROM op")
    clock = _number(connection, "SELECT max(hlc) FROM op")
    erasure = erasure_marks.erased_in(connection)
    erased = {key for _, key in erasure.records} | erasure.blobs
    present: list[AnyRecord] = []
    gone: list[AnyRecord] = []
    driver: Any = connection.connection.driver_connection  # a third faster for many rows
    try:
        for form in FORMS.values():
            if driver.execute(form.too_long, {"longest": LONGEST_TEXT}).fetchone()[0]:
                raise damaged(path, "a text in it is too long")
            for record in form.records(driver.execute(form.select).fetchall()):
                if record.deleted:
                    gone.append(msgspec.structs.replace(record, deleted=False))
                else:
                    present.append(record)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise damaged(path, str(error)) from error
    if sum(type(r) is Project for r in present) != 1:
        raise damaged(path, "it does not hold exactly one project")
    if clock >= CLOCK_LIMIT:
        raise damaged(path, "its clock is impossible")
    if not _hangs_together(present):
        raise damaged(path, "a record hangs on itself")
    last = op_at(connection, seq)
    return Contents(project_id, present, gone, erased, seq, last, clock, False)


def _hangs_together(records: list[AnyRecord]) -> bool:
    """Whether no record hangs, directly or not, on itself; ids are unique."""
    parents = {record.id: record.parents() for record in records}
    if len(parents) != len(records):
        return False
    above = set(chain.from_iterable(parents.values()))
    left = {key: parents[key] for key in above if key in parents}
    while left:
        before = len(left)
        for key in list(left):
            if not any(parent in left for parent in left[key]):
                del left[key]
        if len(left) == before:
            return False
    return True


def project_id_of(connection: Connection, path: Path) -> Id:
    """The project that a file holds; copies share it."""
    found = connection.exec_driver_sql("SELECT project_id FROM meta").scalar()
    if not isinstance(found, str):
        raise damaged(path, "it does not say which project it holds")
    return found


def check_project(connection: Connection, path: Path, project_id: Id) -> None:
    """Refuse a file that holds another project than it did.

    Raises:
        NotAProject: if it does.
    """
    if project_id_of(connection, path) != project_id:
        raise NotAProject(N_("{file} is another project now."), file=path.name)


def _number(connection: Connection, query: str) -> int:
    """A number of the file; what a broken page has in its stead is beyond all limits."""
    found = connection.exec_driver_sql(query).scalar()
    return found or 0 if isinstance(found, int | None) else CLOCK_LIMIT
