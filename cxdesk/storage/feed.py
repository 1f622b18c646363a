"""The change feed: what other programs have put into the file, noticed within a poll."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.models.erasing import Erasure
from cxdesk.models.ids import Id
from cxdesk.models.store import Label
from cxdesk.problems import Problem, told
from cxdesk.storage import erasure_marks
from cxdesk.storage.conflicts import RESOLVED_TABLE
from cxdesk.storage.connection import OPENING_SECONDS, engine
from cxdesk.storage.erasure_reach import rows_to_show
from cxdesk.storage.gate import check_format, check_kind_of_file, check_project, check_whole
from cxdesk.storage.operations import ERASED, op_at
from cxdesk.storage.refusals import FileLocked, problem_of
from cxdesk.storage.rows import FORMS
from cxdesk.storage.shown import Row, read_rows

POLL_SECONDS = 0.2


class News(msgspec.Struct, frozen=True):
    """What the file held at one moment of the records that others have touched.

    ``whole``: these are all the records (another file has taken its place). ``seq`` is the last
    operation in it, ``mine`` the greatest number of an operation of this session in it; later
    ones are not in these rows yet. ``label`` and ``person`` say what the last of the edits was;
    ``erased`` is what is to be forgotten, ``blanked`` the records that stay without part of it.
    """

    rows: dict[tuple[str, Id], Row]
    whole: bool
    seq: int
    mine: int
    label: Label
    group: Id
    person: str
    erased: Erasure
    blanked: frozenset[Id]
    last: tuple[str, int] | None
    """Session and number of the operation ``seq``."""
    decided: bool = False
    """Whether somebody has decided about a conflict."""


class Feed:
    """Watches a file on a thread and a connection of its own; hands over news as it comes.

    All calls are made on the feed's thread: ``tell`` with news (they are empty where only
    this session's own edits have arrived), ``tick`` after every look, ``replaced`` when another
    file has taken the place of the one that was watched, or that one was rolled back.
    """

    def __init__(
        self,
        path: Path,
        project_id: Id,
        session: Id,
        seq: int,
        last: tuple[str, int] | None,
        tell: Callable[[News], None],
        tick: Callable[[], None],
        replaced: Callable[[], None],
    ) -> None:
        self._path = path
        self._project_id = project_id
        self._session = session
        self._seq = seq
        self._tell = tell
        self._tick = tick
        self._replaced = replaced
        self._connection: Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._version = -1
        self._anchor = last
        self._written = (-1, -1)
        self._another = False
        self._mine = self._clock = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feed", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop watching."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            try:
                self._look()
                self._tick()
            except (
                sqlalchemy.exc.DBAPIError, sqlite3.Error, OSError, Problem, msgspec.MsgspecError,
                RecursionError,
            ) as error:  # fmt: skip
                self._disconnect()
                if not isinstance(problem_of(error, self._path), FileLocked):
                    self._replaced()  # away, or something else in its place: the writer says so
            except Exception as error:  # noqa: BLE001  others' edits come in all the same, later
                told(error)
                self._disconnect()
            if self._ended.wait(POLL_SECONDS):
                break
        self._disconnect()

    def _look(self) -> None:
        status = self._path.stat()
        identity, written = (status.st_dev, status.st_ino), (status.st_mtime_ns, status.st_size)
        if self._connection is None or identity != self._identity:
            self._connect(identity)
        version = self._data_version()
        if version == self._version:
            if written == self._written:
                return
            # Another copy written over the file may count its changes alike: SQLite sees none.
            self._connect(identity)
            version = self._data_version()
        assert self._connection is not None
        with self._connection.begin():
            news = self._news(self._connection)
        self._version, self._written, self._another = version, written, False
        if news.whole:
            self._replaced()
        self._tell(news)

    def _connect(self, identity: tuple[int, int]) -> None:
        self._disconnect()
        check_kind_of_file(self._path)
        connection = engine(self._path, OPENING_SECONDS).connect()
        self._connection = connection.execution_options(reading=True)
        with self._connection.begin():
            check_format(self._connection, self._path)
            check_project(self._connection, self._path, self._project_id)
            if self._identity not in (None, identity):
                check_whole(self._connection, self._path)
        self._another |= self._identity not in (None, identity)
        self._identity = identity
        self._version = -1

    def _touched(self, connection: Connection, since: int, whole: bool) -> set[tuple[str, Id]]:
        """The rows that are not as this session knows them.

        Of its own operations these are only those that were lost and have been put back: others
        may have won meanwhile. A fresh one is the newest of the file when it comes.
        """
        query = 'SELECT tbl, "row", session, n, hlc, grp FROM op WHERE seq > ? ORDER BY seq'
        touched: set[tuple[str, Id]] = set()
        fresh: set[Id] = set()
        for table, row, session, n, hlc, group in connection.exec_driver_sql(query, (since,)).all():
            if session == self._session and n > self._mine and hlc > self._clock:
                fresh.add(group)  # all of a group have one clock
            # A mark of erasure is told in any case: another file may have shown it all again.
            if whole or group not in fresh or table == ERASED:
                touched.add((table, row))
            self._clock = max(self._clock, hlc)
        return touched

    def _data_version(self) -> int:
        assert self._connection is not None
        driver: Any = self._connection.connection.driver_connection
        (version,) = driver.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _news(self, connection: Connection) -> News:
        """What is new; afterwards it is not new any more."""
        last, mine = connection.exec_driver_sql(
            "SELECT (SELECT max(seq) FROM op), (SELECT max(n) FROM op WHERE session = ?)",
            (self._session,),
        ).one()
        whole = self._another or self._anchor != op_at(connection, self._seq)
        since = -1 if whole else self._seq
        touched = self._touched(connection, since, whole)
        self._mine = max(self._mine, mine or 0)
        self._seq, self._anchor = last, op_at(connection, last)
        rows = {(table, row) for table, row in touched if table in FORMS}
        erased, blanked = Erasure(), set[tuple[str, Id]]()
        if any(table == ERASED for table, _ in touched):
            erased = erasure_marks.erased_in(connection, since)
            blanked = rows_to_show(connection, erased)
        label, group, name = connection.exec_driver_sql(
            "SELECT label, grp.id, name FROM op JOIN grp ON grp.id = op.grp"
            " JOIN session ON session.id = grp.session WHERE seq <= ? AND op.session <> ?"
            " ORDER BY seq DESC LIMIT 1",
            (last, self._session),
        ).one()
        return News(
            rows=read_rows(connection, rows | blanked),
            whole=whole,
            seq=last,
            mine=mine or 0,
            label=msgspec.json.decode(label, type=Label),
            group=group,
            person=name,
            erased=erased,
            blanked=frozenset(key for _, key in blanked),
            last=self._anchor,
            decided=any(table == RESOLVED_TABLE for table, _ in touched),
        )
