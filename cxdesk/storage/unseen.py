"""What an edit hides, or loses, of what others did while its author could not see it yet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection

from cxdesk.models.ids import Id
from cxdesk.storage.conflicts import Edit, OpId, note, note_deletions, note_heads
from cxdesk.storage.lineage import Lineage
from cxdesk.storage.operations import DELETED, WHOLE, Group, Write, op_at

_NEWEST = 'SELECT hlc, session, n FROM op WHERE tbl = ? AND "row" = ? AND field = ?'
_KNOWN = " AND (seq <= ? OR session = ?)"
_FIRST = " ORDER BY hlc DESC, session DESC, n DESC LIMIT 1"
_THEIRS = 'SELECT seq, tbl, "row", field, session, n FROM op WHERE seq > ? AND session <> ?'


class Blind(msgspec.Struct, frozen=True):
    """A group whose author did not know all that the file held: only up to ``seen`` (its seq).

    For each of its writes: the one that its author had before them, and the one that was shown;
    nothing where that has been looked at already.
    """

    group: Group
    seen: int
    known: Sequence[OpId | None] = ()
    shown: Sequence[OpId | None] = ()


def seen_of(connection: Connection, group: Group) -> int:
    """Up to where (seq) the author of a group had seen this file: -1 if it is another one.

    A file in whose place another was put, or that was rolled back, numbers its operations
    otherwise. Then nothing is taken to be seen: rather is too much told than too little.
    """
    if group.seen_op is None or group.seen_op == op_at(connection, group.seen):
        return group.seen
    return -1


def newest(
    connection: Connection, write: Write, known_to: tuple[int, Id] | None = None
) -> OpId | None:
    """The newest write to the cell that a write goes to.

    ``known_to`` (seq, session): of those up to ``seq`` and of the session's own.
    """
    query = _NEWEST + (_KNOWN if known_to else "") + _FIRST
    found = [
        # One field at a time: then the index gives the newest, and not all of them are read.
        connection.exec_driver_sql(query, (write.table, write.row, field, *(known_to or ())))
        for field in {write.field, WHOLE}
    ]
    tops = [tuple(row) for result in found for row in result.fetchall()]
    return max(tops)[1:] if tops else None


def note_unseen(connection: Connection, session: Id, blind: Sequence[Blind]) -> None:
    """Note what groups, which the file has already, may hide of what others did."""
    if not blind:
        return
    hidden = {
        shown
        for one in blind
        for shown, known in zip(one.shown, one.known, strict=True)
        if shown is not None and shown != known and shown[0] != session
    }
    note(connection, hidden, "both-changed")
    # A link has the same id whoever makes it; making it writes all cells of one that was there.
    made_again = {
        (write.table, write.row)
        for one in blind
        for write, shown in zip(one.group.writes, one.shown, strict=False)
        if write.field == WHOLE and shown is not None
    }
    note_heads(connection, made_again)
    mine = [
        [Edit((write.table, write.row), write.field, (session, write.n)) for write in group.writes]
        for group in (one.group for one in blind)
    ]
    # Without a deletion of mine only theirs matter: far fewer, where many edit at once.
    deletes = any(edit.field == DELETED for edits in mine for edit in edits)
    query = _THEIRS if deletes else f"{_THEIRS} AND field = '{DELETED}'"
    earliest = min(one.seen for one in blind)
    rows = connection.exec_driver_sql(f"{query} ORDER BY seq", (earliest, session)).fetchall()
    numbers = [row[0] for row in rows]
    theirs = [Edit((row[1], row[2]), row[3], (row[4], row[5])) for row in rows]
    lineage = Lineage(connection)
    for one, edits in zip(blind, mine, strict=True):
        later = theirs[bisect_right(numbers, one.seen) :]
        note_deletions(connection, edits, later, lineage)
