"""The project as it once was: the fold of the operations up to a point of the file's history.

A point is a step of the history, in the order of the file: what stood in this very file once the
step was in it. (By the clocks, edits merged in later would seem to have been here all along: a
state that nobody ever saw.) Within it, as always, the greatest clock decides what is shown. A
named version says by itself which operations belong to it, so that no merge ever changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import msgspec
import numpy as np
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.language import N_
from cxdesk.models.diff import Diff
from cxdesk.models.history import History
from cxdesk.models.ids import Id
from cxdesk.models.records import AnyRecord, Project, Question, Survey
from cxdesk.models.store import Store
from cxdesk.problems import Problem
from cxdesk.storage import gate
from cxdesk.storage.blobs import Blobs
from cxdesk.storage.columns import Columns
from cxdesk.storage.connection import OPENING_SECONDS, reading
from cxdesk.storage.fold import Cell, fold
from cxdesk.storage.operations import WHOLE
from cxdesk.storage.refusals import damaged, problem_of

Seen = dict[Id, int]
"""Of each session, the last of its operations that belongs to a point of the past."""

_UP_TO = (
    'SELECT tbl, "row", field, value FROM op'
    " WHERE seq <= (SELECT max(seq) FROM op WHERE grp = ?) ORDER BY hlc, session, n"
)
_ALL = 'SELECT tbl, "row", field, value, session, n FROM op ORDER BY hlc, session, n'
_SEEN = "SELECT session, max(n) FROM op GROUP BY session"
_SEEN_UP_TO = (
    "SELECT session, max(n) FROM op WHERE seq <= (SELECT max(seq) FROM op WHERE grp = ?)"
    " GROUP BY session"
)


class Past:
    """A project as it was: what looking at it needs of an open one, and nothing that edits.

    ``path`` is where its answers and pictures lie.
    """

    read_only = True

    def __init__(self, records: Iterable[AnyRecord], path: Path) -> None:
        self.path = path
        self.store = Store(_refuse)
        for record in records:
            self.store.put(record.id, record)
        self.history = History(self.store)
        self._columns, self._blobs = Columns(path), Blobs(path)

    def answers(self, question_id: Id) -> np.ndarray:
        """A question's column of codes, as ``Session.answers`` has it."""
        question: Question = self.store.record(question_id)
        survey: Survey = self.store.record(question.survey)
        return self._columns.column(survey.id, question_id, survey.respondents)

    def comments(self, question_id: Id) -> list[tuple[int, str]]:
        """A question's answers in words, as ``Session.comments`` has them."""
        return self._columns.texts(question_id)

    def blob(self, digest: str) -> tuple[str, bytes] | None:
        """The media type and bytes of a picture or file, as ``Session.blob`` has them."""
        found = self._blobs.get(digest)
        return (found.media_type, found.data) if found else None


def at_step(path: Path, group: Id) -> Past:
    """The project as it was once a step of the history was in the file.

    Raises:
        Problem: if the file cannot be read.
    """
    return _folded(path, lambda connection: map(tuple, _rows(connection, _UP_TO, (group,))))


def at_version(path: Path, seen: Mapping[Id, int]) -> Past:
    """The project as a named version has it.

    Raises:
        Problem: if the file cannot be read.
    """

    def cells(connection: Connection) -> Iterable[Cell]:
        for table, row, field, value, session, n in _rows(connection, _ALL):
            if n <= seen.get(session, -1):
                yield table, row, field, value

    return _folded(path, cells)


def in_file(path: Path) -> Past:
    """The project as a backup or another copy holds it.

    Raises:
        Problem: if the file cannot be opened.
    """
    return Past(gate.open_contents(path).records, path)


def seen(path: Path, group: Id = "") -> Seen:
    """What belongs to a step of the history, or ("") to what is in the file now.

    Raises:
        Problem: if the file cannot be read.
    """
    try:
        with reading(path, OPENING_SECONDS) as connection:
            query = (_SEEN_UP_TO, (group,)) if group else (_SEEN, ())
            return dict(_rows(connection, *query))
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error


def _folded(path: Path, cells: Callable[[Connection], Iterable[Cell]]) -> Past:
    try:
        with reading(path, OPENING_SECONDS) as connection:
            folded = fold(winners(cells(connection)))
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError) as error:
        raise damaged(path, str(error)) from error
    records = [record for record, deleted in folded.values() if not deleted]
    if not any(isinstance(record, Project) for record in records):
        raise Problem(N_("The history does not reach back to there."))
    return Past(records, path)


def winners(cells: Iterable[Cell]) -> Iterable[Cell]:
    """Of writes in the order of their clocks, those that are not written over.

    What was written over need not be read: it makes up most of a long history.
    """
    rows: dict[tuple[str, Id], dict[str, str | None]] = {}
    for table, row, field, value in cells:
        held = rows.setdefault((table, row), {})
        if value is None:
            continue
        if field == WHOLE:
            held.clear()
        held[field] = value
    for (table, row), held in rows.items():
        for field, value in held.items():
            yield table, row, field, value


def _rows(connection: Connection, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
    return list(connection.exec_driver_sql(query, values).fetchall())


def _refuse(_store: Store, _diff: Diff) -> NoReturn:
    raise Problem(N_("The past cannot be edited."))
