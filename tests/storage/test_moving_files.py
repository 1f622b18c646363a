"""Promises about files that change under an open project."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from cxdesk.models.ids import new_id
from cxdesk.models.records import Project
from cxdesk.session import Session
from cxdesk.storage.check import check
from cxdesk.storage.refusals import Damaged, FileMissing, NotAProject


def rename(session: Session, name: str) -> None:
    with session.store.transaction("Rename") as edit:
        edit.update("p", name=name)


def wait_for(session: Session, kind: str) -> None:
    end = time.monotonic() + 20
    while session.state.kind != kind:
        assert time.monotonic() < end, session.state
        time.sleep(0.01)


def test_a_drive_that_is_unplugged_keeps_edits_waiting_until_it_is_back(path, opened, tmp_path):
    session = opened()
    rename(session, "A")
    session.flush()
    away = tmp_path / "away"
    path.rename(away)
    rename(session, "B")
    rename(session, "C")
    wait_for(session, "waiting")
    assert session.state.pending == 2
    assert isinstance(session.state.reason, FileMissing)
    assert not path.exists()
    away.rename(path)
    assert session.flush(20)
    assert opened().store.record("p").name == "C"
    assert check(path) == []


def test_a_file_that_is_found_damaged_at_the_end_loses_no_edit_once_an_older_one_is_put_back(
    path, opened, tmp_path
):
    older = tmp_path / "older"
    shutil.copy(path, older)
    session = Session.open(path)
    rename(session, "B")
    assert session.flush(20)
    # In a program of its own: closing the file in this one would drop SQLite's locks.
    page = path.stat().st_size // 2048 * 1024
    program = f"import sys; f = open(sys.argv[1], 'rb+'); f.seek({page}); f.write(b'?' * 1024)"
    subprocess.run([sys.executable, "-c", program, str(path)], check=True)
    session.close()
    assert check(path) != []
    older.replace(path)
    assert opened().store.record("p").name == "B"
    assert check(path) == []


def test_a_file_that_was_moved_for_good_gets_the_edits_when_it_is_opened_there(
    path, opened, tmp_path
):
    session = opened()
    moved = tmp_path / "elsewhere.cxdesk"
    path.rename(moved)
    rename(session, "B")
    wait_for(session, "waiting")
    session.close()
    again = Session.open(moved)
    assert again.store.record("p").name == "B"
    again.close()
    assert check(moved) == []


def test_a_copy_is_not_given_the_edits_that_wait_for_the_file_they_were_made_in(
    path, opened, tmp_path, impatient
):
    copy = tmp_path / "copy.cxdesk"
    shutil.copy(path, copy)
    session = opened()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    rename(session, "B")
    session.close()
    other.close()
    there = Session.open(copy)
    assert there.store.record("p").name == "Buchung"
    there.close()
    assert opened().store.record("p").name == "B"


@pytest.mark.parametrize("kind", ["another project", "another kind", "damaged"])
def test_a_file_that_is_replaced_by_something_else_is_not_written(path, opened, tmp_path, kind):
    session = opened()
    rename(session, "A")
    session.flush()
    whole = path.read_bytes()
    stranger = tmp_path / "stranger"
    if kind == "another project":
        Session.create(stranger, [Project(id=new_id())]).close()
    else:
        stranger.write_bytes(b"a text" if kind == "another kind" else whole[: len(whole) // 2])
    content = stranger.read_bytes()
    stranger.replace(path)
    rename(session, "B")
    wait_for(session, "waiting")
    assert isinstance(session.state.reason, (NotAProject, Damaged))
    assert path.read_bytes() == content
    stranger.write_bytes(whole)
    stranger.replace(path)
    assert session.flush(20)
    assert opened().store.record("p").name == "B"


@pytest.mark.parametrize("kind", ["another project", "another kind", "damaged"])
def test_something_else_in_the_files_place_is_neither_shown_nor_called_saved(
    path, opened, tmp_path, kind
):
    session = opened()
    session.follow(lambda: None)
    rename(session, "A")
    assert session.flush(10)
    before = dict(session.store.records)
    content = path.read_bytes()
    stranger = tmp_path / "stranger"
    if kind == "another project":
        Session.create(stranger, [Project(id=new_id())]).close()
    else:
        broken = content[:4096] + bytes(4096) + content[8192:]
        stranger.write_bytes(b"a text" if kind == "another kind" else broken)
    away = path.rename(tmp_path / "away")
    stranger.rename(path)
    wait_for(session, "waiting")
    assert session.state.pending == 0
    session.poll()
    assert session.store.records == before
    away.replace(path)
    wait_for(session, "saved")
    session.poll()
    assert session.store.records == before


def test_a_file_that_is_overwritten_in_place_by_an_older_copy_gets_my_edits_back(
    path, opened, tmp_path
):
    older = tmp_path / "older"
    shutil.copy(path, older)
    session = opened()
    session.follow(lambda: None)
    rename(session, "A")
    session.flush()
    path.write_bytes(older.read_bytes())
    rename(session, "B")
    assert session.flush(20)
    with session.store.transaction("Rename") as edit:
        edit.update("j", title="Fahrt")
    assert session.flush(20)
    assert check(path) == []
    names = _values(path, "SELECT value FROM op WHERE row = 'p' AND field = 'name'")
    assert sorted(names) == ['"A"', '"B"']


def _values(path, query):
    held = sqlite3.connect(path)
    found = [row[0] for row in held.execute(query)]
    held.close()
    return found


def test_a_replacement_with_broken_pages_is_not_written_at_any_try(path, opened, tmp_path):
    session = opened()
    rename(session, "A")
    session.flush()
    broken = bytearray(path.read_bytes())
    broken[-2048:] = bytes(2048)
    stranger = tmp_path / "stranger"
    stranger.write_bytes(broken)
    stranger.replace(path)
    rename(session, "B")
    wait_for(session, "waiting")
    assert not session.flush(2.5)
    assert isinstance(session.state.reason, Damaged)
    assert path.read_bytes() == broken


@pytest.mark.parametrize("edits", [True, False], ids=["and I go on", "and I only look"])
def test_a_copy_that_counts_its_changes_alike_is_written_over_the_file(
    path, opened, tmp_path, edits
):
    """SQLite takes such a file for the one that it knows, and would mix the two."""
    other = tmp_path / "other.cxdesk"
    shutil.copy(path, other)
    session = opened()
    session.follow(lambda: None)
    with session.store.transaction("Rename") as edit:
        edit.update("t", name="mine")
    assert session.flush(10)
    theirs = Session.open(other)
    rename(theirs, "theirs")
    theirs.close()
    content = other.read_bytes()
    assert content[24:40] == path.read_bytes()[24:40]
    with path.open("rb+") as file:
        file.write(content)
        file.truncate()
    if edits:
        with session.store.transaction("Rename") as edit:
            edit.update("j", title="after")
        assert session.flush(10)
    wait_until(lambda: name_in(session) == "theirs")
    wait_until(lambda: opened().store.record("t").name == "mine")
    wait_until(lambda: name_in(session, "t") == "mine")
    assert check(path) == []
    assert opened().store.records == session.store.records


def name_in(session: Session, record: str = "p") -> str:
    session.poll()
    return session.store.record(record).name


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)
