"""Damage of every kind is refused or found, and what is damaged stays as it was."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from cxdesk.models.records import Persona, Place, Rating
from cxdesk.problems import Problem
from cxdesk.session import Session
from cxdesk.storage.check import check
from cxdesk.storage.presence import Presence
from cxdesk.storage.recovery import recover
from cxdesk.storage.seals import SEALED

PAGE = 1024
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes((0, 0, 0, 40)) * 2 + random.Random(1).randbytes(2000)


@pytest.fixture
def whole(path: Path, survey_of) -> bytes:
    """A project with many edits, a survey, a picture, a conflict and somebody who is there."""
    copy = Path(shutil.copy(path, path.with_name("copy.cxdesk")))
    session = Session.open(copy)
    with session.store.transaction("Rename") as edit:
        edit.update("s", moment_of_truth=True)
        edit.update("t", name="Schalter")
    session.close()
    session = Session.open(path)
    for number in range(150):
        with session.store.transaction("Rate") as edit:
            edit.add(Rating(id=f"r{number}", touchpoint="t", value=1, comment=f"gut {number}"))
            edit.update("p", name=f"Phase {number}")
    survey, question, column = survey_of(20_000)
    texts = [(number, f"Antwort {number}") for number in range(300)]
    session.keep_survey(survey, [question], {question.id: column}, {question.id: texts})
    picture = session.keep_blob(PNG, "image/png")
    with session.store.transaction("Show") as edit:
        edit.add(Persona(id="a", picture=picture, place=Place("", "V")))
        edit.update("t", name="Netz")
    session.flush()
    session.copies.merge(copy)
    assert len(session.conflicts.undecided()) == 1
    session.close()
    sign = Presence(path, session.opening)
    sign.look()
    held = contents(path)
    assert all(held[table] for table in SEALED)
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
    """All rows of all tables."""
    held = sqlite3.connect(path)
    try:
        tables = held.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        return {
            table: held.execute(f'SELECT * FROM "{table}"').fetchall()
            for (table,) in tables.fetchall()
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


def test_what_is_recovered_after_any_damage_is_a_whole_project(path, whole, rounds):
    chance = random.Random(3)
    out = path.with_name("out.cxdesk")
    edits = []
    for number in range(rounds(12, 200)):
        content = bytearray(whole)
        start = chance.randrange(1, len(whole) // PAGE) * PAGE
        match number % 4:
            case 0:
                content[start + chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
            case 1:
                content[start : start + PAGE] = bytes(PAGE)
            case 2:
                content[start : start + PAGE] = chance.randbytes(PAGE)
            case _:
                content[:PAGE] = bytes(PAGE)
        path.write_bytes(content)
        edits.append(recover(path, out).edits)
        # Answers and pictures are nowhere but in their own rows: what is gone of them is told.
        told = [str(problem) for problem in check(out)]
        assert [one for one in told if "answers to" not in one and "is missing" not in one] == []
        out.unlink()
    assert min(edits) > max(edits) * 0.95
