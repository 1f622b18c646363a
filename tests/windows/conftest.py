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

import pytest

from tests.windows.screen_reader import ScreenReader

HANG = 60
"""Seconds after which a window is taken to hang."""
Place = tuple[int, int, int, int]
"""Left, top, width and height of a window on the display."""
WHOLE: Place = (0, 0, 1600, 1000)


class Hand:
    """Drives the program on one display through xdotool, as a person would."""

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

    def start(self, file: Path) -> None:
        """Open a project and wait for its window, then put it in its place."""
        with self._log.open("ab") as log:
            self._program = subprocess.Popen(
                [sys.executable, "-m", "cxdesk", str(file)], env=self._environment, stderr=log
            )
        self.look_here()
        left, top, width, height = map(str, self._place)
        self._do("windowmove", self.window, left, top)
        self._do("windowsize", "--sync", self.window, width, height)
        self.wait(1.0)

    def look_here(self) -> None:
        """Turn to this window: what is typed goes into it from now on."""
        self.window = self.until(self._activated)

    def close(self) -> None:
        """Close the window as a person does, and wait for the program's end."""
        assert self._program is not None
        self.key("ctrl+w")
        assert self._program.wait(timeout=HANG) == 0
        self._program = None

    def kill(self) -> None:
        """End the program if it is still there."""
        if self._program is not None:
            self._program.kill()
            self._program.wait(timeout=HANG)

    def click(self, x: int, y: int, *, times: int = 1, button: int = 1) -> None:
        """Click at a point of the window, with the left (1) or the right button (3)."""
        self._do("mousemove", *self._point(x, y))
        self.wait(0.1)
        self._do("click", "--repeat", str(times), "--delay", "60", str(button))
        self.wait(0.4)

    def turn_wheel(self, x: int, y: int, button: int, *, held: str = "") -> None:
        """Turn the wheel by a notch: up (button 4) or down (5), with a key held or not."""
        self._do("mousemove", *self._point(x, y))
        self.wait(0.1)
        with self.holding(held):
            self._do("click", str(button))
        self.wait(0.4)

    @contextmanager
    def holding(self, key: str) -> Iterator[None]:
        """Hold a key down meanwhile; none if it is empty."""
        if key:
            self._do("keydown", key)
        try:
            yield
        finally:
            if key:
                self._do("keyup", key)

    def drag(self, start: tuple[int, int], end: tuple[int, int], button: int = 1) -> None:
        """Press at one point, move in steps, release at another."""
        self._do("mousemove", *self._point(*start))
        self.wait(0.1)
        self._do("mousedown", str(button))
        for step in range(1, 11):
            x = start[0] + (end[0] - start[0]) * step // 10
            y = start[1] + (end[1] - start[1]) * step // 10
            self._do("mousemove", *self._point(x, y))
            self.wait(0.04)
        self.wait(0.2)
        self._do("mouseup", str(button))
        self.wait(0.5)

    def type(self, text: str) -> None:
        """Type a text."""
        self._do("type", "--delay", "12", text)
        self.wait(0.3)

    def key(self, *names: str) -> None:
        """Press keys, one after the other."""
        self.keystrokes += len(names)
        self._do("key", "--delay", "40", *names)
        self.wait(0.3)

    def windows(self) -> int:
        """How many windows of the program are to be seen, dialogs and menus among them."""
        assert self._program is not None
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--pid", str(self._program.pid)],
            env=self._environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return len(found.stdout.split())

    def errors(self) -> str:
        """What the program has complained about."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @staticmethod
    def wait(seconds: float) -> None:
        """Give the program time to answer."""
        time.sleep(seconds)

    def until(self, found: Callable[[], str]) -> str:
        """Wait until something is there."""
        for _ in range(HANG * 5):
            answer = found()
            if answer:
                return answer
            assert self._program is None or self._program.poll() is None, self.errors()
            self.wait(0.2)
        raise AssertionError(f"nothing came within {HANG} s; {self.errors()}")

    def _point(self, x: int, y: int) -> tuple[str, str]:
        """A point of the window as one of the display."""
        left, top, *_ = self._place
        return str(left + x), str(top + y)

    def _activated(self) -> str:
        """The program's window, once the window manager has taken it over and turned to it."""
        for window in reversed(self._search().split()):
            done = subprocess.run(
                ["xdotool", "windowactivate", "--sync", window],
                env=self._environment, capture_output=True, timeout=HANG, check=False,
            )  # fmt: skip
            if done.returncode == 0:
                return window
        return ""

    def _search(self) -> str:
        assert self._program is not None
        process = str(self._program.pid)
        done = subprocess.run(
            ["xdotool", "search", "--all", "--onlyvisible", "--pid", process,
             "--name", "– cxdesk$"],
            env=self._environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.stdout.strip()

    def _do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._environment, check=True, timeout=HANG)


@pytest.fixture
def hand(display: str, tmp_path: Path) -> Iterator[Hand]:
    """A hand on a display of its own."""
    home = tmp_path / "home"
    home.mkdir()
    made = Hand(display, home)
    yield made
    made.kill()


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
    made.kill()
    subprocess.run([*keyboard, "us"], check=True)


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
        hand.kill()
