"""A program in a real window, and a hand that moves the mouse and types."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HANG = 60
"""Seconds after which a window is taken to hang."""


class Hand:
    """Drives the program on one display through xdotool, as a person would."""

    def __init__(self, display: str, home: Path) -> None:
        self._environment = os.environ | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
            "CXDESK_STATE": str(home / "state"),
            "CXDESK_LANG": "en",
            "QT_ACCESSIBILITY": "0",
            "QT_FORCE_STDERR_LOGGING": "1",
        }
        self._program: subprocess.Popen[bytes] | None = None
        self._log = home / "log"

    def start(self, file: Path) -> None:
        """Open a project and wait for its window, full screen."""
        with self._log.open("ab") as log:
            self._program = subprocess.Popen(
                [sys.executable, "-m", "cxdesk", str(file)], env=self._environment, stderr=log
            )
        found = self.until(lambda: self._search(file))
        self.window = found.split()[-1]
        self._do("windowactivate", "--sync", self.window)
        self._do("windowmove", self.window, "0", "0")
        self._do("windowsize", "--sync", self.window, "1600", "1000")
        self.wait(1.0)

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

    def click(self, x: int, y: int, *, times: int = 1) -> None:
        """Click at a point of the window."""
        self._do("mousemove", str(x), str(y))
        self.wait(0.1)
        self._do("click", "--repeat", str(times), "--delay", "60", "1")
        self.wait(0.4)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at one point, move in steps, release at another."""
        self._do("mousemove", *map(str, start))
        self.wait(0.1)
        self._do("mousedown", "1")
        for step in range(1, 11):
            x = start[0] + (end[0] - start[0]) * step // 10
            y = start[1] + (end[1] - start[1]) * step // 10
            self._do("mousemove", str(x), str(y))
            self.wait(0.04)
        self.wait(0.2)
        self._do("mouseup", "1")
        self.wait(0.5)

    def type(self, text: str) -> None:
        """Type a text."""
        self._do("type", "--delay", "12", text)
        self.wait(0.3)

    def key(self, *names: str) -> None:
        """Press keys, one after the other."""
        self._do("key", "--delay", "40", *names)
        self.wait(0.3)

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

    def _search(self, file: Path) -> str:
        done = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "– cxdesk$"],
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
