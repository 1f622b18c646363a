"""What was kept at an import can be used later, without importing anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cxdesk.analysis.scores import overall
from cxdesk.analysis.selection import Selection
from cxdesk.canvas.workspace import Workspace
from cxdesk.ingest.commit import commit
from cxdesk.ingest.plan import plan
from cxdesk.ingest.reading import read_table
from cxdesk.models import queries
from cxdesk.models.ops import surveys
from cxdesk.models.ops.personas import add_persona, set_rule
from cxdesk.models.records import Question, Survey
from cxdesk.models.scales import BUILT_IN
from cxdesk.models.store import RuleBroken
from cxdesk.views.inspector.panel import Inspector
from cxdesk.views.inspector.persona_rules import PersonaRules
from cxdesk.views.inspector.survey_page import SurveyPage
from cxdesk.views.numbers.dashboard import DashboardView
from cxdesk.views.numbers.provenance import could_be_overall
from cxdesk.views.window.main_window import MainWindow


@pytest.fixture
def airline(empty_workspace: Workspace, shared_data: Path) -> Workspace:
    """The airline survey, imported without anybody looking at its words."""
    table = read_table(shared_data / "airline" / "test.csv")
    session = empty_workspace.session
    commit(session, plan(table, None, session.store, create=True))
    return empty_workspace


@pytest.fixture
def inspector(airline: Workspace, qtbot: QtBot) -> Inspector:
    made = Inspector(airline)
    qtbot.addWidget(made)
    made.resize(344, 900)
    made.show()
    return made


@pytest.fixture
def page(inspector: Inspector, airline: Workspace) -> SurveyPage:
    airline.select([airline.store.all(Survey)[0].id])
    assert isinstance(inspector.page, SurveyPage)
    return inspector.page


def question(workspace: Workspace, text: str) -> Question:
    return next(one for one in workspace.store.all(Question) if one.text == text)


def test_words_become_the_overall_rating_of_the_journey(
    page: SurveyPage, airline: Workspace, qtbot: QtBot
) -> None:
    notices: list[str] = []
    airline.notice.connect(lambda text, kind: notices.append(text))
    asked = question(airline, "satisfaction")
    qtbot.mouseClick(page.rows[asked.id], Qt.MouseButton.LeftButton)
    assert page.form.use.value == "overall"
    assert page.form.values.words == {"satisfied": 1.0, "neutral or dissatisfied": 0.0}
    qtbot.mouseClick(page.form.apply, Qt.MouseButton.LeftButton)
    (score,) = overall(airline.store, airline.journey, Selection(), airline.session.answers)
    assert (queries.scale(airline.store, score.scale).name, score.n) == ("0–1", 25_976)
    assert score.mean == pytest.approx(11_403 / 25_976)
    assert notices == ["“satisfaction” is the overall rating now; undo takes it back."]
    assert page.form.isHidden()
    airline.session.history.undo()
    assert question(airline, "satisfaction") == asked


def test_an_answer_that_nobody_has_placed_keeps_the_button_off(
    page: SurveyPage, airline: Workspace
) -> None:
    asked = question(airline, "Class")
    page.open_question(asked.id, use="overall")
    assert not page.form.apply.isEnabled()
    assert page.form.scale.value == "csat"
    for choice, key in zip(page.form.values.choices.values(), ("5", "3", "-1e99"), strict=True):
        choice.choose(key)
        choice.chosen.emit(key)
    assert page.form.apply.isEnabled()
    page.form.keep()
    kept = question(airline, "Class")
    assert kept.words == {"Business": 5.0, "Eco": 3.0}
    assert kept.missing == ("Eco Plus",)
    (score,) = overall(airline.store, airline.journey, Selection(), airline.session.answers)
    assert score.n == sum(kept.counts) - dict(zip(kept.codes, kept.counts, strict=True))["Eco Plus"]


def test_a_rating_goes_to_another_touchpoint_or_nowhere(
    page: SurveyPage, airline: Workspace
) -> None:
    stops = queries.journey_stops(airline.store, airline.journey)
    asked = question(airline, "Gate location")
    page.open_question(asked.id)
    page.form.target.choose(stops[0].touchpoint)
    page.form.keep()
    moved = question(airline, "Gate location")
    assert (moved.touchpoint, moved.scale) == (stops[0].touchpoint, asked.scale)
    assert airline.session.answers(asked.id).shape == (25_976,)
    page.open_question(asked.id, use="segment")
    page.form.keep()
    kept = question(airline, "Gate location")
    assert (kept.kind, kept.touchpoint, kept.codes) == ("segment", "", asked.codes)


def test_a_code_off_the_scale_is_proposed_as_no_answer(
    page: SurveyPage, airline: Workspace
) -> None:
    asked = question(airline, "Inflight wifi service")
    surveys.keep_for_later(airline.store, asked.id)
    page.open_question(asked.id, use="rating")
    assert list(page.form.values.choices) == ["0"]
    assert page.form.values.missing == ("0",)
    assert page.form.target.value == asked.touchpoint
    page.form.keep()
    assert question(airline, "Inflight wifi service") == asked


def test_name_source_and_wave_can_be_corrected(page: SurveyPage, airline: Workspace) -> None:
    page.source.chosen.emit("interview")
    surveys.edit_survey(airline.store, page.record, name="Passengers", wave="2015")
    (survey,) = airline.store.all(Survey)
    assert (survey.name, survey.source, survey.wave) == ("Passengers", "interview", "2015")
    assert page.wave.text() == "2015"


def test_a_value_off_the_scale_is_refused(airline: Workspace) -> None:
    asked = question(airline, "satisfaction")
    with pytest.raises(RuleBroken):
        surveys.rate_journey_with(
            airline.store, asked.id, airline.journey, scale=BUILT_IN["csat"],
            words={"satisfied": 6.0},
        )  # fmt: skip
    assert question(airline, "satisfaction") == asked


def test_the_dashboard_names_the_question_and_leads_to_it(
    airline: Workspace, qtbot: QtBot
) -> None:
    window = MainWindow(airline)
    qtbot.addWidget(window)
    window.show()
    dashboard = window.show_page("dashboard")
    assert isinstance(dashboard, DashboardView)
    qtbot.waitUntil(lambda: dashboard.offers.count() > 0)
    button = dashboard.offers.itemAt(0).widget()
    assert isinstance(button, QPushButton)
    assert button.text() == "“satisfaction” could be it: say what its 2 answers stand for…"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    page = window.right.widget().page
    assert isinstance(page, SurveyPage)
    assert window.page == "map"
    assert page.form.question == question(airline, "satisfaction").id
    page.form.keep()
    window.show_page("dashboard")
    qtbot.waitUntil(lambda: dashboard.matrix is not None and dashboard.matrix.known)
    assert dashboard.matrix is not None
    top = max(dashboard.matrix.findings, key=lambda one: one.importance or 0.0)
    assert top.name == "Online boarding"
    assert dashboard.offers.count() == 0


def test_delete_on_the_map_leaves_the_survey(airline: Workspace, qtbot: QtBot) -> None:
    window = MainWindow(airline)
    qtbot.addWidget(window)
    window.show()
    (survey,) = airline.store.all(Survey)
    airline.select([survey.id])
    window.view.setFocus()
    qtbot.keyClick(window.view, Qt.Key.Key_Delete)
    assert airline.store.visible(survey.id)


def test_nothing_is_offered_where_an_overall_rating_is(airline: Workspace) -> None:
    (asked,) = could_be_overall(airline)
    surveys.rate_journey_with(
        airline.store, asked.id, airline.journey, scale=BUILT_IN["csat"],
        words={"satisfied": 5.0, "neutral or dissatisfied": 1.0},
    )  # fmt: skip
    assert could_be_overall(airline) == []


def test_a_personas_rule_on_words_stays_to_be_seen_once_they_are_the_overall_rating(
    airline: Workspace, qtbot: QtBot
) -> None:
    asked = question(airline, "satisfaction")
    persona = add_persona(airline.store, "The satisfied").id
    set_rule(airline.store, persona, asked.id, (asked.codes.index("satisfied"),))
    surveys.rate_journey_with(
        airline.store, asked.id, airline.journey, scale=BUILT_IN["csat"],
        words={"satisfied": 4.0, "neutral or dissatisfied": 2.0},
    )  # fmt: skip
    rules = PersonaRules(airline)
    qtbot.addWidget(rules)
    rules.show_persona(persona)
    assert rules.choices[asked.id].text() == "satisfied"
    (score,) = overall(
        airline.store, airline.journey, Selection(persona=persona), airline.session.answers
    )
    assert (score.n, score.mean) == (11_403, 4.0)
