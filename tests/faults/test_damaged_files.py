"""Damage of every kind is refused or found, and what is damaged stays as it was."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from cxdesk.models.records import Rating
from cxdesk.problems import Problem
from cxdesk.session import Session
from cxdesk.storage.check import check

PAGE = 1024
UNSEALED = ("session", "grp", "meta", "conflict", "presence", "answer_text")
"""Tables whose rows carry no digest: a changed letter in a name or a comment cannot be told."""


@pytest.fixture
def whole(path: Path, survey_of) -> bytes:
    """A project with many edits and a survey."""
    session = Session.open(path)
    for number in range(150):
        with session.store.transaction("Rate") as edit:
            edit.add(Rating(id=f"r{number}", touchpoint="t", value=1, comment=f"gut {number}"))
            edit.update("p", name=f"Phase {number}")
    survey, question, column = survey_of(20_000)
    texts = [(number, f"Antwort {number}") for number in range(300)]
    session.keep_survey(survey, [question], {question.id: column}, {question.id: texts})
    session.close()
    return path.read_bytes()


def found(path: Path, content: bytes) -> bool:
    """Whether opening refuses this content or a check finds fault with it; it stays untouched."""
    path.write_bytes(content)
    refused = False
    try:
        Session.open(path).close()
    except Problem:
        refused = True
    problems = check(path)
    assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(content).digest()
    assert not path.with_name(path.name + "-journal").exists()
    return refused or problems != []


def contents(path: Path) -> dict[str, list[Any]]:
    """All rows of all tables that a digest or a fold answers for."""
    held = sqlite3.connect(path)
    try:
        tables = [row[0] for row in held.execute("SELECT name FROM sqlite_schema ORDER BY name")]
        return {
            table: held.execute(f'SELECT * FROM "{table}"').fetchall()
            for table in tables
            if not table.startswith(("sqlite_", "op_")) and table not in UNSEALED
        }
    finally:
        held.close()


def test_a_file_cut_off_at_any_page_is_refused(path, whole, rounds):
    for size in range(0, len(whole), PAGE * rounds(16, 1)):
        assert found(path, whole[:size]), size


def test_a_page_of_zeros_is_found_unless_nothing_was_in_it(path, whole, rounds):
    wanted = contents(path)
    for start in range(0, len(whole), PAGE * rounds(16, 1)):
        content = whole[:start] + bytes(PAGE) + whole[start + PAGE :]
        assert found(path, content) or contents(path) == wanted, start // PAGE


def test_a_flipped_bit_is_found_unless_it_changes_nothing(path, whole, rounds):
    wanted = contents(path)
    chance = random.Random(500)
    for _ in range(rounds(40, 500)):
        bit = chance.randrange(len(whole) * 8)
        content = bytearray(whole)
        content[bit // 8] ^= 1 << bit % 8
        assert found(path, bytes(content)) or contents(path) == wanted, bit
