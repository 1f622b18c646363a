"""The slow proofs about files: in full with CXDESK_FAULTS=full, otherwise a few rounds of each."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.storage.conftest import opened, path, state, survey_of

__all__ = ["opened", "path", "state", "survey_of"]

Rounds = Callable[[int, int], int]
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def rounds() -> Rounds:
    """Chooses between the short number of rounds and the full one."""
    full = os.environ.get("CXDESK_FAULTS") == "full"
    return lambda short, long: long if full else short


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a program text in a Python of its own, with the words after it as arguments."""
    started: list[subprocess.Popen[str]] = []

    def start(program: str, *words: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", program, *map(str, words)],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
