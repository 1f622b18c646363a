"""A file's contents as a table of texts, whatever kind of file it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from cxdesk.models.naming import normal

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

MOST_COLUMNS = 16_384
"""What a spreadsheet can hold; more columns are a sign that the file is no table."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How to read a file; ``None`` means: find out by yourself.

    ``columns`` are all that is needed: others may be left out. The ``ratings`` among them may come
    as numbers where they are whole numbers of one byte. Either saves a third of the time.
    """

    sheet: str | int | None = None
    header_rows: int | None = None
    delimiter: str | None = None
    encoding: str | None = None
    decimal: str | None = None
    columns: tuple[str, ...] | None = None
    ratings: tuple[str, ...] = ()


class Ragged(msgspec.Struct, frozen=True):
    """A record with more cells than the header; ``value`` is the first that is too much."""

    row: int
    value: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table of texts.

    ``frame`` holds the data records as strings, a blank cell being null; its columns are called
    ``names``. Columns that were said to be ratings may hold numbers of one byte instead.
    ``rows[i]`` is the number of the record in the file, counted from 1; the header is usually
    record 1. ``parts`` are a column's cells in the header rows. ``used`` says how the file was
    read, so that a person can correct it.
    """

    file_name: str
    digest: str
    frame: pl.DataFrame
    names: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    rows: NDArray[np.uint32]
    header: int
    ragged: tuple[Ragged, ...]
    used: Reading
    sheets: tuple[str, ...] = ()

    def find(self, name: str) -> str | None:
        """The column that a person means by ``name``; None if there is none.

        It may be the column's whole name or one header cell of it, if no other column has it;
        capitals and spaces do not count.
        """
        return find_column(self.names, self.parts, name)


def find_column(names: Sequence[str], parts: Sequence[tuple[str, ...]], name: str) -> str | None:
    """The one of ``names`` (header cells: ``parts``) that a person means; see ``Table.find``."""
    if name in names:
        return name
    wanted = normal(name)
    for candidates in (
        [column for column in names if normal(column) == wanted],
        [
            column
            for column, cells in zip(names, parts, strict=True)
            if any(normal(cell) == wanted for cell in cells)
        ],
    ):
        if len(candidates) == 1:
            return candidates[0]
    return None
