"""What was acknowledged survives kill -9 at any moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cxdesk.models.records import Rating
from cxdesk.session import Session
from cxdesk.storage.check import check

ROUNDS = int(os.environ.get("CXDESK_KILL_ROUNDS", "12"))

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
def test_what_was_saved_survives_kill_9(path):
    moments = random.Random(9)
    first = 0
    for _ in range(ROUNDS):
        root = Path(__file__).parents[2]
        editor = subprocess.Popen(
            [sys.executable, "-c", EDITOR, str(path), str(first)],
            env={**os.environ, "PYTHONPATH": str(root)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert editor.stdout is not None
        assert editor.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0.0, 0.25))
        editor.send_signal(signal.SIGKILL)
        told = [int(line) for line in editor.stdout.read().split("\n")[:-1]]
        editor.stdout.close()
        editor.wait()
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
