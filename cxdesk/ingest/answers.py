"""Who answered what in a table: one record a respondent (wide), or one an answer (long)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from cxdesk.ingest.coding import Coded, distinct
from cxdesk.ingest.mapping import LongMap, Mapping
from cxdesk.ingest.refusals import Refusals, Rejection
from cxdesk.ingest.table import Table
from cxdesk.language import N_
from cxdesk.problems import Problem

NO_COLUMN = N_("there is no such column in the file")
NO_QUESTION = N_("there is no such question in the file")
TOO_LONG = N_("the record has too many cells")
NO_RESPONDENT = N_("no respondent is named")
ANSWERED_TWICE = N_("the respondent has answered this question above")

MOST_QUESTIONS = 2_000


class Column(msgspec.Struct, frozen=True):
    """Texts with the records they stand in and the respondents (from 0) who gave them."""

    name: str
    texts: pl.Series
    rows: NDArray[np.uint32]
    respondents: NDArray[Any] | None
    """None where every respondent, in order, has one text."""

    def spread(self, coded: Coded, respondents: int) -> NDArray[Any]:
        """The coded column with one code for every respondent."""
        if self.respondents is None:
            return coded.column
        column = np.full(respondents, np.iinfo(coded.column.dtype).max, coded.column.dtype)
        column[self.respondents] = coded.column
        return column

    def refuse(self, coded: Coded, refusals: Refusals) -> None:
        """Note the answers that cannot be taken."""
        refusals.add(
            (
                Rejection(int(self.rows[one.position]), self.name, one.text, one.reason)
                for one in coded.bad
            ),
            coded.refused,
        )


class Wide:
    """A file with one record a respondent; its columns are the questions."""

    def __init__(self, table: Table, refusals: Refusals) -> None:
        self._table = table
        self._refusals = refusals
        self.respondents = table.frame.height
        for record in table.ragged:
            refusals.add_one(record.row, "", record.value, TOO_LONG)

    @property
    def questions(self) -> Sequence[str]:
        """What can be rated."""
        return self._table.names

    def rated(self, name: str) -> Column | None:
        """The answers to a question; None (and a note) if the file does not have it."""
        return self.about(name)

    def about(self, name: str) -> Column | None:
        """What a column says about the respondents; None (and a note) if there is none."""
        found = self._found(name)
        if found is None:
            return None
        return Column(found, self._table.frame.get_column(found), self._table.rows, None)

    def _found(self, name: str) -> str | None:
        found = self._table.find(name)
        if found is None:
            self._refusals.add_one(self._table.header, name, "", NO_COLUMN)
        return found


class Long(Wide):
    """A file with one record an answer; what else it says is taken from a respondent's first.

    Raises:
        Problem: if it lacks one of the three columns.
    """

    def __init__(self, table: Table, columns: LongMap, refusals: Refusals) -> None:
        super().__init__(table, refusals)
        respondent = distinct(self._column(columns.respondent))
        question = distinct(self._column(columns.question))
        self._texts = self._column(columns.value)
        self._questions = question.texts
        self._asked = question.index
        self._people = respondent.index
        if len(self._questions) > MOST_QUESTIONS:
            raise Problem(
                N_("The column “{column}” names {n} different questions; is it the right one?"),
                column=columns.question, n=len(self._questions),
            )  # fmt: skip
        self.respondents = len(respondent.texts)
        named = self._people < self.respondents
        for row in table.rows[~named].tolist():
            refusals.add_one(row, columns.respondent, "", NO_RESPONDENT)
        self._first = np.flatnonzero(named)[np.unique(self._people[named], return_index=True)[1]]

    @property
    def questions(self) -> Sequence[str]:
        return self._questions

    def rated(self, name: str) -> Column | None:
        name = name.strip()
        if name not in self._questions:
            self._refusals.add_one(None, name, "", NO_QUESTION)
            return None
        asked = self._asked == self._questions.index(name)
        at = np.flatnonzero(asked & (self._people < self.respondents))
        first = np.sort(np.unique(self._people[at], return_index=True)[1])
        repeated = np.delete(at, first).tolist() if len(first) < len(at) else []
        for position in repeated:
            row = int(self._table.rows[position])
            self._refusals.add_one(row, name, self._texts[position] or "", ANSWERED_TWICE)
        at = at[first]
        return Column(name, self._texts.gather(at), self._table.rows[at], self._people[at])

    def about(self, name: str) -> Column | None:
        column = super().about(name)
        if column is None:
            return None
        first = self._first
        return Column(column.name, column.texts.gather(first), column.rows[first], None)

    def _column(self, name: str) -> pl.Series:
        found = self._table.find(name)
        if found is None:
            raise Problem(
                N_("{file} has no column “{column}”; it has {names}."),
                file=self._table.file_name, column=name, names=", ".join(self._table.names[:40]),
            )  # fmt: skip
        trimmed = self._table.frame.get_column(found).str.strip_chars()
        return trimmed.replace("", None) if (trimmed == "").any() else trimmed


def answers_of(table: Table, mapping: Mapping, refusals: Refusals) -> Wide:
    """The answers in a table, in the form that the map says."""
    if mapping.long is None:
        return Wide(table, refusals)
    return Long(table, mapping.long, refusals)
