"""Conflicts: values that one of two editors wrote, unseen by the other, and that are not shown.

A conflict names the operation that lost. The winner is derived, so that it is right at any time;
the choice that settles a conflict is an ordinary operation. Everything here is a function of the
set of operations, whatever their order in the file.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any, Literal

import msgspec
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.models.ids import Id
from cxdesk.storage import seals
from cxdesk.storage.connection import reading
from cxdesk.storage.operations import DELETED, WHOLE
from cxdesk.storage.refusals import problem_of
from cxdesk.storage.rows import FORMS

Kind = Literal["both-changed", "edited-while-deleted"]
OpId = tuple[str, int]
"""session, n"""
RowId = tuple[str, Id]
"""tbl, row"""

RESOLVED_TABLE = "conflict"
RESOLVED_FIELD = "resolved"
_NOTE = seals.insert("conflict", "IGNORE")


_LINKS = (
    "touchpoint", "journey", "survey", "target", "persona", "question", "stop", "insight",
    "measure", "channel",
)  # fmt: skip
"""The fields besides the place that name what a record hangs on."""


class Edit(msgspec.Struct, frozen=True):
    """One operation: where it wrote, and which it is."""

    row: RowId
    field: str
    op: OpId


class Author(msgspec.Struct, frozen=True):
    """Who wrote a value, and when (ISO, UTC, by the writer's own clock)."""

    name: str
    at: str


class Conflict(msgspec.Struct, frozen=True):
    """A value that is not shown; ``shown`` is what is shown in its stead. Both are as in JSON.

    For an edit of something that is deleted, ``shown`` is None; ``field`` is "*" if the whole
    record was made below it.
    """

    loser: OpId
    kind: Kind
    table: str
    row: Id
    field: str
    shown: Any
    other: Any
    shown_by: Author
    other_by: Author

    @property
    def key(self) -> str:
        """The row under which the choice that settles it is kept."""
        return conflict_key(self.loser, self.kind)


class _Write(msgspec.Struct, frozen=True):
    """One operation's write to one cell."""

    op: OpId
    hlc: int
    value: Any
    previous: OpId | None

    @property
    def rank(self) -> tuple[int, str, int]:
        return (self.hlc, *self.op)


def conflict_key(loser: OpId, kind: str) -> str:
    """The row under which the choice that settles a conflict is kept."""
    return f"{loser[0]}:{loser[1]}:{kind}"


def note_concurrent(
    connection: Connection, mine: Collection[Edit], theirs: Collection[Edit]
) -> None:
    """Note what may be hidden when edits meet that were made unseen by each other.

    All of them are in the file already. More is noted than is shown: whether a value is hidden
    now is found out when the list is asked for.
    """
    note_heads(connection, {edit.row for edit in mine} & {edit.row for edit in theirs})
    note_deletions(connection, mine, theirs)


def note_heads(connection: Connection, rows: Collection[RowId]) -> None:
    """Note the newest writes to the cells of these rows where there are several."""
    for row in rows:
        for cell in _cells(connection, row).values():
            heads = _heads(cell)
            if len(heads) > 1:
                for op in heads:
                    note(connection, op, "both-changed")


def note_deletions(
    connection: Connection, mine: Collection[Edit], theirs: Collection[Edit]
) -> None:
    """Note what one side edited of, or added below, what the other side deleted."""
    for deleting, editing in ((mine, theirs), (theirs, mine)):
        gone = {edit.row[1] for edit in deleting if edit.field == DELETED}
        edits = [edit for edit in editing if edit.field != DELETED]
        if gone and edits:
            tables = _tables(connection)
            for edit in edits:
                if _hung_on(connection, edit.row, gone, tables):
                    note(connection, edit.op, "edited-while-deleted")


def note(connection: Connection, loser: OpId, kind: Kind) -> None:
    """Put a conflict on the file's list; one that is there stays as it is."""
    connection.exec_driver_sql(_NOTE, seals.seal(*loser, kind))


def conflicts_in(path: Path) -> list[Conflict]:
    """The open conflicts of a project file.

    Raises:
        Problem: if the file cannot be read.
    """
    try:
        with reading(path) as connection:
            return open_conflicts(connection)
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error


def open_conflicts(connection: Connection) -> list[Conflict]:
    """The values that are hidden now and that nobody has decided about yet, oldest first.

    An edit of something deleted is told once for each record, and not for what hangs on one that
    is told.
    """
    rows = connection.exec_driver_sql(
        'SELECT DISTINCT c.kind, o.session, o.n, o.tbl, o."row" FROM conflict c'
        " JOIN op o ON o.session = c.loser_session AND o.n = c.loser_n"
        " WHERE o.value IS NOT NULL ORDER BY o.hlc, o.session, o.n, c.kind",
    ).fetchall()
    if not rows:
        return []
    settled = {
        row[0]
        for row in connection.exec_driver_sql(
            'SELECT "row" FROM op WHERE tbl = ?', (RESOLVED_TABLE,)
        ).fetchall()
    }
    standing = _standing(connection, {row[4] for row in rows})
    found: list[Conflict] = []
    hidden: dict[Id, RowId] = {}
    for kind, session, n, table, row in rows:
        if table not in FORMS or standing[row].shown == (kind == "edited-while-deleted"):
            continue
        if kind == "edited-while-deleted":
            hidden[row] = (table, row)
        else:
            found += _changed_by_both(connection, (session, n), (table, row))
    tops = [key for row, key in hidden.items() if not standing[row].above & hidden.keys()]
    edits = (_edited_while_deleted(connection, key) for key in tops)
    found += sorted(edits, key=lambda conflict: (conflict.other_by.at, conflict.loser))
    return [conflict for conflict in found if conflict.key not in settled]


def _changed_by_both(connection: Connection, loser: OpId, row: RowId) -> list[Conflict]:
    found = []
    for name, cell in _cells(connection, row).items():
        if loser not in cell:
            continue
        top = max(cell.values(), key=lambda write: write.rank)
        value = cell[loser].value
        if value != top.value and loser in _heads(cell) - _ancestors(cell, top):
            authors = _author(connection, top.op), _author(connection, loser)
            found.append(Conflict(loser, "both-changed", *row, name, top.value, value, *authors))
    return found


def _edited_while_deleted(connection: Connection, row: RowId) -> Conflict:
    """The newest edit of a record that is hidden stands for all of them."""
    session, n, field, value = connection.exec_driver_sql(
        'SELECT session, n, field, value FROM op WHERE tbl = ? AND "row" = ? AND field <> ?'
        " AND value IS NOT NULL ORDER BY hlc DESC, session DESC, n DESC LIMIT 1",
        (*row, DELETED),
    ).one()
    other = None if field == WHOLE else msgspec.json.decode(value)
    author = _author(connection, (session, n))
    return Conflict((session, n), "edited-while-deleted", *row, field, None, other, author, author)


def _cells(connection: Connection, row: RowId) -> dict[str, dict[OpId, _Write]]:
    """Every write to every cell of a row; the making of a record writes all of them."""
    ops = connection.exec_driver_sql(
        "SELECT session, n, hlc, field, value, prev_session, prev_n FROM op"
        ' WHERE tbl = ? AND "row" = ? AND value IS NOT NULL',
        row,
    ).fetchall()
    cells: dict[str, dict[OpId, _Write]] = {}
    for session, n, hlc, field, text, prev_session, prev_n in ops:
        previous = (prev_session, prev_n) if prev_session is not None else None
        value = msgspec.json.decode(text)
        values = {DELETED: False, **value} if field == WHOLE else {field: value}
        for name, single in values.items():
            cells.setdefault(name, {})[session, n] = _Write((session, n), hlc, single, previous)
    return cells


def _ancestors(cell: dict[OpId, _Write], write: _Write) -> set[OpId]:
    """The writes that the author of one had before them, and it itself."""
    seen = {write.op}
    while write.previous is not None and write.previous in cell and write.previous not in seen:
        write = cell[write.previous]
        seen.add(write.op)
    return seen


def _heads(cell: dict[OpId, _Write]) -> set[OpId]:
    """The writes to a cell on which no other one builds."""
    return cell.keys() - {write.previous for write in cell.values()}


def _tables(connection: Connection) -> dict[Id, str]:
    """The table of every record."""
    return {
        row[0]: table
        for table in FORMS
        for row in connection.exec_driver_sql(f'SELECT id FROM "{table}"').fetchall()
    }


def _hung_on(
    connection: Connection, row: RowId, gone: Collection[Id], tables: dict[Id, str]
) -> bool:
    """Whether a row is, or has at any time hung on, one of those that are gone."""
    seen: set[Id] = set()
    to_do = [row[1]]
    while to_do:
        key = to_do.pop()
        if key in gone:
            return True
        if key not in seen and key in tables:
            seen.add(key)
            to_do += _parents_ever(connection, (tables[key], key))
    return False


def _parents_ever(connection: Connection, row: RowId) -> set[Id]:
    cells = _cells(connection, row)
    parents = {
        part
        for write in cells.get("place", {}).values()
        for name, part in (write.value or {}).items()
        if name != "key"
    }
    links = (cells.get(name, {}) for name in _LINKS)
    return parents | {write.value for link in links for write in link.values()}


class _Standing(msgspec.Struct, frozen=True):
    """Whether a record is shown, and everything that it hangs on."""

    shown: bool
    above: frozenset[Id]


def _standing(connection: Connection, rows: Collection[Id]) -> dict[Id, _Standing]:
    """How records stand: shown if neither they nor what they hang on is deleted."""
    tables = _tables(connection)
    known: dict[Id, _Standing] = {}

    def look(key: Id) -> _Standing:
        if key not in known:
            known[key] = _Standing(False, frozenset())  # what hangs on itself is not shown
            if key in tables:
                form = FORMS[tables[key]]
                query = f"{form.select} WHERE id = ?"
                (record,) = form.records(connection.exec_driver_sql(query, (key,)).fetchall())
                parents = [look(parent) for parent in record.parents()]
                shown = not record.deleted and all(parent.shown for parent in parents)
                above = frozenset(record.parents()).union(*(parent.above for parent in parents))
                known[key] = _Standing(shown, above)
        return known[key]

    return {row: look(row) for row in rows}


def _author(connection: Connection, op: OpId) -> Author:
    name, at = connection.exec_driver_sql(
        "SELECT session.name, grp.at_wall FROM op JOIN grp ON grp.id = op.grp"
        " JOIN session ON session.id = op.session WHERE op.session = ? AND op.n = ?",
        op,
    ).one()
    return Author(name, at)
