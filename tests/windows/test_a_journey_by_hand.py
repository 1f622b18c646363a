"""A person makes, rates, drags and reopens a journey with mouse and keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cxdesk import templates
from cxdesk.models import queries
from cxdesk.models.records import Rating
from cxdesk.session import Session

if TYPE_CHECKING:
    from tests.windows.conftest import Hand

MIDDLE = (800, 400)
"""A point on the empty map."""


def contents(file: Path) -> tuple[list[tuple[str, list[str]]], dict[str, list[float]]]:
    """Phases with their touchpoints' names, and the ratings of each touchpoint."""
    session = Session.open(file)
    store = session.store
    journey = queries.journeys(store)[0].id
    phases = [
        (phase.name, [queries.touchpoint(store, s).name for s in queries.stops(store, phase.id)])
        for phase in queries.phases(store, journey)
    ]
    ratings: dict[str, list[float]] = {}
    for rating in store.all(Rating):
        ratings.setdefault(store.record(rating.touchpoint).name, []).append(rating.value)
    session.close()
    return phases, ratings


def test_a_journey_is_made_rated_dragged_undone_and_found_again(hand: Hand, tmp_path: Path) -> None:
    file = tmp_path / "by hand.cxdesk"
    Session.create(file, templates.records("empty", "en", "By hand")).close()

    hand.start(file)
    hand.click(*MIDDLE)
    hand.key("shift+n")
    hand.type("Before")
    hand.key("Return")
    hand.type("Search")
    hand.key("Return")
    hand.type("Compare")
    hand.key("Escape", "shift+n")
    hand.type("Trip")
    hand.key("Return")
    hand.type("Board")
    hand.key("Escape")
    hand.key("5")
    hand.key("Left", "1", "Left", "4")
    hand.close()
    phases, ratings = contents(file)
    assert phases == [("Before", ["Search", "Compare"]), ("Trip", ["Board"])]
    assert ratings == {"Board": [2], "Compare": [-2], "Search": [1]}

    hand.start(file)
    first, third = (436, 180), (436 + 2 * 152, 180)
    hand.drag(first, (third[0] + 60, third[1]))
    hand.key("F2")
    hand.type("Search again")
    hand.key("Escape")
    hand.key("ctrl+z", "ctrl+z", "ctrl+y")
    hand.close()
    phases, ratings = contents(file)
    assert phases == [("Before", ["Compare"]), ("Trip", ["Board", "Search"])]
    assert ratings == {"Board": [2], "Compare": [-2], "Search": [1]}
    assert "Traceback" not in hand.errors()
