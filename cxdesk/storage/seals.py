"""Rows that can tell whether they are as they were written: each ends in a digest of the rest."""

from __future__ import annotations

import hashlib
from typing import Any

SEALED: dict[str, tuple[str, ...]] = {
    "meta": ("id", "project_id", "format", "created_at"),
    "session": ("id", "person", "name", "host", "app", "opened_at"),
    "grp": ("id", "session", "kind", "label", "undoes", "at_wall"),
    "op": (
        "session", "n", "hlc", "grp", "tbl", "row", "field", "value", "prev_session", "prev_n",
    ),
    "conflict": ("loser_session", "loser_n", "kind"),
    "presence": ("session", "at_wall", "selected"),
    "answers": ("survey", "question", "part", "width", "count", "data"),
    "answer_text": ("question", "respondent", "text"),
    "blob": ("digest", "media_type", "bytes"),
}  # fmt: skip
"""The columns of every table whose rows are sealed, in the order of the seal, without it.

The typed tables need none: they are a fold of the operations. Whatever changes a row seals it
anew, an erasure too.
"""


def columns(table: str) -> str:
    """The columns of a sealed table as SQL names them, the seal last."""
    last = "seal" if table == "blob" else "digest"
    return ", ".join(f'"{column}"' for column in (*SEALED[table], last))


def insert(table: str, otherwise: str = "ABORT") -> str:
    """The statement that puts a sealed row; ``otherwise`` is what happens if there is one."""
    marks = ", ".join("?" * (len(SEALED[table]) + 1))
    return f'INSERT OR {otherwise} INTO "{table}" ({columns(table)}) VALUES ({marks})'


def seal(*content: Any) -> tuple[Any, ...]:
    """A row's content and its seal."""
    return (*content, digest(content))


def digest(content: tuple[Any, ...]) -> bytes:
    """The digest of a row's content, in which bytes stand for themselves by a digest."""
    parts = tuple(_bytes(part) if isinstance(part, bytes) else part for part in content)
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).digest()


def is_as_written(row: tuple[Any, ...]) -> bool:
    """Whether a row, its digest at the end, is whole."""
    *content, stated = row
    return digest(tuple(content)) == bytes(stated)


def _bytes(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=12).digest()
