"""What every test shares: no window opens by accident, a real display only where asked for."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine must not fail a test: what is promised is the result, not the time.
settings.register_profile("promises", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("promises")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")


MUCH = 50_000
"""After how many objects a test of windows is followed by a collection of garbage."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Windows go on their own thread, as in the program (views/window/collecting.py)."""
    if "qapp" in getattr(item, "fixturenames", ()):
        gc.disable()
    elif not gc.isenabled():
        gc.collect()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Collect what tests of windows have left."""
    if not gc.isenabled() and gc.get_count()[0] > MUCH:
        gc.collect()


def pytest_sessionfinish() -> None:
    """Empty the offscreen clipboard: Qt does it only after Python's end, and crashes (6.11)."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


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
    missing = [name for name in ("Xvfb", "openbox", "setxkbmap") if not shutil.which(name)]
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed")
    from tests.windows.display import own_display

    with own_display(tmp_path_factory.mktemp("display")) as name:
        yield name


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real input files beside the checkout; a test that needs it skips without."""
    folder = Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real input files (shared/data) are not here")
    return folder
