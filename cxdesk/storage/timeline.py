"""The file's history: who changed what and when, and taking one edit back as a new step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.models.ids import Id
from cxdesk.models.records import AnyRecord
from cxdesk.models.store import Edit, Label, Store
from cxdesk.storage.connection import OPENING_SECONDS, reading
from cxdesk.storage.operations import DELETED, WHOLE
from cxdesk.storage.refusals import damaged, problem_of
from cxdesk.storage.rows import FORMS

_EDITS = (
    "SELECT grp.id, grp.kind, grp.label, grp.at_wall, session.person, session.name, session.host"
    " FROM (SELECT grp AS id, max(seq) AS last FROM op WHERE seq > ?{of} GROUP BY grp"
    " ORDER BY last DESC LIMIT ?) AS newest JOIN grp USING (id)"
    " JOIN session ON session.id = grp.session ORDER BY newest.last DESC"
)
_CELLS = (
    'SELECT op.tbl, op."row", op.field, op.value, before.field, before.value FROM op'
    " LEFT JOIN op AS before ON before.session = op.prev_session AND before.n = op.prev_n"
    " WHERE op.grp = ? ORDER BY op.n"
)

_TABLES = ", ".join(f"'{table}'" for table in FORMS)
"""Named in a query so that the index of the cells is used."""
_AUTHOR = (
    "SELECT session.name FROM op JOIN session ON session.id = op.session"
    f" WHERE op.tbl IN ({_TABLES}) AND op.\"row\" = ? AND (op.field = ? OR ? = '*')"
    " AND op.session <> ? ORDER BY op.hlc DESC, op.session DESC, op.n DESC LIMIT 1"
)


class PastEdit(msgspec.Struct, frozen=True):
    """One edit as the history shows it; ``at`` is ISO, UTC, by the clock of who made it."""

    group: Id
    kind: str
    label: Label
    at: str
    person: Id
    name: str
    host: str


class PastCell(msgspec.Struct, frozen=True):
    """One cell that an edit wrote, with the value that its author had before (both as in JSON)."""

    table: str
    row: Id
    field: str
    value: Any
    before: Any


def edits(
    path: Path, limit: int, since: int = 0, *, of: Sequence[Id] | None = None
) -> list[PastEdit]:
    """The newest ``limit`` edits of a file, newest first, after operation ``since``.

    ``of`` asks for those only that touched one of these records.

    Raises:
        Problem: if the file cannot be read.
    """
    some = "" if of is None else f" AND tbl IN ({_TABLES}) AND \"row\" IN ({_marks(len(of))})"
    rows = _rows(path, _EDITS.format(of=some), (since, *(of or ()), limit))
    try:
        return [
            PastEdit(row[0], row[1], msgspec.json.decode(row[2], type=Label), *row[3:])
            for row in rows
        ]
    except (msgspec.MsgspecError, RecursionError) as error:
        raise damaged(path, str(error)) from error


def cells(path: Path, group: Id) -> list[PastCell]:
    """What one edit wrote, in its order.

    Raises:
        Problem: if the file cannot be read.
    """
    try:
        return [
            PastCell(table, row, field, _json(value), _before(field, before_field, before))
            for table, row, field, value, before_field, before in _rows(path, _CELLS, (group,))
            if value is not None
        ]
    except (msgspec.MsgspecError, RecursionError) as error:
        raise damaged(path, str(error)) from error


def authors(path: Path, written: Iterable[tuple[Id, str]], but: Id) -> list[str]:
    """Who wrote each of these cells (record and field) last, other than the session ``but``.

    The field ``WHOLE`` asks for the last edit of anything of the record; "" is nobody.

    Raises:
        Problem: if the file cannot be read.
    """
    try:
        with reading(path, OPENING_SECONDS) as connection:
            found = [
                _all(connection, _AUTHOR, (row, field, field, but)) for row, field in written
            ]
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error
    return [rows[0][0] if rows else "" for rows in found]


def take_back(store: Store, edit: Edit, written: Iterable[PastCell]) -> int:
    """Put back what an edit replaced, where nobody has changed it since; how many cells went back.

    Records that it made are taken out, those that it deleted come back.
    """
    done = 0
    for cell in written:
        if cell.table not in FORMS:
            continue
        record = store.get(cell.row)
        if cell.field == WHOLE:
            if record is not None:
                edit.remove(cell.row)
                done += 1
        elif cell.field == DELETED:
            done += _bring_back(store, edit, cell, record)
        elif record is not None and cell.before is not None:
            done += _put_back(edit, cell, record)
    return done


def _put_back(edit: Edit, cell: PastCell, record: AnyRecord) -> int:
    form = FORMS[cell.table]
    try:
        written, before = form.value(cell.field, cell.value), form.value(cell.field, cell.before)
    except (msgspec.ValidationError, KeyError):
        return 0  # a field that this version does not know, or an older form of it
    if getattr(record, cell.field) != written:
        return 0
    edit.update(cell.row, **{cell.field: before})
    return 1


def _bring_back(store: Store, edit: Edit, cell: PastCell, record: AnyRecord | None) -> int:
    if cell.value and record is None and cell.row in store.gone:
        edit.add(store.gone[cell.row])
        return 1
    if not cell.value and record is not None:
        edit.remove(cell.row)
        return 1
    return 0


def _before(field: str, before_field: str | None, before: str | None) -> Any:
    if before is None or before_field is None:
        return None
    value = _json(before)
    return value.get(field) if before_field == WHOLE and field != WHOLE else value


def _json(text: str) -> Any:
    return msgspec.json.decode(text)


def _marks(many: int) -> str:
    return ", ".join("?" * many)


def _rows(path: Path, query: str, values: tuple[Any, ...]) -> list[Any]:
    try:
        with reading(path, OPENING_SECONDS) as connection:
            return _all(connection, query, values)
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error


def _all(connection: Connection, query: str, values: tuple[Any, ...]) -> list[Any]:
    return list(connection.exec_driver_sql(query, values).fetchall())
