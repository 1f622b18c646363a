"""Two runs of the tests on one machine never meet on a display."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.windows.desktop import HANG
from tests.windows.display import listener, own_display

RUN = """
import sys, time
from pathlib import Path
from tests.windows.display import own_display
with own_display(Path(sys.argv[1])) as name:
    print(name, flush=True)
    time.sleep(60)
"""
CHECKOUT = Path(__file__).parents[2]


def lets_in(display: str) -> bool:
    """Whether a program of this run may use a display."""
    asked = ["setxkbmap", "-display", display, "-query"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def test_each_run_has_a_display_of_its_own_that_refuses_the_programs_of_another(
    display: str, tmp_path: Path
) -> None:
    with own_display(tmp_path) as other:
        assert other != display
        assert lets_in(other)
        assert not lets_in(display)
    assert lets_in(display)


def test_runs_that_start_at_once_have_four_displays_which_go_when_the_runs_are_killed(
    display: str, tmp_path: Path
) -> None:
    folders = [tmp_path / str(number) for number in range(4)]
    for folder in folders:
        folder.mkdir()
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", RUN, str(folder)],
            cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        for folder in folders
    ]  # fmt: skip
    names = []
    for run in runs:
        assert run.stdout is not None
        with run.stdout as said:
            names.append(said.readline().strip())
            run.kill()
            run.wait(timeout=HANG)
    assert len({display, *names}) == 5
    end = time.monotonic() + HANG
    while any(listener(f"/tmp/.X11-unix/X{name[1:]}") for name in names):
        assert time.monotonic() < end
        time.sleep(0.02)
