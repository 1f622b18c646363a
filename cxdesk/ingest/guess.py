"""What the columns of a file probably are, so that a person need only confirm it."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from cxdesk.ingest import mapping as maps
from cxdesk.ingest import overall
from cxdesk.ingest.labels import labelled, numbered
from cxdesk.ingest.mapping import ColumnMap, LongMap
from cxdesk.ingest.neighbours import Candidate, settled
from cxdesk.ingest.table import Table
from cxdesk.models.naming import normal
from cxdesk.models.records import QuestionKind, Touchpoint

if TYPE_CHECKING:
    import polars as pl

_RESPONDENT = re.compile(
    r"(^|[\s_-])(id|respnum|respondent|response ?id|antwort-?id|nr)\b|(?-i:[a-z]ID$)", re.I
)
_WEIGHT = re.compile(r"^(weight|gewicht|gewichtung)", re.I)
_COMMENT = re.compile(r"^text$|comment|kommentar|anmerkung|why\??$|warum|feedback|freitext", re.I)
_NOT_RATED = re.compile(
    r"(?<![a-z])(age|alter|year|jahr|month|monat|day|tag|count|anzahl|delay|minutes|gender|sex"
    r"|geschlecht|income|einkommen|language|sprache)\b",
    re.I,
)
_GRADE = re.compile(
    r"schulnote|gesamtnote|school grade|(?<![a-zäöüß])noten?\s+(für|der|des|dem|zur?|zum|vo[nm])\b",
    re.I,
)
"""Names of columns with German school grades, of which 1 is the best."""
GRADES, _WORST_GRADE = "6-1", 6.0
_GRADE_WORDS = re.compile(r"befriedigend|ausreichend|mangelhaft|ungenügend", re.I)
_NO_ANSWER = frozenset((8.0, 9.0, 88.0, 89.0, 97.0, 98.0, 99.0, 888.0, 998.0, 999.0))
_NO_ANSWER_BELOW = frozenset((-1.0, -8.0, -9.0, -88.0, -99.0))
"""Codes that stand for no answer where they lie apart from the others."""

_BORN = re.compile(r"birth|geburt|\bdob\b|\bborn\b", re.I)
_OLDEST_YEAR = 1980
"""What was dated earlier was not asked then: a time of day without a date comes as 1899."""
_OF_THE_TOOL = re.compile(
    r"(status|ip ?address|progress|duration( \(in seconds\))?|finished|recorded ?date|response ?set"
    r"|recipient(last|first)name|recipientemail|external(data)?reference|email ?address|first name"
    r"|last name|custom data( \d+)?|location(latitude|longitude|accuracy)|distributionchannel"
    r"|collector id|last ?page|letzte seite|seed|zufallsstartwert)( - .*)?",
    re.I,
)
_FROM_A_TOOL = 3
"""Columns with such names that together say that a survey tool has written them."""

_ALIKE = 0.8
_MOST_WORDS = 12
"""Different answers of a column beyond which they are no steps of a ladder."""


class ColumnGuess(msgspec.Struct, frozen=True):
    """What a column probably is; ``scale`` and ``missing`` for one that holds ratings.

    ``words`` are what its answers stand for, where they are words; None: for no answer.
    """

    name: str
    kind: QuestionKind
    scale: str = ""
    missing: tuple[float, ...] = ()
    words: dict[str, float | None] = {}


def guess_columns(table: Table) -> list[ColumnGuess]:
    """What each column of a table probably is."""
    own = _columns_of_the_tool(table)
    guesses = [
        ColumnGuess(name, "unused") if name in own
        else guess_column(table.frame.get_column(name), name)
        for name in table.names
    ]  # fmt: skip
    tens = sum(guess.scale == "ten" for guess in guesses)
    rated = sum(guess.kind == "rating" for guess in guesses)
    if tens * 2 > rated:
        # Nobody gave a 10 in these columns, but they stand among others of the same survey.
        guesses = [
            msgspec.structs.replace(guess, scale="ten")
            if guess.scale == "stars" and not guess.missing else guess
            for guess in guesses
        ]  # fmt: skip
    answers = {name: table.frame.get_column(name) for name in table.names}
    guesses = _settled(guesses, answers, table.frame.height)
    guesses = _with_overall(guesses, answers)
    seen: set[str] = set()
    single: set[QuestionKind] = {"respondent", "weight", "date"}
    for index, guess in enumerate(guesses):
        if guess.kind in single and guess.kind in seen:
            guesses[index] = ColumnGuess(guess.name, "unused")
        seen.add(guess.kind)
    return guesses


def _columns_of_the_tool(table: Table) -> set[str]:
    """What a survey tool writes about the answering itself: no answer, and often personal."""
    found = {
        name for name, parts in zip(table.names, table.parts, strict=True)
        if any(_OF_THE_TOOL.fullmatch(part) for part in parts)
    }  # fmt: skip
    return found if len(found) >= _FROM_A_TOOL else set()


def guess_questions(table: Table, long: LongMap) -> list[ColumnGuess]:
    """What each question of the long form probably is, in the order of the file."""
    frame = table.frame.drop_nulls(long.question)
    parts = frame.partition_by(long.question, as_dict=True)
    answers = {str(key[0]).strip(): part.get_column(long.value) for key, part in parts.items()}
    guesses = [guess_column(texts, name) for name, texts in answers.items()]
    guesses = _settled(guesses, answers, frame.get_column(long.respondent).n_unique())
    return _with_overall(guesses, answers)


def _settled(
    guesses: Sequence[ColumnGuess], answers: dict[str, pl.Series], records: int
) -> list[ColumnGuess]:
    """The guesses with those columns as segments that only look like ratings by themselves."""
    candidates = [
        Candidate(one.name, one.scale, one.missing, _counts(answers[one.name]))
        if one.kind == "rating" and not one.words and one.scale != GRADES else None
        for one in guesses
    ]  # fmt: skip
    ratings = settled(candidates, records)
    return [
        one if one.kind != "rating" or one.words or one.scale == GRADES
        else ColumnGuess(one.name, "rating", found.scale, found.missing)
        if (found := ratings.get(one.name)) is not None
        else ColumnGuess(one.name, "segment")
        for one in guesses
    ]  # fmt: skip


def _with_overall(
    guesses: Sequence[ColumnGuess], answers: dict[str, pl.Series]
) -> list[ColumnGuess]:
    """The guesses with the one question about the whole as that, where there is just one.

    One that is asked of each channel is about none of them in particular. Two on one scale would
    be mixed: the other stays a rating. Words are taken where nobody was asked for a number.
    """
    found = list(guesses)
    for meant in (overall.about_the_whole, overall.about_recommending):
        rated = [at for at, one in enumerate(found) if one.kind == "rating" and meant(one.name)]
        taken = {one.scale for one in found if one.kind == "overall"}
        if len(rated) == 1 and found[rated[0]].scale not in taken:
            found[rated[0]] = msgspec.structs.replace(found[rated[0]], kind="overall")
    if any(one.kind == "overall" for one in found):
        return found
    for meant in (overall.about_the_whole, overall.about_recommending):
        told = [at for at, one in enumerate(found) if one.kind == "segment" and meant(one.name)]
        if len(told) == 1:
            name = found[told[0]].name
            scale, words = overall.proposal(_answers(answers[name]))
            if words:
                found[told[0]] = ColumnGuess(name, "overall", scale, words=words)
                break
    return found


def _answers(texts: pl.Series) -> list[str]:
    """The different answers of a column."""
    return [text for text in texts.drop_nulls().str.strip_chars().unique().to_list() if text]


def _counts(texts: pl.Series) -> dict[float, int]:
    """How often each number occurs."""
    import polars as pl

    numbers = texts.str.strip_chars().str.replace(",", ".", literal=True).cast(
        pl.Float64, strict=False
    )
    counted = numbers.drop_nulls().alias("code").value_counts()
    return {float(code): int(count) for code, count in counted.iter_rows()}


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
    answers = different.to_list() if words.len() and kinds <= _MOST_WORDS else []
    words_mean = labelled(answers) or numbered(answers, sure=True)
    if words_mean:
        return ColumnGuess(name, "rating", scale_of(words_mean.values()), words=words_mean)
    words_mean, scale = falling(answers)
    if words_mean:
        return ColumnGuess(name, "rating", scale, words=words_mean)
    numbers = numbers.filter(numbers.is_finite())
    if numeric > 0.9 and numbers.len():
        if _WEIGHT.search(name):
            return ColumnGuess(name, "weight")
        rating = _rating(name, numbers)
        if rating is not None:
            return rating
        return ColumnGuess(name, "segment" if kinds <= 12 else "unused")
    if not _BORN.search(name) and _is_date(filled.head(2_000)):
        return ColumnGuess(name, "date")
    length = filled.str.len_chars().mean()
    if _COMMENT.search(name) or (isinstance(length, float) and length > 40 and kinds > 12):
        return ColumnGuess(name, "comment")
    return ColumnGuess(name, "segment" if kinds <= min(30, filled.len() // 2) else "unused")


def falling(answers: Sequence[str]) -> tuple[dict[str, float | None], str]:
    """Answers such as "1 - very good" to "5 - very bad", of which 1 is best, and their scale."""
    found = numbered(answers, down=True)
    steps = [value for value in found.values() if value is not None]
    if any(_GRADE_WORDS.search(answer) for answer in found) and max(steps) <= _WORST_GRADE:
        return found, GRADES
    return found, f"{max(steps):g}-{min(1.0, *steps):g}" if steps else ""


def scale_of(given: Iterable[float | None]) -> str:
    """The usual scale that has all of these values; "" if there is none."""
    values = [value for value in given if value is not None]
    low, high = min(values, default=0), max(values, default=0)
    if not values or high > 100 or low < -2:
        return ""
    if low < 0:
        return "smileys" if high <= 2 else ""
    if high > 10:
        return "0-100"
    if high <= 1 and low == 0:
        return "0-1"
    if high > 7:
        return "ten" if low > 0 else "0-10"
    return "stars" if high <= 5 else "1-7"


def _rating(name: str, numbers: pl.Series) -> ColumnGuess | None:
    values = sorted(set(numbers.to_list()))
    if overall.about_recommending(name) and _is_recommendation(values):
        return ColumnGuess(name, "overall", "nps", tuple(one for one in values if one > 10))
    grades = [value for value in values if 1 <= value <= _WORST_GRADE and value == int(value)]
    others = tuple(value for value in values if value not in grades)
    if _GRADE.search(name) and len(grades) > 1 and _NO_ANSWER.issuperset({*others} - {0.0}):
        return ColumnGuess(name, "rating", GRADES, others)
    values, apart = _apart(values)
    low, high = values[0], values[-1]
    if _NOT_RATED.search(name) or any(value * 2 % 1 for value in values):
        return None
    if len(values) > 21 or high > 10 or low < -2 or (low >= 0 and high <= 1 and len(values) > 1):
        return None
    kind: QuestionKind = "rating"
    if low < 0:
        return ColumnGuess(name, kind, "smileys", apart) if high <= 2 else None
    if high <= 5:
        return ColumnGuess(name, kind, "stars", ((0.0,) if low == 0 else ()) + apart)
    if high <= 7:
        return ColumnGuess(name, kind, f"1-{high:g}", ((0.0,) if low == 0 else ()) + apart)
    return ColumnGuess(name, kind, "ten" if low > 0 else "0-10", apart)


def _is_recommendation(values: Sequence[float]) -> bool:
    """Whether these are answers from 0 to 10, with one or two codes for no answer at most."""
    answers = [value for value in values if value <= 10]
    beyond = len(values) - len(answers)
    whole = all(value == int(value) for value in values)
    return whole and values[0] >= 0 and len(answers) > 1 and answers[-1] > 5 and beyond <= 2


def _apart(values: list[float]) -> tuple[list[float], tuple[float, ...]]:
    """The codes of a usual scale, and those far off it that stand for no answer."""
    rest = list(values)
    while len(rest) > 1 and rest[-1] in _NO_ANSWER and rest[-1] - rest[-2] >= 2:
        rest.pop()
    while len(rest) > 1 and rest[0] in _NO_ANSWER_BELOW and rest[1] - rest[0] >= 2:
        del rest[0]
    if rest[-1] not in (5, 7, 10):
        return values, ()
    return rest, tuple(value for value in values if value not in rest)


def _is_date(texts: pl.Series) -> bool:
    from cxdesk.ingest.coding import parsed_days

    if not texts.str.contains(r"\d[-./]\d").mean() or texts.str.len_chars().mean() > 40:  # type: ignore[operator]
        return False
    days = parsed_days(texts)
    year = days.dt.year().median()
    known = days.null_count() < 0.1 * texts.len()
    return known and isinstance(year, float) and year >= _OLDEST_YEAR


def guess_mapping(table: Table) -> maps.Mapping:
    """A map of everything that was recognised, to be used as it is.

    An overall rating in words needs somebody who looks at what they stand for: it is kept.
    """
    used = table.used
    as_read = maps.Mapping(
        header_rows=used.header_rows, delimiter=used.delimiter, encoding=used.encoding,
        decimal=used.decimal, sheet=used.sheet,
    )  # fmt: skip
    from cxdesk.ingest.long_form import guess_long

    long = guess_long(table)
    if long is not None:
        columns = _rated(guess_questions(table, long))
        return msgspec.structs.replace(as_read, columns=columns, long=long)
    guesses = [
        ColumnGuess(one.name, "segment") if one.kind == "overall" and one.words else one
        for one in guess_columns(table)
    ]

    def every(kind: QuestionKind) -> list[str]:
        return [guess.name for guess in guesses if guess.kind == kind]

    def only(kind: QuestionKind) -> str | None:
        return next(iter(every(kind)), None)

    return msgspec.structs.replace(
        as_read,
        columns=_rated(guesses, short_names(table)),
        respondent=only("respondent"),
        weight=only("weight"),
        date=only("date"),
        comment=every("comment") or None,
        segments=every("segment"),
    )


def short_names(table: Table) -> dict[str, str]:
    """What tells a column from the others, where several header rows make up its name.

    The last cell of "Which of these do you agree with? - It was easy", unless another column
    has it, too.
    """
    ends = Counter(parts[-1] for parts in table.parts if parts)
    return {
        name: parts[-1] if parts and ends[parts[-1]] == 1 else name
        for name, parts in zip(table.names, table.parts, strict=True)
    }


def _rated(
    guesses: Sequence[ColumnGuess], short: Mapping[str, str] = MappingProxyType({})
) -> dict[str, ColumnMap]:
    """The columns or questions that hold ratings, those of the journey as a whole last."""
    rated = [one for one in guesses if one.kind == "rating"]
    whole = [one for one in guesses if one.kind == "overall" and not one.words]
    return {
        guess.name: ColumnMap(
            touchpoint=None if guess.kind == "overall" else _other_name(guess.name, short),
            scale=guess.scale,
            missing=list(guess.missing),
            overall=guess.kind == "overall",
            labels=guess.words or None,
        )
        for guess in (*rated, *whole)
    }


def _other_name(name: str, short: Mapping[str, str]) -> str | None:
    found = short.get(name, name)
    return found if found != name else None


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
