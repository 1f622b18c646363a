"""A copy for a client: what is shown now, without its history and without who made it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.models.ids import new_id
from cxdesk.models.records import AnyRecord, Comment, Question, Rating, Survey, Version
from cxdesk.models.store import Store
from cxdesk.storage import blobs, creation, gate, seals
from cxdesk.storage.connection import reading
from cxdesk.storage.journal import Opening
from cxdesk.storage.operations import now
from cxdesk.storage.refusals import problem_of

CHUNK = 256


def copy_for_client(path: Path, out: Path, *, comments: bool = False) -> None:
    """Write what a project shows now as a project of its own, which merges with no other.

    It holds nothing that was deleted or overwritten, no names of those who worked on it, and
    neither names nor words of respondents. Comments go along only if wanted, without authors.

    Raises:
        AlreadyThere: if there is something at ``out``.
        Problem: if ``path`` cannot be read, or ``out`` not be written.
    """
    contents = gate.open_contents(path)
    store = Store()
    for record in contents.records:
        if not _is_internal(record, comments):
            store.put(record.id, _nameless(record, comments))
    shown = [record for record in store.records.values() if store.visible(record.id)]
    nobody = Opening(new_id(), new_id(), str(out), "", "", "", "cxdesk", now())

    def fill(connection: Connection) -> None:
        _copy_blobs(path, blobs.digests_of(shown), connection)
        for question in shown:
            if isinstance(question, Question):
                _copy_answers(path, question, connection)

    try:
        creation.create(out, shown, nobody, fill)
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error


def _is_internal(record: AnyRecord, comments: bool) -> bool:
    """Whether a record is nothing for a client: it tells of the work, or of single respondents."""
    if isinstance(record, Comment):
        return not comments
    if isinstance(record, Question):
        return record.kind in ("respondent", "unused")
    return isinstance(record, Version)


def _nameless(record: AnyRecord, comments: bool) -> AnyRecord:
    if isinstance(record, Comment):
        return msgspec.structs.replace(record, author="")
    if isinstance(record, Rating):
        comment = record.comment if comments else ""
        return msgspec.structs.replace(record, respondent="", supersedes="", comment=comment)
    if isinstance(record, Survey):
        return msgspec.structs.replace(record, file_name="")
    return record


def _copy_blobs(path: Path, digests: Iterable[str], connection: Connection) -> None:
    for digest in digests:
        with reading(path) as source:
            held = blobs.read(source, digest)
        if held is not None:
            blobs.write(connection, [held])


def _copy_answers(path: Path, question: Question, connection: Connection) -> None:
    """Copy a question's column, a few parts at a time."""
    after = -1
    columns = seals.columns("answers")
    while True:
        with reading(path) as source:
            parts = source.exec_driver_sql(
                f"SELECT {columns} FROM answers WHERE survey = ? AND question = ? AND part > ?"
                " ORDER BY part LIMIT ?",
                (question.survey, question.id, after, CHUNK),
            ).fetchall()
        if not parts:
            return
        connection.exec_driver_sql(seals.insert("answers"), [tuple(part) for part in parts])
        after = parts[-1][2]
