"""The plane of effort and impact under a hand, and the measures narrowed to some."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id, new_id
from cxdesk.models.ops import findings
from cxdesk.models.records import Insight, Measure
from cxdesk.views.measures.filter import MONTH, NONE, OVERDUE, WEEK
from cxdesk.views.measures.model import EFFORT, IMPACT, TITLE
from cxdesk.views.measures.view import MeasuresView
from cxdesk.views.widgets.choice import Choice
from cxdesk.views.widgets.tables import LOOK


def shown_view(qtbot: QtBot, workspace: Workspace) -> MeasuresView:
    view = MeasuresView(workspace)
    qtbot.addWidget(view)
    view.resize(1400, 700)
    view.show()
    return view


def measure(workspace: Workspace, title: str, **fields: object) -> Measure:
    made = findings.add_measure(workspace.store, title)
    findings.edit_measure(workspace.store, made.id, **fields)
    return workspace.store.record(made.id)  # type: ignore[no-any-return]


def titles(view: MeasuresView) -> list[str]:
    return [view.sorted.index(row, TITLE).data() for row in range(view.sorted.rowCount())]


def field(view: MeasuresView, effort: int, impact: int) -> QPoint:
    return QRectF(*view.plot.picture.plane.field(effort, impact)).center().toPoint()


def drag(qtbot: QtBot, view: MeasuresView, measure_id: Id, to: QPoint) -> None:
    (one,) = (one for one in view.plot.picture.dots if one.measure.id == measure_id)
    start = QPointF(one.x, one.y).toPoint()
    qtbot.mousePress(view.plot, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.plot, to)
    qtbot.mouseRelease(view.plot, Qt.MouseButton.LeftButton, pos=to)


def choose(choice: Choice, key: str) -> None:
    choice.choose(key)
    choice.chosen.emit(key)


def test_a_dragged_dot_snaps_to_a_field_in_one_step(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    made = measure(empty_workspace, "Call back", effort=1, impact=1)
    view = shown_view(qtbot, empty_workspace)
    drag(qtbot, view, made.id, field(view, 4, 5) + QPoint(9, -9))
    after = empty_workspace.store.record(made.id)
    assert (after.effort, after.impact) == (4, 5)
    empty_workspace.session.history.undo()
    after = empty_workspace.store.record(made.id)
    assert (after.effort, after.impact) == (1, 1)


def test_beyond_the_plane_is_its_edge_and_esc_leaves_no_step(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    made = measure(empty_workspace, "Call back", effort=2, impact=2)
    view = shown_view(qtbot, empty_workspace)
    drag(qtbot, view, made.id, QPoint(view.plot.width() - 1, view.plot.height() - 1))
    assert empty_workspace.store.record(made.id).effort == 5
    assert empty_workspace.store.record(made.id).impact == 1
    start = field(view, 5, 1)
    qtbot.mousePress(view.plot, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.plot, field(view, 1, 5))
    qtbot.keyClick(view.plot, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view.plot, Qt.MouseButton.LeftButton, pos=field(view, 1, 5))
    assert empty_workspace.store.record(made.id).effort == 5


def test_the_rows_circles_follow_the_dot_while_it_is_dragged(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    made = measure(empty_workspace, "Call back", effort=1, impact=1)
    measure(empty_workspace, "Other", effort=2, impact=3)
    view = shown_view(qtbot, empty_workspace)

    def circles() -> list[tuple[int, int]]:
        return [
            (view.rows.index(row, EFFORT).data(LOOK), view.rows.index(row, IMPACT).data(LOOK))
            for row in range(2)
        ]

    qtbot.mousePress(view.plot, Qt.MouseButton.LeftButton, pos=field(view, 1, 1))
    assert circles() == [(1, 1), (2, 3)]
    qtbot.mouseMove(view.plot, field(view, 4, 5))
    assert circles() == [(4, 5), (2, 3)]
    qtbot.mouseMove(view.plot, field(view, 3, 2))
    assert circles() == [(3, 2), (2, 3)]
    assert empty_workspace.store.record(made.id) == made
    qtbot.keyClick(view.plot, Qt.Key.Key_Escape)
    assert circles() == [(1, 1), (2, 3)]
    drag(qtbot, view, made.id, field(view, 5, 4))
    assert circles() == [(5, 4), (2, 3)]


def test_a_click_only_chooses_the_row(qtbot: QtBot, empty_workspace: Workspace) -> None:
    measure(empty_workspace, "First")
    other = measure(empty_workspace, "Second", effort=5)
    view = shown_view(qtbot, empty_workspace)
    drag(qtbot, view, other.id, field(view, 5, 3) + QPoint(1, 1))
    assert view.table.currentIndex().data() == "Second"
    assert empty_workspace.store.record(other.id) == other


def test_keys_choose_a_dot_and_move_it(qtbot: QtBot, empty_workspace: Workspace) -> None:
    first = measure(empty_workspace, "First")
    second = measure(empty_workspace, "Second")
    view = shown_view(qtbot, empty_workspace)
    view.plot.setFocus()
    qtbot.keyClick(view.plot, Qt.Key.Key_PageDown)
    qtbot.keyClick(view.plot, Qt.Key.Key_PageDown)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(view.plot, key)
    moved = empty_workspace.store.record(second.id)
    assert (moved.effort, moved.impact) == (2, 5)
    assert empty_workspace.store.record(first.id) == first


def test_owner_due_and_state_narrow_table_and_plane_together(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    today = datetime.date.today()

    def day(days: int) -> str:
        return (today + datetime.timedelta(days=days)).isoformat()

    measure(empty_workspace, "Late", owner="Ada", due=day(-1))
    measure(empty_workspace, "Late but done", owner="Ada", due=day(-1), status="done")
    measure(empty_workspace, "Soon", owner="Ben", due=day(7))
    measure(empty_workspace, "Later", due=day(29))
    measure(empty_workspace, "Some day")
    view = shown_view(qtbot, empty_workspace)
    for key, wanted in (
        (OVERDUE, ["Late"]), (WEEK, ["Soon"]), (MONTH, ["Soon", "Later"]), (NONE, ["Some day"]),
    ):  # fmt: skip
        choose(view.filter.due, key)
        assert titles(view) == wanted
        assert len(view.plot.picture.dots) == len(wanted)
    view.filter.reset.click()
    choose(view.filter.owner, "Ada")
    assert titles(view) == ["Late", "Late but done"]
    view._states.button("done").click()
    assert titles(view) == ["Late but done"]
    view._states.button("all").click()
    choose(view.filter.owner, NONE)
    assert titles(view) == ["Later", "Some day"]


def test_measures_are_found_by_the_insight_that_they_answer(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    store = empty_workspace.store
    with store.transaction("insight") as edit:
        insight = edit.add(Insight(id=new_id(), kind="pain_point", text="Nobody answers"))
    findings.add_measure(store, "Call back", insight=insight.id)
    findings.add_measure(store, "Paint the door")
    view = shown_view(qtbot, empty_workspace)
    choose(view.filter.insight, insight.id)
    assert titles(view) == ["Call back"]
    choose(view.filter.insight, NONE)
    assert titles(view) == ["Paint the door"]


def test_an_owner_that_is_gone_is_no_condition_any_more(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    made = measure(empty_workspace, "Call back", owner="Ada")
    measure(empty_workspace, "Paint the door", owner="Ben")
    view = shown_view(qtbot, empty_workspace)
    choose(view.filter.owner, "Ada")
    findings.edit_measure(empty_workspace.store, made.id, owner="Ann")
    assert titles(view) == ["Call back", "Paint the door"]
    assert not view.filter.reset.isVisible()
