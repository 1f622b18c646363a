"""A German team's school grades, with the keyboard alone: made, rated with, seen on the map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cxdesk import templates
from cxdesk.analysis.scores import scores
from cxdesk.analysis.selection import Selection
from cxdesk.models import queries
from cxdesk.models.ops import journeys, stops
from cxdesk.models.scales import Scale, own_scale
from cxdesk.session import Session

if TYPE_CHECKING:
    from tests.windows.conftest import Hand


def test_grades_are_made_and_given_from_the_keyboard(german_hand: Hand, tmp_path: Path) -> None:
    file = tmp_path / "noten.cxdesk"
    session = Session.create(file, templates.records("empty", "de", "Noten"))
    journey = queries.journeys(session.store)[0].id
    phase = journeys.add_phase(session.store, journey, "Vorher").id
    stops.add_stop(session.store, phase, name="Empfang")
    session.close()
    hand = german_hand
    hand.start(file)
    hand.key("Right", "ctrl+k")
    hand.type("Eigene Skala")
    hand.key("Return")
    hand.type("Note")
    hand.key("Tab")
    hand.type("1")
    hand.key("Tab")
    hand.type("6")
    hand.key("Tab", "Tab", "Tab", "Left", "space", "shift+Tab", "Return")
    hand.key("shift+F6", "2", "3")
    hand.close()
    assert "Traceback" not in hand.errors()
    session = Session.open(file)
    assert session.store.all(Scale) == [own_scale("Note", 1, 6, polarity=-1)]
    (score,) = scores(session.store, journey, Selection(), session.answers)
    session.close()
    assert (score.n, score.mean) == (2, 2.5)
    assert (score.valence or 0) > 0
