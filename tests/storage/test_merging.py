"""Promises about merging copies."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from cxdesk.models.ids import new_id
from cxdesk.models.records import Phase, Place, Project, Rating, Stop
from cxdesk.problems import Problem
from cxdesk.session import Session
from cxdesk.storage.check import check
from cxdesk.storage.merge import OtherProject, merge
from cxdesk.storage.refusals import Damaged


@pytest.fixture
def copy(path: Path, tmp_path: Path) -> Path:
    other = tmp_path / "Kopie.cxdesk"
    shutil.copy(path, other)
    return other


def edit(path: Path, row: str, **fields: object) -> None:
    session = Session.open(path)
    with session.store.transaction("Edit") as transaction:
        transaction.update(row, **fields)
    session.close()


def dump(path: Path) -> list[str]:
    """Everything of a file but the order in which it arrived, and who is there."""
    held = sqlite3.connect(path)
    lines = []
    for (table,) in held.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        columns = [row[1] for row in held.execute(f'PRAGMA table_info("{table}")')]
        names = ", ".join(f'"{name}"' for name in columns if name != "seq")
        lines += [f"{table} {row}" for row in held.execute(f'SELECT {names} FROM "{table}"')]
    held.close()
    return sorted(lines)


def shown(path: Path) -> list[tuple[str, str, object, object]]:
    return [(c.kind, c.field, c.shown, c.other) for c in merge(path, path, preview=True).conflicts]


def test_edits_of_both_copies_are_there_and_a_second_merge_changes_nothing(path, copy):
    edit(path, "p", name="Kauf")
    edit(copy, "j", title="Fahrt")
    edit(copy, "t", name="Web")
    merged = merge(path, copy)
    assert (merged.new, merged.only_here, merged.conflicts) == (2, 1, [])
    session = Session.open(path)
    assert session.store.record("p").name == "Kauf"
    assert session.store.record("j").title == "Fahrt"
    session.close()
    before = dump(path)
    assert merge(path, copy).new == 0
    assert dump(path) == before
    merge(copy, path)
    assert dump(copy) == before
    assert check(path) == []


def test_a_preview_tells_and_writes_nothing(path, copy):
    edit(path, "p", name="A")
    edit(copy, "p", name="B")
    before = path.read_bytes(), copy.read_bytes()
    preview = merge(path, copy, preview=True)
    assert (path.read_bytes(), copy.read_bytes()) == before
    assert preview == merge(path, copy)
    assert copy.read_bytes() == before[1]


def test_without_a_backup_nothing_is_merged(path, copy, tmp_path):
    edit(copy, "p", name="there")
    before = path.read_bytes()
    state = tmp_path / "no folder"
    state.write_text("a file where the backups should be")
    with pytest.raises(Problem):
        merge(path, copy, state=state)
    assert path.read_bytes() == before


def test_the_backup_is_the_file_as_it_was_before_the_merge(path, copy, tmp_path):
    edit(path, "p", name="here")
    edit(copy, "j", title="there")
    before = dump(path)
    merge(path, copy, state=tmp_path / "state")
    (backup,) = (tmp_path / "state" / "backups").rglob("*.cxdesk")
    assert dump(backup) == before
    assert dump(path) != before


def test_a_damaged_copy_is_refused_while_the_backup_is_made_and_nothing_changes(path, copy):
    edit(copy, "p", name="there")
    content = bytearray(copy.read_bytes())
    middle = len(content) // 2048 * 1024
    content[middle : middle + 1024] = b"?" * 1024
    copy.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(Damaged):
        merge(path, copy)
    assert path.read_bytes() == before


def test_a_field_that_both_changed_shows_the_later_value_and_reports_the_other(path, copy):
    edit(path, "p", name="mine")
    edit(copy, "p", name="theirs")
    (conflict,) = merge(path, copy).conflicts
    assert (conflict.kind, conflict.row, conflict.field) == ("both-changed", "p", "name")
    assert {conflict.shown, conflict.other} == {"mine", "theirs"}
    session = Session.open(path)
    assert session.store.record("p").name == conflict.shown
    session.close()


def test_the_same_change_on_both_copies_is_no_conflict(path, copy):
    edit(path, "p", name="Kauf")
    edit(copy, "p", name="Kauf")
    assert merge(path, copy).conflicts == []


@pytest.mark.parametrize("here", [True, False])
def test_what_was_edited_below_something_deleted_is_reported_and_can_be_restored(path, copy, here):
    first, second = (path, copy) if here else (copy, path)
    session = Session.open(first)
    with session.store.transaction("Delete") as transaction:
        transaction.remove("p")
    session.close()
    session = Session.open(second)
    with session.store.transaction("Add") as transaction:
        transaction.add(Stop(id="new", touchpoint="t", place=Place("p", "k")))
        transaction.update("s", moment_of_truth=True)
    session.close()
    conflicts = merge(path, copy).conflicts
    assert [(c.kind, c.row, c.field) for c in conflicts] == [
        ("edited-while-deleted", "new", "*"),
        ("edited-while-deleted", "s", "moment_of_truth"),
    ]
    session = Session.open(path)
    assert not session.store.visible("s")
    session.conflicts.settle(conflicts[0], "restore")
    session.conflicts.settle(conflicts[1], "keep")
    session.flush()
    assert session.conflicts.undecided() == []
    assert [stop.id for stop in session.store.all(Stop)] == ["s", "new"]
    assert session.store.record("s").moment_of_truth
    session.close()
    merge(copy, path)
    assert dump(copy) == dump(path)


def test_an_addition_that_one_copy_lacks_is_not_removed_from_the_other(path, copy):
    session = Session.open(path)
    with session.store.transaction("Add") as transaction:
        transaction.add(Phase(id="more", place=Place("j", "k")))
    session.close()
    merge(path, copy)
    merge(copy, path)
    for file in (path, copy):
        session = Session.open(file)
        assert session.store.get("more") is not None
        session.close()


def test_choosing_the_other_value_shows_it_everywhere_and_ends_the_conflict(path, copy):
    edit(path, "p", name="mine")
    edit(copy, "p", name="theirs")
    (conflict,) = merge(path, copy).conflicts
    session = Session.open(path)
    states: list[str] = []
    session.subscribe_state(lambda state: states.append(state.kind))
    session.conflicts.settle(conflict, "other")
    assert session.flush(10)
    assert "waiting" not in states
    assert session.conflicts.undecided() == []
    assert session.store.record("p").name == conflict.other
    session.close()
    assert merge(copy, path).conflicts == []
    assert dump(copy) == dump(path)
    assert check(copy) == []


def test_two_programs_on_one_file_that_change_the_same_field_unseen_have_a_conflict(opened):
    mine, theirs = opened(), opened()
    for session, name in ((mine, "mine"), (theirs, "theirs")):
        with session.store.transaction("Rename") as transaction:
            transaction.update("p", name=name)
        session.flush()
    (conflict,) = mine.conflicts.undecided()
    assert (conflict.shown, conflict.other) == ("theirs", "mine")


def test_a_program_that_deletes_what_another_edits_unseen_has_a_conflict(opened):
    mine, theirs = opened(), opened()
    with mine.store.transaction("Rename") as transaction:
        transaction.update("s", moment_of_truth=True)
    mine.flush()
    with theirs.store.transaction("Delete") as transaction:
        transaction.remove("p")
    theirs.flush()
    assert [(c.kind, c.row) for c in mine.conflicts.undecided()] == [("edited-while-deleted", "s")]


def test_a_survey_that_was_imported_into_one_copy_comes_with_the_merge(path, copy, survey_of):
    survey, question, column = survey_of(70_000)
    session = Session.open(copy)
    session.keep_survey(survey, [question], {question.id: column}, {question.id: [(5, "gut")]})
    session.close()
    merge(path, copy)
    session = Session.open(path)
    np.testing.assert_array_equal(session.answers(question.id), column)
    assert session.comments(question.id) == [(5, "gut")]
    session.close()
    assert check(path) == []


def test_another_project_is_refused(path, tmp_path):
    other = tmp_path / "other.cxdesk"
    Session.create(other, [Project(id=new_id())]).close()
    with pytest.raises(OtherProject):
        merge(path, other)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE op SET value = '\"Betrug\"' WHERE field = 'name'",
        "UPDATE op SET digest = zeroblob(12) WHERE row = 'j'",
    ],
)
def test_a_copy_whose_edits_were_tampered_with_is_refused(path, copy, statement):
    edit(copy, "p", name="Kauf")
    held = sqlite3.connect(copy)
    held.execute(statement)
    held.commit()
    held.close()
    before = path.read_bytes()
    with pytest.raises(Damaged):
        merge(path, copy)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE session SET name = 'Niemand'",
        "UPDATE grp SET at_wall = '1999'",
        "UPDATE answer_text SET text = 'schlecht'",
        "UPDATE answers SET part = 3",
    ],
)
def test_a_copy_with_a_damaged_row_is_refused(path, copy, survey_of, statement):
    survey, question, column = survey_of(20)
    session = Session.open(copy)
    session.keep_survey(survey, [question], {question.id: column}, {question.id: [(5, "gut")]})
    session.close()
    held = sqlite3.connect(copy)
    held.execute(statement)
    held.commit()
    held.close()
    before = path.read_bytes()
    with pytest.raises(Damaged):
        merge(path, copy)
    assert path.read_bytes() == before


def test_ratings_of_both_copies_are_all_there(path, copy):
    for file, ids in ((path, "abc"), (copy, "def")):
        session = Session.open(file)
        for key in ids:
            with session.store.transaction("Rate") as transaction:
                transaction.add(Rating(id=key, touchpoint="t", value=1))
        session.close()
    merge(path, copy)
    session = Session.open(path)
    assert sorted(rating.id for rating in session.store.all(Rating)) == list("abcdef")
    assert shown(path) == []
    session.close()
