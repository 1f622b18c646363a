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
from cxdesk.models.ops.journeys import add_phase, hide_lane

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


def test_a_card_goes_along_with_its_touchpoint_when_both_are_selected(
    view: MapView, cards: Cards
) -> None:
    view.workspace.select([cards.stops[0], cards.a, cards.b])
    view.commands.move("right")
    journey = view.workspace.journey
    order = [one.id for one in queries.journey_stops(cards.store, journey)]
    assert order == [cards.stops[1], cards.stops[0], cards.stops[2]]
    assert cards.texts("doing", 0) == ["a", "b"]
    cards.drag(cards.a, -COLUMN)
    assert [one.id for one in queries.journey_stops(cards.store, journey)] == cards.stops
    assert cards.texts("doing", 0) == ["a", "b"]
    view.commands.duplicate_selected()
    assert len(queries.journey_stops(cards.store, journey)) == 4
    assert cards.texts("doing", 0) == ["a", "b"]


@pytest.fixture
def three(view: MapView, cards: Cards) -> list[Id]:
    """Three phases, the third one empty."""
    journey = view.workspace.journey
    add_phase(cards.store, journey, "Later")
    return [one.id for one in queries.phases(cards.store, journey)]


def phase_names(view: MapView) -> list[str]:
    return [one.name for one in queries.phases(view.workspace.store, view.workspace.journey)]


def test_several_phases_are_moved_together_by_key_and_by_hand(
    view: MapView, cards: Cards, three: list[Id]
) -> None:
    view.workspace.select(three[:2])
    view.commands.move("right")
    assert phase_names(view) == ["Later", "Before", "After"]
    view.commands.undo()
    assert phase_names(view) == ["Before", "After", "Later"]
    way = cards.middle(three[2]) - cards.middle(three[0])
    cards.drag(three[0], way + QPoint(120, 0))
    assert phase_names(view) == ["Later", "Before", "After"]


def test_a_phase_dragged_with_ctrl_is_copied_with_all_that_is_in_it(
    view: MapView, cards: Cards, three: list[Id]
) -> None:
    way = cards.middle(three[1]) - cards.middle(three[0])
    cards.drag(three[0], way + QPoint(60, 0), Qt.KeyboardModifier.ControlModifier)
    assert phase_names(view) == ["Before", "After", "Before", "Later"]
    copy = queries.phases(cards.store, view.workspace.journey)[2].id
    assert view.workspace.selected == (copy,)
    inside = queries.stops(cards.store, copy)
    assert [queries.touchpoint(cards.store, one).name for one in inside] == ["a", "b"]
    assert [one.text for one in queries.notes_at(cards.store, inside[0].id)] == ["a", "b"]
    view.commands.undo()
    assert phase_names(view) == ["Before", "After", "Later"]


def test_a_card_of_a_whole_phase_goes_to_the_next_phase(view: MapView, cards: Cards) -> None:
    phases = [one.id for one in queries.phases(cards.store, view.workspace.journey)]
    wide = add_card(cards.store, cards.lanes["doing"], phases[0], "wide").id
    view.workspace.select([wide])
    view.commands.move("right")
    found = queries.cards(cards.store, cards.lanes["doing"], phases[1])
    assert [one.text for one in found] == ["wide"]


def test_a_lane_moves_beyond_the_next_one_that_is_seen(view: MapView, cards: Cards) -> None:
    hide_lane(cards.store, cards.lanes["thinking"], True)
    view.workspace.select([cards.lanes["doing"]])
    view.commands.move("down")
    kinds = [one.kind for one in queries.lanes(cards.store, view.workspace.journey)]
    assert kinds[:4] == ["touchpoints", "thinking", "feeling", "doing"]


EDGE = "It goes no further in this direction."
SIDEWAYS = "Touchpoints and phases move to the left and to the right."


@pytest.mark.parametrize(
    ("chosen", "direction", "said"),
    [
        ("a stop", "up", SIDEWAYS),
        ("a stop", "left", EDGE),
        ("a phase", "down", SIDEWAYS),
        ("a phase", "left", EDGE),
        ("a lane", "right", "Lanes move up and down."),
        ("a lane", "up", EDGE),
        ("a card", "left", EDGE),
        ("all", "right", "What is selected cannot be moved together in this direction."),
    ],
)
def test_what_cannot_be_moved_says_so(
    view: MapView, cards: Cards, chosen: str, direction: str, said: str
) -> None:
    heard: list[str] = []
    view.workspace.notice.connect(lambda text, _: heard.append(text))
    phase = queries.phases(cards.store, view.workspace.journey)[0].id
    kinds = {
        "a stop": [cards.stops[0]],
        "a phase": [phase],
        "a lane": [cards.lanes["touchpoints"]],
        "a card": [cards.a],
        "all": [cards.stops[0], cards.c],
    }
    view.workspace.select(kinds[chosen])
    heard.clear()
    steps = view.workspace.session.history.steps
    view.commands.move(direction)
    assert heard == [said]
    assert view.workspace.session.history.steps == steps
