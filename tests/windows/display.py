"""An X display that belongs to one run of the tests alone."""

from __future__ import annotations

import os
import secrets
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.windows.desktop import Desktop

TRIES = 10
_LOCAL = 256
"""FamilyLocal of an Xauthority file: an entry for this machine."""
_COOKIE = b"MIT-MAGIC-COOKIE-1"


@contextmanager
def own_display(folder: Path) -> Iterator[str]:
    """A display with a window manager that programs of this run alone may use; its name."""
    key = _key(folder / "key")
    with open(folder / "log", "wb") as log, pytest.MonkeyPatch.context() as environment:
        environment.setenv("XAUTHORITY", str(key))
        server, name = _server(key, log)
        manager = subprocess.Popen(["openbox"], env=os.environ | {"DISPLAY": name}, stderr=log)
        try:
            desktop = Desktop(name)
            desktop.until(desktop.ready, "no window manager came")
            desktop.close()
            yield name
        finally:
            for process in (manager, server):
                process.terminate()
                process.wait(timeout=10)


def _server(key: Path, log: BinaryIO) -> tuple[subprocess.Popen[bytes], str]:
    """A display server, and the name under which it and no other answers."""
    for _ in range(TRIES):
        reading, writing = os.pipe()
        # What is set on the display must not go when a program leaves it (-noreset), and nothing
        # is to be left of a run that is killed (setpriv).
        server = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "Xvfb", "-displayfd", str(writing), "-noreset",
             "-auth", str(key), "-screen", "0", "1920x1080x24"],
            pass_fds=[writing], stderr=log,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        path = f"/tmp/.X11-unix/X{number}"
        # Two servers that start at once may both believe that they have a number.
        if number and {listener(path), listener("\0" + path)} - {0} == {server.pid}:
            return server, ":" + number
        server.kill()
        server.wait(timeout=10)
    raise AssertionError("no display could be started")


def listener(path: str) -> int:
    """The process that answers at a socket; 0 if there is none."""
    with socket.socket(socket.AF_UNIX) as asking:
        try:
            asking.connect(path)
        except OSError:
            return 0
        return struct.unpack("3i", asking.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]


def _key(file: Path) -> Path:
    """A fresh key of a display, in the file where the server and its programs look for it."""
    parts = [socket.gethostname().encode(), b"", _COOKIE, secrets.token_bytes(16)]
    sized = b"".join(struct.pack(">H", len(part)) + part for part in parts)
    file.write_bytes(struct.pack(">H", _LOCAL) + sized)
    file.chmod(0o600)
    return file
