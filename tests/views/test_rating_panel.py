"""Rating with one click: what a click gives, what the panel shows of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import personas, ratings, stops
from cxdesk.models.records import Question, Rating, Survey
from cxdesk.views.inspector.panel import Inspector
from cxdesk.views.inspector.stop_page import StopPage
from cxdesk.views.rating.panel import RatingPanel
from cxdesk.views.widgets.controls import QuietButton


@pytest.fixture
def stop(empty_workspace: Workspace) -> Id:
    """A touchpoint that nobody has rated."""
    phase = queries.phases(empty_workspace.store, empty_workspace.journey)[0]
    return stops.add_stop(empty_workspace.store, phase.id, name="Check-in").id


@pytest.fixture
def panel(empty_workspace: Workspace, stop: Id, qtbot: QtBot) -> Iterator[RatingPanel]:
    """The rating panel of that touchpoint, in the inspector."""
    inspector = Inspector(empty_workspace)
    qtbot.addWidget(inspector)
    inspector.show()
    empty_workspace.select([stop])
    assert isinstance(inspector.page, StopPage)
    yield inspector.page.rating
    inspector.close()


def given(workspace: Workspace, stop: Id) -> list[Rating]:
    return queries.ratings(workspace.store, workspace.store.record(stop).touchpoint)


def test_a_click_on_a_face_adds_a_rating_of_its_number(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    assert [button.text() for button in panel.buttons.buttons] == ["−2", "−1", "0", "+1", "+2"]
    qtbot.mouseClick(panel.buttons.buttons[1], Qt.MouseButton.LeftButton)
    (rating,) = given(empty_workspace, stop)
    assert (rating.value, rating.scale, rating.perspective) == (-1.0, "smileys", "experience")
    assert (rating.source, rating.stop) == ("team_estimate", stop)


def test_enter_and_space_rate_like_a_click(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    panel.buttons.buttons[4].setFocus()
    qtbot.keyClick(panel.buttons.buttons[4], Qt.Key.Key_Return)
    qtbot.keyClick(panel.buttons.buttons[3], Qt.Key.Key_Space)
    assert [rating.value for rating in given(empty_workspace, stop)] == [2.0, 1.0]


def test_the_panel_shows_mean_interval_and_n_at_once(panel: RatingPanel, qtbot: QtBot) -> None:
    for number in (0, 1, 1, 2):
        qtbot.mouseClick(panel.buttons.buttons[number], Qt.MouseButton.LeftButton)
    assert panel.result.headline.text() == "−1.0"
    assert panel.result.detail.text() == "−2.0 to +0.3   n = 4"
    assert panel.result.histogram.accessibleName() == "−2: 1, −1: 2, 0: 1, +1: 0, +2: 0"


def test_the_way_of_rating_that_is_chosen_goes_into_the_rating(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.perspectives.button("expectation"), Qt.MouseButton.LeftButton)
    panel.source.chosen.emit("focus_group")
    panel.scale.chosen.emit("nps")
    assert [button.text() for button in panel.buttons.buttons] == [str(n) for n in range(11)]
    qtbot.mouseClick(panel.buttons.buttons[10], Qt.MouseButton.LeftButton)
    (rating,) = given(empty_workspace, stop)
    assert (rating.value, rating.scale) == (10.0, "nps")
    assert (rating.perspective, rating.source) == ("expectation", "focus_group")


def test_importance_has_numbers_and_no_faces(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.perspectives.button("importance"), Qt.MouseButton.LeftButton)
    assert len(panel.buttons.buttons) == 10
    qtbot.mouseClick(panel.buttons.buttons[7], Qt.MouseButton.LeftButton)
    (rating,) = given(empty_workspace, stop)
    assert (rating.value, rating.scale, rating.perspective) == (8.0, "ten", "importance")
    assert panel.buttons.buttons[7].accessibleName() == "8"


def test_the_gap_is_experience_minus_expectation(panel: RatingPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.perspectives.button("expectation"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.buttons.buttons[4], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.perspectives.button("experience"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.buttons.buttons[1], Qt.MouseButton.LeftButton)
    row = panel.comparisons.layout()
    assert row is not None
    names = [row.itemAt(at).widget().accessibleName() for at in range(row.count())]
    assert names == ["Expectation 2.0", "Gap −3.0"]


def test_a_rating_is_removed_from_its_row_and_undo_brings_it_back(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.buttons.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.buttons.buttons[4], Qt.MouseButton.LeftButton)
    newest = panel.latest.rows[0]
    assert newest.accessibleName() == "+2, Team estimate, just now"
    offered = [one.text() for one in panel.latest.menu("r", lambda: None).actions()]
    assert offered == ["Remove", "", "Erase for good..."]
    newest.removed.emit()
    assert [rating.value for rating in given(empty_workspace, stop)] == [-2.0]
    empty_workspace.session.history.undo()
    assert [rating.value for rating in given(empty_workspace, stop)] == [-2.0, 2.0]


def test_a_latest_rating_tells_for_whom_when_and_what_was_said(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    store, said = empty_workspace.store, "The seats were far apart, but the crew helped at once."
    family = personas.add_persona(store, "The Berger family", journey=empty_workspace.journey).id
    ratings.rate(store, stop, 1, scale="smileys", source="interview", persona=family, comment=said)
    (row,) = panel.latest.rows
    assert row.accessibleName() == f"+1, Interview, The Berger family · just now, {said}"
    inspector = panel.window()
    inspector.resize(344, 400)  # with its scroll bar
    qtbot.waitUntil(lambda: row.height() == row.heightForWidth(row.width()))
    texts = [one for one in row.findChildren(QLabel) if one.wordWrap()]
    assert [one.text() for one in texts] == ["Interview", "The Berger family · just now", said]
    for one in texts:
        assert one.height() == one.heightForWidth(one.width())
    assert texts[2].height() > texts[1].height()  # it goes on in a next line
    qtbot.mouseClick(row.findChildren(QuietButton)[0], Qt.MouseButton.LeftButton)
    assert given(empty_workspace, stop) == []


def test_what_was_given_last_in_the_same_way_is_marked(
    panel: RatingPanel, empty_workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.buttons.buttons[3], Qt.MouseButton.LeftButton)
    assert [button.isChecked() for button in panel.buttons.buttons] == [0, 0, 0, 1, 0]
    empty_workspace.rate_with(source="workshop_vote")
    assert not any(button.isChecked() for button in panel.buttons.buttons)


def test_a_survey_is_one_row_with_its_mean_and_number_of_answers(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    store = empty_workspace.store
    with store.transaction("import") as edit:
        edit.add(Survey(id="s", name="Customer survey", respondents=6))
        edit.add(
            Question(
                id="q", survey="s", kind="rating", scale="stars", codes=("0", "1", "5"),
                counts=(2, 1, 3), missing=("0",), touchpoint=store.record(stop).touchpoint,
            )
        )  # fmt: skip
    (row,) = panel.latest.rows
    assert row.accessibleName() == "4.0, Customer survey, 4 answers"
    assert panel.result.headline.text() == "4.0"


def test_ratings_of_another_stop_of_the_touchpoint_are_not_listed(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id
) -> None:
    other = stops.duplicate_stop(empty_workspace.store, stop)
    ratings.rate(empty_workspace.store, other.id, 2, scale="smileys")
    assert panel.latest.rows == []


def test_a_figure_from_elsewhere_is_typed_in_and_counts(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.add_figure, Qt.MouseButton.LeftButton)
    panel.figure.statistic.choose("nps")
    qtbot.keyClicks(panel.figure.value, "-32")
    qtbot.keyClicks(panel.figure.n, "540")
    qtbot.keyClicks(panel.figure.note, "Report 2026")
    qtbot.keyClick(panel.figure.note, Qt.Key.Key_Return)
    store = empty_workspace.store
    (figure,) = queries.figures(store, store.record(stop).touchpoint)
    assert (figure.statistic, figure.value, figure.n) == ("nps", -32.0, 540)
    assert panel.result.headline.text() == "NPS −32"
    assert [row.accessibleName() for row in panel.latest.rows] == [
        "NPS −32, Survey, n = 540, Report 2026"
    ]
    assert panel.figure.isHidden()


def test_a_figure_off_the_scale_is_refused_with_a_sentence(
    panel: RatingPanel, empty_workspace: Workspace, stop: Id, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.add_figure, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(panel.figure.value, "3,5")
    qtbot.mouseClick(panel.figure.add, Qt.MouseButton.LeftButton)
    assert panel.figure.problem.text() == "The value has to be a number from −2 to 2."
    store = empty_workspace.store
    assert queries.figures(store, store.record(stop).touchpoint) == []
