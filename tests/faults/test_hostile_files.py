"""Files made to harm are refused with a sentence, soon, and are not changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from cxdesk.cli import main
from cxdesk.problems import Problem
from cxdesk.session import Session
from cxdesk.storage.check import check
from cxdesk.storage.merge import merge
from cxdesk.storage.operations import OP_COLUMNS
from cxdesk.storage.seals import digest

HANG_SECONDS = 2.0
Made = Callable[[Path], None]


def content(made: Callable[[bytes], bytes]) -> Made:
    return lambda path: path.write_bytes(made(path.read_bytes())) and None


def byte(at: int, value: bytes) -> Made:
    return content(lambda whole: whole[:at] + value + whole[at + len(value) :])


def sql(*statements: str) -> Made:
    def make(path: Path) -> None:
        held = sqlite3.connect(path, isolation_level=None)
        for statement in statements:
            held.execute(statement)
        held.close()

    return make


def schema(statement: str) -> Made:
    """Change the list of tables behind the database's back."""
    return sql("PRAGMA writable_schema = ON", statement)


def a_header_and_a_hole(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])
    with path.open("rb+") as stream:
        stream.truncate(1 << 36)


def instead(make: Callable[[Path], object]) -> Made:
    def made(path: Path) -> None:
        path.unlink()
        make(path)

    return made


def utf_16(path: Path) -> None:
    path.unlink()
    sql("PRAGMA encoding = 'UTF-16le'", "PRAGMA application_id = 1668835949", "CREATE TABLE a (b)")(
        path
    )


NESTED = "replace(hex(zeroblob(100000)), '00', '[')"
QUESTION = (
    "INSERT INTO question VALUES ('more', 0, '', 0, '', 'unused', '', {}, '{{}}', '', '', "
    "'experience', '[]', '[]')"
)
KINDS: dict[str, Made] = {
    "empty": content(lambda whole: b""),
    "a workbook": content(lambda whole: b"PK\3\4" + bytes(1000)),
    "noise": content(lambda whole: os.urandom(100_000)),
    "only a header": content(lambda whole: whole[:100]),
    "a header and a hole of 64 GB": a_header_and_a_hole,
    "a text file": content(lambda whole: b"SELECT 1;\n" * 1000),
    "a folder": instead(lambda path: path.mkdir()),
    "a pipe": instead(lambda path: os.mkfifo(path)),
    "a link to itself": instead(lambda path: path.symlink_to(path)),
    "a link to a device": instead(lambda path: path.symlink_to("/dev/zero")),
    "a database of another program": instead(sql("CREATE TABLE notes (text)")),
    "a database in UTF-16": utf_16,
    "another program's mark": sql("PRAGMA application_id = 1"),
    "a newer format": sql("PRAGMA user_version = 99"),
    "a page size of nothing": byte(16, b"\0\0"),
    "a page size beyond all": byte(16, b"\xff\xff"),
    "a format that no SQLite writes": byte(18, b"\x09\x09"),
    "a schema format that no SQLite writes": byte(44, b"\xff\xff\xff\xff"),
    "a list of free pages in a circle": byte(32, b"\0\0\0\2\0\0\0\7"),
    "a table's page that is its own child": byte(1024, b"\x05\0\0\0\0\0\0\0\0\0\0\2"),
    "a view": sql("CREATE VIEW more AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 "
                  "FROM c) SELECT * FROM c"),
    "a trigger": sql("CREATE TRIGGER more AFTER INSERT ON op BEGIN DELETE FROM op; END"),
    "a table that is a view without end": schema(
        "UPDATE sqlite_schema SET type = 'view', rootpage = 0, sql = 'CREATE VIEW phase AS WITH "
        "RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT * FROM c' "
        "WHERE name = 'phase'"),
    "a virtual table": sql("CREATE VIRTUAL TABLE more USING fts5(text)"),
    "an index on an expression": sql("CREATE INDEX more ON op (hex(zeroblob(length(value))))"),
    "a table without a table": schema("UPDATE sqlite_schema SET rootpage = 999999 "
                                      "WHERE name = 'stop'"),
    "two tables in one place": schema("UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM "
                                      "sqlite_schema WHERE name = 'op') WHERE name = 'phase'"),
    "a list of tables that is no SQL": schema("UPDATE sqlite_schema SET sql = 'CREATE TABLE ((((' "
                                              "WHERE name = 'stop'"),
    "a table too few": sql("DROP TABLE blob"),
    "a column too many": sql("ALTER TABLE phase ADD COLUMN more TEXT"),
    "a text of 60 MB": sql("UPDATE phase SET name = hex(zeroblob(30000000))"),
    "a text of 100 MB": sql("UPDATE phase SET name = hex(zeroblob(50000000))"),
    "a text that is no UTF-8": sql("UPDATE phase SET name = CAST(X'fffe80' AS TEXT)"),
    "JSON nested 100,000 deep": sql(QUESTION.format(NESTED)),
    "JSON that is none": sql(QUESTION.format("'[1'")),
    "JSON of another kind": sql(QUESTION.format("'{}'")),
    "a record that hangs on itself": sql("UPDATE phase SET parent = 'p'"),
    "two records that hang on each other": sql("UPDATE phase SET parent = 's'"),
    "one id for two records": sql("INSERT INTO channel SELECT 'p', 0, '', 0, 0"),
    "no project": sql("DELETE FROM project"),
    "a clock beyond all": sql("UPDATE op SET hlc = 9223372036854775807"),
    "a word that its field does not have": sql("UPDATE journey SET state = 'owned'"),
    "an edit of nobody": sql("PRAGMA foreign_keys = OFF", "DELETE FROM grp"),
    "nothing that says which project": sql("DELETE FROM meta"),
}  # fmt: skip


FORMAT_1 = Path(__file__).parents[1] / "storage" / "data" / "format-1.cxdesk"
MADE_WHOLE = {
    "a text of 60 MB", "a text of 100 MB", "a text that is no UTF-8", "JSON nested 100,000 deep",
    "JSON that is none", "JSON of another kind", "a record that hangs on itself",
    "two records that hang on each other",
    "one id for two records", "no project", "a word that its field does not have",
}  # fmt: skip


def sealed_anew(statement: str) -> Made:
    """Change edits as somebody would who knows how they are sealed."""

    def make(path: Path) -> None:
        columns = ", ".join(f'"{column}"' for column in OP_COLUMNS)
        held = sqlite3.connect(path)
        held.execute(statement)
        for row in held.execute(f"SELECT {columns} FROM op").fetchall():
            values = (digest(row[:-1]), *row[:2])
            held.execute("UPDATE op SET digest = ? WHERE session = ? AND n = ?", values)
        held.commit()
        held.close()

    return make


OLDER = {
    "an edit without end": sealed_anew(f"UPDATE op SET value = {NESTED} WHERE seq = 2"),
    "an edit of a text too long": sealed_anew(
        "UPDATE op SET value = '\"' || hex(zeroblob(60000)) || '\"' WHERE field = 'name'"),
    "an edit that hangs a phase on itself": sealed_anew(
        "UPDATE op SET value = replace(value, '\"parent\":\"j\"', '\"parent\":\"p\"')"
        " WHERE \"row\" = 'p'"),
    "an edit beyond all clocks": sealed_anew("UPDATE op SET hlc = 1 << 62 WHERE seq = 3"),
    "an edit with bytes for a text": sql("UPDATE op SET value = CAST(X'ff' AS TEXT)"),
    "no edits": sealed_anew("DELETE FROM op"),
}  # fmt: skip


def state_of(path: Path) -> object:
    status = path.lstat()
    small = stat.S_ISREG(status.st_mode) and status.st_size < 1 << 28
    return status.st_size, status.st_mtime_ns, path.read_bytes() if small else None


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices are things of POSIX")
@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_file_is_refused_soon_with_a_sentence_and_not_changed(path, capsys, kind):
    KINDS[kind](path)
    before = state_of(path)
    begin = time.monotonic()
    with pytest.raises(Problem) as refusal:
        Session.open(path)
    assert time.monotonic() - begin < HANG_SECONDS
    assert str(refusal.value).endswith(".")
    assert state_of(path) == before
    assert main(["check", str(path)]) == 1
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    assert path.name in told.out + told.err
    assert state_of(path) == before


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices are things of POSIX")
@pytest.mark.parametrize("kind", KINDS)
def test_what_can_be_recovered_of_a_hostile_file_is_whole(path, capsys, monkeypatch, kind):
    KINDS[kind](path)
    before = state_of(path)
    out = path.with_name("out.cxdesk")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1 << 32))
    recovered = main(["recover", str(path), str(out)]) == 0
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    assert state_of(path) == before
    assert out.exists() == recovered
    if recovered:
        assert [str(problem) for problem in check(out)] == []


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices are things of POSIX")
@pytest.mark.parametrize("kind", [*KINDS, *OLDER])
def test_a_hostile_file_of_an_older_format_is_refused_unchanged_or_made_whole(path, kind):
    """Its typed tables are made anew from its edits, so that what was done to them is gone."""
    shutil.copyfile(FORMAT_1, path)
    {**KINDS, **OLDER}[kind](path)
    before = state_of(path)
    if kind in MADE_WHOLE:
        Session.open(path).close()
        assert check(path) == []
        return
    begin = time.monotonic()
    with pytest.raises(Problem) as refusal:
        Session.open(path)
    assert time.monotonic() - begin < HANG_SECONDS
    assert str(refusal.value).endswith(".")
    assert state_of(path) == before


@pytest.mark.parametrize("value", [NESTED, "'{'", "'[]'", "'{\"place\": 1}'"])
def test_a_copy_with_an_edit_that_cannot_be_read_is_not_merged(path, tmp_path, value):
    copy = tmp_path / "copy.cxdesk"
    shutil.copy(path, copy)
    columns = ", ".join(f'"{column}"' for column in OP_COLUMNS)
    held = sqlite3.connect(copy)
    held.execute(f"UPDATE op SET value = {value}, session = 'other'")
    for row in held.execute(f"SELECT {columns} FROM op").fetchall():
        held.execute("UPDATE op SET digest = ? WHERE n = ?", (digest(row[:-1]), row[1]))
    held.commit()
    held.close()
    before = path.read_bytes()
    with pytest.raises(Problem):
        merge(path, copy)
    assert path.read_bytes() == before
    assert check(copy) != []
