"""Who answered what in a table: one record a respondent (wide), or one an answer (long)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from cxdesk.ingest.coding import Bad, Coded, Distinct, distinct
from cxdesk.ingest.mapping import Mapping
from cxdesk.ingest.refusals import Refusals
from cxdesk.ingest.table import Table
from cxdesk.language import N_

NO_COLUMN = N_("there is no such column in the file")
NO_QUESTION = N_("there is no such question in the file")
NO_RESPONDENT = N_("no respondent is named")
ANSWERED_TWICE = N_("the respondent has answered this question above")


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

    def refuse(self, bad: Iterable[Bad], refusals: Refusals) -> None:
        """Note the answers that cannot be taken."""
        for one in bad:
            refusals.add(self.rows[one.positions], self.name, one.text, one.reason)


class Answers:
    """The columns of a table as answers of respondents."""

    def __init__(self, table: Table, mapping: Mapping, refusals: Refusals) -> None:
        self._table = table
        self._refusals = refusals
        self._questions: Distinct | None = None
        self._value = self._first = None
        self.respondents = table.frame.height
        for record in table.ragged:
            refusals.add_one(record.row, "", record.value, N_("the record has too many cells"))
        if mapping.long is not None:
            self._group(mapping)

    def _group(self, mapping: Mapping) -> None:
        """Bring the records of the long form together by respondent."""
        assert mapping.long is not None
        named = [self.column_name(name) for name in msgspec.structs.astuple(mapping.long)]
        if None in named:
            self.respondents = 0
            return
        respondent, question, value = (self._table.frame.get_column(str(name)) for name in named)
        people = distinct(respondent.str.strip_chars().replace("", None))
        self._questions = distinct(question.str.strip_chars())
        self._people = people.index
        self.respondents = len(people.texts)
        nobody = people.index == self.respondents
        if nobody.any():
            self._refusals.add(self._table.rows[nobody], respondent.name, "", NO_RESPONDENT)
        self._value = value
        first = np.unique(people.index[~nobody], return_index=True)[1]
        self._first = np.flatnonzero(~nobody)[first]

    @property
    def question_names(self) -> list[str]:
        """What can be rated: the file's columns, or the long form's questions."""
        if self._questions is not None:
            return self._questions.texts
        return list(self._table.names)

    def column_name(self, name: str) -> str | None:
        """The table's column of this name; a missing one is noted."""
        found = self._table.find(name)
        if found is None:
            self._refusals.add_one(self._table.header, name, "", NO_COLUMN)
        return found

    def rated(self, name: str) -> Column | None:
        """The answers to a question; None (and a note) if the file does not have it."""
        if self._questions is not None:
            return self._long(name.strip())
        return self.about(name)

    def about(self, name: str) -> Column | None:
        """What a column says about the respondents; in the long form their first record counts."""
        found = self.column_name(name)
        if found is None:
            return None
        texts = self._table.frame.get_column(found)
        if self._first is None:
            return Column(found, texts, self._table.rows, None)
        return Column(found, texts.gather(self._first), self._table.rows[self._first], None)

    def _long(self, name: str) -> Column | None:
        assert self._questions is not None and self._value is not None
        if name not in self._questions.texts:
            self._refusals.add_one(None, name, "", NO_QUESTION)
            return None
        asked = self._questions.index == self._questions.texts.index(name)
        at = np.flatnonzero(asked & (self._people < self.respondents))
        first = np.sort(np.unique(self._people[at], return_index=True)[1])
        if len(first) < len(at):
            for position in np.setdiff1d(at, at[first]):
                value = self._value[int(position)]
                row = int(self._table.rows[position])
                self._refusals.add_one(row, name, value or "", ANSWERED_TWICE)
            at = at[first]
        return Column(name, self._value.gather(at), self._table.rows[at], self._people[at])
