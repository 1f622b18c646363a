"""Where nothing can be written a project can be looked at, or a sentence says why not."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxdesk.session import Session

pytestmark = pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")

VIEWER = "viewer Buchung\nReise.cxdesk is read-only.\n"
OUT_OF_REACH = "refused: Reise.cxdesk cannot be reached ({}).\n"
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
MERGE = """
import os, sys, _strptime, concurrent.futures.thread, getpass, sqlite3
import sqlalchemy.dialects.sqlite.pysqlite
from pathlib import Path
from cxdesk.storage.merge import merge
if os.getuid() == 0:
    os.setuid(65534)
print(merge(Path(sys.argv[1]), Path(sys.argv[2]), state=Path(sys.argv[3])).new)
"""
TORN = """
import os, sys
from pathlib import Path
from cxdesk.storage.connection import engine

connection = engine(Path(sys.argv[1])).connect()
connection.exec_driver_sql("PRAGMA cache_size = 1")
connection.exec_driver_sql("UPDATE phase SET name = 'torn'")
connection.exec_driver_sql("UPDATE op SET value = hex(zeroblob(20000))")
os._exit(0)
"""


FORMAT_1 = Path(__file__).parents[1] / "storage" / "data" / "format-1.cxdesk"


def journal_of(file: Path) -> Path:
    return file.with_name(file.name + "-journal")


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
    ("case", "file", "folder", "told"),
    [
        ("file", 0o444, 0o777, VIEWER),
        ("folder", 0o666, 0o555, VIEWER),
        ("file and folder", 0o444, 0o555, VIEWER),
        ("unreadable", 0, 0o777, OUT_OF_REACH.format("unable to open database file")),
        ("hot journal", 0o444, 0o555, VIEWER),
        ("hot journal in a folder", 0o666, 0o555, VIEWER),
        ("hot journal, unreadable", 0o444, 0o555, OUT_OF_REACH.format("access is not allowed")),
        ("older format", 0o444, 0o555, "viewer Erwerb\nReise.cxdesk is read-only.\n"),
        ("state folder", 0o666, 0o777, "editor Buchung\n"),
    ],
)
def test_what_cannot_be_written_is_a_viewer_or_a_sentence(place, start, case, file, folder, told):
    if case == "older format":
        shutil.copyfile(FORMAT_1, place)
    if case.startswith("hot journal"):
        assert start(TORN, place).wait(60) == 0
        assert b"torn" in place.read_bytes()
        assert journal_of(place).stat().st_size > 512
        journal_of(place).chmod(0 if "unreadable" in case else 0o644)
    before = place.read_bytes(), journal_of(place).exists() and journal_of(place).read_bytes()
    place.chmod(file)
    place.parent.chmod(folder)
    looked = start(LOOK, place, "/nonexistent/state")
    assert looked.communicate(timeout=60) == (told, "")
    after = place.read_bytes(), journal_of(place).exists() and journal_of(place).read_bytes()
    assert (after == before) == (case != "state folder")


def test_a_copy_that_cannot_be_written_is_merged_as_it_was_before_the_crash(place, start):
    here = place.with_name("here") / "Hier.cxdesk"
    here.parent.mkdir()
    shutil.copyfile(place, here)
    session = Session.open(place)
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
    session.close()
    assert start(TORN, place).wait(60) == 0
    for file, mode in ((here, 0o666), (here.parent, 0o777), (journal_of(place), 0o644)):
        file.chmod(mode)
    place.chmod(0o444)
    place.parent.chmod(0o555)
    merged = start(MERGE, here, place, here.with_name("state"))
    assert merged.communicate(timeout=60) == ("1\n", "")
    assert Session.open(here, looking=True).store.record("p").name == "Kauf"
