"""However little room a drive has, edits wait for more and none is lost."""

from __future__ import annotations

from cxdesk.models.ids import new_id
from cxdesk.models.records import Project, Rating, Touchpoint
from cxdesk.session import Session
from cxdesk.storage.check import check
from tests.storage.test_full_disk import small

__all__ = ["small"]

PAGE = 4096


def test_a_drive_that_fills_up_at_any_step_loses_nothing(small, rounds):
    path = small / "p.cxdesk"
    Session.create(path, [Project(id=new_id()), Touchpoint(id="t")]).close()
    ballast = small / "ballast"
    number = 0
    for room in range(0, 16, rounds(4, 1)):
        session = Session.open(path)
        used = sum(-(-file.stat().st_size // PAGE) * PAGE for file in small.iterdir())
        ballast.write_bytes(bytes(2 * 1024 * 1024 - used - (room + 2) * PAGE))
        for _ in range(20):
            with session.store.transaction("Rate") as edit:
                edit.add(Rating(id=f"r{number}", touchpoint="t", value=1, comment="x" * 500))
            number += 1
        if not session.flush(1):
            reason = session.state.reason
            assert reason is None or str(reason) == "The drive that holds p.cxdesk is full."
        ballast.unlink()
        assert session.flush(30)
        session.close()
        assert check(path) == []
    again = Session.open(path)
    assert len(again.store.all(Rating)) == number
    again.close()
