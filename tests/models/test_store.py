"""The store: what is visible, and transactions that happen whole or not at all."""

from __future__ import annotations

from contextlib import suppress

import pytest

from cxdesk.models.records import (
    Card,
    CardPlace,
    Figure,
    Journey,
    Phase,
    Place,
    Project,
    Rating,
    Stop,
    Touchpoint,
)
from cxdesk.models.rules import check
from cxdesk.models.scales import Scale
from cxdesk.models.store import Change, RuleBroken, Store, UnknownRecord


@pytest.fixture
def store() -> Store:
    """A journey with one phase, one stop and one card below it."""
    store = Store(check)
    with store.transaction("fill") as edit:
        edit.add(Project(id="project"))
        edit.add(Journey(id="journey", place=Place("project", "a")))
        edit.add(Phase(id="phase", name="Before", place=Place("journey", "a")))
        edit.add(Touchpoint(id="touchpoint", name="Shop"))
        edit.add(Stop(id="stop", touchpoint="touchpoint", place=Place("phase", "a")))
        edit.add(Rating(id="rating", touchpoint="touchpoint", value=1))
        edit.add(Card(id="card", text="Hello", place=CardPlace("journey", "stop", "a")))
    return store


def contents(store: Store) -> dict[str, object]:
    return dict(store.records)


def test_what_hangs_on_a_removed_record_disappears_and_comes_back_untouched(store: Store) -> None:
    before = contents(store)
    phase = store.record("phase")
    with store.transaction("remove") as edit:
        edit.remove("phase")
    assert store.all(Stop) == store.all(Card) == []
    assert store.get("stop") == before["stop"]
    assert store.gone == {"phase": phase}
    with store.transaction("restore") as edit:
        edit.add(phase)
    assert contents(store) == before
    assert store.gone == {}
    assert [card.id for card in store.all(Card)] == ["card"]


def test_removing_a_stop_leaves_its_touchpoint_and_ratings(store: Store) -> None:
    with store.transaction("remove") as edit:
        edit.remove("stop")
    assert [rating.id for rating in store.children("touchpoint", Rating)] == ["rating"]


def test_children_follow_a_record_to_its_new_parent(store: Store) -> None:
    with store.transaction("move") as edit:
        edit.add(Phase(id="after", place=Place("journey", "b")))
        edit.update("stop", place=Place("after", "a"))
    assert store.children("phase", Stop) == []
    assert [stop.id for stop in store.children("after", Stop)] == ["stop"]


def test_a_change_tells_what_was_before_and_after_once(store: Store) -> None:
    heard: list[Change] = []
    store.subscribe(heard.append)
    with store.transaction("rename {name}", name="Shop", initiator=heard) as edit:
        edit.update("touchpoint", name="Sho")
        edit.update("touchpoint", name="Store")
    (change,) = heard
    before, after = change.diff.updated["touchpoint"]
    assert (before.name, after.name) == ("Shop", "Store")  # type: ignore[union-attr]
    assert (change.label.message, change.label.arguments) == ("rename {name}", {"name": "Shop"})
    assert change.source == "me"
    assert change.initiator is heard


def test_an_edit_that_changes_nothing_is_not_told(store: Store) -> None:
    heard: list[Change] = []
    store.subscribe(heard.append)
    with store.transaction("nothing") as edit:
        edit.update("touchpoint", name="Shop")
    with store.transaction("there and back") as edit:
        edit.update("touchpoint", name="Store")
        edit.update("touchpoint", name="Shop")
        edit.add(Touchpoint(id="new"))
        edit.remove("new")
    assert heard == []


def test_an_exception_means_that_nothing_happened(store: Store) -> None:
    heard: list[Change] = []
    store.subscribe(heard.append)
    before = contents(store)

    def fail() -> None:
        with store.transaction("fail") as edit:
            edit.update("touchpoint", name="Store")
            edit.remove("phase")
            edit.add(Touchpoint(id="new"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert contents(store) == before
    assert heard == []
    assert len(store.all(Stop)) == 1
    with store.transaction("next") as edit:
        edit.update("touchpoint", name="Store")
    assert len(heard) == 1


@pytest.mark.parametrize(
    "record",
    [
        Rating(id="new", touchpoint="touchpoint", value=3),
        Rating(id="new", touchpoint="touchpoint", value=float("nan")),
        Rating(id="new", touchpoint="touchpoint", value=1, scale="unheard-of"),
        Rating(id="new", touchpoint="nowhere", value=1),
        Stop(id="new", touchpoint="touchpoint", place=Place("new", "a")),
        Touchpoint(id="new", name="x" * 100_001),
        Figure(id="new", touchpoint="touchpoint", scale="stars", value=6, n=10),
        Figure(id="new", touchpoint="touchpoint", statistic="nps", value=-101, n=10),
        Figure(id="new", touchpoint="touchpoint", statistic="top2", value=61, n=10),
        Figure(id="new", touchpoint="touchpoint", statistic="other", value=float("nan")),
        Figure(id="new", touchpoint="touchpoint", value=5, sd=-1, n=10),
        Figure(id="new", touchpoint="touchpoint", value=5, n=-1),
        Scale(id="new", minimum=5, maximum=1, neutral=3),
        Scale(id="new", minimum=1, maximum=5, neutral=6),
        Scale(id="new", minimum=1, maximum=5, neutral=3, step=0),
        Scale(id="new", minimum=1, maximum=float("inf"), neutral=3),
        Scale(id="new", minimum=float("nan"), maximum=5, neutral=3),
    ],
)
def test_what_the_rules_forbid_does_not_happen(store: Store, record: object) -> None:
    before = contents(store)
    with pytest.raises(RuleBroken), store.transaction("break") as edit:
        edit.add(record)  # type: ignore[type-var]
    assert contents(store) == before


def test_a_project_cannot_be_removed(store: Store) -> None:
    with pytest.raises(RuleBroken), store.transaction("break") as edit:
        edit.remove("project")
    assert store.project.id == "project"


def test_an_edit_inside_another_is_part_of_it(store: Store) -> None:
    heard: list[Change] = []
    store.subscribe(heard.append)
    with store.transaction("outer") as edit:
        edit.update("touchpoint", name="Store")
        with store.transaction("inner") as inner:
            inner.update("phase", name="After")
    (change,) = heard
    assert set(change.diff.updated) == {"touchpoint", "phase"}
    assert change.label.message == "outer"


def test_an_inner_edit_that_fails_takes_back_only_itself(store: Store) -> None:
    with store.transaction("outer") as edit:
        edit.update("phase", name="Outer")
        edit.remove("card")
        with suppress(UnknownRecord), store.transaction("inner") as inner:
            inner.update("phase", name="Inner")
            inner.add(Touchpoint(id="new"))
            inner.add(Card(id="card", text="Inner", place=CardPlace("journey", "stop", "b")))
            inner.remove("stop")
            inner.remove("nothing")
        edit.update("phase", color=3)
    assert store.record("phase") == Phase(
        id="phase", name="Outer", color=3, place=Place("journey", "a")
    )
    assert store.get("new") is None and "new" not in store.gone
    assert store.get("card") is None
    assert store.gone["card"] == Card(
        id="card", text="Hello", place=CardPlace("journey", "stop", "a")
    )
    assert [stop.id for stop in store.children("phase", Stop)] == ["stop"]


def test_what_an_inner_edit_took_back_is_not_told(store: Store) -> None:
    changes: list[Change] = []
    store.subscribe(changes.append)
    with store.transaction("outer") as edit:
        edit.update("phase", name="Outer")
        with suppress(ValueError), store.transaction("inner") as inner:
            inner.add(Touchpoint(id="new"))
            inner.update("stop", moment_of_truth=True)
            raise ValueError("no")
    (change,) = changes
    assert [key for key, _, _ in change.diff.changes()] == ["phase"]


def test_a_failed_edit_leaves_the_tombstones_as_they_were(store: Store) -> None:
    with store.transaction("remove") as edit:
        edit.remove("card")
    gone = dict(store.gone)
    with suppress(UnknownRecord), store.transaction("fail") as edit:
        edit.add(Touchpoint(id="new"))
        edit.add(Card(id="card", text="Other", place=CardPlace("journey", "stop", "b")))
        edit.remove("stop")
        edit.remove("nothing")
    assert store.gone == gone


def test_unknown_records_are_named(store: Store) -> None:
    with pytest.raises(UnknownRecord, match="nothing"):
        store.record("nothing")
    with pytest.raises(UnknownRecord), store.transaction("x") as edit:
        edit.update("nothing", name="x")
    with pytest.raises(UnknownRecord), store.transaction("x") as edit:
        edit.remove("nothing")
    assert store.get("nothing") is None
    assert not store.visible("nothing")


def test_a_listener_that_ends_its_subscription_hears_no_more(store: Store) -> None:
    heard: list[Change] = []
    end = store.subscribe(heard.append)
    end()
    end()
    with store.transaction("rename") as edit:
        edit.update("touchpoint", name="Store")
    assert heard == []
