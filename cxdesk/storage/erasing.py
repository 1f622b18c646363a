"""Erasing for good: marks among the operations, and what they do to all that they cover.

A mark is an operation of its own: it travels by feed and merge and is healed like any other. What
it covers is blanked wherever it comes into a file, whatever its clock, and sealed anew, so that
not even a digest tells what was there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection

from cxdesk.language import N_
from cxdesk.models.erasing import Erasure
from cxdesk.models.ids import Id
from cxdesk.models.store import Label, nameless
from cxdesk.problems import Problem
from cxdesk.storage import erasure_marks, journal, latecomers, respondents, seals
from cxdesk.storage.connection import engine
from cxdesk.storage.erased_ops import left_of, ops_of, ops_on, seal_with
from cxdesk.storage.fold import refold
from cxdesk.storage.journal import Leftover
from cxdesk.storage.operations import ERASED, Group
from cxdesk.storage.rows import FORMS, MOST, portions
from cxdesk.storage.shown import RowId, read_rows
from cxdesk.storage.table_words import kind_told

_SET_OP = "UPDATE op SET value = ?, digest = ? WHERE session = ? AND n = ?"


def enforce(
    connection: Connection, touched: Collection[RowId] | None = None, also: Collection[str] = ()
) -> bool:
    """Blank what is covered by the marks of a file; whether anything had to be.

    ``touched``: only these rows have changed since it was done last (all if None), and ``also``
    are persons and blobs that have come since.
    """
    if not erasure_marks.is_marked(connection):
        return False
    if touched is not None and any(table == ERASED for table, _ in touched):
        touched = None
    if touched is not None and not _concerns(connection, touched, also):
        return False
    erasure = erasure_marks.erasure_in(connection)
    erasure = erasure.joined(latecomers.found(connection, erasure, touched))
    changed = _blank_ops(connection, erasure, touched)
    changed |= _blank_labels(connection, erasure, touched)
    changed |= _blank_persons(connection, erasure)
    changed |= _blank_blobs(connection, erasure)
    if touched is None or any(table in ("question", "survey") for table, _ in touched):
        changed |= respondents.blank(connection, erasure)
    return changed


def _concerns(connection: Connection, touched: Collection[RowId], also: Collection[str]) -> bool:
    """Whether marks may cover any of these, or what they hang on: asked at every edit."""
    records = read_rows(connection, (key for key in touched if key[0] in FORMS))
    above = {parent for record, _ in records.values() for parent in record.parents()}
    ids = tuple({row for _, row in touched} | above | set(also))
    for start in range(0, len(ids), MOST):
        some = ids[start : start + MOST]
        marks = ", ".join("?" * len(some))
        tables = ", ".join(f"'{table}'" for table in FORMS)
        query = (
            f"SELECT EXISTS (SELECT 1 FROM op WHERE tbl = '{ERASED}' AND \"row\" IN ({marks}))"
            f' OR EXISTS (SELECT 1 FROM op WHERE tbl IN ({tables}) AND "row" IN ({marks})'
            " AND value IS NULL)"
        )
        if connection.exec_driver_sql(query, (*some, *some)).scalar():
            return True
    return False


def compact(path: Path) -> bool:
    """Write a file anew without what is left between its rows; whether that was possible now.

    SQLite overwrites what it deletes, but rows that it moved earlier may have left a shadow.
    """
    try:
        connection = engine(path).connect()
        try:
            driver: Any = connection.connection.driver_connection
            driver.execute("VACUUM")
        finally:
            connection.close()
    except (sqlite3.Error, OSError):
        return False
    return True


def _blank_ops(connection: Connection, erasure: Erasure, touched: Collection[RowId] | None) -> bool:
    rows = erasure.records | {(table, row) for table, row, _ in erasure.cells}
    if touched is not None:
        rows &= set(touched)
    ops = [*ops_on(connection, rows), *ops_of(connection, erasure.persons)]
    blanked = [
        (value, seal_with(op, value), op["session"], op["n"])
        for op in ops
        if (value := left_of(op, erasure)) != op["value"]
    ]
    if blanked:
        connection.exec_driver_sql(_SET_OP, blanked)
    gone = rows & erasure.records
    for table, ids, marks in portions(gone):
        if table in FORMS:
            connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id IN ({marks})', ids)
        connection.exec_driver_sql(
            "DELETE FROM conflict WHERE (loser_session, loser_n) IN"
            f' (SELECT session, n FROM op WHERE tbl = ? AND "row" IN ({marks}))',
            (table, *ids),
        )
    refold(connection, {(op["tbl"], op["row"]) for op in ops} - gone)
    return bool(blanked)


def _blank_labels(
    connection: Connection, erasure: Erasure, touched: Collection[RowId] | None
) -> bool:
    rows = erasure.records if touched is None else erasure.records & set(touched)
    groups = set(erasure.labels)
    for table, ids, marks in portions(rows):
        query = f'SELECT DISTINCT grp FROM op WHERE tbl = ? AND "row" IN ({marks})'
        groups |= {row[0] for row in connection.exec_driver_sql(query, (table, *ids)).fetchall()}
    changed = False
    for _, ids, marks in portions(("", group) for group in groups):
        columns = seals.columns("grp")
        query = f"SELECT {columns} FROM grp WHERE id IN ({marks})"
        for *content, _ in connection.exec_driver_sql(query, ids).fetchall():
            said = msgspec.json.decode(content[3], type=Label)
            if said != nameless(said):
                content[3] = msgspec.json.encode(nameless(said)).decode()
                _put(connection, "grp", content)
                changed = True
    return changed


def _blank_persons(connection: Connection, erasure: Erasure) -> bool:
    told = "name <> '' OR host <> ''"
    return _blank(connection, "session", "person", erasure.persons, told, {2: "", 3: ""})


def _blank_blobs(connection: Connection, erasure: Erasure) -> bool:
    return _blank(connection, "blob", "digest", erasure.blobs, "bytes IS NOT NULL", {2: None})


def _blank(
    connection: Connection, table: str, key: str, keys: Iterable[str], told: str,
    blanks: Mapping[int, str | None],
) -> bool:  # fmt: skip
    """Put ``blanks`` into the columns of the rows with these keys that still tell something."""
    changed = False
    for _, ids, marks in portions(("", one) for one in keys):
        query = f"SELECT {seals.columns(table)} FROM {table} WHERE {key} IN ({marks}) AND ({told})"
        for *content, _ in connection.exec_driver_sql(query, ids).fetchall():
            for column, blank in blanks.items():
                content[column] = blank
            _put(connection, table, content)
            changed = True
    return changed


def _put(connection: Connection, table: str, content: list[Any]) -> None:
    """Put a row in the place of the one with its key, sealed anew."""
    columns = seals.columns(table).split(", ")
    sets = ", ".join(f"{column} = ?" for column in columns[1:])
    values = seals.seal(*content)
    connection.exec_driver_sql(
        f'UPDATE "{table}" SET {sets} WHERE {columns[0]} = ?', (*values[1:], values[0])
    )


# -- journals ------------------------------------------------------------------------------------


def scrub_left_over(journals: Path, project_id: Id, path: Path, erasure: Erasure) -> None:
    """Leave nothing of what is erased in journals that a crash has left of a file."""
    with suppress(OSError):  # they go when the file is opened the next time
        journal.scrub_left_over(journals, project_id, path, lambda kept: scrubbed(kept, erasure))


def scrubbed(kept: Leftover, erasure: Erasure) -> Leftover:
    """What a journal may keep after an erasure."""
    opening = kept.opening
    groups = [_scrubbed(group, erasure, opening.person) for group in kept.groups]
    if opening.person in erasure.persons:
        opening = msgspec.structs.replace(opening, name="", host="")
    return msgspec.structs.replace(kept, opening=opening, groups=groups)


def _scrubbed(group: Group, erasure: Erasure, person: Id) -> Group:
    writes, covered = [], group.id in erasure.labels
    for write in group.writes:
        op = {"tbl": write.table, "row": write.row, "field": write.field, "value": write.value}
        if write.table in erasure_marks.NAMED:
            op["person"] = person
        left = write.value if write.value is None else left_of(op, erasure)
        covered |= left is None
        writes.append(msgspec.structs.replace(write, value=left))
    return msgspec.structs.replace(
        group,
        writes=writes,
        label=nameless(group.label) if covered else group.label,
        blobs=[blob for blob in group.blobs if blob.digest not in erasure.blobs],
    )


def problems(connection: Connection) -> Iterator[Problem]:
    """What is blank in a file although no erasure covers it, or not although one does."""
    erasure = erasure_marks.erasure_in(connection)
    late = latecomers.possible(connection)
    for table, row in sorted(latecomers.blank(connection)):
        if (table, row) not in erasure.records and (table, row) not in late:
            yield Problem(
                N_("An edit of {table} {row} is empty, and nobody erased it."),
                table=kind_told(table),
                row=row,
            )
    for op in [*ops_on(connection, erasure.records), *ops_of(connection, erasure.persons)]:
        if left_of(op, erasure) != op["value"]:
            yield Problem(
                N_("{table} {row} was erased, and something of it is still there."),
                table=kind_told(op["tbl"]),
                row=op["row"],
            )
    for (digest,) in connection.exec_driver_sql("SELECT digest FROM blob WHERE bytes IS NULL"):
        if digest not in erasure.blobs:
            yield Problem(
                N_("The picture or file {digest} is empty, and nobody erased it."), digest=digest
            )
