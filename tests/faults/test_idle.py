"""A program that has a file open and does nothing keeps nobody from writing."""

from __future__ import annotations

import contextlib
import sqlite3
import time

from cxdesk.models.records import Rating
from cxdesk.session import Session

IDLE = """
import sys
from pathlib import Path
from cxdesk.session import Session

session = Session.open(Path(sys.argv[1]))
session.follow(lambda: None)
with session.store.transaction("Rename") as edit:
    edit.update("p", name="Kauf")
assert session.flush(60)
print("idle", flush=True)
sys.stdin.readline()
session.close()
"""


def test_an_idle_program_holds_no_transaction_and_others_write_at_once(path, rounds, start):
    idle = start(IDLE, path)
    assert idle.stdout.readline() == "idle\n"
    writes = rounds(20, 200)
    for _ in range(writes):
        with contextlib.closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
            # This one waits for readers too: a look at the file is over within this second.
            other.execute("PRAGMA busy_timeout = 1000")
            other.execute("BEGIN EXCLUSIVE")
            other.execute("ROLLBACK")
        time.sleep(0.05)
    session = Session.open(path)
    with session.store.transaction("Rate") as edit:
        edit.add(Rating(id="r", touchpoint="t", value=1))
    assert session.flush(60)
    session.close()
    assert idle.communicate("end\n", timeout=60) == ("", "")
