"""A hand goes back in time in a real window: nothing is edited there, everything can come back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cxdesk import templates
from cxdesk.models import queries
from cxdesk.models.ops import stops
from cxdesk.session import Session
from cxdesk.storage.timeline import edits

if TYPE_CHECKING:
    from tests.windows.conftest import Hand
    from tests.windows.screen_reader import ScreenReader

ROWS = 1430, 300
"""The newest row of the history."""
ROW_HEIGHT = 52
MIDDLE = 700, 350
EVERYTHING = 85, 125
"""The button that restores everything."""


def names(session: Session) -> list[str]:
    journey = queries.journeys(session.store)[0].id
    found = queries.journey_stops(session.store, journey)
    return [queries.touchpoint(session.store, one).name for one in found]


def test_a_hand_looks_back_and_brings_everything_back(
    hand: Hand, reader: ScreenReader, tmp_path: Path
) -> None:
    file = tmp_path / "trains.cxdesk"
    session = Session.create(file, templates.records("sample", "en"))
    stop = queries.journey_stops(session.store, queries.journeys(session.store)[0].id)[0]
    stops.rename_touchpoint(session.store, stop.touchpoint, "Then")
    then = names(session)
    stops.rename_touchpoint(session.store, stop.touchpoint, "Since")
    session.close()

    hand.start(file)
    hand.key("ctrl+h")
    hand.until(lambda: (rows := reader.named("History", "list")) and rows.parts())
    hand.click(ROWS[0], ROWS[1] + ROW_HEIGHT)
    hand.until(lambda: reader.named("Map as it was"))
    hand.click(*MIDDLE)
    hand.key("n", "Delete", "3", "F2", "ctrl+z")
    hand.click(*EVERYTHING)
    hand.until(lambda: reader.named("Map", "list"))
    hand.close()

    session = Session.open(file)
    found = names(session)
    labels = [one.label.message for one in edits(file, 10)]
    session.close()
    assert found == then
    assert labels[0] == "Restore everything as of {when}"
    assert len(labels) == 4
