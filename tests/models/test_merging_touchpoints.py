"""Touchpoints that are the same thing become one, and nothing of them is lost."""

from __future__ import annotations

import pytest

from cxdesk.models import queries
from cxdesk.models.history import History
from cxdesk.models.ids import new_id
from cxdesk.models.locks import Locked
from cxdesk.models.ops import findings, journeys, library, locks, ratings, stops
from cxdesk.models.records import (
    Channel,
    Comment,
    Department,
    Figure,
    Project,
    Question,
    Survey,
    Touchpoint,
)
from cxdesk.models.rules import check
from cxdesk.models.store import Store


@pytest.fixture
def store() -> Store:
    """Website and Web site stand in one phase; each has been rated, measured and asked about."""
    made = Store(check)
    with made.transaction("fill") as edit:
        for record in (Project(id="p"), Survey(id="s"), Department(id="sales")):
            edit.add(record)
        for channel in ("web", "app"):
            edit.add(Channel(id=channel))
    journey = journeys.add_journey(made, "Journey").id
    phase = journeys.add_phase(made, journey, "Before").id
    for number, name in enumerate(("Website", "Web site")):
        stop = stops.add_stop(made, phase, name=name)
        touchpoint = stop.touchpoint
        ratings.rate(made, stop.id, number, scale="smileys")
        figure = Figure(id=new_id(), touchpoint=touchpoint, value=5 + number, n=10)
        ratings.add_figure(made, figure)
        findings.add_comment(made, touchpoint, f"About {name}", "Anna")
        stops.set_channel(made, touchpoint, ("web", "app")[number], True)
        stops.describe_touchpoint(made, touchpoint, description=f"The {name}.")
        with made.transaction("question") as edit:
            edit.add(Question(id=f"q{number}", survey="s", kind="rating", touchpoint=touchpoint))
    return made


def both(store: Store) -> tuple[Touchpoint, Touchpoint]:
    """What stays, and what goes."""
    goes, stays = queries.library(store)
    assert (stays.name, goes.name) == ("Website", "Web site")
    return stays, goes


def test_all_that_hangs_on_both_hangs_on_the_one_that_stays(store: Store) -> None:
    stays, goes = both(store)
    stops.describe_touchpoint(store, goes.id, department="sales")
    library.merge_touchpoints(store, [goes.id, stays.id], stays.id)
    assert [one.id for one in queries.library(store)] == [stays.id]
    assert len(queries.stops_of(store, stays.id)) == 2
    assert sorted(one.value for one in queries.ratings(store, stays.id)) == [0, 1]
    assert {one.value for one in queries.figures(store, stays.id)} == {5, 6}
    assert {one.id for one in queries.questions_for(store, stays.id)} == {"q0", "q1"}
    assert {one.id for one in queries.channels_of(store, stays.id)} == {"web", "app"}
    comments = {one.text for one in store.children(stays.id, Comment)}
    assert comments == {"About Website", "About Web site"}
    now = store.record(stays.id)
    assert now.description == "The Website.\nThe Web site."
    assert now.department == "sales"


def test_merging_is_one_step_that_undo_takes_back(store: Store) -> None:
    stays, goes = both(store)
    history = History(store)
    before = dict(store.records)
    library.merge_touchpoints(store, [goes.id], stays.id)
    history.undo()
    assert {key: one for key, one in store.records.items() if not one.deleted} == before
    assert history.undo() is None


def test_what_stands_in_a_locked_phase_is_not_merged_away(store: Store) -> None:
    stays, goes = both(store)
    (stop,) = queries.stops_of(store, goes.id)
    locks.lock(store, stop.place.parent)
    with pytest.raises(Locked):
        library.merge_touchpoints(store, [goes.id], stays.id)
    assert store.visible(goes.id)
    assert len(queries.stops_of(store, goes.id)) == 1
