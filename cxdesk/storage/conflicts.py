"""Conflicts: values that one of two editors wrote, unseen by the other, and that are not shown.

A conflict names the operation that lost. The winner is derived, so that it is right at any time;
the choice that settles a conflict is an ordinary operation. Everything here is a function of the
set of operations, whatever their order in the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.models.ids import Id
from cxdesk.storage import seals
from cxdesk.storage.connection import reading
from cxdesk.storage.lineage import Lineage
from cxdesk.storage.operations import DELETED, WHOLE
from cxdesk.storage.refusals import problem_of
from cxdesk.storage.rows import FORMS, portions
from cxdesk.storage.shown import RowId, standings, tables_of

Kind = Literal["both-changed", "edited-while-deleted"]
OpId = tuple[str, int]
"""session, n"""
Cells = dict[str, dict[OpId, "_Write"]]
"""Every write to every cell of a record."""

RESOLVED_TABLE = "conflict"
RESOLVED_FIELD = "resolved"
_NOTE = seals.insert("conflict", "IGNORE")


class Edit(msgspec.Struct, frozen=True, gc=False):
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

    key: str
    """The row under which the choice that settles it is kept."""
    loser: OpId
    kind: Kind
    table: str
    row: Id
    field: str
    shown: Any
    other: Any
    shown_by: Author
    other_by: Author


class _Write(msgspec.Struct, frozen=True, gc=False):
    """One operation's write to one cell; ``whole`` if it made the record with all its cells."""

    op: OpId
    hlc: int
    value: Any
    whole: bool
    previous: OpId | None

    @property
    def rank(self) -> tuple[int, str, int]:
        return (self.hlc, *self.op)


class _Hidden(msgspec.Struct, frozen=True):
    """A value that is not shown, and the operation whose value is."""

    row: RowId
    field: str
    loser: _Write
    winner: _Write | None


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
    several: set[OpId] = set()
    for cells in _cells_of(connection, rows).values():
        for cell in cells.values():
            heads = _heads(cell)
            if len(heads) > 1:
                several |= heads
    note(connection, several, "both-changed")


def note_deletions(
    connection: Connection,
    mine: Collection[Edit],
    theirs: Collection[Edit],
    lineage: Lineage | None = None,
) -> None:
    """Note what one side edited of, or added below, what the other side deleted."""
    lineage = lineage or Lineage(connection)
    for deleting, editing in ((mine, theirs), (theirs, mine)):
        gone = {edit.row[1] for edit in deleting if edit.field == DELETED}
        edits = [edit for edit in editing if edit.field != DELETED]
        if gone and edits:
            lineage.load(edit.row for edit in edits)
            lost = [edit.op for edit in edits if not gone.isdisjoint(lineage.line(edit.row))]
            note(connection, lost, "edited-while-deleted")


def note(connection: Connection, losers: Collection[OpId], kind: Kind) -> None:
    """Put conflicts on the file's list; one that is there stays as it is."""
    if losers:
        connection.exec_driver_sql(_NOTE, [seals.seal(*loser, kind) for loser in losers])


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


def open_conflicts(
    connection: Connection, tables: Mapping[Id, str] | None = None
) -> list[Conflict]:
    """The values that are hidden now and that nobody has decided about yet, oldest first.

    An edit of something deleted is told once for each record, and not for what hangs on one that
    is told. ``tables``: the table of every record, if that is known already.
    """
    rows = connection.exec_driver_sql(
        'SELECT DISTINCT c.kind, o.session, o.n, o.tbl, o."row" FROM conflict c'
        " JOIN op o ON o.session = c.loser_session AND o.n = c.loser_n"
        " WHERE o.value IS NOT NULL ORDER BY o.hlc, o.session, o.n, c.kind",
    ).fetchall()
    if not rows:
        return []
    tables = tables_of(connection) if tables is None else tables
    standing = standings(connection, {row[4] for row in rows}, tables)
    ends: dict[OpId, RowId] = {}
    below: dict[Id, RowId] = {}
    for kind, session, n, table, row in rows:
        if table not in FORMS or standing[row].shown == (kind == "edited-while-deleted"):
            continue
        if kind == "edited-while-deleted":
            below[row] = (table, row)
        else:
            ends[session, n] = (table, row)
    tops = [key for row, key in below.items() if not standing[row].above & below.keys()]
    cells = _cells_of(connection, {*ends.values(), *tops})
    hidden = [
        one for loser, row in ends.items() for one in _changed_by_both(loser, row, cells[row])
    ]
    hidden += sorted(
        (_edited_while_deleted(row, cells[row]) for row in tops), key=lambda one: one.loser.rank
    )
    settled = _settled(connection)
    return [one for one in _told(connection, hidden) if one.key not in settled]


def _changed_by_both(loser: OpId, row: RowId, cells: Cells) -> Iterator[_Hidden]:
    for name, cell in cells.items():
        if loser not in cell:
            continue
        top = max(cell.values(), key=lambda write: write.rank)
        if cell[loser].value != top.value and loser in _heads(cell) - _ancestors(cell, top):
            yield _Hidden(row, name, cell[loser], top)


def _edited_while_deleted(row: RowId, cells: Cells) -> _Hidden:
    """The newest edit of a record that is hidden stands for all of them."""
    edits = (
        (write, name) for name, cell in cells.items() if name != DELETED for write in cell.values()
    )
    newest, name = max(edits, key=lambda edit: edit[0].rank)
    return _Hidden(row, WHOLE if newest.whole else name, newest, None)


def _told(connection: Connection, hidden: Collection[_Hidden]) -> Iterator[Conflict]:
    """Each with its authors, as it is told to a person."""
    authors = _authors(
        connection, {end.op for one in hidden for end in (one.loser, one.winner) if end}
    )
    for one in hidden:
        loser, winner = one.loser, one.winner or one.loser
        kind: Kind = "both-changed" if one.winner else "edited-while-deleted"
        key = f"{loser.op[0]}:{loser.op[1]}:{kind}"
        yield Conflict(
            # The making of a record writes many cells, each of which is decided by itself.
            key=f"{key}:{one.field}" if loser.whole and one.winner else key,
            loser=loser.op,
            kind=kind,
            table=one.row[0],
            row=one.row[1],
            field=one.field,
            shown=one.winner.value if one.winner else None,
            other=None if one.field == WHOLE else loser.value,
            shown_by=authors[winner.op],
            other_by=authors[loser.op],
        )


def _settled(connection: Connection) -> set[str]:
    """The keys of the conflicts that somebody has decided about."""
    query = 'SELECT "row" FROM op WHERE tbl = ?'
    return {row[0] for row in connection.exec_driver_sql(query, (RESOLVED_TABLE,)).fetchall()}


def _cells_of(connection: Connection, rows: Iterable[RowId]) -> dict[RowId, Cells]:
    """Every write to every cell of these rows; the making of a record writes all of them."""
    found: dict[RowId, Cells] = {}
    for table, ids, marks in portions(rows):
        found |= {(table, row): {} for row in ids}
        query = (
            'SELECT "row", session, n, hlc, field, value, prev_session, prev_n FROM op'
            f' WHERE tbl = ? AND "row" IN ({marks}) AND value IS NOT NULL'
        )
        ops = connection.exec_driver_sql(query, (table, *ids)).fetchall()
        for row, session, n, hlc, field, text, prev_session, prev_n in ops:
            cells = found[table, row]
            previous = (prev_session, prev_n) if prev_session is not None else None
            whole = field == WHOLE
            value = msgspec.json.decode(text)
            values = {DELETED: False, **value} if whole else {field: value}
            for name, single in values.items():
                write = _Write((session, n), hlc, single, whole, previous)
                cells.setdefault(name, {})[session, n] = write
    return found


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


def _authors(connection: Connection, ops: Iterable[OpId]) -> dict[OpId, Author]:
    authors: dict[OpId, Author] = {}
    for session, numbers, marks in portions(ops):
        query = (
            "SELECT n, session.name, grp.at_wall FROM op JOIN grp ON grp.id = op.grp"
            f" JOIN session ON session.id = op.session WHERE op.session = ? AND op.n IN ({marks})"
        )
        found = connection.exec_driver_sql(query, (session, *numbers)).fetchall()
        authors |= {(session, n): Author(name, at) for n, name, at in found}
    return authors
