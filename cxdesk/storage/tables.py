"""The tables of a project file: operations, answers, and a typed table for every kind of record."""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
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

from cxdesk.models.records import TABLES, CardPlace, Place

APPLICATION_ID = 0x63786A6D
"""The four bytes "cxjm" at offset 68 of every project file."""
FORMAT = 1

metadata = MetaData()


def _table(name: str, *parts: Any, rowid: bool = True) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


meta = _table(
    "meta",
    Column("id", INTEGER, CheckConstraint("id = 1"), primary_key=True),
    Column("project_id", TEXT, nullable=False),
    Column("format", INTEGER, nullable=False),
    Column("created_at", TEXT, nullable=False),
)
session = _table(
    "session",
    Column("id", TEXT, primary_key=True, nullable=False),
    Column("person", TEXT, nullable=False),
    Column("name", TEXT, nullable=False),
    Column("host", TEXT, nullable=False),
    Column("app", TEXT, nullable=False),
    Column("opened_at", TEXT, nullable=False),
)
grp = _table(
    "grp",
    Column("id", TEXT, primary_key=True, nullable=False),
    Column("session", TEXT, ForeignKey("session.id"), nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("label", TEXT, nullable=False),
    Column("undoes", TEXT, nullable=False),
    Column("at_wall", TEXT, nullable=False),
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
    rowid=False,
)
presence = _table(
    "presence",
    Column("session", TEXT, primary_key=True, nullable=False),
    Column("at_wall", TEXT, nullable=False),
    Column("selected", TEXT, nullable=False),
)
answers = _table(
    "answers",
    Column("survey", TEXT, primary_key=True, nullable=False),
    Column("question", TEXT, primary_key=True, nullable=False),
    Column("part", INTEGER, primary_key=True, nullable=False),
    Column("width", INTEGER, CheckConstraint("width IN (1, 2, 4)"), nullable=False),
    Column("count", INTEGER, CheckConstraint("count BETWEEN 1 AND 65536"), nullable=False),
    Column("data", BLOB),
)
answer_text = _table(
    "answer_text",
    Column("question", TEXT, primary_key=True, nullable=False),
    Column("respondent", INTEGER, primary_key=True, nullable=False),
    Column("text", TEXT),
    rowid=False,
)
blob = _table(
    "blob",
    Column("digest", TEXT, primary_key=True, nullable=False),
    Column("media_type", TEXT, nullable=False),
    Column("bytes", BLOB),
)


class Cell(msgspec.Struct, frozen=True):
    """A field of a record and the columns that hold it.

    ``form`` is "plain" (one column as it is), "json" (one column of JSON text) or "place" (a
    column for each part, all NULL where there is no place).
    """

    name: str
    form: Literal["plain", "json", "place"]
    columns: tuple[str, ...]
    sql_type: Any
    nullable: bool


def cells(kind: type[Any]) -> tuple[Cell, ...]:
    """The cells of a kind of record, the id first and the mark of deletion second."""
    by_name = {field.name: _cell(field.name, field.type) for field in msgspec.structs.fields(kind)}
    return (by_name.pop("id"), by_name.pop("deleted"), *by_name.values())


def _cell(name: str, kind: Any) -> Cell:
    nullable = False
    if get_origin(kind) in (Union, UnionType):
        kind = next(part for part in get_args(kind) if part is not type(None))
        nullable = True
    if kind in (Place, CardPlace):
        return Cell(name, "place", kind.__struct_fields__, TEXT, nullable)
    if get_origin(kind) is Literal:
        kind = type(get_args(kind)[0])
    if kind in (bool, int):
        return Cell(name, "plain", (name,), INTEGER, nullable)
    if kind is float:
        return Cell(name, "plain", (name,), REAL, nullable)
    if kind is str:
        return Cell(name, "plain", (name,), TEXT, nullable)
    return Cell(name, "json", (name,), TEXT, nullable)


def _typed(name: str, kind: type[Any]) -> Table:
    columns = [
        Column(column, cell.sql_type, primary_key=column == "id", nullable=cell.nullable)
        for cell in cells(kind)
        for column in cell.columns
    ]
    return _table(name, *columns)


TYPED: dict[str, Table] = {name: _typed(name, kind) for name, kind in TABLES.items()}
"""The table of every kind of record: a cache of the fold of the operations."""


def script() -> list[str]:
    """The statements that make the tables of an empty file."""
    dialect = sqlite.dialect()
    made = [str(CreateTable(table).compile(dialect=dialect)) for table in metadata.tables.values()]
    indexes = [index for table in metadata.tables.values() for index in table.indexes]
    return made + [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]


@cache
def expected() -> frozenset[str]:
    """The statements of ``script`` in the form of ``canonical``."""
    return frozenset(canonical(statement) for statement in script())


def canonical(statement: str) -> str:
    """A statement without the spacing and quoting that differ between versions of SQLAlchemy."""
    return "".join(statement.split()).replace('"', "")
