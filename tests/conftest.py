"""What every test shares: no window opens by accident, a real display only where asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, settings

# A busy machine must not fail a test: what is promised is the result, not the time.
settings.register_profile("promises", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("promises")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and journals of a test go to a folder of its own, never to the reader's home."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    return home


@pytest.fixture(scope="session")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of an X display with a window manager, for tests that drive a real window."""
    missing = [name for name in ("Xvfb", "openbox", "xdotool") if not shutil.which(name)]
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed")
    with open(tmp_path_factory.mktemp("display") / "log", "wb") as log:
        server, name = _display_server(log)
        desktop = subprocess.Popen(["openbox"], env=os.environ | {"DISPLAY": name}, stderr=log)
        try:
            yield name
        finally:
            for process in (desktop, server):
                process.terminate()
                process.wait(timeout=10)


def _display_server(log: BinaryIO) -> tuple[subprocess.Popen[bytes], str]:
    """A display that answers: two servers that start at once may want the same number."""
    for _ in range(10):
        reading, writing = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24"],
            pass_fds=[writing],
            stderr=log,
        )
        os.close(writing)
        with os.fdopen(reading) as pipe:
            name = ":" + pipe.readline().strip()
        asked = ["xdotool", "getdisplaygeometry"]
        for _ in range(20):
            if server.poll() is not None:
                break
            answer = subprocess.run(
                asked, env=os.environ | {"DISPLAY": name}, capture_output=True, check=False
            )
            if answer.returncode == 0:
                return server, name
            time.sleep(0.2)
        server.kill()
        server.wait(timeout=10)
    raise AssertionError("no display could be started")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real input files beside the checkout; a test that needs it skips without."""
    folder = Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real input files (shared/data) are not here")
    return folder
