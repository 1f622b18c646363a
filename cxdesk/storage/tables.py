"""The tables of a project file: operations, answers, and a typed table for every kind of record.

A row of the others is found to be whole by its digest (``seals``).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BLOB,
    INTEGER,
    REAL,
    TEXT,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    MetaData,
    Table,
    UniqueConstraint,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from cxdesk.models.records import TABLES
from cxdesk.storage.cells import SqlType, cells
from cxdesk.storage.file_format import FORMAT

metadata = MetaData()


def _table(name: str, *parts: Any, rowid: bool = True) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


meta = _table(
    "meta",
    Column("id", INTEGER, CheckConstraint("id = 1"), primary_key=True),
    Column("project_id", TEXT, nullable=False),
    Column("format", INTEGER, nullable=False),
    Column("created_at", TEXT, nullable=False),
    Column("digest", BLOB, nullable=False),
)
session = _table(
    "session",
    Column("id", TEXT, primary_key=True, nullable=False),
    Column("person", TEXT, nullable=False),
    Column("name", TEXT, nullable=False),
    Column("host", TEXT, nullable=False),
    Column("app", TEXT, nullable=False),
    Column("opened_at", TEXT, nullable=False),
    Column("digest", BLOB, nullable=False),
)
grp = _table(
    "grp",
    Column("id", TEXT, primary_key=True, nullable=False),
    Column("session", TEXT, ForeignKey("session.id"), nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("label", TEXT, nullable=False),
    Column("undoes", TEXT, nullable=False),
    Column("at_wall", TEXT, nullable=False),
    Column("digest", BLOB, nullable=False),
)
op = _table(
    "op",
    Column("seq", INTEGER, primary_key=True),
    Column("session", TEXT, nullable=False),
    Column("n", INTEGER, nullable=False),
    Column("hlc", INTEGER, nullable=False),
    Column("grp", TEXT, ForeignKey("grp.id"), nullable=False),
    Column("tbl", TEXT, nullable=False),
    Column("row", TEXT, nullable=False),
    Column("field", TEXT, nullable=False),
    Column("value", TEXT),
    Column("prev_session", TEXT),
    Column("prev_n", INTEGER),
    Column("digest", BLOB, nullable=False),
    UniqueConstraint("session", "n"),
)
Index("op_cell", op.c.tbl, op.c.row, op.c.field, op.c.hlc, op.c.session, op.c.n)
conflict = _table(
    "conflict",
    Column("loser_session", TEXT, primary_key=True, nullable=False),
    Column("loser_n", INTEGER, primary_key=True, nullable=False),
    Column("kind", TEXT, primary_key=True, nullable=False),
    Column("digest", BLOB, nullable=False),
    rowid=False,
)
presence = _table(
    "presence",
    Column("session", TEXT, primary_key=True, nullable=False),
    Column("at_wall", TEXT, nullable=False),
    Column("selected", TEXT, nullable=False),
    Column("digest", BLOB, nullable=False),
)
answers = _table(
    "answers",
    Column("survey", TEXT, primary_key=True, nullable=False),
    Column("question", TEXT, primary_key=True, nullable=False),
    Column("part", INTEGER, primary_key=True, nullable=False),
    Column("width", INTEGER, CheckConstraint("width IN (1, 2, 4)"), nullable=False),
    Column("count", INTEGER, CheckConstraint("count BETWEEN 1 AND 65536"), nullable=False),
    Column("data", BLOB),
    Column("digest", BLOB, nullable=False),
)
answer_text = _table(
    "answer_text",
    Column("question", TEXT, primary_key=True, nullable=False),
    Column("respondent", INTEGER, primary_key=True, nullable=False),
    Column("text", TEXT),
    Column("digest", BLOB, nullable=False),
    rowid=False,
)
blob = _table(
    "blob",
    Column("digest", TEXT, primary_key=True, nullable=False),
    Column("media_type", TEXT, nullable=False),
    Column("bytes", BLOB),
    Column("seal", BLOB, nullable=False),
)


_TYPES: dict[SqlType, Any] = {"INTEGER": INTEGER, "REAL": REAL, "TEXT": TEXT}


def _typed(name: str, kind: type[Any]) -> Table:
    columns = [
        Column(column, _TYPES[cell.sql_type], primary_key=column == "id", nullable=cell.nullable)
        for cell in cells(kind)
        for column in cell.columns
    ]
    return _table(name, *columns)


TYPED: dict[str, Table] = {name: _typed(name, kind) for name, kind in TABLES.items()}
"""The table of every kind of record: a cache of the fold of the operations."""


_SINCE_2 = {
    "attachment": (), "saved_view": (), "version": (), "journey": ("locked",), "phase": ("locked",),
    "lane": ("locked",), "card": ("picture",), "blob": ("seal",), "meta": ("digest",),
    "session": ("digest",), "grp": ("digest",), "conflict": ("digest",), "presence": ("digest",),
    "answers": ("digest",), "answer_text": ("digest",),
}  # fmt: skip
"""The tables, and the columns of others, that files of format 1 have not."""


def script(version: int = FORMAT) -> list[str]:
    """The statements that make the tables of an empty file of a format."""
    dialect = sqlite.dialect()
    made = []
    for name, table in metadata.tables.items():
        statement = str(CreateTable(table).compile(dialect=dialect))
        if version == 1 and name in _SINCE_2:
            if not _SINCE_2[name]:
                continue
            starts = tuple(f"\t{column} " for column in _SINCE_2[name])
            lines = statement.splitlines(keepends=True)
            statement = "".join(line for line in lines if not line.startswith(starts))
        made.append(statement)
    indexes = [index for table in metadata.tables.values() for index in table.indexes]
    return made + [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
