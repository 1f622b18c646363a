"""Bringing a file to a newer format fails whole: drive full or program killed, at any moment."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from pathlib import Path

from cxdesk.session import Session
from cxdesk.storage.check import check
from tests.storage.test_full_disk import small

__all__ = ["small"]

FORMAT_1 = Path(__file__).parents[1] / "storage" / "data" / "format-1.cxdesk"
PAGE = 4096
BRING_UP = """
import sys
from pathlib import Path
from cxdesk.session import Session

print("begun", flush=True)
Session.open(Path(sys.argv[1])).close()
"""


def test_a_drive_that_is_full_anywhere_leaves_what_was_there(small, rounds):
    path = small / "p.cxdesk"
    ballast = small / "ballast"
    outcomes = set()
    for room in range(0, 60, rounds(10, 1)):
        shutil.copyfile(FORMAT_1, path)
        used = -(-path.stat().st_size // PAGE) * PAGE
        ballast.write_bytes(bytes(2 * 1024 * 1024 - used - (room + 2) * PAGE))
        session = Session.open(path)
        assert session.store.record("p").name == "Erwerb"
        assert len(session.answers("q")) == 300
        outcomes.add(session.read_only)
        if session.read_only:
            assert path.read_bytes() == FORMAT_1.read_bytes()
        session.close()
        ballast.unlink()
        session = Session.open(path)
        assert not session.read_only
        session.close()
        assert check(path) == []
        path.unlink()
    assert outcomes == {True, False}


def test_a_program_killed_anywhere_leaves_the_old_file_or_the_new_one(tmp_path, start, rounds):
    path = tmp_path / "p.cxdesk"
    chance = random.Random(1)
    versions = []
    for _ in range(rounds(4, 60)):
        shutil.copyfile(FORMAT_1, path)
        program = start(BRING_UP, path)
        assert program.stdout.readline() == "begun\n"
        time.sleep(chance.uniform(0, 0.4))
        program.kill()
        program.wait()
        held = sqlite3.connect(path)
        versions += held.execute("PRAGMA user_version").fetchone()
        held.close()
        session = Session.open(path)
        assert session.store.record("p").name == "Erwerb"
        assert session.comments("w")[1] == (7, "Freundlich & schnell")
        session.close()
        assert check(path) == []
    assert set(versions) <= {1, 2}
