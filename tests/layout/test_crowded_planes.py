"""A plane with more markers than names find room: every marker has a number that can be read."""

from __future__ import annotations

import itertools
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdesk.analysis.matrix import Finding, Matrix
from cxdesk.language import Language
from cxdesk.layout.crowded import spread
from cxdesk.layout.matrix import FACE, MatrixPicture, Spot, marker, matrix_picture
from cxdesk.layout.places import Area
from cxdesk.layout.primitives import Text
from cxdesk.layout.tokens import DARK, FEELINGS, LIGHT, PAPER, Theme

NAMES = ("Check-in", "Seat reservation", "Rebooking by telephone", "Newsletter", "Lost property")


def crowd(count: int, seed: int = 5) -> list[Finding]:
    """Touchpoints as a survey has them: most near the middle, some on the same spot."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        valence = max(-1.0, min(1.0, round(chance.gauss(0.15, 0.35), 1)))
        importance = max(1.0, min(10.0, round(chance.gauss(7.2, 1.1), 1)))
        sign = ("pain_point", "success_point")[valence > 0]
        found.append(
            Finding(
                stop=f"s{number}", touchpoint=f"t{number}", name=chance.choice(NAMES),
                importance=importance, valence=valence, low=valence - 0.1, high=valence + 0.1,
                n=40, kind=sign if importance > 7.2 else "", certain=abs(valence) > 0.1,
            )
        )  # fmt: skip
    return found


def drawn(count: int, size: tuple[float, float], theme: Theme = LIGHT) -> MatrixPicture:
    return matrix_picture(Matrix("asked", crowd(count), 7.2), *size, theme, Language("en"))


def overlaps(one: Area, other: Area) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def test_every_uncertain_face_is_hollow_whatever_matters() -> None:
    """The note beside the plane says what a hollow face means, of all that stand on it."""
    for kind in ("", "pain_point"):
        look = {}
        for certain in (True, False):
            finding = Finding(
                stop="s", touchpoint="t", name="n", importance=5.0, valence=-0.5, n=1, kind=kind,
                certain=certain,
            )  # fmt: skip
            look[certain] = marker(Spot(finding, 20, 20), 20, 20, LIGHT)[1].paint.fill
        assert look == {True: FEELINGS[-1].fill, False: LIGHT.panel}


@pytest.mark.parametrize("size", [(540.0, 388.0), (640.0, 360.0), (1000.0, 520.0)])
@pytest.mark.parametrize("theme", [LIGHT, DARK, PAPER], ids=lambda theme: theme.name)
def test_every_touchpoint_of_sixty_has_a_number_on_it(
    size: tuple[float, float], theme: Theme
) -> None:
    picture = drawn(60, size, theme)
    assert [spot.number for spot in picture.spots] == list(range(1, 61))
    digits = {part.source: part for part in picture.parts if isinstance(part, Text)}
    for spot in picture.spots:
        (line,) = digits[str(spot.number)].lines
        assert line.x + line.width / 2 == pytest.approx(spot.x, abs=0.5)
        assert abs(line.baseline - spot.y) < FACE / 2
        assert line.width < FACE


@pytest.mark.parametrize("size", [(540.0, 388.0), (640.0, 360.0), (1000.0, 520.0)])
def test_names_on_a_crowded_plane_are_whole_and_tell_their_number(
    size: tuple[float, float],
) -> None:
    picture = drawn(60, size)
    assert picture.names
    areas = [
        (spot.x - FACE / 2, spot.y - FACE / 2, FACE, FACE) for spot in picture.spots
    ]
    for name in picture.names:
        assert not name.text.cut
        assert name.line is None
        for one in name.markers:
            spot = picture.spots[one]
            assert f"{spot.number}\N{NO-BREAK SPACE}{spot.finding.name}" in name.text.source
        assert not any(overlaps(name.area, area) for area in areas)
    for one, other in itertools.combinations(picture.names, 2):
        assert not overlaps(one.area, other.area)


def test_numbers_count_from_what_matters_most() -> None:
    spots = drawn(60, (640.0, 360.0)).spots
    telling = [(not spot.finding.kind, -spot.finding.weight) for spot in spots]
    assert telling == sorted(telling)


def test_few_touchpoints_have_names_and_no_numbers() -> None:
    picture = drawn(24, (1000.0, 520.0))
    assert {spot.number for spot in picture.spots} == {0}
    assert sorted(one for name in picture.names for one in name.markers) == list(range(24))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 300).map(float), st.integers(0, 200).map(float)),
        min_size=1, max_size=60,
    )
)  # fmt: skip
def test_a_marker_that_moves_aside_still_covers_its_point(
    points: list[tuple[float, float]],
) -> None:
    for (x, y), (mx, my) in zip(points, spread(points, FACE), strict=True):
        assert math.hypot(mx - x, my - y) <= FACE / 2 + 1e-6


def test_two_markers_on_one_point_part_and_a_free_one_stays() -> None:
    one, other, free = spread([(50.0, 50.0), (50.0, 50.0), (200.0, 80.0)], FACE)
    assert math.dist(one, other) >= 0.8 * FACE
    assert free == (200.0, 80.0)
