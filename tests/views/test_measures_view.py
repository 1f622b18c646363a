"""The measures: edited in their table, one undo step each, on their plane at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ops import findings
from cxdesk.models.records import Insight, Measure
from cxdesk.views.measures.model import DUE, EFFORT, IMPACT, LINKS, OWNER, STATUS, TITLE
from cxdesk.views.measures.view import MeasuresView


def shown_view(qtbot: QtBot, workspace: Workspace) -> MeasuresView:
    view = MeasuresView(workspace)
    qtbot.addWidget(view)
    view.resize(1400, 700)
    view.show()
    return view


def one_measure(qtbot: QtBot, workspace: Workspace) -> tuple[MeasuresView, Measure]:
    made = findings.add_measure(workspace.store, "Show the way")
    return shown_view(qtbot, workspace), made


def cell(view: MeasuresView, column: int, row: int = 0) -> str:
    return view.sorted.index(row, column).data()


def editor(view: MeasuresView, kind: type, column: int):  # type: ignore[no-untyped-def]
    """The editor of a cell of the first row, opened as F2 does."""
    index = view.sorted.index(0, column)
    view.table.setCurrentIndex(index)
    view.table.edit(index)
    return view.table.findChild(kind)


def test_typing_a_title_is_one_step_that_can_be_undone(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    view, made = one_measure(qtbot, empty_workspace)
    field = editor(view, QLineEdit, TITLE)
    field.setText("  Signs to the gate ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    title = "Signs to the gate"
    qtbot.waitUntil(lambda: empty_workspace.store.record(made.id).title == title)
    empty_workspace.session.history.undo()
    assert cell(view, TITLE) == "Show the way"


def test_escape_leaves_the_title_as_it_was(qtbot: QtBot, empty_workspace: Workspace) -> None:
    view, _ = one_measure(qtbot, empty_workspace)
    field = editor(view, QLineEdit, TITLE)
    field.setText("Nonsense")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert cell(view, TITLE) == "Show the way"


def test_a_change_elsewhere_leaves_an_open_editor_alone(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    view, _ = one_measure(qtbot, empty_workspace)
    store = empty_workspace.store
    field = editor(view, QLineEdit, TITLE)
    field.setText("Half typed")
    findings.add_measure(store, "Another")
    assert field.text() == "Half typed"
    assert view.sorted.rowCount() == 2
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Half typed" in [one.title for one in store.all(Measure)])


def test_the_state_is_chosen_from_a_list(qtbot: QtBot, empty_workspace: Workspace) -> None:
    view, made = one_measure(qtbot, empty_workspace)
    box = editor(view, QComboBox, STATUS)
    place = box.findData("done")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    assert empty_workspace.store.record(made.id).status == "done"
    assert cell(view, STATUS) == "Done"


def test_a_day_is_kept_as_iso_and_shown_as_usual(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    view, made = one_measure(qtbot, empty_workspace)
    field = editor(view, QDateEdit, DUE)
    field.setDate(QDate(2027, 3, 31))
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: empty_workspace.store.record(made.id).due == "2027-03-31")
    assert cell(view, DUE) == "Mar 31, 2027"
    view.table.setCurrentIndex(view.sorted.index(0, DUE))
    qtbot.keyClick(view.table, Qt.Key.Key_Delete)
    assert empty_workspace.store.record(made.id).due == ""


@pytest.mark.parametrize(("column", "field"), [(IMPACT, "impact"), (EFFORT, "effort")])
def test_a_digit_and_a_click_on_a_dot_set_the_number(
    qtbot: QtBot, empty_workspace: Workspace, column: int, field: str
) -> None:
    view, made = one_measure(qtbot, empty_workspace)
    view.table.setCurrentIndex(view.sorted.index(0, column))
    qtbot.keyClick(view.table, "5")
    assert getattr(empty_workspace.store.record(made.id), field) == 5
    area = view.table.visualRect(view.sorted.index(0, column))
    at = QPoint(area.left() + 10 + 17 + 5, area.center().y())
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert getattr(empty_workspace.store.record(made.id), field) == 2


def test_the_button_adds_a_row_and_opens_its_title(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    view = shown_view(qtbot, empty_workspace)
    assert view._hint.isVisible()
    view._add.click()
    assert not view._hint.isVisible()
    field = view.table.findChild(QLineEdit)
    field.setText("Call back within a day")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(view, TITLE) == "Call back within a day")
    assert len(empty_workspace.store.all(Measure)) == 1


def test_a_state_hides_the_measures_of_the_others(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    view, _ = one_measure(qtbot, empty_workspace)
    done = findings.add_measure(empty_workspace.store, "Refund at once")
    findings.edit_measure(empty_workspace.store, done.id, status="done")
    view._states.button("done").click()
    assert [cell(view, TITLE, row) for row in range(view.sorted.rowCount())] == ["Refund at once"]
    view._states.button("all").click()
    assert view.sorted.rowCount() == 2


def test_insights_are_linked_from_the_table(qtbot: QtBot, workspace: Workspace) -> None:
    view = shown_view(qtbot, workspace)
    made = findings.add_measure(workspace.store, "Show the way")
    insight = next(one for one in workspace.store.all(Insight) if one.kind == "pain_point")
    menu = view.link_menu(made.id)
    action = next(one for one in menu.actions() if one.text() == insight.text)
    action.setChecked(True)
    assert [one.id for one in view.rows.insights(made.id)] == [insight.id]
    row = view.rows.row_of(made.id)
    assert view.rows.index(row, LINKS).data() == insight.text
    action.setChecked(False)
    assert view.rows.insights(made.id) == []


def test_each_measure_stands_in_its_field_of_effort_and_impact(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    view, made = one_measure(qtbot, empty_workspace)
    findings.edit_measure(empty_workspace.store, made.id, effort=1, impact=5)
    (dot,) = view.plot.picture.dots
    x, y = dot.x, dot.y
    plane = view.plot.picture.plane
    assert x == pytest.approx(plane.left + (plane.right - plane.left) / 10)
    assert y == pytest.approx(plane.top + (plane.bottom - plane.top) / 10)
    findings.add_measure(empty_workspace.store, "Owner unknown")
    view.table.sortByColumn(OWNER, Qt.SortOrder.AscendingOrder)
    assert len(view.plot.picture.dots) == 2


def test_rows_that_are_deleted_leave_table_and_plane(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    view, made = one_measure(qtbot, empty_workspace)
    view.choose(made.id)
    view.table.selectRow(0)
    view.delete()
    assert view.sorted.rowCount() == 0
    assert view.plot.picture.dots == ()
    empty_workspace.session.history.undo()
    assert cell(view, TITLE) == "Show the way"


def test_a_dot_stays_where_it_is_when_it_is_chosen(qtbot: QtBot, workspace: Workspace) -> None:
    view = shown_view(qtbot, workspace)
    for size in ((1366, 620), (1920, 900)):
        view.table.clearSelection()
        view.resize(*size)
        qtbot.waitUntil(lambda: not view.files.isVisible())
        qtbot.wait(20)
        before = view.plot.geometry(), view.plot.picture.dots
        view.choose(before[1][2].measure.id)
        qtbot.waitUntil(view.files.isVisible)
        qtbot.wait(20)
        assert (view.plot.geometry(), view.plot.picture.dots) == before


@pytest.mark.parametrize("width", [960, 1180, 1366, 1920])
def test_the_table_shows_all_its_columns_beside_or_above_the_plane(
    qtbot: QtBot, workspace: Workspace, width: int
) -> None:
    view = shown_view(qtbot, workspace)
    view.resize(width, 700)
    table, plot = view.table, view.plot

    def shows_all() -> bool:
        end = table.columnViewportPosition(LINKS) + table.columnWidth(LINKS)
        return bool(end <= table.viewport().width())

    qtbot.waitUntil(shows_all)
    below = plot.mapTo(view, QPoint()).y() > table.geometry().bottom()
    assert below == (width < 1200)
    least = 0.8 * view.width() if below else 0.28 * view.width()
    assert plot.width() >= least


def test_of_a_crowd_the_number_in_a_dot_is_that_of_its_row_however_it_is_sorted(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    for number in range(24):
        findings.add_measure(empty_workspace.store, f"Measure {number:02}")
    view = shown_view(qtbot, empty_workspace)
    view.resize(1366, 700)
    head = view.table.verticalHeader()
    assert head.isHidden()
    assert {dot.number for dot in view.plot.picture.dots} == {0}
    findings.add_measure(empty_workspace.store, "Measure 24")
    assert head.isVisible()
    qtbot.waitUntil(lambda: view.table.horizontalScrollBar().maximum() == 0)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        view.table.sortByColumn(TITLE, order)
        told = {
            str(view.sorted.index(row, TITLE).data()): view.sorted.headerData(
                row, Qt.Orientation.Vertical, Qt.ItemDataRole.DisplayRole
            )
            for row in range(view.sorted.rowCount())
        }
        assert {dot.measure.title: dot.number for dot in view.plot.picture.dots} == told
        assert sorted(told.values()) == list(range(1, 26))
