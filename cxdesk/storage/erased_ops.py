"""A file's operations as an erasure finds them, and what it leaves of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection

from cxdesk.models.erasing import Erasure
from cxdesk.models.ids import Id
from cxdesk.storage import erasure_marks, seals
from cxdesk.storage.operations import OP_COLUMNS, WHOLE
from cxdesk.storage.rows import portions
from cxdesk.storage.shown import RowId

Op = dict[str, Any]
"""An operation by its columns; ``person`` says who made it, where that matters."""

_QUOTED = [f'"{column}"' for column in OP_COLUMNS]


def left_of(op: Op, erasure: Erasure) -> str | None:
    """What an erasure leaves of an operation's value."""
    if (op["tbl"], op["row"]) in erasure.records:
        return None
    fields = {
        field for table, row, field in erasure.cells if (table, row) == (op["tbl"], op["row"])
    }
    if op.get("person") in erasure.persons:
        fields.add(erasure_marks.NAMED[op["tbl"]])
    if op["field"] in fields:
        return '""'
    if op["field"] != WHOLE or not fields:
        return str(op["value"])
    whole = msgspec.json.decode(op["value"])
    return msgspec.json.encode(whole | dict.fromkeys(fields & whole.keys(), "")).decode()


def ops_on(connection: Connection, rows: Iterable[RowId]) -> list[Op]:
    """The operations on rows that still have a value."""
    found: list[Op] = []
    for table, ids, marks in portions(rows):
        query = (
            f'SELECT {", ".join(_QUOTED)} FROM op WHERE tbl = ? AND "row" IN ({marks})'
            " AND value IS NOT NULL"
        )
        for row in connection.exec_driver_sql(query, (table, *ids)).fetchall():
            found.append(dict(zip(OP_COLUMNS, row, strict=True)))
    return found


def ops_of(connection: Connection, persons: Iterable[Id]) -> list[Op]:
    """The operations of persons that name who wrote something."""
    found: list[Op] = []
    for table, field in erasure_marks.NAMED.items():
        for person in persons:
            rows = connection.exec_driver_sql(
                f"SELECT {', '.join(f'op.{name}' for name in _QUOTED)} FROM op"
                " JOIN session ON session.id = op.session WHERE tbl = ? AND field IN (?, ?)"
                " AND person = ? AND value IS NOT NULL",
                (table, WHOLE, field, person),
            ).fetchall()
            found += [{**dict(zip(OP_COLUMNS, row, strict=True)), "person": person} for row in rows]
    return found


def seal_with(op: Op, value: str | None) -> bytes:
    """The digest of an operation that has this value instead of its own."""
    changed = {**op, "value": value}
    return seals.digest(tuple(changed[name] for name in OP_COLUMNS[:-1]))
