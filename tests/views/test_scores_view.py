"""The table of scores: every stop's numbers, sorted, searched, copied, a way back to the map."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.ops import ratings, stops
from cxdesk.views.curve.point_facts import headline, interval_text, mean_text
from cxdesk.views.numbers.scores import ScoresView
from cxdesk.views.widgets.tables import RECORD

PHASE, NAME, MEAN, SCALE, INTERVAL, N = range(6)
EXPECTATION, GAP = 9, 10


def shown_view(qtbot: QtBot, workspace: Workspace) -> ScoresView:
    view = ScoresView(workspace)
    qtbot.addWidget(view)
    view.resize(1500, 700)
    view.show()
    return view


def column(view: ScoresView, number: int) -> list[str]:
    model = view.table.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_every_stop_is_there_in_the_maps_order(qtbot: QtBot, workspace: Workspace) -> None:
    view = shown_view(qtbot, workspace)
    found = queries.journey_stops(workspace.store, workspace.journey)
    names = [queries.touchpoint(workspace.store, stop).name for stop in found]
    assert list(dict.fromkeys(column(view, NAME))) == names


def test_cells_say_what_the_analysis_says(qtbot: QtBot, workspace: Workspace) -> None:
    view = shown_view(qtbot, workspace)
    stop = queries.journey_stops(workspace.store, workspace.journey)[3].id
    score = max(workspace.numbers.score(stop, workspace.shown), key=lambda one: one.n)
    model = view.table.model()
    row = next(r for r in range(model.rowCount()) if model.index(r, 0).data(RECORD) == stop)
    assert model.index(row, MEAN).data() == f"{score.mean:.1f}"
    assert model.index(row, N).data() == str(score.n)
    assert model.index(row, INTERVAL).data() == f"{score.low:.1f} to {score.high:.1f}"


def test_the_gap_is_experience_minus_expectation(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    workspace = empty_workspace
    phase = queries.phases(workspace.store, workspace.journey)[0]
    stop = stops.add_stop(workspace.store, phase.id, name="Website").id
    view = shown_view(qtbot, workspace)
    assert column(view, MEAN) == [""]
    for value in (2, 3):
        ratings.rate(workspace.store, stop, value, scale="stars")
    ratings.rate(workspace.store, stop, 4, scale="stars", perspective="expectation")
    assert column(view, MEAN) == ["2.5"]
    assert column(view, EXPECTATION) == ["4.0"]
    assert column(view, GAP) == ["\N{MINUS SIGN}1.5"]


def test_sorting_by_gap_puts_what_has_none_last_both_ways(
    qtbot: QtBot, workspace: Workspace
) -> None:
    view = shown_view(qtbot, workspace)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        view.table.sortByColumn(GAP, order)
        texts = column(view, GAP)
        filled = [text for text in texts if text]
        assert texts == filled + [""] * (len(texts) - len(filled))
        values = [float(text.replace("\N{MINUS SIGN}", "-")) for text in filled]
        assert values == sorted(values, reverse=order == Qt.SortOrder.DescendingOrder)


def test_the_filter_needs_every_word(qtbot: QtBot, workspace: Workspace) -> None:
    view = shown_view(qtbot, workspace)
    first = column(view, NAME)[0]
    view.findChild(type(view._filter)).setText(f"{first.split()[0]} survey")
    assert set(column(view, NAME)) == {first}


def test_the_table_is_copied_tab_separated(qtbot: QtBot, workspace: Workspace) -> None:
    view = shown_view(qtbot, workspace)
    view.table.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Phase", "Touchpoint", "Mean"]
    assert len(lines) == 1 + view.table.model().rowCount()
    assert lines[1].split("\t")[NAME] == column(view, NAME)[0]


def test_a_double_click_asks_for_the_stop_on_the_map(
    qtbot: QtBot, workspace: Workspace
) -> None:
    view = shown_view(qtbot, workspace)
    index = view.table.model().index(2, NAME)
    at: QPoint = view.table.visualRect(index).center()
    with qtbot.waitSignal(view.stop_opened) as asked:
        qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        qtbot.mouseDClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args == [index.data(RECORD)]
    assert workspace.selected == (index.data(RECORD),)


def test_another_perspective_shows_its_own_numbers(qtbot: QtBot, workspace: Workspace) -> None:
    view = shown_view(qtbot, workspace)
    view._perspectives.button("importance").click()
    assert {row.score.perspective for row in view.rows if row.score} == {"importance"}


def test_numbers_are_written_in_the_windows_language(
    qtbot: QtBot, workspace: Workspace
) -> None:
    view = shown_view(qtbot, workspace)
    english = column(view, MEAN)
    workspace.restyle(language=language("de"))
    assert column(view, MEAN) == [text.replace(".", ",") for text in english]


@pytest.mark.parametrize("name", ["<img src=x>", "=SUM(A1)", "a\tb\nc"])
def test_a_name_is_shown_as_it_is_and_copied_in_one_cell(
    qtbot: QtBot, empty_workspace: Workspace, name: str
) -> None:
    workspace = empty_workspace
    phase = queries.phases(workspace.store, workspace.journey)[0]
    stops.add_stop(workspace.store, phase.id, name=name)
    view = shown_view(qtbot, workspace)
    assert column(view, NAME) == [name]
    copied = view.table.as_text().splitlines()
    assert len(copied) == 2
    assert copied[1].split("\t")[NAME] == " ".join(name.split())


def test_an_interval_ends_where_its_scale_does(workspace: Workspace) -> None:
    from cxdesk.models.ops import journeys

    phase = journeys.add_phase(workspace.store, workspace.journey, "After").id
    stop = stops.add_stop(workspace.store, phase, name="Zeppelin").id
    for value in (5, 5, 4):
        ratings.rate(workspace.store, stop, value, scale="stars")
    score = headline(workspace, stop, "experience")
    assert score is not None
    assert score.high is not None
    assert score.high > queries.scale(workspace.store, "stars").maximum
    assert interval_text(workspace, score) == "3.2 to 5.0"


def test_without_a_rating_the_table_says_what_to_do(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    view = shown_view(qtbot, empty_workspace)
    blank = view.table.viewport().grab().toImage()
    assert "press a digit" in view.table.hint
    view.table.hint = ""
    assert view.table.viewport().grab().toImage() != blank


def test_a_mean_is_told_as_exactly_as_its_interval(workspace: Workspace) -> None:
    stop = queries.journey_stops(workspace.store, workspace.journey)[0].id
    found = headline(workspace, stop, "experience")
    assert found is not None
    narrow = replace(found, mean=3.449, low=3.43, high=3.47)
    assert (mean_text(workspace, narrow), interval_text(workspace, narrow)) == (
        "3.45", "3.43 to 3.47",
    )  # fmt: skip
    wide = replace(found, mean=3.449, low=3.1, high=3.8)
    assert mean_text(workspace, wide) == "3.4"
