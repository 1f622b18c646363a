"""Erasing for good: marks among the operations, and what they do to all that they cover.

A mark is an operation of its own: it travels by feed and merge and is healed like any other. What
it covers is blanked wherever it comes into a file, whatever its clock, and sealed anew, so that
not even a digest tells what was there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.language import N_
from cxdesk.models.erasing import Erasure, names
from cxdesk.models.ids import Id
from cxdesk.models.records import AnyRecord
from cxdesk.models.store import Label, nameless
from cxdesk.problems import Problem
from cxdesk.storage import erasure_marks, journal, latecomers, respondents, seals
from cxdesk.storage.blobs import digests_of
from cxdesk.storage.connection import engine, reading
from cxdesk.storage.fold import refold
from cxdesk.storage.journal import Leftover
from cxdesk.storage.operations import ERASED, OP_COLUMNS, WHOLE, Group, Write
from cxdesk.storage.refusals import problem_of
from cxdesk.storage.rows import FORMS, MOST, portions
from cxdesk.storage.shown import Row, RowId, read_rows

Op = dict[str, Any]

_SET_OP = "UPDATE op SET value = ?, digest = ? WHERE session = ? AND n = ?"


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
        "SELECT question.id, said.text FROM answer_text AS said JOIN question ON question.id = said.question"
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


# -- what else names it --------------------------------------------------------------------------


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
    for op in _ops_on(connection, erasure.records):
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


# -- doing it ------------------------------------------------------------------------------------


def enforce(
    connection: Connection, touched: Collection[RowId] | None = None, also: Collection[str] = ()
) -> bool:
    """Blank what is covered by the marks of a file; whether anything had to be.

    ``touched``: only these rows have changed since it was done last (all if None), and ``also``
    are persons and blobs that have come since.
    """
    if not erasure_marks.is_marked(connection):
        return False
    if touched is not None and any(table == ERASED for table, _ in touched):
        touched = None
    if touched is not None and not _concerns(connection, touched, also):
        return False
    erasure = erasure_marks.erasure_in(connection)
    erasure = erasure.joined(latecomers.found(connection, erasure, touched))
    changed = _blank_ops(connection, erasure, touched)
    changed |= _blank_labels(connection, erasure, touched)
    changed |= _blank_persons(connection, erasure)
    changed |= _blank_blobs(connection, erasure)
    if touched is None or any(table in ("question", "survey") for table, _ in touched):
        changed |= respondents.blank(connection, erasure)
    return changed


def _concerns(connection: Connection, touched: Collection[RowId], also: Collection[str]) -> bool:
    """Whether marks may cover any of these, or what they hang on: asked at every edit."""
    records = read_rows(connection, (key for key in touched if key[0] in FORMS))
    above = {parent for record, _ in records.values() for parent in record.parents()}
    ids = tuple({row for _, row in touched} | above | set(also))
    for start in range(0, len(ids), MOST):
        some = ids[start : start + MOST]
        marks = ", ".join("?" * len(some))
        tables = ", ".join(f"'{table}'" for table in FORMS)
        query = (
            f"SELECT EXISTS (SELECT 1 FROM op WHERE tbl = '{ERASED}' AND \"row\" IN ({marks}))"
            f' OR EXISTS (SELECT 1 FROM op WHERE tbl IN ({tables}) AND "row" IN ({marks})'
            " AND value IS NULL)"
        )
        if connection.exec_driver_sql(query, (*some, *some)).scalar():
            return True
    return False


def compact(path: Path) -> bool:
    """Write a file anew without what is left between its rows; whether that was possible now.

    SQLite overwrites what it deletes, but rows that it moved earlier may have left a shadow.
    """
    try:
        connection = engine(path).connect()
        try:
            driver: Any = connection.connection.driver_connection
            driver.execute("VACUUM")
        finally:
            connection.close()
    except (sqlite3.Error, OSError):
        return False
    return True


def _blank_ops(connection: Connection, erasure: Erasure, touched: Collection[RowId] | None) -> bool:
    rows = erasure.records | {(table, row) for table, row, _ in erasure.cells}
    if touched is not None:
        rows &= set(touched)
    ops = [*_ops_on(connection, rows), *_ops_of(connection, erasure.persons)]
    blanked = [
        (value, seals.digest((*_content(op)[:7], value, *_content(op)[8:])), op["session"], op["n"])
        for op in ops
        if (value := _left(op, erasure)) != op["value"]
    ]
    if blanked:
        connection.exec_driver_sql(_SET_OP, blanked)
    gone = rows & erasure.records
    for table, ids, marks in portions(gone):
        if table in FORMS:
            connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id IN ({marks})', ids)
        connection.exec_driver_sql(
            "DELETE FROM conflict WHERE (loser_session, loser_n) IN"
            f' (SELECT session, n FROM op WHERE tbl = ? AND "row" IN ({marks}))',
            (table, *ids),
        )
    refold(connection, {(op["tbl"], op["row"]) for op in ops} - gone)
    return bool(blanked)


def _left(op: Op, erasure: Erasure) -> str | None:
    """What an erasure leaves of an operation's value."""
    if (op["tbl"], op["row"]) in erasure.records:
        return None
    fields = {
        field for table, row, field in erasure.cells if (table, row) == (op["tbl"], op["row"])
    }
    if op.get("person") in erasure.persons:
        fields.add(erasure_marks.NAMED[op["tbl"]])
    if op["field"] in fields:
        return '""'
    if op["field"] != WHOLE or not fields:
        return str(op["value"])
    whole = msgspec.json.decode(op["value"])
    return msgspec.json.encode(whole | dict.fromkeys(fields & whole.keys(), "")).decode()


def _ops_on(connection: Connection, rows: Iterable[RowId]) -> list[Op]:
    """The operations on rows that still have a value."""
    found: list[Op] = []
    for table, ids, marks in portions(rows):
        query = (
            f'SELECT {", ".join(_quoted)} FROM op WHERE tbl = ? AND "row" IN ({marks})'
            " AND value IS NOT NULL"
        )
        for row in connection.exec_driver_sql(query, (table, *ids)).fetchall():
            found.append(dict(zip(OP_COLUMNS, row, strict=True)))
    return found


def _ops_of(connection: Connection, persons: Iterable[Id]) -> list[Op]:
    """The operations of persons that name who wrote something."""
    found: list[Op] = []
    for table, field in erasure_marks.NAMED.items():
        for person in persons:
            rows = connection.exec_driver_sql(
                f"SELECT {', '.join(f'op.{name}' for name in _quoted)} FROM op"
                " JOIN session ON session.id = op.session WHERE tbl = ? AND field IN (?, ?)"
                " AND person = ? AND value IS NOT NULL",
                (table, WHOLE, field, person),
            ).fetchall()
            found += [{**dict(zip(OP_COLUMNS, row, strict=True)), "person": person} for row in rows]
    return found


_quoted = [f'"{column}"' for column in OP_COLUMNS]


def _content(op: Op) -> tuple[Any, ...]:
    return tuple(op[column] for column in OP_COLUMNS[:-1])


def _blank_labels(
    connection: Connection, erasure: Erasure, touched: Collection[RowId] | None
) -> bool:
    rows = erasure.records if touched is None else erasure.records & set(touched)
    groups = set(erasure.labels)
    for table, ids, marks in portions(rows):
        query = f'SELECT DISTINCT grp FROM op WHERE tbl = ? AND "row" IN ({marks})'
        groups |= {row[0] for row in connection.exec_driver_sql(query, (table, *ids)).fetchall()}
    changed = False
    for _, ids, marks in portions(("", group) for group in groups):
        columns = seals.columns("grp")
        query = f"SELECT {columns} FROM grp WHERE id IN ({marks})"
        for *content, _ in connection.exec_driver_sql(query, ids).fetchall():
            said = msgspec.json.decode(content[3], type=Label)
            if said != nameless(said):
                content[3] = msgspec.json.encode(nameless(said)).decode()
                _put(connection, "grp", content)
                changed = True
    return changed


def _blank_persons(connection: Connection, erasure: Erasure) -> bool:
    told = "name <> '' OR host <> ''"
    return _blank(connection, "session", "person", erasure.persons, told, {2: "", 3: ""})


def _blank_blobs(connection: Connection, erasure: Erasure) -> bool:
    return _blank(connection, "blob", "digest", erasure.blobs, "bytes IS NOT NULL", {2: None})


def _blank(
    connection: Connection, table: str, key: str, keys: Iterable[str], told: str,
    blanks: Mapping[int, str | None],
) -> bool:  # fmt: skip
    """Put ``blanks`` into the columns of the rows with these keys that still tell something."""
    changed = False
    for _, ids, marks in portions(("", one) for one in keys):
        query = f"SELECT {seals.columns(table)} FROM {table} WHERE {key} IN ({marks}) AND ({told})"
        for *content, _ in connection.exec_driver_sql(query, ids).fetchall():
            for column, blank in blanks.items():
                content[column] = blank
            _put(connection, table, content)
            changed = True
    return changed


def _put(connection: Connection, table: str, content: list[Any]) -> None:
    """Put a row in the place of the one with its key, sealed anew."""
    columns = seals.columns(table).split(", ")
    sets = ", ".join(f"{column} = ?" for column in columns[1:])
    values = seals.seal(*content)
    connection.exec_driver_sql(
        f'UPDATE "{table}" SET {sets} WHERE {columns[0]} = ?', (*values[1:], values[0])
    )


# -- elsewhere -----------------------------------------------------------------------------------


def scrub_left_over(journals: Path, project_id: Id, path: Path, erasure: Erasure) -> None:
    """Leave nothing of what is erased in journals that a crash has left of a file."""
    with suppress(OSError):  # they go when the file is opened the next time
        journal.scrub_left_over(journals, project_id, path, lambda kept: scrubbed(kept, erasure))


def scrubbed(kept: Leftover, erasure: Erasure) -> Leftover:
    """What a journal may keep after an erasure."""
    opening = kept.opening
    groups = [_scrubbed(group, erasure, opening.person) for group in kept.groups]
    if opening.person in erasure.persons:
        opening = msgspec.structs.replace(opening, name="", host="")
    return msgspec.structs.replace(kept, opening=opening, groups=groups)


def _scrubbed(group: Group, erasure: Erasure, person: Id) -> Group:
    writes, covered = [], group.id in erasure.labels
    for write in group.writes:
        op = {"tbl": write.table, "row": write.row, "field": write.field, "value": write.value}
        if write.table in erasure_marks.NAMED:
            op["person"] = person
        left = write.value if write.value is None else _left(op, erasure)
        covered |= left is None
        writes.append(msgspec.structs.replace(write, value=left))
    return msgspec.structs.replace(
        group,
        writes=writes,
        label=nameless(group.label) if covered else group.label,
        blobs=[blob for blob in group.blobs if blob.digest not in erasure.blobs],
    )


def rows_to_show(connection: Connection, erasure: Erasure) -> set[RowId]:
    """The records that stay, and read otherwise after an erasure."""
    rows = {(table, row) for table, row, _ in erasure.cells}
    rows |= {(op["tbl"], op["row"]) for op in _ops_of(connection, erasure.persons)}
    surveys = {survey for survey, _ in erasure.respondents}
    rows |= {("question", key) for key in respondents.questions(connection, surveys)}
    return rows - erasure.records


def problems(connection: Connection) -> Iterator[Problem]:
    """What is blank in a file although no erasure covers it, or not although one does."""
    erasure = erasure_marks.erasure_in(connection)
    late = latecomers.possible(connection)
    for table, row in sorted(latecomers.blank(connection)):
        if (table, row) not in erasure.records and (table, row) not in late:
            yield Problem(
                N_("An edit of {table} {row} is empty, and nobody erased it."), table=table, row=row
            )
    for op in [*_ops_on(connection, erasure.records), *_ops_of(connection, erasure.persons)]:
        if _left(op, erasure) != op["value"]:
            yield Problem(
                N_("{table} {row} was erased, and something of it is still there."),
                table=op["tbl"],
                row=op["row"],
            )
    for (digest,) in connection.exec_driver_sql("SELECT digest FROM blob WHERE bytes IS NULL"):
        if digest not in erasure.blobs:
            yield Problem(
                N_("The picture or file {digest} is empty, and nobody erased it."), digest=digest
            )
