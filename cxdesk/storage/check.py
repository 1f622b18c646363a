"""Whether a project file and what is in it are whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.language import N_
from cxdesk.models.records import AnyRecord, Question, Survey
from cxdesk.problems import Problem
from cxdesk.storage import answers, blobs, erasing, gate, seals
from cxdesk.storage.connection import OPENING_SECONDS, reading
from cxdesk.storage.fold import fold_of
from cxdesk.storage.refusals import damaged, problem_of
from cxdesk.storage.rows import FORMS
from cxdesk.storage.table_words import kind_told, record_told


def check(path: Path) -> list[Problem]:
    """What is wrong with a project file; an empty list if nothing is.

    Looks at pages, indexes, tables, references, the digest of every row, whether the tables are the
    fold of the operations, and whether the answers of every survey, pictures and files are all
    there.
    """
    try:
        contents = gate.open_contents(path)
        with reading(path, OPENING_SECONDS) as connection:
            return [
                *_pages(connection, path),
                *_digests(connection),
                *_fold(connection),
                *_answers(connection, contents.records),
                *_blobs(connection, contents.records),
                *erasing.problems(connection),
            ]
    except Problem as problem:
        return [problem]
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        return [problem_of(error, path)]


def _pages(connection: Connection, path: Path) -> Iterator[Problem]:
    """More than the gate: whether the indexes hold what the tables do."""
    for (told,) in connection.exec_driver_sql("PRAGMA integrity_check(5)").fetchall():
        if told != "ok":
            yield damaged(path, str(told).splitlines()[0])


def _digests(connection: Connection) -> Iterator[Problem]:
    for table in seals.SEALED:
        query = f'SELECT {seals.columns(table)} FROM "{table}"'
        for row in connection.exec_driver_sql(query):
            if not seals.is_as_written(tuple(row)):
                yield _broken(table, tuple(row))


def _broken(table: str, row: tuple[Any, ...]) -> Problem:
    if table == "op":
        return Problem(
            N_("Edit {n} of session {session} is not as it was written."),
            n=row[1],
            session=row[0],
        )
    if table == "blob":
        return Problem(N_("The picture or file {digest} is not as it was added."), digest=row[0])
    return Problem(
        N_("Something in the file was changed without an edit: {what} ({row})."),
        what=kind_told(table),
        row=row[0],
    )


def _fold(connection: Connection) -> Iterator[Problem]:
    try:
        folded = fold_of(connection)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError) as error:
        yield Problem(N_("An edit cannot be read ({reason})."), reason=str(error))
        return
    expected: dict[str, dict[str, tuple[object, ...]]] = {}
    for (table, row), (record, deleted) in folded.items():
        expected.setdefault(table, {})[row] = FORMS[table].row(record, deleted)
    for table, form in FORMS.items():
        held = {row[0]: tuple(row) for row in connection.exec_driver_sql(form.select).fetchall()}
        wanted = expected.get(table, {})
        for row in held.keys() | wanted.keys():
            if held.get(row) != wanted.get(row):
                found = folded.get((table, row))
                yield Problem(
                    N_("{what} is not what its edits amount to."),
                    what=record_told(table, row, found and found[0]),
                )


def _answers(connection: Connection, records: list[AnyRecord]) -> Iterator[Problem]:
    surveys = {record.id: record for record in records if isinstance(record, Survey)}
    kept = {
        row[0]
        for row in connection.exec_driver_sql("SELECT DISTINCT question FROM answers").fetchall()
    }
    for question in records:
        if not isinstance(question, Question) or question.id not in kept:
            continue
        survey = surveys.get(question.survey)
        if survey is None:
            continue
        try:
            column = answers.read(connection, survey.id, question.id, survey.respondents)
            none = np.iinfo(column.dtype).max
            # Respondents' numbers are their own codes, so that no list of them is needed.
            plain = question.kind == "respondent" and not question.codes
            if not plain and ((column >= len(question.codes)) & (column != none)).any():
                raise answers.BrokenColumn("a code that the question does not have")
        except answers.BrokenColumn as error:
            yield Problem(
                N_("The answers to “{question}” are not whole ({reason})."),
                question=question.text,
                reason=str(error),
            )


def _blobs(connection: Connection, records: list[AnyRecord]) -> Iterator[Problem]:
    held = {row[0] for row in connection.exec_driver_sql("SELECT digest FROM blob").fetchall()}
    for key in sorted(blobs.digests_of(records) - held):
        yield Problem(N_("The picture or file {digest} is missing."), digest=key)
