"""What the mouse does on the map."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cxdesk.canvas.hand import NEAR
from cxdesk.canvas.tools import LIBRARY_MIME, PALETTE_MIME
from cxdesk.canvas.view import MapView
from cxdesk.layout.text import LEADING
from cxdesk.layout.tokens import CARD_TITLE
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import library, stops

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def names(view: MapView) -> list[list[str]]:
    """The touchpoints of each phase, in order."""
    store = view.workspace.store
    return [
        [queries.touchpoint(store, stop).name for stop in queries.stops(store, phase.id)]
        for phase in queries.phases(store, view.workspace.journey)
    ]


def stop_called(view: MapView, name: str) -> Id:
    store = view.workspace.store
    return next(
        stop.id
        for stop in queries.journey_stops(store, view.workspace.journey)
        if queries.touchpoint(store, stop).name == name
    )


def center(view: MapView, record: Id) -> QPoint:
    item = view.map_scene.item_of(record)
    assert item is not None
    return view.viewportTransform().map(item.area().center()).toPoint()


def drag(view: MapView, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
    port = view.viewport()
    QTest.mousePress(port, LEFT, modifiers, start)
    for step in range(1, 6):
        QTest.mouseMove(port, start + (end - start) * step / 5)
    QTest.mouseRelease(port, LEFT, modifiers, end)


def test_a_stop_is_dragged_into_another_phase_in_one_step(view: MapView) -> None:
    left = center(view, stop_called(view, "c")) - QPoint(40, 0)
    drag(view, center(view, stop_called(view, "a")), left)
    assert names(view) == [["b"], ["a", "c"]]
    view.commands.undo()
    assert names(view) == [["a", "b"], ["c"]]


def test_the_side_of_the_card_it_is_dropped_on_decides_the_order(view: MapView) -> None:
    right = center(view, stop_called(view, "c")) + QPoint(50, 0)
    drag(view, center(view, stop_called(view, "a")), right)
    assert names(view) == [["b"], ["c", "a"]]
    left = center(view, stop_called(view, "c")) - QPoint(50, 0)
    drag(view, center(view, stop_called(view, "a")), left)
    assert names(view) == [["b"], ["a", "c"]]


def test_a_drag_cancelled_with_esc_leaves_no_undo_step(view: MapView) -> None:
    history = view.workspace.session.history
    before = history.steps
    start = center(view, stop_called(view, "a"))
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    QTest.mouseMove(view.viewport(), start + QPoint(300, 0))
    assert view.overlay.ghosts
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, start + QPoint(300, 0))
    assert names(view) == [["a", "b"], ["c"]]
    assert history.steps == before
    assert not view.overlay.ghosts
    assert view.overlay.mark is None


def test_a_click_that_trembles_moves_nothing(view: MapView) -> None:
    history = view.workspace.session.history
    before = history.steps
    start = center(view, stop_called(view, "a"))
    drag(view, start, start + QPoint(2, 1))
    assert history.steps == before
    assert view.workspace.selected == (stop_called(view, "a"),)


def test_ctrl_drag_leaves_the_original_and_shares_its_touchpoint(view: MapView) -> None:
    target = center(view, stop_called(view, "c")) + QPoint(50, 0)
    drag(view, center(view, stop_called(view, "a")), target, Qt.KeyboardModifier.ControlModifier)
    assert names(view) == [["a", "b"], ["c", "a"]]
    store = view.workspace.store
    used = {stop.touchpoint for stop in queries.journey_stops(store, view.workspace.journey)}
    assert len(used) == 3


def test_a_copy_dragged_within_its_phase_stands_where_it_was_dropped(view: MapView) -> None:
    target = center(view, stop_called(view, "b")) + QPoint(50, 0)
    drag(
        view, center(view, stop_called(view, "a")), target, Qt.KeyboardModifier.ControlModifier
    )
    assert names(view) == [["a", "b", "a"], ["c"]]


def test_several_selected_touchpoints_are_dragged_together_in_one_step(view: MapView) -> None:
    view.workspace.select([stop_called(view, "b"), stop_called(view, "a")])
    drag(
        view, center(view, stop_called(view, "b")),
        center(view, stop_called(view, "c")) + QPoint(50, 0),
    )  # fmt: skip
    assert names(view) == [[], ["c", "a", "b"]]
    assert set(view.workspace.selected) == {stop_called(view, "a"), stop_called(view, "b")}
    view.commands.undo()
    assert names(view) == [["a", "b"], ["c"]]


def test_several_dragged_within_their_phase_keep_their_order(view: MapView) -> None:
    for name in ("x", "y"):
        first = queries.phases(view.workspace.store, view.workspace.journey)[0]
        view.commands.new_touchpoint(first.id)
        QTest.keyClicks(view.typing.editor, name)
        view.typing.finish_editing()
    view.workspace.select([stop_called(view, "a"), stop_called(view, "x")])
    right = center(view, stop_called(view, "y")) + QPoint(50, 0)
    drag(view, center(view, stop_called(view, "a")), right)
    assert names(view) == [["b", "y", "a", "x"], ["c"]]


def test_a_click_on_one_of_several_selects_it_alone(view: MapView) -> None:
    view.workspace.select([stop_called(view, "a"), stop_called(view, "b")])
    QTest.mouseClick(view.viewport(), LEFT, NONE, center(view, stop_called(view, "b")))
    assert view.workspace.selected == (stop_called(view, "b"),)


def test_a_phase_is_dragged_by_its_bar(view: MapView) -> None:
    before, after = queries.phases(view.workspace.store, view.workspace.journey)
    drag(view, center(view, before.id), center(view, after.id) + QPoint(60, 0))
    assert names(view) == [["c"], ["a", "b"]]


def test_ctrl_drag_of_a_phase_leaves_it_and_puts_a_copy_of_all_of_it_there(view: MapView) -> None:
    store = view.workspace.store
    before, after = queries.phases(store, view.workspace.journey)
    end = center(view, after.id) + QPoint(60, 0)
    drag(view, center(view, before.id), end, Qt.KeyboardModifier.ControlModifier)
    assert names(view) == [["a", "b"], ["c"], ["a", "b"]]
    assert view.workspace.selected == (queries.phases(store, view.workspace.journey)[2].id,)
    view.commands.undo()
    assert names(view) == [["a", "b"], ["c"]]


@pytest.mark.parametrize("off", [QPoint(1100, 200), QPoint(-60, 200), QPoint(400, 800)])
def test_letting_go_outside_the_map_leaves_everything_as_it_was(
    view: MapView, off: QPoint
) -> None:
    said: list[str] = []
    view.workspace.notice.connect(lambda text, _: said.append(text))
    steps = view.workspace.session.history.steps
    start = center(view, stop_called(view, "a"))
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    QTest.mouseMove(view.viewport(), start + QPoint(30, 0))
    assert view.overlay.ghosts
    QTest.mouseMove(view.viewport(), off)
    assert view.seen().intersects(view.overlay.ghosts[0].area) and view.overlay.mark is None
    assert view.viewport().cursor().shape() is Qt.CursorShape.ForbiddenCursor
    QTest.mouseRelease(view.viewport(), LEFT, NONE, off)
    assert not view.overlay.ghosts
    assert names(view) == [["a", "b"], ["c"]]
    assert view.workspace.session.history.steps == steps
    assert said == ["Nothing was moved: it was let go outside the map."]
    assert not view.hand.carrying


def test_a_rubber_band_selects_what_it_touches(view: MapView) -> None:
    layout = view.map_scene.layout
    bottom = round(layout.height + 60)
    drag(view, QPoint(round(layout.width) + 40, bottom), center(view, stop_called(view, "b")))
    assert set(view.workspace.selected) == {stop_called(view, "b"), stop_called(view, "c")}


def test_zooming_with_the_wheel_keeps_the_point_under_the_pointer(view: MapView) -> None:
    for _ in range(12):
        view.commands.new_touchpoint()
        view.typing.editor.setPlainText("more")
        view.typing.finish_editing()
    view.scroll_by(400, 0)
    pointer = QPointF(600, 300)
    before = view.to_map(pointer)
    view.zoom_by(1.44, pointer)
    after = view.to_map(pointer)
    assert view.zoom == 1.44
    assert abs(after.x() - before.x()) < 1.5
    assert abs(after.y() - before.y()) < 1.5


@pytest.mark.parametrize("headed", [False, True])
def test_a_title_is_typed_where_it_stands(view: MapView, headed: bool) -> None:
    stop = stop_called(view, "a")
    stops.mark_moment_of_truth(view.workspace.store, stop_called(view, "b"), headed)
    view.typing.edit(stop)
    card = view.map_scene.item_of(stop)
    assert card is not None
    area, editor = view.viewportTransform().mapRect(card.area()), view.typing.editor
    assert editor.geometry().contains(area.toAlignedRect())
    top = editor.caret.center().y() - LEADING * CARD_TITLE * view.zoom / 2
    assert abs(top - area.y() - (34 if headed else 16) * view.zoom) < 1.5


def test_heads_stay_in_sight_while_the_map_scrolls(view: MapView) -> None:
    view.zoom_to(3.0)
    view.scroll_by(500, 300)
    corner = view.to_map(QPointF(0, 0))
    assert corner.x() > 100
    assert abs(view.map_scene.left.x() - corner.x()) < 1
    assert abs(view.map_scene.top.y() - corner.y()) < 1


def test_a_tile_of_the_palette_makes_a_touchpoint_where_it_is_dropped(view: MapView) -> None:
    data = QMimeData()
    data.setData(PALETTE_MIME, b"touchpoint")
    spot = QPointF(center(view, stop_called(view, "b")) - QPoint(50, 0))
    copy = Qt.DropAction.CopyAction
    view.dragEnterEvent(QDragEnterEvent(spot.toPoint(), copy, data, LEFT, NONE))
    view.dropEvent(QDropEvent(spot, copy, data, LEFT, NONE))
    assert view.typing.editor.isVisible()
    QTest.keyClicks(view.typing.editor, "new")
    QTest.keyClick(view.typing.editor, Qt.Key.Key_Escape)
    assert names(view) == [["a", "new", "b"], ["c"]]
    view.commands.undo()
    assert names(view) == [["a", "b"], ["c"]]


def test_touchpoints_of_the_library_stand_where_they_are_dropped(view: MapView) -> None:
    store = view.workspace.store
    made = [library.add_touchpoint(store, name).id for name in ("x", "y")]
    data = QMimeData()
    data.setData(LIBRARY_MIME, " ".join([*made, "gone"]).encode())
    spot = QPointF(center(view, stop_called(view, "b")) - QPoint(50, 0))
    copy = Qt.DropAction.CopyAction
    view.dragEnterEvent(QDragEnterEvent(spot.toPoint(), copy, data, LEFT, NONE))
    hovering = QDragMoveEvent(spot.toPoint(), copy, data, LEFT, NONE)
    view.dragMoveEvent(hovering)
    assert hovering.isAccepted()
    assert view.overlay.mark is not None
    view.dropEvent(QDropEvent(spot, copy, data, LEFT, NONE))
    assert names(view) == [["a", "x", "y", "b"], ["c"]]
    chosen = [store.record(one).touchpoint for one in view.workspace.selected]
    assert chosen == made
    assert view.overlay.mark is None
    view.commands.undo()
    assert names(view) == [["a", "b"], ["c"]]


def test_a_double_click_on_a_lane_opens_a_card_there(view: MapView) -> None:
    store, layout = view.workspace.store, view.map_scene.layout
    row = next(row for row in layout.rows if row.kind == "thinking")
    column = layout.columns[1]
    spot = view.viewportTransform().map(QPointF(column.middle, row.y + row.height / 2)).toPoint()
    QTest.mouseDClick(view.viewport(), LEFT, NONE, spot)
    QTest.keyClicks(view.typing.editor, "Really?")
    QTest.keyClick(view.typing.editor, Qt.Key.Key_Escape)
    assert [card.text for card in queries.cards(store, row.lane, column.stop)] == ["Really?"]


def test_a_tile_beyond_the_edge_scrolls_the_map_on_until_it_is_far_off_or_let_go(
    view: MapView, qtbot: QtBot
) -> None:
    view.resize(500, 300)
    view.zoom_to(2.0)
    port, across = view.viewport(), view.horizontalScrollBar()
    across.setValue(across.minimum())
    source = QWidget()
    qtbot.addWidget(source)
    drag = QDrag(source)
    QCursor.setPos(port.mapToGlobal(QPoint(port.width() + 40, port.height() // 2)))
    view.hand.follow_outside(drag)
    qtbot.waitUntil(lambda: across.value() > across.minimum() + 40)
    QCursor.setPos(port.mapToGlobal(QPoint(port.width() + NEAR + 10, port.height() // 2)))
    qtbot.wait(50)
    here = across.value()
    qtbot.wait(60)
    assert across.value() == here
    QCursor.setPos(port.mapToGlobal(QPoint(-40, port.height() // 2)))
    qtbot.waitUntil(lambda: across.value() < here)
    drag.deleteLater()
    qtbot.waitUntil(lambda: source.findChild(QDrag) is None)
    here = across.value()
    qtbot.wait(60)
    assert across.value() == here
