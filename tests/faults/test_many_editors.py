"""Eight programs on one file, at a person's pace and as fast as they can: nothing is lost."""

from __future__ import annotations

import pytest

from cxdesk.models.records import Rating
from cxdesk.session import Session
from cxdesk.storage.check import check

EDITOR = """
import sys, time
from pathlib import Path
from cxdesk.models.records import Rating
from cxdesk.session import Session

path, who, edits, pause = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
session = Session.open(path)
told = []
session.subscribe_state(lambda state: told.append(state.reason) if state.reason else None)
session.follow(lambda: None)
print("ready", flush=True)
sys.stdin.readline()
begin = time.monotonic()
for number in range(edits):
    time.sleep(max(0.0, begin + number * pause - time.monotonic()))
    with session.store.transaction("Rate") as edit:
        edit.add(Rating(id=f"{who}-{number}", touchpoint="t", value=1))
        edit.update("p", name=f"{who} {number}")
    if number % 3 == 0:
        session.poll()
    if number % 5 == 0:
        session.history.undo()
        session.history.redo()
assert session.flush(300)
session.close()
for reason in told:
    print(reason)
"""
EDITORS = "abcdefgh"


@pytest.mark.parametrize("pause", [0.05, 0.0], ids=["20 edits a second", "at full speed"])
def test_eight_programs_lose_nothing_and_show_no_error(path, rounds, start, pause):
    edits = rounds(20, 200)
    editors = [start(EDITOR, path, who, edits, pause) for who in EDITORS]
    for editor in editors:
        assert editor.stdout.readline() == "ready\n"
    for editor in editors:
        editor.stdin.write("go\n")
        editor.stdin.flush()
    assert [editor.communicate(timeout=600) for editor in editors] == [("", "")] * len(EDITORS)
    session = Session.open(path)
    there = {rating.id for rating in session.store.all(Rating)}
    session.close()
    assert there == {f"{who}-{number}" for who in EDITORS for number in range(edits)}
    assert check(path) == []
