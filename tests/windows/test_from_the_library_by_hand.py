"""Touchpoints are dragged from the library onto the map, which comes in sight meanwhile."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from cxdesk import templates
from cxdesk.models import queries
from cxdesk.models.ops import journeys, library, stops
from cxdesk.session import Session

if TYPE_CHECKING:
    from tests.windows.conftest import Hand

ROW = (340, 232)
"""The library's first row; each further one lies 44 px below."""
BEFORE_FIRST, STATUS_LINE = (380, 200), (700, 880)
INSPECTOR, IN_SIGHT = (1310, 420), (700, 300)


def test_a_row_of_the_library_is_dropped_between_touchpoints(hand: Hand, tmp_path: Path) -> None:
    file = tmp_path / "carried.cxdesk"
    session = Session.create(file, templates.records("empty", "en", "Carried"))
    journey = queries.journeys(session.store)[0].id
    phase = journeys.add_phase(session.store, journey, "Before").id
    stops.add_stop(session.store, phase, name="Search")
    library.add_touchpoint(session.store, "Advert")
    session.close()

    hand.start(file)
    hand.key("ctrl+5")
    hand.drag(ROW, STATUS_LINE)  # dropped where nothing can stand: the library is there again
    hand.drag(ROW, BEFORE_FIRST)
    hand.close()
    session = Session.open(file)
    found = queries.journey_stops(session.store, journey)
    names = [queries.touchpoint(session.store, stop).name for stop in found]
    session.close()
    assert names == ["Advert", "Search"]
    assert "Traceback" not in hand.errors()


def test_carried_past_the_maps_edge_a_row_of_the_library_reaches_what_was_out_of_sight(
    hand: Hand, tmp_path: Path
) -> None:
    file = tmp_path / "far.cxdesk"
    session = Session.create(file, templates.records("empty", "en", "Far"))
    journey = queries.journeys(session.store)[0].id
    phase = journeys.add_phase(session.store, journey, "Before").id
    for number in range(30):
        stops.add_stop(session.store, phase, name=f"Step {number}")
    library.add_touchpoint(session.store, "Advert")
    session.close()

    hand.start(file)
    hand.key("ctrl+5")
    with hand.carrying(ROW) as move:
        for place in (STATUS_LINE, BEFORE_FIRST, IN_SIGHT, INSPECTOR):
            move(*place)
            time.sleep(0.2)
        time.sleep(2.0)
        move(IN_SIGHT[0] + 8, IN_SIGHT[1])
        move(*IN_SIGHT)
        time.sleep(0.2)
    hand.close()
    session = Session.open(file)
    found = queries.journey_stops(session.store, journey)
    names = [queries.touchpoint(session.store, stop).name for stop in found]
    session.close()
    assert names.index("Advert") > 12  # about five are in sight at once
    assert "Traceback" not in hand.errors()
