"""Promises about the project's past: each point is what people saw then, and stays that."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from cxdesk.models import queries
from cxdesk.models.ids import new_id
from cxdesk.models.ops import cards, journeys, stops, versions
from cxdesk.models.records import AnyRecord, Stop, Touchpoint, Version
from cxdesk.models.store import Store
from cxdesk.problems import Problem
from cxdesk.session import Session
from cxdesk.storage import past, timeline
from cxdesk.storage.check import check

MOMENT = "2026-11-12T13:03:00+00:00"


def held(store: Store) -> dict[str, AnyRecord]:
    """What is there, without the versions, which are about the past and no part of it."""
    return {key: one for key, one in store.records.items() if not isinstance(one, Version)}


def newest(session: Session) -> str:
    assert session.flush(10)
    return timeline.edits(session.path, 1)[0].group


def name_version(session: Session, name: str) -> Version:
    assert session.flush(10)
    seen = past.seen(session.path)
    return versions.name_version(session.store, name, author="Anna", at=MOMENT, seen=seen)


def edit_somehow(session: Session, chance: random.Random) -> None:
    """One edit of any kind: add, rename, move, delete, undo, redo."""
    store = session.store
    here = queries.journey_stops(store, "j")
    kind = chance.choice(["add", "add", "rename", "move", "delete", "undo", "redo", "phase"])
    if kind == "add" or not here:
        phase = chance.choice(queries.phases(store, "j")).id
        stops.add_stop(store, phase, name=f"Touchpoint {chance.randrange(100)}")
    elif kind == "rename":
        chosen = chance.choice(here)
        stops.rename_touchpoint(store, chosen.touchpoint, f"Name {chance.randrange(1000)}")
    elif kind == "move":
        phase = chance.choice(queries.phases(store, "j")).id
        stops.move_stop(store, chance.choice(here).id, phase, 0)
    elif kind == "delete":
        cards.delete_records(store, [chance.choice(here).id])
    elif kind == "phase":
        journeys.add_phase(store, "j", f"Phase {chance.randrange(100)}")
    else:
        getattr(session.history, kind)()


@pytest.mark.parametrize("seed", range(6))
def test_each_step_shows_what_was_there_then(path, opened, seed) -> None:
    chance, session = random.Random(seed), opened()
    then = {newest(session): held(session.store)}
    for _ in range(25):
        edit_somehow(session, chance)
        then[newest(session)] = held(session.store)
    for group, records in then.items():
        assert held(past.at_step(path, group).store) == records


def test_two_at_one_file_see_the_same_past(path, opened) -> None:
    anna, ben = opened(), opened()
    stops.rename_touchpoint(anna.store, "t", "Anna's")
    first = newest(anna)
    stops.rename_touchpoint(ben.store, "t", "Ben's")
    second = newest(ben)
    assert past.at_step(path, first).store.record("t").name == "Anna's"
    assert past.at_step(path, second).store.record("t").name == "Ben's"


@pytest.mark.parametrize("seed", range(4))
def test_a_version_stays_what_it_was_whatever_is_merged_in_later(path, opened, seed) -> None:
    chance, copy = random.Random(seed), path.with_name("copy.cxdesk")
    shutil.copy(path, copy)
    theirs = Session.open(copy)
    for _ in range(8):
        edit_somehow(theirs, chance)
    theirs.close()
    session = opened()
    for _ in range(8):
        edit_somehow(session, chance)
    version = name_version(session, "Before the merge")
    before = held(session.store)
    session.copies.merge(copy)
    session.poll()
    assert held(past.at_version(path, version.seen).store) == before
    session.close()
    merged_there = Session.open(copy)
    merged_there.copies.merge(path)
    found = past.at_version(copy, version.seen)
    merged_there.close()
    assert held(found.store) == before


def test_edits_merged_in_later_are_not_seen_in_the_steps_before(path, opened) -> None:
    copy = path.with_name("copy.cxdesk")
    shutil.copy(path, copy)
    theirs = Session.open(copy)
    stops.rename_touchpoint(theirs.store, "t", "Earlier by the clock")
    theirs.close()
    session = opened()
    journeys.rename_phase(session.store, "p", "Mine")
    mine = newest(session)
    session.copies.merge(copy)
    found = past.at_step(path, mine)
    assert found.store.record("t").name == "Website"


def test_nothing_can_be_edited_in_the_past(path, opened) -> None:
    found = past.at_step(path, newest(opened()))
    with pytest.raises(Problem, match="cannot be edited"):
        stops.rename_touchpoint(found.store, "t", "Rewritten")
    assert found.store.record("t").name == "Website"


def test_everything_goes_back_to_a_version_as_one_step_that_can_be_undone(path, opened) -> None:
    session = opened()
    version = name_version(session, "First")
    before = held(session.store)
    for seed in range(12):
        edit_somehow(session, random.Random(seed))
    after = held(session.store)
    then = past.at_version(path, version.seen)
    versions.restore_all(session.store, then.store.records.values(), "First")
    assert held(session.store) == before
    assert session.store.record(version.id).name == "First"
    assert session.flush(10)
    assert check(path) == []
    session.history.undo()
    assert held(session.store) == after


def test_one_thing_comes_back_with_what_it_stood_in_and_what_hung_on_it(path, opened) -> None:
    session = opened()
    store = session.store
    version = name_version(session, "First")
    stops.rename_touchpoint(store, "t", "Shop")
    added = stops.add_stop(store, "p", name="New since")
    with store.transaction("delete") as edit:
        edit.remove("t")
        edit.remove("s")
        edit.remove("p")
    then = past.at_version(path, version.seen)
    versions.restore_item(store, then.store, "s", "Website")
    assert store.visible("s") and store.visible("p")
    assert store.record("t").name == "Website"
    assert store.visible(added.id)
    session.history.undo()
    assert not store.visible("s")


def test_restoring_one_thing_leaves_everything_else_alone(path, opened) -> None:
    session = opened()
    store = session.store
    other = stops.add_stop(store, "p", name="Other")
    version = name_version(session, "First")
    stops.rename_touchpoint(store, "t", "Changed")
    stops.rename_touchpoint(store, other.touchpoint, "Changed, too")
    versions.restore_item(store, past.at_version(path, version.seen).store, "s", "Website")
    assert store.record("t").name == "Website"
    assert store.record(other.touchpoint).name == "Changed, too"


def test_versions_are_renamed_and_deleted_as_steps(path, opened) -> None:
    session = opened()
    version = name_version(session, "Frist")
    versions.rename_version(session.store, version.id, "First")
    assert [one.name for one in queries.versions(session.store)] == ["First"]
    versions.delete_version(session.store, version.id)
    assert queries.versions(session.store) == []
    session.history.undo()
    assert [one.name for one in queries.versions(session.store)] == ["First"]
    session.close()
    again = Session.open(path)
    (kept,) = queries.versions(again.store)
    again.close()
    assert kept.seen == version.seen


def test_a_backup_shows_what_it_holds(path, opened) -> None:
    session = opened()
    backup = session.backups.make()
    stops.rename_touchpoint(session.store, "t", "Since")
    assert past.in_file(backup.path).store.record("t").name == "Website"


def test_who_changed_a_cell_last_is_known_by_name(path, opened, monkeypatch) -> None:
    monkeypatch.setenv("LOGNAME", "Anna")
    anna = opened()
    monkeypatch.setenv("LOGNAME", "Ben")
    ben = opened()
    stops.rename_touchpoint(anna.store, "t", "Anna's")
    assert anna.flush(10)
    found = timeline.authors(path, [("t", "name"), ("t", "*"), ("p", "name")], ben.opening.id)
    assert found[0] == anna.opening.name
    assert found[1] == anna.opening.name


def test_a_step_that_the_file_does_not_have_is_refused_with_a_sentence(path) -> None:
    with pytest.raises(Problem, match="does not reach back"):
        past.at_step(path, new_id())


def test_records_of_the_past_hang_together(path, opened) -> None:
    session = opened()
    stops.add_stop(session.store, "p", name="Second")
    found = past.at_step(Path(path), newest(session))
    names = [queries.touchpoint(found.store, one).name for one in found.store.all(Stop)]
    assert sorted(names) == ["Second", "Website"]
    assert len(found.store.all(Touchpoint)) == 2
