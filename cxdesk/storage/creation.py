"""A new project file: its tables and its first group of operations."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path

import sqlalchemy
from sqlalchemy import Connection

from cxdesk.language import N_
from cxdesk.models.diff import Diff
from cxdesk.models.ids import Id, new_id
from cxdesk.models.records import AnyRecord, Project
from cxdesk.models.store import Label
from cxdesk.storage import seals
from cxdesk.storage.connection import engine
from cxdesk.storage.file import stamped, write_cells, write_group, write_session
from cxdesk.storage.file_format import APPLICATION_ID, FORMAT
from cxdesk.storage.journal import Opening
from cxdesk.storage.operations import Group, next_clock, now, writes_of
from cxdesk.storage.refusals import AlreadyThere, FileMissing, problem_of


def create(
    path: Path,
    records: Iterable[AnyRecord],
    opening: Opening,
    more: Callable[[Connection], None] | None = None,
) -> None:
    """Make a project file that holds ``records``, exactly one of them a project, and ``more``.

    Raises:
        AlreadyThere: if there is something at ``path``.
        Problem: if the file cannot be written; none is left behind.
    """
    held = {record.id: record for record in records}
    assert sum(isinstance(record, Project) for record in held.values()) == 1
    writes = writes_of(Diff(added=held), {}, count(1).__next__)
    group = Group(new_id(), "create", Label(N_("Create project")), "", now(), 0, writes)

    def fill(connection: Connection) -> None:
        write_session(connection, opening)
        stamp = stamped(connection, group, opening.id, next_clock(0), 0)
        write_group(connection, group, opening.id, stamp)
        write_cells(connection, writes)
        if more is not None:
            more(connection)

    create_file(path, opening.project_id, fill)


def create_file(path: Path, project_id: Id, fill: Callable[[Connection], None]) -> None:
    """Make a file with the tables of a project and what ``fill`` puts into them.

    Raises:
        AlreadyThere: if there is something at ``path``.
        Problem: if the file cannot be written; none is left behind.
    """
    claim(path)
    try:
        _make_tables(path, project_id, fill)
    except BaseException as error:
        path.unlink(missing_ok=True)
        if isinstance(error, (sqlalchemy.exc.DBAPIError, OSError)):
            raise problem_of(error, path) from error
        raise


def claim(path: Path) -> None:
    """Make an empty file that nobody else can have made.

    Raises:
        AlreadyThere: if there is something at ``path``.
        Problem: if no file can be made there.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666))
    except FileExistsError as error:
        raise AlreadyThere(
            N_("{file} already exists and is not overwritten."), file=path.name
        ) from error
    except FileNotFoundError as error:
        raise FileMissing(N_("There is no folder {folder}."), folder=str(path.parent)) from error
    except OSError as error:
        raise problem_of(error, path) from error


def _make_tables(path: Path, project_id: Id, fill: Callable[[Connection], None]) -> None:
    connection = engine(path).connect()
    try:
        with connection.begin():
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
            from cxdesk.storage.tables import script  # 30 ms, which only a new file costs

            for statement in script():
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(
                seals.insert("meta"), seals.seal(1, project_id, FORMAT, now())
            )
            fill(connection)
    finally:
        connection.close()
