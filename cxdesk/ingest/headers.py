"""Where a table's header is, and what its columns are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

Cells = Sequence[str | None]

SEPARATOR = " - "
"""Stands between the cells of a name that comes from several header rows."""

_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?%?")
_IMPORT_ID = '{"ImportId"'


def header_start(records: Sequence[Cells]) -> int:
    """How many blank records and title lines stand above the header.

    A title fills one cell above a table of three columns or more; where it is also the record's
    only cell, above a table of two, too.
    """
    for number, record in enumerate(records[:20]):
        filled = _filled(record)
        if filled > 1:
            return number
        if filled == 1:
            widest = max(map(_filled, records[number:]))
            if widest == 1 or (widest == 2 and len(record) > 1):
                return number
    return 0


def header_rows(records: Sequence[Cells]) -> int:
    """How many rows the header has, judged from the first records below any title.

    Three where the third is Qualtrics' import ids, two where the second names what Qualtrics' older
    form numbers, or where the first has gaps that the second fills with texts (LimeSurvey,
    SurveyMonkey), otherwise one.
    """
    if len(records) > 1 and (_start(records[0]), _start(records[1])) == ("V1", "ResponseID"):
        return 2
    if len(records) > 2 and any(str(cell).startswith(_IMPORT_ID) for cell in records[2] if cell):
        return 3
    if len(records) < 3:
        return 1
    first, second, *below = records
    gaps = [index for index, cell in enumerate(first) if not _text(cell)]
    gaps += list(range(len(first), len(second)))
    filling = [_text(second[index]) for index in gaps if index < len(second)]
    if len(gaps) < 2 or not all(filling) or len(filling) < len(gaps):
        return 1
    words = all(not _NUMBER.fullmatch(cell) for cell in filling)
    repeated = any(list(second) == list(record) for record in below)
    return 2 if words and not repeated else 1


def column_parts(header: Sequence[Cells], width: int) -> list[tuple[str, ...]]:
    """Each column's cells in the header rows; a gap in an upper row repeats its left neighbour."""
    rows = []
    for number, record in enumerate(header):
        cells = [_text(record[index]) if index < len(record) else "" for index in range(width)]
        if number < len(header) - 1:
            for index in range(1, width):
                cells[index] = cells[index] or cells[index - 1]
        if not any(cell.startswith(_IMPORT_ID) for cell in cells):
            rows.append(cells)
    return [tuple(dict.fromkeys(filter(None, cells))) for cells in zip(*rows, strict=True)] or [
        () for _ in range(width)
    ]


def column_names(parts: Sequence[tuple[str, ...]]) -> list[str]:
    """A name for every column, none twice: ``#3`` for the third if it has none."""
    names: list[str] = []
    taken: set[str] = set()
    for number, cells in enumerate(parts, 1):
        name = wanted = SEPARATOR.join(cells) or f"#{number}"
        again = 1
        while name in taken:
            again += 1
            name = f"{wanted} ({again})"
        taken.add(name)
        names.append(name)
    return names


def _text(cell: str | None) -> str:
    return (cell or "").strip(" \t\r\n")


def _start(record: Cells) -> str:
    return _text(record[0]) if record else ""


def _filled(record: Cells) -> int:
    return sum(1 for cell in record if _text(cell))
