"""Promises about edits on their way to the file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from cxdesk.models.ids import new_id
from cxdesk.models.records import Place, Project, Rating
from cxdesk.models.store import Label
from cxdesk.problems import Problem
from cxdesk.session import Session
from cxdesk.storage.check import check
from cxdesk.storage.refusals import AlreadyThere, FileLocked
from cxdesk.storage.writer import SaveState


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    held = sqlite3.connect(path)
    try:
        return held.execute(query).fetchall()
    finally:
        held.close()


def everything(session: Session) -> dict[str, object]:
    return dict(session.store.records)


def test_an_edit_is_in_a_table_that_any_tool_can_read(path, opened):
    session = opened()
    with session.store.transaction("Rename {name}", name="Buchung") as edit:
        edit.update("p", name="Kauf", place=Place("j", "X"))
    assert session.flush(10)
    assert session.state == SaveState("saved", 0, None)
    assert rows(path, 'SELECT id, name, parent, "key" FROM phase') == [("p", "Kauf", "j", "X")]
    assert rows(path, "SELECT field, value FROM op WHERE row = 'p' ORDER BY seq")[1:] == [
        ("name", '"Kauf"'),
        ("place", '{"parent":"j","key":"X"}'),
    ]
    assert rows(path, "SELECT kind, label FROM grp ORDER BY rowid")[-1] == (
        "edit",
        '{"message":"Rename {name}","arguments":{"name":"Buchung"}}',
    )
    assert check(path) == []


def test_what_was_closed_opens_as_it_was(opened):
    first = opened()
    with first.store.transaction("Rate") as edit:
        edit.add(Rating(id=new_id(), touchpoint="t", value=1))
        edit.update("j", title="Ä\0 \N{PILE OF POO} \u200b")
        edit.remove("s")
    first.close()
    second = opened()
    assert everything(second) == everything(first)
    assert second.store.gone == first.store.gone


def test_undo_and_redo_reach_the_file_as_groups_that_say_what_they_undo(path, opened):
    session = opened()
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
    session.history.undo()
    session.history.redo()
    session.close()
    groups = rows(path, "SELECT id, kind, undoes FROM grp ORDER BY rowid")[1:]
    assert [(kind, undoes) for _, kind, undoes in groups] == [
        ("edit", ""),
        ("undo", groups[0][0]),
        ("redo", groups[1][0]),
    ]
    assert opened().store.record("p").name == "Kauf"
    assert check(path) == []


def test_a_removed_record_comes_back_with_what_changed_in_it(path, opened):
    session = opened()
    with session.store.transaction("Delete") as edit:
        edit.remove("t")
    with session.store.transaction("Bring back") as edit:
        edit.add(
            session.store.gone["t"].__class__(id="t", name="Schalter"),
        )
    session.close()
    assert rows(path, "SELECT field, value FROM op WHERE row = 't' ORDER BY seq")[1:] == [
        ("_deleted", "true"),
        ("_deleted", "false"),
        ("name", '"Schalter"'),
    ]
    assert opened().store.record("t").name == "Schalter"


def test_a_cancelled_drag_leaves_nothing_in_the_file(path, opened):
    session = opened()
    before = rows(path, "SELECT count(*) FROM op")
    session.history.mark()
    with session.store.transaction("Move") as edit:
        edit.update("s", place=Place("p", "a"))
    session.history.cancel()
    session.close()
    assert rows(path, "SELECT count(*) FROM op") == before


def test_an_operation_names_the_one_that_it_replaced(path, opened):
    session = opened()
    for name in ("A", "B"):
        with session.store.transaction("Rename") as edit:
            edit.update("p", name=name)
    session.close()
    (created, first, second) = rows(
        path, "SELECT session, n, prev_session, prev_n FROM op WHERE row = 'p' ORDER BY seq"
    )
    assert first[2:] == created[:2]
    assert second[2:] == first[:2]


def test_a_clock_is_greater_than_all_before_it_even_when_the_computers_clock_went_back(
    path, opened, monkeypatch
):
    monkeypatch.setattr("time.time", lambda: 1_000_000.0)
    session = opened()
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
    session.close()
    clocks = [row[0] for row in rows(path, "SELECT hlc FROM op ORDER BY seq")]
    assert clocks[-1] == max(clocks[:-1]) + 1
    assert opened().store.record("p").name == "Kauf"


def test_a_locked_file_keeps_edits_waiting_until_it_is_free(path, opened, impatient):
    session = opened()
    states: list[SaveState] = []
    session.subscribe_state(states.append)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
    assert not session.flush(1)
    assert session.state.kind == "waiting"
    assert session.state.pending == 1
    assert isinstance(session.state.reason, FileLocked)
    assert session.store.record("p").name == "Kauf"
    other.execute("ROLLBACK")
    other.close()
    assert session.flush(10)
    assert rows(path, "SELECT name FROM phase") == [("Kauf",)]
    assert "kept" in [state.kind for state in states]
    assert states[-1] == SaveState("saved", 0, None)


def test_what_could_not_be_saved_goes_in_at_the_next_opening(path, opened, impatient, state):
    session = opened()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
    with session.store.transaction("Add") as edit:
        edit.add(Rating(id="r", touchpoint="t", value=2))
    session.close()
    other.close()
    assert len(list(state.rglob("*.journal"))) == 1
    again = opened()
    assert again.store.record("p").name == "Kauf"
    assert again.store.record("r").value == 2
    assert list(state.rglob("*.journal")) == []
    assert check(path) == []


def test_a_file_that_was_replaced_by_an_older_copy_gets_my_edits_back(path, opened, tmp_path):
    older = path.read_bytes()
    session = opened()
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
    assert session.flush(10)
    before = rows(path, "SELECT session, n, hlc, value, digest FROM op WHERE field = 'name'")
    copy = tmp_path / "older"
    copy.write_bytes(older)
    copy.replace(path)
    assert rows(path, "SELECT name FROM phase") == [("Buchung",)]
    with session.store.transaction("Rename") as edit:
        edit.update("j", title="Fahrt")
    assert session.flush(10)
    assert rows(path, "SELECT name FROM phase") == [("Kauf",)]
    assert rows(path, "SELECT title FROM journey") == [("Fahrt",)]
    assert (
        rows(path, "SELECT session, n, hlc, value, digest FROM op WHERE field = 'name'") == before
    )
    assert check(path) == []


def test_an_existing_file_is_not_overwritten(path):
    before = path.read_bytes()
    with pytest.raises(AlreadyThere):
        Session.create(path, [Project(id=new_id())])
    assert path.read_bytes() == before


def test_an_import_is_one_step_that_undo_takes_back_and_redo_brings_back(path, opened, survey_of):
    session = opened()
    survey, question, column = survey_of(150_000)
    session.keep_survey(
        survey,
        [question],
        {question.id: column},
        {question.id: [(0, "schön"), (149_999, "schlecht")]},
        lambda edit: edit.update("t", name="Web"),
    )
    assert session.history.steps[-1].label == Label("Import survey {name}", {"name": "Gäste"})
    assert session.state.kind == "saved"
    session.history.undo()
    assert session.store.get(survey.id) is None
    assert session.store.record("t").name == "Website"
    session.history.redo()
    session.close()
    again = opened()
    assert again.store.record(question.id) == question
    assert (again.answers(question.id) == column).all()
    assert again.answers(question.id) is again.answers(question.id)
    assert again.comments(question.id) == [(0, "schön"), (149_999, "schlecht")]
    assert check(path) == []


def test_an_import_that_cannot_be_written_leaves_nothing(path, opened, impatient, survey_of):
    session = opened()
    before = everything(session)
    survey, question, column = survey_of(100)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Problem):
        session.keep_survey(survey, [question], {question.id: column}, {})
    other.close()
    assert everything(session) == before
    assert session.history.steps == ()
    session.keep_survey(survey, [question], {question.id: column}, {})
    session.close()
    assert (opened().answers(question.id) == column).all()


def test_a_text_that_cannot_be_stored_is_refused_and_nothing_happens(path, opened):
    session = opened()
    with pytest.raises(Problem), session.store.transaction("Rename") as edit:
        edit.update("p", name="\ud800")
    assert session.store.record("p").name == "Buchung"
    assert session.state.kind == "saved"
