"""How the fields of a record lie in columns of a table."""

from __future__ import annotations

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from cxdesk.models.records import CardPlace, Place

SqlType = Literal["INTEGER", "REAL", "TEXT"]


class Cell(msgspec.Struct, frozen=True):
    """A field of a record and the columns that hold it.

    ``form`` is "plain" (one column as it is), "json" (one column of JSON text) or "place" (a
    column for each part, all NULL where there is no place).
    """

    name: str
    form: Literal["plain", "json", "place"]
    columns: tuple[str, ...]
    sql_type: SqlType
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
        return Cell(name, "place", kind.__struct_fields__, "TEXT", nullable)
    if get_origin(kind) is Literal:
        kind = type(get_args(kind)[0])
    if kind in (bool, int):
        return Cell(name, "plain", (name,), "INTEGER", nullable)
    if kind is float:
        return Cell(name, "plain", (name,), "REAL", nullable)
    if kind is str:
        return Cell(name, "plain", (name,), "TEXT", nullable)
    return Cell(name, "json", (name,), "TEXT", nullable)
