"""The whole of a wide map: its rows take the room, and everything is where it is seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cxdesk.canvas.overview import FAR
from cxdesk.canvas.view import MapView
from cxdesk.layout.afar import same_height
from cxdesk.layout.primitives import Text
from cxdesk.layout.tokens import FEELINGS, LIGHT
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, ratings, stops

LEFT = Qt.MouseButton.LeftButton
LONG = "A sentence about what happens here. " * 11


@pytest.fixture
def wide(view: MapView) -> list[Id]:
    """40 touchpoints, each felt otherwise than the one before, and one card of 400 characters."""
    store, journey = view.workspace.store, view.workspace.journey
    phases = [phase.id for phase in queries.phases(store, journey)]
    with store.transaction("fill"):
        for number in range(37):
            name = f"What the customer meets {number}"
            stops.add_stop(store, phases[number * 2 // 37], name=name)
        made = [stop.id for stop in queries.journey_stops(store, journey)]
        for number, stop in enumerate(made):
            ratings.rate(store, stop, number % 5 - 2, scale="smileys")
        doing = queries.lane_of_kind(store, journey, "doing")
        assert doing is not None
        cards.add_card(store, doing.id, made[1], LONG)
    view.workspace.select([])
    view.fit_map()
    QApplication.processEvents()
    return made


def on_screen(view: MapView, record: Id) -> QRectF:
    item = view.map_scene.item_of(record)
    assert item is not None
    return view.viewportTransform().mapRect(item.area())


def named(view: MapView, stop: Id) -> str:
    store = view.workspace.store
    return queries.touchpoint(store, store.record(stop)).name


def picture(view: MapView) -> QImage:
    return view.viewport().grab().toImage()


def test_every_row_is_named_and_the_rows_fill_the_height(view: MapView, wide: list[Id]) -> None:
    layout = view.map_scene.layout
    bottom = view.viewportTransform().map(QPointF(0, layout.height)).y()
    full = view.transform().m22() == pytest.approx(0.875)
    assert full or bottom == pytest.approx(view.viewport().height(), abs=3)
    for row in layout.rows:
        if row.lane:
            assert on_screen(view, row.lane).height() >= 16
            label = view.map_scene.label_of(row.lane)
            assert label is not None
            assert [part for part in label.node.parts if isinstance(part, Text)]


def test_no_scroll_bar_is_shown_while_all_is_in_sight(view: MapView, wide: list[Id]) -> None:
    bars = view.horizontalScrollBar(), view.verticalScrollBar()
    assert not any(bar.isVisible() for bar in bars)
    view.zoom_to(1.0)
    assert view.horizontalScrollBar().isVisible()
    view.fit_map()
    assert not any(bar.isVisible() for bar in bars)


def test_a_scroll_bar_is_shown_only_where_something_is_out_of_sight(
    view: MapView, wide: list[Id]
) -> None:
    bars = view.horizontalScrollBar(), view.verticalScrollBar()
    view.zoom_to(1.0)
    layout = view.map_scene.layout
    for height, down in ((layout.height + 30, False), (layout.height - 30, True)):
        view.resize(700, round(height))
        view.scroll_by(0, -9000)
        QApplication.processEvents()
        assert [bar.isVisible() for bar in bars] == [True, down]
        if not down:
            bottom = view.viewportTransform().map(QPointF(0, layout.height)).y()
            assert bottom <= view.viewport().height()


def test_an_empty_map_has_no_scroll_bars(view: MapView) -> None:
    store, journey = view.workspace.store, view.workspace.journey
    cards.delete_records(store, [phase.id for phase in queries.phases(store, journey)])
    view.resize(500, 400)
    QApplication.processEvents()
    assert not view.horizontalScrollBar().isVisible()
    assert not view.verticalScrollBar().isVisible()


def test_letters_and_heads_keep_their_shape(view: MapView, wide: list[Id]) -> None:
    turned, (across, down) = view.transform(), view.map_scene.enlarged
    assert turned.m22() > turned.m11() * 1.5
    assert turned.m11() * across == pytest.approx(turned.m22() * down)


def test_a_touchpoint_shows_its_feeling(view: MapView, wide: list[Id]) -> None:
    shot = picture(view)
    for number in (5, 6, 9):
        place = on_screen(view, wide[number])
        face = FEELINGS[number % 5 - 2]
        colors = {
            shot.pixelColor(round(place.center().x()), y).name().upper()
            for y in range(round(place.top()) + 1, round(place.bottom()) - 1)
        }
        assert face.fill.upper() in colors or face.ink.upper() in colors


def test_a_face_is_as_wide_as_high(view: MapView, wide: list[Id]) -> None:
    shot, place = picture(view), on_screen(view, wide[1]).toAlignedRect()  # -1: a square face
    fill = QColor(FEELINGS[-1].fill)
    found = [
        (x, y)
        for x in range(place.left(), place.right())
        for y in range(place.top(), place.bottom())
        if shot.pixelColor(x, y) == fill
    ]
    wide_by = max(x for x, _ in found) - min(x for x, _ in found)
    high_by = max(y for _, y in found) - min(y for _, y in found)
    assert abs(wide_by - high_by) <= 1
    assert wide_by >= 9


def test_what_is_clicked_is_what_is_seen(view: MapView, wide: list[Id]) -> None:
    for stop in (wide[0], wide[17], wide[-1]):
        QTest.mouseClick(view.viewport(), LEFT, pos=on_screen(view, stop).center().toPoint())
        assert view.workspace.selected == (stop,)
    assert not view.horizontalScrollBar().isVisible()  # nothing had to be scrolled for that


def test_a_touchpoint_is_dragged_to_where_it_is_let_go(view: MapView, wide: list[Id]) -> None:
    port = view.viewport()
    start, goal = on_screen(view, wide[3]).center(), on_screen(view, wide[9])
    QTest.mousePress(port, LEFT, pos=start.toPoint())
    QTest.mouseMove(port, start.toPoint() + QPoint(12, 0))
    QTest.mouseMove(port, QPoint(round(goal.right()) + 1, round(goal.center().y())))
    (ghost,) = view.overlay.ghosts
    assert view.overlay.mark is not None
    assert view.viewportTransform().mapRect(ghost.area).height() == pytest.approx(goal.height())
    picture(view)  # ghost and mark are painted
    QTest.mouseRelease(port, LEFT, pos=QPoint(round(goal.right()) + 1, round(goal.center().y())))
    order = [
        stop.id
        for stop in queries.journey_stops(view.workspace.store, view.workspace.journey)
    ]
    assert order.index(wide[3]) == order.index(wide[9]) + 1


def test_a_rubber_band_takes_what_it_touches(view: MapView, wide: list[Id]) -> None:
    row = next(row for row in view.map_scene.layout.rows if row.kind == "thinking")
    below = view.viewportTransform().map(QPointF(0, row.y + row.height / 2)).y()
    port, first, last = view.viewport(), on_screen(view, wide[20]), on_screen(view, wide[23])
    QTest.mousePress(port, LEFT, pos=QPoint(round(first.left()), round(below)))
    QTest.mouseMove(port, QPoint(round(last.center().x()), round(last.center().y())))
    QTest.mouseRelease(port, LEFT, pos=last.center().toPoint())
    assert set(view.workspace.selected) == set(wide[20:24])


def test_zooming_in_keeps_the_touchpoint_under_the_pointer(view: MapView, wide: list[Id]) -> None:
    at = on_screen(view, wide[20]).center()
    jumps = 0
    while view.zoom < FAR:
        before, height = view.transform(), on_screen(view, wide[20]).height()
        view.zoom_by(1.1, at)
        place = on_screen(view, wide[20])
        assert place.left() - 1 < at.x() < place.right() + 1
        assert height / 3 < place.height() < height * 3
        more = view.transform().m22() / before.m22()
        jumps += not 1 / 1.1001 <= more <= 1.1001
    assert jumps <= 1  # once, where its rows are laid out to be read
    assert view.transform().m22() == view.zoom


def test_the_rows_follow_the_window(view: MapView, wide: list[Id]) -> None:
    before = view.transform()
    for height in (640, 500, 560, 700):
        view.resize(view.width(), height)
        QApplication.processEvents()
        assert view.zoom == before.m11()
        assert not view.verticalScrollBar().isVisible()
        assert on_screen(view, wide[0]).top() >= view.heads.height()
        assert on_screen(view, wide[0]).top() < view.heads.height() + 8
    assert view.transform() == before


def test_a_long_card_takes_no_room_from_the_names(view: MapView, wide: list[Id]) -> None:
    doing = queries.lane_of_kind(view.workspace.store, view.workspace.journey, "doing")
    assert doing is not None
    for window in ((772, 385), (1300, 700)):
        view.resize(*window)
        view.fit_map()
        QApplication.processEvents()
        assert on_screen(view, doing.id).height() < window[1] / 4
        assert on_screen(view, wide[-1]).right() == pytest.approx(window[0], abs=8)


def test_a_map_scrolled_down_is_fitted_as_well_as_one_at_its_beginning(
    view: MapView, wide: list[Id]
) -> None:
    store, journey = view.workspace.store, view.workspace.journey
    doing = queries.lane_of_kind(store, journey, "doing")
    assert doing is not None
    cards.add_card(store, doing.id, wide[0], "The customer waits for twenty minutes. " * 30)
    view.resize(900, 420)
    view.fit_map()
    wanted = view.zoom
    fresh = MapView(view.workspace)
    fresh.resize(900, 420)
    fresh.show()
    QApplication.processEvents()
    fresh.zoom_to(1.0)
    fresh.scroll_by(0, 600)
    fresh.fit_map()
    assert fresh.zoom == wanted
    fresh.close()


def test_empty_rows_give_the_names_their_room(view: MapView, wide: list[Id]) -> None:
    lanes = [row.lane for row in view.map_scene.layout.rows if row.kind == "feeling"]
    view.resize(900, 420)
    view.fit_map()
    low = [on_screen(view, lane).height() for lane in lanes]
    view.resize(900, 1400)
    view.fit_map()
    high = [on_screen(view, lane).height() for lane in lanes]
    assert all(16 <= one < other for one, other in zip(low, high, strict=True))


def test_zooming_in_from_the_whole_map_ends_where_the_names_are_whole(
    view: MapView, wide: list[Id]
) -> None:
    for at in (None, on_screen(view, wide[20]).center(), QPointF(300, 300)):
        view.fit_map()
        while view.zoom < 1.0:
            view.zoom_by(1.2, at)
            assert on_screen(view, wide[20]).top() >= view.heads.height()
    view.fit_map()
    view.zoom_to(1.0)
    assert on_screen(view, wide[20]).top() >= view.heads.height()


def test_what_is_under_the_pointer_is_there_in_both_forms(view: MapView, wide: list[Id]) -> None:
    card = next(node.record for node in view.map_scene.layout.nodes if node.role == "card")
    item = view.map_scene.item_of(card)
    assert item is not None
    near, far = view.map_scene.forms.near, view.map_scene.layout
    for y in range(round(near.head_height) + 1, round(near.height)):
        there = same_height(y, near, far, is_far=True)
        assert same_height(there, far, near, is_far=False) == pytest.approx(y)
        assert there < same_height(y + 1, near, far, is_far=True)


def test_one_long_card_is_shown_so_large_that_it_is_read(
    view: MapView, wide: list[Id]
) -> None:
    card = next(node.record for node in view.map_scene.layout.nodes if node.role == "card")
    view.workspace.select([card])
    view.resize(772, 385)
    view.fit_selection()
    assert view.zoom >= 0.9
    assert 0 <= on_screen(view, card).top() - view.heads.height() < 20
    view.workspace.select(wide)
    view.fit_selection()
    assert view.zoom < 0.3


def test_a_phase_wider_than_the_view_is_framed_beside_the_heads(
    view: MapView, wide: list[Id]
) -> None:
    view.zoom_to(1.0)
    view.scroll_by(300, 0)
    view.workspace.select([view.map_scene.layout.bands[0].phase])
    view.scroll_by(300, 0)
    shot, accent = picture(view), QColor(LIGHT.accent)
    heads = range(round(view.heads.width()) - 8)
    bars = range(round(view.heads.height()) + 8)
    assert not any(shot.pixelColor(x, y) == accent for x in heads for y in bars)


def test_heads_do_not_grow_without_end(view: MapView, wide: list[Id]) -> None:
    view.zoom_to(3.0)
    assert view.heads.height() == pytest.approx(view.map_scene.layout.head_height * 1.25)
    view.scroll_by(-99_999, -99_999)
    first = on_screen(view, wide[0])
    assert first.left() >= view.heads.width()
    assert first.top() >= view.heads.height()
    assert first.left() < view.heads.width() + 40


def test_a_new_lane_takes_its_share(view: MapView, wide: list[Id]) -> None:
    lane = next(row.lane for row in view.map_scene.layout.rows if row.kind == "doing")
    before = on_screen(view, lane).height()
    for _ in range(6):
        journeys.add_lane(view.workspace.store, view.workspace.journey, "text")
    assert on_screen(view, lane).height() < before
    layout = view.map_scene.layout
    bottom = view.viewportTransform().map(QPointF(0, layout.height)).y()
    assert bottom <= view.viewport().height() + 1


def test_names_stand_upright_beside_the_faces_where_there_is_room(
    view: MapView, wide: list[Id]
) -> None:
    view.resize(1000, 1400)
    view.fit_map()
    place = on_screen(view, wide[5]).toAlignedRect()
    assert place.height() > 90
    shot = picture(view)
    upper = place.adjusted(1, 1, -1, -30)
    inks = sum(
        shot.pixelColor(x, y).lightness() < QColor(LIGHT.text).lightness() + 60
        for x in range(upper.left(), upper.right())
        for y in range(upper.top(), upper.bottom())
    )
    assert inks > 15


@pytest.mark.parametrize(
    ("columns", "width", "height"),
    [(14, 760, 420), (40, 1226, 420), (15, 566, 255), (40, 566, 255), (60, 772, 404)],
)
def test_short_names_are_read_on_the_whole_map_too(
    view: MapView, columns: int, width: int, height: int
) -> None:
    store = view.workspace.store
    phase = queries.phases(store, view.workspace.journey)[0].id
    made = [stops.add_stop(store, phase, name="Plakat").id for _ in range(columns - 3)]
    ratings.rate(store, made[0], 1, scale="smileys")
    view.workspace.select([])
    view.resize(width, height)
    view.fit_map()
    QApplication.processEvents()
    shot = picture(view)
    for stop in made[:2]:  # with a face and without one
        item = view.map_scene.item_of(stop)
        assert item is not None
        assert item.node.far is not None
        assert item.node.far.size >= 11
        place = on_screen(view, stop).toAlignedRect()
        area = place.adjusted(1, 1, -1, -24 if stop == made[0] else -1)
        inks = sum(
            shot.pixelColor(x, y).lightness() < QColor(LIGHT.text).lightness() + 60
            for x in range(area.left(), area.right())
            for y in range(area.top(), area.bottom())
        )
        assert inks > 8, place


def test_a_name_is_typed_in_readable_letters(view: MapView, wide: list[Id]) -> None:
    for stop in (wide[0], wide[20], wide[-1]):
        view.edit(stop)
        editor = view.typing.editor
        assert editor.document().defaultFont().pixelSize() >= 13
        assert editor.width() >= 160
        assert view.viewport().rect().contains(editor.geometry())
        before = editor.height()
        editor.setPlainText("A name that needs more than one line of the field, and then some")
        assert editor.height() >= before
        assert editor.height() > editor.written.text().lines[-1].baseline
        view.finish_editing()
    assert named(view, wide[-1]).startswith("A name that needs")
    view.zoom_to(1.0)
    view.edit(wide[0])
    card, field = on_screen(view, wide[0]), QRectF(view.typing.editor.geometry())
    assert card.contains(field.adjusted(4, 4, -4, -4))  # it is the card again
    assert field.contains(card)


def test_what_is_too_small_to_be_read_is_told_where_the_pointer_rests(
    view: MapView, wide: list[Id]
) -> None:
    at = view.to_map(on_screen(view, wide[7]).center())
    assert view._tip(at) == f"<qt>{named(view, wide[7])}, 0.0, n = 1</qt>"
