"""What an erasure reaches in a file: who and what is named there, asked before it and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.models.erasing import Erasure, names
from cxdesk.models.ids import Id
from cxdesk.models.records import AnyRecord
from cxdesk.models.store import Label
from cxdesk.storage import erasure_marks, respondents
from cxdesk.storage.blobs import digests_of
from cxdesk.storage.connection import reading
from cxdesk.storage.erased_ops import ops_of, ops_on
from cxdesk.storage.operations import Write
from cxdesk.storage.refusals import problem_of
from cxdesk.storage.shown import Row, RowId, read_rows


def persons(path: Path, name: str) -> set[Id]:
    """The ids of all who have opened a file under a name, whatever its case.

    Raises:
        Problem: if the file cannot be read.
    """
    with _reading(path) as connection:
        rows = connection.exec_driver_sql("SELECT DISTINCT person, name FROM session").fetchall()
    return {row[0] for row in rows if same_name(row[1], name)}


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals and spaces around; none is like no other."""
    return bool(one.strip()) and one.casefold().strip() == other.casefold().strip()


def names_in(path: Path) -> set[str]:
    """The names under which a file was opened.

    Raises:
        Problem: if the file cannot be read.
    """
    with _reading(path) as connection:
        rows = connection.exec_driver_sql("SELECT DISTINCT name FROM session").fetchall()
    return {row[0].strip() for row in rows} - {""}


def words_of(path: Path, survey: Id, respondent: int) -> list[tuple[Id, str]]:
    """What a respondent (from 0) has answered in words, and to which questions.

    Raises:
        Problem: if the file cannot be read.
    """
    query = (
        "SELECT question.id, said.text FROM answer_text AS said"
        " JOIN question ON question.id = said.question"
        " WHERE survey = ? AND respondent = ? AND said.text IS NOT NULL ORDER BY position"
    )
    with _reading(path) as connection:
        rows = connection.exec_driver_sql(query, (survey, respondent)).fetchall()
    return [(row[0], row[1]) for row in rows]


def traced(
    path: Path,
    erasure: Erasure,
    shown: Iterable[AnyRecord],
    texts: Iterable[str],
    number: Callable[[], int],
) -> tuple[Erasure, list[Write]]:
    """``with_traces`` of a file, and the operations that mark it all.

    Raises:
        Problem: if the file cannot be read.
    """
    with _reading(path) as connection:
        erasure = with_traces(connection, erasure, shown, texts)
        marks = erasure_marks.writes_of(erasure, number)
        return erasure, [*marks, erasure_marks.write_seen(connection, number())]


def shown(path: Path, erasure: Erasure) -> dict[RowId, Row]:
    """The records that stay and read otherwise after an erasure, as they are now.

    Raises:
        Problem: if the file cannot be read.
    """
    with _reading(path) as connection:
        return read_rows(connection, rows_to_show(connection, erasure))


@contextmanager
def _reading(path: Path) -> Iterator[Connection]:
    try:
        with reading(path) as connection:
            yield connection
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error


def with_traces(
    connection: Connection, erasure: Erasure, shown: Iterable[AnyRecord], texts: Iterable[str] = ()
) -> Erasure:
    """An erasure together with the edits' labels and the pictures and files that go with it.

    ``texts`` are named by labels, too; ``shown`` are the project's records: what one that stays
    refers to stays.
    """
    ids = erasure.ids()
    said = {text for text in texts if text.strip()}
    digests: set[str] = set()
    known = {row[0] for row in connection.exec_driver_sql("SELECT digest FROM blob").fetchall()}
    for op in ops_on(connection, erasure.records):
        for text in _texts(msgspec.json.decode(op["value"])):
            (digests if text in known else said).add(text)
    stay = digests_of(record for record in shown if record.id not in ids)
    labels = {
        key
        for key, label in connection.exec_driver_sql("SELECT id, label FROM grp").fetchall()
        if names(msgspec.json.decode(label, type=Label), said)
    }
    traces = Erasure(labels=frozenset(labels), blobs=frozenset(digests - stay))
    return erasure.joined(traces)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)


def rows_to_show(connection: Connection, erasure: Erasure) -> set[RowId]:
    """The records that stay, and read otherwise after an erasure."""
    rows = {(table, row) for table, row, _ in erasure.cells}
    rows |= {(op["tbl"], op["row"]) for op in ops_of(connection, erasure.persons)}
    surveys = {survey for survey, _ in erasure.respondents}
    rows |= {("question", key) for key in respondents.questions(connection, surveys)}
    return rows - erasure.records
