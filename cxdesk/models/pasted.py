"""Rows of a text that comes from elsewhere: a typed list, or the cells of a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

_BULLET = re.compile(r"^\s*(?:[-*+\u2022\u2013\u25cf\u25e6\u25aa\u00b7]|\(?\d{1,3}[.)])\s+")


def rows_of(text: str) -> list[list[str]]:
    """The rows of a pasted list or of cells from a spreadsheet; empty rows are left out.

    Bullets and numbers before the lines of a list are taken away. Columns that are empty in
    every row at the right are left out.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    try:
        cells = _cells(text)
    except csv.Error:  # a field longer than any card
        return []
    if cells:
        width = max(_filled(row) for row in cells)
        return [(row + [""] * width)[:width] for row in cells]
    lines = (_BULLET.sub("", line).strip() for line in text.split("\n"))
    return [[line] for line in lines if line]


def _cells(text: str) -> list[list[str]]:
    """The rows of a spreadsheet's cells; none if the text is a plain list.

    One column shows only in the quotes around cells that have line breaks in them.
    """
    if "\t" not in text and not (text.startswith('"') and text.count('"') % 2 == 0):
        return []
    read = csv.reader(io.StringIO(text), "excel-tab")
    rows = [[cell.strip() for cell in row] for row in read]
    return [row for row in rows if any(row)]


def _filled(row: Sequence[str]) -> int:
    return max((number + 1 for number, cell in enumerate(row) if cell), default=0)
