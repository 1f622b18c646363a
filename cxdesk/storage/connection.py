"""Connections to a project file, with the settings that its durability rests on."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from cxdesk.storage.refusals import problem_of
from cxdesk.storage.turns import begin_writing

BUSY_SECONDS = 10.0
"""How long a write waits for other programs before the person is told."""
ATTEMPT_SECONDS = 1.0
"""How long one try of it waits: what is edited meanwhile goes to the journal in between."""
OPENING_SECONDS = 2.0
"""How long opening waits for other programs before the file is called locked."""
LONGEST_CELL = 64 << 20
"""Bytes beyond which no cell of a project file is read."""

_SETTINGS = (
    # Only a new file listens to this. Seventy small tables in pages of 4096 bytes would weigh more
    # than the answers of 25,000 people; writing and reading a large survey takes as long as before.
    "PRAGMA page_size = 1024",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
)


State = tuple[tuple[int, int, int, int] | None, ...]
"""Device, inode, size and time of change of a file and of its journal (None: there is none)."""

read_instead: dict[Path, tuple[State, Path]] = {}
"""What is read instead of a file as long as the file is in this state, and where that lies."""


def state_of(path: Path) -> State:
    """A file's state, which changes with every write to it."""
    found: list[tuple[int, int, int, int] | None] = []
    for file in (path, path.with_name(path.name + "-journal")):
        try:
            status = file.stat()
        except OSError:
            found.append(None)
        else:
            found.append((status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns))
    return tuple(found)


def read_from(path: Path) -> Path:
    """Where a file is read: there, or from the copy that stands in for it."""
    state, copy = read_instead.get(path.absolute(), (None, path))
    if state is not None and state_of(path) != state:
        read_instead.pop(path.absolute(), None)  # another thread may have found out as well
        return path
    return copy


@lru_cache(maxsize=64)  # getting to know SQLite takes an engine longer than reading a project
def engine(path: Path, timeout: float | None = None) -> Engine:
    """An engine on an existing file; each connection is opened anew and closed for good.

    Transactions begin with ``BEGIN IMMEDIATE``, except on a connection with the execution option
    ``reading``, whose transactions take no lock that keeps others from writing. ``timeout`` is in
    seconds, ``BUSY_SECONDS`` where none is given.
    """
    seconds = BUSY_SECONDS if timeout is None else timeout
    location = path.absolute().as_uri() + "?mode=rw"
    options: dict[str, Any] = {"isolation_level": None}
    if sys.version_info >= (3, 12):
        options["autocommit"] = sqlite3.LEGACY_TRANSACTION_CONTROL

    def connect() -> sqlite3.Connection:
        opened: sqlite3.Connection = sqlite3.connect(
            location, uri=True, timeout=seconds, check_same_thread=False, **options
        )
        return opened

    made = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(made, "connect", _on_connect)
    event.listen(made, "begin", partial(_on_begin, seconds=seconds))
    return made


def copy_into(target: sqlite3.Connection, path: Path) -> None:
    """Copy all that a file holds at one moment, as SQLite does it: no lock of anybody is lost."""
    with engine(path).connect() as connection:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        source.backup(target)


def snapshot(path: Path) -> bytes:
    """The bytes of a project at one moment, read so that no lock of anybody is lost.

    Raises:
        Problem: if it cannot be read.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as target:
            copy_into(target, path)
            return target.serialize()
    except (sqlite3.Error, DBAPIError) as error:
        raise problem_of(error, path) from error


@contextmanager
def reading(path: Path, timeout: float | None = None) -> Iterator[Connection]:
    """A connection in one read transaction, of which nothing stays open afterwards.

    It may be to a copy that stands in for the file (``stand_ins``).
    """
    connection = engine(read_from(path), timeout).connect().execution_options(reading=True)
    try:
        with connection.begin():
            yield connection
    finally:
        connection.close()


def identity_of(path: Path) -> tuple[int, int]:
    """Which file lies at a path: its device and inode."""
    status = path.stat()
    return status.st_dev, status.st_ino


def written_at(path: Path) -> tuple[int, int]:
    """What changes when a file is written to: its time (ns) and size."""
    status = path.stat()
    return status.st_mtime_ns, status.st_size


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_CELL)
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
    except UnicodeDecodeError as error:  # Python cannot read SQLite's words about a broken schema
        raise sqlite3.DatabaseError(f"could not decode to UTF-8: {error.reason}") from error


def _on_begin(connection: Connection, seconds: float) -> None:
    if connection.get_execution_options().get("reading", False):
        connection.exec_driver_sql("BEGIN")
        return
    driver: Any = connection.connection.driver_connection
    if not begin_writing(driver, seconds):
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # so that the error says what it is about
