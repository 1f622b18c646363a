"""What records hang on, or have ever hung on, by the operations of a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection

from cxdesk.models.ids import Id
from cxdesk.storage.operations import WHOLE
from cxdesk.storage.rows import portions
from cxdesk.storage.shown import RowId, tables_of

_LINKS = (
    "touchpoint", "journey", "survey", "target", "persona", "question", "stop", "insight",
    "measure", "channel",
)  # fmt: skip
"""The fields besides the place that name what a record hangs on."""
_FIELDS = ", ".join(f"'{field}'" for field in (WHOLE, "place", *_LINKS))


class Lineage:
    """Looks up the lines of many records; each is asked of the file once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tables: dict[Id, str] | None = None
        self._parents: dict[Id, set[Id]] = {}
        self._lines: dict[Id, set[Id]] = {}

    def line(self, row: RowId) -> set[Id]:
        """A record and everything that it, and what is above it, has ever hung on."""
        if row[1] not in self._parents:
            self.load([row])
        if row[1] not in self._lines:
            line: set[Id] = set()
            to_do = [row[1]]
            while to_do:
                key = to_do.pop()
                if key not in line:
                    line.add(key)
                    to_do += self._parents.get(key, ())
            self._lines[row[1]] = line
        return self._lines[row[1]]

    def load(self, rows: Iterable[RowId]) -> None:
        """Ask for the lines of many records at once."""
        wanted = {row for row in rows if row[1] not in self._parents}
        if self._tables is None:
            self._tables = tables_of(self._connection)
        while wanted:
            self._parents |= {row: set() for _, row in wanted}
            found = self._read(wanted)
            above = {(self._tables[key], key) for key in found if key in self._tables}
            wanted = {row for row in above if row[1] not in self._parents}

    def _read(self, rows: Iterable[RowId]) -> set[Id]:
        found: set[Id] = set()
        for table, ids, marks in portions(rows):
            query = (
                f'SELECT "row", field, value FROM op WHERE tbl = ? AND "row" IN ({marks})'
                f" AND field IN ({_FIELDS}) AND value IS NOT NULL"
            )
            ops = self._connection.exec_driver_sql(query, (table, *ids)).fetchall()
            for row, field, text in ops:
                parents = _named(field, msgspec.json.decode(text))
                self._parents[row] |= parents
                found |= parents
        return found


def _named(field: str, value: Any) -> set[Id]:
    """What a field, or all fields of a record, say that it hangs on."""
    fields = value if field == WHOLE and isinstance(value, dict) else {field: value}
    place = fields.get("place")
    parts = place.items() if isinstance(place, dict) else ()
    named = [part for name, part in parts if name != "key"]
    named += [fields.get(link) for link in _LINKS]
    return {part for part in named if isinstance(part, str)}
