"""Promises about files of an older format: they open, whole, or stay as they are.

``data/format-1.cxdesk`` was written by the version that wrote format 1: a journey with edits, a
deletion, an undone one, a survey with comments, and the conflict of a merge.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from cxdesk.cli import main
from cxdesk.models.records import Card, Persona, Phase, Rating
from cxdesk.problems import Problem
from cxdesk.session import Session
from cxdesk.storage import backup, file_format, migration, timeline
from cxdesk.storage.check import check
from cxdesk.storage.conflicts import conflicts_in
from cxdesk.storage.merge import merge
from cxdesk.storage.recovery import recover
from cxdesk.storage.refusals import CannotWrite, Damaged, TooOld

FORMAT_1 = Path(__file__).parent / "data" / "format-1.cxdesk"
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A project of format 1."""
    return Path(shutil.copy(FORMAT_1, tmp_path / "Alt.cxdesk"))


def rows(path: Path) -> Rows:
    """All that format 1 keeps, from a file of any format."""
    held = sqlite3.connect(FORMAT_1)
    columns = {
        name: ", ".join(f'"{row[1]}"' for row in held.execute(f'PRAGMA table_info("{name}")'))
        for (name,) in held.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    }
    held.close()
    held = sqlite3.connect(path)
    found = {
        name: sorted(held.execute(f'SELECT {names} FROM "{name}"'), key=repr)
        for name, names in columns.items()
        if name != "meta"
    }
    held.close()
    return found


def version(path: Path) -> int:
    held = sqlite3.connect(path)
    (number,) = held.execute("PRAGMA user_version").fetchone()
    held.close()
    return int(number)


def test_opening_brings_every_record_edit_answer_and_comment_along(old):
    session = Session.open(old)
    assert version(old) == file_format.FORMAT
    assert rows(old) == rows(FORMAT_1)
    assert session.store.record("p") == Phase(
        id="p", name="Erwerb", place=session.store.record("p").place
    )
    assert session.store.record("c").picture == "" and type(session.store.record("c")) is Card
    assert len(session.store.all(Rating)) == 5
    assert session.store.get("a") is None and type(session.store.gone["a"]) is Persona
    assert len(session.answers("q")) == 300
    assert session.comments("w")[1] == (7, "Freundlich & schnell")
    assert [one.other for one in session.conflicts.undecided()] == ["Kauf"]
    assert [edit.kind for edit in timeline.edits(old, 100)].count("create") == 1
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf", locked=True)
    session.close()
    assert check(old) == []


def test_the_file_as_it_was_is_backed_up_first(old, state):
    session = Session.open(old)
    (made,) = session.backups.newest_first()
    session.close()
    assert made.path.is_relative_to(state)
    assert version(made.path) == 1
    assert rows(made.path) == rows(FORMAT_1)
    session = Session.open(old)
    assert session.backups.newest_first() == [made]
    session.close()


def test_a_backup_of_the_older_format_can_be_looked_at_and_restored(old, state):
    session = Session.open(old)
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Nachher")
    session.flush()
    (made,) = session.backups.newest_first()
    before = made.path.read_bytes()
    session.copies.restore(made.path)
    assert session.store.record("p").name == "Erwerb"
    assert made.path.read_bytes() == before
    session.close()
    assert check(old) == []


def test_what_is_erased_goes_from_the_backup_of_the_older_format_too(old, capsys):
    session = Session.open(old)
    (made,) = session.backups.newest_first()
    session.close()
    assert b"Zu lange gewartet" in made.path.read_bytes()
    assert main(["erase", str(old), "--respondent", "Gäste", "1", "--yes"]) == 0
    assert b"Zu lange gewartet" not in made.path.read_bytes()
    assert check(made.path) == []
    capsys.readouterr()


CRASH = """
import os, sys
from pathlib import Path
from cxdesk.storage import migration

at = int(sys.argv[3])
def crash(connection, cursor, statement, *more):
    global at
    at -= 1
    if at == 0:
        connection.exec_driver_sql("PRAGMA cache_spill = 1")
        os._exit(9)

import sqlalchemy
rebuild = migration._rebuild
def watched(connection, path):
    connection.exec_driver_sql("PRAGMA cache_size = 5")
    sqlalchemy.event.listen(connection, "before_cursor_execute", crash)
    rebuild(connection, path)
migration._rebuild = watched
migration.bring_up(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("at", [2, 20, 60, 100])
def test_a_crash_in_the_middle_leaves_the_file_as_it_was(old, state, at):
    crashed = subprocess.run(
        [sys.executable, "-c", CRASH, str(old), str(state), str(at)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert crashed.returncode == 9
    assert rows(old) == rows(FORMAT_1)
    assert version(old) == 1
    session = Session.open(old)
    assert session.store.record("p").name == "Erwerb"
    session.close()
    assert check(old) == []


def on_rebuilding(
    monkeypatch: pytest.MonkeyPatch, old: Path, call: Callable[[sqlalchemy.Connection], None]
) -> None:
    rebuild = migration._rebuild

    def wrapped(connection: sqlalchemy.Connection, path: Path) -> None:
        if path == old:
            call(connection)
        rebuild(connection, path)

    monkeypatch.setattr(migration, "_rebuild", wrapped)


@pytest.mark.parametrize("pages", [0, 1, 2])
def test_a_full_drive_leaves_a_file_that_can_be_looked_at(old, monkeypatch, pages):
    def fill(connection: sqlalchemy.Connection) -> None:
        held = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        connection.exec_driver_sql(f"PRAGMA max_page_count = {held + pages}")

    on_rebuilding(monkeypatch, old, fill)
    session = Session.open(old)
    assert session.read_only
    assert session.store.record("p").name == "Erwerb"
    session.close()
    assert old.read_bytes() == FORMAT_1.read_bytes()
    monkeypatch.undo()


def test_two_programs_that_open_it_at_once_bring_it_up_once(old, monkeypatch, state):
    def another_program(connection: sqlalchemy.Connection) -> None:
        raise AssertionError("it is brought up already")

    begun = migration.back_up

    def meanwhile(path: Path, project_id: str, folder: Path) -> backup.Backup:
        made = begun(path, project_id, folder)
        monkeypatch.setattr(migration, "back_up", begun)
        migration.bring_up(path, folder)
        on_rebuilding(monkeypatch, old, another_program)
        return made

    monkeypatch.setattr(migration, "back_up", meanwhile)
    session = Session.open(old)
    assert session.store.record("p").name == "Erwerb"
    session.close()


def test_where_it_cannot_be_written_it_is_only_looked_at_and_not_backed_up(old, monkeypatch):
    monkeypatch.setattr("cxdesk.storage.gate.is_read_only", lambda _: True)
    for _ in range(2):
        session = Session.open(old)
        assert session.read_only
        assert session.format == 1
        assert session.store.record("p").name == "Erwerb"
        assert session.backups.newest_first() == []
        session.close()
    monkeypatch.undo()
    session = Session.open(old)
    assert (session.read_only, session.format) == (False, 2)
    session.close()


def test_where_it_cannot_be_backed_up_it_is_only_looked_at(old, monkeypatch):
    def fail(*_: object) -> None:
        raise CannotWrite("{file} cannot be reached ({reason}).", file="x", reason="full")

    monkeypatch.setattr(migration, "back_up", fail)
    session = Session.open(old)
    assert session.read_only
    assert session.comments("w")[0] == (0, "Zu lange gewartet")
    assert len(timeline.edits(old, 100)) > 3
    session.close()
    assert old.read_bytes() == FORMAT_1.read_bytes()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE op SET value = replace(value, 'Buchung', 'Betrug')", "DROP TABLE blob"],
)
def test_a_damaged_one_is_refused_and_recovered(old, tmp_path, statement):
    held = sqlite3.connect(old)
    held.execute(statement)
    held.commit()
    held.close()
    before = old.read_bytes()
    with pytest.raises(Damaged):
        Session.open(old)
    assert check(old) != []
    assert old.read_bytes() == before
    recover(old, tmp_path / "out.cxdesk")
    assert check(tmp_path / "out.cxdesk") == []
    session = Session.open(tmp_path / "out.cxdesk")
    assert session.store.record("s2").touchpoint == "t2"
    assert session.comments("w")[0] == (0, "Zu lange gewartet")
    session.close()


def test_one_without_its_list_of_tables_is_recovered(old, tmp_path):
    old.write_bytes(bytes(1024) + old.read_bytes()[1024:])
    assert recover(old, tmp_path / "out.cxdesk").edits == len(rows(FORMAT_1)["op"])
    assert check(tmp_path / "out.cxdesk") == []


def test_looking_at_it_from_the_command_line_does_not_change_it(old, capsys):
    assert main(["info", str(old), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["title"] == "Flugreise"
    assert found["format"] == 1
    assert found["counts"] == {"journeys": 1, "touchpoints": 2, "personas": 0, "ratings": 305}
    assert main(["scores", str(old), "--json"]) == 0
    assert {score["n"] for score in json.loads(capsys.readouterr().out)["scores"]} == {5, 300}
    assert main(["check", str(old)]) == 0
    assert old.read_bytes() == FORMAT_1.read_bytes()


@pytest.mark.parametrize(("file", "other"), [(1, 2), (2, 1), (1, 1)])
def test_copies_of_both_formats_merge(tmp_path, capsys, file, other):
    paths = []
    for number, wanted in enumerate((file, other)):
        path = Path(shutil.copy(FORMAT_1, tmp_path / f"{number}.cxdesk"))
        if wanted == 2:
            session = Session.open(path)
            with session.store.transaction("Rename") as edit:
                edit.update("p2", name="Hinweg")
            session.close()
        paths.append(path)
    here, there = paths
    before = there.read_bytes()
    preview = merge(here, there, preview=True)
    assert version(here) == file
    assert main(["merge", str(here), str(there), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["new"], told["only_here"]) == (preview.new, preview.only_here)
    assert told["new"] == (other == 2)
    assert version(here) == 2
    assert there.read_bytes() == before
    assert [one.other for one in conflicts_in(here)] == ["Kauf"]
    assert check(here) == []


def test_an_edit_meets_a_sentence_where_the_format_has_changed_under_it(path, opened):
    session = opened()
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Erst")
    assert session.flush(10)
    held = sqlite3.connect(path)
    held.execute("PRAGMA user_version = 3")
    held.close()
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Dann")
    assert not session.flush(1)
    assert "newer version" in str(session.state.reason)
    held = sqlite3.connect(path)
    assert held.execute("SELECT name FROM phase").fetchone() == ("Erst",)
    held.execute(f"PRAGMA user_version = {file_format.FORMAT}")
    held.close()
    assert session.flush(10)


def test_an_older_file_put_in_its_place_waits_until_it_is_opened_again(old):
    session = Session.open(old)
    shutil.copy(FORMAT_1, old)
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Dann")
    assert not session.flush(1)
    assert type(session.state.reason) is TooOld
    session.close()
    session = Session.open(old)
    assert session.store.record("p").name == "Dann"
    session.close()
    assert check(old) == []


def test_a_file_of_no_format_is_refused(old):
    held = sqlite3.connect(old)
    held.execute("PRAGMA user_version = 0")
    held.close()
    with pytest.raises(Problem):
        Session.open(old)
