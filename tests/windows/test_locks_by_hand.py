"""Locks and collapsing in a real window: accidents do nothing, and no traceback is left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cxdesk import templates
from cxdesk.models import queries
from cxdesk.models.ops import journeys, stops
from cxdesk.models.records import Rating
from cxdesk.session import Session

if TYPE_CHECKING:
    from tests.windows.conftest import Hand

FIRST = (436, 180)
"""The first touchpoint; each further one stands 152 px to the right."""
COLUMN = 152


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The phase "Before" with Search and Compare, "After" with Board."""
    made = tmp_path / "locks.cxdesk"
    session = Session.create(made, templates.records("empty", "en", "Locks"))
    journey = queries.journeys(session.store)[0].id
    before = journeys.add_phase(session.store, journey, "Before").id
    after = journeys.add_phase(session.store, journey, "After").id
    for phase, name in ((before, "Search"), (before, "Compare"), (after, "Board")):
        stops.add_stop(session.store, phase, name=name)
    session.close()
    return made


def kept(file: Path) -> list[tuple[str, bool, list[str]]]:
    """Each phase: its name, whether it is locked, its touchpoints."""
    session = Session.open(file)
    store = session.store
    found = [
        (
            phase.name,
            phase.locked,
            [queries.touchpoint(store, stop).name for stop in queries.stops(store, phase.id)],
        )
        for phase in queries.phases(store, queries.journeys(store)[0].id)
    ]
    session.close()
    return found


def test_in_a_locked_phase_typing_dragging_and_deleting_do_nothing_and_rating_works(
    hand: Hand, file: Path
) -> None:
    hand.start(file)
    hand.click(*FIRST)
    hand.key("ctrl+l")
    hand.key("F2")
    hand.type("oops")
    hand.key("Escape", "Delete", "n")
    hand.drag(FIRST, (FIRST[0] + 2 * COLUMN + 60, FIRST[1]))
    hand.click(*FIRST)
    hand.key("5")
    hand.click(FIRST[0] + 2 * COLUMN, FIRST[1])
    hand.key("Delete")
    hand.key("ctrl+z")
    hand.close()
    assert kept(file) == [("Before", True, ["Search", "Compare"]), ("After", False, ["Board"])]
    session = Session.open(file)
    assert [rating.value for rating in session.store.all(Rating)] == [2]
    session.close()
    assert "Traceback" not in hand.errors()


def test_what_the_key_collapses_is_collapsed_at_the_next_start(hand: Hand, file: Path) -> None:
    hand.start(file)
    hand.click(*FIRST)
    hand.key("c")
    hand.close()
    hand.start(file)
    # In the place of Compare stands Board now: the phase before is one narrow column.
    hand.click(FIRST[0] + COLUMN, FIRST[1])
    hand.key("Delete")
    hand.close()
    assert kept(file) == [("Before", False, ["Search", "Compare"]), ("After", False, [])]
    assert "Traceback" not in hand.errors()
