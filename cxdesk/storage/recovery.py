"""Recovery: all that can still be read from a damaged file goes into a new one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec
import sqlalchemy
from sqlalchemy import Connection

from cxdesk.language import N_
from cxdesk.models.ids import new_id
from cxdesk.models.records import Project
from cxdesk.models.store import Label
from cxdesk.storage import creation, seals
from cxdesk.storage.blobs import is_whole
from cxdesk.storage.fold import fold, refold
from cxdesk.storage.gate import check_kind_of_file
from cxdesk.storage.operations import (
    DELETED,
    INSERT_OP,
    OP_COLUMNS,
    WHOLE,
    next_clock,
    now,
)
from cxdesk.storage.refusals import Damaged, problem_of
from cxdesk.storage.rows import FORMS
from cxdesk.storage.salvage import Row, Rows, readable_rows

_TAKEN_OVER = ("session", "grp", "answers", "answer_text", "blob", "conflict")
_VALUE = OP_COLUMNS.index("value")


class Recovered(msgspec.Struct, frozen=True):
    """What was saved and what was not.

    ``edits`` went over unchanged; ``broken_edits`` were readable but not as they were written.
    ``lost_edits`` are missing from the middle of their sessions (what is missing at the end of
    one cannot be known). ``records`` could only be saved as they last were, without their edits.
    ``answers`` counts parts of survey columns; ``broken_rows`` are names, comments, answers and the
    like that went over as they were read, although they are not as they were written.
    """

    edits: int
    broken_edits: int
    lost_edits: int
    records: int
    answers: int
    broken_rows: int


def recover(path: Path, out: Path) -> Recovered:
    """Save what can be read from ``path`` as a new project ``out``; ``path`` is not touched.

    Raises:
        AlreadyThere: if there is something at ``out``.
        Damaged: if nothing of a project can be read.
        Problem: if ``path`` cannot be read, or ``out`` not be written.
    """
    check_kind_of_file(path)
    try:
        held = readable_rows(path)
    except OSError as error:
        raise problem_of(error, path) from error
    ops = [op for op in {op[:2]: op for op in held["op"]}.values() if _is_as_written(op)]
    records = {table: [row for row in held[table] if _readable(table, row)] for table in FORMS}
    if not ops and not any(records.values()):
        raise Damaged(N_("Nothing of a project can be read from {file}."), file=path.name)
    if not records["project"] and not any(op[4] == "project" for op in ops):
        records["project"] = [FORMS["project"].row(Project(id=new_id(), title=path.stem))]
    held["blob"] = [row for row in held["blob"] if is_whole(row[0], row[2])]
    project_id = next((row[1] for row in held["meta"] if isinstance(row[1], str)), new_id())
    made = {(op[4], op[5]) for op in ops if op[6] == WHOLE}
    again = _made_anew(records, made, next_clock(max((op[2] for op in ops), default=0)))

    def fill(connection: Connection) -> None:
        _insert(connection, "session", held["session"])
        _make_up_for(connection, [(row[1], row[0]) for row in held["grp"]])
        _insert(connection, "grp", held["grp"])
        everything = sorted([*ops, *again], key=lambda op: (op[2], op[0], op[1]))
        _make_up_for(connection, [(op[0], op[3]) for op in everything])
        connection.exec_driver_sql(INSERT_OP, everything)
        refold(connection, {(op[4], op[5]) for op in everything})
        for table in _TAKEN_OVER[2:]:
            _insert(connection, table, held[table])

    creation.create_file(out, project_id, fill)
    numbers: dict[str, list[int]] = {}
    for op in ops:
        numbers.setdefault(op[0], []).append(op[1])
    return Recovered(
        edits=len(ops),
        broken_edits=len({op[:2] for op in held["op"]}) - len(ops),
        lost_edits=sum(max(some) - len(some) for some in numbers.values()),
        records=len({op[5] for op in again}),
        answers=len(held["answers"]),
        broken_rows=sum(
            not seals.is_as_written(row) for table in _TAKEN_OVER for row in held[table]
        ),
    )


def _made_anew(records: dict[str, Rows], made: set[tuple[str, str]], clock: int) -> Rows:
    """Operations that make records, as they last were, whose own making is lost."""
    session, group = new_id(), new_id()
    ops: Rows = []
    taken = {key for _, key in made}
    for table, form in FORMS.items():
        for row in records[table]:
            if row[0] in taken:  # its edits tell it, or another has this id
                continue
            taken.add(row[0])
            (record,) = form.records([row])
            fields = msgspec.to_builtins(record)
            key, deleted = fields.pop("id"), fields.pop("deleted")
            for field, value in ((WHOLE, fields), (DELETED, deleted)):
                text = msgspec.json.encode(value).decode()
                content = (session, len(ops) + 1, clock, group, table, key, field, text, None, None)
                ops.append(seals.seal(*content))
    return ops


def _make_up_for(connection: Connection, groups: list[tuple[str, str]]) -> None:
    """Make sure that the (session, group) of what goes in is there, even if it was lost."""
    label = msgspec.json.encode(Label(N_("Recovered edit"))).decode()
    for session, group in set(groups):
        connection.exec_driver_sql(
            seals.insert("session", "IGNORE"),
            seals.seal(session, "", "", "", "recover", now()),
        )
        connection.exec_driver_sql(
            seals.insert("grp", "IGNORE"),
            seals.seal(group, session, "recover", label, "", now()),
        )


def _is_as_written(op: Row) -> bool:
    if None in op[:_VALUE] or not seals.is_as_written(op):
        return False
    try:
        fold([(op[4], op[5], op[6], op[7])])
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError):
        return False
    return True


def _readable(table: str, row: Row) -> bool:
    try:
        FORMS[table].records([row])
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError):
        return False
    return True


def _insert(connection: Connection, table: str, rows: Rows) -> None:
    """Put in what the table allows, sealed as it was read."""
    for row in rows:
        with suppress(sqlalchemy.exc.IntegrityError):
            connection.exec_driver_sql(seals.insert(table, "IGNORE"), seals.seal(*row[:-1]))
