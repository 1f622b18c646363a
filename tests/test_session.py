"""Promises of one open project."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cxdesk.models.ids import new_id
from cxdesk.models.records import (
    Journey,
    Phase,
    Place,
    Project,
    Question,
    Rating,
    Survey,
    Touchpoint,
)
from cxdesk.models.store import Change, RuleBroken, UnknownRecord
from cxdesk.session import Session
from cxdesk.storage import columns
from cxdesk.storage.writer import SaveState


@pytest.fixture
def session(tmp_path: Path):
    """A project with a journey and a touchpoint, open."""
    records = [
        Project(id="project", title="Flugreise"),
        Journey(id="j", place=Place("", "V")),
        Phase(id="p", place=Place("j", "V")),
        Touchpoint(id="t"),
    ]
    session = Session.create(tmp_path / "p.cxdesk", records, journal_folder=tmp_path / "state")
    yield session
    session.close()


def test_a_new_project_is_open_saved_and_has_nothing_to_undo(session):
    assert session.store.project.title == "Flugreise"
    assert session.state == SaveState("saved")
    assert session.history.steps == ()
    assert not session.read_only
    assert session.format == 2
    assert session.path.is_absolute()


def test_the_states_of_an_edit_end_with_saved_and_a_listener_can_leave(session):
    states: list[SaveState] = []
    leave = session.subscribe_state(states.append)
    with session.store.transaction("Rename") as edit:
        edit.update("p", name="A")
    assert session.flush(10)
    session.close()
    assert states[-1] == SaveState("saved")
    assert {state.kind for state in states} <= {"saving", "kept", "saved"}
    leave()
    leave()


def test_an_edit_that_breaks_a_rule_reaches_neither_memory_nor_file(session):
    with pytest.raises(RuleBroken), session.store.transaction("Rate") as edit:
        edit.add(Rating(id="r", touchpoint="t", scale="stars", value=9))
    assert session.store.get("r") is None
    assert session.state.kind == "saved"
    session.close()
    assert Session.open(session.path).store.get("r") is None


def test_closing_twice_is_closing(session):
    session.close()
    session.close()


def test_an_import_tells_its_listeners_once_when_it_is_in_the_file(session):
    changes: list[Change] = []
    session.store.subscribe(changes.append)
    survey = Survey(id=new_id(), name="S", respondents=3)
    question = Question(id=new_id(), survey=survey.id, codes=("1", "2"))
    column = np.array([0, 1, 255], np.uint8)
    session.keep_survey(survey, [question], {question.id: column}, {question.id: [(2, "gut")]})
    assert [change.source for change in changes] == ["me"]
    assert session.answers(question.id).tolist() == [0, 1, 255]
    assert not session.answers(question.id).flags.writeable
    assert session.comments(question.id) == [(2, "gut")]


def test_a_column_of_a_wrong_kind_is_refused_before_anything_happens(session):
    survey = Survey(id=new_id(), respondents=2)
    question = Question(id=new_id(), survey=survey.id)
    with pytest.raises(TypeError):
        session.keep_survey(survey, [question], {question.id: np.array([0.5, 1.0])}, {})
    assert session.store.get(survey.id) is None


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.uint32])
@pytest.mark.parametrize("respondents", [0, 1, 65_536, 65_537])
def test_columns_of_every_width_and_length_come_out_as_they_went_in(session, kind, respondents):
    survey = Survey(id=new_id(), respondents=respondents)
    question = Question(id=new_id(), survey=survey.id)
    highest = np.iinfo(kind).max
    column = np.random.default_rng(3).integers(0, highest, respondents, kind, endpoint=True)
    session.keep_survey(survey, [question], {question.id: column}, {})
    np.testing.assert_array_equal(session.answers(question.id), column)


def test_only_so_many_columns_stay_in_memory(session, monkeypatch):
    monkeypatch.setattr(columns, "CACHED_BYTES", 2500)
    survey = Survey(id=new_id(), respondents=1000)
    questions = [Question(id=new_id(), survey=survey.id) for _ in range(4)]
    held = {question.id: np.zeros(1000, np.uint8) for question in questions}
    session.keep_survey(survey, questions, held, {})
    first, *others = [session.answers(question.id) for question in questions]
    assert session.answers(questions[3].id) is others[2]
    assert session.answers(questions[2].id) is others[1]
    assert session.answers(questions[0].id) is not first


def test_answers_to_a_question_that_is_not_there_are_an_unknown_record(session):
    with pytest.raises(UnknownRecord):
        session.answers("nothing")
