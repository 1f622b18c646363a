"""Promises about the copies that a process makes for itself."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cxdesk import scratch

MAKER = """
import sys
from cxdesk import scratch

(scratch.folder() / "copy").write_text("an interview")
print(scratch.folder(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A process with a folder of copies in a temporary folder of its own, and that folder."""
    monkeypatch.setattr(scratch.tempfile, "gettempdir", lambda: str(tmp_path))
    process = subprocess.Popen(
        [sys.executable, "-c", MAKER],
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[1])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    yield process, Path(process.stdout.readline().strip())
    process.kill()
    process.communicate()


def age(folder: Path) -> None:
    past = time.time() - 3600
    os.utime(folder, (past, past))


def test_what_a_killed_process_has_left_goes_at_the_next_start(maker) -> None:
    process, folder = maker
    process.kill()
    process.wait()
    age(folder)
    scratch.clear_left_over()
    assert not folder.exists()


def test_the_copies_of_a_process_that_runs_stay_however_old_they_are(maker) -> None:
    _, folder = maker
    age(folder)
    scratch.clear_left_over()
    assert (folder / "copy").read_text() == "an interview"


def test_a_folder_that_has_just_been_made_is_left_alone(maker) -> None:
    process, folder = maker
    process.kill()
    process.wait()
    scratch.clear_left_over()
    assert folder.exists()


def test_a_process_that_ends_by_itself_leaves_nothing(maker) -> None:
    process, folder = maker
    process.communicate("")
    assert not folder.exists()


def test_folders_of_other_programs_and_links_are_left_alone(maker, tmp_path: Path) -> None:
    process, folder = maker
    process.kill()
    process.wait()
    other = tmp_path / "cxdesk-copies-of-somebody"
    other.mkdir()
    link = tmp_path / "cxdesk-copies-link"
    link.symlink_to(folder, target_is_directory=True)
    age(other)
    scratch.clear_left_over()
    assert other.exists()
    assert link.exists()
