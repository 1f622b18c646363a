"""Several cards carried together, and what scrolls while a gesture goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxdesk.canvas.view import MapView
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops.cards import add_card

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Cards:
    """Two cards a and b in "doing" under the first stop, c in "thinking" under the second."""

    def __init__(self, view: MapView) -> None:
        self.view, self.store = view, view.workspace.store
        journey = view.workspace.journey
        self.stops = [one.id for one in queries.journey_stops(self.store, journey)]
        self.lanes = {one.kind: one.id for one in queries.lanes(self.store, journey)}
        self.a = add_card(self.store, self.lanes["doing"], self.stops[0], "a").id
        self.b = add_card(self.store, self.lanes["doing"], self.stops[0], "b").id
        self.c = add_card(self.store, self.lanes["thinking"], self.stops[1], "c").id

    def texts(self, kind: str, stop: int) -> list[str]:
        found = queries.cards(self.store, self.lanes[kind], self.stops[stop])
        return [one.text for one in found]

    def middle(self, record: Id) -> QPoint:
        item = self.view.map_scene.item_of(record)
        assert item is not None
        return self.view.viewportTransform().map(item.area().center()).toPoint()

    def drag(self, record: Id, by: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        port, start = self.view.viewport(), self.middle(record)
        QTest.mousePress(port, LEFT, modifiers, start)
        for step in range(1, 6):
            QTest.mouseMove(port, start + by * step / 5)
        QTest.mouseRelease(port, LEFT, modifiers, start + by)


@pytest.fixture
def cards(view: MapView) -> Cards:
    return Cards(view)


COLUMN = QPoint(152, 0)


def test_cards_keep_their_places_to_one_another_and_it_is_one_step(
    view: MapView, cards: Cards
) -> None:
    view.workspace.select([cards.a, cards.b, cards.c])
    cards.drag(cards.a, COLUMN)
    assert cards.texts("doing", 1) == ["a", "b"]
    assert cards.texts("thinking", 2) == ["c"]
    assert [view.workspace.store.record(one).text for one in view.workspace.selected] == [
        "a", "b", "c",
    ]  # fmt: skip
    view.commands.undo()
    assert cards.texts("doing", 0) == ["a", "b"]
    assert cards.texts("thinking", 1) == ["c"]


def test_with_ctrl_copies_go_there(view: MapView, cards: Cards) -> None:
    view.workspace.select([cards.a, cards.c])
    cards.drag(cards.a, COLUMN, Qt.KeyboardModifier.ControlModifier)
    assert cards.texts("doing", 0) == ["a", "b"]
    assert cards.texts("doing", 1) == ["a"]
    assert cards.texts("thinking", 2) == ["c"]


def test_each_carried_card_has_its_ghost(view: MapView, cards: Cards) -> None:
    view.workspace.select([cards.a, cards.c])
    start = cards.middle(cards.a)
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    QTest.mouseMove(view.viewport(), start + QPoint(30, 30))
    assert len(view.overlay.ghosts) == 2
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.overlay.ghosts == []
    QTest.mouseRelease(view.viewport(), LEFT, NONE, start)
    assert cards.texts("doing", 0) == ["a", "b"]


def test_a_rubber_band_and_a_drag_move_what_it_caught(view: MapView, cards: Cards) -> None:
    first, last = cards.middle(cards.a), cards.middle(cards.b)
    port = view.viewport()
    below = QPoint(first.x() - 70, last.y() + 60)
    QTest.mousePress(port, LEFT, NONE, below)
    QTest.mouseMove(port, first + QPoint(20, 20))
    QTest.mouseMove(port, first + QPoint(40, 0))
    QTest.mouseRelease(port, LEFT, NONE, first + QPoint(40, 0))
    assert set(view.workspace.selected) >= {cards.a, cards.b}
    view.workspace.select([cards.a, cards.b])
    cards.drag(cards.b, 2 * COLUMN)
    assert cards.texts("doing", 2) == ["a", "b"]


def test_ctrl_arrows_move_several_cards_and_stop_at_the_edge(view: MapView, cards: Cards) -> None:
    view.workspace.select([cards.a, cards.c])
    view.commands.move("right")
    assert cards.texts("doing", 1) == ["a"]
    assert cards.texts("thinking", 2) == ["c"]
    view.commands.move("right")
    assert cards.texts("doing", 1) == ["a"]
    view.commands.move("down")
    assert cards.texts("thinking", 1) == ["a"]
    assert cards.texts("feeling", 2) == ["c"]


def test_a_duplicate_lands_right_behind_its_original(view: MapView, cards: Cards) -> None:
    view.workspace.select([cards.a])
    view.commands.duplicate_selected()
    assert cards.texts("doing", 0) == ["a", "a", "b"]


def test_a_band_at_the_edge_scrolls_on_and_grows_with_it(
    view: MapView, cards: Cards, qtbot: QtBot
) -> None:
    view.zoom_to(3.0)
    port = view.viewport()
    start = QPoint(port.width() // 2, port.height() - 60)
    before = view.horizontalScrollBar().value()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, NONE, start)
    view.hand.cancel()
    from cxdesk.canvas.tools.band import RubberBand

    view.hand._begin(RubberBand(view, view.to_map(start.toPointF()), start.toPointF()))
    QTest.mouseMove(port, QPoint(port.width() - 20, start.y()))
    QTest.mouseMove(port, QPoint(port.width() - 3, start.y()))
    first = QRectF(view.overlay.band or QRectF())
    qtbot.waitUntil(lambda: view.horizontalScrollBar().value() > before + 40)
    assert view.overlay.band is not None
    assert view.overlay.band.width() > first.width()
    QTest.mouseRelease(port, LEFT, NONE, QPoint(port.width() - 3, start.y()))
    after = view.horizontalScrollBar().value()
    qtbot.wait(60)
    assert view.horizontalScrollBar().value() == after


def test_arrows_lead_to_the_heads_of_lanes_and_phases_and_back(view: MapView, cards: Cards) -> None:
    store = view.workspace.store
    view.workspace.select([cards.a])
    view.commands.walk("left")
    assert view.workspace.selected == (cards.lanes["doing"],)
    view.commands.walk("up")
    assert view.workspace.selected == (cards.lanes["touchpoints"],)
    view.commands.walk("right")
    assert view.workspace.selected == (cards.stops[0],)
    view.commands.walk("left")
    assert view.workspace.selected == (cards.lanes["touchpoints"],)
    view.commands.walk("up")
    phases = [one.id for one in queries.phases(store, view.workspace.journey)]
    assert view.workspace.selected == (phases[0],)
    view.commands.walk("right")
    assert view.workspace.selected == (phases[1],)
    view.commands.walk("down")
    assert view.workspace.selected == (cards.stops[2],)


def test_what_is_cut_shows_whole_while_the_pointer_rests_on_it(view: MapView) -> None:
    from cxdesk.models.ops import journeys

    store = view.workspace.store
    phase = queries.phases(store, view.workspace.journey)[1].id
    name = "<b>Donaudampfschifffahrtsgesellschaft</b> " * 6
    journeys.rename_phase(store, phase, name)
    label = view.map_scene.label_of(phase)
    assert label is not None
    at = label.area().center()
    assert view.map_scene.cut_at(at) == name
    assert "&lt;b&gt;" in view._tip(at)
    assert view._tip(QPointF(900, 600)) == ""


@pytest.mark.parametrize("beyond", [40, 400])
def test_beyond_the_edge_the_map_scrolls_on_faster_the_farther(
    view: MapView, cards: Cards, qtbot: QtBot, beyond: int
) -> None:
    view.zoom_to(3.0)
    view.scroll_by(-9999, -9999)
    port, bar = view.viewport(), view.horizontalScrollBar()
    start, before = cards.middle(cards.stops[0]), bar.value()
    QTest.mousePress(port, LEFT, NONE, start)
    QTest.mouseMove(port, start + QPoint(30, 0))
    QTest.mouseMove(port, QPoint(port.width() + beyond, start.y()))
    view.hand._edge_timer.timeout.emit()
    assert bar.value() - before >= min((36 + beyond) // 2, 90)
    ghost = view.overlay.ghosts[0].area
    assert view.seen().intersects(ghost)
    QTest.mouseMove(port, QPoint(port.width() - 60, start.y()))
    assert view.overlay.mark is not None
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(port, LEFT, NONE, start)
    assert cards.texts("doing", 0) == ["a", "b"]
