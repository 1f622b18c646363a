"""What was saved survives a power cut, after which any sector that was not synced may be lost."""

from __future__ import annotations

import importlib.util
import pickle
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from cxdesk.models.records import Rating
from cxdesk.problems import Problem
from cxdesk.session import Session
from cxdesk.storage.check import check

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("apsw") is None, reason="apsw is not installed"
)

SECTOR = 512
Told = tuple[Any, ...]


class Disk:
    """What of one file lies on the disk for good, and what may or may not.

    ``ghost`` is the content of a file that was deleted without the folder being synced: it may
    be there again.
    """

    def __init__(self, content: bytes | None) -> None:
        self.content = content
        self.pending: list[Told] = []
        self.ghost: bytes | None = None

    def hear(self, what: str, *details: Any) -> None:
        if what == "sync":
            for told in self.pending:
                self.content = changed(self.content, told)
            self.pending, self.ghost = [], None
        elif what == "delete":
            (synced,) = details
            self.ghost = None if synced else (self.content or self.ghost)
            self.content, self.pending = None, []
        else:
            self.pending.append((what, *details))

    def after_a_cut(self, chance: random.Random) -> bytes | None:
        """The file as it may be found, sector by sector old or new or, beyond its end, noise."""
        content = self.content
        if content is None and (not self.pending or chance.random() < 0.5):
            return self.ghost if chance.random() < 0.5 else None
        share = chance.choice([0.0, 0.2, 0.5, 0.8, 1.0])
        for told in self.pending:
            for part in sectors(told):
                if chance.random() < share:
                    content = changed(content, part, chance)
        return content


def sectors(told: Told) -> list[Told]:
    if told[0] != "write":
        return [told]
    _, offset, data = told
    ends = range(offset // SECTOR * SECTOR + SECTOR, offset + len(data) + SECTOR, SECTOR)
    starts = [offset, *(end for end in ends if end < offset + len(data))]
    return [
        ("write", start, data[start - offset : start // SECTOR * SECTOR + SECTOR - offset])
        for start in starts
    ]


def changed(content: bytes | None, told: Told, chance: random.Random | None = None) -> bytes:
    held = content or b""
    if told[0] == "truncate":
        return held[: told[1]]
    _, offset, data = told
    gap = max(0, offset - len(held))
    held += chance.randbytes(gap) if chance is not None else bytes(gap)
    return held[:offset] + data + held[offset + len(data) :]


@pytest.fixture
def worked_on(path, tmp_path, survey_of):
    """The project before some edits, and the statements that its session made of them."""
    before = tmp_path / "before.cxdesk"
    shutil.copy(path, before)
    statements: list[str] = []
    session = Session.open(path)

    def listen(driver: Any, _record: object) -> None:
        driver.set_trace_callback(statements.append)

    event.listen(Engine, "connect", listen)
    try:
        for number in range(40):
            with session.store.transaction("Rate") as edit:
                edit.add(Rating(id=f"r{number}", touchpoint="t", value=1, comment="x" * number**2))
                edit.update("p", name=str(number))
            session.flush()
        survey, question, column = survey_of(60_000)
        session.keep_survey(survey, [question], {question.id: column}, {})
        session.close()
    finally:
        event.remove(Engine, "connect", listen)
    return before, statements


def drive_told(before: Path, statements: list[str]) -> list[Told]:
    task, project, log = (before.with_name(name) for name in ("task", "replayed", "log"))
    shutil.copy(before, project)
    task.write_bytes(pickle.dumps(statements))
    program = Path(__file__).with_name("noting_drive.py")
    subprocess.run([sys.executable, program, task, project, log], check=True)
    told: list[Told] = pickle.loads(log.read_bytes())
    return told


def losses(before: Path, statements: list[str], told: list[Told], cuts: int) -> tuple[int, int]:
    """How many of the cuts left a corrupt file, and how many lost an acknowledged edit."""
    corrupt = lost = 0
    start = before.read_bytes()
    cut = before.with_name("cut.cxdesk")
    for seed in range(cuts):
        chance = random.Random(seed)
        disks = {"project": Disk(start), "journal": Disk(None)}
        saved = 0
        for what, *details in told[: chance.randrange(len(told))]:
            if what == "saved":
                (saved,) = details
            else:
                disks[details[0]].hear(what, *details[1:])
        cut.write_bytes(disks["project"].after_a_cut(chance) or b"")
        journal = cut.with_name("cut.cxdesk-journal")
        journal.unlink(missing_ok=True)
        if (content := disks["journal"].after_a_cut(chance)) is not None:
            journal.write_bytes(content)
        wanted = sum(text.startswith('INSERT INTO "rating"') for text in statements[:saved])
        try:
            session = Session.open(cut)
        except Problem:
            corrupt += 1
            continue
        there = {rating.id for rating in session.store.all(Rating)}
        session.close()
        corrupt += check(cut) != []
        lost += not {f"r{number}" for number in range(wanted)} <= there
    return corrupt, lost


def test_no_power_cut_corrupts_the_file_or_loses_an_acknowledged_edit(worked_on, rounds):
    before, statements = worked_on
    told = drive_told(before, statements)
    assert losses(before, statements, told, rounds(40, 250)) == (0, 0)


@pytest.mark.parametrize(
    ("mode", "corrupts", "loses"), [("OFF", True, True), ("FULL", False, True)]
)
def test_the_proof_finds_what_a_weaker_setting_loses(worked_on, rounds, mode, corrupts, loses):
    before, statements = worked_on
    assert "PRAGMA synchronous = EXTRA" in statements
    weaker = [text.replace("= EXTRA", f"= {mode}") for text in statements]
    told = drive_told(before, weaker)
    corrupt, lost = losses(before, weaker, told, rounds(20, 250))
    assert (corrupt > 0, lost > 0) == (corrupts, loses)
