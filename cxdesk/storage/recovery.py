"""Recovery: all that can still be read from a damaged file goes into a new one.

A file is read twice: as SQLite reads it, table by table, and page by page without SQLite, which
finds what hangs on a broken page or on a broken list of tables.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy
from sqlalchemy import Connection, Table

from cxdesk.language import N_
from cxdesk.models.ids import new_id
from cxdesk.models.records import Project
from cxdesk.models.store import Label
from cxdesk.storage import creation, page_scan, seals
from cxdesk.storage.blobs import is_whole
from cxdesk.storage.connection import engine
from cxdesk.storage.fold import fold, refold
from cxdesk.storage.gate import check_kind_of_file
from cxdesk.storage.operations import (
    DELETED,
    INSERT_OP,
    OP_COLUMNS,
    WHOLE,
    next_clock,
    now,
)
from cxdesk.storage.refusals import CannotWrite, Damaged, problem_of
from cxdesk.storage.rows import FORMS, columns_of
from cxdesk.storage.tables import metadata, script

_PAGES = 28
"""Where a file's header tells its pages; the list of free ones follows."""
PAGE = 1024
MOST_PROBES = 1_000_000
"""Rows that are asked for one by one where a table cannot be read through."""

_TAKEN_OVER = ("session", "grp", "answers", "answer_text", "blob", "conflict")
_VALUE = OP_COLUMNS.index("value")

Row = tuple[Any, ...]
Rows = list[Row]


class Recovered(msgspec.Struct, frozen=True):
    """What was saved and what was not.

    ``edits`` went over unchanged; ``broken_edits`` were readable but not as they were written.
    ``lost_edits`` are missing from the middle of their sessions (what is missing at the end of
    one cannot be known). ``records`` could only be saved as they last were, without their edits.
    ``answers`` counts parts of survey columns; ``broken_rows`` are names, comments, answers and the
    like that went over as they were read, although they are not as they were written.
    """

    edits: int
    broken_edits: int
    lost_edits: int
    records: int
    answers: int
    broken_rows: int


def recover(path: Path, out: Path) -> Recovered:
    """Save what can be read from ``path`` as a new project ``out``; ``path`` is not touched.

    Raises:
        AlreadyThere: if there is something at ``out``.
        Damaged: if nothing of a project can be read.
        Problem: if ``path`` cannot be read, or ``out`` not be written.
    """
    check_kind_of_file(path)
    try:
        held = _everything(path)
    except OSError as error:
        raise problem_of(error, path) from error
    ops = [op for op in {op[:2]: op for op in held["op"]}.values() if _is_as_written(op)]
    records = {table: [row for row in held[table] if _readable(table, row)] for table in FORMS}
    if not ops and not any(records.values()):
        raise Damaged(N_("Nothing of a project can be read from {file}."), file=path.name)
    if not records["project"] and not any(op[4] == "project" for op in ops):
        records["project"] = [FORMS["project"].row(Project(id=new_id(), title=path.stem))]
    held["blob"] = [row for row in held["blob"] if is_whole(row[0], row[2])]
    project_id = next((row[1] for row in held["meta"] if isinstance(row[1], str)), new_id())
    made = {(op[4], op[5]) for op in ops if op[6] == WHOLE}
    again = _made_anew(records, made, next_clock(max((op[2] for op in ops), default=0)))

    def fill(connection: Connection) -> None:
        _insert(connection, "session", held["session"])
        _make_up_for(connection, [(row[1], row[0]) for row in held["grp"]])
        _insert(connection, "grp", held["grp"])
        everything = sorted([*ops, *again], key=lambda op: (op[2], op[0], op[1]))
        _make_up_for(connection, [(op[0], op[3]) for op in everything])
        connection.exec_driver_sql(INSERT_OP, everything)
        refold(connection, {(op[4], op[5]) for op in everything})
        for table in _TAKEN_OVER[2:]:
            _insert(connection, table, held[table])

    creation.create_file(out, project_id, fill)
    numbers: dict[str, list[int]] = {}
    for op in ops:
        numbers.setdefault(op[0], []).append(op[1])
    return Recovered(
        edits=len(ops),
        broken_edits=len({op[:2] for op in held["op"]}) - len(ops),
        lost_edits=sum(max(some) - len(some) for some in numbers.values()),
        records=len({op[5] for op in again}),
        answers=len(held["answers"]),
        broken_rows=sum(
            not seals.is_as_written(table, row) for table in _TAKEN_OVER for row in held[table]
        ),
    )


def _made_anew(records: dict[str, Rows], made: set[tuple[str, str]], clock: int) -> Rows:
    """Operations that make records, as they last were, whose own making is lost."""
    session, group = new_id(), new_id()
    ops: Rows = []
    taken = {key for _, key in made}
    for table, form in FORMS.items():
        for row in records[table]:
            if row[0] in taken:  # its edits tell it, or another has this id
                continue
            taken.add(row[0])
            (record,) = form.records([row])
            fields = msgspec.to_builtins(record)
            key, deleted = fields.pop("id"), fields.pop("deleted")
            for field, value in ((WHOLE, fields), (DELETED, deleted)):
                text = msgspec.json.encode(value).decode()
                content = (session, len(ops) + 1, clock, group, table, key, field, text, None, None)
                ops.append(seals.seal(*content))
    return ops


def _make_up_for(connection: Connection, groups: list[tuple[str, str]]) -> None:
    """Make sure that the (session, group) of what goes in is there, even if it was lost."""
    label = msgspec.json.encode(Label(N_("Recovered edit"))).decode()
    for session, group in set(groups):
        connection.exec_driver_sql(
            seals.insert("session", "IGNORE"),
            seals.seal(session, "", "", "", "recover", now()),
        )
        connection.exec_driver_sql(
            seals.insert("grp", "IGNORE"),
            seals.seal(group, session, "recover", label, "", now()),
        )


def _everything(path: Path) -> dict[str, Rows]:
    """The rows of every table that can be read, each once, from a copy of the file.

    The file is read by others than SQLite here: in a process that has it open, too, closing it
    again would drop SQLite's locks on it. Only the command line recovers.
    """
    with tempfile.TemporaryDirectory() as name:
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


def _is_as_written(op: Row) -> bool:
    if None in op[:_VALUE] or not seals.is_as_written("op", op):
        return False
    try:
        fold([(op[4], op[5], op[6], op[7])])
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError):
        return False
    return True


def _readable(table: str, row: Row) -> bool:
    try:
        FORMS[table].records([row])
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError):
        return False
    return True


def _insert(connection: Connection, table: str, rows: Rows) -> None:
    """Put in what the table allows, sealed as it was read."""
    for row in rows:
        with suppress(sqlalchemy.exc.IntegrityError):
            connection.exec_driver_sql(seals.insert(table, "IGNORE"), seals.seal(*row[:-1]))
