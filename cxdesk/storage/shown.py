"""What a file shows: some records of its typed tables, and whether what they hang on is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec
from sqlalchemy import Connection

from cxdesk.models.ids import Id
from cxdesk.models.records import AnyRecord
from cxdesk.storage.rows import FORMS, portions

RowId = tuple[str, Id]
"""tbl, row"""
Row = tuple[AnyRecord, bool]
"""A record and whether it is deleted."""


class Standing(msgspec.Struct, frozen=True):
    """Whether a record is shown, and everything that it hangs on."""

    shown: bool
    above: frozenset[Id]


def read_rows(connection: Connection, keys: Iterable[RowId]) -> dict[RowId, Row]:
    """The records with these tables and ids, and whether they are deleted."""
    rows: dict[RowId, Row] = {}
    for table, ids, marks in portions(keys):
        form = FORMS[table]
        found = connection.exec_driver_sql(f"{form.select} WHERE id IN ({marks})", ids)
        for record in form.records(found.fetchall()):
            rows[table, record.id] = (
                msgspec.structs.replace(record, deleted=False),
                record.deleted,
            )
    return rows


def tables_of(connection: Connection) -> dict[Id, str]:
    """The table of every record."""
    # One text a table: a row a record has the interpreter look through all that it holds.
    query = " UNION ALL ".join(
        f"SELECT '{table}', json_group_array(id) FROM \"{table}\"" for table in FORMS
    )
    tables: dict[Id, str] = {}
    for table, ids in connection.exec_driver_sql(query).fetchall():
        tables |= dict.fromkeys(msgspec.json.decode(ids, type=list[str]), table)
    return tables


def standings(
    connection: Connection, ids: Collection[Id], tables: Mapping[Id, str]
) -> dict[Id, Standing]:
    """How records, and what they hang on, stand: shown if nothing of it is deleted."""
    rows: dict[Id, Row] = {}
    wanted = set(ids)
    while wanted:
        found = read_rows(connection, [(tables[key], key) for key in wanted if key in tables])
        rows |= {key: row for (_, key), row in found.items()}
        above = {parent for record, _ in found.values() for parent in record.parents()}
        wanted = {key for key in above if key in tables and key not in rows}
    known: dict[Id, Standing] = {}

    def look(key: Id) -> Standing:
        if key not in known:
            known[key] = Standing(False, frozenset())  # what hangs on itself is not shown
            if key in rows:
                record, deleted = rows[key]
                parents = [look(parent) for parent in record.parents()]
                shown = not deleted and all(parent.shown for parent in parents)
                above = frozenset(record.parents()).union(*(parent.above for parent in parents))
                known[key] = Standing(shown, above)
        return known[key]

    for key in ids:
        look(key)
    return known
