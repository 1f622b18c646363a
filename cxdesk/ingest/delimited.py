"""Text files of separated values: encoding and delimiter found out, read by polars."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterable, Sequence, Set
from typing import TYPE_CHECKING

import msgspec

from cxdesk.ingest import headers
from cxdesk.ingest.table import MOST_COLUMNS, Reading, find_column
from cxdesk.language import N_
from cxdesk.problems import Problem

if TYPE_CHECKING:
    import polars as pl

MOST_CELLS = 30_000_000
"""About 500 MB in memory; a million answers to twenty questions are 20 million."""

_SAMPLE = 65_536
_SAMPLE_RECORDS = 60
_SEARCHED = 16 << 20
"""Bytes that are searched for a wrong quotation mark; more would take longer than is bearable."""
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - {8, 9, 10, 12, 13, 27})


class Cells(msgspec.Struct, frozen=True):
    """The records of a file below its header, as texts (ratings: perhaps as numbers).

    ``places`` says which of the file's columns (from 0) each column of ``frame`` is, but for the
    last one, which is spare: a record that has more cells than the header has something there.
    ``header`` holds the whole header, ``width`` cells wide, from record ``start`` (from 0) on.
    """

    frame: pl.DataFrame
    places: tuple[int, ...]
    width: int
    start: int
    header: Sequence[headers.Cells]
    used: Reading


def read_cells(raw: bytes, file: str, reading: Reading) -> Cells:
    """All records of a text file.

    Raises:
        Problem: if it is no text, too large, or its quotation marks do not match.
    """
    content, encoding = decoded(raw, file, reading.encoding)
    sample = _sample(content)
    delimiter = _delimiter(sample) if reading.delimiter is None else reading.delimiter
    if len(delimiter.encode()) != 1 or delimiter in '"\r\n':
        raise Problem(N_("“{delimiter}” cannot be a delimiter; it is one plain character."),
                      delimiter=delimiter)  # fmt: skip
    records = _records(sample, delimiter)
    start = headers.header_start(records)
    rows = reading.header_rows
    if rows is None:
        rows = headers.header_rows(records[start:])
    header: Sequence[headers.Cells] = records[start : start + rows]
    width = max(map(len, header or records), default=1)
    _check_size(content, delimiter, width, file)
    used = Reading(header_rows=rows, delimiter=delimiter, encoding=encoding,
                   decimal=reading.decimal)  # fmt: skip
    if reading.columns is not None and len(header) == rows:
        first = start + rows
        needed, rated = _needed(header, width, reading)
        numbers = {place for place in rated if _are_whole(records[first:], place)}
        simple = start == 0 and rows == 1
        frame = _with_numbers(content, delimiter, width, needed, numbers) if simple else None
        if frame is None:
            frame = _frame(content, delimiter, width, file, needed).slice(first)
        # A record may be blank only if its first cell is, which a few columns alone cannot tell.
        if not frame.to_series(0).null_count():
            return Cells(frame, needed, width, start, header, used)
    frame = _frame(content, delimiter, width, file)
    header = frame.slice(start, rows).rows()
    body = frame.slice(start + len(header))
    return Cells(body, tuple(range(width)), width, start, header, used)


def _needed(
    header: Sequence[headers.Cells], width: int, reading: Reading
) -> tuple[tuple[int, ...], Set[int]]:
    """The places of the columns that are needed, and of the first; and which are only rated."""
    parts = headers.column_parts(header, width)
    names = headers.column_names(parts)

    def places(wanted: Iterable[str]) -> set[int]:
        found = {find_column(names, parts, name) for name in wanted}
        return {place for place, name in enumerate(names) if name in found}

    rated = places(reading.ratings)
    others = places(name for name in reading.columns or () if name not in reading.ratings)
    return tuple(sorted({0} | rated | others)), rated - others


def _are_whole(records: Iterable[Sequence[str]], place: int) -> bool:
    """Whether the cells of a column are whole numbers or blank, as far as a sample can tell."""
    cells = {record[place].lstrip("-") for record in records if place < len(record)}
    return all(not cell or cell.isdecimal() for cell in cells)


def _check_size(content: bytes, delimiter: str, width: int, file: str) -> None:
    if width > MOST_COLUMNS:
        raise Problem(N_("{file} has {n} columns; no more than {most} can be read."),
                      file=file, n=width, most=MOST_COLUMNS)  # fmt: skip
    # Counting takes a quarter of the time of reading, so only what could be too much is counted.
    if len(content) > MOST_CELLS:
        cells = content.count(delimiter.encode()) + content.count(b"\n")
        if cells > MOST_CELLS:
            raise Problem(N_("{file} is too large; split it into several files."), file=file)


def decoded(raw: bytes, file: str, encoding: str | None) -> tuple[bytes, str]:
    """The contents as UTF-8 with line feeds, and the encoding they were in.

    Raises:
        Problem: if they are not text in this (or any) encoding.
    """
    encoding = encoding or _encoding(raw)
    try:
        name = codecs.lookup(encoding).name
        if name in ("utf-8", "ascii"):
            content = raw.removeprefix(codecs.BOM_UTF8)
            content.isascii() or content.decode("utf-8")
        else:
            content = raw.decode(encoding).removeprefix("\ufeff").encode("utf-8")
    except LookupError:
        raise Problem(N_("There is no text encoding called “{encoding}”."),
                      encoding=encoding) from None  # fmt: skip
    except (UnicodeError, ValueError):
        raise Problem(N_("{file} is not text in the encoding {encoding}; choose another one."),
                      file=file, encoding=encoding) from None  # fmt: skip
    if b"\0" in content or _control_share(content) > 0.01:
        raise Problem(N_("{file} is neither a text file nor a workbook that can be read."),
                      file=file)  # fmt: skip
    if b"\r" in content and b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    return content, name


def _encoding(raw: bytes) -> str:
    for mark, name in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return name
    head = raw[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) // 8 and min(even, odd) * 8 < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    if raw.isascii():
        return "utf-8"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        # Five byte values mean nothing in Windows' Western encoding.
        unused = any(bytes((value,)) in raw for value in (0x81, 0x8D, 0x8F, 0x90, 0x9D))
        return "latin-1" if unused else "cp1252"
    return "utf-8"


def _control_share(content: bytes) -> float:
    head = content[:_SAMPLE]
    return 1 - len(head.translate(None, _CONTROLS)) / len(head) if head else 0.0


def _sample(content: bytes) -> str:
    head = content[:_SAMPLE]
    if len(content) > _SAMPLE and b"\n" in head:
        head = head[: head.rindex(b"\n") + 1]
    return head.decode("utf-8", "ignore")


def _records(sample: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    records: list[list[str]] = []
    try:
        for record in reader:
            records.append(record)
            if len(records) == _SAMPLE_RECORDS:
                break
    except csv.Error:
        pass  # a cell longer than the sample; polars reads it, or says why not
    return records


def _delimiter(sample: str) -> str:
    """The delimiter that cuts most records into as many cells as the header has."""

    def quality(delimiter: str) -> tuple[float, int]:
        records = [record for record in _records(sample, delimiter) if record]
        if not records:
            return (0.0, 0)
        width = len(records[headers.header_start(records)])
        alike = sum(len(record) == width for record in records) / len(records)
        return (round(alike, 1), width) if width > 1 else (0.0, 0)

    return max((",", ";", "\t", "|"), key=quality)


def _with_numbers(
    content: bytes, delimiter: str, width: int, places: Sequence[int], numbers: Collection[int]
) -> pl.DataFrame | None:
    """All records but the first, with ``numbers`` of one byte; None if they are not so.

    Below more than one record, polars 2.1 no longer minds those that are too long.
    """
    import polars as pl

    if not numbers:
        return None
    schema = {f"c{at}": pl.Int8 if at in numbers else pl.String for at in range(width)}
    try:
        frame = pl.read_csv(
            content, separator=delimiter, schema=schema, has_header=False, skip_rows=1,
            columns=list(places),
        )  # fmt: skip
    except pl.exceptions.PolarsError:
        return None
    return frame.with_columns(pl.lit(None, pl.String).alias("spare"))


def _frame(
    content: bytes, delimiter: str, width: int, file: str, places: Sequence[int] | None = None
) -> pl.DataFrame:
    import polars as pl

    needed = list(range(width)) if places is None else list(places)
    try:
        frame = pl.read_csv(
            content, separator=delimiter, infer_schema=False, has_header=False, columns=needed
        )
        if len(needed) == frame.width:
            return frame.with_columns(pl.lit(None, pl.String).alias("spare"))
    except pl.exceptions.PolarsError:
        pass  # some records have more cells than the first, or something is wrong indeed
    # A header of our own, one column wider than the file's, shows which records are too long.
    names = delimiter.join(f"c{number}" for number in range(width + 1))
    try:
        return pl.read_csv(
            names.encode() + b"\n" + content,
            separator=delimiter,
            infer_schema=False,
            truncate_ragged_lines=True,
            columns=[*needed, width],
        )
    except pl.exceptions.PolarsError:
        raise Problem(
            N_("The quotation marks in {file} do not match near line {line}: one is not closed, "
               "or stands inside a cell without being doubled; correct the file and try again."),
            file=file, line=_bad_quote_line(content, delimiter),
        ) from None  # fmt: skip


def _bad_quote_line(content: bytes, delimiter: str) -> int:
    """The line where strict reading stops, or else the first with an odd number of quotes."""
    text = content[:_SEARCHED].decode("utf-8", "ignore")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 0
    try:
        for _ in reader:
            start = reader.line_num
    except csv.Error:
        return start + 1
    odd = (number for number, line in enumerate(text.split("\n"), 1) if line.count('"') % 2)
    return next(odd, 1)
