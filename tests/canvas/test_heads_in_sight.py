"""Heads and bars stay readable from afar, and what is written on them stays in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest

from cxdesk.canvas.items import NodeItem
from cxdesk.canvas.overview import HEADS_LEAST
from cxdesk.canvas.view import MapView
from cxdesk.layout.lanes.block import ROW_PADDING
from cxdesk.layout.primitives import Text
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, stops

LEAST_PX = 9.0
"""What can still be read of a projector's picture."""
FAR = (0.6, 0.35, 0.2)


@pytest.fixture
def phases(view: MapView) -> list[Id]:
    """Two phases of twelve touchpoints each."""
    store, journey = view.workspace.store, view.workspace.journey
    found = [phase.id for phase in queries.phases(store, journey)]
    with store.transaction("fill"):
        for number in range(21):
            stops.add_stop(store, found[number % 2], name=f"t{number}")
    return found


def label(view: MapView, record: Id) -> NodeItem:
    found = view.map_scene.label_of(record)
    assert found is not None
    return found


def on_screen(view: MapView, record: Id) -> QRectF:
    item = view.map_scene.item_of(record)
    assert item is not None
    return view.viewportTransform().mapRect(item.area())


def words(item: NodeItem) -> list[str]:
    return [part.source for part in item.node.parts if isinstance(part, Text)]


@pytest.mark.parametrize("zoom", FAR)
def test_phases_can_be_read_from_afar(view: MapView, phases: list[Id], zoom: float) -> None:
    view.zoom_to(zoom)
    for phase, name in zip(phases, ("Before", "After"), strict=True):
        written = label(view, phase)
        (text,) = (part for part in written.node.parts if isinstance(part, Text))
        assert (text.source, text.cut) == (name, False)
        assert text.size * zoom * view.map_scene.enlarged.across >= LEAST_PX
        assert on_screen(view, phase).contains(
            view.viewportTransform().mapRect(written.area()).center()
        )


@pytest.mark.parametrize("zoom", FAR)
def test_a_bar_spans_its_columns_and_rows_their_heads_at_every_zoom(
    view: MapView, phases: list[Id], zoom: float
) -> None:
    view.zoom_to(zoom)
    layout = view.map_scene.layout
    for band in layout.bands:
        area = view.map_scene.item_of(band.phase).area()  # type: ignore[union-attr]
        assert (area.x(), area.width()) == pytest.approx((band.x, band.width))
    for row in layout.rows:
        if row.lane:
            area = view.map_scene.item_of(row.lane).area()  # type: ignore[union-attr]
            assert (area.y(), area.height()) == pytest.approx((row.y, row.height))


@pytest.mark.parametrize("zoom", FAR)
def test_enlarged_heads_do_not_cover_the_first_column_and_row(
    view: MapView, phases: list[Id], zoom: float
) -> None:
    view.zoom_to(zoom)
    for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
        bar.setValue(bar.minimum())
    first = queries.journey_stops(view.workspace.store, view.workspace.journey)[0].id
    heads = view.heads
    assert heads.height() == pytest.approx(view.map_scene.layout.head_height * HEADS_LEAST)
    card = on_screen(view, first)
    assert card.left() >= heads.width() - 1
    assert card.top() >= heads.height() - 1


def test_the_whole_map_fits_beside_its_enlarged_heads(view: MapView, phases: list[Id]) -> None:
    view.fit_map()
    assert view.zoom < HEADS_LEAST
    seen = QRectF(view.viewport().rect()).adjusted(-1, -1, 1, 1)
    every = queries.journey_stops(view.workspace.store, view.workspace.journey)
    heads = view.heads
    for stop in every:
        card = on_screen(view, stop.id)
        assert seen.contains(card)
        assert card.left() >= heads.width() - 1


def test_a_far_bar_is_clicked_where_it_is_seen(view: MapView, phases: list[Id]) -> None:
    view.zoom_to(0.3)
    at = on_screen(view, phases[1]).center().toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.workspace.selected == (phases[1],)
    (frame,) = view.map_scene.overlay.selected
    assert view.viewportTransform().mapRect(frame).contains(at.toPointF())


def test_a_handle_collapses_where_it_is_seen(view: MapView, phases: list[Id]) -> None:
    view.zoom_to(0.4)
    box = view.viewportTransform().mapRect(label(view, phases[0]).area())
    at = view.to_map(box.topLeft() + QPointF(12, box.height() / 2))
    assert view.map_scene.handle_at(at) == phases[0]


def test_a_narrow_bar_keeps_its_name_rather_than_its_handle(view: MapView) -> None:
    store = view.workspace.store
    phase = queries.phases(store, view.workspace.journey)[1].id  # one column
    view.zoom_to(0.35)
    written = label(view, phase)
    assert words(written) == ["After"]
    if isinstance(written.node.parts[0], Text):
        assert view.map_scene.handle_at(written.area().center()) == ""
    view.zoom_to(0.1)
    assert words(label(view, phase)) == []


def test_a_lanes_name_stays_in_sight_while_its_row_does(view: MapView, phases: list[Id]) -> None:
    store, journey = view.workspace.store, view.workspace.journey
    lane = queries.lane_of_kind(store, journey, "thinking")
    assert lane is not None
    first = queries.journey_stops(store, journey)[0].id
    for number in range(25):
        cards.add_card(store, lane.id, first, f"card {number}")
    row = next(one for one in view.map_scene.layout.rows if one.lane == lane.id)
    bar = view.verticalScrollBar()
    for share in (0.0, 0.3, 0.7, 0.97):
        bar.setValue(round(row.y - view.map_scene.layout.head_height + row.height * share))
        name = view.viewportTransform().mapRect(label(view, lane.id).area())
        assert on_screen(view, lane.id).adjusted(-1, -1, 1, 1).contains(name)
        if share < 0.9:
            assert name.top() >= view.map_scene.layout.head_height - 1
    handle = label(view, lane.id).area().topLeft() + QPointF(12, 20)
    assert view.map_scene.handle_at(handle) == lane.id
    bar.setValue(0)
    assert label(view, lane.id).area().top() == pytest.approx(row.y)


def test_from_the_whole_map_to_full_size_touchpoints_are_in_sight(
    view: MapView, phases: list[Id]
) -> None:
    made = queries.journey_stops(view.workspace.store, view.workspace.journey)
    seen = QRectF(view.viewport().rect())
    view.workspace.select([])
    view.fit_map()
    view.zoom_to(1.0)
    assert any(seen.contains(on_screen(view, stop.id)) for stop in made)
    view.fit_map()
    view.workspace.select([made[18].id])
    view.zoom_to(1.0)
    assert seen.contains(on_screen(view, made[18].id))


def test_a_long_name_goes_in_two_small_lines_before_it_is_cut(view: MapView) -> None:
    store, journey = view.workspace.store, view.workspace.journey
    phase = queries.phases(store, journey)[0].id
    for name, zoom in (("Informationsbeschaffung", 0.4), ("Before and afterwards", 0.45)):
        journeys.rename_phase(store, phase, name)
        view.zoom_to(zoom)
        written, bar = label(view, phase), on_screen(view, phase)
        (text,) = (part for part in written.node.parts if isinstance(part, Text))
        assert (text.cut, len(text.lines)) == (False, 2)
        assert text.size * zoom * view.map_scene.enlarged.across >= LEAST_PX
        low = max(line.baseline for line in text.lines) * HEADS_LEAST
        assert view.viewportTransform().mapRect(written.area()).top() + low < bar.bottom()


def test_going_to_a_cell_in_sight_scrolls_nothing(view: MapView, phases: list[Id]) -> None:
    """A cell that ends right at the map's lower edge is seen: nothing gives way for a margin."""
    view.zoom_to(1.0)
    store, workspace = view.workspace.store, view.workspace
    stop = queries.journey_stops(store, workspace.journey)[0].id
    lane = next(one for one in queries.lanes(store, workspace.journey) if one.kind == "doing").id
    workspace.select([stop])
    workspace.enter_cell(lane, stop)
    cell = view.map_scene.cell_area()
    assert cell is not None
    workspace.select([stop])
    bottom = view.viewportTransform().mapRect(cell).bottom()
    view.resize(view.width(), view.height() + round(bottom) + 3 - view.viewport().height())
    view.verticalScrollBar().setValue(0)
    before = view.verticalScrollBar().value()
    workspace.enter_cell(lane, stop)
    assert view.verticalScrollBar().value() == before


def test_what_scrolls_leaves_no_touchpoints_name_half_under_the_bars(
    view: MapView, phases: list[Id]
) -> None:
    view.zoom_to(1.0)
    store, workspace = view.workspace.store, view.workspace
    stop = queries.journey_stops(store, workspace.journey)[0].id
    for lane in queries.lanes(store, workspace.journey):
        if lane.kind not in ("doing", "thinking", "feeling"):
            continue
        for height in range(300, 420, 20):
            view.resize(view.width(), height)
            workspace.select([stop])
            workspace.enter_cell(lane.id, stop)
            row = view.map_scene.layout.row_of("touchpoints")
            cell = view.map_scene.cell_area()
            assert row is not None
            if cell is None:
                continue
            seen, to_screen = view.heads.height(), view.viewportTransform()
            names = to_screen.mapRect(QRectF(0, row.y, 1, row.height))
            area = to_screen.mapRect(cell)
            assert area.top() >= seen - 1
            whole, gone = names.top() >= seen - ROW_PADDING - 1, names.bottom() <= seen + 1
            tight = area.top() < seen + names.height()  # the cell itself would go
            assert whole or gone or tight, (lane.kind, height, seen, names, area)
