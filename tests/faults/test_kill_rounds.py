"""What was acknowledged survives kill -9, also of a program that is just opening the file."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest

from cxdesk.models.records import Rating
from cxdesk.session import Session
from cxdesk.storage.check import check

EDITOR = """
import sys
from pathlib import Path
from cxdesk.models.records import Rating
from cxdesk.session import Session

session = Session.open(Path(sys.argv[1]))
first = int(sys.argv[2])
print("ready", flush=True)
for number in range(first, first + 100_000):
    with session.store.transaction("Rate") as edit:
        edit.add(Rating(id=f"r{number}", touchpoint="t", value=1))
        edit.update("p", name=str(number))
    if number % 3 == 0:
        session.flush()
        print(number, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a thing of POSIX")
def test_no_kill_corrupts_the_file_or_loses_an_acknowledged_edit(path, rounds, start):
    moments = random.Random(200)
    first = 0
    for _ in range(rounds(12, 200)):
        editor = start(EDITOR, path, first)
        if moments.random() < 0.8:
            assert editor.stdout.readline() == "ready\n"
            time.sleep(moments.uniform(0.0, 0.25))
        else:
            time.sleep(moments.uniform(0.2, 1.0))
        editor.send_signal(signal.SIGKILL)
        told = [int(line) for line in editor.communicate()[0].split() if line != "ready"]
        session = Session.open(path)
        assert check(path) == []
        numbers = sorted(int(rating.id[1:]) for rating in session.store.all(Rating))
        assert numbers == list(range(len(numbers)))
        assert len(numbers) > max(told, default=-1)
        if numbers:
            assert session.store.record("p").name == str(numbers[-1])
        first = len(numbers)
        session.close()
    assert first > 12
