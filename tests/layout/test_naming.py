"""Names beside the points of a plane: all there, none over anything."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.layout.naming import Marker, Name, place_names
from cxdesk.layout.places import Area

PLANES = {
    "1366": (862, 420, 0.15, 25),
    "1920": (1416, 734, 0.15, 25),
    "A4": (506, 324, 0.4, 25),
    "measures": (352, 330, 1.0, 15),
}
"""Width and height of the planes in the window at both sizes and on paper, in px; the smallest
part of their width that holds all markers, and how many."""
NAMES = (
    "Ease of Online booking", "Check-in", "Gate-Lage", "WLAN an Bord", "Bordservice", "Gepäck",
    "Begrüßung durch das Team", "Einstieg", "Ankunft und Anschluss", "Hilfe bei Verspätung",
    "Sauberkeit", "Essen und Trinken", "Website", "Bahnhof und Wegweiser", "Unterhaltung",
)  # fmt: skip
CAPTION = (8.0, 6.0, 70.0, 16.0)


def overlap(one: Area, other: Area) -> float:
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(wide, 0.0) * max(high, 0.0)


def face(marker: Marker) -> Area:
    half = marker.size / 2
    return (marker.x - half, marker.y - half, marker.size, marker.size)


def assert_readable(markers: list[Marker], names: tuple[Name, ...], room: Area) -> None:
    assert sorted(one for name in names for one in name.markers) == list(range(len(markers)))
    for name in names:
        expected = ", ".join(markers[one].name for one in name.markers)
        assert name.text.source == expected
        assert not name.text.cut
        x, y, width, height = name.area
        assert name.text.width <= width
        assert room[0] <= x <= x + width <= room[0] + room[2]
        assert room[1] <= y <= y + height <= room[1] + room[3]
        assert overlap(name.area, CAPTION) == 0
        assert all(overlap(name.area, face(one)) == 0 for one in markers)
        first = markers[name.markers[0]]
        for other in (markers[one] for one in name.markers):  # only neighbours share a name
            assert max(abs(first.x - other.x), abs(first.y - other.y)) < first.size * 2.4
        if name.line is not None:
            start, end = name.line
            assert math.dist(end, (first.x, first.y)) == pytest.approx(first.size / 2)
            assert overlap((start[0] - 1, start[1] - 1, 2, 2), name.area) > 0
    for one, other in combinations(names, 2):
        assert overlap(one.area, other.area) == 0


@pytest.mark.parametrize("plane", PLANES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_every_marker_has_a_name_that_covers_nothing(plane: str, data: st.DataObject) -> None:
    wide, high, least, most = PLANES[plane]
    share = st.integers(0, 1000).map(lambda part: part / 1000)
    count = data.draw(st.integers(1, most))
    at = data.draw(st.lists(st.tuples(share, share), min_size=count, max_size=count))
    crowd = data.draw(st.floats(least, 1))
    markers = [
        Marker(22 + (wide - 44) * x * crowd, 22 + (high - 44) * y, 22.0, NAMES[n % len(NAMES)])
        for n, (x, y) in enumerate(at)
    ]
    room = (0.0, 0.0, float(wide), float(high))
    assert_readable(markers, place_names(markers, room, [CAPTION]), room)


def test_markers_on_one_another_share_a_name() -> None:
    markers = [Marker(200, 100, 22, "A"), Marker(206, 104, 22, "B"), Marker(210, 100, 22, "C")]
    names = place_names(markers, (0, 0, 400, 200))
    assert [(name.markers, name.text.source) for name in names] == [((0, 1), "A, B"), ((2,), "C")]


def test_a_free_marker_is_named_beside_it_without_a_line() -> None:
    (name,) = place_names([Marker(100, 100, 22, "Website")], (0, 0, 400, 200))
    assert name.line is None
    assert name.area[1] + name.area[3] == pytest.approx(84.0)
    assert name.area[0] + name.area[2] / 2 == pytest.approx(100.0)


def test_a_name_that_would_stand_beside_anothers_marker_has_a_line() -> None:
    markers = [Marker(200 + x, 100 + y, 22, f"{x} {y}") for x in (-24, 0, 24) for y in (-24, 0, 24)]
    names = place_names(markers, (0, 0, 400, 200))
    (middle,) = (name for name in names if name.markers == (4,))
    assert middle.line is not None


def test_hundreds_of_markers_are_named_where_there_is_room() -> None:
    markers = [Marker(20 + n % 25 * 30, 20 + n // 25 * 30, 22, "Kontakt") for n in range(500)]
    names = place_names(markers, (0, 0, 900, 640))
    assert all(name.line is None for name in names)
    for one, other in combinations(names, 2):
        assert overlap(one.area, other.area) == 0


@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_where_whole_names_do_not_fit_all_are_cut_and_none_is_missing(data: st.DataObject) -> None:
    count = data.draw(st.integers(14, 24))
    share = st.integers(0, 4)
    at = data.draw(st.lists(st.tuples(share, share), min_size=count, max_size=count))
    markers = [
        Marker(40 + x * 66 + n % 3 * 19, 40 + y * 60 + n // 3 % 2 * 19, 14.0,
               f"Erstattung ohne Antrag anbieten, sobald ein Zug ausfällt ({n})")
        for n, (x, y) in enumerate(at)
    ]  # fmt: skip
    room = (0.0, 0.0, 380.0, 320.0)
    names = place_names(markers, room)
    assert sorted(one for name in names for one in name.markers) == list(range(count))
    assert any(name.text.cut for name in names)
    for one, other in combinations(names, 2):
        assert overlap(one.area, other.area) == 0
    assert all(overlap(name.area, face(one)) == 0 for name in names for one in markers)


@pytest.mark.parametrize("count", [15, 24])
def test_a_crowd_in_one_corner_shares_names_rather_than_lose_some(count: int) -> None:
    markers = [
        Marker(40 + n % 3 * 19, 40 + n // 3 % 2 * 19, 14.0, f"Erstattung ohne Antrag anbieten {n}")
        for n in range(count)
    ]
    names = place_names(markers, (0.0, 0.0, 380.0, 320.0))
    assert sorted(one for name in names for one in name.markers) == list(range(count))
