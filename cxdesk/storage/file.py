"""The project file as its writer sees it: groups of operations go in, each in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection

from cxdesk.language import N_
from cxdesk.models.ids import Id
from cxdesk.storage import blobs, erasing, erasure_marks, seals
from cxdesk.storage.cells import Cell
from cxdesk.storage.conflicts import note_heads
from cxdesk.storage.connection import ATTEMPT_SECONDS, engine, identity_of, reading, written_at
from cxdesk.storage.file_format import FORMAT
from cxdesk.storage.fold import refold
from cxdesk.storage.gate import check_format, check_kind_of_file, check_project, check_whole
from cxdesk.storage.journal import Journal, Leftover, Opening
from cxdesk.storage.operations import (
    DELETED,
    INSERT_OP,
    WHOLE,
    Group,
    Stamp,
    Write,
    next_clock,
    sealed,
)
from cxdesk.storage.refusals import CannotWrite
from cxdesk.storage.rows import FORMS, columns_of
from cxdesk.storage.unseen import Blind, newest, note_unseen, seen_of

Extra = Callable[[Connection], None]
"""What goes into the file in the same transaction as a group."""

_SESSION = seals.insert("session", "IGNORE")
_GROUP = seals.insert("grp", "IGNORE")
_PRESENT = "SELECT 1 FROM op WHERE session = ? AND n = ?"


class ProjectFile:
    """One session's way of writing to the file; used by one thread.

    The file is opened when needed, and anew when another file has taken its place. Operations of
    this session that are missing from the file then go in again, unchanged, from the journal.
    """

    def __init__(self, path: Path, opening: Opening, journal: Journal) -> None:
        self.path = path
        self._opening = opening
        self._journal = journal
        self._connection: Connection | None = None
        self._identity: tuple[int, int] = (0, 0)
        self._sound: tuple[int, int] | None = None
        self._written = (-1, -1)
        self._seq = -1
        self._foreign = -1
        self._clock = 0
        self._last: int | None = None
        self._loose = False
        """Whether something was erased, and the file not been written anew since."""
        self._tried: dict[Id, tuple[tuple[int, int], Stamp]] = {}
        """The groups of tries that failed: in which file, and with which stamp."""

    def commit(self, groups: Sequence[Group], extra: Extra | None = None) -> None:
        """Put groups into the file in one transaction; when this returns they are durable.

        A group that an earlier, failed call has put there is not put there twice. What the file
        has lost of this session is put back, even where no groups are given.

        Raises:
            Problem, sqlalchemy.exc.DBAPIError, OSError: if they are not (or not surely) there;
                the connection has been dropped.
        """
        try:
            connection = self._connect()
            with connection.begin():
                if connection.exec_driver_sql("PRAGMA user_version").scalar() != FORMAT:
                    check_format(connection, self.path)
                self._heal(connection)
                there = bool(groups) and self._is_there(connection, groups[-1])
                blind: list[Blind] = []
                stamps = [self._put(connection, group, blind) for group in groups]
                note_unseen(connection, self._opening.id, blind)
                if extra is not None and not there:
                    extra(connection)
                rows = {(write.table, write.row) for group in groups for write in group.writes}
                also = {blob.digest for group in groups for blob in group.blobs}
                self._loose |= erasing.enforce(connection, rows, also | {self._opening.person})
                self._seq = connection.exec_driver_sql("SELECT max(seq) FROM op").scalar() or -1
            if self._identity != identity_of(self.path):
                raise CannotWrite(N_("{file} has been replaced."), file=self.path.name)
        except BaseException:
            self.close()
            raise
        self._written = written_at(self.path)
        if groups:
            self._last = groups[-1].writes[-1].n
        with suppress(OSError):  # then they would be stamped anew, should the file be lost
            self._journal.stamp(stamps)
        self._tried.clear()
        if self._loose:
            self._loose = not erasing.compact(self.path)

    def check(self) -> None:
        """Make sure that what is in the file can be read again.

        Whoever copies another file over it asks no lock; in the middle of a write, both get mixed.

        Raises:
            Problem, sqlalchemy.exc.DBAPIError, OSError: if it cannot.
        """
        with reading(self.path) as connection:
            check_whole(connection, self.path)

    @property
    def last(self) -> int:
        """The number of the last operation that this session has put into the file."""
        return self._last or 0

    def close(self) -> None:
        """Drop the connection; the next commit opens the file anew."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.invalidate()
            connection.close()

    def _connect(self) -> Connection:
        if self._connection is not None and self._identity == identity_of(self.path):
            if self._written != written_at(self.path):
                # Another copy written over the file may count its changes as this one did; SQLite
                # would then mix what it still holds of the one with the other.
                held: Any = self._connection.connection.driver_connection
                held.execute("PRAGMA shrink_memory")
            return self._connection
        self.close()
        check_kind_of_file(self.path)
        self._identity = identity_of(self.path)
        self._connection = engine(self.path, ATTEMPT_SECONDS).connect()
        self._seq = -1
        check_format(self._connection, self.path)
        if self._sound not in (None, self._identity):
            check_whole(self._connection, self.path)
        self._connection.rollback()
        check_project(self._connection, self.path, self._opening.project_id)
        self._connection.rollback()
        driver: Any = self._connection.connection.driver_connection
        driver.execute("PRAGMA journal_mode = DELETE")
        self._sound = self._identity
        return self._connection

    def _heal(self, connection: Connection) -> None:
        """Catch up with the clock; put back what the file has lost of this session."""
        last = self._last
        lost = last is not None and not _present(connection, self._opening.id, last)
        if lost or self._seq < 0:
            self._seq = self._clock = 0
        seq, clock = connection.exec_driver_sql(
            "SELECT max(seq), max(hlc) FROM op WHERE seq > ?", (self._seq,)
        ).one()
        if seq is not None:
            self._seq = self._foreign = seq
        self._clock = max(self._clock, clock or 0)
        if last is None or lost:
            write_session(connection, self._opening)
        if lost and (kept := self._journal.read()) is not None:
            queued = {group.id for group in kept.groups if group.writes[-1].n > (last or 0)}
            self._clock = put_back(connection, kept, self._clock, without=queued)

    def _is_there(self, connection: Connection, group: Group) -> bool:
        """Whether an earlier try that seemed to fail has put the group into the file."""
        n = group.writes[0].n
        return group.id in self._tried and _present(connection, self._opening.id, n)

    def _put(self, connection: Connection, group: Group, blind: list[Blind]) -> Stamp:
        """Append a group; if its author did not see all of the file, it is put down as blind."""
        session = self._opening.id
        tried, stamp = self._tried.get(group.id, (None, None))
        if stamp is not None and self._is_there(connection, group):
            return stamp
        if stamp is None or tried == self._identity:  # rolled back for sure: nobody has seen it
            self._clock = next_clock(self._clock)
            seen = seen_of(connection, group)
            stamp = stamped(connection, group, session, self._clock, seen)
            self._tried[group.id] = (self._identity, stamp)
            if seen < self._foreign:
                shown = [newest(connection, write) for write in group.writes]
                blind.append(Blind(group, seen, stamp.previous, shown))
            write_group(connection, group, session, stamp)
            write_cells(connection, group.writes)
        else:
            rows = {(write.table, write.row) for write in group.writes}
            blind.append(Blind(group, seen_of(connection, group)))
            write_group(connection, group, session, stamp)
            refold(connection, rows)
            note_heads(connection, rows)
        return stamp


def put_back(
    connection: Connection, kept: Leftover, clock: int, without: Collection[Id] = ()
) -> int:
    """Put what is missing from the file of a session's groups into it again, unchanged.

    A group that no commit has stamped yet is stamped now. Returns the greatest clock of all:
    what the session edits next comes after it.
    """
    session = kept.opening.id
    clock = max(clock, *(stamp.hlc for stamp in kept.stamps.values()), 0)
    write_session(connection, kept.opening)
    rows = connection.exec_driver_sql("SELECT n FROM op WHERE session = ?", (session,))
    present = {row[0] for row in rows.fetchall()}
    touched: set[tuple[str, Id]] = set()
    blind: list[Blind] = []
    for group in kept.groups:
        missing = [write.n not in present for write in group.writes]
        if group.id in without or not any(missing):
            continue
        seen, stamp = seen_of(connection, group), kept.stamps.get(group.id)
        if stamp is None:
            clock = next_clock(clock)
            stamp = stamped(connection, group, session, clock, seen)
        blind.append(Blind(group, seen))
        write_group(connection, group, session, stamp, missing)
        touched |= {(write.table, write.row) for write in group.writes}
    refold(connection, touched)
    note_heads(connection, touched)
    note_unseen(connection, session, blind)
    erasing.enforce(connection)
    return clock


def write_session(connection: Connection, opening: Opening) -> None:
    """Make sure that the file knows a session; that of a person who is erased has no name."""
    if erasure_marks.is_marked(connection, opening.person):
        opening = msgspec.structs.replace(opening, name="", host="")
    connection.exec_driver_sql(
        _SESSION,
        seals.seal(
            opening.id, opening.person, opening.name, opening.host, opening.app, opening.opened_at
        ),
    )


def stamped(connection: Connection, group: Group, session: Id, clock: int, seen: int) -> Stamp:
    """The stamp of a group: for each cell, the write that its author, who had seen the file up to
    ``seen``, had before them.
    """
    known = (seen, session)
    previous = [
        None if write.field == WHOLE else newest(connection, write, known)
        for write in group.writes
    ]
    return Stamp(group.id, clock, previous)


def write_group(
    connection: Connection,
    group: Group,
    session: Id,
    stamp: Stamp,
    chosen: Iterable[bool] | None = None,
) -> None:
    """Append a group's operations (those that are ``chosen``) to the file."""
    label = msgspec.json.encode(group.label).decode()
    connection.exec_driver_sql(
        _GROUP, seals.seal(group.id, session, group.kind, label, group.undoes, group.at)
    )
    blobs.write(connection, group.blobs)
    ops = sealed(group, session, stamp)
    if chosen is not None:
        ops = [op for op, wanted in zip(ops, chosen, strict=True) if wanted]
    connection.exec_driver_sql(INSERT_OP, ops[0] if len(ops) == 1 else ops)


def write_cells(connection: Connection, writes: Sequence[Write]) -> None:
    """Bring the typed tables in line with writes that are the newest of their cells."""
    whole: dict[str, list[tuple[Any, ...]]] = {}
    single: list[Write] = []
    for write in writes:
        if write.table not in FORMS or write.value is None:
            continue  # a decision about a conflict is no record, and what is erased is none
        if write.field == WHOLE:
            fields = msgspec.json.decode(write.value)
            form = FORMS[write.table]
            whole.setdefault(write.table, []).append(form.row_of(write.row, fields))
        else:
            single.append(write)
    for table, rows in whole.items():
        connection.exec_driver_sql(FORMS[table].upsert, rows[0] if len(rows) == 1 else rows)
    for write in single:
        assert write.value is not None
        cell = _cell(write)
        values = columns_of(cell, msgspec.json.decode(write.value))
        connection.exec_driver_sql(FORMS[write.table].update(cell), (*values, write.row))


def _cell(write: Write) -> Cell:
    return FORMS[write.table].cell("deleted" if write.field == DELETED else write.field)


def _present(connection: Connection, session: Id, n: int) -> bool:
    return connection.exec_driver_sql(_PRESENT, (session, n)).fetchone() is not None
