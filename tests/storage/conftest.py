"""A project in a folder of its own, with a journal of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from cxdesk.models.ids import new_id
from cxdesk.models.records import Journey, Phase, Place, Project, Question, Stop, Survey, Touchpoint
from cxdesk.session import Session

Opener = Callable[[], Session]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This computer's state folder."""
    folder = tmp_path / "state"
    monkeypatch.setenv("CXDESK_STATE", str(folder))
    return folder


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks of others are waited for a tenth of a second only."""
    monkeypatch.setattr("cxdesk.storage.connection.BUSY_SECONDS", 0.1)
    monkeypatch.setattr("cxdesk.storage.file.ATTEMPT_SECONDS", 0.1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with a journey, a phase, a touchpoint and its stop, closed."""
    file = tmp_path / "Reise.cxdesk"
    Session.create(
        file,
        [
            Project(id=new_id(), title="Flugreise"),
            Journey(id="j", title="Reise", place=Place("", "V")),
            Phase(id="p", name="Buchung", place=Place("j", "V")),
            Touchpoint(id="t", name="Website"),
            Stop(id="s", touchpoint="t", place=Place("p", "V")),
        ],
    ).close()
    return file


@pytest.fixture
def opened(path: Path) -> Iterator[Opener]:
    """Opens the project; what was opened is closed at the end."""
    sessions: list[Session] = []

    def open_() -> Session:
        sessions.append(Session.open(path))
        return sessions[-1]

    yield open_
    for session in sessions:
        session.close()


@pytest.fixture
def survey_of() -> Callable[[int], tuple[Survey, Question, np.ndarray]]:
    """Makes a survey with one question and its column, for a number of respondents."""
    return _survey_of


def _survey_of(respondents: int) -> tuple[Survey, Question, np.ndarray]:
    survey = Survey(id=new_id(), name="Gäste", respondents=respondents)
    column = np.random.default_rng(1).integers(0, 5, respondents).astype(np.uint8)
    question = Question(
        id=new_id(),
        survey=survey.id,
        kind="rating",
        codes=("1", "2", "3", "4", "5"),
        counts=tuple(np.bincount(column, minlength=5).tolist()),
    )
    return survey, question, column
