"""Columns of texts turned into columns of codes, a whole column at a time.

What an answer means is decided once for each distinct text; numpy then looks the codes up.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import polars as pl

from cxdesk.ingest.refusals import MOST_NAMED
from cxdesk.language import N_
from cxdesk.models.scales import Scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

OFF_SCALE = N_("not on the scale")
NOT_A_NUMBER = N_("not a number")
NOT_A_DATE = N_("not a date")
NOT_A_WEIGHT = N_("not a weight")


class Distinct(msgspec.Struct, frozen=True):
    """The distinct texts of a column and how often each occurs.

    ``index`` points into ``texts``; ``len(texts)`` is a blank cell.
    """

    texts: list[str]
    counts: list[int]
    index: NDArray[Any]


class Bad(msgspec.Struct, frozen=True):
    """An answer that cannot be taken: its position in the column, the text and the reason."""

    position: int
    text: str
    reason: str


class Coded(msgspec.Struct, frozen=True):
    """A column of codes with what they stand for, how often, and what was refused.

    ``column`` has the smallest unsigned type that fits; its largest value means "no answer".
    ``bad`` names the first thousand of ``refused`` answers.
    """

    codes: tuple[str, ...]
    counts: tuple[int, ...]
    column: NDArray[Any]
    bad: tuple[Bad, ...] = ()
    refused: int = 0


class Meaning(msgspec.Struct, frozen=True):
    """What one distinct text stands for: a code (with a key to sort by), a blank, or an error."""

    code: str = ""
    order: tuple[Any, ...] = ()
    reason: str = ""


BLANK = Meaning()


def distinct(series: pl.Series, *, numbers: bool = False) -> Distinct:
    """The distinct texts of a column of strings, or of numbers of one byte.

    With ``numbers``, "05" and "5" may come out as one.
    """
    if numbers:
        small = series.cast(pl.Int8, strict=False)
        if small.null_count() == series.null_count() and (small.max() or 0) < 127:  # type: ignore[operator]
            # Whole numbers of one byte, as almost all ratings are: three times as fast.
            full = small.fill_null(127) if series.null_count() else small
            values = full.to_numpy().view(np.uint8)
            counts = np.bincount(values, minlength=256)
            counts[127] = 0
            present = np.flatnonzero(counts)
            look_up = np.full(256, len(present), dtype=np.uint8)
            look_up[present] = np.arange(len(present), dtype=np.uint8)
            texts = [str(value) for value in present.astype(np.int8)]
            return Distinct(texts, counts[present].tolist(), look_up[values])
    return distinct_texts([series.cast(pl.String)])[0]


def distinct_texts(columns: Sequence[pl.Series]) -> list[Distinct]:
    """The distinct texts of several columns of one length, worked out side by side."""
    if not columns:
        return []
    frame = pl.DataFrame([column.alias(str(place)) for place, column in enumerate(columns)])
    unique = frame.select(pl.all().unique(maintain_order=True).implode())
    texts = [[text for text in found.item().to_list() if text is not None] for found in unique]
    numbers = frame.select(
        pl.col(str(place)).cast(pl.Enum(known)).to_physical().cast(pl.UInt32).fill_null(len(known))
        for place, known in enumerate(texts)
    )
    return [
        Distinct(known, np.bincount(index, minlength=len(known) + 1)[:-1].tolist(), index)
        for known, index in zip(texts, (number.to_numpy() for number in numbers), strict=True)
    ]


def coded(found: Distinct, meaning: Callable[[str], Meaning]) -> Coded:
    """Give every distinct text its meaning, and the column its codes in the meanings' order."""
    meanings = [meaning(text) for text in found.texts]
    order = {one.code: one.order for one in meanings if one.code}
    codes = sorted(order, key=order.__getitem__)
    kind, blank = _code_type(len(codes))
    number = {code: index for index, code in enumerate(codes)}
    look_up = np.array([number.get(one.code, blank) for one in meanings] + [blank], dtype=kind)
    counts = dict.fromkeys(codes, 0)
    for one, count in zip(meanings, found.counts, strict=True):
        if one.code:
            counts[one.code] += count
    bad, refused = _refused(found, meanings)
    return Coded(tuple(codes), tuple(counts.values()), look_up[found.index], bad, refused)


def _refused(found: Distinct, meanings: list[Meaning]) -> tuple[tuple[Bad, ...], int]:
    wrong = np.array([bool(one.reason) for one in meanings] + [False])
    if not wrong.any():
        return (), 0
    positions = np.flatnonzero(wrong[found.index])
    named = positions[:MOST_NAMED].tolist()
    texts = found.index[positions[:MOST_NAMED]].tolist()
    bad = (
        Bad(position, found.texts[text], meanings[text].reason)
        for position, text in zip(named, texts, strict=True)
    )
    return tuple(bad), len(positions)


def _code_type(count: int) -> tuple[type[np.unsignedinteger[Any]], int]:
    for kind in (np.uint8, np.uint16, np.uint32):
        largest = int(np.iinfo(kind).max)
        if count <= largest:
            return kind, largest
    raise OverflowError(count)


# -- what a text means -----------------------------------------------------------------------


def number(text: str, decimal: str | None = None) -> float | None:
    """The number that a text stands for; None if it is none.

    Both a point and a comma may separate the decimals unless ``decimal`` says which one.
    """
    text = text.strip()
    other = {",": ".", ".": ","}.get(decimal or "")
    if (other and other in text) or not text.isascii() or "_" in text:
        return None
    try:
        value = float(text.replace(",", ".", 1))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def number_text(value: float) -> str:
    """A number as a code: ``5``, ``2.5``."""
    return str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(value)


def rating_meaning(
    scale: Scale, missing: Sequence[str], words: dict[str, float], decimal: str | None
) -> Callable[[str], Meaning]:
    """What a rating's text means on ``scale``; ``missing`` and ``words`` are codes."""
    absent = set(missing)

    def meaning(text: str) -> Meaning:
        answer = text.strip()
        if not answer:
            return BLANK
        value = number(answer, decimal)
        code = answer if value is None else number_text(value)
        if code in absent:
            return Meaning(code, (1, 0.0, code))
        value = words.get(code, value)
        if value is None:
            return Meaning(reason=NOT_A_NUMBER)
        if not scale.accepts(value):
            return Meaning(reason=OFF_SCALE)
        return Meaning(code, (0, value, code))

    return meaning


def text_meaning(text: str) -> Meaning:
    """A segment's text is its own code."""
    answer = text.strip()
    if not answer:
        return BLANK
    value = number(answer)
    return Meaning(answer, (1, 0.0, answer) if value is None else (0, value, answer))


def weight_meaning(decimal: str | None, digits: int) -> Callable[[str], Meaning]:
    """What a weight's text means: a number from 0 on, to so many digits."""

    def meaning(text: str) -> Meaning:
        if not text.strip():
            return BLANK
        value = number(text, decimal)
        if value is None or value < 0:
            return Meaning(reason=NOT_A_WEIGHT)
        value = float(f"{value:.{digits}g}")
        return Meaning(number_text(value), (value,))

    return meaning


def coded_days(series: pl.Series) -> Coded:
    """A column of dates or moments, coded as days (ISO)."""
    days = parsed_days(series)
    found = distinct(days.dt.to_string("%Y-%m-%d"))
    result = coded(found, lambda text: Meaning(text, (text,)))
    failed = distinct(pl.select(pl.when(days.is_null()).then(series)).to_series())
    refused = coded(failed, lambda text: Meaning(reason=NOT_A_DATE) if text.strip() else BLANK)
    return msgspec.structs.replace(result, bad=refused.bad, refused=refused.refused)


_DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%d.%m.%y")


def parsed_days(series: pl.Series) -> pl.Series:
    """The day of each date or moment, in the one format that fits most of the column.

    Where day and month could be either, unpadded numbers ("1/9/2019") mean the American order.
    """
    day = series.str.strip_chars().str.replace(r"[T ].*$", "")
    formats = list(_DAY_FORMATS)
    if day.str.contains(r"^\d/|/\d/").any():
        formats[2], formats[3] = formats[3], formats[2]
    candidates = [day.str.to_date(pattern, strict=False) for pattern in formats]
    return min(candidates, key=lambda one: one.null_count())
