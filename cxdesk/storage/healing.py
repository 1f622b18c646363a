"""Healing: edits that a crash kept from the file go into it, unchanged, from the journal."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy

from cxdesk.models.ids import Id
from cxdesk.storage import erasing, erasure_marks
from cxdesk.storage.connection import engine
from cxdesk.storage.file import put_back
from cxdesk.storage.journal import left_over
from cxdesk.storage.refusals import problem_of


def heal(path: Path, project_id: Id, journals: Path) -> int:
    """Put what left-over journals hold into the file and remove them; how many there were.

    Raises:
        Problem: if the file cannot be written; the journals stay.
    """
    found = list(left_over(journals, project_id, path))
    if not found:
        return 0
    connection = engine(path).connect()
    try:
        with connection.begin():
            for kept in found:
                clock = connection.exec_driver_sql("SELECT max(hlc) FROM op").scalar() or 0
                put_back(connection, kept, clock)
            loose = erasure_marks.is_marked(connection)
    except (sqlalchemy.exc.DBAPIError, OSError) as error:
        raise problem_of(error, path) from error
    finally:
        connection.close()
    for kept in found:
        kept.file.unlink(missing_ok=True)
    if loose:
        erasing.compact(path)
    return len(found)
