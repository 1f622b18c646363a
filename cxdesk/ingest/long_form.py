"""Whether a file has one answer a record: respondent, question, value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cxdesk.ingest.mapping import LongMap
from cxdesk.ingest.table import Table

if TYPE_CHECKING:
    import polars as pl

_QUESTION = re.compile(r"question|frage|item|touchpoint|kpi|merkmal", re.I)
_RESPONDENT = re.compile(r"respon|person|kund|customer|teilnehm|befragt|\bid\b", re.I)
_VALUE = re.compile(r"value|wert|antwort|answer|rating|score|bewertung|note", re.I)
_COLUMNS, _RECORDS = 8, 6
"""A long form has at most so many columns, and at least so many records to be seen as one."""
_MOST_QUESTIONS, _MOST_VALUES = 500, 25
_ONCE = 0.98
"""The share of answers that somebody gives to a question for the first time."""


def guess_long(table: Table) -> LongMap | None:
    """The columns of a file with one answer a record; None where every respondent has one row.

    There, somebody comes back in several records, never twice with the same question, and one
    column holds a few numbers.
    """
    frame, names = table.frame, table.names
    if not 3 <= len(names) <= _COLUMNS or frame.height < _RECORDS:
        return None
    kinds = {name: frame.get_column(name).n_unique() for name in names}
    values = [name for name in names if kinds[name] <= _MOST_VALUES and _numbers(frame, name) > 0.9]
    people = [name for name in names if 2 * kinds[name] <= frame.height and kinds[name] > 1]
    for value in sorted(values, key=lambda name: not _VALUE.search(name)):
        for question in sorted(people, key=lambda name: not _QUESTION.search(name)):
            words = kinds[question] <= _MOST_QUESTIONS and _numbers(frame, question) < 0.1
            if question == value or not words:
                continue
            for respondent in people:
                if respondent in (value, question) or kinds[respondent] < kinds[question] / 4:
                    continue
                pairs = frame.select(respondent, question).n_unique()
                if pairs >= _ONCE * frame.height:
                    return LongMap(respondent, question, value)
    return _named(frame, names, people)


def _named(frame: pl.DataFrame, names: Sequence[str], people: Sequence[str]) -> LongMap | None:
    """The columns if their names say what they are, whatever stands in them."""
    asking = [name for name in people if _QUESTION.search(name)]
    answering = [name for name in names if _VALUE.search(name)]
    answered = sorted(people, key=lambda name: not _RESPONDENT.search(name))
    for question in asking:
        for value in (name for name in answering if name != question):
            for respondent in (name for name in answered if name not in (question, value)):
                pairs = frame.select(respondent, question).n_unique()
                if pairs >= _ONCE * frame.height:
                    return LongMap(respondent, question, value)
    return None


def _numbers(frame: pl.DataFrame, name: str) -> float:
    """The share of a column's texts that are numbers."""
    import polars as pl

    filled = frame.get_column(name).drop_nulls().str.replace(",", ".", literal=True)
    found = int(filled.cast(pl.Float64, strict=False).is_not_null().sum())
    return found / max(filled.len(), 1)
