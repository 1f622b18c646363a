"""What is shown: the fold of the operations, each cell the write with the greatest clock."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection

from cxdesk.models.ids import Id
from cxdesk.models.records import TABLES, AnyRecord
from cxdesk.storage.operations import DELETED, WHOLE
from cxdesk.storage.rows import FORMS, portions

Cell = tuple[str, str, str, str | None]
"""tbl, row, field, value; given in ascending order of (hlc, session, n)"""
Folded = dict[tuple[str, Id], tuple[AnyRecord, bool]]
"""Per table and row: the record, and whether it is deleted."""

_ORDER = "ORDER BY hlc, session, n"
_ALL = f'SELECT tbl, "row", field, value FROM op {_ORDER}'
_ROWS = f'SELECT tbl, "row", field, value FROM op WHERE tbl = ? AND "row" IN ({{marks}}) {_ORDER}'

_fields = msgspec.json.Decoder(dict[str, Any]).decode


def fold(writes: Iterable[Cell]) -> Folded:
    """The records that operations, in the order of their clocks, amount to.

    Tables and fields that this version does not know are left out, and so are rows whose making
    is not among the operations.

    Raises:
        msgspec.ValidationError: if a value is not what its field allows.
    """
    rows: dict[tuple[str, Id], dict[str, Any]] = {}
    for table, row, field, value in writes:
        cells = rows.setdefault((table, row), {})
        if value is None:
            continue
        if field == WHOLE:
            cells |= _fields(value)
            cells["id"] = row
            cells["deleted"] = False
        elif field == DELETED:
            cells["deleted"] = msgspec.json.decode(value)
        elif field not in ("id", "deleted"):
            cells[field] = msgspec.json.decode(value)
    return {
        key: _record(key[0], dict(cells))
        for key, cells in rows.items()
        if "id" in cells and key[0] in TABLES
    }


def fold_of(connection: Connection) -> Folded:
    """The fold of every operation in the file."""
    return fold(map(tuple, connection.exec_driver_sql(_ALL).fetchall()))


def refold(connection: Connection, rows: Iterable[tuple[str, Id]]) -> None:
    """Bring the typed tables' rows in line with the operations on them."""
    for table, ids, marks in portions(rows):
        found = connection.exec_driver_sql(_ROWS.format(marks=marks), (table, *ids)).fetchall()
        folded = fold(map(tuple, found))
        if folded:
            form = FORMS[table]
            values = [form.row(record, deleted) for record, deleted in folded.values()]
            connection.exec_driver_sql(form.upsert, values)


def amended(
    table: str, row: Id, before: tuple[AnyRecord, bool] | None, writes: Iterable[Cell]
) -> tuple[AnyRecord, bool] | None:
    """A record (and whether it is deleted) with newer writes on top; None if nothing makes it."""
    start: list[Cell] = []
    if before is not None:
        record, deleted = before
        start.append((table, row, WHOLE, msgspec.json.encode(record).decode()))
        start.append((table, row, DELETED, "true" if deleted else "false"))
    return fold([*start, *writes]).get((table, row))


def _record(table: str, cells: dict[str, Any]) -> tuple[AnyRecord, bool]:
    deleted = bool(cells.pop("deleted"))
    return msgspec.convert(cells, TABLES[table]), deleted
