"""Two people edit one file side by side, each in a window of a program of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from cxdesk import templates
from cxdesk.models import queries
from cxdesk.models.records import Rating
from cxdesk.session import Session
from cxdesk.storage import timeline
from cxdesk.storage.check import check

if TYPE_CHECKING:
    from tests.windows.conftest import Hand
    from tests.windows.screen_reader import ScreenReader

MIDDLE = (500, 300)
FIRST_CARD = (180, 196)
"""The first touchpoint's place on the map, in a window that nobody has scrolled."""


def test_what_one_types_the_other_sees_rates_and_renames(
    two_hands: tuple[Hand, Hand], bens_reader: ScreenReader, tmp_path: Path, display: str
) -> None:
    anna, ben = two_hands
    file = tmp_path / "together.cxdesk"
    Session.create(file, templates.records("empty", "en", "Together")).close()
    anna.start(file)
    ben.start(file)

    anna.look_here()
    anna.click(*MIDDLE)
    anna.key("shift+n")
    anna.type("Before")
    anna.key("Return")
    anna.type("Search")
    anna.key("Escape")
    ben.until(lambda: bens_reader.named("Search", "list item"))

    ben.look_here()
    ben.click(*FIRST_CARD)
    ben.key("5")
    ben.click(*FIRST_CARD)
    ben.key("F2")
    ben.type("Ben is typing")

    anna.look_here()
    anna.key("n")
    anna.type("Compare")
    anna.key("Escape")
    ben.until(lambda: bens_reader.named("Compare", "list item"))
    picture(display, "side by side")

    ben.look_here()
    ben.key("Escape")
    ben.close()
    anna.look_here()
    anna.close()

    session = Session.open(file)
    store = session.store
    journey = queries.journeys(store)[0].id
    names = [queries.touchpoint(store, one).name for one in queries.journey_stops(store, journey)]
    assert names == ["Ben is typing", "Compare"]
    assert [rating.value for rating in store.all(Rating)] == [2]
    session.close()
    people = {edit.name for edit in timeline.edits(file, 100) if edit.kind == "edit"}
    assert people == {"anna", "ben"}
    assert check(file) == []
    for hand in two_hands:
        assert "Traceback" not in hand.errors()


def picture(display: str, name: str) -> None:
    """Keep a picture of the whole display where CXDESK_PICTURES says, to be looked at."""
    folder = os.environ.get("CXDESK_PICTURES")
    if folder and shutil.which("import"):
        subprocess.run(
            ["import", "-display", display, "-window", "root", f"{folder}/{name}.png"], check=True
        )
