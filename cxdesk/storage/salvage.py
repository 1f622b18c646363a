"""All rows that can still be read from a damaged file.

A file is read twice: as SQLite reads it, table by table, and page by page without SQLite, which
finds what hangs on a broken page or on a broken list of tables.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Table

from cxdesk import scratch
from cxdesk.language import N_
from cxdesk.storage import page_scan, seals
from cxdesk.storage.connection import engine
from cxdesk.storage.refusals import CannotWrite
from cxdesk.storage.rows import FORMS, columns_of
from cxdesk.storage.tables import metadata, script

_PAGES = 28
"""Where a file's header tells its pages; the list of free ones follows."""
PAGE = 1024
"""Bytes of a page of our files (see ``connection``), where a broken header does not tell them."""
MOST_PROBES = 1_000_000
"""Rows that are asked for one by one where a table cannot be read through."""

Row = tuple[Any, ...]
Rows = list[Row]


def readable_rows(path: Path) -> dict[str, Rows]:
    """The rows of every table that can be read, each once, from a copy of the file.

    The file is read by others than SQLite here: in a process that has it open, too, closing it
    again would drop SQLite's locks on it. Only the command line recovers.
    """
    with tempfile.TemporaryDirectory(dir=scratch.folder()) as name:
        copy = Path(name) / "copy"
        if path.stat().st_size > shutil.disk_usage(name).free:
            raise CannotWrite(N_("The drive that holds {file} is full."), file=name)
        shutil.copyfile(path, copy)
        journal = path.with_name(path.name + "-journal")
        if journal.exists():
            shutil.copyfile(journal, copy.with_name("copy-journal"))
        held = _all_rows(copy)
        with copy.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
            sealed = page_scan.sealed_rows(content, _page_size(content[:100]))
        if not any(held.values()) and not sealed["meta"]:
            # Rows of format 1 say less of themselves; but all its files were made in the same way.
            copy.with_name("copy-journal").unlink(missing_ok=True)
            _replace_schema(copy)
            held = _all_rows(copy)
        return {name: list(dict.fromkeys([*held[name], *sealed.get(name, ())])) for name in held}


def _all_rows(copy: Path) -> dict[str, Rows]:
    connection = sqlite3.connect(copy)
    connection.text_factory = lambda raw: raw.decode(errors="replace")
    try:
        # Without it, SQLite refuses to read anything of a file that is cut short.
        connection.execute("PRAGMA writable_schema = ON")
        return {name: list(dict.fromkeys(_rows(connection, name))) for name in metadata.tables}
    finally:
        connection.close()


def _page_size(header: bytes) -> int:
    """The size of a file's pages in bytes; that of all our files where its header is broken."""
    stated = int.from_bytes(header[16:18], "big")
    return stated if stated in (512, 1024, 2048, 4096, 8192, 16384, 32768) else PAGE


def _replace_schema(copy: Path) -> None:
    """Give a copy the list of tables of a new file of format 1.

    Their tables begin at the same pages; what lies between those in a new file is the list.
    """
    new = copy.with_name("new")
    new.touch()
    made = engine(new).connect()
    with made.begin():
        for statement in script(1):
            made.exec_driver_sql(statement)
    made.close()
    connection = sqlite3.connect(new)
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    roots = {row[0] for row in connection.execute("SELECT rootpage FROM sqlite_schema")}
    connection.close()
    fresh = new.read_bytes()
    with copy.open("rb+") as stream:
        for start in range(0, len(fresh), size):
            if start // size + 1 not in roots:
                stream.seek(start)
                stream.write(fresh[start : start + size])
        stream.seek(_PAGES)
        stream.write((copy.stat().st_size // size).to_bytes(4, "big") + bytes(8))


def _rows(connection: sqlite3.Connection, name: str) -> Iterator[Row]:
    """A table's rows from the front, from the back, and one by one in the gap between."""
    table = metadata.tables[name]
    there = {row[1] for row in _readable_part(connection, f"PRAGMA table_info({_quoted(name)})")}
    columns = [column for column in _columns(name) if column in there]
    missing = len(columns) < len(_columns(name))
    select = f"SELECT {{}}{', '.join(map(_quoted, columns))} FROM {_quoted(name)} {{}}"
    for row in _each(connection, table, select) if columns else ():
        yield _completed(name, dict(zip(columns, row, strict=True))) if missing else row


def _columns(name: str) -> tuple[str, ...]:
    """The columns of a table as they are recovered: of the sealed ones, the seal last."""
    if name in FORMS:
        return FORMS[name].columns
    return (*seals.SEALED[name], "seal" if name == "blob" else "digest")


def _completed(name: str, held: dict[str, Any]) -> Row:
    """A row of an older format with what it has not: the fields' defaults, or a seal."""
    if name not in FORMS:
        return seals.seal(*(held[column] for column in seals.SEALED[name]))
    form = FORMS[name]
    defaults = {field.name: field.default for field in msgspec.structs.fields(form.kind)}
    for cell in form.cells:
        if not held.keys() >= set(cell.columns):
            values = columns_of(cell, defaults[cell.name])
            held |= dict(zip(cell.columns, values, strict=True))
    return tuple(held[column] for column in form.columns)


def _each(connection: sqlite3.Connection, table: Table, select: str) -> Iterator[Row]:
    if not table.dialect_options["sqlite"]["with_rowid"]:
        keys = [_quoted(column.name) for column in table.primary_key]
        for order in ("ASC", "DESC"):
            by = ", ".join(f"{key} {order}" for key in keys)
            yield from _readable_part(connection, select.format("", f"ORDER BY {by}"))
        return
    ends: list[int] = []
    for order in ("ASC", "DESC"):
        ends.append(0)
        query = select.format("rowid, ", f"ORDER BY rowid {order}")
        for row in _readable_part(connection, query):
            ends[-1] = row[0]
            yield row[1:]
    for number in range(ends[0] + 1, min(ends[1], ends[0] + MOST_PROBES)):
        yield from _readable_part(connection, select.format("", f"WHERE rowid = {number}"))


def _readable_part(connection: sqlite3.Connection, query: str) -> Iterator[Row]:
    """The rows of a query up to the first that cannot be read."""
    try:
        yield from connection.execute(query)
    except (sqlite3.DatabaseError, OverflowError):
        return


def _quoted(name: str) -> str:
    return f'"{name}"'
