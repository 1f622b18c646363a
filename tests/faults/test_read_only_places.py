"""Where nothing can be written a project can be looked at, or a sentence says why not."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")

LOOK = """
import os, sys, getpass, sqlite3, sqlalchemy.dialects.sqlite.pysqlite
from pathlib import Path
from cxdesk.session import Session
from cxdesk.problems import Problem
if os.getuid() == 0:
    os.setuid(65534)
try:
    session = Session.open(Path(sys.argv[1]), journal_folder=Path(sys.argv[2]))
except Problem as problem:
    print("refused:", problem)
    sys.exit()
print("viewer" if session.read_only else "editor", session.store.record("p").name)
try:
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
except Problem as problem:
    print(problem)
session.close()
"""
TORN = """
import os, sys
from pathlib import Path
from cxdesk.storage.connection import engine

connection = engine(Path(sys.argv[1])).connect()
connection.exec_driver_sql("PRAGMA cache_size = 1")
connection.exec_driver_sql("UPDATE op SET value = hex(zeroblob(20000))")
connection.exec_driver_sql("UPDATE phase SET name = 'torn'")
os._exit(0)
"""


@pytest.fixture
def place(path: Path) -> Iterator[Path]:
    """The project in a folder that everybody may reach."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        file = Path(shutil.copy(path, name))
        file.chmod(0o666)
        yield file
        Path(name).chmod(0o777)


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("file", "viewer Buchung\nReise.cxdesk is read-only.\n"),
        ("folder", "viewer Buchung\nReise.cxdesk is read-only.\n"),
        ("file and folder", "viewer Buchung\nReise.cxdesk is read-only.\n"),
        ("unreadable", "refused: Reise.cxdesk cannot be reached (unable to open database file).\n"),
        ("hot journal", "refused: Reise.cxdesk is read-only.\n"),
        ("state folder", "editor Buchung\n"),
    ],
)
def test_what_cannot_be_written_is_a_viewer_or_a_sentence(place, start, case, told):
    if case == "hot journal":
        assert start(TORN, place).wait(60) == 0
        assert place.with_name("Reise.cxdesk-journal").stat().st_size > 512
        place.with_name("Reise.cxdesk-journal").chmod(0o644)
    before = place.read_bytes()
    place.chmod({"unreadable": 0, "folder": 0o666, "state folder": 0o666}.get(case, 0o444))
    place.parent.chmod(0o777 if case in ("file", "unreadable", "state folder") else 0o555)
    looked = start(LOOK, place, "/nonexistent/state")
    assert looked.communicate(timeout=60) == (told, "")
    assert (place.read_bytes() == before) == (case != "state folder")
