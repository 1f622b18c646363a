"""What passes from program to program through the clipboard, and from one start to the next."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cxdesk import templates
from cxdesk.models import queries
from cxdesk.models.records import Card, Phase, Rating
from cxdesk.models.store import Store
from cxdesk.session import Session

if TYPE_CHECKING:
    from tests.windows.conftest import Hand

MIDDLE = (500, 330)
OTHER_PROGRAM = """
import sys
from PySide6.QtGui import QGuiApplication
qt = QGuiApplication([])
qt.clipboard().setText(sys.argv[1])
print("ready", flush=True)
qt.exec()
"""


def project(folder: Path, name: str, template: str) -> Path:
    file = folder / f"{name}.cxdesk"
    Session.create(file, templates.records(template, "en", name)).close()  # type: ignore[arg-type]
    return file


@contextmanager
def on_clipboard(display: str, text: str) -> Iterator[None]:
    """Another program that has something on the clipboard meanwhile."""
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER_PROGRAM, text],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert other.stdout is not None
    with other.stdout as said:
        assert said.readline() == b"ready\n"
        yield
        other.kill()
        other.wait()


def touchpoints(store: Store) -> list[str]:
    journey = queries.journeys(store)[0].id
    return [queries.touchpoint(store, one).name for one in queries.journey_stops(store, journey)]


def test_a_selection_goes_with_its_ratings_into_the_project_of_another_program(
    two_hands: tuple[Hand, Hand], tmp_path: Path
) -> None:
    anna, ben = two_hands
    one, two = project(tmp_path, "One", "empty"), project(tmp_path, "Two", "empty")
    anna.start(one)
    ben.start(two)
    anna.look_here()
    anna.click(*MIDDLE)
    anna.key("shift+n")
    anna.type("Before")
    anna.key("Return")
    anna.type("Search")
    anna.key("Escape", "5", "ctrl+c")
    ben.look_here()
    ben.click(*MIDDLE)
    ben.key("ctrl+shift+v")
    ben.key("ctrl+z", "ctrl+v")
    for hand in two_hands:
        hand.look_here()
        hand.close()
    session = Session.open(two)
    assert touchpoints(session.store) == ["Search"]
    assert list(session.store.all(Rating)) == []
    session.close()
    for hand in two_hands:
        assert "Traceback" not in hand.errors()


def test_a_table_waits_for_enter_and_esc_leaves_it(
    hand: Hand, tmp_path: Path, display: str
) -> None:
    file = project(tmp_path, "Table", "before_during_after")
    hand.start(file)
    hand.click(*MIDDLE)
    with on_clipboard(display, "Search\tcompares\nBook\tpays\nTravel\treads"):
        for answer in ("Escape", "Return"):
            hand.key("ctrl+v")
            hand.key(answer)
    hand.close()
    session = Session.open(file)
    assert touchpoints(session.store) == ["Search", "Book", "Travel"]
    session.close()


def test_a_table_with_phases_keeps_every_column(hand: Hand, tmp_path: Path, display: str) -> None:
    file = project(tmp_path, "Phases", "before_during_after")
    hand.start(file)
    hand.click(*MIDDLE)
    table = "Phase\tTouchpoint\tTun\nAfter\tHotline\tcalls\nLater\tWebsite\treads\n\tShop\tbuys"
    with on_clipboard(display, table):
        hand.key("ctrl+v")
    hand.close()
    session = Session.open(file)
    store = session.store
    made = {
        phase.name: [queries.touchpoint(store, one).name for one in queries.stops(store, phase.id)]
        for phase in queries.phases(store, queries.journeys(store)[0].id)
    }
    told = {card.text for card in store.all(Card)}
    session.close()
    assert made == {"Before": [], "During": [], "After": ["Hotline"], "Later": ["Website", "Shop"]}
    assert told == {"calls", "reads", "buys"}


def test_a_size_chosen_by_its_name_holds_at_once_and_after_the_next_start(
    hand: Hand, tmp_path: Path
) -> None:
    file = project(tmp_path, "Large", "lifecycle")
    hand.start(file)
    before = hand.geometry()
    hand.key("ctrl+k")
    hand.type("Size 150")
    hand.key("Return")
    hand.look_here()
    assert hand.geometry() == before
    hand.key("shift+n")
    hand.type("Typed in large letters")
    hand.key("Return", "Escape")
    hand.close()
    session = Session.open(file)
    assert "Typed in large letters" in [phase.name for phase in session.store.all(Phase)]
    session.close()
    (settings,) = (tmp_path / "home").rglob("cxdesk.conf")
    assert "scale=150" in settings.read_text(encoding="utf-8")
    hand.start(file)
    hand.close()
    assert "Traceback" not in hand.errors() and "QHighDpi" not in hand.errors()
