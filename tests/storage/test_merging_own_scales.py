"""Two copies of a project: both have made, changed, deleted or used a scale of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from cxdesk.analysis.scores import Score, scores
from cxdesk.analysis.selection import Selection
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys, ratings, stops
from cxdesk.models.ops import scales as scale_ops
from cxdesk.models.records import Project
from cxdesk.models.scales import Scale, own_scale
from cxdesk.models.store import Store
from cxdesk.session import Session
from cxdesk.storage.check import check
from cxdesk.storage.merge import merge

GRADES = own_scale("Schulnote", 1, 6, polarity=-1)


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """A project with one touchpoint, and a copy of it."""
    path, other = tmp_path / "project.cxdesk", tmp_path / "copy.cxdesk"
    session = Session.create(path, [Project(id="p", title="P")])
    journey = journeys.add_journey(session.store, "Journey").id
    phase = journeys.add_phase(session.store, journey, "Before").id
    stops.add_stop(session.store, phase, name="Check-in")
    session.close()
    shutil.copy(path, other)
    return path, other


def edit(path: Path, change: Callable[[Store, Id], object]) -> None:
    session = Session.open(path)
    journey = queries.journeys(session.store)[0].id
    change(session.store, queries.journey_stops(session.store, journey)[0].id)
    session.close()


def merged(path: Path, other: Path) -> tuple[list[Scale], list[Score]]:
    """The scales and scores of both copies, which have become the same."""
    found = []
    merge(path, other)
    merge(other, path)
    for one in (path, other):
        assert check(one) == []
        session = Session.open(one)
        journey = queries.journeys(session.store)[0].id
        own = scores(session.store, journey, Selection(), session.answers)
        found.append((sorted(session.store.all(Scale), key=lambda scale: scale.id), own))
        session.close()
    assert found[0] == found[1]
    return found[0]


def make_and_rate(value: float, scale: Scale = GRADES) -> Callable[[Store, Id], object]:
    def change(store: Store, stop: Id) -> None:
        key = scale_ops.add_scale(store, scale).id
        ratings.rate(store, stop, value, scale=key)

    return change


def test_the_same_scale_made_in_both_copies_is_one_with_the_ratings_of_both(copies) -> None:
    path, other = copies
    edit(path, make_and_rate(1))
    edit(other, make_and_rate(3))
    assert merge(path, other, preview=True).conflicts == []
    own, (score,) = merged(path, other)
    assert own == [GRADES]
    assert (score.n, score.mean, score.valence) == (2, 2, pytest.approx(0.6))


def test_scales_called_alike_that_mean_the_opposite_stay_two(copies) -> None:
    path, other = copies
    edit(path, make_and_rate(1))
    edit(other, make_and_rate(1, own_scale("Schulnote", 1, 6)))
    own, found = merged(path, other)
    assert [one.name for one in own] == ["Schulnote", "Schulnote"]
    assert sorted(score.valence or 0 for score in found) == [-1, 1]


def test_a_rating_outlives_the_deletion_of_its_scale_in_the_other_copy(copies) -> None:
    path, other = copies
    edit(path, lambda store, stop: scale_ops.add_scale(store, GRADES))
    merge(other, path)
    edit(path, lambda store, stop: scale_ops.delete_scale(store, GRADES.id))
    edit(other, lambda store, stop: ratings.rate(store, stop, 1, scale=GRADES.id))
    own, (score,) = merged(path, other)
    assert own == []
    assert (score.scale, score.mean, score.valence) == (GRADES.id, 1, 1)


def test_a_value_beyond_a_scale_made_shorter_in_the_other_copy_counts_as_its_end(copies) -> None:
    path, other = copies
    edit(path, lambda store, stop: scale_ops.add_scale(store, GRADES))
    merge(other, path)
    shorter = replace(own_scale("Schulnote", 1, 5, polarity=-1), id=GRADES.id)
    edit(path, lambda store, stop: scale_ops.change_scale(store, shorter))
    edit(other, lambda store, stop: ratings.rate(store, stop, 6, scale=GRADES.id))
    own, (score,) = merged(path, other)
    assert own == [shorter]
    assert (score.mean, score.valence) == (6, -1)
