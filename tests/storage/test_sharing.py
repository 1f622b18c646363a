"""Promises about several programs on one file."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cxdesk.models.records import Place, Project, Rating, Stop
from cxdesk.models.store import Change
from cxdesk.session import Session
from cxdesk.storage.check import check
from cxdesk.storage.feed import Feed


@pytest.fixture
def two(opened) -> tuple[Session, Session]:
    """Two sessions on one file that follow it."""
    return opened(), opened()


def follow(session: Session) -> threading.Event:
    there = threading.Event()
    session.follow(there.set)
    return there


def hear(session: Session, there: threading.Event) -> None:
    assert there.wait(10)
    there.clear()
    assert session.poll()


def test_another_programs_edit_arrives_as_a_change_from_the_file_that_i_cannot_undo(two):
    mine, theirs = two
    there = follow(mine)
    changes: list[Change] = []
    mine.store.subscribe(changes.append)
    with theirs.store.transaction("Rename to {name}", name="Kauf") as edit:
        edit.update("p", name="Kauf")
        edit.add(Rating(id="r", touchpoint="t", value=1))
        edit.remove("s")
    hear(mine, there)
    assert mine.store.records == theirs.store.records
    assert mine.store.gone == theirs.store.gone
    assert [(change.source, change.label.arguments) for change in changes] == [
        ("file", {"name": "Kauf"})
    ]
    assert mine.history.steps == ()
    mine.flush()
    theirs.history.undo()
    hear(mine, there)
    assert mine.store.record("p").name == "Buchung"
    assert mine.store.get("s") is not None


def test_a_look_at_the_file_that_fails_once_worries_nobody(two, monkeypatch, caplog):
    mine, theirs = two
    asked = Feed._data_version
    refusals = [sqlite3.OperationalError("disk I/O error")]

    def once(feed: Feed) -> int:
        if refusals:
            raise refusals.pop()
        return asked(feed)

    monkeypatch.setattr(Feed, "_data_version", once)
    there = follow(mine)
    with theirs.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
    hear(mine, there)
    assert refusals == []
    assert mine.store.record("p").name == "Kauf"
    assert caplog.records == []
    assert mine.flush()
    assert mine.state.kind == "saved"


def test_undo_leaves_alone_what_somebody_else_has_changed_since(two):
    mine, _theirs = two
    there = follow(mine)
    with mine.store.transaction("Both") as edit:
        edit.update("p", name="A", color=3)
    mine.flush()
    again = Session.open(mine.path)
    with again.store.transaction("Rename") as edit:
        edit.update("p", name="B")
    again.close()
    hear(mine, there)
    assert mine.store.record("p").name == "B"
    undone = mine.history.undo()
    assert undone is not None
    assert (mine.store.record("p").name, mine.store.record("p").color) == ("B", 0)
    mine.flush()
    assert check(mine.path) == []


def test_my_edit_that_is_not_in_the_file_yet_stays_on_top_of_news(two, monkeypatch):
    mine, theirs = two
    there = follow(mine)
    with theirs.store.transaction("Rename") as edit:
        edit.update("p", name="theirs", color=5)
    assert theirs.flush(10)
    assert there.wait(10)
    with mine.store.transaction("Rename") as edit:
        edit.update("p", name="mine")
    assert mine.poll()
    assert (mine.store.record("p").name, mine.store.record("p").color) == ("mine", 5)
    assert mine.flush(10)
    again = Session.open(mine.path)
    assert again.store.record("p") == mine.store.record("p")
    again.close()


def test_news_of_what_an_open_series_has_changed_wait_until_it_ends(two):
    mine, theirs = two
    there = follow(mine)
    mine.history.mark()
    with mine.store.transaction("Move") as edit:
        edit.update("s", place=Place("p", "a"))
    with theirs.store.transaction("Move") as edit:
        edit.update("s", place=Place("p", "z"))
    assert there.wait(10)
    assert not mine.poll()
    assert mine.store.record("s").place.key == "a"
    mine.history.cancel()
    assert mine.poll()
    assert mine.store.records == theirs.store.records


@pytest.mark.parametrize("kept", [True, False])
def test_news_arrive_while_i_type_a_new_card_and_leave_it_alone(two, kept):
    mine, theirs = two
    there = follow(mine)
    mine.history.mark()
    with mine.store.transaction("Add") as edit:
        edit.add(Stop(id="new", touchpoint="t", place=Place("p", "k")))
    with theirs.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
        edit.remove("s")
    hear(mine, there)
    assert mine.store.record("p").name == "Kauf"
    assert [stop.id for stop in mine.store.all(Stop)] == ["new"]
    assert mine.history.marked
    if kept:
        mine.history.finish("Add")
    else:
        mine.history.cancel()
    assert [stop.id for stop in mine.store.all(Stop)] == ["new"] * kept
    assert mine.flush(10)
    if kept:
        mine.history.undo()
    assert mine.store.records == theirs.store.records


def test_a_file_replaced_by_an_older_copy_gets_everybodys_edits_back(two, path, tmp_path):
    mine, theirs = two
    older = path.read_bytes()
    heard = follow(mine), follow(theirs)
    with mine.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
    with theirs.store.transaction("Rename") as edit:
        edit.update("j", title="Fahrt")
    for session, there in zip(two, heard, strict=True):
        assert session.flush(10)
        hear(session, there)
    copy = tmp_path / "older"
    copy.write_bytes(older)
    copy.replace(path)
    wanted = ("Kauf", "Fahrt")
    for _ in range(100):
        for session, there in zip(two, heard, strict=True):
            there.wait(0.1)
            there.clear()
            session.poll()
        fresh = Session.open(path)
        fresh.close()
        if all(titles(session) == wanted for session in (*two, fresh)):
            break
    assert [titles(session) for session in (*two, fresh)] == [wanted] * 3
    assert check(path) == []


def titles(session: Session) -> tuple[str, str]:
    return session.store.record("p").name, session.store.record("j").title


EDITOR = """
import sys, time, random
from pathlib import Path
from cxdesk.models.records import Rating
from cxdesk.session import Session

who = sys.argv[2]
session = Session.open(Path(sys.argv[1]))
session.follow(lambda: None)
random.seed(who)
for number in range(int(sys.argv[3])):
    with session.store.transaction("Rate") as edit:
        edit.add(Rating(id=f"{who}-{number}", touchpoint="t", value=1))
        edit.update("p", name=f"{who} {number}")
    if random.random() < 0.3:
        session.poll()
    if random.random() < 0.2:
        session.history.undo()
        session.history.redo()
assert session.flush(120)
session.close()
"""


def test_four_programs_that_edit_as_fast_as_they_can_lose_nothing(path):
    root = Path(__file__).parents[2]
    editors = [
        subprocess.Popen(
            [sys.executable, "-c", EDITOR, str(path), who, "60"],
            env={**os.environ, "PYTHONPATH": str(root)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for who in "abcd"
    ]
    errors = [editor.communicate(timeout=120)[1] for editor in editors]
    assert errors == [""] * 4
    session = Session.open(path)
    there = {rating.id for rating in session.store.all(Rating)}
    assert there == {f"{who}-{number}" for who in "abcd" for number in range(60)}
    assert check(path) == []
    session.close()


def test_a_session_sees_its_own_edits_only_once(two):
    mine, theirs = two
    there = follow(mine)
    with mine.store.transaction("Add") as edit:
        edit.add(Rating(id="r", touchpoint="t", value=1))
    mine.flush()
    with mine.store.transaction("Remove") as edit:
        edit.remove("r")
    mine.flush()
    with theirs.store.transaction("Rename") as edit:
        edit.update("p", name="B")
    hear(mine, there)
    assert mine.store.get("r") is None
    assert json.dumps(sorted(mine.store.records)) == json.dumps(sorted(theirs.store.records))
    assert isinstance(mine.store.project, Project)
