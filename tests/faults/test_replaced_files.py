"""A file that is replaced, rolled back, overwritten or taken away under a program at work."""

from __future__ import annotations

import random
import shutil

import pytest

from cxdesk.models.records import Rating
from cxdesk.session import Session
from cxdesk.storage import writer
from cxdesk.storage.check import check

VANDAL = """
import os, shutil, sys

for line in sys.stdin:
    what, path, copy = line.rstrip("\\n").split("\\t")
    if what == "keep":
        shutil.copy(path, copy)
    elif what == "replace":
        shutil.copy(copy, path + ".new")
        os.replace(path + ".new", path)
    elif what == "overwrite":
        with open(copy, "rb") as source, open(path, "rb+") as target:
            target.write(source.read())
            target.truncate()
    elif what == "take away":
        os.replace(path, path + ".away")
    elif what == "bring back":
        os.replace(path + ".away", path)
    print("done", flush=True)
"""
"""In a program of its own: closing the project's file in this one would drop SQLite's locks."""


@pytest.mark.parametrize("follows", [True, False], ids=["followed", "not followed"])
@pytest.mark.parametrize("what", ["replace", "overwrite", "take away"])
def test_whatever_happens_to_the_file_all_edits_are_in_it_afterwards(
    path, tmp_path, rounds, start, monkeypatch, what, follows
):
    monkeypatch.setattr(writer, "RETRY_SECONDS", 0.05)
    chance = random.Random(what)
    process = start(VANDAL)
    older = tmp_path / "older"

    def vandal(deed: str) -> None:
        process.stdin.write(f"{deed}\t{path}\t{older}\n")
        process.stdin.flush()
        assert process.stdout.readline() == "done\n"

    wanted = set()

    def settle(session: Session) -> None:
        """Wait until all is in the file; one that was overwritten in mid-write is mended first."""
        if not session.flush(10):
            assert what == "overwrite"
            assert "damaged" in str(session.state.reason)
            vandal("replace")
            assert session.flush(10)

    def work(session: Session, waits: bool = True) -> None:
        for _ in range(chance.randrange(4)):
            key = f"r{len(wanted)}"
            wanted.add(key)
            with session.store.transaction("Rate") as edit:
                edit.add(Rating(id=key, touchpoint="t", value=1))
                edit.update("p", name=key)
            if waits and chance.random() < 0.5:
                settle(session)

    for _ in range(rounds(4, 50)):
        session = Session.open(path)
        if follows:
            session.follow(lambda: None)
        work(session)
        assert session.flush(10)
        vandal("keep")
        work(session)
        if chance.random() < 0.7:
            assert session.flush(10)
        vandal(what)
        work(session, waits=what != "take away")
        if what == "take away":
            vandal("bring back")
        work(session)
        with session.store.transaction("Rename") as edit:
            edit.update("j", title=f"after {len(wanted)}")
        settle(session)
        session.close()
        if what == "overwrite" and check(path) != []:
            vandal("replace")  # the file is a mixture: its journal brings all into the older one
        again = Session.open(path)
        assert check(path) == []
        assert {rating.id for rating in again.store.all(Rating)} == wanted
        assert again.store.records == session.store.records
        again.close()


def test_many_edits_that_wait_while_the_file_is_away_go_into_an_older_copy_of_it(
    path, tmp_path, monkeypatch
):
    monkeypatch.setattr(writer, "RETRY_SECONDS", 0.05)
    older = tmp_path / "older"
    shutil.copy(path, older)
    session = Session.open(path)

    def rate(first: int, last: int) -> None:
        for number in range(first, last):
            with session.store.transaction("Rate") as edit:
                edit.add(Rating(id=f"r{number}", touchpoint="t", value=1))
                edit.update("p", name=str(number))

    rate(0, 3)
    assert session.flush(10)
    path.rename(tmp_path / "away")
    rate(3, 3 + 3 * writer.BATCH)
    assert not session.flush(0.2)
    older.rename(path)
    assert session.flush(30)
    session.close()
    assert check(path) == []
    again = Session.open(path)
    assert again.store.records == session.store.records
    again.close()
