"""The small map in the corner, and what the wheel does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSettings, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QInputDevice,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.canvas import habits
from cxdesk.canvas.map_picture import map_picture
from cxdesk.canvas.minimap import REST_MS, Minimap
from cxdesk.canvas.view import MapView
from cxdesk.layout.tokens import FEELINGS, LIGHT
from cxdesk.models import queries
from cxdesk.models.ops import cards, ratings

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def usual_habits() -> Iterator[None]:
    """Qt keeps one settings file for the whole run: each test begins with nobody's habits."""
    QSettings().clear()
    yield
    QSettings().clear()


@pytest.fixture
def minimap(view: MapView) -> Minimap:
    return Minimap(view)


def wheel(
    view: MapView, modifiers: Qt.KeyboardModifier = NONE, *, touchpad: bool = False
) -> None:
    """Turn the wheel up by one notch over (600, 300)."""
    kind = QInputDevice.DeviceType.TouchPad if touchpad else QInputDevice.DeviceType.Mouse
    device = QPointingDevice(
        "x", 1, kind, QPointingDevice.PointerType.Generic,
        QInputDevice.Capability.Scroll, 1, 3,
    )  # fmt: skip
    at = QPointF(600, 300)
    view.wheelEvent(
        QWheelEvent(
            at, view.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            modifiers, Qt.ScrollPhase.NoScrollPhase, False,
            Qt.MouseEventSource.MouseEventNotSynthesized, device,
        )
    )  # fmt: skip


def test_it_hides_itself_where_the_whole_map_is_seen(view: MapView, minimap: Minimap) -> None:
    view.fit_map()
    assert not minimap.isVisible()
    view.zoom_to(3.0)
    assert minimap.isVisible()
    assert minimap.geometry().right() < view.viewport().width()
    assert minimap.geometry().bottom() < view.viewport().height()


def test_a_click_on_it_shows_that_part_in_the_middle(view: MapView, minimap: Minimap) -> None:
    view.zoom_to(3.0)
    inside = minimap.rect().adjusted(5, 5, -5, -5)
    QTest.mouseClick(minimap, LEFT, NONE, inside.center())
    middle = view.to_map(QPointF(view.viewport().rect().center()))
    layout = view.map_scene.layout
    assert middle.x() == pytest.approx(layout.width / 2, abs=layout.width / 50)
    assert middle.y() == pytest.approx(layout.height / 2, abs=layout.height / 20)
    QTest.mousePress(minimap, LEFT, NONE, inside.center())
    QTest.mouseMove(minimap, QPoint(inside.left(), inside.center().y()))
    assert view.horizontalScrollBar().value() == view.horizontalScrollBar().minimum()


def test_it_steps_aside_where_it_would_cover_what_is_selected(
    view: MapView, minimap: Minimap
) -> None:
    store, journey = view.workspace.store, view.workspace.journey
    lane = queries.lane_of_kind(store, journey, "doing")
    assert lane is not None
    note = cards.add_card(store, lane.id, queries.journey_stops(store, journey)[2].id, "x").id
    view.zoom_to(2.5)
    QApplication.processEvents()
    home = minimap.geometry()
    item = view.map_scene.item_of(note)
    assert item is not None

    def card() -> QRect:
        return view.viewportTransform().mapRect(item.area()).toAlignedRect()

    offset = card().center() - home.center()
    view.scroll_by(offset.x(), offset.y())
    assert card().intersects(home)
    assert minimap.geometry() == home
    view.workspace.select([note])
    assert not minimap.geometry().intersects(card())
    assert minimap.geometry().left() >= view.map_scene.head_size.width() * view.zoom
    view.workspace.select([])
    assert minimap.geometry() == home


def test_it_steps_aside_while_something_is_carried_to_it(
    view: MapView, minimap: Minimap
) -> None:
    view.zoom_to(3.0)
    QApplication.processEvents()
    home = minimap.geometry()
    QTest.mousePress(view.viewport(), LEFT, NONE, QPoint(700, 300))
    QTest.mouseMove(view.viewport(), home.center())
    assert not minimap.geometry().contains(home.center())
    QTest.mouseRelease(view.viewport(), LEFT, NONE, home.center())
    QTest.mouseMove(view.viewport(), QPoint(500, 200))
    view.workspace.select([])
    assert minimap.geometry() == home


def full_of_cards(view: MapView) -> None:
    """A card in every cell, so that the small map covers some, seen from near by."""
    store, journey = view.workspace.store, view.workspace.journey
    with store.transaction("fill"):
        for lane in queries.lanes(store, journey):
            if lane.kind in ("doing", "thinking", "feeling", "pain_points", "opportunities"):
                for stop in queries.journey_stops(store, journey):
                    cards.add_card(store, lane.id, stop.id, "x")
    view.workspace.select([])
    view.zoom_to(2.5)
    view.scroll_by(-9000, 0)


def test_at_rest_it_does_not_stay_over_cards(
    view: MapView, minimap: Minimap, qtbot: QtBot
) -> None:
    full_of_cards(view)
    assert minimap.isVisible()
    qtbot.waitUntil(lambda: not minimap.isVisible(), timeout=4 * REST_MS)
    view.scroll_by(0, 60)
    assert minimap.isVisible()


def test_at_rest_it_stays_beside_the_map(
    view: MapView, minimap: Minimap, qtbot: QtBot
) -> None:
    view.zoom_to(2.5)
    view.scroll_by(-9000, 9000)
    qtbot.wait(REST_MS + 600)
    assert minimap.isVisible()


def test_at_rest_it_does_not_stay_over_empty_cells(
    view: MapView, minimap: Minimap, qtbot: QtBot
) -> None:
    view.zoom_to(2.5)
    view.scroll_by(-9000, 500)
    assert minimap.isVisible()
    qtbot.waitUntil(lambda: not minimap.isVisible(), timeout=4 * REST_MS)


def test_it_stays_while_the_pointer_is_over_it(
    view: MapView, minimap: Minimap, qtbot: QtBot
) -> None:
    full_of_cards(view)
    at = QPointF(minimap.rect().center())
    QApplication.sendEvent(minimap, QEnterEvent(at, at, QPointF(minimap.mapToGlobal(at))))
    minimap.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    qtbot.wait(REST_MS + 600)
    assert minimap.isVisible()
    minimap.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(minimap, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not minimap.isVisible(), timeout=4 * REST_MS)


def test_an_edit_does_not_bring_it_back(view: MapView, minimap: Minimap, qtbot: QtBot) -> None:
    full_of_cards(view)
    qtbot.waitUntil(lambda: not minimap.isVisible(), timeout=4 * REST_MS)
    store, journey = view.workspace.store, view.workspace.journey
    lane = queries.lane_of_kind(store, journey, "doing")
    assert lane is not None
    cards.add_card(store, lane.id, queries.journey_stops(store, journey)[0].id, "y")
    assert not minimap.isVisible()


def test_it_is_not_there_while_a_text_is_open(view: MapView, minimap: Minimap) -> None:
    view.zoom_to(2.5)
    view.activateWindow()
    view.setFocus()
    QApplication.processEvents()
    view.edit(queries.journey_stops(view.workspace.store, view.workspace.journey)[0].id)
    QApplication.processEvents()
    assert not minimap.isVisible()
    view.finish_editing()
    QApplication.processEvents()
    assert minimap.isVisible()


def test_in_a_low_map_it_does_not_cover_the_phases(view: MapView, minimap: Minimap) -> None:
    view.zoom_to(2.5)
    view.scroll_by(0, 5)
    assert minimap.isVisible()
    view.resize(600, round(view.heads.height()) + minimap.height())
    view.scroll_by(0, 5)
    assert not minimap.isVisible()
    view.resize(1000, 700)
    assert minimap.isVisible()


def test_it_tells_phases_feelings_and_lanes_apart(view: MapView, minimap: Minimap) -> None:
    store, journey = view.workspace.store, view.workspace.journey
    for number, stop in enumerate(queries.journey_stops(store, journey)):
        ratings.rate(store, stop.id, number - 1, scale="smileys")
    layout = view.map_scene.layout
    shot = map_picture(layout, LIGHT, QSize(200, 120), 1.0).toImage()
    row = layout.row_of("touchpoints")
    assert row is not None
    y = round((row.y + row.height / 2) * 120 / layout.height)
    for number, column in enumerate(layout.columns):
        x = round(column.middle * 200 / layout.width)
        assert shot.pixelColor(x, y).name().upper() == FEELINGS[number - 1].fill


def test_it_is_put_away_and_stays_away(view: MapView, minimap: Minimap) -> None:
    view.zoom_to(3.0)
    habits.show_minimap(False)
    minimap.follow()
    assert not minimap.isVisible()
    habits.show_minimap(True)
    minimap.follow()
    assert minimap.isVisible()


def test_where_nothing_of_the_map_is_seen_a_button_leads_back(
    view: MapView, minimap: Minimap, qtbot: QtBot
) -> None:
    view.resize(500, 400)
    view.zoom_to(4.0)
    assert not minimap.back.isVisible()
    view.scroll_by(100_000, 100_000)
    assert minimap.back.isVisible()
    QTest.mouseClick(minimap.back, LEFT)
    assert not minimap.back.isVisible()


def test_no_button_leads_back_where_the_heads_leave_no_room(
    view: MapView, minimap: Minimap
) -> None:
    view.resize(500, round(view.heads.height()) + 12)
    view.scroll_by(0, 200)
    minimap.follow()
    assert not minimap.back.isVisible()


def test_the_wheel_scrolls_or_zooms_as_chosen(view: MapView) -> None:
    view.zoom_to(2.0)
    view.scroll_by(300, 300)
    y = view.verticalScrollBar().value()
    wheel(view)
    assert view.zoom == 2.0
    assert view.verticalScrollBar().value() == y - 120
    habits.let_wheel_zoom(True)
    under = view.to_map(QPointF(600, 300))
    wheel(view)
    assert view.zoom == pytest.approx(2.4)
    after = view.to_map(QPointF(600, 300))
    assert (after.x(), after.y()) == pytest.approx((under.x(), under.y()), abs=1)


def test_ctrl_always_zooms_shift_always_scrolls_sideways(view: MapView) -> None:
    view.zoom_to(2.0)
    view.scroll_by(300, 300)
    for zooms in (False, True):
        habits.let_wheel_zoom(zooms)
        before, x = view.zoom, view.horizontalScrollBar().value()
        wheel(view, Qt.KeyboardModifier.ShiftModifier)
        assert view.zoom == before
        assert view.horizontalScrollBar().value() < x
        wheel(view, Qt.KeyboardModifier.ControlModifier)
        assert view.zoom == pytest.approx(before * 1.2)


def test_two_fingers_on_a_touchpad_scroll_even_where_the_wheel_zooms(view: MapView) -> None:
    habits.let_wheel_zoom(True)
    view.zoom_to(2.0)
    view.scroll_by(0, 300)
    wheel(view, touchpad=True)
    assert view.zoom == 2.0


def test_pinching_zooms_where_the_fingers_are(view: MapView) -> None:
    port, at = view.viewport(), QPointF(600, 300)
    view.zoom_to(2.0)
    before = view.to_map(at)
    for spread, zoomed in ((0.25, 2.5), (-0.2, 2.0)):
        pinch = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
            at, at, port.mapToGlobal(at), spread, QPointF(),
        )  # fmt: skip
        QApplication.sendEvent(port, pinch)
        assert view.zoom == pytest.approx(zoomed)
        under = view.to_map(at)
        assert (under.x(), under.y()) == pytest.approx((before.x(), before.y()), abs=1)
