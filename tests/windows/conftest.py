"""Programs in real windows, and hands that move the mouse and type."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from tests.windows.desktop import HANG, Desktop
from tests.windows.screen_reader import ScreenReader

APART = 0.45
"""Seconds between two presses at one place that are not to be a double click."""
BESIDE = 20
"""px from which on two presses are at two places."""
T = TypeVar("T")
Place = tuple[int, int, int, int]
"""Left, top, width and height of a window on the display."""
WHOLE: Place = (0, 0, 1600, 1000)
PROJECT = "– cxdesk"
"""What the title of a project's window ends with."""


class Hand:
    """Drives the program on one display as a person would, who waits for what the program does."""

    def __init__(
        self,
        display: str,
        home: Path,
        *,
        place: Place = WHOLE,
        person: str = "anna",
        language: str = "en",
    ) -> None:
        self._place = place
        self._desktop = Desktop(display)
        self._pressed = (0.0, -1000, -1000)
        """When and where a button was pressed last."""
        self.keystrokes = 0
        """How many keys were pressed beyond typing a text."""
        self._environment = os.environ | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(home),
            "LOGNAME": person,
            "XDG_CONFIG_HOME": str(home),
            "CXDESK_STATE": str(home / "state"),
            "CXDESK_LANG": language,
            "QT_ACCESSIBILITY": "0",
            "QT_FORCE_STDERR_LOGGING": "1",
        }
        self._program: subprocess.Popen[bytes] | None = None
        self._log = home / "log"

    def listen(self, session_bus: str) -> None:
        """Let the program speak to screen readers on this bus."""
        self._environment["DBUS_SESSION_BUS_ADDRESS"] = session_bus
        self._environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        del self._environment["QT_ACCESSIBILITY"]

    def start(self, file: Path | None = None) -> None:
        """Open a project, or the start page, wait for its window, and put it in its place."""
        named = [] if file is None else [str(file)]
        with self._log.open("ab") as log:
            self._program = subprocess.Popen(
                [sys.executable, "-m", "cxdesk", *named], env=self._environment, stderr=log
            )
        self.look_here(PROJECT if named else "cxdesk")
        self._desktop.lay(self.window, self._place)
        self.settle()

    def look_here(self, title: str = PROJECT) -> None:
        """Turn to the newest window with this title: what is typed goes into it from now on."""
        self.window = self.until(lambda: self._found(title))
        self._desktop.activate(self.window)
        self.settle()

    def close(self) -> None:
        """Close the window as a person does, and wait for the program's end."""
        assert self._program is not None
        self.keystrokes += 1
        self._desktop.key("ctrl+w")
        assert self._program.wait(timeout=HANG) == 0
        self._program = None

    def leave(self) -> None:
        """End the program if it is still there, and take the hand from the desk."""
        if self._program is not None:
            self._program.kill()
            self._program.wait(timeout=HANG)
        self._desktop.close()

    def click(self, x: int, y: int, *, times: int = 1, button: int = 1) -> None:
        """Click at a point of the window, with the left (1) or the right button (3)."""
        self._press(x, y, button, *(True, False) * times)
        self.settle()

    def turn_wheel(self, x: int, y: int, button: int, *, held: str = "") -> None:
        """Turn the wheel by a notch: up (button 4) or down (5), with a key held or not."""
        self._move(x, y)
        with self.holding(held):
            self._desktop.button(button, True, False)
            self.settle()

    @contextmanager
    def holding(self, key: str) -> Iterator[None]:
        """Hold a key down meanwhile; none if it is empty."""
        if key:
            self._desktop.hold(key, True)
            self.settle()
        try:
            yield
        finally:
            if key:
                self._desktop.hold(key, False)
                self.settle()

    def drag(self, start: tuple[int, int], end: tuple[int, int], button: int = 1) -> None:
        """Press at one point, move in steps, release at another."""
        self._press(*start, button, True)
        for step in range(1, 11):
            x = start[0] + (end[0] - start[0]) * step // 10
            y = start[1] + (end[1] - start[1]) * step // 10
            self._move(x, y)
        self._desktop.button(button, False)
        self.settle()

    @contextmanager
    def carrying(self, start: tuple[int, int]) -> Iterator[Callable[[int, int], None]]:
        """Press at a point, go on to wherever the caller says, and let go at the last point."""
        self._press(*start, 1, True)
        yield self._move
        self._desktop.button(1, False)
        self.settle()

    def type(self, text: str) -> None:
        """Type a text."""
        self._desktop.type(text)
        self.settle()

    def key(self, *names: str) -> None:
        """Press keys, one after the other, and see each time what the program does."""
        for name in names:
            self.keystrokes += 1
            self._desktop.key(name)
            self.settle()

    def windows(self) -> int:
        """How many windows of the program are to be seen, dialogs and menus among them."""
        assert self._program is not None
        return len(self._desktop.visible(self._program.pid))

    def geometry(self) -> Place:
        """Where the window is on the display and how large, in px."""
        return *self._desktop.corner(self.window), *self._desktop.size(self.window)

    def seen(self, area: Place) -> bytes:
        """What the display shows in an area, whichever window is there."""
        return self._desktop.seen(area)

    def errors(self) -> str:
        """What the program has complained about."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def settle(self) -> None:
        """Wait until the program has handled all that was done."""
        assert self._program is not None
        self._desktop.settle(self.window, self._program)

    def until(self, found: Callable[[], T]) -> T:
        """Wait until something is there."""
        end = time.monotonic() + HANG
        while not (answer := found()):
            assert time.monotonic() < end, f"nothing came within {HANG} s; {self.errors()}"
            assert self._program is None or self._program.poll() is None, self.errors()
            time.sleep(0.02)
        return answer

    def _move(self, x: int, y: int) -> None:
        left, top, *_ = self._place
        self._desktop.move(left + x, top + y)
        self.settle()

    def _press(self, x: int, y: int, button: int, *downs: bool) -> None:
        """Press a button at a point, so late that it is no double click with the last press."""
        self._move(x, y)
        at, *before = self._pressed
        if abs(x - before[0]) < BESIDE and abs(y - before[1]) < BESIDE:
            time.sleep(max(0.0, at + APART - time.monotonic()))
        self._desktop.button(button, *downs)
        self._pressed = (time.monotonic(), x, y)

    def _found(self, title: str) -> int:
        """The program's newest window, once the window manager has taken it over; else 0."""
        assert self._program is not None
        return max(self._desktop.managed(self._program.pid, title), default=0)


@pytest.fixture
def hand(display: str, tmp_path: Path) -> Iterator[Hand]:
    """A hand on a display of its own."""
    home = tmp_path / "home"
    home.mkdir()
    made = Hand(display, home)
    yield made
    made.leave()


@pytest.fixture
def session_bus(display: str, tmp_path: Path) -> Iterator[str]:
    """The address of a message bus of its own, on which screen readers find programs."""
    if not shutil.which("dbus-daemon"):
        pytest.skip("dbus-daemon not installed")
    # A socket's path may be no longer than a hundred signs.
    with tempfile.TemporaryDirectory(prefix="bus") as short, open(tmp_path / "bus", "wb") as log:
        environment = os.environ | {"DISPLAY": display, "XDG_RUNTIME_DIR": short}
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            env=environment, stdout=subprocess.PIPE, stderr=log,
        )  # fmt: skip
        assert bus.stdout is not None
        with bus.stdout as said:
            yield said.readline().decode().strip()
            bus.terminate()
            bus.wait(timeout=HANG)


@pytest.fixture
def reader(session_bus: str, hand: Hand) -> Iterator[ScreenReader]:
    """What a screen reader tells of the program that the hand starts."""
    hand.listen(session_bus)
    made = ScreenReader(session_bus)
    yield made
    made.close()


@pytest.fixture
def german_hand(display: str, tmp_path: Path) -> Iterator[Hand]:
    """A German at a German keyboard."""
    home = tmp_path / "heim"
    home.mkdir()
    keyboard = ["setxkbmap", "-display", display]
    subprocess.run([*keyboard, "de"], check=True)
    made = Hand(display, home, language="de")
    yield made
    made.leave()
    subprocess.run([*keyboard, "us"], check=True)


@pytest.fixture
def german_reader(session_bus: str, german_hand: Hand) -> Iterator[ScreenReader]:
    """What a screen reader tells of the program at a German keyboard."""
    german_hand.listen(session_bus)
    made = ScreenReader(session_bus)
    yield made
    made.close()


@pytest.fixture
def two_hands(display: str, tmp_path: Path) -> Iterator[tuple[Hand, Hand]]:
    """Two people, each with a computer's own settings, whose windows stand side by side."""
    hands = []
    for person, left in (("anna", 0), ("ben", 960)):
        home = tmp_path / person
        home.mkdir()
        hands.append(Hand(display, home, place=(left, 0, 960, 1040), person=person))
    yield hands[0], hands[1]
    for hand in hands:
        hand.leave()


@pytest.fixture
def bens_reader(session_bus: str, two_hands: tuple[Hand, Hand]) -> Iterator[ScreenReader]:
    """What a screen reader tells of the second of two people's programs."""
    two_hands[1].listen(session_bus)
    made = ScreenReader(session_bus)
    yield made
    made.close()
