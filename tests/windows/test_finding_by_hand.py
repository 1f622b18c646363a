"""Finding, replacing, filtering and linking in a real window, with the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cxdesk import templates
from cxdesk.models import queries
from cxdesk.models.ops import journeys, stops
from cxdesk.models.ops.library import add_touchpoint
from cxdesk.models.records import Channel, SavedView
from cxdesk.session import Session

if TYPE_CHECKING:
    from tests.windows.conftest import Hand

FIRST = (436, 180)
"""The first touchpoint."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """One phase with three touchpoints; a fourth waits in the library."""
    made = tmp_path / "finding.cxdesk"
    session = Session.create(made, templates.records("empty", "en", "Finding"))
    store = session.store
    journey = queries.journeys(store)[0].id
    phase = journeys.add_phase(store, journey, "Before").id
    for name in ("Web search", "Web shop", "Board"):
        stops.add_stop(store, phase, name=name)
    add_touchpoint(store, "Lounge")
    session.close()
    return made


def names(file: Path) -> list[str]:
    session = Session.open(file)
    store = session.store
    journey = queries.journeys(store)[0].id
    found = [queries.touchpoint(store, one).name for one in queries.journey_stops(store, journey)]
    session.close()
    return found


def test_a_word_is_replaced_everywhere_and_the_next_key_belongs_to_the_map(
    hand: Hand, file: Path
) -> None:
    hand.start(file)
    hand.key("ctrl+f")
    hand.type("web")
    hand.key("Return", "Escape", "Delete")  # the second match is selected: "Web shop" goes
    hand.key("ctrl+k")
    hand.type("replace on")
    hand.key("Return", "ctrl+a")
    hand.type("search")
    hand.key("Tab")
    hand.type("query")
    hand.key("Return", "Escape")
    hand.close()
    assert names(file) == ["Web query", "Board"]
    assert "Traceback" not in hand.errors()


def test_the_library_gives_a_touchpoint_to_the_map_by_its_name(hand: Hand, file: Path) -> None:
    hand.start(file)
    hand.click(*FIRST)
    hand.key("ctrl+shift+n")
    hand.type("lou")
    hand.key("Return", "5")
    hand.close()
    assert names(file) == ["Web search", "Lounge", "Web shop", "Board"]
    assert "Traceback" not in hand.errors()


def test_a_filter_is_set_and_kept_as_a_view_with_keys_alone(hand: Hand, file: Path) -> None:
    hand.start(file)
    hand.click(*FIRST)
    hand.key("ctrl+shift+f", "space", "Escape")
    hand.key("ctrl+k")
    hand.type("save as view")
    hand.key("Return")
    hand.type("Bad ones")
    hand.key("Return", "Right", "Delete")  # the keys are the map's again: "Web shop" goes
    hand.close()
    session = Session.open(file)
    (view,) = session.store.all(SavedView)
    session.close()
    assert (view.name, view.lowest, view.highest) == ("Bad ones", -1.0, -1.0)
    assert names(file) == ["Web search", "Board"]
    assert "Traceback" not in hand.errors()


def test_channels_are_linked_on_the_plane_with_arrows_and_space(hand: Hand, file: Path) -> None:
    hand.start(file)
    hand.key("ctrl+6")
    hand.key("Home", "Right", "Right", "Right", "space", "Down", "space")
    hand.close()
    session = Session.open(file)
    store = session.store
    journey = queries.journeys(store)[0].id
    linked = [
        [one.builtin for one in queries.channels_of(store, stop.touchpoint)]
        for stop in queries.journey_stops(store, journey)
    ]
    first = min(
        (one for one in store.all(Channel) if one.digital), key=lambda one: one.builtin
    ).builtin
    session.close()
    assert linked == [[first], [first], []]
    assert "Traceback" not in hand.errors()
