"""Merging: another copy's operations go into this file, unchanged; hidden values are listed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.language import N_
from cxdesk.problems import Problem
from cxdesk.storage import blobs, gate
from cxdesk.storage.backup import back_up
from cxdesk.storage.conflicts import Conflict, Edit, note_concurrent, open_conflicts
from cxdesk.storage.connection import engine, identity_of, reading
from cxdesk.storage.fold import refold
from cxdesk.storage.journal import state_folder
from cxdesk.storage.operations import OP_COLUMNS, digest
from cxdesk.storage.refusals import damaged, problem_of

_COLUMNS = ", ".join(f'"{column}"' for column in OP_COLUMNS)
_MISSING = """SELECT {columns} FROM {there}.op AS o WHERE NOT EXISTS
 (SELECT 1 FROM {here}.op AS h WHERE h.session = o.session AND h.n = o.n) ORDER BY o.seq"""
_UNITED = ("session", "grp", "conflict", "answers", "answer_text", "blob")


class OtherProject(Problem):
    """The two files are not copies of one project."""


class Merged(msgspec.Struct, frozen=True):
    """What a merge has done, or would do.

    ``new`` counts the edits that came from the other copy, ``only_here`` those that it has not;
    ``conflicts`` are all that nobody has settled yet.
    """

    new: int
    only_here: int
    conflicts: list[Conflict]


def merge(path: Path, other: Path, *, preview: bool = False, state: Path | None = None) -> Merged:
    """Bring the edits of another copy into a file; a preview tells what that would do.

    The file is backed up first (into ``state``, the user's state folder). Merging twice, or the
    other way round, gives the same. Nothing is written to ``other``, and what one copy lacks is
    never removed from the other.

    Raises:
        OtherProject: if the files are not copies of one project.
        Problem: if one of them cannot be opened, or this one not be written.
    """
    gate.check_kind_of_file(path)
    there = gate.open_contents(other)
    try:
        with reading(path) as connection:
            gate.check_format(connection, path)
            project_id = gate.project_id_of(connection, path)
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error
    if project_id != there.project_id:
        raise OtherProject(
            N_("{other} is not a copy of {file} but another project."),
            other=other.name,
            file=path.name,
        )
    try:
        if identity_of(path) == identity_of(other):
            with reading(path) as connection:
                return Merged(0, 0, open_conflicts(connection))
        if not preview:
            back_up(path, project_id, state or state_folder())
        with _attached(path, other) as connection, connection.begin() as transaction:
            merged = _unite(connection, other)
            if preview:
                transaction.rollback()
            return merged
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error


@contextmanager
def _attached(path: Path, other: Path) -> Iterator[Connection]:
    connection = engine(path).connect()
    try:
        location = other.absolute().as_uri() + "?mode=ro"
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("ATTACH ? AS other", (location,))
        yield connection
    finally:
        connection.close()


def _unite(connection: Connection, other: Path) -> Merged:
    _check_same(connection, other)
    _check_digests(connection, other)
    _check_blobs(connection, other)
    theirs, new = _difference(connection, "other", "main")
    mine, only_here = _difference(connection, "main", "other")
    for table in _UNITED:
        connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO main.{table} SELECT * FROM other.{table}"
        )
    missing = _MISSING.format(columns=_COLUMNS, here="main", there="other")
    connection.exec_driver_sql(f"INSERT INTO main.op ({_COLUMNS}) {missing}")
    try:
        refold(connection, {edit.row for edit in theirs})
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError) as error:
        raise damaged(other, str(error)) from error
    note_concurrent(connection, mine, theirs)
    return Merged(new, only_here, open_conflicts(connection))


def _difference(connection: Connection, there: str, here: str) -> tuple[list[Edit], int]:
    """The operations that one file has and the other has not, and of how many edits they are."""
    columns = 'o.tbl, o."row", o.field, o.session, o.n, o.grp'
    rows = connection.exec_driver_sql(
        _MISSING.format(columns=columns, there=there, here=here)
    ).fetchall()
    edits = [Edit((row[0], row[1]), row[2], (row[3], row[4])) for row in rows]
    return edits, len({row[5] for row in rows})


def _check_same(connection: Connection, other: Path) -> None:
    """Refuse a copy in which an operation reads otherwise than here."""
    differing = connection.exec_driver_sql(
        "SELECT count(*) FROM main.op AS a JOIN other.op AS b USING (session, n)"
        " WHERE a.digest <> b.digest"
    ).scalar()
    if differing:
        raise damaged(other, "it tells edits of this file otherwise")


def _check_digests(connection: Connection, other: Path) -> None:
    """Refuse new operations that are not as they were written."""
    columns = ", ".join(f'o."{column}"' for column in OP_COLUMNS)
    query = _MISSING.format(columns=columns, here="main", there="other")
    for *content, stated in connection.exec_driver_sql(query).fetchall():
        erased = content[OP_COLUMNS.index("value")] is None
        if not erased and digest(tuple(content)) != stated:
            raise damaged(other, "an edit in it is not as it was written")


def _check_blobs(connection: Connection, other: Path) -> None:
    """Refuse new pictures and files that are not what their digests say."""
    rows = connection.exec_driver_sql(
        "SELECT digest FROM other.blob WHERE bytes IS NOT NULL"
        " AND digest NOT IN (SELECT digest FROM main.blob)"
    ).fetchall()
    for (key,) in rows:
        query = "SELECT bytes FROM other.blob WHERE digest = ?"
        if not blobs.is_whole(key, connection.exec_driver_sql(query, (key,)).scalar()):
            raise damaged(other, "a picture or file in it is not as it was added")
