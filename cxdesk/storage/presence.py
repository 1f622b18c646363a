"""Who else has the file open: a row for each session, refreshed only while others are there.

Presence is no operation: it is not merged, not undone, and forgotten when a window closes. Whoever
only looks leaves no sign unless somebody else is there: opening a file does not change it. What
somebody has selected changes far more often than who is there: notes beside the file tell it
(``whereabouts``), so that the file is not written for it.
"""

from __future__ import annotations

import datetime
import time
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy

from cxdesk.models.ids import Id
from cxdesk.storage import seals
from cxdesk.storage.connection import engine, reading, written_at
from cxdesk.storage.file import write_session
from cxdesk.storage.gate import check_project
from cxdesk.storage.journal import Opening
from cxdesk.storage.operations import now
from cxdesk.storage.refusals import problem_of
from cxdesk.storage.whereabouts import Whereabouts

LOOK_SECONDS = 2.0
"""How often the signs are read where the file does not seem to have changed."""
TICK_NS = 50_000_000
BEAT_SECONDS = 10.0
"""How often my own row is refreshed while somebody else is there."""
GONE_SECONDS = 30.0
"""After how long without a sign somebody is taken to have left."""
BUSY_SECONDS = 0.5
FORGOTTEN_DAYS = 2

_OTHERS = (
    "SELECT presence.session, person, name, host, at_wall, selected FROM presence"
    " JOIN session ON session.id = presence.session WHERE session.person <> ?"
)


_SIGN = seals.insert("presence", "REPLACE")


class Present(msgspec.Struct, frozen=True):
    """Somebody who has the file open, and what they have selected ("" for nothing)."""

    session: Id
    person: Id
    name: str
    host: str
    selected: Id


class Presence:
    """My sign in the file and everybody else's; used from one thread of its own."""

    def __init__(self, path: Path, opening: Opening, *, read_only: bool = False) -> None:
        self._path, self._opening, self._read_only = path, opening, read_only
        self._notes = Whereabouts(path, opening.id)
        self._rows: list[tuple[Any, ...]] = []
        self._read: tuple[tuple[int, int], float] = ((-1, -1), 0.0)
        self._signs: dict[Id, tuple[str, float]] = {}
        self._looked = False
        self._beaten: float | None = None
        self._known: frozenset[Id] = frozenset()

    def look(self, selected: Id = "", *, edited: bool = True) -> list[Present]:
        """Who else is here now; gives and refreshes my own sign where that is due.

        ``edited``: whether I have changed something, so that others should know of me even
        before I know of them. My own other windows are nobody else. Where nothing has changed,
        asking again costs next to nothing.

        Clocks of different computers differ: somebody is here whose sign has changed while I
        looked, or is young by my clock when I look for the first time.

        Raises:
            Problem: if the file cannot be read now.
        """
        try:
            self._read_signs()
        except (sqlalchemy.exc.DBAPIError, OSError) as error:
            raise problem_of(error, self._path) from error
        present = []
        for session, person, name, host, sign, known in self._rows:
            if self._is_here(session, sign):
                told = self._notes.of(session)
                shown = known if told is None else told
                present.append(Present(session, person, name, host, shown))
        here = frozenset(one.session for one in present)
        if not self._looked:
            self._notes.clear(here)
        self._looked = True
        self._beat(here, selected, edited)
        if not here:
            self._notes.leave()
        elif not self._read_only:
            self._notes.tell(selected)
        return sorted(present, key=lambda one: (one.name.casefold(), one.session))

    def leave(self) -> None:
        """Take my sign out of the file, if that is possible at once."""
        self._notes.leave()
        if self._beaten is not None:
            self._write("DELETE FROM presence WHERE session = ?", (self._opening.id,))

    def _read_signs(self) -> None:
        """Read everybody's signs if there may be new ones."""
        written, moment = written_at(self._path), time.monotonic()
        if written == self._read[0] and moment - self._read[1] < LOOK_SECONDS:
            return
        with reading(self._path, BUSY_SECONDS) as connection:
            check_project(connection, self._path, self._opening.project_id)
            rows = connection.exec_driver_sql(_OTHERS, (self._opening.person,)).fetchall()
        self._rows = [tuple(row) for row in rows]
        # What is written within the same tick of the drive's clock cannot be told from this.
        fresh = abs(time.time_ns() - written[0]) < TICK_NS
        self._read = ((-1, -1) if fresh else written, moment)

    def _is_here(self, session: Id, sign: str) -> bool:
        moment = time.monotonic()
        known = self._signs.get(session)
        if known is None:
            young = self._looked or _age(sign) < GONE_SECONDS
            self._signs[session] = known = (sign, moment if young else -GONE_SECONDS + moment)
        elif known[0] != sign:
            self._signs[session] = known = (sign, moment)
        return moment - known[1] < GONE_SECONDS

    def _beat(self, others: frozenset[Id], selected: Id, edited: bool) -> None:
        moment = time.monotonic()
        since = None if self._beaten is None else moment - self._beaten
        arrived = others - self._known
        self._known = others
        if since is None:
            due = edited or bool(others)
        else:
            due = bool(arrived) or (bool(others) and since >= BEAT_SECONDS)
        mine = seals.seal(self._opening.id, now(), selected)
        if due and not self._read_only and self._write(_SIGN, mine):
            self._beaten = moment

    def _write(self, statement: str, values: tuple[Any, ...]) -> bool:
        """Write one row; whether that was possible (if not, it is tried again later)."""
        connection = None
        try:
            connection = engine(self._path, BUSY_SECONDS).connect()
            with connection.begin():
                write_session(connection, self._opening)
                connection.exec_driver_sql(
                    "DELETE FROM presence WHERE at_wall < ?", (_days_ago(FORGOTTEN_DAYS),)
                )
                connection.exec_driver_sql(statement, values)
        except (sqlalchemy.exc.DBAPIError, OSError):
            return False
        finally:
            if connection is not None:
                connection.close()
        return True


def _age(sign: str) -> float:
    """How many seconds ago a sign was given, by this computer's clock; its size only."""
    try:
        given = datetime.datetime.fromisoformat(sign)
    except ValueError:
        return GONE_SECONDS
    if given.tzinfo is None:
        return GONE_SECONDS
    return abs((datetime.datetime.now(datetime.UTC) - given).total_seconds())


def _days_ago(days: int) -> str:
    moment = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)
    return moment.isoformat(timespec="milliseconds")
