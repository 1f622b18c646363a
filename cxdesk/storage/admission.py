"""What another copy brings is looked at before it goes into a file, and what comes of it after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import Connection

from cxdesk.models.ids import Id
from cxdesk.models.rules import LONGEST_TEXT
from cxdesk.storage import gate, seals
from cxdesk.storage.connection import OPENING_SECONDS, reading
from cxdesk.storage.operations import CLOCK_LIMIT, OP_COLUMNS
from cxdesk.storage.refusals import damaged, problem_of
from cxdesk.storage.rows import FORMS
from cxdesk.storage.shown import RowId, read_rows, standings

_CLOCK = OP_COLUMNS.index("hlc")


def project_in(path: Path) -> Id:
    """The project that a file holds, if it is one of ours.

    Raises:
        Problem: if it is not.
    """
    gate.check_kind_of_file(path)
    try:
        with reading(path, OPENING_SECONDS) as connection:
            gate.check_format(connection, path)
            return gate.project_id_of(connection, path)
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error


def check_whole(copy: Path) -> None:
    """Refuse a copy whose pages, indexes or references are broken.

    What its typed tables say is not looked at: a merge takes nothing from them.

    Raises:
        Problem: if it is.
    """
    try:
        with reading(copy, OPENING_SECONDS) as connection:
            gate.check_whole(connection, copy)
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, copy) from error


def check_ops(ops: Iterable[tuple[Any, ...]], copy: Path) -> None:
    """Refuse operations that are not as they were written, or of an impossible time.

    Raises:
        Damaged: as it says.
    """
    for op in ops:
        if not seals.is_as_written(op):
            raise damaged(copy, "an edit in it is not as it was written")
        if op[_CLOCK] >= CLOCK_LIMIT:
            raise damaged(copy, "its clock is impossible")


def check_result(
    connection: Connection, touched: Collection[RowId], tables: Mapping[Id, str], copy: Path
) -> None:
    """Refuse what would leave a file that does not open any more.

    ``tables`` is the table of every record.

    Raises:
        Damaged: if there is not exactly one project, a text is too long, an id stands for two
            records, or a record hangs on itself.
    """
    query = "SELECT count(*) FROM project WHERE NOT deleted"
    if connection.exec_driver_sql(query).scalar() != 1:
        raise damaged(copy, "it does not hold exactly one project")
    counts = " + ".join(f'(SELECT count(*) FROM "{table}")' for table in FORMS)
    if connection.exec_driver_sql(f"SELECT {counts}").scalar() != len(tables):
        raise damaged(copy, "an id in it stands for two records")
    known = [(table, row) for table, row in touched if row in tables]
    for record, _ in read_rows(connection, known).values():
        texts = (getattr(record, name) for name in record.__struct_fields__)
        if any(isinstance(text, str) and len(text) > LONGEST_TEXT for text in texts):
            raise damaged(copy, "a text in it is too long")
    standing = standings(connection, [row for _, row in known], tables)
    if any(key in one.above for key, one in standing.items()):
        raise damaged(copy, "a record hangs on itself")
