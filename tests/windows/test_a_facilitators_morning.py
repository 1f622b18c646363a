"""A facilitator at a German keyboard types a whole journey while ten people talk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cxdesk.models import queries
from cxdesk.session import Session

if TYPE_CHECKING:
    from tests.windows.conftest import Hand

FLIGHT = [
    ("Buchung", ["Online-Buchung", "Flugzeiten"]),
    ("Check-in & Abflug", ["Check-in", "Online-Boarding", "Gate-Lage"]),
    ("Kabine", ["Sitzkomfort", "Beinfreiheit", "Sauberkeit"]),
    (
        "An Bord",
        ["Bordservice", "Service im Flug", "Essen & Trinken", "Unterhaltung", "WLAN (gratis?)"],
    ),
    ("Ankunft", ["Gepäck – größer"]),
]
"""Five phases and fourteen touchpoints, with signs that lie elsewhere on a German keyboard."""
GOAL = 1.2
"""Keystrokes a named object, beyond the text itself; those on the start page count, too."""


def test_fourteen_touchpoints_stand_on_the_wall_without_the_mouse_or_a_dialog(
    german_hand: Hand, tmp_path: Path
) -> None:
    hand = german_hand
    hand.start()
    hand.key("Tab", "Return")  # the empty one stands beside the sample
    hand.look_here()
    windows = [hand.windows()]
    for number, (phase, touchpoints) in enumerate(FLIGHT):
        hand.key("ctrl+shift+Return" if number else "shift+n")
        hand.type(phase)
        for touchpoint in touchpoints:
            hand.key("Return")
            hand.type(touchpoint)
            windows.append(hand.windows())
    hand.key("Escape")
    pressed = hand.keystrokes
    objects = sum(1 + len(touchpoints) for _, touchpoints in FLIGHT)
    hand.close()

    (file,) = (tmp_path / "heim").glob("*.cxdesk")
    session = Session.open(file)
    journey = queries.journeys(session.store)[0].id
    found = [
        (phase.name, [queries.touchpoint(session.store, s).name for s in _stops(session, phase.id)])
        for phase in queries.phases(session.store, journey)
    ]
    session.close()
    assert found == FLIGHT
    assert set(windows) == {windows[0]}, "a dialog came up"
    assert pressed / objects <= GOAL
    assert "Traceback" not in hand.errors()


def _stops(session: Session, phase: str) -> list:  # type: ignore[type-arg]
    return queries.stops(session.store, phase)
