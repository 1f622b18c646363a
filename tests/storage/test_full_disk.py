"""A full disk loses nothing: edits wait, the reason shows, and they go in when there is room."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxdesk.models.ids import new_id
from cxdesk.models.records import Project, Rating, Touchpoint
from cxdesk.session import Session
from cxdesk.storage.check import check


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A drive of 2 MB."""
    drive = tmp_path / "drive"
    drive.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2M", "tmpfs", str(drive)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("a small drive can only be mounted by the system's administrator")
    yield drive
    subprocess.run(["umount", "-l", str(drive)], check=True)


@pytest.mark.parametrize("room", [0, 4096, 9000, 20_000])
def test_edits_wait_for_room_and_then_go_in(small, room):
    path = small / "p.cxdesk"
    session = Session.create(path, [Project(id=new_id()), Touchpoint(id="t")])
    ballast = small / "ballast"
    free = 2 * 1024 * 1024 - sum(file.stat().st_size for file in small.iterdir())
    ballast.write_bytes(bytes((free - room) // 4096 * 4096))
    for number in range(50):
        with session.store.transaction("Rate") as edit:
            edit.add(Rating(id=f"r{number}", touchpoint="t", value=1, comment="x" * 500))
    assert not session.flush(1.5)  # it has tried twice
    state = session.state
    assert state.kind == "waiting"
    assert str(state.reason) == "The drive that holds p.cxdesk is full."
    assert len(session.store.all(Rating)) == 50
    ballast.unlink()
    assert session.flush(20)
    session.close()
    assert check(path) == []
    again = Session.open(path)
    assert len(again.store.all(Rating)) == 50
    again.close()


def test_a_project_that_does_not_fit_is_not_left_behind(small):
    (small / "ballast").write_bytes(bytes(2 * 1024 * 1024 - 20 * 4096))
    path = small / "p.cxdesk"
    with pytest.raises(Exception, match=r"The drive that holds p\.cxdesk is full\."):
        Session.create(path, [Project(id=new_id())])
    assert not path.exists()
