"""Promises about who is said to be here."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from cxdesk.models.records import Project
from cxdesk.session import Session
from cxdesk.storage import presence
from cxdesk.storage.check import check
from cxdesk.storage.presence import Presence


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
