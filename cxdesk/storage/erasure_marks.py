"""Marks of what is erased, among a file's operations: written, read, and what they cover."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection

from cxdesk.models.erasing import NAMES, Erasure
from cxdesk.models.ids import Id
from cxdesk.models.records import TABLE_OF
from cxdesk.storage import latecomers
from cxdesk.storage.operations import ERASED, Write
from cxdesk.storage.rows import FORMS

NAMED = {TABLE_OF[kind]: field for kind, field in NAMES.items() if field == "author"}
"""The tables whose records name who wrote them."""


def writes_of(erasure: Erasure, number: Callable[[], int]) -> list[Write]:
    """The operations that mark what an erasure covers."""
    marks = [
        *((row, "record", table) for table, row in erasure.records),
        *((row, f"cell:{field}", table) for table, row, field in erasure.cells),
        *((person, "person", "") for person in erasure.persons),
        *((group, "label", "") for group in erasure.labels),
        *((digest, "blob", "") for digest in erasure.blobs),
        *((survey, f"respondent:{n}", "") for survey, n in erasure.respondents),
        *((question, f"answer:{n}", "") for question, n in erasure.answers),
    ]
    return [
        Write(number(), ERASED, row, kind, msgspec.json.encode(table).decode())
        for row, kind, table in sorted(marks)
    ]


def write_seen(connection: Connection, number: int) -> Write:
    """The operation that tells which ones an erasure knew: what hangs on it later goes, too."""
    seen = latecomers.seen(connection)
    return Write(number, ERASED, "", latecomers.SEEN, msgspec.json.encode(seen).decode())


def erasure_of(marks: Iterable[tuple[Id, str, str]]) -> Erasure:
    """What marks (row, field, value) cover; those that make no sense cover nothing."""
    held: dict[str, set[Any]] = {name: set() for name in Erasure.__struct_fields__}
    for row, field, value in marks:
        kind, _, detail = field.partition(":")
        table = value.strip('"')
        if kind == "record" and table != "project":
            held["records"].add((table, row))
        elif kind == "cell" and table in FORMS and detail in FORMS[table].kind.__struct_fields__:
            held["cells"].add((table, row, detail))
        elif kind in ("person", "label", "blob"):
            held[f"{kind}s"].add(row)
        elif kind in ("respondent", "answer") and detail.isascii() and detail.isdecimal():
            held[f"{kind}s"].add((row, int(detail)))
    return Erasure(**{name: frozenset(values) for name, values in held.items()})


def erasure_in(connection: Connection, since: int = -1, schema: str = "main") -> Erasure:
    """All that the marks after operation ``since`` of a file cover."""
    rows = connection.exec_driver_sql(
        f'SELECT "row", field, value FROM {schema}.op WHERE tbl = ? AND seq > ?'
        " AND value IS NOT NULL",
        (ERASED, since),
    ).fetchall()
    return erasure_of((row[0], row[1], row[2]) for row in rows)


def erased_in(connection: Connection, since: int = -1) -> Erasure:
    """What the marks after operation ``since`` cover, and every record that is blank by now."""
    if not is_marked(connection):
        return Erasure()
    blank = Erasure(records=frozenset(latecomers.blank(connection)))
    return erasure_in(connection, since).joined(blank)


def erased_in_either(connection: Connection) -> Erasure:
    """What is, or is to be, erased in a file or the one that is attached as "other"."""
    erasure = erasure_in(connection).joined(erasure_in(connection, schema="other"))
    if erasure:
        erasure = erasure.joined(latecomers.found(connection, erasure, None, ("main", "other")))
    return erasure


def is_marked(connection: Connection, row: Id = "") -> bool:
    """Whether anything (or what has this id) is marked in a file."""
    only = ' AND "row" = ?' if row else ""
    query = f"SELECT EXISTS (SELECT 1 FROM op WHERE tbl = '{ERASED}'{only})"
    return bool(connection.exec_driver_sql(query, (row,) if row else ()).scalar())


def covers(erasure: Erasure, table: str, row: Id) -> bool:
    """Whether operations on a record may read otherwise than they were written."""
    return (
        (table, row) in erasure.records
        or any(key == row for _, key, _ in erasure.cells)
        or (table in NAMED and bool(erasure.persons))
        or (table == "question" and bool(erasure.respondents))
    )
