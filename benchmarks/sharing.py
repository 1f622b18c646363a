"""Opening, merging and polling a project with many operations."""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import percentile
from cxdesk.models.ids import new_id
from cxdesk.models.records import Project, Rating, Touchpoint
from cxdesk.session import Session
from cxdesk.storage.merge import merge

TOUCHPOINTS = 1000


def project(path: Path, ops: int) -> None:
    """A file with about this many operations, half of them new records, half changed fields."""
    session = Session.create(
        path, [Project(id="p"), *(Touchpoint(id=f"t{n}") for n in range(TOUCHPOINTS))]
    )
    for start in range(0, ops - TOUCHPOINTS, 200):
        with session.store.transaction("Edit") as edit:
            for number in range(start // 2, start // 2 + 100):
                edit.add(Rating(id=new_id(), touchpoint=f"t{number % TOUCHPOINTS}", value=1))
                edit.update(f"t{number % TOUCHPOINTS}", name=str(start))
    session.close()


def milliseconds(call: Callable[[], object], times: int = 5) -> float:
    """The median time of a call."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def bare(path: Path) -> None:
    """Read every operation and nothing else."""
    connection = sqlite3.connect(path)
    connection.execute("SELECT * FROM op").fetchall()
    connection.close()


def opening(folder: Path) -> None:
    path = folder / "big.cxdesk"
    project(path, 100_000)
    pairs = [
        (milliseconds(lambda: bare(path), 1), milliseconds(lambda: Session.open(path).close(), 1))
        for _ in range(9)  # by turns, so that a busy machine slows both
    ]
    floor, opened = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(
        f"100,000 operations: bare {floor:.0f} ms, opened {opened:.0f} ms ({opened / floor:.1f} x)"
    )


def merging(folder: Path) -> None:
    path, other = folder / "here.cxdesk", folder / "there.cxdesk"
    project(path, 30_000)
    shutil.copy(path, other)
    session = Session.open(other)
    for number in range(500):
        with session.store.transaction("Edit") as edit:
            edit.update(f"t{number}", name="there")
    session.close()
    session = Session.open(path)
    for number in range(250, 350):
        with session.store.transaction("Edit") as edit:
            edit.update(f"t{number}", name="here")
    session.close()
    taken = []
    for number in range(7):
        copy = folder / f"copy-{number}.cxdesk"
        shutil.copy(path, copy)
        gc.collect()  # what earlier benchmarks have left is not this one's
        start = time.perf_counter()
        merged = merge(copy, other)
        taken.append((time.perf_counter() - start) * 1000)
        copy.unlink()
    print(
        f"500 operations into 30,000: {statistics.median(taken):.0f} ms, at most {max(taken):.0f}"
        f" ({len(merged.conflicts)} conflicts)"
    )


def polling(folder: Path) -> None:
    connection = sqlite3.connect(folder / "here.cxdesk")
    taken = milliseconds(lambda: connection.execute("PRAGMA data_version").fetchone(), 1000)
    connection.close()
    print(f"a poll: {taken:.3f} ms")


EDITOR = """
import sys, time
from pathlib import Path
from cxdesk.session import Session

session = Session.open(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    time.sleep(0.05 + number % 7 * 0.03)
    with session.store.transaction("Rename") as edit:
        edit.update("t0", name="seen?")
        edit.update("t1", name=str(number))
    session.flush()
    with session.store.transaction("Tell") as edit:
        edit.update("t0", name=str(time.time()))
    session.flush()
session.close()
"""


def seeing(folder: Path, edits: int = 40) -> None:
    """From before an edit of one program until it is in the memory of the other."""
    path = folder / "seen.cxdesk"
    project(path, TOUCHPOINTS)
    session = Session.open(path)
    heard = threading.Event()
    session.follow(heard.set)
    root = Path(__file__).parents[1]
    editor = subprocess.Popen(
        [sys.executable, "-c", EDITOR, str(path), str(edits)],
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    taken: list[float] = []
    while editor.poll() is None or heard.is_set():
        if not heard.wait(0.1):
            continue
        heard.clear()
        if session.poll() and "." in (told := session.store.record("t0").name):
            taken.append((time.time() - float(told)) * 1000)
    session.close()
    print(
        f"another program's edit is seen: median {statistics.median(taken):.0f} ms,"
        f" p95 {percentile(taken, 0.95):.0f} ms ({len(taken)} of them)"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        os.environ["CXDESK_STATE"] = name
        opening(Path(name))
        merging(Path(name))
        polling(Path(name))
        seeing(Path(name))


if __name__ == "__main__":
    main()
