"""Promises about what is refused at the door, and that nothing is changed by it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import pytest

from cxdesk.problems import Problem
from cxdesk.session import Session
from cxdesk.storage import file_format, seals, tables
from cxdesk.storage.check import check
from cxdesk.storage.refusals import (
    Damaged,
    FileLocked,
    FileMissing,
    NotAProject,
    TooNew,
)


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("gate", "check"):
        monkeypatch.setattr(f"cxdesk.storage.{module}.OPENING_SECONDS", 0.1)


def change(path: Path, *statements: str) -> None:
    held = sqlite3.connect(path)
    for statement in statements:
        held.execute(statement)
    held.commit()
    held.close()


def refused(path: Path, kind: type[Problem]) -> str:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(kind) as caught:
        Session.open(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not path.with_name(path.name + "-journal").exists()
    assert [type(problem) for problem in check(path)] == [kind]
    return str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    assert "There is no file" in refused(tmp_path / "none.cxdesk", FileMissing)
    assert not (tmp_path / "none.cxdesk").exists()


def test_a_folder_is_not_a_project(tmp_path):
    assert "is a folder" in refused(tmp_path, NotAProject)


@pytest.mark.parametrize(
    "content", [b"", b"PK\3\4 a workbook", b"SQLite format 3\0", os.urandom(5_000)]
)
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    other = tmp_path / "other.cxdesk"
    other.write_bytes(content)
    refused(other, NotAProject)


def test_a_database_of_another_program_is_refused(tmp_path):
    other = tmp_path / "other.cxdesk"
    change(other, "CREATE TABLE notes (text)")
    refused(other, NotAProject)


def test_a_newer_version_is_refused_with_its_number(path):
    change(path, "PRAGMA user_version = 7")
    assert "format 7" in refused(path, TooNew)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW more AS SELECT 1",
        "CREATE TRIGGER more AFTER INSERT ON op BEGIN DELETE FROM op; END",
        "DROP TABLE answers",
        "ALTER TABLE phase ADD COLUMN more TEXT",
    ],
)
def test_other_tables_than_a_projects_are_refused(path, statement):
    change(path, statement)
    refused(path, Damaged)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journey SET state = 'never'",
        "UPDATE phase SET parent = 'p'",
        "UPDATE phase SET parent = 's'",
        "UPDATE op SET hlc = 1 << 62",
        "UPDATE project SET deleted = 1",
        "UPDATE touchpoint SET description = replace(hex(zeroblob(100001)), '00', 'x')",
        "DELETE FROM grp",
        "DELETE FROM meta",
        "UPDATE meta SET project_id = 'other'",
        "INSERT INTO touchpoint SELECT 'p', 0, '', '', '', ''",
        "UPDATE journey SET title = zeroblob(0) || X'ff'",
    ],
)
def test_contents_that_no_project_has_are_refused(path, statement):
    change(path, statement)
    refused(path, Damaged)


def test_a_file_that_is_cut_short_is_refused(path):
    whole = path.read_bytes()
    pages = len(whole) // 1024
    for page in range(1, pages, 5):
        path.write_bytes(whole[: page * 1024])
        refused(path, Damaged)


def test_pages_of_zeros_are_refused(path):
    whole = path.read_bytes()
    for page in range(1, len(whole) // 1024):
        if any(whole[page * 1024 : page * 1024 + 1024]):
            path.write_bytes(whole[: page * 1024] + bytes(1024) + whole[page * 1024 + 1024 :])
            refused(path, Damaged)


def test_a_changed_operation_and_a_changed_table_are_found(path):
    change(path, "UPDATE phase SET name = 'Betrug'")
    assert [str(problem) for problem in check(path)] == [
        "Phase “Buchung” is not what its edits amount to."
    ]
    change(path, "UPDATE op SET value = replace(value, 'Buchung', 'Betrug') WHERE row = 'p'")
    assert ["not as it was written" in str(problem) for problem in check(path)] == [True]


def test_a_locked_file_is_refused_as_locked(path):
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(FileLocked):
        Session.open(path)
    other.close()


def test_answers_that_unpack_to_more_than_they_state_are_refused(path, opened, survey_of):
    session = opened()
    survey, question, column = survey_of(1000)
    session.keep_survey(survey, [question], {question.id: column}, {})
    session.close()
    held = sqlite3.connect(path)
    held.execute("UPDATE answers SET data = ?", (zlib.compress(bytes(100_000_000)),))
    held.commit()
    held.close()
    with pytest.raises(Damaged):
        opened().answers(question.id)
    assert len(check(path)) == 2


READ_ONLY = """
import os, sys, getpass, sqlite3, sqlalchemy.dialects.sqlite.pysqlite
from pathlib import Path
from cxdesk.session import Session
from cxdesk.problems import Problem
if os.getuid() == 0:
    os.setuid(65534)
session = Session.open(Path(sys.argv[1]))
print(session.read_only, session.store.record("p").name)
try:
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
except Problem as problem:
    print(type(problem).__name__, session.store.record("p").name)
session.close()
"""


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_file_can_be_looked_at_but_not_edited(path, what):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "Reise.cxdesk"
        shutil.copy(path, file)
        file.chmod(0o444 if what == "file" else 0o666)
        folder.chmod(0o777 if what == "file" else 0o555)
        root = Path(__file__).parents[2]
        ran = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(file)],
            env={**os.environ, "PYTHONPATH": str(root), "CXDESK_STATE": "/nonexistent"},
            capture_output=True,
            text=True,
            check=False,
        )
        folder.chmod(0o755)
        assert (ran.stdout, ran.stderr) == ("True Buchung\nReadOnly Buchung\n", "")
        assert file.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("version", range(1, file_format.FORMAT + 1))
def test_a_formats_digest_is_that_of_the_tables_that_are_made(version) -> None:
    assert file_format.digest(tables.script(version)) == file_format.TABLES_DIGEST[version]


def test_every_row_of_every_table_is_sealed_or_a_fold_of_the_operations() -> None:
    sealed = {
        name: seals.columns(name) for name in tables.metadata.tables if name not in tables.TYPED
    }
    for name, columns in sealed.items():
        held = tables.metadata.tables[name].columns.keys()
        assert columns == ", ".join(f'"{column}"' for column in held if column != "seq")
    assert sealed.keys() == seals.SEALED.keys()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE session SET name = 'Niemand'", "without an edit: who has edited ("),
        ("UPDATE grp SET at_wall = '1999'", "without an edit: a step of the history ("),
        ("UPDATE answers SET part = 7", "without an edit: answers of a survey ("),
        ("UPDATE answer_text SET text = 'Schlecht'", "without an edit: an answer in words ("),
    ],
)
def test_a_changed_row_of_any_table_is_found(path, opened, survey_of, statement, told):
    session = opened()
    survey, question, column = survey_of(10)
    session.keep_survey(survey, [question], {question.id: column}, {question.id: [(1, "Gut")]})
    session.close()
    assert check(path) == []
    change(path, statement)
    assert told in str(check(path)[0])
    assert all(str(problem).endswith(".") for problem in check(path))
