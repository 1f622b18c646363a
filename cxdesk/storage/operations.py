"""Operations: what the file keeps of an edit, cell by cell."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection

from cxdesk.models.diff import Diff
from cxdesk.models.ids import Id
from cxdesk.models.records import TABLE_OF, AnyRecord
from cxdesk.models.store import Label
from cxdesk.storage.blobs import Blob
from cxdesk.storage.seals import SEALED, insert, seal

WHOLE = "*"
"""The field of an operation that makes a record: its value holds all fields."""
DELETED = "_deleted"
ERASED = "erased"
"""The table that marks of erasures are written to, as far as operations are concerned."""
CLOCK_LIMIT = 1 << 62
"""A greater clock is nothing that this program wrote."""

Op = tuple[str, int, int, str, str, str, str, str | None, str | None, int | None, bytes]
"""session, n, hlc, grp, tbl, row, field, value, prev_session, prev_n, digest"""
OP_COLUMNS = (*SEALED["op"], "digest")
INSERT_OP = insert("op")


class Write(msgspec.Struct, frozen=True, array_like=True):
    """One cell that an edit writes; ``value`` is JSON text, None where it was erased."""

    n: int
    table: str
    row: Id
    field: str
    value: str | None


class Group(msgspec.Struct, frozen=True):
    """One user action on its way to the file.

    ``seen`` is the last operation of the file (its ``seq``) that the person had before them;
    ``blobs`` are the pictures and files that it brings along.
    """

    id: Id
    kind: str
    label: Label
    undoes: Id
    at: str
    seen: int
    writes: list[Write]
    blobs: list[Blob] = []
    seen_op: tuple[str, int] | None = None
    """Session and number of the operation ``seen``: in another file it may stand elsewhere."""


class Stamp(msgspec.Struct, frozen=True, array_like=True):
    """What the first commit of a group fixed: its clock, and what each cell's write replaced."""

    group: Id
    hlc: int
    previous: list[tuple[str, int] | None]


def writes_of(diff: Diff, gone: Mapping[Id, AnyRecord], number: Callable[[], int]) -> list[Write]:
    """The cells that a diff writes.

    A record that was there before (``gone``) is brought back with what has changed in it.
    """
    writes: list[Write] = []

    def write(record: AnyRecord, field: str, value: Any) -> None:
        text = msgspec.json.encode(value).decode()
        writes.append(Write(number(), TABLE_OF[type(record)], record.id, field, text))

    for key, before, after in diff.changes():
        if after is None:
            assert before is not None
            write(before, DELETED, True)
            continue
        former = before or gone.get(key)
        if former is None or type(former) is not type(after):
            write(after, WHOLE, whole(after))
            continue
        if before is None:
            write(after, DELETED, False)
        for field in fields_of(type(after)):
            if getattr(former, field) != getattr(after, field):
                write(after, field, getattr(after, field))
    return writes


def whole(record: AnyRecord) -> dict[str, Any]:
    """All fields of a record except its id and its mark of deletion."""
    return {field: getattr(record, field) for field in fields_of(type(record))}


def fields_of(kind: type[Any]) -> list[str]:
    """The fields of a kind of record that operations write one by one."""
    return [name for name in kind.__struct_fields__ if name not in ("id", "deleted")]


def sealed(group: Group, session: str, stamp: Stamp) -> list[Op]:
    """The operations of a group as they stand in every copy of the file."""
    ops: list[Op] = []
    for write, previous in zip(group.writes, stamp.previous, strict=True):
        prev_session, prev_n = previous or (None, None)
        content = (
            session, write.n, stamp.hlc, group.id, write.table, write.row, write.field, write.value,
            prev_session, prev_n,
        )  # fmt: skip
        ops.append(seal(*content))
    return ops


def next_clock(greatest: int) -> int:
    """A hybrid clock after ``greatest``: milliseconds since 1970 in the upper 48 bits."""
    return max(int(time.time() * 1000) << 16, greatest + 1)


def now() -> str:
    """This moment as ISO text, UTC."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")


def op_at(connection: Connection, seq: int) -> tuple[str, int] | None:
    """The session and number of the operation at a place in the file."""
    found = connection.exec_driver_sql("SELECT session, n FROM op WHERE seq = ?", (seq,)).fetchone()
    return (found[0], found[1]) if found else None
