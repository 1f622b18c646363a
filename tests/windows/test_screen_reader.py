"""What somebody hears who does not see the window, through the system's own interface."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cxdesk import templates
from cxdesk.models import queries
from cxdesk.models.ops import cards, journeys, ratings, stops
from cxdesk.session import Session
from tests.windows.screen_reader import ScreenReader

if TYPE_CHECKING:
    from tests.windows.conftest import Hand


def test_cards_curve_points_and_rating_buttons_are_read_out_and_clicked(
    hand: Hand, reader: ScreenReader, tmp_path: Path
) -> None:
    file = tmp_path / "heard.cxdesk"
    session = Session.create(file, templates.records("empty", "en", "Heard"))
    store = session.store
    journey = queries.journeys(store)[0].id
    phase = journeys.add_phase(store, journey, "Before").id
    search, _ = (stops.add_stop(store, phase, name=name) for name in ("Search", "Board"))
    for value in (4, 5):
        ratings.rate(store, search.id, value, scale="stars", source="survey")
    lane = queries.lane_of_kind(store, journey, "doing")
    assert lane is not None
    cards.add_card(store, lane.id, search.id, "types a name")
    session.close()

    hand.start(file)
    hand.until(lambda: "there" if reader.named("Search", "list item") else "")
    heard = {(seen.role, seen.name) for seen in reader.everything()}
    assert {
        ("frame", "Heard – cxdesk"),
        ("list", "Map"),
        ("column header", "Before"),
        ("row header", "Touchpoints"),
        ("list item", "Search, 4.5 of 5"),
        ("list item", "Board, not rated"),
        ("list item", "types a name"),
        ("chart", "Emotion curve"),
        ("list item", "Search: 4.5 (n = 2)"),
        ("push button", "100%"),
        ("label", "Saved"),
    } <= heard

    card = reader.named("Board", "list item")
    assert card is not None
    hand.click(*card.at)
    again = reader.named("Board", "list item")
    assert again is not None
    assert {"selected", "focused"} <= again.states
    hand.key("Down")
    hand.until(lambda: "in it" if reader.named("Empty, Doing, Board", "list item") else "")
    cell = reader.named("Empty, Doing, Board", "list item")
    assert cell is not None
    assert "focused" in cell.states
    hand.key("Up")
    hand.until(lambda: "" if reader.named("Empty, Doing, Board", "list item") else "left")
    button = reader.named("4", "check box")
    assert button is not None
    assert "checked" not in button.states
    hand.click(*button.at)
    hand.until(lambda: "rated" if reader.named("Board: 4.0 (n = 1)", "list item") else "")
    button = reader.named("4", "check box")
    assert button is not None
    assert "checked" in button.states
    assert "Traceback" not in hand.errors()


def test_a_window_that_is_read_out_closes_in_order_each_time(
    hand: Hand, reader: ScreenReader, tmp_path: Path
) -> None:
    file = tmp_path / "closed.cxdesk"
    Session.create(file, templates.records("sample", "en", "")).close()
    for _ in range(3):
        hand.start(file)
        read = reader.named("Map", "list")
        assert read is not None
        assert read.parts()
        hand.key("ctrl+k", "Escape", "Right", "F5", "Escape")
        assert [seen for seen in reader.everything() if seen.name == "Map"]
        hand.close()
    assert "Fatal" not in hand.errors()
