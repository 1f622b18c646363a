"""A project's own scales in the window: made, rated with, changed, deleted, imported with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.ingest.commit import commit
from cxdesk.ingest.mapping import ColumnMap, Mapping
from cxdesk.ingest.plan import plan
from cxdesk.ingest.reading import read_table
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import scales as scale_ops
from cxdesk.models.ops import stops
from cxdesk.models.records import Question, Survey
from cxdesk.models.scales import Scale, own_range, own_scale
from cxdesk.views.importing.dialog import ImportDialog
from cxdesk.views.importing.model import ANOTHER, SCALE
from cxdesk.views.inspector.panel import Inspector
from cxdesk.views.inspector.stop_page import StopPage
from cxdesk.views.inspector.survey_page import SurveyPage
from cxdesk.views.rating.panel import RatingPanel
from cxdesk.views.window.main_window import MainWindow

GRADES = own_scale("Schulnote", 1, 6, polarity=-1)


@pytest.fixture
def stop(empty_workspace: Workspace) -> Id:
    """A touchpoint that nobody has rated."""
    phase = queries.phases(empty_workspace.store, empty_workspace.journey)[0]
    return stops.add_stop(empty_workspace.store, phase.id, name="Check-in").id


@pytest.fixture
def panel(empty_workspace: Workspace, stop: Id, qtbot: QtBot) -> Iterator[RatingPanel]:
    inspector = Inspector(empty_workspace)
    qtbot.addWidget(inspector)
    inspector.resize(344, 900)
    inspector.show()
    empty_workspace.select([stop])
    assert isinstance(inspector.page, StopPage)
    yield inspector.page.rating
    inspector.close()


def offered(panel: RatingPanel) -> dict[str, str]:
    return {one.text(): key for (key, _), one in zip(
        panel._scales(panel._scale()), panel.scale.menu().actions(), strict=True
    )}  # fmt: skip


def choose(panel: RatingPanel, text: str) -> None:
    """Choose an entry of the menu of scales, as a person does."""
    menu = panel.scale.menu()
    next(one for one in menu.actions() if one.text() == text).trigger()


def given(workspace: Workspace, stop: Id) -> list[float]:
    touchpoint = workspace.store.record(stop).touchpoint
    return [one.value for one in queries.ratings(workspace.store, touchpoint)]


def fill(panel: RatingPanel, **texts: str) -> None:
    for name, text in texts.items():
        field = getattr(panel.own, name)
        field.clear()
        QTest.keyClicks(field, text)


def test_a_scale_is_made_where_one_rates_and_is_the_one_in_use(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    choose(panel, "Own scale…")
    assert panel.own.isVisible()
    assert panel.own.name.hasFocus()
    fill(panel, name="Bank", low="1", high="4")
    panel.own.good.button("low").click()
    assert panel.own.good.button("low").text() == "1 is best"
    shown = [one.accessibleName() for one in panel.own.preview.buttons]
    assert shown == ["1 very good", "2 good", "3 bad", "4 very bad"]
    panel.own.apply.click()
    assert panel.own.isHidden()
    (scale,) = empty_workspace.store.all(Scale)
    assert scale == own_scale("Bank", 1, 4, polarity=-1)
    assert panel.scale.text() == "Bank, 1 is best"
    assert panel.hint.text() == "Keys 1 to 4"
    qtbot.mouseClick(panel.buttons.buttons[0], Qt.MouseButton.LeftButton)
    (score,) = empty_workspace.numbers.score(stop, empty_workspace.shown)
    assert (score.mean, score.valence) == (1, 1)
    history = empty_workspace.session.history
    history.undo()
    history.undo()
    assert empty_workspace.store.all(Scale) == []
    assert panel.scale.text() == "Smileys"


def test_a_german_team_has_school_grades_with_one_click(
    panel: RatingPanel, empty_workspace: Workspace
) -> None:
    assert "School grade, 1 is best" not in offered(panel)
    empty_workspace.language = language("de")
    panel.refresh()
    choose(panel, "Schulnote, 1 ist am besten")
    assert empty_workspace.store.all(Scale) == [GRADES]
    assert [one.accessibleName() for one in panel.buttons.buttons] == [
        "1 sehr gut", "2 gut", "3 neutral", "4 neutral", "5 schlecht", "6 sehr schlecht",
    ]  # fmt: skip
    texts = list(offered(panel))
    assert texts.count("Schulnote, 1 ist am besten") == 1
    empty_workspace.session.history.undo()
    austrian = scale_ops.add_scale(
        empty_workspace.store, own_scale("Schulnote", 1, 5, polarity=-1)
    )
    told: list[str] = []
    empty_workspace.notice.connect(lambda text, kind: told.append(text))
    panel._choose_scale("\0grade")
    assert told == ["Eine Skala „Schulnote“ gibt es schon."]
    scale_ops.delete_scale(empty_workspace.store, austrian.id)
    choose(panel, "Schulnote, 1 ist am besten")
    texts = list(offered(panel))
    assert texts[-1] == "„Schulnote“ ändern …"


def test_a_suggestion_fills_the_form_and_esc_or_cancel_makes_nothing(
    panel: RatingPanel, empty_workspace: Workspace, qtbot: QtBot
) -> None:
    choose(panel, "Own scale…")
    panel.own.suggestions[0].click()
    fields = (panel.own.name, panel.own.low, panel.own.high, panel.own.step)
    assert [one.text() for one in fields] == ["School grade", "1", "6", "1"]
    assert panel.own.good.value == "low"
    panel.own.cancel.click()
    assert panel.own.isHidden()
    choose(panel, "Own scale…")
    qtbot.keyClick(panel.own.name, Qt.Key.Key_Escape)
    assert panel.own.isHidden()
    assert empty_workspace.store.all(Scale) == []


def test_another_touchpoint_puts_the_form_away_and_leaves_the_keyboard_where_it_is(
    window: MainWindow,
) -> None:
    workspace = window.workspace
    first, second = queries.journey_stops(workspace.store, workspace.journey)[:2]
    workspace.select([first.id])
    window.actions_["own_scale"].trigger()
    window.view.setFocus()
    workspace.select([second.id])
    inspector = window.right.widget()
    assert isinstance(inspector, Inspector)
    assert isinstance(inspector.page, StopPage)
    assert inspector.page.rating.own.isHidden()
    assert window.view.hasFocus()


def test_a_scale_without_a_name_is_called_by_its_range(
    panel: RatingPanel, empty_workspace: Workspace
) -> None:
    choose(panel, "Own scale…")
    panel.own.suggestions[1].click()
    assert (panel.own.name.text(), panel.own.name.placeholderText()) == ("", "0–100")
    fill(panel, high="50")
    assert panel.own.name.placeholderText() == "0–50"
    panel.own.apply.click()
    assert [one.name for one in empty_workspace.store.all(Scale)] == ["0–50"]


def test_a_wrong_scale_is_told_in_the_form(
    panel: RatingPanel, empty_workspace: Workspace, qtbot: QtBot
) -> None:
    choose(panel, "Own scale…")
    fill(panel, low="5", high="x")
    qtbot.keyClick(panel.own.high, Qt.Key.Key_Return)
    assert panel.own.isVisible()
    assert panel.own.preview.isHidden()
    assert panel.own.problem.text() == "A scale goes from −1,000,000 to 1,000,000 at most."
    assert empty_workspace.store.all(Scale) == []


def test_changing_a_scale_in_use_keeps_the_values_and_says_how_many(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    panel._make(own_scale("Grade", 1, 6))
    panel.rate(1)
    panel.rate(6)
    choose(panel, "Change “Grade”…")
    assert panel.own.note.text().startswith("2 values are on this scale.")
    fill(panel, high="5")
    panel.own.apply.click()
    assert "such as 6 (1 in all)" in panel.own.problem.text()
    fill(panel, high="6", name="School grade")
    panel.own.good.button("low").click()
    panel.own.apply.click()
    assert panel.scale.text() == "School grade, 1 is best"
    assert given(empty_workspace, stop) == [1, 6]
    assert panel.buttons.buttons[0].accessibleName() == "1 very good"
    empty_workspace.session.history.undo()
    assert panel.scale.text() == "Grade"


def test_a_scale_in_use_stays_and_an_unused_one_can_go(
    panel: RatingPanel, empty_workspace: Workspace, qtbot: QtBot
) -> None:
    panel._make(GRADES)
    panel.rate(2)
    choose(panel, "Change “Schulnote”…")
    panel.own.delete.click()
    assert panel.own.problem.text() == "The scale is in use (1 values are on it), so it stays."
    empty_workspace.session.history.undo()
    panel.own.delete.click()
    assert panel.own.isHidden()
    assert empty_workspace.store.all(Scale) == []
    assert panel.scale.text() == "Smileys"


def test_a_scale_of_a_hundred_steps_is_a_line_that_rates_where_one_lets_go(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    panel._make(own_range(0, 100))
    line = panel.buttons.line
    assert line is not None
    assert panel.buttons.buttons == []
    assert panel.hint.text() == "Type 0 to 100"
    middle = QPoint(line.width() // 2, 40)
    qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(30, 40))
    qtbot.mouseMove(line, middle)
    qtbot.mouseRelease(line, Qt.MouseButton.LeftButton, pos=middle)
    assert given(empty_workspace, stop) == [50]
    assert line.accessibleName() == "Rate 50 neutral"


def test_a_line_of_a_million_steps_is_drawn_and_rated_on(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    with empty_workspace.store.transaction("Import") as edit:
        key = edit.add(own_range(0, 1_000_000)).id
    empty_workspace.rate_with(scale=key)
    line = panel.buttons.line
    assert line is not None
    assert not line.grab().isNull()
    line.setFocus()
    qtbot.keyClicks(line, "750000")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert given(empty_workspace, stop) == [750_000]


def test_a_line_is_typed_on_and_walked_with_arrows(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    panel._make(own_range(0, 100))
    line = panel.buttons.line
    assert line is not None
    line.setFocus()
    qtbot.keyClicks(line, "73")
    assert given(empty_workspace, stop) == []
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Right)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert given(empty_workspace, stop) == [73, 74]
    qtbot.keyClicks(line, "9")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.accessibleName() == "Rate 74 good"


def test_letting_go_of_the_pointer_leaves_the_mark_at_what_was_given(
    panel: RatingPanel, empty_workspace: Workspace, qtbot: QtBot
) -> None:
    panel._make(own_range(0, 100))
    panel.rate(64)
    line = panel.buttons.line
    assert line is not None
    qtbot.mouseMove(line, QPoint(25, 40))
    assert line.accessibleName() == "Rate 2 very bad"
    qtbot.mouseMove(panel.perspectives)
    qtbot.waitUntil(lambda: line.accessibleName() == "Rate 64 good")


def test_an_import_offers_the_range_found_with_either_end_as_the_best(
    empty_workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = ImportDialog(empty_workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    file = tmp_path / "survey.csv"
    file.write_text("id,Service\n1,1\n2,1\n3,6\n4,2\n", encoding="utf-8")
    dialog.choose_file(file)

    def settled() -> bool:
        return not (dialog._reading.busy or dialog._planning.busy or dialog._pause.isActive())

    qtbot.waitUntil(settled)
    uses = dialog.table.uses
    texts = dict(uses.options(1, SCALE))
    assert texts["6-1"] == "1–6, 1 is best"
    assert texts[ANOTHER] == "Own range…"
    uses.put(1, SCALE, "6-1")
    assert uses.data(uses.index(1, SCALE)) == "1–6, 1 is best"
    qtbot.waitUntil(settled)
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    (scale,) = empty_workspace.store.all(Scale)
    assert (scale.best, scale.maximum) == (1, 6)
    texts = [text for _, text in uses.options(1, SCALE)]
    assert texts.count("1–6, 1 is best") == 1
    assert uses.data(uses.index(1, SCALE)) == "1–6, 1 is best"


def test_a_range_is_typed_for_a_column(
    empty_workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = ImportDialog(empty_workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    file = tmp_path / "survey.csv"
    file.write_text("id,Service\n1,1\n2,2\n3,3\n4,2\n", encoding="utf-8")
    dialog.choose_file(file)

    def settled() -> bool:
        return not (dialog._reading.busy or dialog._planning.busy or dialog._pause.isActive())

    qtbot.waitUntil(settled)
    table = dialog.table
    table._take([1], SCALE, ANOTHER)
    editor = table.findChild(QLineEdit)
    assert editor.placeholderText() == "6-1: 1 is best"
    qtbot.keyClicks(editor, "4-1")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.uses.uses[1].scale == "4-1")
    qtbot.waitUntil(settled)
    assert dialog.plan is not None
    assert [(one.minimum, one.maximum, one.polarity) for one in dialog.plan.scales] == [(1, 4, -1)]


def test_a_question_is_put_on_an_own_scale_in_one_step(
    empty_workspace: Workspace, stop: Id, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = empty_workspace
    file = tmp_path / "survey.csv"
    file.write_text("Check-in\n1\n1\n2\n4\n", encoding="utf-8")
    mapping = Mapping(scale="stars", columns={"Check-in": ColumnMap()})
    commit(workspace.session, plan(read_table(file), mapping, workspace.store))
    inspector = Inspector(workspace)
    qtbot.addWidget(inspector)
    inspector.resize(344, 900)
    inspector.show()
    workspace.select([workspace.store.all(Survey)[0].id])
    page = inspector.page
    assert isinstance(page, SurveyPage)
    (asked,) = workspace.store.all(Question)
    page.open_question(asked.id)
    form = page.form
    texts = [one.text() for one in form.scale.menu().actions()]
    assert "1–4, 1 is best" in texts
    next(one for one in form.scale.menu().actions() if one.text() == "Own scale…").trigger()
    form.own.name.setText("Bank")
    form.own.good.button("low").click()
    form.own.apply.click()
    assert form.scale.text() == "Bank, 1 is best"
    assert workspace.store.all(Scale) == []
    form.apply.click()
    (scale,) = workspace.store.all(Scale)
    assert workspace.store.all(Question)[0].scale == scale.id
    (score,) = workspace.numbers.score(stop, workspace.shown)
    assert (score.mean, score.valence) == (2, pytest.approx((1 + 1 + 1 / 3 - 1) / 4))
    workspace.session.history.undo()
    assert workspace.store.all(Question) == [asked]
    assert workspace.store.all(Scale) == []


def test_the_menu_opens_the_form_for_the_selected_touchpoint(window: MainWindow) -> None:
    workspace = window.workspace
    told: list[str] = []
    workspace.notice.connect(lambda text, kind: told.append(text))
    workspace.select([])
    window.actions_["own_scale"].trigger()
    assert told == ["Select a touchpoint first."]
    workspace.select([queries.journey_stops(workspace.store, workspace.journey)[0].id])
    window.actions_["right_panel"].setChecked(False)
    window.actions_["own_scale"].trigger()
    inspector = window.right.widget()
    assert isinstance(inspector, Inspector)
    assert isinstance(inspector.page, StopPage)
    form = inspector.page.rating.own
    assert form.isVisible()
    form.apply.click()
    assert workspace.store.all(Scale) == [own_scale("1\N{EN DASH}4", 1, 4)]


def test_digits_on_the_map_rate_with_a_scale_of_ones_own(
    window: MainWindow, qtbot: QtBot
) -> None:
    workspace = window.workspace
    stop = queries.journey_stops(workspace.store, workspace.journey)[0]
    before = len(given(workspace, stop.id))
    workspace.select([stop.id])
    workspace.rate_with(scale=scale_ops.add_scale(workspace.store, own_range(0, 100)).id)
    window.view.setFocus()
    qtbot.keyClicks(window.view, "75")
    assert given(workspace, stop.id)[before:] == [75]
    qtbot.keyClicks(window.view, "7")
    assert given(workspace, stop.id)[before:] == [75]
    qtbot.waitUntil(lambda: given(workspace, stop.id)[before:] == [75, 7])
