"""Menus, clipboard, search and presentation in a real window, by a person's hand."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cxdesk import templates
from cxdesk.models import queries
from cxdesk.models.ops import cards, journeys, stops
from cxdesk.models.records import Rating
from cxdesk.session import Session

if TYPE_CHECKING:
    from tests.windows.conftest import Hand

FIRST = (436, 180)
"""The first touchpoint; each further one stands 152 px to the right."""
BARS = 80, 1035, 1760, 30
"""Where a page on the whole display shows which phase it is."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The phase "Before" with Search and Compare, "After" with Board; Search has a card."""
    made = tmp_path / "hands.cxdesk"
    session = Session.create(made, templates.records("empty", "en", "Hands"))
    store = session.store
    journey = queries.journeys(store)[0].id
    before = journeys.add_phase(store, journey, "Before").id
    after = journeys.add_phase(store, journey, "After").id
    for phase, name in ((before, "Search"), (before, "Compare"), (after, "Board")):
        stops.add_stop(store, phase, name=name)
    lane = queries.lane_of_kind(store, journey, "doing")
    assert lane is not None
    cards.add_card(store, lane.id, queries.journey_stops(store, journey)[0].id, "types")
    session.close()
    return made


def contents(file: Path) -> list[tuple[str, list[tuple[str, list[str], bool]]]]:
    """Each phase with its touchpoints: name, texts of its cards, moment of truth."""
    session = Session.open(file)
    store = session.store
    journey = queries.journeys(store)[0].id
    found = [
        (
            phase.name,
            [
                (
                    queries.touchpoint(store, stop).name,
                    sorted(note.text for note in queries.notes_at(store, stop.id)),
                    stop.moment_of_truth,
                )
                for stop in queries.stops(store, phase.id)
            ],
        )
        for phase in queries.phases(store, journey)
    ]
    session.close()
    return found


SEARCH, COMPARE, BOARD = ("Search", ["types"], False), ("Compare", [], False), ("Board", [], False)


def test_touchpoints_are_copied_cut_and_pasted_with_the_keyboard(hand: Hand, file: Path) -> None:
    hand.start(file)
    hand.click(*FIRST)
    hand.key("ctrl+c", "Right", "Right", "ctrl+v")
    hand.key("Left", "Left", "ctrl+x", "ctrl+v")
    hand.close()
    assert contents(file) == [("Before", [SEARCH]), ("After", [BOARD, COMPARE, SEARCH])]
    assert "Traceback" not in hand.errors()


def test_a_text_copied_elsewhere_becomes_touchpoints(hand: Hand, file: Path) -> None:
    hand.start(file)
    hand.click(*FIRST)
    hand.key("F2", "ctrl+a")
    hand.type("Ask")
    hand.key("shift+Return")
    hand.type("Wait")
    hand.key("ctrl+a", "ctrl+c", "Escape", "ctrl+z", "ctrl+v")
    hand.close()
    assert contents(file) == [
        ("Before", [SEARCH, ("Ask", [], False), ("Wait", [], False), COMPARE]),
        ("After", [BOARD]),
    ]


def test_the_menu_of_a_card_opens_by_right_click_menu_key_and_shift_f10(
    hand: Hand, file: Path
) -> None:
    hand.start(file)
    hand.click(*FIRST, button=3)
    moment_of_truth = ("Down", "Down", "Down", "Return")
    hand.key(*moment_of_truth)
    hand.key("Right", "Menu")
    hand.key(*moment_of_truth)
    hand.key("Right", "shift+F10")
    hand.key(*moment_of_truth)
    hand.close()
    assert [moment for _, stops_ in contents(file) for _, _, moment in stops_] == [True] * 3
    assert "Traceback" not in hand.errors()


def test_a_few_letters_lead_to_a_touchpoint_and_to_an_action(hand: Hand, file: Path) -> None:
    hand.start(file)
    hand.click(*FIRST)
    hand.key("ctrl+k")
    hand.type("board")
    hand.key("Return", "5", "ctrl+shift+p")
    hand.type("moment")
    hand.key("Return", "ctrl+f")
    hand.type("comp")
    hand.key("Escape", "Delete")
    hand.close()
    assert contents(file) == [("Before", [SEARCH]), ("After", [("Board", [], True)])]


def test_a_phase_is_presented_and_rated_and_esc_comes_back_to_the_map(
    hand: Hand, file: Path
) -> None:
    hand.start(file)
    hand.click(*FIRST)
    hand.key("F5")
    hand.key("1", "Tab", "4", "Right", "5", "Escape")
    hand.key("Delete")
    hand.close()
    assert contents(file) == [("Before", [SEARCH, COMPARE]), ("After", [])]
    session = Session.open(file)
    given = sorted(
        (session.store.record(one.touchpoint).name, one.value) for one in session.store.all(Rating)
    )
    session.close()
    assert given == [("Board", 2), ("Compare", 1), ("Search", -2)]
    assert "Traceback" not in hand.errors()


def test_presenting_again_shows_the_page_of_what_is_selected(hand: Hand, file: Path) -> None:
    hand.start(file)
    hand.click(*FIRST)
    hand.key("F5")
    first = hand.until(lambda: hand.seen(BARS))
    hand.key("End")
    hand.until(lambda: hand.seen(BARS) != first)
    hand.key("Escape")
    hand.click(*FIRST)
    hand.key("F5")
    hand.until(lambda: hand.seen(BARS) == first)


def test_a_card_let_go_over_the_inspector_stays_where_it_was(hand: Hand, file: Path) -> None:
    hand.start(file)
    hand.drag(FIRST, (1450, 300))
    hand.drag(FIRST, (100, 500))
    hand.drag((FIRST[0] + 152, FIRST[1]), (700, 900))
    hand.close()
    assert contents(file) == [("Before", [SEARCH, COMPARE]), ("After", [BOARD])]


def test_a_key_held_down_deletes_one_touchpoint_only(hand: Hand, file: Path) -> None:
    hand.start(file)
    hand.click(*FIRST)
    with hand.holding("Delete"):
        time.sleep(1.2)  # the keyboard repeats a key after 0.66 s
    hand.close()
    assert contents(file) == [("Before", [COMPARE]), ("After", [BOARD])]


def test_a_word_typed_before_anything_is_open_begins_nothing_in_its_middle(
    hand: Hand, file: Path
) -> None:
    hand.start(file)
    hand.click(*FIRST)
    hand.type("Website besuchen")
    time.sleep(1)
    hand.key("n")
    hand.type("Call")
    hand.key("Escape")
    hand.close()
    assert contents(file) == [
        ("Before", [SEARCH, ("Call", [], False), COMPARE]), ("After", [BOARD])
    ]  # fmt: skip


def test_a_lane_is_filled_across_the_columns_without_the_mouse(hand: Hand, file: Path) -> None:
    hand.start(file)
    hand.click(*FIRST)
    hand.key("Down", "Right")
    for text in ("nods", "counts"):
        hand.type(text)
        hand.key("Escape", "Right")
    hand.close()
    assert contents(file) == [
        ("Before", [SEARCH, ("Compare", ["nods"], False)]),
        ("After", [("Board", ["counts"], False)]),
    ]
    assert "Traceback" not in hand.errors()
