"""Where others are shows on the map, and only there."""

from __future__ import annotations

from cxdesk.canvas.company import CompanyFrames, Other, person_color
from cxdesk.canvas.items import NodeItem
from cxdesk.canvas.view import MapView
from cxdesk.layout import tokens
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, stops


def stop_ids(view: MapView) -> list[Id]:
    return [
        stop.id for stop in queries.journey_stops(view.workspace.store, view.workspace.journey)
    ]


def item(view: MapView, record: Id) -> NodeItem:
    found = view.map_scene.item_of(record)
    assert found is not None
    return found


def test_a_frame_stands_around_what_somebody_has_selected_and_moves_with_it(view):
    first, second, third = stop_ids(view)
    frames = CompanyFrames(view)
    frames.show([Other("p1", "Anna", second)])
    (frame,) = frames.frames
    assert frame.sceneBoundingRect().contains(item(view, second).area())
    phase = view.workspace.store.record(third).place.parent
    stops.move_stop(view.workspace.store, second, phase, 1)
    assert frame.sceneBoundingRect().contains(item(view, second).area())
    assert not frame.sceneBoundingRect().intersects(item(view, first).area())
    frames.show([])
    assert frames.frames == []
    assert frame.scene() is None


def test_nothing_shows_for_what_is_not_on_this_map_or_goes_away(view):
    first, *_ = stop_ids(view)
    frames = CompanyFrames(view)
    frames.show([Other("p1", "Anna", ""), Other("p2", "Ben", "nowhere"), Other("p3", "C", first)])
    assert [frame.other.name for frame in frames.frames if frame.other] == ["C"]
    cards.delete_records(view.workspace.store, [first])
    assert frames.frames == []


def test_two_people_on_one_card_have_a_frame_each(view):
    first, *_ = stop_ids(view)
    frames = CompanyFrames(view)
    frames.show([Other("p1", "Anna", first), Other("p2", "Ben", first)])
    inner, outer = frames.frames
    assert outer.sceneBoundingRect().width() > inner.sceneBoundingRect().width()


def test_a_frame_takes_no_click_from_its_card(view, qtbot):
    first, *_ = stop_ids(view)
    frames = CompanyFrames(view)
    frames.show([Other("p1", "Anna", first)])
    assert view.map_scene.record_at(item(view, first).area().center()) == first


def test_a_person_keeps_a_colour_of_the_palette():
    assert person_color("somebody") == person_color("somebody")
    assert {person_color(str(number)) for number in range(50)} == set(tokens.PHASES[1:])
