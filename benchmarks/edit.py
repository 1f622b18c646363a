"""One edit with all bookkeeping against a bare two-statement commit of the same durability."""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

from cxdesk.models.ids import new_id
from cxdesk.models.records import Project, Rating, Touchpoint
from cxdesk.session import Session

EDITS = 300


def bare(folder: Path) -> list[float]:
    """Milliseconds for each commit of an insert and an update, nothing else."""
    connection = sqlite3.connect(folder / "bare", isolation_level=None)
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("CREATE TABLE a (id TEXT PRIMARY KEY, value TEXT)")
    connection.execute("CREATE TABLE b (id INTEGER PRIMARY KEY, value TEXT)")
    connection.execute("INSERT INTO b VALUES (1, '')")
    taken = []
    for number in range(EDITS):
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO a VALUES (?, ?)", (new_id(), str(number)))
        connection.execute("UPDATE b SET value = ? WHERE id = 1", (str(number),))
        connection.execute("COMMIT")
        taken.append((time.perf_counter() - start) * 1000)
    connection.close()
    return taken


def edits(folder: Path) -> tuple[list[float], list[float]]:
    """Milliseconds until an edit is saved, and those for which it holds up its caller."""
    session = Session.create(
        folder / "p.cxdesk", [Project(id="p"), Touchpoint(id="t")], journal_folder=folder / "state"
    )
    saved, held_up = [], []
    for _ in range(EDITS):
        start = time.perf_counter()
        with session.store.transaction("Rate") as edit:
            edit.add(Rating(id=new_id(), touchpoint="t", value=1))
        held_up.append((time.perf_counter() - start) * 1000)
        session.flush()
        saved.append((time.perf_counter() - start) * 1000)
    session.close()
    return saved, held_up


def main() -> None:
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as name:
        folder = Path(name)
        os.environ["CXDESK_STATE"] = str(folder / "state")
        floor = statistics.median(bare(folder))
        saved, held_up = edits(folder)
        ratio = statistics.median(saved) / floor
        kept = statistics.median(saved)
        print(f"bare commit {floor:.2f} ms; edit saved {kept:.2f} ms ({ratio:.1f} x)")
        print(f"the caller waits {statistics.median(held_up):.3f} ms")


if __name__ == "__main__":
    main()
