"""What the columns of a file probably are, so that a person need only confirm it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from cxdesk.ingest.mapping import ColumnMap, Mapping
from cxdesk.ingest.table import Table
from cxdesk.models.naming import normal
from cxdesk.models.records import QuestionKind, Touchpoint

if TYPE_CHECKING:
    import polars as pl

_RESPONDENT = re.compile(
    r"(^|[\s_-])(id|respnum|respondent|response ?id|antwort-?id|nr)\b|(?-i:[a-z]ID$)", re.I
)
_WEIGHT = re.compile(r"^(weight|gewicht|gewichtung)", re.I)
_RECOMMEND = re.compile(r"\bnps\b|netpro|recommend|empfehl|weiterempf", re.I)
_COMMENT = re.compile(r"comment|kommentar|anmerkung|why\??$|warum|feedback|freitext", re.I)
_NOT_RATED = re.compile(
    r"\b(age|alter|year|jahr|month|monat|day|tag|count|anzahl|delay|minutes)\b", re.I
)

_ALIKE = 0.8


class ColumnGuess(msgspec.Struct, frozen=True):
    """What a column probably is; ``scale`` and ``missing`` for one that holds ratings."""

    name: str
    kind: QuestionKind
    scale: str = ""
    missing: tuple[float, ...] = ()


def guess_columns(table: Table) -> list[ColumnGuess]:
    """What each column of a table probably is."""
    guesses = [guess_column(table.frame.get_column(name), name) for name in table.names]
    tens = sum(guess.scale == "ten" for guess in guesses)
    rated = sum(guess.kind == "rating" for guess in guesses)
    if tens * 2 > rated:
        # Nobody gave a 10 in these columns, but they stand among others of the same survey.
        guesses = [
            msgspec.structs.replace(guess, scale="ten")
            if guess.scale == "stars" and not guess.missing else guess
            for guess in guesses
        ]  # fmt: skip
    seen: set[str] = set()
    single: set[QuestionKind] = {"respondent", "weight", "date"}
    for index, guess in enumerate(guesses):
        if guess.kind in single and guess.kind in seen:
            guesses[index] = ColumnGuess(guess.name, "unused")
        seen.add(guess.kind)
    return guesses


def guess_column(texts: pl.Series, name: str) -> ColumnGuess:
    """What a column of texts probably is."""
    import polars as pl

    filled = texts.drop_nulls().str.strip_chars()
    if not filled.len():
        return ColumnGuess(name, "unused")
    different = filled.unique()
    kinds = different.len()
    numbers = different.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    words = different.filter(numbers.is_null() & (different != ""))
    numeric = 1 - filled.is_in(words.implode()).mean() if words.len() else 1.0  # type: ignore[operator]
    if _RESPONDENT.search(name) and kinds == filled.len() and kinds > 1:
        return ColumnGuess(name, "respondent")
    numbers = numbers.filter(numbers.is_finite())
    if numeric > 0.9 and numbers.len():
        if _WEIGHT.search(name):
            return ColumnGuess(name, "weight")
        rating = _rating(name, numbers)
        if rating is not None:
            return rating
        return ColumnGuess(name, "segment" if kinds <= 12 else "unused")
    if _is_date(filled.head(2_000)):
        return ColumnGuess(name, "date")
    length = filled.str.len_chars().mean()
    if _COMMENT.search(name) or (isinstance(length, float) and length > 40 and kinds > 12):
        return ColumnGuess(name, "comment")
    return ColumnGuess(name, "segment" if kinds <= min(30, filled.len() // 2) else "unused")


def _rating(name: str, numbers: pl.Series) -> ColumnGuess | None:
    values = sorted(set(numbers.to_list()))
    low, high = values[0], values[-1]
    if _NOT_RATED.search(name) or any(value * 2 % 1 for value in values):
        return None
    if len(values) > 21 or high > 10 or low < -2 or (low >= 0 and high <= 1 and len(values) > 1):
        return None
    if _RECOMMEND.search(name) and high > 5:
        return ColumnGuess(name, "overall", "nps")
    kind: QuestionKind = "rating"
    if low < 0:
        return ColumnGuess(name, kind, "smileys") if high <= 2 else None
    if high <= 5:
        return ColumnGuess(name, kind, "stars", (0.0,) if low == 0 else ())
    if high <= 7:
        return ColumnGuess(name, kind, f"1-{high:g}", (0.0,) if low == 0 else ())
    return ColumnGuess(name, kind, "ten" if low > 0 else "0-10")


def _is_date(texts: pl.Series) -> bool:
    from cxdesk.ingest.coding import parsed_days

    if not texts.str.contains(r"\d[-./]\d").mean() or texts.str.len_chars().mean() > 40:  # type: ignore[operator]
        return False
    return parsed_days(texts).null_count() < 0.1 * texts.len()


def guess_mapping(table: Table) -> Mapping:
    """A map of everything that was recognised, to be shown to a person or used as it is."""
    by_kind: dict[str, list[ColumnGuess]] = {}
    for guess in guess_columns(table):
        by_kind.setdefault(guess.kind, []).append(guess)

    def only(kind: QuestionKind) -> str | None:
        return by_kind[kind][0].name if kind in by_kind else None

    columns = {
        guess.name: ColumnMap(
            scale=guess.scale, missing=list(guess.missing), overall=guess.kind == "overall"
        )
        for guess in [*by_kind.get("rating", []), *by_kind.get("overall", [])]
    }
    return Mapping(
        columns=columns,
        respondent=only("respondent"),
        weight=only("weight"),
        date=only("date"),
        comment=[guess.name for guess in by_kind.get("comment", [])] or None,
        segments=[guess.name for guess in by_kind.get("segment", [])],
        header_rows=table.used.header_rows,
        delimiter=table.used.delimiter,
        encoding=table.used.encoding,
        decimal=table.used.decimal,
        sheet=table.used.sheet,
    )


def match_touchpoints(
    columns: Sequence[str], touchpoints: Iterable[Touchpoint]
) -> dict[str, Touchpoint]:
    """The touchpoint whose name is most like each column's, where one is alike enough."""
    by_name = {_plain(touchpoint.name): touchpoint for touchpoint in touchpoints}
    found = {}
    for column in columns:
        near = difflib.get_close_matches(_plain(column), by_name, n=1, cutoff=_ALIKE)
        if near:
            found[column] = by_name[near[0]]
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", normal(name)).strip()
