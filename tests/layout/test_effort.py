"""Effort against impact: every measure in its field, with its name."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from cxdesk.language import Language
from cxdesk.layout.effort import DOT, EffortPicture, effort_picture
from cxdesk.layout.tokens import LIGHT
from cxdesk.models.ids import new_id
from cxdesk.models.records import Measure

SIZES = ((404, 345), (862, 720), (1011, 400))
"""The plot in the window at 1366 and 1920 px, and on paper."""
TITLES = (
    "Price calendar in the search", "Live order of coaches in the app",
    "Refund without being asked", "Sell whole compartments", "Signs",
    "Call back within the hour", "",
)  # fmt: skip


def drawn(fields: list[tuple[int, int]], size: tuple[int, int]) -> EffortPicture:
    measures = [
        Measure(id=new_id(), title=TITLES[number % len(TITLES)], effort=effort, impact=impact)
        for number, (effort, impact) in enumerate(fields)
    ]
    return effort_picture(measures, *size, LIGHT, Language("en"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("fields", [
    [(effort, impact) for effort in range(1, 6) for impact in (2, 4)],
    [(3, 5)] * 4 + [(2, 5)] * 3 + [(1, 1), (5, 5), (5, 1), (1, 5)],
    [(3, 3)] * 9,
])  # fmt: skip
def test_every_measure_stands_in_its_field_and_has_its_name(
    fields: list[tuple[int, int]], size: tuple[int, int]
) -> None:
    picture = drawn(fields, size)
    assert Counter((one.measure.effort, one.measure.impact) for one in picture.dots) == Counter(
        fields
    )
    for one in picture.dots:
        assert picture.plane.at(one.x, one.y) == (one.measure.effort, one.measure.impact)
        x, y, wide, high = picture.plane.field(one.measure.effort, one.measure.impact)
        assert x <= one.x <= x + wide
        assert y <= one.y <= y + high
    named = sorted(
        (number, name.text.source) for name in picture.names for number in name.markers
    )
    assert [number for number, _ in named] == list(range(len(fields)))
    for (_, text), one in zip(named, picture.dots, strict=True):
        assert (one.measure.title or "Untitled measure") in text
    for one, other in combinations(picture.dots, 2):  # none hides another one
        assert max(abs(one.x - other.x), abs(one.y - other.y)) >= DOT


def test_beyond_the_plane_is_its_nearest_field() -> None:
    plane = drawn([], (404, 345)).plane
    assert plane.at(-50, 1000) == (1, 1)
    assert plane.at(1000, -50) == (5, 5)
    assert plane.at(plane.left - 0.5, plane.top + 1) == (1, 5)
