"""Bringing a file of an older format to this version's: backed up first, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.storage import gate, seals
from cxdesk.storage.backup import back_up
from cxdesk.storage.connection import OPENING_SECONDS, engine, read_instead, reading
from cxdesk.storage.file_format import FORMAT, digest
from cxdesk.storage.fold import fold_of
from cxdesk.storage.refusals import TooOld, damaged, problem_of
from cxdesk.storage.rows import FORMS

PORTION = 256
"""Rows that are in memory at once: a part of answers may have 256 kB."""


def bring_up(path: Path, state: Path | None = None) -> None:
    """Bring a file to this version's format, if it is of an older one.

    It is backed up into ``state`` first, unless it is a copy that nobody else has. All of it
    happens in one transaction: after a crash, or on a drive that is full, the file is as it was.

    Raises:
        Problem: if it is damaged, cannot be backed up, or not be written.
    """
    read_instead.pop(path.absolute(), None)
    try:
        project_id = _project_to_bring_up(path)
        if project_id is None:
            return
        if state is not None:
            back_up(path, project_id, state)
        connection = engine(path).connect()
        try:
            driver: Any = connection.connection.driver_connection
            # Tables that others refer to are made anew; the gate looks at references afterwards.
            driver.execute("PRAGMA foreign_keys = OFF")
            driver.execute("PRAGMA legacy_alter_table = ON")
            with connection.begin():
                if _version(connection) < FORMAT:  # nobody else has been faster
                    _rebuild(connection, path)
        finally:
            connection.close()
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error


def _project_to_bring_up(path: Path) -> str | None:
    """The project in a whole file of an older format; None if it is of this version's.

    Raises:
        Problem: if it is damaged, or no project.
    """
    with reading(path, OPENING_SECONDS) as connection:
        try:
            gate.check_format(connection, path)
        except TooOld:
            gate.check_whole(connection, path)
            for row in connection.exec_driver_sql(f"SELECT {seals.columns('op')} FROM op"):
                if not seals.is_as_written(tuple(row)):
                    raise damaged(path, "an edit in it is not as it was written") from None
            return gate.project_id_of(connection, path)
    return None


def _rebuild(connection: Connection, path: Path) -> None:
    """Make anew every table that looks otherwise now."""
    from cxdesk.storage.tables import metadata, script

    held = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table'"
    ).fetchall()
    former = {row[0]: digest([row[1]]) for row in held}
    for name, statement in zip(metadata.tables, script(), strict=False):
        if name in FORMS:
            connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}"')
            connection.exec_driver_sql(statement)
        elif former.get(name) != digest([statement]):
            connection.exec_driver_sql(f'ALTER TABLE "{name}" RENAME TO former')
            connection.exec_driver_sql(statement)
            _copy_sealed(connection, name)
            connection.exec_driver_sql("DROP TABLE former")
    _fill_typed(connection, path)
    (meta,) = connection.exec_driver_sql("SELECT project_id, created_at FROM meta").fetchall()
    connection.exec_driver_sql(
        seals.insert("meta", "REPLACE"), seals.seal(1, meta[0], FORMAT, meta[1])
    )
    connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
    gate.check_format(connection, path)
    gate.check_whole(connection, path)
    gate.contents_of(connection, path)


def _copy_sealed(connection: Connection, name: str) -> None:
    columns = ", ".join(f'"{column}"' for column in seals.SEALED[name])
    rows = connection.exec_driver_sql(f"SELECT {columns} FROM former")
    for some in rows.partitions(PORTION):
        connection.exec_driver_sql(seals.insert(name), [seals.seal(*row) for row in some])


def _fill_typed(connection: Connection, path: Path) -> None:
    """Fill the typed tables with what the operations amount to."""
    try:
        folded = fold_of(connection)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError) as error:
        raise damaged(path, str(error)) from error
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for (table, _), (record, deleted) in folded.items():
        rows.setdefault(table, []).append(FORMS[table].row(record, deleted))
    for table, held in rows.items():
        connection.exec_driver_sql(FORMS[table].upsert, held)


def _version(connection: Connection) -> int:
    return connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
