"""Import of the airline file against polars reading it, and what a rating takes on disk."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import polars as pl

from benchmarks.measuring import middle, seconds, tell
from cxdesk import templates
from cxdesk.ingest.commit import commit
from cxdesk.ingest.mapping import read_mapping
from cxdesk.ingest.plan import Plan, plan
from cxdesk.ingest.reading import read_table
from cxdesk.session import Session

ROUNDS = 15
MAP = Path(__file__).parents[1] / "tools" / "airline_map.json"


def run(folder: Path, data: Path) -> None:
    """Print the ratio of times, and bytes a rating."""
    source = data / "airline" / "test.csv"
    numbers = count()

    def project() -> Session:
        path = folder / f"airline-{next(numbers)}.cxdesk"
        records = templates.records("empty", "de", "Flugreise")
        return Session.create(path, records, journal_folder=folder)

    def bring_in(session: Session) -> Plan:
        mapping, unknown = read_mapping(MAP)
        table = read_table(source, mapping.reading)
        planned = plan(
            table, mapping, session.store, journey="Flugreise", create=True, unknown=unknown
        )
        commit(session, planned)
        return planned

    sessions = [project() for _ in range(ROUNDS + 1)]
    empty = sessions[0].path.stat().st_size
    planned = bring_in(sessions[0])
    waiting = iter(sessions[1:])
    imported: list[float] = []
    read: list[float] = []
    for _ in range(ROUNDS):  # in turns: what else the machine does is in both alike
        imported += seconds(lambda: bring_in(next(waiting)), 1)
        read += seconds(lambda: pl.read_csv(source), 1)
    for session in sessions:
        session.close()
    note = f"{middle(imported) * 1000:.0f} ms against {middle(read) * 1000:.0f} ms"
    ratio = middle(imported) / middle(read)
    tell("import of the airline file / polars reading it", ratio, 3, note=note)
    size = sessions[0].path.stat().st_size
    note = f"{planned.ratings} ratings, {size} bytes, {empty} of them before the import"
    tell("project file a rating", size / planned.ratings, 1, "bytes", note)
