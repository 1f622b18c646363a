"""Touchpoints are dragged from the library onto the map, which comes in sight meanwhile."""

from __future__ import annotations

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
