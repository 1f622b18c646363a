"""What each column of a file is used for, as a person sees and corrects it, and the map of it."""

from __future__ import annotations

from collections import abc
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from cxdesk.ingest.guess import (
    falling,
    guess_columns,
    guess_questions,
    match_touchpoints,
    scale_of,
    short_names,
)
from cxdesk.ingest.labels import counted, numbered
from cxdesk.ingest.mapping import ColumnMap, LongMap, Mapping, Value
from cxdesk.ingest.overall import proposal, verdict
from cxdesk.ingest.table import Table
from cxdesk.models.ids import Id
from cxdesk.models.naming import normal
from cxdesk.models.records import Question, QuestionKind, Touchpoint

if TYPE_CHECKING:
    import polars as pl

RATED: tuple[QuestionKind, ...] = ("rating", "overall")
KINDS: tuple[QuestionKind, ...] = (
    "rating", "overall", "segment", "persona", "respondent", "date", "weight", "comment", "unused",
)  # fmt: skip
SINGLE: tuple[QuestionKind, ...] = ("persona", "respondent", "date", "weight")
SHOWN_VALUES, KEPT_VALUES = 6, 12


class ColumnUse(msgspec.Struct, frozen=True, kw_only=True):
    """One column (or, in the long form, one question) and what it is used for.

    ``examples`` are answers in it, most frequent first; ``missing`` and ``words`` are texts as
    they are typed: "0; 99" and "very good = 5; don't know =".
    """

    name: str
    short: str = ""
    """What tells it from other columns with the same beginning."""
    kind: QuestionKind = "unused"
    touchpoint: str = ""
    phase: str = ""
    """Where a new touchpoint goes; "": where all do."""
    scale: str = ""
    missing: str = ""
    words: str = ""
    examples: tuple[str, ...] = ()
    answers: int = 0

    @property
    def numbers(self) -> list[float]:
        """The examples that are numbers."""
        return [one for one in map(_value, self.examples) if isinstance(one, float)]

    @property
    def rated(self) -> bool:
        """Whether its answers are ratings."""
        return self.kind in RATED


class ImportSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for the whole file."""

    mapping: Mapping = Mapping()


class WrongWords(ValueError):
    """A list of words and values cannot be read; holds the piece that is wrong."""


def column_uses(
    table: Table, touchpoints: Iterable[Touchpoint], long: LongMap | None = None
) -> list[ColumnUse]:
    """What the columns of a file, or the questions of its long form, are probably used for."""
    known = list(touchpoints)
    if long is not None:
        return _questions(table, known, long)
    guesses = guess_columns(table)
    rated = [guess.name for guess in guesses if guess.kind == "rating"]
    found = match_touchpoints(rated, known)
    short = short_names(table)
    alike = match_touchpoints([short[name] for name in rated], known)
    uses = []
    for guess in guesses:
        examples, answers = _examples(table.frame.get_column(guess.name))
        same = found.get(guess.name) or alike.get(short[guess.name])
        target = same.name if same is not None else short[guess.name]
        uses.append(
            ColumnUse(
                name=guess.name, short=short[guess.name], kind=guess.kind,
                touchpoint=target if guess.kind == "rating" else "", scale=guess.scale,
                missing="; ".join(f"{value:g}" for value in guess.missing),
                words=_as_typed(guess.words), examples=examples, answers=answers,
            )
        )  # fmt: skip
    return uses


def _questions(table: Table, known: list[Touchpoint], long: LongMap) -> list[ColumnUse]:
    parts = table.frame.drop_nulls(long.question).partition_by(long.question, as_dict=True)
    answers = {str(key[0]).strip(): part.get_column(long.value) for key, part in parts.items()}
    found = match_touchpoints(list(answers), known)
    uses = []
    for guess in guess_questions(table, long):
        examples, count = _examples(answers[guess.name])
        uses.append(
            ColumnUse(
                name=guess.name, kind=guess.kind if guess.kind in RATED else "unused",
                touchpoint=found[guess.name].name if guess.name in found else guess.name,
                scale=guess.scale, missing="; ".join(f"{value:g}" for value in guess.missing),
                words=_as_typed(guess.words), examples=examples, answers=count,
            )
        )  # fmt: skip
    return uses


def as_before(
    uses: Sequence[ColumnUse], questions: Iterable[Question], names: abc.Mapping[Id, str]
) -> list[ColumnUse]:
    """The uses as somebody has decided them for a survey that asked the same.

    Args:
        questions: those of the other survey.
        names: of the touchpoints, by id.
    """
    before = {normal(one.text): one for one in questions}
    return [_as_in(one, before.get(normal(one.name)), names) for one in uses]


def _as_in(use: ColumnUse, question: Question | None, names: abc.Mapping[Id, str]) -> ColumnUse:
    if question is None or (question.kind == "rating" and question.touchpoint not in names):
        return use
    return msgspec.structs.replace(
        use, kind=question.kind, touchpoint=names.get(question.touchpoint, use.touchpoint),
        scale=question.scale, missing="; ".join(question.missing), words=_as_typed(question.words),
    )  # fmt: skip


def use_as(uses: Sequence[ColumnUse], row: int, kind: QuestionKind) -> list[ColumnUse]:
    """The uses with one column put to another use; a use that only one can have moves to it."""
    changed = list(uses)
    if kind in SINGLE:
        changed = [
            msgspec.structs.replace(one, kind="unused") if one.kind == kind else one
            for one in changed
        ]
    one = changed[row]
    target = one.touchpoint or (one.short or one.name if kind == "rating" else "")
    changed[row] = msgspec.structs.replace(one, kind=kind, touchpoint=target)
    if kind in RATED and not one.words:
        known, scale = _known_words(kind, one.examples)
        words = _as_typed(known) if known else _words_to_fill(one.examples)
        changed[row] = msgspec.structs.replace(
            changed[row], words=words, scale=one.scale or scale
        )
    return changed


def mapping_of(
    uses: Sequence[ColumnUse],
    settings: ImportSettings,
    known: Iterable[str],
) -> Mapping:
    """The map that says the same; touchpoints that are ``known`` stay where they are.

    Raises:
        WrongWords: if a list of words cannot be read.
    """
    names = {normal(name) for name in known}
    columns = {}
    for one in uses:
        if one.rated:
            new = one.kind == "rating" and normal(one.touchpoint) not in names
            columns[one.name] = ColumnMap(
                touchpoint=one.touchpoint if one.kind == "rating" else None,
                phase=one.phase or None if new else None,
                scale=one.scale or None,
                missing=values_of(one.missing),
                labels=words_of(one.words) or None,
                overall=one.kind == "overall",
            )

    def only(kind: QuestionKind) -> str | None:
        return next((one.name for one in uses if one.kind == kind), None)

    def every(kind: QuestionKind) -> list[str]:
        return [one.name for one in uses if one.kind == kind]

    if settings.mapping.long is not None:
        return msgspec.structs.replace(settings.mapping, columns=columns)
    return msgspec.structs.replace(
        settings.mapping, columns=columns, respondent=only("respondent"), date=only("date"),
        weight=only("weight"), persona=only("persona"), segments=every("segment"),
        comment=every("comment") or None,
    )  # fmt: skip


def values_of(text: str) -> list[Value]:
    """The values of a list such as "0; 99; n/a"."""
    return [_value(part.strip()) for part in text.split(";") if part.strip()]


def words_of(text: str) -> dict[str, float | None]:
    """The words of a list such as "good = 4; don't know =", and what they stand for.

    Raises:
        WrongWords: if a piece is not a word, an equals sign and a number (or nothing).
    """
    words: dict[str, float | None] = {}
    for part in text.split(";"):
        if not part.strip():
            continue
        word, sign, value = part.rpartition("=")
        number = _value(value.strip()) if value.strip() else None
        if not sign or not word.strip() or isinstance(number, str):
            raise WrongWords(part.strip())
        words[word.strip()] = number
    return words


def _as_typed(words: abc.Mapping[str, float | None] | abc.Mapping[str, float]) -> str:
    """Words and what they stand for, the best first, as one types them."""
    ordered = sorted(words.items(), key=lambda one: (one[1] is None, -(one[1] or 0.0), one[0]))
    return "; ".join(
        f"{word} =" if value is None else f"{word} = {value:g}" for word, value in ordered
    )


def _known_words(
    kind: QuestionKind, examples: Sequence[str]
) -> tuple[dict[str, float | None], str]:
    """What answers in words stand for, as far as that can be told, and on which scale."""
    words = [one for one in examples if isinstance(_value(one), str)]
    numbers = [one for one in map(_value, examples) if isinstance(one, float)]
    scale, known = proposal(words)
    if kind == "overall" and known and not numbers:
        return known, scale
    known, scale = falling(words)
    if known:
        return known, scale
    known = (verdict(words) or numbered(words) or counted(words)) if words else {}
    return known, scale_of([*known.values(), *numbers])


def _words_to_fill(examples: Sequence[str]) -> str:
    """Words that were answered, each waiting for its value."""
    words = [one for one in examples if isinstance(_value(one), str)]
    plain = not any(sign in word for word in words for sign in ";=")
    return "; ".join(f"{word} =" for word in words) if plain else ""


def _value(text: str) -> Value:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def _examples(texts: pl.Series) -> tuple[tuple[str, ...], int]:
    filled = texts.drop_nulls().str.strip_chars().alias("value")
    filled = filled.filter(filled != "")
    counts = filled.value_counts().sort("count", "value", descending=[True, False])
    shown = counts.get_column("value").head(KEPT_VALUES)
    return tuple(str(value) for value in shown), filled.len()
