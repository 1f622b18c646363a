"""Every row of the table of keys, pressed in a real window and seen through a screen reader."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cxdesk import templates
from cxdesk.models import queries
from cxdesk.models.ops import journeys, ratings, stops
from cxdesk.models.records import Rating
from cxdesk.session import Session
from tests.windows.desktop import HANG

if TYPE_CHECKING:
    from tests.windows.conftest import Hand
    from tests.windows.screen_reader import ScreenReader, Seen

SCALES = {"Ride": "ten", "Board": "nps"}
NAMES = ["Search", "Compare", "Book", "Pay", "Pack", "Ride", "Board", "Sleep", "Arrive", "Review"]


class Desk:
    """A hand on the program, an eye on what it shows, and the file that it keeps."""

    def __init__(self, hand: Hand, reader: ScreenReader, file: Path) -> None:
        self.hand, self.reader, self.file = hand, reader, file
        self._map: Seen | None = None
        self._zoom: Seen | None = None

    def pieces(self) -> list[Seen]:
        """What the map holds, whether it is in view or not."""
        if self._map is None:
            self._map = self.reader.named("Map", "list")
        return self._map.parts() if self._map is not None else []

    def card(self, name: str) -> Seen:
        """A touchpoint, card, phase or lane of the map, where it is now."""
        found = (piece for piece in self.pieces() if piece.name.split(",")[0] == name)
        piece = next(found, None)
        assert piece is not None, name
        assert piece.place.width
        return piece

    def cards(self) -> list[str]:
        """The touchpoints' names from left to right, without what was rated."""
        touchpoints = [piece for piece in self.pieces() if ", " in piece.name]
        return [one.name.split(",")[0] for one in sorted(touchpoints, key=lambda one: one.x)]

    def selected(self) -> set[str]:
        """The names of what is selected."""
        chosen = (piece for piece in self.pieces() if "selected" in piece.states)
        return {piece.name.split(",")[0] for piece in chosen}

    def zoom(self) -> int:
        """Per cent, as the status line says."""
        if self._zoom is None:
            buttons = self.reader.all("push button")
            self._zoom = next(button for button in buttons if button.name.endswith("%"))
        return int(self._zoom.again().name[:-1])

    def sees(self, look: Callable[[], object], expected: object = True) -> None:
        """What is seen becomes what is expected, soon."""
        end = time.monotonic() + HANG
        while (seen := look()) != expected and time.monotonic() < end:
            time.sleep(0.02)
        assert seen == expected, self.hand.errors()

    def kept(self) -> list[tuple[str, list[str]]]:
        """Close the window; phases and their touchpoints as they are found in the file."""
        self.hand.close()
        assert "Traceback" not in self.hand.errors()
        session = Session.open(self.file)
        store = session.store
        found = []
        for phase in queries.phases(store, queries.journeys(store)[0].id):
            inside = queries.stops(store, phase.id)
            found.append((phase.name, [queries.touchpoint(store, stop).name for stop in inside]))
        session.close()
        return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Six and four touchpoints, Ride rated from 1 to 10, Board by recommendation."""
    file = tmp_path / "keys.cxdesk"
    session = Session.create(file, templates.records("empty", "en", "Keys"))
    store = session.store
    journey = queries.journeys(store)[0].id
    before, after = (journeys.add_phase(store, journey, name).id for name in ("Before", "After"))
    for number, name in enumerate(NAMES):
        stop = stops.add_stop(store, before if number < 6 else after, name=name)
        if name in SCALES:
            ratings.rate(store, stop.id, 7, scale=SCALES[name])
    session.close()
    return file


@pytest.fixture
def desk(hand: Hand, reader: ScreenReader, file: Path) -> Desk:
    """The map in a window, its first touchpoint selected."""
    hand.start(file)
    made = Desk(hand, reader, file)
    made.sees(lambda: bool(made.pieces()))
    hand.click(*made.card("Search").at)
    made.sees(made.selected, {"Search"})
    return made


def test_pan_by_space_and_middle_drag_zoom_at_the_pointer_by_keys_and_to_fit(desk: Desk) -> None:
    hand, start = desk.hand, desk.card("Compare")
    with hand.holding("space"):
        hand.drag((800, 450), (700, 450))
    panned = desk.card("Compare")
    assert start.x - panned.x == pytest.approx(100, abs=3)
    hand.drag((700, 450), (760, 450), button=2)
    at = desk.card("Compare")
    assert at.x - panned.x == pytest.approx(60, abs=3)
    desk.sees(desk.selected, {"Search"})
    hand.turn_wheel(*at.at, 4, held="ctrl")
    assert desk.zoom() > 100
    assert desk.card("Compare").at == pytest.approx(at.at, abs=4)
    hand.key("ctrl+0")
    assert desk.zoom() == 100
    for larger in ("ctrl+plus", "ctrl+equal"):
        before = desk.zoom()
        hand.key(larger)
        assert desk.zoom() > before
    before = desk.zoom()
    hand.key("ctrl+minus")
    assert desk.zoom() < before
    hand.key("shift+1")
    first, last = desk.card("Search"), desk.card("Review")
    assert desk.zoom() < 100
    assert {"showing"} <= first.states & last.states
    hand.key("shift+2")
    assert desk.zoom() > 100
    assert desk.card("Search").place.width > 2 * first.place.width


def test_new_ones_by_n_shift_n_and_double_click_and_typing_goes_on(desk: Desk) -> None:
    hand, search = desk.hand, desk.card("Search")
    hand.click(search.x, search.place.y + 40, times=2)
    hand.type("Look")
    hand.key("Escape")
    hand.click(search.place.x + search.place.width + 6, search.y, times=2)
    hand.type("Ask")
    hand.key("Escape")
    desk.sees(desk.cards, ["Look", "Ask", *NAMES[1:]])
    hand.click(search.x, desk.card("Doing").y, times=2)
    hand.type("types a name")
    hand.key("Tab")
    hand.type("hopes")
    hand.key("Escape")
    assert desk.card("types a name").y == pytest.approx(desk.card("Doing").y, abs=30)
    assert desk.card("hopes").y == pytest.approx(desk.card("Thinking").y, abs=30)
    hand.click(*desk.card("Look").at)
    hand.key("Down")
    desk.sees(desk.selected, {"types a name"})
    hand.key("Tab")
    desk.sees(desk.selected, {"hopes"})
    hand.key("Up", "Up")
    desk.sees(desk.selected, {"Look"})
    hand.key("n")
    hand.type("One")
    hand.key("shift+Return")
    hand.type("line")
    hand.key("Return")
    hand.type("Two")
    hand.key("ctrl+Return", "shift+n")
    hand.type("Between")
    hand.key("Escape", "F2")
    hand.type("Amid")
    hand.key("Escape")
    assert desk.kept() == [
        ("Before", ["Look", "One\nline", "Two", "Ask", *NAMES[1:6]]),
        ("Amid", []),
        ("After", NAMES[6:]),
    ]


def test_select_more_and_none_duplicate_and_delete(desk: Desk) -> None:
    hand = desk.hand
    with hand.holding("shift"):
        hand.click(*desk.card("Book").at)
    desk.sees(desk.selected, {"Search", "Book"})
    hand.key("ctrl+shift+a")
    desk.sees(desk.selected, set())
    book, compare = desk.card("Book"), desk.card("Compare")
    hand.drag((book.x + 40, desk.card("Doing").y), (compare.x - 20, compare.y))
    desk.sees(desk.selected, {"Compare", "Book"})
    hand.click(*desk.card("Pay").at)
    hand.key("ctrl+d")
    desk.sees(lambda: desk.cards().count("Pay"), 2)
    compare = desk.card("Compare")
    with hand.holding("ctrl"):
        hand.drag(desk.card("Book").at, (compare.place.x + 20, compare.y))
    doubled = ["Search", "Book", "Compare", "Book", "Pay", "Pay", *NAMES[4:]]
    desk.sees(desk.cards, doubled)
    desk.sees(desk.selected, {"Book"})
    hand.key("Delete")
    desk.sees(desk.cards, ["Search", *doubled[2:]])
    assert desk.kept() == [("Before", ["Search", *doubled[2:8]]), ("After", NAMES[6:])]


def test_ctrl_arrows_move_touchpoint_lane_card_and_phase_in_every_direction(desk: Desk) -> None:
    hand = desk.hand
    hand.key("ctrl+Right", "ctrl+Right", "ctrl+Left")
    desk.sees(desk.cards, ["Compare", "Search", *NAMES[2:]])
    hand.click(*desk.card("Doing").at)
    hand.key("ctrl+Down", "ctrl+Down", "ctrl+Up")
    desk.sees(lambda: desk.card("Thinking").y < desk.card("Doing").y < desk.card("Feeling").y)
    hand.click(desk.card("Compare").x, desk.card("Doing").y, times=2)
    hand.type("reads")
    hand.key("Escape")
    hand.key("ctrl+Right", "ctrl+Right", "ctrl+Left", "ctrl+Down", "ctrl+Down", "ctrl+Up")
    reads = desk.card("reads")
    assert reads.x == pytest.approx(desk.card("Search").x, abs=20)
    assert reads.y == pytest.approx(desk.card("Feeling").y, abs=30)
    hand.click(*desk.card("Before").at)
    hand.key("ctrl+Right", "ctrl+Left", "ctrl+Right")
    assert desk.kept() == [("After", NAMES[6:]), ("Before", ["Compare", "Search", *NAMES[2:6]])]


def test_a_phase_dragged_with_ctrl_is_copied_and_a_card_is_pasted_where_one_clicks(
    desk: Desk,
) -> None:
    hand = desk.hand
    hand.click(desk.card("Search").x, desk.card("Doing").y, times=2)
    hand.type("reads")
    hand.key("Escape", "ctrl+c")
    hand.click(desk.card("Book").x, desk.card("Doing").y)
    hand.key("ctrl+v")
    found = [one.x for one in desk.pieces() if one.name.startswith("reads")]
    assert max(found) == pytest.approx(desk.card("Book").x, abs=20)
    hand.key("shift+1")
    before, after = desk.card("Before"), desk.card("After")
    with hand.holding("ctrl"):
        hand.drag(before.at, (after.x + after.place.width // 4, after.y))
    desk.sees(lambda: desk.cards().count("Search"), 2)
    assert desk.kept() == [("Before", NAMES[:6]), ("After", NAMES[6:]), ("Before", NAMES[:6])]


def test_beyond_the_edge_of_the_map_what_is_carried_goes_on_to_where_it_is_let_go(
    desk: Desk,
) -> None:
    hand, search = desk.hand, desk.card("Search")
    assert "showing" not in desk.card("Review").states
    with hand.carrying(search.at) as move:
        move(search.x + 40, search.y)
        move(1500, search.y)
        desk.sees(lambda: "showing" in desk.card("Review").states)
        review = desk.card("Review")
        for _ in range(3):
            move(review.x + 40, search.y)
            review = desk.card("Review")
    assert desk.kept() == [("Before", NAMES[1:6]), ("After", [*NAMES[6:], "Search"])]


def test_the_whole_map_what_is_selected_and_all_keys_on_a_german_keyboard(
    german_hand: Hand, german_reader: ScreenReader, file: Path
) -> None:
    hand, desk = german_hand, Desk(german_hand, german_reader, file)
    hand.start(file)
    hand.click(436, 180)
    hand.key("shift+1")
    assert desk.zoom() < 100
    hand.key("shift+2")
    assert desk.zoom() > 100
    windows = hand.windows()
    hand.key("question")
    hand.until(lambda: hand.windows() > windows)
    hand.key("Escape")
    hand.until(lambda: hand.windows() == windows)
    assert "Traceback" not in hand.errors()


def test_undo_redo_cut_copy_paste_select_all(desk: Desk) -> None:
    hand = desk.hand
    hand.key("ctrl+x")
    desk.sees(desk.cards, NAMES[1:])
    hand.key("ctrl+z")
    desk.sees(desk.cards, NAMES)
    hand.key("ctrl+y")
    desk.sees(desk.cards, NAMES[1:])
    hand.key("ctrl+z", "ctrl+shift+z")
    desk.sees(desk.cards, NAMES[1:])
    hand.click(*desk.card("Pay").at)
    hand.key("ctrl+v")
    desk.sees(desk.cards, ["Compare", "Book", "Pay", "Search", *NAMES[4:]])
    hand.click(*desk.card("Book").at)
    hand.key("ctrl+c", "ctrl+v")
    desk.sees(lambda: desk.cards().count("Book"), 2)
    hand.key("ctrl+a")
    assert len(desk.selected()) == len(NAMES)
    hand.key("Delete")
    assert desk.kept() == [("Before", []), ("After", [])]


def test_arrows_walk_ctrl_arrows_move_enter_goes_on_and_digits_rate(desk: Desk) -> None:
    hand = desk.hand
    hand.key("Right", "Right")
    desk.sees(desk.selected, {"Book"})
    hand.key("ctrl+Right", "Return")
    desk.sees(desk.selected, {"Pack"})
    hand.key("1", "Left", "5")
    hand.click(*desk.card("Ride").at)
    hand.key("0", "Right")
    hand.type("10")
    assert desk.kept()[0] == ("Before", ["Search", "Compare", "Pay", "Book", "Pack", "Ride"])
    session = Session.open(desk.file)
    given = {
        session.store.record(rating.touchpoint).name: rating.value
        for rating in sorted(session.store.all(Rating), key=lambda one: one.at)
    }
    session.close()
    assert given == {"Pack": -2, "Book": 2, "Ride": 10, "Board": 10}


def test_find_palette_presenting_full_screen_all_keys_and_leaving_the_map(desk: Desk) -> None:
    hand, reader = desk.hand, desk.reader
    hand.key("ctrl+f")
    hand.type("slee")
    hand.key("Return", "Escape")
    desk.sees(desk.selected, {"Sleep"})
    for keys, page in (("ctrl+k", "Scores"), ("ctrl+shift+p", "Map")):
        hand.key(keys)
        hand.type(page)
        hand.key("Return")
        shown = _first(reader, page, "radio button")
        desk.sees(lambda shown=shown: "checked" in shown.again().states)
    frame = _first(reader, "Keys – cxdesk", "frame")
    hand.key("F11")
    desk.sees(lambda: frame.again().place[2:], (1920, 1080))
    hand.key("F11")
    desk.sees(lambda: frame.again().place.width < 1920)
    hand.click(*desk.card("Sleep").at)
    windows = hand.windows()
    hand.key("question")
    desk.sees(lambda: any(seen.name.startswith("All keys") for seen in reader.windows()))
    hand.key("Escape")
    desk.sees(hand.windows, windows)
    hand.look_here()
    hand.key("F6")
    desk.sees(lambda: "focused" in desk.card("Sleep").states, False)
    hand.key("shift+F6")
    desk.sees(lambda: "focused" in desk.card("Sleep").states)
    hand.key("F5")
    desk.sees(hand.windows, windows + 1)
    hand.key("Escape")
    desk.sees(hand.windows, windows)
    assert desk.kept() == [("Before", NAMES[:6]), ("After", NAMES[6:])]


def _first(reader: ScreenReader, name: str, role: str) -> Seen:
    found = [seen for seen in reader.all(role) if seen.name == name]
    assert found, name
    return found[0]
