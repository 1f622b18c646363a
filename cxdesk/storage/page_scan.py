"""Rows found in the pages of a file alone, whatever has become of its list of tables.

Every row that is not a fold of others is sealed (``seals``): its seal proves what it is and that it
is whole, wherever it lies. The format of pages is that of sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Iterator
from mmap import mmap
from typing import Any, get_args

from cxdesk.storage.conflicts import Kind
from cxdesk.storage.seals import SEALED, is_as_written

_TABLE_LEAF, _INDEX_INNER, _INDEX_LEAF = 0x0D, 0x02, 0x0A
_BEFORE_CELLS = {_TABLE_LEAF: 8, _INDEX_LEAF: 8, _INDEX_INNER: 12}
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""The sizes in bytes of integers by their serial type."""

_LETTERS = {type(None): "n", int: "i", float: "f", str: "t", bytes: "b"}
_SHAPES = {
    name: re.compile(shape)
    for name, shape in {
        "meta": "ntitb", "session": "t{6}b", "grp": "t{6}b", "op": "ntiit{4}[tn](ti|nn)b",
        "conflict": "titb", "presence": "tttb", "answers": "ttiii[bn]b", "answer_text": "ti[tn]b",
        "blob": "tt[bn]b",
    }.items()
}  # fmt: skip
"""The types of a table's values as a page holds them: a number that is the row's own is NULL."""

MOST_USES = 8
"""How many rows may claim a page before it is believed of none: a file made to harm has many."""

Pages = bytes | mmap
Row = tuple[Any, ...]


def sealed_rows(content: Pages, page_size: int) -> dict[str, list[Row]]:
    """The rows of every sealed table that are as they were written, in the order of the pages."""
    found: dict[str, list[Row]] = {name: [] for name in SEALED}
    used: Counter[int] = Counter()
    for start in range(page_size, len(content), page_size):  # the first holds the list of tables
        for number, row in _cells(content, start, page_size, used):
            shape = "".join(_LETTERS[type(value)] for value in row)
            for name, wanted in _SHAPES.items():
                if wanted.fullmatch(shape):
                    held = (number, *row[1:]) if name == "meta" else row[name == "op" :]
                    if _is_of(name, held) and is_as_written(held):
                        found[name].append(held)
    return found


def _is_of(name: str, row: Row) -> bool:
    """Whether a row is one of a table, where several have rows of its shape."""
    if name in ("session", "grp"):
        return str(row[3]).startswith("{") == (name == "grp")
    if name in ("conflict", "answer_text"):
        return (row[2] in get_args(Kind)) == (name == "conflict")
    return True


def _cells(
    content: Pages, start: int, size: int, used: Counter[int]
) -> Iterator[tuple[int | None, Row]]:
    """The number and the values of each row that a page holds."""
    page = content[start : start + size]
    before = _BEFORE_CELLS.get(page[0]) if page else None
    if before is None or len(page) < size:
        return
    count = int.from_bytes(page[3:5], "big")
    for place in range(before, min(before + 2 * count, size - 1), 2):
        at = int.from_bytes(page[place : place + 2], "big")
        try:
            yield _cell(content, page, at, used)
        except (IndexError, ValueError, OverflowError, struct.error):
            continue  # torn: the others may be whole


def _cell(content: Pages, page: bytes, at: int, used: Counter[int]) -> tuple[int | None, Row]:
    if page[0] == _INDEX_INNER:
        at += 4
    length, at = _varint(page, at)
    number = None
    if page[0] == _TABLE_LEAF:
        number, at = _varint(page, at)
    return number, tuple(_values(_payload(content, page, at, length, used)))


def _payload(content: Pages, page: bytes, at: int, length: int, used: Counter[int]) -> bytes:
    """The bytes of a row: those on its page, then those on the pages that carry on.

    ``used`` counts how often a page was one of those: in a whole file it is once.
    """
    size = len(page)
    most = size - 35 if page[0] == _TABLE_LEAF else (size - 12) * 64 // 255 - 23
    if length <= most:
        return page[at : at + length]
    least = (size - 12) * 32 // 255 - 23
    local = least + (length - least) % (size - 4)
    local = local if local <= most else least
    if length > len(content):
        raise ValueError("longer than the file")
    parts, left = [page[at : at + local]], length - local
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    while left > 0:
        start = (following - 1) * size
        used[following] += 1
        if following < 2 or start >= len(content) or used[following] > MOST_USES:
            raise ValueError("no such page")
        parts.append(content[start + 4 : start + 4 + min(left, size - 4)])
        left -= size - 4
        following = int.from_bytes(content[start : start + 4], "big")
    return b"".join(parts)


def _values(payload: bytes) -> Iterator[Any]:
    end, at = _varint(payload, 0)
    values = end
    while at < end:
        kind, at = _varint(payload, at)
        value, values = _value(payload, kind, values)
        yield value


def _value(payload: bytes, kind: int, at: int) -> tuple[Any, int]:
    """A value of a serial type, and where the next one begins."""
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind in (10, 11):
        raise ValueError("no such serial type")
    size = _INTEGERS.get(kind, 8 if kind == 7 else (kind - 12) // 2)
    raw = payload[at : at + size]
    if len(raw) < size:
        raise ValueError("cut off")
    if kind < 7:
        return int.from_bytes(raw, "big", signed=True), at + size
    if kind == 7:
        return struct.unpack(">d", raw)[0], at + size
    return (raw.decode() if kind % 2 else raw), at + size


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for position in range(8):
        byte = content[at + position]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + position + 1
    value = value << 8 | content[at + 8]
    return (value - (1 << 64) if value >= 1 << 63 else value), at + 9
