"""Promises about who is said to be here."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from cxdesk.models.records import Project
from cxdesk.session import Session
from cxdesk.storage import presence
from cxdesk.storage.check import check
from cxdesk.storage.presence import Presence
from cxdesk.storage.whereabouts import SIZE, Whereabouts


@pytest.fixture
def three(tmp_path: Path):
    path = tmp_path / "project.cxdesk"
    Session.create(path, [Project(id="p")], journal_folder=tmp_path / "anna").close()
    sessions = [Session.open(path, journal_folder=tmp_path / name) for name in ("a", "b", "c")]
    yield [Presence(path, session.opening) for session in sessions]
    for session in sessions:
        session.close()
    assert check(path) == []


def test_who_has_edited_is_seen_by_those_who_look_and_sees_them_then(three):
    anna, ben, _ = three
    assert ben.look(edited=False) == []
    assert anna.look("x") == []
    assert [one.selected for one in ben.look("y", edited=False)] == ["x"]
    assert [one.selected for one in anna.look("x")] == ["y"]
    anna.leave()
    assert ben.look() == []


def test_a_wrong_clock_hides_nobody_who_arrives_while_i_look(three, monkeypatch):
    anna, ben, _ = three
    assert anna.look() == []
    wrong = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
    monkeypatch.setattr(presence, "now", lambda: wrong.isoformat(timespec="milliseconds"))
    ben.look()
    assert len(anna.look()) == 1


def test_a_sign_that_somebody_left_behind_long_ago_is_nobody(three, monkeypatch):
    anna, ben, _ = three
    long_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1)
    monkeypatch.setattr(presence, "now", lambda: long_ago.isoformat(timespec="milliseconds"))
    ben.look()
    monkeypatch.undo()
    assert anna.look() == []


def test_another_window_of_mine_is_not_somebody_else(three, tmp_path):
    anna, *_ = three
    again = Session.open(anna._path, journal_folder=tmp_path / "a")
    mine = Presence(again.path, again.opening)
    mine.look()
    assert anna.look() == []
    again.close()


def test_a_new_selection_is_seen_at_once_and_writes_no_project(three):
    anna, ben, _ = three
    anna.look("x")
    ben.look("y", edited=False)
    anna.look("x")
    before = anna._path.read_bytes()
    for selected in ("z", "", "w"):
        anna.look(selected)
        assert [one.selected for one in ben.look("y")] == [selected]
    assert anna._path.read_bytes() == before


def test_notes_lie_beside_the_project_only_while_somebody_else_is_here(three):
    anna, ben, _ = three
    notes = lambda: list(anna._path.parent.glob(".*.here"))  # noqa: E731
    anna.look("x")
    assert notes() == []
    ben.look("y", edited=False)
    anna.look("x")
    assert len(notes()) == 2
    ben.leave()
    assert anna.look("x") == []
    assert notes() == []
    anna.leave()


def test_without_notes_the_sign_in_the_project_tells_what_is_selected(three, monkeypatch):
    anna, ben, _ = three
    monkeypatch.setattr(Whereabouts, "tell", lambda self, selected: None)
    anna.look("x")
    assert [one.selected for one in ben.look("y", edited=False)] == ["x"]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of another kind")
def test_a_note_is_neither_followed_elsewhere_nor_waited_for(three, tmp_path):
    anna, ben, _ = three
    secret = tmp_path / "secret"
    secret.write_bytes(b"s" * SIZE)
    anna.look("x")
    ben.look("y", edited=False)
    note = ben._notes._note(anna._opening.id)
    anna.look("x")
    note.unlink()
    note.symlink_to(secret)
    anna.look("elsewhere")
    assert secret.read_bytes() == b"s" * SIZE
    assert [one.selected for one in ben.look("y")] == ["x"]
    note.unlink()
    os.mkfifo(note)
    assert [one.selected for one in ben.look("y")] == ["x"]
    note.unlink()
    assert ben._notes.of("../secret") is None


def test_notes_that_a_killed_program_has_left_go_at_the_next_opening(three, tmp_path):
    anna, ben, _ = three
    left = anna._notes._note("0" * 32)
    young = anna._notes._note("1" * 32)
    for note in (left, young):
        note.write_bytes(b" " * SIZE)
    os.utime(left, (0, 0))
    anna.look()
    assert not left.exists()
    assert young.exists()
    young.unlink()
    ben.look()
    anna.leave()
    ben.leave()
