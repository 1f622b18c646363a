"""Whether a project file and what is in it are whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.language import N_
from cxdesk.models.records import AnyRecord, Question, Survey
from cxdesk.problems import Problem
from cxdesk.storage import answers, blobs, gate
from cxdesk.storage.connection import OPENING_SECONDS, reading
from cxdesk.storage.fold import fold_of
from cxdesk.storage.operations import OP_COLUMNS, digest
from cxdesk.storage.refusals import problem_of
from cxdesk.storage.rows import FORMS


def check(path: Path) -> list[Problem]:
    """What is wrong with a project file; an empty list if nothing is.

    Looks at pages, tables, references, the digest of every operation, whether the tables are the
    fold of the operations, and whether all answers of surveys, pictures and files are there.
    """
    try:
        contents = gate.open_contents(path)
        with reading(path, OPENING_SECONDS) as connection:
            return [
                *_digests(connection),
                *_fold(connection),
                *_answers(connection, contents.records),
                *_blobs(connection, contents.records),
            ]
    except Problem as problem:
        return [problem]
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        return [problem_of(error, path)]


def _digests(connection: Connection) -> Iterator[Problem]:
    columns = ", ".join(f'"{column}"' for column in OP_COLUMNS)
    for row in connection.exec_driver_sql(f"SELECT {columns} FROM op ORDER BY seq").fetchall():
        *content, stated = row
        erased = content[OP_COLUMNS.index("value")] is None
        if not erased and digest(tuple(content)) != stated:
            yield Problem(
                N_("Edit {n} of session {session} is not as it was written."),
                n=content[1],
                session=content[0],
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
                yield Problem(
                    N_("Record {row} in {table} is not what its edits amount to."),
                    row=row,
                    table=table,
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
    keys = connection.exec_driver_sql("SELECT digest FROM blob ORDER BY digest").fetchall()
    held = {row[0] for row in keys}
    for key in held:
        query = "SELECT bytes FROM blob WHERE digest = ?"
        if not blobs.is_whole(key, connection.exec_driver_sql(query, (key,)).scalar()):
            yield Problem(N_("The picture or file {digest} is not as it was added."), digest=key)
    for key in sorted(blobs.digests_of(records) - held):
        yield Problem(N_("The picture or file {digest} is missing."), digest=key)
