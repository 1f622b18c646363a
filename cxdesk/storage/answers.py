"""The answers of surveys as they lie in the file: columns of codes in compressed parts."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection

from cxdesk.models.ids import Id
from cxdesk.storage import seals

PART = 65_536
_MANY = 2_000_000
"""Codes beyond which threads gain more than they cost to start."""
_RUNS = 0.7
"""The share of codes that are like the one before, beyond which a column is one of runs."""
WIDTHS: dict[np.dtype[Any], int] = {np.dtype(f"<u{width}"): width for width in (1, 2, 4)}
_TYPES = {width: kind for kind, width in WIDTHS.items()}

Part = tuple[int, int, int, bytes]
"""part, width (bytes a code), count (codes), data"""


class BrokenColumn(ValueError):
    """A stored column is not what its record says."""


def pack(column: np.ndarray) -> Iterator[Part]:
    """The parts of a column of uint8, uint16 or uint32 codes.

    Raises:
        TypeError: if the column is of another type.
    """
    little = column.astype(column.dtype.newbyteorder("<"), copy=False)
    if little.dtype not in WIDTHS or little.ndim != 1:
        raise TypeError(f"a column of codes cannot be {column.dtype}, {column.ndim} dimensions")
    for number, start in enumerate(range(0, len(little), PART)):
        codes = little[start : start + PART]
        yield number, WIDTHS[little.dtype], len(codes), _deflated(codes)


def _deflated(codes: np.ndarray) -> bytes:
    """Compressed: answers are noise or runs, where searching for repeated strings only costs.

    On the columns of a real survey this is a fifth smaller than level 1 alone, and four times
    as fast. Runs of codes of several bytes (days, say) are none of bytes.
    """
    strategy = zlib.Z_HUFFMAN_ONLY
    if np.count_nonzero(codes[1:] == codes[:-1]) > _RUNS * len(codes):
        strategy = zlib.Z_RLE if codes.itemsize == 1 else zlib.Z_DEFAULT_STRATEGY
    stream = zlib.compressobj(level=1, strategy=strategy)
    return stream.compress(codes.tobytes()) + stream.flush()


def unpack(parts: Sequence[Part], length: int) -> np.ndarray:
    """The column of ``length`` codes that the parts hold; it cannot be written to.

    No part is decompressed beyond the size that it states.

    Raises:
        BrokenColumn: if parts are missing, too many, or do not hold what they state.
    """
    widths = {part[1] for part in parts} or {1}
    counts = [PART] * (length // PART) if length <= PART * len(parts) else []
    if length % PART:
        counts.append(length % PART)
    if len(widths) != 1 or [part[2] for part in parts] != counts:
        raise BrokenColumn("the parts do not make up the column")
    width = widths.pop()
    column: np.ndarray = np.empty(length, _TYPES[width])
    for number, (part, _, count, data) in enumerate(parts):
        if part != number or data is None:
            raise BrokenColumn(f"part {number} is missing")
        start = number * PART
        column[start : start + count] = np.frombuffer(_inflate(data, count * width), column.dtype)
    column.flags.writeable = False
    return column


def _inflate(data: bytes, size: int) -> bytes:
    stream = zlib.decompressobj()
    try:
        raw = stream.decompress(data, size)
    except zlib.error as error:
        raise BrokenColumn(str(error)) from error
    if len(raw) != size or stream.unconsumed_tail:
        raise BrokenColumn("a part does not have the size that it states")
    return raw


def read(connection: Connection, survey: Id, question: Id, length: int) -> np.ndarray:
    """The column of a question.

    Raises:
        BrokenColumn: if it is not whole.
    """
    parts = connection.exec_driver_sql(
        "SELECT part, width, count, data FROM answers WHERE survey = ? AND question = ?"
        " ORDER BY part",
        (survey, question),
    ).fetchall()
    return unpack([(row[0], row[1], row[2], row[3]) for row in parts], length)


def keeping(
    survey: Id,
    columns: Mapping[Id, np.ndarray],
    texts: Mapping[Id, Sequence[tuple[int, str]]],
) -> Callable[[Connection], None]:
    """The call that puts a survey's columns and texts, by question, into the file.

    Raises:
        TypeError: if a column is not one of codes.
    """
    packed = dict(zip(columns, _packed(list(columns.values())), strict=True))

    def keep(connection: Connection) -> None:
        for question, parts in packed.items():
            write(connection, survey, question, parts)
        for question, held in texts.items():
            write_texts(connection, question, held)

    return keep


def _packed(columns: Sequence[np.ndarray]) -> list[list[Part]]:
    if sum(map(len, columns)) < _MANY:
        return [list(pack(column)) for column in columns]
    from concurrent.futures import ThreadPoolExecutor

    # zlib lets go of the interpreter while it compresses.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda column: list(pack(column)), columns))


def write(connection: Connection, survey: Id, question: Id, parts: Sequence[Part]) -> None:
    """Put a question's parts into the file."""
    if parts:
        connection.exec_driver_sql(
            seals.insert("answers"), [seals.seal(survey, question, *part) for part in parts]
        )


def read_texts(connection: Connection, question: Id) -> list[tuple[int, str]]:
    """A question's answers in words: (number of the respondent from 0, text)."""
    rows = connection.exec_driver_sql(
        "SELECT respondent, text FROM answer_text WHERE question = ? AND text IS NOT NULL"
        " ORDER BY respondent",
        (question,),
    )
    return [(row[0], row[1]) for row in rows.fetchall()]


def write_texts(connection: Connection, question: Id, texts: Sequence[tuple[int, str]]) -> None:
    """Put a question's answers in words into the file."""
    if texts:
        connection.exec_driver_sql(
            seals.insert("answer_text"),
            [seals.seal(question, respondent, text) for respondent, text in texts],
        )
