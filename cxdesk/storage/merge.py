"""Merging: another copy's operations go into this file, unchanged; hidden values are listed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.language import N_
from cxdesk.models.erasing import Erasure
from cxdesk.problems import Problem
from cxdesk.storage import admission, erasing, erasure_marks, gate, migration, seals, stand_ins
from cxdesk.storage.backup import back_up
from cxdesk.storage.conflicts import Conflict, Edit, note_concurrent, open_conflicts
from cxdesk.storage.connection import copy_into, engine, identity_of, read_from, reading
from cxdesk.storage.fold import refold
from cxdesk.storage.journal import state_folder
from cxdesk.storage.operations import INSERT_OP, OP_COLUMNS
from cxdesk.storage.refusals import damaged, problem_of
from cxdesk.storage.rows import FORMS
from cxdesk.storage.shown import tables_of

_THEIRS = f"""SELECT {", ".join(f'o."{column}"' for column in OP_COLUMNS)}, h.digest
 FROM other.op AS o LEFT JOIN main.op AS h ON h.session = o.session AND h.n = o.n
 WHERE h.digest IS NULL OR h.digest <> o.digest ORDER BY o.seq"""
_MINE = """SELECT tbl, "row", field, session, n, grp FROM main.op AS h WHERE NOT EXISTS
 (SELECT 1 FROM other.op AS o WHERE o.session = h.session AND o.n = h.n) ORDER BY seq"""
_UNITED = ("session", "grp", "conflict", "answers", "answer_text", "blob")


class OtherProject(Problem):
    """The two files are not copies of one project."""


class Merged(msgspec.Struct, frozen=True):
    """What a merge has done, or would do.

    ``new`` counts the edits that came from the other copy, ``only_here`` those that it has not;
    ``conflicts`` are all that nobody has settled yet; ``erased`` counts the things that are here
    and go for good, because they were erased there.
    """

    new: int
    only_here: int
    conflicts: list[Conflict]
    erased: int = 0


def merge(path: Path, other: Path, *, preview: bool = False, state: Path | None = None) -> Merged:
    """Bring the edits of another copy into a file; a preview tells what that would do.

    The file is backed up first (into ``state``, the user's state folder). Merging twice, or the
    other way round, gives the same. Nothing is written to ``other``, and what one copy lacks is
    never removed from the other.

    Raises:
        OtherProject: if the files are not copies of one project.
        Problem: if one of them cannot be opened, or this one not be written.
    """
    _make_readable(path)
    _make_readable(other)
    project_id = admission.project_in(path)
    if project_id != admission.project_in(other):
        raise OtherProject(
            N_("{other} is not a copy of {file} but another project."),
            other=other.name,
            file=path.name,
        )
    try:
        if identity_of(path) == identity_of(other):
            with reading(path) as connection:
                return Merged(0, 0, open_conflicts(connection))
        if preview:
            with _attached(read_from(path), read_from(other)) as connection:
                admission.check_whole(other)
                with connection.begin() as transaction:
                    merged = _unite(connection, _missing(connection, other), other)
                    transaction.rollback()
            return merged
        migration.bring_up(path, state or state_folder())
        return _merge(path, other, lambda: back_up(path, project_id, state or state_folder()))
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error


def merged_copy(path: Path, other: Path, folder: Path) -> Path:
    """A copy of a file, in ``folder``, with another one merged into it; neither is touched.

    Raises:
        Problem: as ``merge``.
    """
    _make_readable(path)
    made = folder / path.name
    try:
        with closing(sqlite3.connect(made)) as target:
            copy_into(target, read_from(path))
    except (sqlite3.Error, sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error
    merge(made, other, state=folder)
    return made


def _merge(path: Path, other: Path, backing_up: Callable[[], object]) -> Merged:
    """Merge; what the other copy has is looked at and compared while the backup is made."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as beside, _attached(path, read_from(other)) as connection:
        backed_up = beside.submit(backing_up)
        admission.check_whole(other)
        with connection.begin():
            missing = _missing(connection, other)
            backed_up.result()
            merged = _unite(connection, missing, other)
            loose = erasure_marks.is_marked(connection)
    if loose:
        erasing.compact(path)
    return merged


def _make_readable(path: Path) -> None:
    """Have a copy in this format stand in for a file of an older one."""
    gate.check_kind_of_file(path)
    try:
        stand_ins.make_where_needed(path)
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


class _Missing(msgspec.Struct, frozen=True):
    """What one copy has and the other has not; ``erased`` is erased in either."""

    ops: list[tuple[Any, ...]]
    mine: list[Edit]
    only_here: int
    erased: Erasure


def _missing(connection: Connection, other: Path) -> _Missing:
    """Compare the copies, and refuse what must not come in; nothing is written."""
    rows = [tuple(row) for row in connection.exec_driver_sql(_THEIRS).fetchall()]
    ops = [row[:-1] for row in rows if row[-1] is None]
    erased, covers = erasure_marks.erased_in_either(connection), erasure_marks.covers
    if any(row[-1] is not None and not covers(erased, row[4], row[5]) for row in rows):
        raise damaged(other, "it tells edits of this file otherwise")
    admission.check_ops(ops, other)
    _check_rows(connection, other)
    mine, only_here = _edits(connection.exec_driver_sql(_MINE).fetchall())
    return _Missing(ops, mine, only_here, erased)


def _unite(connection: Connection, missing: _Missing, other: Path) -> Merged:
    ops, erased = missing.ops, missing.erased
    before = erasure_marks.erased_in(connection)
    here = tables_of(connection) if erased else {}
    theirs, new = _edits((op[4], op[5], op[6], op[0], op[1], op[3]) for op in ops)
    touched = {edit.row for edit in theirs if edit.row[0] in FORMS}
    for table in _UNITED:
        connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO main.{table} SELECT * FROM other.{table}"
        )
    if ops:
        connection.exec_driver_sql(INSERT_OP, ops)
    try:
        refold(connection, touched)
        tables = tables_of(connection)
        admission.check_result(connection, touched, tables, other)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError) as error:
        raise damaged(other, str(error)) from error
    note_concurrent(connection, missing.mine, theirs)
    erasing.enforce(connection)
    lost = [row for _, row in erased.records - before.records if row in here]
    persons, respondents = erased.persons - before.persons, erased.respondents - before.respondents
    gone = len(lost) + len(persons) + len(respondents)
    return Merged(new, missing.only_here, open_conflicts(connection, tables), gone)


def _edits(rows: Iterable[Sequence[Any]]) -> tuple[list[Edit], int]:
    """Rows (tbl, row, field, session, n, grp) as single edits, and of how many groups they are."""
    edits, groups = [], set()
    for table, row, field, session, n, group in rows:
        edits.append(Edit((table, row), field, (session, n)))
        groups.add(group)
    return edits, len(groups)


def _check_rows(connection: Connection, other: Path) -> None:
    """Refuse new rows, answers and pictures among them, that are not as they were written."""
    for table in _UNITED:
        select = f"SELECT {seals.columns(table)} FROM {{}}.{table}"
        query = f"{select.format('other')} EXCEPT {select.format('main')}"
        for row in connection.exec_driver_sql(query):
            if not seals.is_as_written(tuple(row)):
                what = "picture or file" if table == "blob" else f"row of {table}"
                raise damaged(other, f"a {what} in it is not as it was written")
