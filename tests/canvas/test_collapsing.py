"""Phases as narrow columns and lanes as thin rows: what they show, and how one gets there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from cxdesk.canvas.view import MapView
from cxdesk.layout.grid import COLLAPSED_WIDTH
from cxdesk.layout.primitives import Text
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import ratings
from cxdesk.models.ops.cards import add_card

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def phases(view: MapView) -> list[Id]:
    return [one.id for one in queries.phases(view.workspace.store, view.workspace.journey)]


def stops(view: MapView) -> list[Id]:
    return [one.id for one in queries.journey_stops(view.workspace.store, view.workspace.journey)]


def lane(view: MapView, kind: str = "doing") -> Id:
    found = queries.lane_of_kind(view.workspace.store, view.workspace.journey, kind)
    assert found is not None
    return found.id


def texts(view: MapView, key: str) -> list[str]:
    (node,) = (one for one in view.map_scene.layout.nodes if one.key == key)
    return [part.source for part in node.parts if isinstance(part, Text)]


def click(view: MapView, at: QPoint) -> None:
    QTest.mouseClick(view.viewport(), LEFT, NONE, at)


def handle(view: MapView, record: Id) -> QPoint:
    scene = view.map_scene
    label = scene.label_of(record)
    if label is not None:
        area = label.area()
        return view.viewportTransform().map(area.topLeft()).toPoint() + QPoint(14, 22)
    item = scene.item_of(record)
    assert item is not None
    return view.viewportTransform().map(item.area().topLeft()).toPoint() + QPoint(12, 20)


def test_a_collapsed_phase_is_one_narrow_column_with_count_and_mean_feeling(view: MapView) -> None:
    store = view.workspace.store
    for stop, value in zip(stops(view)[:2], (2, 1), strict=True):
        ratings.rate(store, stop, value, scale="smileys")
    wide = view.map_scene.layout.width
    click(view, handle(view, phases(view)[0]))
    layout = view.map_scene.layout
    assert layout.bands[0].width == COLLAPSED_WIDTH
    assert layout.width == wide - 2 * layout.columns[-1].width + COLLAPSED_WIDTH
    assert texts(view, f"heap:{phases(view)[0]}") == ["2 touchpoints", "+1.5"]
    assert view.map_scene.item_of(stops(view)[0]) is None
    click(view, handle(view, phases(view)[0]))
    assert view.map_scene.layout.width == wide


def test_the_curve_keeps_the_points_of_a_collapsed_phase(view: MapView) -> None:
    before = [stop for stop, _, _ in view.map_scene.stop_columns()]
    view.commands.toggle_collapsed(phases(view)[0])
    columns = view.map_scene.stop_columns()
    assert [stop for stop, _, _ in columns] == before
    assert sum(width for _, _, width in columns[:2]) == COLLAPSED_WIDTH


def test_a_collapsed_lane_is_a_thin_row_that_counts_its_cards(view: MapView) -> None:
    store = view.workspace.store
    for text in ("x", "y"):
        add_card(store, lane(view), stops(view)[1], text)
    add_card(store, lane(view), phases(view)[1], "whole phase")
    click(view, handle(view, lane(view)))
    row = next(one for one in view.map_scene.layout.rows if one.lane == lane(view))
    assert row.collapsed
    assert row.height < 32
    assert texts(view, f"count:{lane(view)}:{stops(view)[1]}") == ["2"]
    assert texts(view, f"count:{lane(view)}:{stops(view)[2]}") == ["1"]


def test_handles_are_large_enough_for_a_finger(view: MapView) -> None:
    scene = view.map_scene
    for record in (phases(view)[0], lane(view)):
        middle = handle(view, record)
        hit = [
            (x, y)
            for x in range(-40, 41)
            for y in range(-40, 41)
            if scene.handle_at(view.to_map((middle + QPoint(x, y)).toPointF())) == record
        ]
        assert max(x for x, _ in hit) - min(x for x, _ in hit) >= 23
        assert max(y for _, y in hit) - min(y for _, y in hit) >= 23


def test_touchpoints_and_curve_cannot_be_collapsed(view: MapView) -> None:
    heard: list[str] = []
    view.workspace.notice.connect(lambda text, _: heard.append(text))
    view.commands.toggle_collapsed(lane(view, "touchpoints"))
    assert view.workspace.lens.collapsed == frozenset()
    assert heard == ["Select a phase or a lane of cards to collapse it."]


def test_collapsing_is_mine_and_no_step(view: MapView) -> None:
    before = view.workspace.session.history.steps
    view.commands.toggle_collapsed(phases(view)[0])
    assert view.workspace.session.history.steps == before


def test_the_key_collapses_what_is_around_the_selected_and_selects_it(view: MapView) -> None:
    view.workspace.select([stops(view)[0]])
    view.commands.toggle_collapsed()
    assert view.workspace.lens.collapsed == {phases(view)[0]}
    assert view.workspace.selected == (phases(view)[0],)
    view.commands.expand_all()
    assert view.workspace.lens.collapsed == frozenset()


def test_selecting_something_hidden_expands_what_hides_it(view: MapView) -> None:
    card = add_card(view.workspace.store, lane(view), stops(view)[0], "x").id
    view.commands.toggle_collapsed(phases(view)[0])
    view.commands.toggle_collapsed(lane(view))
    view.workspace.select([card])
    assert view.workspace.lens.collapsed == frozenset()
    assert view.map_scene.item_of(card) is not None


def test_a_new_touchpoint_in_a_collapsed_phase_expands_it(view: MapView) -> None:
    view.commands.toggle_collapsed(phases(view)[1])
    view.commands.new_touchpoint(phases(view)[1])
    assert view.typing.editor.isVisible()
    assert view.workspace.lens.collapsed == frozenset()


def test_a_drop_into_a_collapsed_phase_goes_to_its_end(view: MapView) -> None:
    view.commands.toggle_collapsed(phases(view)[1])
    band = view.map_scene.layout.bands[1]
    target = view.map_scene.layout.stop_insertion(band.x + 10)
    assert target is not None
    assert (target.parent, target.index) == (phases(view)[1], 1)
    row = next(one for one in view.map_scene.layout.rows if one.lane == lane(view))
    assert view.map_scene.layout.card_insertion(band.x + 10, row.y + 10) is None


def test_arrows_pass_over_what_is_collapsed(view: MapView) -> None:
    store = view.workspace.store
    card = add_card(store, lane(view, "thinking"), stops(view)[2], "x").id
    add_card(store, lane(view), stops(view)[2], "hidden")
    view.commands.toggle_collapsed(lane(view))
    view.workspace.select([stops(view)[2]])
    view.commands.walk("down")
    assert view.workspace.selected == (card,)


@pytest.mark.parametrize("language", ["en", "de"])
def test_screen_readers_hear_that_something_is_collapsed(view: MapView, language: str) -> None:
    from cxdesk.language import language as speaking

    view.workspace.restyle(language=speaking(language))
    view.commands.toggle_collapsed(phases(view)[0])
    names = {node.key: node.name for node in view.map_scene.layout.nodes}
    expected = {"en": "Before, collapsed", "de": "Before, zugeklappt"}
    assert names[f"phase:{phases(view)[0]}"] == expected[language]


def test_a_phases_name_stays_in_sight_while_its_bar_scrolls_away(view: MapView) -> None:
    view.zoom_to(2.0)
    bar = view.horizontalScrollBar()
    bar.setValue(bar.minimum() + 100)
    label = view.map_scene.label_of(phases(view)[0])
    assert label is not None
    on_screen = view.viewportTransform().mapRect(label.area())
    assert on_screen.left() == pytest.approx(view.heads.width(), abs=1)
    view.scroll_by(5000, 0)
    end = view.map_scene.layout.bands[0]
    assert label.area().right() <= end.x + end.width


def test_the_frame_of_what_has_scrolled_beneath_the_heads_does_not_cover_them(
    view: MapView,
) -> None:
    view.zoom_to(2.0)
    view.workspace.select([stops(view)[0]])
    view.verticalScrollBar().setValue(130)
    view.horizontalScrollBar().setValue(130)
    frame = view.workspace.theme.accent
    picture = view.viewport().grab().toImage()
    covered = [
        picture.pixelColor(x, y).name().upper()
        for x in range(0, round(view.heads.width()) - 12, 3)
        for y in range(0, picture.height(), 3)
    ]
    seen = [picture.pixelColor(x, y).name().upper() for x in range(230, 600) for y in (150, 200)]
    assert frame.upper() in seen
    assert frame.upper() not in covered


def test_a_click_on_the_corner_collapses_nothing_that_has_scrolled_beneath_it(
    view: MapView,
) -> None:
    view.zoom_to(2.0)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    for x in range(2, round(view.heads.width()), 6):
        for y in range(2, round(view.heads.height()) - 2, 6):
            assert view.map_scene.handle_at(view.to_map(QPoint(x, y).toPointF())) == ""
