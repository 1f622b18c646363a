"""What a lock keeps from happening on the map, and how it says so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxdesk.canvas.view import MapView
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.locks import Locked
from cxdesk.models.ops.cards import add_card
from cxdesk.models.ops.locks import lock

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def told(view: MapView) -> list[str]:
    """Every sentence the status line was given."""
    heard: list[str] = []
    view.workspace.notice.connect(lambda text, _: heard.append(text))
    return heard


def phases(view: MapView) -> list[Id]:
    return [one.id for one in queries.phases(view.workspace.store, view.workspace.journey)]


def stops(view: MapView) -> list[Id]:
    return [one.id for one in queries.journey_stops(view.workspace.store, view.workspace.journey)]


def lane(view: MapView, kind: str) -> Id:
    found = queries.lane_of_kind(view.workspace.store, view.workspace.journey, kind)
    assert found is not None
    return found.id


def test_a_new_touchpoint_in_a_locked_phase_leaves_no_trace_and_no_open_series(
    view: MapView,
) -> None:
    lock(view.workspace.store, phases(view)[0])
    before = dict(view.workspace.store.records)
    with pytest.raises(Locked):
        view.commands.new_touchpoint(phases(view)[0])
    assert view.workspace.store.records == before
    assert not view.workspace.session.history.marked
    view.commands.new_touchpoint(phases(view)[1])
    assert view.typing.editor.isVisible()


def test_typing_over_something_locked_does_not_begin_and_says_why(
    view: MapView, told: list[str]
) -> None:
    lock(view.workspace.store, phases(view)[0])
    view.workspace.select([stops(view)[0]])
    view.commands.edit_selected()
    assert not view.typing.editor.isVisible()
    assert told[-1] == 'The phase "Before" is locked. Unlock it in its menu.'


def test_what_is_typed_while_somebody_locks_it_goes_to_the_clipboard(
    view: MapView, told: list[str], qtbot: QtBot
) -> None:
    from PySide6.QtGui import QGuiApplication

    store = view.workspace.store
    view.workspace.select([stops(view)[0]])
    view.commands.edit_selected()
    view.typing.editor.setPlainText("a better name")
    lock(store, phases(view)[0])
    view.typing.editor.commit()
    assert queries.touchpoint(store, store.record(stops(view)[0])).name == "a"
    assert QGuiApplication.clipboard().text() == "a better name"
    assert "locked" in told[-1]


def test_a_drag_out_of_a_locked_phase_changes_nothing(view: MapView, told: list[str]) -> None:
    lock(view.workspace.store, phases(view)[0])
    item = view.map_scene.item_of(stops(view)[0])
    assert item is not None
    start = view.viewportTransform().map(item.area().center()).toPoint()
    before = stops(view)
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    for step in range(1, 6):
        QTest.mouseMove(view.viewport(), start + QPoint(80 * step, 0))
    QTest.mouseRelease(view.viewport(), LEFT, NONE, start + QPoint(400, 0))
    assert told[-1] == 'The phase "Before" is locked. Unlock it in its menu.'
    assert stops(view) == before
    assert not view.overlay.ghosts


def test_lock_and_unlock_begin_at_what_is_selected(view: MapView, told: list[str]) -> None:
    store = view.workspace.store
    view.workspace.select([stops(view)[2]])
    view.commands.toggle_lock()
    assert [store.record(one).locked for one in phases(view)] == [False, True]
    assert told[-1] == "Phase After is locked."
    card = add_card(store, lane(view, "doing"), stops(view)[0], "x").id
    view.workspace.select([card])
    view.commands.toggle_lock()
    assert store.record(lane(view, "doing")).locked
    view.commands.toggle_lock()
    assert not store.record(lane(view, "doing")).locked
    view.commands.toggle_map_lock()
    assert store.record(view.workspace.journey).locked
    assert told[-1] == "The map is locked."


def test_heads_tell_that_they_are_locked(view: MapView) -> None:
    lock(view.workspace.store, phases(view)[0])
    lock(view.workspace.store, lane(view, "doing"))
    names = {node.key: node.name for node in view.map_scene.layout.nodes}
    assert names[f"phase:{phases(view)[0]}"] == "Before, locked"
    assert names[f"lane:{lane(view, 'doing')}"] == "Doing, locked"


def test_a_digit_still_rates_on_a_locked_map(view: MapView) -> None:
    store = view.workspace.store
    view.commands.toggle_map_lock()
    view.workspace.select([stops(view)[0]])
    QTest.keyClick(view, Qt.Key.Key_4)
    touchpoint = store.record(stops(view)[0]).touchpoint
    assert [one.value for one in queries.ratings(store, touchpoint)] == [1]


def test_a_new_persona_is_ready_to_be_named(view: MapView) -> None:
    view.commands.new_persona()
    assert view.typing.editor.isVisible()
    view.typing.editor.setPlainText("Mia")
    view.typing.editor.commit()
    assert [one.name for one in queries.personas(view.workspace.store)] == ["Mia"]
    view.commands.undo()
    assert queries.personas(view.workspace.store) == []


def test_a_point_outside_of_every_head_is_no_handle(view: MapView) -> None:
    assert view.map_scene.handle_at(QPointF(400, 400)) == ""
