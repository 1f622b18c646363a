"""What hangs on something erased although whoever erased it could not know of it.

A comment that another copy has put on what is erased here goes as well. What decides is the
operation that made it, which nothing changes: so every copy comes to the same result, in whatever
order it hears of things. What the eraser had before them and left stays.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import Connection

from cxdesk.models.erasing import Erasure
from cxdesk.models.ids import Id
from cxdesk.models.records import TABLES
from cxdesk.storage.operations import ERASED, WHOLE
from cxdesk.storage.rows import portions
from cxdesk.storage.shown import RowId

SEEN = "seen"
Seen = dict[str, int]
"""The greatest number of an operation of each session."""


def seen(connection: Connection) -> Seen:
    """Which operations a file holds."""
    rows = connection.exec_driver_sql("SELECT session, max(n) FROM op GROUP BY session").fetchall()
    return {row[0]: row[1] for row in rows}


def blank(
    connection: Connection, touched: Collection[RowId] | None = None, schema: str = "main"
) -> set[RowId]:
    """The records (of those that are ``touched``) that are blank in a file."""
    if touched is None:
        query = f'SELECT DISTINCT tbl, "row" FROM {schema}.op WHERE value IS NULL'
        return {(row[0], row[1]) for row in connection.exec_driver_sql(query).fetchall()}
    found: set[RowId] = set()
    for table, ids, marks in portions(touched):
        query = (
            f'SELECT DISTINCT tbl, "row" FROM {schema}.op WHERE tbl = ?'
            f' AND "row" IN ({marks}) AND value IS NULL'
        )
        rows = connection.exec_driver_sql(query, (table, *ids)).fetchall()
        found |= {(row[0], row[1]) for row in rows}
    return found


def found(
    connection: Connection,
    erasure: Erasure,
    touched: Collection[RowId] | None,
    schemas: Sequence[str] = ("main",),
) -> Erasure:
    """The records (of those that are ``touched``) that go with what an erasure covers.

    ``schemas``: the files whose marks and operations are taken together.
    """
    gone: set[RowId] = set().union(*(blank(connection, touched, each) for each in schemas))
    known = _known(connection, erasure, schemas)
    doomed = {key for _, key in erasure.records | gone}
    makings: dict[RowId, tuple[str, int, tuple[Id, ...]]] = {}
    for schema in schemas:
        makings |= _makings(connection, touched, schema, known)
    while True:
        more = {
            row
            for row, (session, n, parents) in makings.items()
            if row not in gone
            and any(
                parent in doomed and n > known.get(parent, known[""]).get(session, 0)
                for parent in parents
            )
        }
        if not more:
            return Erasure(records=frozenset(gone))
        gone |= more
        doomed |= {key for _, key in more}


def possible(connection: Connection) -> set[RowId]:
    """The records that some eraser did not know of."""
    known = _known(connection, Erasure(), ("main",))
    if not known[""]:
        return set()
    rows = connection.exec_driver_sql(
        'SELECT tbl, "row", session, n FROM op WHERE field = ? AND value IS NULL', (WHOLE,)
    ).fetchall()
    return {(row[0], row[1]) for row in rows if row[3] > known[""].get(row[2], 0)}


def _known(connection: Connection, erasure: Erasure, schemas: Sequence[str]) -> dict[Id, Seen]:
    """What everybody who erased a record knew then; under "" what all who erased anything did."""
    query = " UNION ".join(
        f'SELECT grp, "row", field, value FROM {schema}.op'
        f" WHERE tbl = '{ERASED}' AND value IS NOT NULL"
        for schema in schemas
    )
    rows = connection.exec_driver_sql(query).fetchall()
    by_group = {row[0]: _decoded(row[3]) for row in rows if row[2] == SEEN}
    known: dict[Id, Seen] = {}
    for vector in by_group.values():
        known[""] = _least(known.get(""), vector)
    wanted = {key for _, key in erasure.records}
    for group, row, field, _ in rows:
        if field == "record" and row in wanted and group in by_group:
            known[row] = _least(known.get(row), by_group[group])
    known.setdefault("", {})
    return known


def _least(one: Seen | None, other: Seen) -> Seen:
    """What both know."""
    if one is None:
        return other
    return {session: min(one[session], other[session]) for session in one.keys() & other.keys()}


def _decoded(value: str) -> Seen:
    try:
        return msgspec.json.decode(value, type=Seen)
    except (msgspec.MsgspecError, RecursionError):
        return {}


def _makings(
    connection: Connection, touched: Collection[RowId] | None, schema: str, known: dict[Id, Seen]
) -> dict[RowId, tuple[str, int, tuple[Id, ...]]]:
    """The operations that made records unknown to some eraser, and what they hung them on."""
    columns = 'tbl, "row", session, n'
    if touched is None:
        rows = connection.exec_driver_sql(
            f"SELECT {columns} FROM {schema}.op WHERE field = ? AND value IS NOT NULL", (WHOLE,)
        ).fetchall()
    else:
        rows = []
        for table, ids, marks in portions(touched):
            query = (
                f'SELECT {columns} FROM {schema}.op WHERE tbl = ? AND "row" IN ({marks})'
                " AND field = ? AND value IS NOT NULL"
            )
            rows += connection.exec_driver_sql(query, (table, *ids, WHOLE)).fetchall()
    makings: dict[RowId, tuple[str, int, tuple[Id, ...]]] = {}
    for table, row, session, n in rows:
        if table not in TABLES or n <= known[""].get(session, 0):
            continue
        (value,) = connection.exec_driver_sql(
            f"SELECT value FROM {schema}.op WHERE session = ? AND n = ?", (session, n)
        ).one()
        try:
            fields = {**msgspec.json.decode(value), "id": row}
            parents = msgspec.convert(fields, TABLES[table]).parents()
        except (msgspec.MsgspecError, TypeError, RecursionError):
            continue
        makings[table, row] = (session, n, parents)
    return makings
