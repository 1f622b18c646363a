"""Into a touchpoint's journey and back, and a to-be journey against today's, in a real window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cxdesk import templates
from cxdesk.models import nesting, queries
from cxdesk.models.ops import journeys, stops
from cxdesk.models.pairing import pairing
from cxdesk.models.records import Rating
from cxdesk.session import Session

if TYPE_CHECKING:
    from tests.windows.conftest import Hand

FIRST = (436, 200)
"""The first touchpoint, beside its marks."""
MARK = (490, 173)
"""The mark in the corner of its card."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A phase with two touchpoints."""
    made = tmp_path / "nested.cxdesk"
    session = Session.create(made, templates.records("empty", "en", "Nested"))
    journey = queries.journeys(session.store)[0].id
    phase = journeys.add_phase(session.store, journey, "Before").id
    for name in ("Search", "Pay"):
        stops.add_stop(session.store, phase, name=name)
    session.close()
    return made


def test_a_sub_journey_is_made_filled_left_and_entered_again(hand: Hand, file: Path) -> None:
    hand.start(file)
    hand.click(*FIRST)
    hand.key("ctrl+k")
    hand.type("sub-journey of the")
    hand.key("Return")
    hand.key("n")
    hand.type("Choose a date")
    hand.key("Escape", "alt+Up")  # back at "Search", which is selected
    hand.key("alt+Down", "Home")
    hand.key("n")
    hand.type("Read the results")
    hand.key("Escape", "alt+Up")
    hand.click(*MARK)
    hand.key("n")
    hand.type("Compare")
    hand.key("Escape")
    hand.close()
    session = Session.open(file)
    store = session.store
    outer, inner = queries.journeys(store)
    first = queries.journey_stops(store, outer.id)[0]
    assert nesting.sub_journey(store, first.id) == inner
    inside = queries.journey_stops(store, inner.id)
    names = {queries.touchpoint(store, one).name for one in inside}
    session.close()
    assert names == {"Choose a date", "Read the results", "Compare"}
    assert "Traceback" not in hand.errors()


def test_a_to_be_journey_takes_targets_and_is_seen_above_todays(hand: Hand, file: Path) -> None:
    hand.start(file)
    hand.key("ctrl+k")
    hand.type("to-be journey of")
    hand.key("Return")
    hand.click(*FIRST)
    hand.key("5")
    hand.key("ctrl+7")  # both maps; the arrows walk along the journey to be
    hand.key("Right", "Escape")
    hand.key("4")
    hand.close()
    session = Session.open(file)
    store = session.store
    _, to_be = queries.journeys(store)
    paired = pairing(store, to_be.id)
    assert paired is not None and len(paired.today) == 2
    ratings = store.all(Rating)
    found = {(one.stop in paired.today, one.perspective) for one in ratings}
    session.close()
    assert len(ratings) == 2
    assert found == {(True, "target")}
    assert "Traceback" not in hand.errors()
