"""What a filter leaves bright: every condition must hold, within a list one is enough."""

from __future__ import annotations

import pytest

from cxdesk.analysis.filtering import Filter, filtered_out
from cxdesk.analysis.numbers import Numbers
from cxdesk.analysis.selection import Selection
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys, personas, ratings, stops
from cxdesk.models.records import Channel, Department, Project
from cxdesk.models.store import Store

ONLY = frozenset


class Map:
    """Three touchpoints: A rated -2, B rated +1, C not rated."""

    def __init__(self) -> None:
        self.store = Store()
        with self.store.transaction("new") as edit:
            edit.add(Project(id="project"))
        self.journey = journeys.add_journey(self.store, "Journey").id
        phase = journeys.add_phase(self.store, self.journey, "Phase").id
        self.a, self.b, self.c = (
            stops.add_stop(self.store, phase, name=name).id for name in "ABC"
        )
        ratings.rate(self.store, self.a, -2, scale="smileys")
        ratings.rate(self.store, self.b, 1, scale="smileys")

    def bright(self, wanted: Filter) -> set[str]:
        """The names of what is left bright."""
        numbers = Numbers(self.store)
        out = filtered_out(self.store, numbers, self.journey, wanted, Selection())
        left = [one for one in queries.journey_stops(self.store, self.journey) if one.id not in out]
        return {queries.touchpoint(self.store, one).name for one in left}

    def touchpoint(self, stop: Id) -> Id:
        return str(self.store.record(stop).touchpoint)


@pytest.fixture
def here() -> Map:
    return Map()


def test_without_a_condition_nothing_fades(here: Map) -> None:
    assert here.bright(Filter()) == {"A", "B", "C"}
    assert Filter().conditions == 0


def test_channels_and_departments(here: Map) -> None:
    app, desk = (stops.add_term(here.store, Channel, name).id for name in ("App", "Desk"))
    sales = stops.add_term(here.store, Department, "Sales").id
    stops.set_channel(here.store, here.touchpoint(here.a), app, True)
    stops.set_channel(here.store, here.touchpoint(here.b), desk, True)
    stops.describe_touchpoint(here.store, here.touchpoint(here.b), department=sales)
    assert here.bright(Filter(channels=ONLY([app]))) == {"A"}
    assert here.bright(Filter(channels=ONLY([app, desk]))) == {"A", "B"}
    both = Filter(channels=ONLY([app, desk]), departments=ONLY([sales]))
    assert here.bright(both) == {"B"}
    assert both.conditions == 2


def test_the_face_that_is_shown_decides_and_the_unrated_fade(here: Map) -> None:
    assert here.bright(Filter(lowest=-1.0, highest=-0.5)) == {"A"}
    assert here.bright(Filter(lowest=0.5)) == {"B"}
    assert here.bright(Filter(highest=1.0)) == {"A", "B"}
    # Two answers of -2 and +1 show the face -0.5 / -1: nearest to -0.25, and ties go to 0.
    ratings.rate(here.store, here.a, 1, scale="smileys")
    assert here.bright(Filter(lowest=0.0, highest=0.0)) == {"A"}


def test_a_persona_travels_what_it_does_not_skip(here: Map) -> None:
    anna = personas.add_persona(here.store, "Anna", journey=here.journey).id
    ben = personas.add_persona(here.store, "Ben").id
    personas.skip_stop(here.store, anna, here.b, True)
    assert here.bright(Filter(personas=ONLY([anna]))) == {"A", "C"}
    assert here.bright(Filter(personas=ONLY([ben]))) == set()


def test_moments_of_truth(here: Map) -> None:
    stops.mark_moment_of_truth(here.store, here.c, True)
    assert here.bright(Filter(moments_of_truth=True)) == {"C"}
