"""Promises about what is erased for good."""

from __future__ import annotations

import shutil
import sqlite3
import time
from pathlib import Path

import msgspec
import numpy as np
import pytest

from cxdesk.models import erasing
from cxdesk.models.erasing import CannotErase, Erased
from cxdesk.models.ops import findings, stops
from cxdesk.models.records import (
    Attachment,
    Card,
    CardPlace,
    Comment,
    Insight,
    Lane,
    Measure,
    Persona,
    Place,
    Question,
    Rating,
    Stop,
    Survey,
    Touchpoint,
    Version,
)
from cxdesk.session import Session
from cxdesk.storage import seals
from cxdesk.storage.check import check
from cxdesk.storage.merge import merge
from cxdesk.storage.operations import OP_COLUMNS
from cxdesk.storage.recovery import recover
from cxdesk.storage.timeline import edits

SECRET = "Geheimnis-Zugspitze"


def holds(path: Path, *words: str) -> list[str]:
    """Which of these words are anywhere in a file's bytes."""
    content = path.read_bytes()
    return [word for word in words if word.encode() in content]


def journals(state: Path) -> bytes:
    """Everything that this computer's journals hold."""
    return b"".join(file.read_bytes() for file in state.rglob("*.journal"))


def told(session: Session) -> list[str]:
    """What is wrong with the file of a session."""
    assert session.flush(10)
    return [str(problem) for problem in check(session.path)]


def test_a_record_is_erased_with_all_that_hangs_on_it_and_all_it_ever_was(path, state):
    session = Session.open(path)
    stop = stops.add_stop(session.store, "p", name=f"{SECRET} alt")
    touchpoint = session.store.record(stop.touchpoint).id
    with session.store.transaction("Rename touchpoint to {name}", name=f"{SECRET} neu") as edit:
        edit.update(touchpoint, name=f"{SECRET} neu")
    with session.store.transaction("Edit") as edit:
        edit.add(Lane(id="l", kind="doing", place=Place("j", "V")))
        edit.add(Card(id="k", text=f"{SECRET} Karte", place=CardPlace("l", stop.id, "V")))
        edit.add(Rating(id="r", touchpoint=touchpoint, value=1, comment=f"{SECRET} Rating"))
        edit.add(Comment(id="c", target="k", text=f"{SECRET} Kommentar"))
        edit.add(Comment(id="other", target="s", text="bleibt"))
    with session.store.transaction("Delete") as edit:
        edit.remove("c")
    assert session.flush(10)
    assert holds(path, SECRET) and SECRET.encode() in journals(state)

    erasure = erasing.of_record(session.store, touchpoint)
    assert {key for _, key in erasure.records} == {touchpoint, stop.id, "k", "r", "c"}
    assert session.erasures.carry_out(erasure)

    assert holds(path, SECRET) == []
    assert session.flush(10)
    session.close()
    assert SECRET.encode() not in journals(state)
    again = Session.open(path)
    for key in (touchpoint, stop.id, "k", "r", "c"):
        assert again.store.get(key) is None
        assert key not in again.store.gone
    assert again.store.record("other").text == "bleibt"
    assert told(again) == []
    assert not any(SECRET in str(edit.label.arguments) for edit in edits(path, 100))
    again.close()


def test_an_erased_record_is_in_no_journal_while_the_program_runs_on(path, state, opened):
    session = opened()
    findings.add_comment(session.store, "s", SECRET, "Erika")
    comment = session.store.all(Comment)[0]
    assert session.flush(10)
    assert SECRET.encode() in journals(state)
    session.erasures.carry_out(erasing.of_record(session.store, comment.id))
    _until(lambda: SECRET.encode() not in journals(state))
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="Kauf")
    assert told(session) == []


def test_what_a_crash_has_left_in_a_journal_is_erased_there_too(path, state, opened):
    session, crashed = opened(), Session.open(path)
    session.follow(lambda: None)
    with crashed.store.transaction("Edit {name}", name=SECRET) as edit:
        edit.add(Comment(id="c", target="s", text=SECRET))
    assert crashed.flush(10)
    crashed._file.writer._journal._stream.close()  # the lock goes with the program
    _until(lambda: [session.poll(), session.store.get("c")][1])
    assert SECRET.encode() in journals(state)
    session.erasures.carry_out(erasing.of_record(session.store, "c"))
    _until(lambda: SECRET.encode() not in journals(state))
    assert told(session) == []
    session.close()
    again = opened()
    assert again.store.get("c") is None
    assert told(again) == []


def test_whoever_erases_themself_before_their_first_edit_leaves_no_name(path, state, opened):
    (state / "person.json").write_bytes(msgspec.json.encode({"id": "pe", "name": SECRET}))
    session = opened()
    persons = session.erasures.persons(SECRET)
    session.erasures.carry_out(erasing.of_person(session.store, SECRET, persons))
    with session.store.transaction("Edit") as edit:
        edit.update("p", name="Kauf")
    assert told(session) == []
    assert holds(path, SECRET) == []


def test_undo_and_redo_leave_out_what_is_erased(opened):
    session = opened()
    with session.store.transaction("Edit {name}", name=SECRET) as edit:
        edit.add(Comment(id="c", target="s", text=SECRET))
        edit.update("p", name="Kauf")
    with session.store.transaction("Edit") as edit:
        edit.update("c", text=f"{SECRET}!")
    session.erasures.carry_out(erasing.of_record(session.store, "c"))
    undone = session.history.undo()
    assert undone is not None and SECRET not in str(undone.label)
    assert session.store.record("p").name == "Buchung"
    assert session.store.get("c") is None
    assert session.history.undo() is None
    session.history.redo()
    assert session.store.record("p").name == "Kauf"
    assert session.store.get("c") is None
    assert told(session) == []
    with pytest.raises(Erased, match="erased for good"):  # noqa: SIM117
        with session.store.transaction("Edit") as edit:
            edit.add(Comment(id="c", target="s", text=SECRET))


def test_the_project_itself_cannot_be_erased(opened):
    session = opened()
    with pytest.raises(CannotErase):
        erasing.of_record(session.store, session.store.project.id)


def test_an_erased_record_takes_its_pictures_and_files_along(path, opened):
    session = opened()
    shared = session.keep_blob(b"shared " * 50, "text/plain")
    own = session.keep_blob(SECRET.encode() * 200, "text/plain")
    former = session.keep_blob(b"former " + SECRET.encode() * 50, "text/plain")
    with session.store.transaction("Edit") as edit:
        edit.add(Attachment(id="a", target="s", name="mine", blob=former))
        edit.add(Attachment(id="b", target="s", name="other", blob=shared))
        edit.add(Attachment(id="c", target="s", name="third", blob=shared))
    with session.store.transaction("Edit") as edit:
        edit.update("a", blob=own)
    session.erasures.carry_out(erasing.of_record(session.store, "a"))
    session.erasures.carry_out(erasing.of_record(session.store, "c"))
    assert session.blob(own) is session.blob(former) is None
    assert session.blob(shared) is not None
    assert holds(path, SECRET) == []
    with pytest.raises(Erased, match="erased"):
        session.keep_blob(SECRET.encode() * 200, "text/plain")
    assert told(session) == []


def test_a_person_is_erased_from_sessions_comments_versions_measures_and_labels(
    path, state, monkeypatch
):
    shutil.rmtree(state)
    monkeypatch.setattr("getpass.getuser", lambda: "Erika Mustermann")
    monkeypatch.setattr("platform.node", lambda: "erikas-rechner")
    session = Session.open(path)
    session.follow(lambda: None)
    with session.store.transaction("Edit") as edit:
        edit.add(Comment(id="c", target="s", text="Zu langsam", author="Erika Mustermann"))
        edit.add(Version(id="v", name="Stand", author="Erika Mustermann"))
        edit.add(Measure(id="m", title="Schneller", owner="erika mustermann"))
        edit.add(Rating(id="r", touchpoint="t", value=1, respondent="Erika Mustermann"))
    monkeypatch.setattr("platform.node", lambda: "hans-rechner")
    (state / "person.json").write_bytes(msgspec.json.encode({"id": "hans", "name": "Hans"}))
    hans = Session.open(path)
    with hans.store.transaction("Edit") as edit:
        edit.add(Comment(id="d", target="s", text="Stimmt", author="Hans"))
    hans.close()
    with session.store.transaction("Give {name} a measure", name="Erika Mustermann") as edit:
        edit.update("m", owner="Erika Mustermann")
    _until(lambda: [session.poll(), session.store.get("d")][1])
    session.flush(10)
    persons = session.erasures.persons("erika mustermann")
    assert persons == {session.opening.person}
    session.flush(10)
    erasure = erasing.of_person(session.store, "Erika Mustermann", persons)
    assert session.erasures.carry_out(erasure, ["Erika Mustermann"])
    assert holds(path, "Mustermann", "mustermann", "erikas-rechner") == []
    assert session.store.record("c") == Comment(id="c", target="s", text="Zu langsam")
    assert session.store.record("d").author == "Hans"
    assert (session.store.record("v").author, session.store.record("m").owner) == ("", "")
    assert session.store.record("r").respondent == ""
    with session.store.transaction("Edit") as edit:
        edit.add(Comment(id="e", target="s", text="Noch eins", author="Erika Mustermann"))
    assert told(session) == []
    session.close()
    later = Session.open(path)
    with later.store.transaction("Edit") as edit:
        edit.update("p", name="Kauf")
    assert told(later) == []
    later.close()
    assert holds(path, "Mustermann", "mustermann", "erikas-rechner") == []
    assert b"Mustermann" not in journals(state)


def test_who_has_never_been_here_cannot_be_erased(opened):
    session = opened()
    with pytest.raises(CannotErase, match="Nobody"):
        erasing.of_person(session.store, "Niemand", session.erasures.persons("Niemand"))


@pytest.fixture
def asked(path) -> tuple[Path, list[Question]]:
    """A project with a survey of 70,000: a rating, towns, numbers and comments."""
    survey = Survey(id="sv", name="Gäste", respondents=70_000)
    rating = np.random.default_rng(1).integers(0, 5, 70_000).astype(np.uint8)
    towns = np.zeros(70_000, np.uint16)
    towns[66_000] = 1
    numbers = np.arange(70_000, dtype=np.uint32) + 10_000_000
    questions = [
        Question(
            id="q1", survey="sv", kind="rating", codes=("1", "2", "3", "4", "5"),
            counts=tuple(np.bincount(rating, minlength=5).tolist()),
        ),
        Question(
            id="q2", survey="sv", position=1, kind="segment", codes=("München", SECRET),
            counts=(69_999, 1), missing=(SECRET,), words={SECRET: 3.0},
        ),
        Question(id="q3", survey="sv", position=2, kind="respondent"),
        Question(id="q4", survey="sv", position=3, kind="comment"),
    ]  # fmt: skip
    session = Session.open(path)
    session.keep_survey(
        survey,
        questions,
        {"q1": rating, "q2": towns, "q3": numbers},
        {"q4": [(0, "Gut"), (66_000, f"{SECRET} war schlecht")]},
    )
    session.close()
    return path, questions


def test_a_respondent_is_erased_from_every_column_histogram_and_comment(asked, opened):
    path, (rating, *_) = asked
    session = opened()
    before = session.answers("q1").copy()
    code = int(before[66_000])
    assert session.erasures.carry_out(erasing.of_respondent(session.store, "sv", 66_001))
    after = session.answers("q1")
    assert after[66_000] == 255
    np.testing.assert_array_equal(np.delete(after, 66_000), np.delete(before, 66_000))
    counts = list(rating.counts)
    counts[code] -= 1
    assert session.store.record("q1").counts == tuple(counts)
    assert session.store.record("q1").codes == rating.codes
    towns = session.store.record("q2")
    assert (towns.codes, towns.counts) == (("München", ""), (69_999, 0))
    assert (towns.missing, towns.words) == ((), {})
    assert session.answers("q3")[66_000] == np.iinfo(np.uint32).max
    assert session.comments("q4") == [(0, "Gut")]
    assert holds(path, SECRET) == []
    assert told(session) == []


def test_one_answer_in_words_is_erased_and_the_respondents_others_stay(asked, opened):
    session = opened()
    assert session.erasures.carry_out(erasing.of_answer(session.store, "q4", 66_001))
    assert session.comments("q4") == [(0, "Gut")]
    assert session.store.record("q1").counts == asked[1][0].counts
    assert told(session) == []


def test_a_survey_is_erased_with_all_answers(asked, opened):
    path, _ = asked
    session = opened()
    session.erasures.carry_out(erasing.of_record(session.store, "sv"))
    assert session.store.all(Question) == []
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT total(length(data)) FROM answers").fetchone()[0] == 0
    assert holds(path, SECRET, "Gut") == []
    assert told(session) == []


def test_a_number_outside_of_the_survey_is_refused_with_its_range(asked, opened):
    session = opened()
    for number in (0, 70_001):
        with pytest.raises(CannotErase, match="1 to 70000"):
            erasing.of_respondent(session.store, "sv", number)


@pytest.mark.parametrize("first", ["erased", "edited"])
def test_erased_on_one_copy_and_edited_on_another_is_erased_after_merging_both_ways(
    path, tmp_path, first
):
    session = Session.open(path)
    with session.store.transaction("Edit") as edit:
        edit.add(Comment(id="c", target="s", text=SECRET, author="Erika"))
    session.close()
    other = tmp_path / "other.cxdesk"
    shutil.copy(path, other)
    here, there = Session.open(path), Session.open(other)
    for side in ("erased", "edited") if first == "erased" else ("edited", "erased"):
        if side == "erased":
            here.erasures.carry_out(erasing.of_record(here.store, "c"))
        else:
            with there.store.transaction("Edit {name}", name=SECRET) as edit:
                edit.update("c", text=f"{SECRET}, später")
    here.close()
    there.close()
    assert holds(other, SECRET)
    assert merge(other, path, preview=True).erased == 1
    assert holds(other, SECRET)
    assert merge(other, path).erased == 1
    merged = merge(path, other)
    assert (merged.conflicts, merged.erased) == ([], 0)
    assert merge(other, path).new == 0
    for file in (path, other):
        assert holds(file, SECRET) == []
        assert check(file) == []
        session = Session.open(file)
        assert session.store.get("c") is None
        session.close()


def test_what_another_copy_has_hung_on_it_meanwhile_goes_and_what_was_moved_away_before_stays(
    path, tmp_path
):
    session = Session.open(path)
    with session.store.transaction("Edit") as edit:
        edit.add(Lane(id="l", kind="doing", place=Place("j", "V")))
        edit.add(Touchpoint(id="t2", name="Filiale"))
        edit.add(Stop(id="s2", touchpoint="t2", place=Place("p", "W")))
        edit.add(Card(id="k", text="Bleibt", place=CardPlace("l", "s2", "V")))
    with session.store.transaction("Move") as edit:
        edit.update("k", place=CardPlace("l", "s", "V"))
    session.close()
    other, third = tmp_path / "other.cxdesk", tmp_path / "third.cxdesk"
    shutil.copy(path, other)
    there = Session.open(other)
    with there.store.transaction("Rate {name}", name=f"{SECRET} Filiale") as edit:
        edit.add(Rating(id="r", touchpoint="t2", value=1, comment=SECRET))
    with there.store.transaction("Edit") as edit:
        edit.update("r", comment=f"{SECRET}!")
        edit.add(Comment(id="c", target="r", text=SECRET))
    there.close()
    shutil.copy(other, third)
    here = Session.open(path)
    here.erasures.carry_out(erasing.of_record(here.store, "t2"))
    here.close()
    merge(path, other)
    merge(third, path)
    merge(other, third)
    assert merge(path, third).conflicts == []
    for file in (path, other, third):
        assert check(file) == []
        assert holds(file, SECRET) == []
        session = Session.open(file)
        assert session.store.record("k").text == "Bleibt"
        assert [session.store.get(key) for key in ("r", "c", "s2", "t2")] == [None] * 4
        session.close()


def test_two_respondents_erased_on_two_copies_are_both_gone_and_counted_so(asked, tmp_path):
    path, _ = asked
    other = tmp_path / "other.cxdesk"
    shutil.copy(path, other)
    codes = None
    for file, number in ((path, 66_001), (other, 5)):
        session = Session.open(file)
        codes = session.answers("q1").copy() if codes is None else codes
        session.erasures.carry_out(erasing.of_respondent(session.store, "sv", number))
        session.close()
    merge(path, other)
    merge(other, path)
    codes[[66_000, 4]] = 255
    for file in (path, other):
        session = Session.open(file)
        np.testing.assert_array_equal(session.answers("q1"), codes)
        expected = tuple(np.bincount(codes, minlength=5)[:5].tolist())
        assert session.store.record("q1").counts == expected
        session.close()
        assert check(file) == []


def test_a_person_erased_here_is_erased_from_what_a_copy_brings_later(path, tmp_path, state):
    other = tmp_path / "other.cxdesk"
    shutil.copy(path, other)
    (state / "person.json").write_bytes(msgspec.json.encode({"id": "pe", "name": SECRET}))
    there = Session.open(other)
    with there.store.transaction("Edit") as edit:
        edit.add(Comment(id="c", target="s", text="Zu langsam", author=SECRET))
    there.close()
    here = Session.open(path)
    with here.store.transaction("Edit") as edit:
        edit.update("p", name="Kauf")
    here.flush(10)
    persons = here.erasures.persons(SECRET)
    here.erasures.carry_out(erasing.of_person(here.store, SECRET, persons), [SECRET])
    here.copies.merge(other)
    here.poll()
    here.close()
    again = Session.open(path)
    assert again.store.record("c") == Comment(id="c", target="s", text="Zu langsam")
    assert told(again) == []
    again.close()
    assert holds(path, SECRET) == []


def test_another_program_forgets_what_is_erased_and_cannot_bring_it_back(path, opened, state):
    mine, theirs = opened(), opened()
    theirs.follow(lambda: None)
    with theirs.store.transaction("Edit {name}", name=SECRET) as edit:
        edit.add(Comment(id="c", target="s", text=SECRET))
        edit.add(Insight(id="i", kind="strength", text=SECRET))
    assert theirs.flush(10)
    mine.follow(lambda: None)
    _until(lambda: [mine.poll(), mine.store.get("c")][1])
    mine.erasures.carry_out(erasing.of_record(mine.store, "c"))
    with theirs.store.transaction("Edit") as edit:  # before it has heard of it
        edit.update("c", text=f"{SECRET}, wieder")
    assert theirs.flush(10)
    _until(lambda: [theirs.poll(), theirs.store.get("c") is None][1])
    assert "c" not in theirs.store.gone
    theirs.history.undo()
    assert theirs.store.get("c") is None
    mine.erasures.carry_out(erasing.of_record(mine.store, "i"))
    known = theirs.store.records, theirs.store.gone
    _until(lambda: [theirs.poll(), all("i" not in each for each in known)][1])
    _until(lambda: SECRET.encode() not in journals(state))
    assert told(theirs) == []
    assert holds(path, SECRET) == []


def test_what_others_edit_while_something_is_erased_stays_mine_to_undo(opened):
    mine, theirs = opened(), opened()
    with mine.store.transaction("Edit") as edit:
        edit.add(Comment(id="c", target="s", text=SECRET))
    assert mine.flush(10)
    theirs.follow(lambda: None)
    _until(lambda: [theirs.poll(), theirs.store.get("c")][1])
    with theirs.store.transaction("Edit") as edit:
        edit.update("t", description="Buchen")
    assert theirs.flush(10)
    with mine.store.transaction("Edit") as edit:
        edit.update("t", name="App")
    mine.erasures.carry_out(erasing.of_record(mine.store, "c"))
    _until(lambda: [theirs.poll(), theirs.store.get("c") is None][1])
    assert theirs.store.record("t").name == "App"
    theirs.history.undo()
    assert theirs.store.record("t").description == ""


def test_check_finds_what_is_blank_though_nobody_erased_it(path, opened):
    session = opened()
    with session.store.transaction("Edit") as edit:
        edit.add(Comment(id="c", target="s", text="Hier"))
    session.close()
    with sqlite3.connect(path) as connection:
        columns = ", ".join(f'"{column}"' for column in OP_COLUMNS[:-1])
        (row,) = connection.execute(f"SELECT {columns} FROM op WHERE \"row\" = 'c'").fetchall()
        content = (*row[:7], None, *row[8:])
        connection.execute(
            "UPDATE op SET value = NULL, digest = ? WHERE \"row\" = 'c'", (seals.digest(content),)
        )
        connection.execute("DELETE FROM comment")
    assert [str(problem) for problem in check(path)] == [
        "An edit of Comment c is empty, and nobody erased it."
    ]


def test_a_backup_from_before_brings_everything_back_but_what_was_erased(path, opened):
    session = opened()
    with session.store.transaction("Edit") as edit:
        edit.add(Comment(id="c", target="s", text=SECRET))
        edit.update("p", name="Kauf")
    assert session.flush(10)
    older = session.backups.make().path
    with session.store.transaction("Edit") as edit:
        edit.update("p", name="Verkauf")
    session.erasures.carry_out(erasing.of_record(session.store, "c"))
    session.copies.restore(older)
    assert session.store.record("p").name == "Kauf"
    assert session.store.get("c") is None
    assert told(session) == []
    assert holds(path, SECRET) == []


def test_what_is_recovered_from_a_file_stays_erased(path, tmp_path, opened):
    session = opened()
    with session.store.transaction("Edit") as edit:
        edit.add(Persona(id="x", name=SECRET, place=Place("", "V")))
    session.erasures.carry_out(erasing.of_record(session.store, "x"))
    session.close()
    out = tmp_path / "out.cxdesk"
    recover(path, out)
    assert check(out) == []
    assert holds(out, SECRET) == []
    merge(out, path)
    assert check(out) == []


def _until(condition) -> None:
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it never happened")


def test_a_copy_that_claims_the_project_itself_erased_does_not_take_it_away(path, tmp_path):
    other = tmp_path / "other.cxdesk"
    shutil.copy(path, other)
    session = Session.open(other)
    erasure = erasing.Erasure(records=frozenset({("project", session.store.project.id)}))
    session.erasures.carry_out(erasure)
    session.close()
    merge(path, other)
    for file in (path, other):
        Session.open(file).close()
        assert check(file) == []
