"""Effort against impact: every measure in its field, with its name."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import pytest

from cxdesk.language import Language
from cxdesk.layout.crowded import numbered
from cxdesk.layout.effort import DOT, EffortPicture, dot, effort_picture
from cxdesk.layout.primitives import Path, Text
from cxdesk.layout.tokens import DARK, LIGHT, Theme
from cxdesk.models.ids import new_id
from cxdesk.models.records import Measure
from cxdesk.models.vocabulary import STATUSES

SIZES = ((404, 345), (862, 720), (1011, 400))
"""The plot in the window at 1366 and 1920 px, and on paper."""
TITLES = (
    "Price calendar in the search", "Live order of coaches in the app",
    "Refund without being asked", "Sell whole compartments", "Signs",
    "Call back within the hour", "",
)  # fmt: skip


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


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


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_in_a_crowd_every_dot_has_its_number_and_names_are_whole(
    size: tuple[int, int], theme: Theme
) -> None:
    chance = Random(3)
    measures = [
        Measure(
            id=new_id(), title=TITLES[number % 6], effort=chance.randint(1, 5),
            impact=chance.randint(1, 5), status=chance.choice(list(STATUSES)),
        )
        for number in range(45)
    ]  # fmt: skip
    numbers = numbered(measures)
    assert list(numbers.values()) == list(range(1, 46))
    picture = effort_picture(measures, *size, theme, Language("en"), numbers=numbers)
    digits = {part.source: part for part in picture.parts if isinstance(part, Text)}
    assert Counter(one.number for one in picture.dots) == Counter(range(1, 46))
    for one in picture.dots:
        assert one.number == numbers[one.measure.id]
        ground, text = dot(one, theme)
        assert isinstance(ground, Path)
        assert isinstance(text, Text)
        assert text.source == str(one.number)
        assert contrast(text.color, ground.paint.fill) >= 4.5, one.measure.status
        (line,) = digits[text.source].lines
        assert abs(line.x + line.width / 2 - one.x) <= 0.5
    for one, other in combinations(picture.dots, 2):  # none hides another one
        assert max(abs(one.x - other.x), abs(one.y - other.y)) >= DOT
    for name in picture.names:
        assert not name.text.cut
        assert name.text.source.split("\N{NO-BREAK SPACE}")[0] in digits


def test_few_measures_have_no_numbers() -> None:
    assert numbered(drawn_measures(24)) == {}
    assert len(numbered(drawn_measures(25))) == 25


def drawn_measures(count: int) -> list[Measure]:
    return [Measure(id=new_id(), title="") for _ in range(count)]
