"""A survey as it is put together from the columns of a file."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from cxdesk.ingest import coding
from cxdesk.ingest.ahead import Ahead
from cxdesk.ingest.answers import Column, answers_of
from cxdesk.ingest.guess import guess_column, guess_columns
from cxdesk.ingest.mapping import ColumnMap, Mapping, Value
from cxdesk.ingest.refusals import Refusals
from cxdesk.ingest.table import Table
from cxdesk.ingest.targets import NewStop, Targets
from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id, new_id
from cxdesk.models.naming import normal
from cxdesk.models.ops.scales import check_scale
from cxdesk.models.own_scales import as_known, same_range
from cxdesk.models.records import Question, QuestionKind, Survey
from cxdesk.models.rules import LONGEST_TEXT
from cxdesk.models.scales import BUILT_IN, Scale, range_of
from cxdesk.models.store import Store
from cxdesk.problems import Problem

MOST_PERSONAS = 24
MOST_SEGMENTS = 1_000
MOST_WEIGHTS = 10_000

TOO_LONG = N_("the text is too long")
TOO_MANY = N_("too many different values for a segment")
NO_TOUCHPOINT = N_("the journey has no such touchpoint")


class Draft:
    """Questions, columns of codes and comments, column by column."""

    def __init__(
        self, table: Table, mapping: Mapping, store: Store, targets: Targets, refusals: Refusals
    ) -> None:
        self._table = table
        self._mapping = mapping
        self._store = store
        self._targets = targets
        self._refusals = refusals
        self._answers = answers_of(table, mapping, refusals)
        self.survey = Survey(
            id=new_id(),
            name=table.file_name,
            source=mapping.source,
            wave=mapping.wave or "",
            file_name=table.file_name,
            digest=table.digest,
            mapping=_kept(mapping),
            respondents=self._answers.respondents,
            imported_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        )
        self.questions: list[Question] = []
        self.columns: dict[Id, NDArray[Any]] = {}
        self.comments: dict[Id, list[tuple[int, str]]] = {}
        self.links: dict[Id, NewStop] = {}
        self.scales: list[Scale] = []
        self._known: dict[Id, Scale] = {}
        """Scales of one's own as the project has them, or will."""
        self.ratings = self.overall = 0
        self.missing = 0
        there = [name for name in mapping.segments if table.find(name) is not None]
        self._segments = Ahead(lambda: _distinct([self._answers.about(name) for name in there]))

    # -- ratings -------------------------------------------------------------------------------

    def add_ratings(self) -> None:
        """Every rated column of the map, or else every one that looks like it."""
        columns = self._mapping.columns
        if not columns:
            guessed = {guess.name: guess for guess in guess_columns(self._table)}
            columns = {
                name: ColumnMap()
                for name in self._answers.questions
                if self._mapping.long is not None or guessed[name].kind == "rating"
            } | {
                name: ColumnMap(overall=True, scale=one.scale, missing=list(one.missing))
                for name, one in guessed.items() if one.kind == "overall" and not one.words
            }  # fmt: skip
        for name, column in columns.items():
            self._add_rating(name, column)

    def _add_rating(self, name: str, settings: ColumnMap) -> None:
        mapping = self._mapping
        column = self._answers.rated(name)
        if column is None:
            return
        target: Id | NewStop | None = ""
        if not settings.overall:
            touchpoint = settings.touchpoint or column.name
            target = self._targets.touchpoint(touchpoint, settings.phase)
            if target is None:
                self._refusals.add_one(self._table.header, name, touchpoint, NO_TOUCHPOINT)
                return
        labels = mapping.labels if settings.labels is None else mapping.labels | settings.labels
        given = mapping.missing if settings.missing is None else settings.missing
        missing = [_code(value) for value in given]
        missing += [_code(word) for word, value in labels.items() if value is None]
        words = {_code(word): value for word, value in labels.items() if value is not None}
        scale = self._scale(settings.scale or mapping.scale, column, missing)
        coded = coding.coded(
            coding.distinct(column.texts, numbers=True),
            coding.rating_meaning(scale, missing, words, mapping.decimal),
        )
        column.refuse(coded, self._refusals)
        question = self._add(
            column,
            "overall" if settings.overall else "rating",
            coded,
            scale=scale.id,
            missing=tuple(code for code in coded.codes if code in missing),
            words={code: words[code] for code in coded.codes if code in words},
            touchpoint=target if isinstance(target, str) else "",
            perspective=settings.perspective or mapping.perspective,
        )
        if isinstance(target, NewStop):
            self.links[question.id] = target
        self._count(coded, missing, len(column.texts), overall=settings.overall)

    def _count(
        self, coded: coding.Coded, missing: list[str], cells: int, *, overall: bool
    ) -> None:
        valid = sum(
            count for code, count in zip(coded.codes, coded.counts, strict=True)
            if code not in missing
        )  # fmt: skip
        self.ratings += valid
        self.overall += valid if overall else 0
        self.missing += cells - valid - coded.refused

    def _scale(self, wanted: str | None, column: Column, missing: list[str]) -> Scale:
        if wanted is None:
            return self._guessed_scale(column, missing)
        told = {normal(name): one.named(name) for name, one in self._mapping.scales.items()}
        if normal(wanted) in told:
            scale = self._made(told[normal(wanted)])
            if self._store.get(scale.id) is None:
                check_scale(self._store, scale)
            return scale
        if wanted in BUILT_IN:
            return BUILT_IN[wanted]
        made = range_of(wanted)
        if made is not None:
            return self._made(same_range(self._store, made))
        for scale in [*queries.scales(self._store), *self.scales]:
            if wanted == scale.id or (scale.name and normal(wanted) == normal(scale.name)):
                return scale
        raise Problem(
            N_("There is no scale “{scale}”; there are {scales}, or a range such as 0-100, "
               "or 6-1 where 1 is the best."),
            scale=wanted, scales=", ".join(BUILT_IN),
        )  # fmt: skip

    def _made(self, scale: Scale) -> Scale:
        """A scale of one's own as the project has it, or else as the import will make it."""
        if scale.id not in self._known:
            known = self._known[scale.id] = as_known(self._store, scale)
            if self._store.get(known.id) is None:
                self.scales.append(known)
        return self._known[scale.id]

    def _guessed_scale(self, column: Column, missing: list[str]) -> Scale:
        texts = column.texts.cast(pl.String)
        texts = texts.filter(~texts.is_in(missing))
        return self._scale(guess_column(texts, column.name).scale or "stars", column, missing)

    # -- what is known about the respondents -----------------------------------------------------

    def add_others(self) -> None:
        """Segments, persona, date, weight, respondent and comments, as the map names them."""
        mapping = self._mapping
        for name in mapping.segments:
            if self._table.find(name) is None:
                self._answers.about(name)  # notes that the file does not have it
        self._add_texts(self._segments.result(), "segment")
        if mapping.persona is not None:
            self._add_persona(mapping.persona)
        if mapping.date is not None and (column := self._answers.about(mapping.date)):
            coded = coding.coded_days(column.texts)
            column.refuse(coded, self._refusals)
            self._add(column, "date", coded)
        if mapping.weight is not None and (column := self._answers.about(mapping.weight)):
            found = coding.distinct(column.texts)
            digits = 15 if len(found.texts) <= MOST_WEIGHTS else 5
            coded = coding.coded(found, coding.weight_meaning(mapping.decimal, digits))
            column.refuse(coded, self._refusals)
            self._add(column, "weight", coded)
        respondent = mapping.long.respondent if mapping.long is not None else mapping.respondent
        if respondent is not None and (column := self._answers.about(respondent)):
            self._add_respondents(column)
        for name in mapping.comments:
            self._add_comments(name)

    def _add_texts(
        self, columns: Sequence[tuple[Column, coding.Distinct]], kind: QuestionKind
    ) -> list[Question]:
        """Add columns of texts, but none in which everybody has another one."""
        added = []
        for column, found in columns:
            if len(found.texts) > MOST_SEGMENTS:
                self._refusals.add_one(self._table.header, column.name, "", TOO_MANY)
            else:
                added.append(self._add(column, kind, coding.coded(found, coding.text_meaning)))
        return added

    def _add_persona(self, name: str) -> None:
        for question in self._add_texts(_distinct([self._answers.about(name)]), "persona"):
            if len(question.codes) > MOST_PERSONAS:
                raise Problem(
                    N_("The column “{column}” has {n} different values; "
                       "that is too many personas."),
                    column=name, n=len(question.codes),
                )  # fmt: skip

    def _add_respondents(self, column: Column) -> None:
        """Whole numbers are their own codes, other names are kept as texts.

        A list of 26,000 names as codes would outweigh the answers.
        """
        numbers = column.texts.cast(pl.UInt32, strict=False)
        blank = column.texts.null_count()
        if numbers.null_count() != blank:
            numbers = column.texts.str.strip_chars().cast(pl.UInt32, strict=False)
        nobody = np.iinfo(np.uint32).max
        if numbers.null_count() == blank and numbers.max() != nobody:
            full = numbers.fill_null(nobody) if blank else numbers
            plain = coding.Coded((), (), full.to_numpy())
            self._add(column, "respondent", plain)
        else:
            self._add_words(column, "respondent")

    def _add_comments(self, name: str) -> None:
        column = self._answers.about(name)
        if column is not None:
            self._add_words(column, "comment")

    def _add_words(self, column: Column, kind: QuestionKind) -> None:
        found = []
        for index, text in enumerate(column.texts):
            if text is not None and len(text) > LONGEST_TEXT:
                row = int(column.rows[index])
                self._refusals.add_one(row, column.name, text[:40] + "…", TOO_LONG)
            elif text is not None and text.strip():
                found.append((index, text))
        self.comments[self._question(column, kind).id] = found

    def _add(
        self, column: Column, kind: QuestionKind, coded: coding.Coded, **fields: Any
    ) -> Question:
        question = self._question(
            column, kind, codes=coded.codes, counts=coded.counts, **fields
        )
        self.columns[question.id] = np.ascontiguousarray(
            column.spread(coded, self._answers.respondents)
        )
        return question

    def _question(self, column: Column, kind: QuestionKind, **fields: Any) -> Question:
        question = Question(
            id=new_id(), survey=self.survey.id, position=len(self.questions), text=column.name,
            kind=kind, **fields,
        )  # fmt: skip
        self.questions.append(question)
        return question


def _distinct(columns: Sequence[Column | None]) -> list[tuple[Column, coding.Distinct]]:
    """What stands in columns of texts, as far as they are there."""
    there = [column for column in columns if column is not None]
    found = coding.distinct_texts([column.texts for column in there])
    return list(zip(there, found, strict=True))


def _code(value: Value) -> str:
    """A value of the map as it appears among a column's codes."""
    number = coding.number(value) if isinstance(value, str) else value
    return coding.number_text(number) if number is not None else str(value).strip()


def _kept(mapping: Mapping) -> str:
    """The map as the survey keeps it; one that is longer than any text may be is not kept."""
    text = msgspec.json.encode(mapping).decode()
    return text if len(text) <= LONGEST_TEXT else ""
