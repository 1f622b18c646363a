"""Erasing in the backups of this computer what is erased in the file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.problems import Problem
from cxdesk.storage import erasing, gate, migration, seals
from cxdesk.storage.connection import engine, reading
from cxdesk.storage.operations import ERASED
from cxdesk.storage.refusals import problem_of

_OF_MARKS = {
    "session": "id IN (SELECT session FROM op WHERE tbl = ?)",
    "grp": "id IN (SELECT grp FROM op WHERE tbl = ?)",
    "op": "tbl = ?",
}
"""Which rows tell of erasures."""


class Elsewhere(msgspec.Struct, frozen=True):
    """In how many copies something is erased now, and which could not be changed."""

    done: int
    left: tuple[Path, ...]


def erase_in(copies: Iterable[Path], path: Path) -> Elsewhere:
    """Erase in copies of a file all that is erased in the file itself.

    Raises:
        Problem: if the file cannot be read.
    """
    try:
        with reading(path) as connection:
            marks = {table: _rows(connection, table) for table in _OF_MARKS}
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error
    done, left = 0, []
    for copy in copies:
        try:
            _erase_in(copy, marks)
            done += 1
        except (Problem, sqlalchemy.exc.DBAPIError, OSError):
            left.append(copy)
    return Elsewhere(done, tuple(left))


def _erase_in(copy: Path, marks: dict[str, list[tuple[Any, ...]]]) -> None:
    gate.check_kind_of_file(copy)
    migration.bring_up(copy)
    connection = engine(copy).connect()
    try:
        with connection.begin():
            gate.check_format(connection, copy)
            for table, rows in marks.items():
                if rows:
                    connection.exec_driver_sql(seals.insert(table, "IGNORE"), rows)
            changed = erasing.enforce(connection)
    finally:
        connection.close()
    if changed:
        erasing.compact(copy)


def _rows(connection: Connection, table: str) -> list[tuple[Any, ...]]:
    query = f'SELECT {seals.columns(table)} FROM "{table}" WHERE {_OF_MARKS[table]}'
    return [tuple(row) for row in connection.exec_driver_sql(query, (ERASED,)).fetchall()]
