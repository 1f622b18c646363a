"""What is erased is gone everywhere, whatever was done to it elsewhere, in whatever order."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time

import pytest

from cxdesk.models import erasing
from cxdesk.models.ids import new_id
from cxdesk.models.records import Attachment, Comment, Phase, Place, Rating
from cxdesk.session import Session
from cxdesk.storage.check import check
from cxdesk.storage.merge import merge

ERASER = """
import sys
from pathlib import Path
from cxdesk.models import erasing
from cxdesk.session import Session

session = Session.open(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(int(sys.argv[2]), int(sys.argv[2]) + 50):
    key = f"c{number}"
    if session.erasures.carry_out(erasing.of_record(session.store, key)):
        print(number, flush=True)
"""


def word(number: int) -> str:
    """A text about a thing of this number, nowhere else to be found."""
    return f"Geheim{number:05d}Ende"


def test_erased_on_one_copy_and_edited_on_others_is_erased_everywhere(path, tmp_path, rounds):
    """Three copies edit and erase the same things, and merge in any order and direction."""
    for seed in range(rounds(8, 150)):
        moments = random.Random(seed)
        copies = [tmp_path / f"{seed}-{name}.cxdesk" for name in "abc"]
        things = _made_on_first(path, copies, moments)
        erased: set[int] = set()
        for _ in range(moments.randint(2, 6)):
            erased |= _worked_on(moments.choice(copies), things, moments)
            if moments.random() < 0.5:
                merge(*moments.sample(copies, 2))
        for one in copies:
            for other in copies:
                if one != other:
                    merge(one, other)
        merge(copies[0], copies[2])
        shown = None
        for copy in copies:
            assert check(copy) == []
            content = copy.read_bytes()
            for number in erased:
                assert word(number).encode() not in content, (seed, number, copy.name)
            session = Session.open(copy)
            assert shown in (None, dict(session.store.records))
            shown = dict(session.store.records)
            session.close()
        for copy in copies:
            copy.unlink()


def _made_on_first(path, copies, moments) -> list[int]:
    """The things of a round, on the first copy; the others are copied after some of them."""
    shutil.copy(path, copies[0])
    session = Session.open(copies[0])
    things = list(range(moments.randint(1, 6)))
    for number in things:
        with session.store.transaction("Add {name}", name=word(number)) as edit:
            edit.add(Comment(id=f"c{number}", target="s", text=word(number) * 20))
            digest = session.keep_blob(word(number).encode() * 100, "text/plain")
            edit.add(Attachment(id=f"a{number}", target=f"c{number}", blob=digest))
    session.close()
    for copy in copies[1:]:
        shutil.copy(copies[0], copy)
    return things


def _worked_on(copy, things, moments) -> set[int]:
    """Some edits, undone and redone ones among them, and erasures; what was erased."""
    session = Session.open(copy)
    erased = set()
    for _ in range(moments.randint(1, 6)):
        number = moments.choice(things)
        if session.store.get(f"c{number}") is None:
            continue
        done = moments.choice(["edit", "edit", "rate", "undo", "redo", "erase", "delete"])
        if done == "erase":
            session.erasures.carry_out(erasing.of_record(session.store, f"c{number}"))
            erased.add(number)
        elif done == "undo":
            session.history.undo()
        elif done == "redo":
            session.history.redo()
        else:
            with session.store.transaction("Edit {name}", name=word(number)) as edit:
                if done == "delete":
                    edit.remove(f"c{number}")
                elif done == "edit":
                    edit.update(f"c{number}", text=word(number) + str(moments.random()))
                else:
                    edit.update(f"c{number}", author=word(number) + str(moments.random()))
                    edit.add(Comment(id=new_id(), target=f"c{number}", text=word(number) * 3))
    session.close()
    return erased


def test_what_is_erased_does_not_come_back_from_the_journal_of_a_file_rolled_back(
    path, tmp_path, rounds
):
    for seed in range(rounds(4, 60)):
        moments = random.Random(seed)
        file, older = tmp_path / f"{seed}.cxdesk", tmp_path / f"{seed}.older"
        shutil.copy(path, file)
        session = Session.open(file)
        for number in range(4):
            with session.store.transaction("Add {name}", name=word(number)) as edit:
                edit.add(Comment(id=f"c{number}", target="s", text=word(number) * 9))
            if number == moments.randrange(4):
                assert session.flush(10)
                shutil.copy(file, older)
        assert session.flush(10)
        if not older.exists():
            shutil.copy(file, older)
        session.erasures.carry_out(erasing.of_record(session.store, "c2"))
        older.replace(file)
        with session.store.transaction("Rename") as edit:
            edit.update("p", name="Kauf")
        assert session.flush(10)
        session.close()
        assert check(file) == []
        assert word(2).encode() not in file.read_bytes()
        session = Session.open(file)
        assert [session.store.get(f"c{number}") is None for number in range(4)] == [
            False, False, True, False,
        ]  # fmt: skip
        session.close()


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a thing of POSIX")
def test_no_kill_leaves_half_an_erasure(path, rounds, start):
    """After kill -9 a thing is there as it was, or gone with all its bytes."""
    moments = random.Random(9)
    every = 0
    session = Session.open(path)
    with session.store.transaction("Edit") as edit:
        for number in range(rounds(300, 4_000)):
            edit.add(Comment(id=f"c{number}", target="s", text=word(number) * 30))
    session.close()
    for _ in range(rounds(5, 60)):
        eraser = start(ERASER, path, every)
        assert eraser.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0.0, 0.4))
        eraser.send_signal(signal.SIGKILL)
        told = [int(line) for line in eraser.communicate()[0].split()]
        session = Session.open(path)
        assert check(path) == []
        left = {int(record.id[1:]) for record in session.store.all(Comment)}
        session.close()
        assert left.isdisjoint(told)
        content = path.read_bytes()
        for number in range(every, every + 50):
            assert (word(number).encode() in content) == (number in left), number
        every = min(left)


def test_a_crowded_file_keeps_no_shadow_of_what_was_erased(path, rounds):
    """Rows are moved between pages as a file grows; what they leave behind is overwritten, too."""
    moments = random.Random(4)
    session = Session.open(path)
    for burst in range(rounds(6, 40)):
        with session.store.transaction("Edit") as edit:
            for number in range(100):
                key = burst * 100 + number
                size = moments.randint(1, 40)
                edit.add(Comment(id=f"c{key}", target="s", text=word(key) * size))
                edit.add(Phase(id=f"p{key}", name="x" * size * 7, place=Place("j", f"W{key}")))
                edit.add(Rating(id=f"r{key}", touchpoint="t", value=1, comment="y" * size * 5))
        with session.store.transaction("Edit") as edit:
            for key in range(burst * 100, burst * 100 + 100, 3):
                edit.update(f"c{key}", text=word(key) * moments.randint(1, 60))
    assert session.flush(60)
    chosen = moments.sample(range(burst * 100), 30)
    for key in chosen:
        assert session.erasures.carry_out(erasing.of_record(session.store, f"c{key}"))
    session.close()
    content = path.read_bytes()
    assert [key for key in chosen if word(key).encode() in content] == []
    assert check(path) == []
