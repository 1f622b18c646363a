"""One rating in a project that holds a survey of 20 x 1,000,000 answers, against a bare commit."""

from __future__ import annotations

import sqlite3
from itertools import count
from pathlib import Path

import numpy as np

from benchmarks.measuring import middle, seconds, tell
from cxdesk import templates
from cxdesk.analysis.selection import Selection
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.layout.tokens import LIGHT
from cxdesk.models import queries
from cxdesk.models.ids import new_id
from cxdesk.models.ops.ratings import rate
from cxdesk.models.ops.stops import add_stop
from cxdesk.models.records import Question, Survey
from cxdesk.session import Session
from cxdesk.views.curve.panel import CurvePanel

QUESTIONS, RESPONDENTS = 20, 1_000_000


def run(folder: Path) -> None:
    """Print the ratio."""
    session = project(folder)
    workspace = Workspace(session, language("de"), LIGHT)
    panel = CurvePanel(workspace)
    panel.resize(1300, 400)
    stops = queries.journey_stops(session.store, workspace.journey)
    panel.set_columns([(s.id, 152.0 * n, 152.0) for n, s in enumerate(stops)], 0.0, 1.0, 112.0)
    panel.show()
    panel.grab()
    values = count()

    def enter() -> None:
        rate(session.store, stops[3].id, next(values) % 5 + 1, scale="stars")
        workspace.numbers.score(stops[3].id, Selection())
        panel.grab()
        session.flush()

    def bare() -> None:
        with connection:
            connection.execute("INSERT INTO op VALUES (NULL, ?)", (b"x" * 300,))
            connection.execute("INSERT INTO rating VALUES (NULL, ?)", (b"x" * 120,))
        panel.grab()

    connection = sqlite3.connect(folder / "bare.sqlite")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("CREATE TABLE op (seq INTEGER PRIMARY KEY, value BLOB)")
    connection.execute("CREATE TABLE rating (id INTEGER PRIMARY KEY, value BLOB)")
    enter()
    bare()
    entered, base = seconds(enter, 21), seconds(bare, 21)
    note = f"{middle(entered) * 1000:.1f} ms against {middle(base) * 1000:.1f} ms"
    ratio = middle(entered) / middle(base)
    tell("rating, saved, scored, repainted / bare commit, repaint", ratio, 5, note=note)
    workspace.close()
    session.close()


def project(folder: Path) -> Session:
    """A journey of 20 touchpoints, each with a question that a million people answered."""
    path = folder / "million.cxdesk"
    session = Session.create(path, templates.records("lifecycle", "de", "x"), journal_folder=folder)
    store = session.store
    journey = queries.journeys(store)[0]
    phases = queries.phases(store, journey.id)
    stops = [
        add_stop(store, phases[number % 5].id, name=f"Touchpoint {number}")
        for number in range(QUESTIONS)
    ]
    survey = Survey(id=new_id(), name="Umfrage", respondents=RESPONDENTS)
    random = np.random.default_rng(1)
    questions, columns = [], {}
    for number, stop in enumerate(stops):
        codes = random.integers(0, 5, RESPONDENTS, dtype=np.uint8)
        question = Question(
            id=new_id(), survey=survey.id, position=number, kind="rating", scale="stars",
            touchpoint=stop.touchpoint, codes=("1", "2", "3", "4", "5"),
            counts=tuple(int(n) for n in np.bincount(codes, minlength=5)),
        )  # fmt: skip
        questions.append(question)
        columns[question.id] = codes
    session.keep_survey(survey, questions, columns, {})
    session.flush()
    return session
