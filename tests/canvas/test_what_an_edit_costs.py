"""What an edit leaves alone: on a large map only what is touched, and what is near, costs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from cxdesk.analysis.filtering import Filter
from cxdesk.canvas.items import NodeItem
from cxdesk.canvas.view import MapView
from cxdesk.layout.primitives import Node
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, ratings, stops


@pytest.fixture
def many(view: MapView) -> list[Id]:
    """Sixty more touchpoints with two cards each."""
    store, journey = view.workspace.store, view.workspace.journey
    lanes = [queries.lane_of_kind(store, journey, kind) for kind in ("doing", "thinking")]
    with store.transaction("fill"):
        for number in range(60):
            phase = queries.phases(store, journey)[number % 2].id
            stop = stops.add_stop(store, phase, name=f"t{number}").id
            for lane in lanes:
                assert lane is not None
                cards.add_card(store, lane.id, stop, f"card {number}")
    return [stop.id for stop in queries.journey_stops(store, journey)]


def nodes(view: MapView) -> dict[str, Node]:
    return {node.key: node for node in view.map_scene.layout.nodes}


def anew(before: dict[str, Node], after: dict[str, Node], prefix: str) -> set[str]:
    """The pieces of a kind that were made anew."""
    return {key for key in after if key.startswith(prefix) and before.get(key) is not after[key]}


def test_a_letter_typed_lays_nothing_out(view: MapView, many: list[Id]) -> None:
    view.typing.edit(many[1])
    before = view.map_scene.layout
    QTest.keyClicks(view.typing.editor, "a name")
    assert view.map_scene.layout is before
    QTest.keyClick(view.typing.editor, Qt.Key.Key_Escape)
    assert view.map_scene.layout is not before


def test_a_cards_text_lays_out_its_own_row_only(view: MapView, many: list[Id]) -> None:
    store = view.workspace.store
    lane = queries.lane_of_kind(store, view.workspace.journey, "thinking")
    assert lane is not None
    card = queries.cards(store, lane.id, many[5])[0].id
    row = {f"card:{note.id}" for stop in many for note in queries.cards(store, lane.id, stop)}
    before = nodes(view)
    cards.write_card(store, card, "another text")
    made = anew(before, nodes(view), "card:")
    assert f"card:{card}" in made
    assert made <= row
    assert anew(before, nodes(view), "stop:") == set()


def test_a_rating_draws_one_card_anew(view: MapView, many: list[Id]) -> None:
    before = nodes(view)
    ratings.rate(view.workspace.store, many[7], 2, scale="smileys")
    after = nodes(view)
    changed = {key for key in after if after[key].parts is not before[key].parts}
    assert changed == {f"stop:{many[7]}"}
    assert anew(before, after, "card:") == set()


def test_pictures_are_made_for_what_comes_into_view(view: MapView, many: list[Id]) -> None:
    view.viewport().repaint()
    made = [
        item.node.key
        for item in view.map_scene.items()
        if isinstance(item, NodeItem) and item._made is not None
    ]
    assert 0 < len(made) < len(view.map_scene.layout.nodes) / 2


def test_only_what_scrolls_is_found_by_its_place(view: MapView, many: list[Id]) -> None:
    """A scene looks through all children of an item, seen or not: cards must have no parent."""
    for key in (f"stop:{many[0]}", f"stop:{many[-1]}"):
        item = view.map_scene._items[key]
        assert item.parentItem() is None


class Paints(QObject):
    """Which parts of a widget are painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.regions: list[QRegion] = []
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.regions.append(QRegion(event.region()))
        return False


def test_a_rating_repaints_its_card_and_not_the_map(view: MapView, many: list[Id]) -> None:
    for value in (1, 2):  # the first still paints what showing the window has left
        paints = Paints(view.viewport())
        ratings.rate(view.workspace.store, many[1], value, scale="smileys")
        QTest.qWait(50)
    item = view.map_scene.item_of(many[1])
    assert item is not None
    card = view.viewportTransform().mapRect(item.area()).toAlignedRect()
    assert paints.regions
    for region in paints.regions:
        assert card.adjusted(-12, -12, 12, 12).contains(region.boundingRect())


def test_a_filter_fades_what_stands_under_a_stop_wherever_it_is_moved(
    view: MapView, many: list[Id]
) -> None:
    store, lens, scene = view.workspace.store, view.workspace.lens, view.map_scene
    lane = queries.lane_of_kind(store, view.workspace.journey, "thinking")
    assert lane is not None
    for stop in many[:2]:
        stops.mark_moment_of_truth(store, stop, True)
    note = queries.cards(store, lane.id, many[5])[0].id

    def faded(record: Id) -> bool:
        item = scene.item_of(record)
        assert item is not None
        return item.faded

    lens.filter_by(Filter(moments_of_truth=True))
    assert [faded(many[1]), faded(many[5]), faded(note)] == [False, True, True]
    cards.move_card(store, note, lane.id, many[1], 0)
    assert not faded(note)
    lens.filter_by(Filter())
    assert not any(faded(record) for record in (*many, note))
    lens.filter_by(Filter(moments_of_truth=True))
    assert [faded(many[1]), faded(many[5]), faded(note)] == [False, True, False]


def test_what_is_faded_is_painted_in_paler_colours_and_not_through_a_veil(
    view: MapView, many: list[Id]
) -> None:
    """A translucent plane takes ten times as long as an opaque one."""
    item = view.map_scene.item_of(many[1])
    assert item is not None
    whole, ground = item._picture, QColor("#EEF1F6")
    faded = whole.faded(ground, 0.25)
    assert faded is whole.faded(ground, 0.25)
    for (_, _, before, _), (_, _, after, _) in zip(whole._shapes, faded._shapes, strict=True):
        assert after.color().alpha() == before.color().alpha() == 255
        mixed = before.color().red() * 0.25 + ground.red() * 0.75
        assert after.color().red() == pytest.approx(mixed, abs=1)
