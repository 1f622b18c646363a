"""Promises about saving what is left of a damaged file."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from cxdesk.models.records import Question, Rating, Touchpoint
from cxdesk.session import Session
from cxdesk.storage.check import check
from cxdesk.storage.recovery import recover
from cxdesk.storage.refusals import Damaged, NotAProject

FORMAT_1 = Path(__file__).parent / "data" / "format-1.cxdesk"
RATINGS = 300


@pytest.fixture
def full(path: Path, survey_of) -> Path:
    """The project with ratings, many edits and a survey."""
    session = Session.open(path)
    for number in range(RATINGS):
        with session.store.transaction("Rate") as edit:
            edit.add(Rating(id=f"r{number}", touchpoint="t", value=1))
            edit.update("p", name=f"Phase {number}")
    survey, question, column = survey_of(200_000)
    session.keep_survey(survey, [question], {question.id: column}, {question.id: [(1, "ja")]})
    session.close()
    return path


def test_a_whole_file_is_recovered_whole(full, tmp_path):
    before = full.read_bytes()
    saved = recover(full, tmp_path / "out.cxdesk")
    assert (saved.broken_edits, saved.lost_edits, saved.records) == (0, 0, 0)
    assert saved.broken_rows == 0
    old, new = Session.open(full), Session.open(tmp_path / "out.cxdesk")
    assert new.store.records == old.store.records
    assert check(tmp_path / "out.cxdesk") == []
    assert full.read_bytes() == before


def test_a_damaged_comment_is_kept_as_it_was_read_and_told(full, tmp_path):
    held = sqlite3.connect(full)
    held.execute("UPDATE answer_text SET text = 'jb'")
    held.commit()
    held.close()
    saved = recover(full, tmp_path / "out.cxdesk")
    assert (saved.broken_rows, saved.broken_edits, saved.lost_edits) == (1, 0, 0)
    assert check(tmp_path / "out.cxdesk") == []
    session = Session.open(tmp_path / "out.cxdesk")
    (question,) = session.store.all(Question)
    assert session.comments(question.id) == [(1, "jb")]
    session.close()


def test_a_file_without_its_list_of_tables_gives_everything(full, tmp_path):
    content = bytearray(full.read_bytes())
    content[:1024] = bytes(1024)
    full.write_bytes(content)
    saved = recover(full, tmp_path / "out.cxdesk")
    assert (saved.broken_edits, saved.lost_edits) == (0, 0)
    assert check(tmp_path / "out.cxdesk") == []
    session = Session.open(tmp_path / "out.cxdesk")
    assert len(session.store.all(Rating)) == RATINGS
    session.close()


@pytest.mark.parametrize("made", ["brought up from format 1", "compacted"])
def test_a_file_whose_tables_lie_elsewhere_is_recovered_without_their_list(full, tmp_path, made):
    if made == "compacted":
        held = sqlite3.connect(full)
        held.execute("VACUUM")
        held.close()
    else:
        shutil.copyfile(FORMAT_1, full)
    session = Session.open(full)
    records, (question, *_) = dict(session.store.records), session.store.all(Question)
    answers, comments = session.answers(question.id).tolist(), session.comments(question.id)
    conflicts = len(session.conflicts.undecided())
    session.close()
    content = full.read_bytes()
    full.write_bytes(bytes(1024) + content[1024:])
    saved = recover(full, tmp_path / "out.cxdesk")
    assert (saved.broken_edits, saved.lost_edits, saved.records) == (0, 0, 0)
    assert check(tmp_path / "out.cxdesk") == []
    session = Session.open(tmp_path / "out.cxdesk")
    assert session.store.records == records
    assert session.answers(question.id).tolist() == answers
    assert session.comments(question.id) == comments
    assert len(session.conflicts.undecided()) == conflicts
    session.close()


def test_what_hangs_on_a_broken_page_of_a_table_is_found_by_itself(full, tmp_path):
    held = sqlite3.connect(full)
    (root,) = held.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'op'").fetchone()
    (edits,) = held.execute("SELECT count(*) FROM op").fetchone()
    held.close()
    content = bytearray(full.read_bytes())
    assert content[(root - 1) * 1024] == 5, "an inner page, on which all others of the table hang"
    content[(root - 1) * 1024 : root * 1024] = bytes(1024)
    full.write_bytes(content)
    saved = recover(full, tmp_path / "out.cxdesk")
    assert (saved.edits, saved.lost_edits) == (edits, 0)
    assert check(tmp_path / "out.cxdesk") == []


@pytest.mark.parametrize("seed", range(10))
def test_a_file_with_broken_pages_gives_a_whole_project_with_most_of_it(full, tmp_path, seed):
    chance = random.Random(seed)
    content = bytearray(full.read_bytes())
    for start in chance.sample(range(0, len(content), 4096), 3):
        content[start : start + 4096] = chance.randbytes(4096)
    full.write_bytes(content)
    out = tmp_path / "out.cxdesk"
    recover(full, out)
    assert full.read_bytes() == content
    assert [str(problem) for problem in check(out) if "answers to" not in str(problem)] == []
    session = Session.open(out)
    assert session.store.get("t") == Touchpoint(id="t", name="Website")
    assert len(session.store.all(Rating)) > RATINGS // 2
    session.close()


def test_a_file_that_is_cut_short_gives_what_was_before_the_cut(full, tmp_path):
    content = full.read_bytes()
    full.write_bytes(content[: len(content) * 3 // 4 // 4096 * 4096])
    out = tmp_path / "out.cxdesk"
    recover(full, out)
    session = Session.open(out)
    assert session.store.get("j") is not None
    session.close()


def test_what_holds_nothing_of_a_project_is_refused(tmp_path):
    other = tmp_path / "other.cxdesk"
    other.write_bytes(random.Random(1).randbytes(50_000))
    with pytest.raises(Damaged):
        recover(other, tmp_path / "out.cxdesk")
    assert not (tmp_path / "out.cxdesk").exists()
    other.write_bytes(b"")
    with pytest.raises(NotAProject):
        recover(other, tmp_path / "out.cxdesk")
