"""Faces, stars and icons stand in the squares they are given."""

from __future__ import annotations

import pytest

from cxdesk.layout import faces, icons
from cxdesk.layout.primitives import Path
from cxdesk.layout.tokens import FEELINGS
from cxdesk.models.records import Channel
from cxdesk.models.vocabulary import CHANNELS


def box(path: Path) -> tuple[float, float, float, float]:
    xs = [value for _, values in path.commands for value in values[::2]]
    ys = [value for _, values in path.commands for value in values[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("number", FEELINGS)
def test_a_face_fills_its_square_in_its_own_colours(number: int) -> None:
    shape, features = faces.face(number, 100, 50, 36)
    for path in (shape, features):
        left, top, right, bottom = box(path)
        assert left >= 100
        assert top >= 50
        assert right <= 136
        assert bottom <= 86
    left, top, right, bottom = box(shape)
    assert right - left >= 32
    assert (left + right) / 2 == pytest.approx(118)
    assert shape.paint.fill == FEELINGS[number].fill
    assert features.paint.fill == FEELINGS[number].ink


def test_no_two_faces_have_the_same_shape() -> None:
    shapes = {faces.face(number, 0, 0, 36)[0].commands for number in FEELINGS}
    assert len(shapes) == 5


def test_a_star_stands_in_its_square() -> None:
    left, top, right, bottom = box(faces.star(10, 20, 30, "#B7791F"))
    assert (left, top) >= (10, 20)
    assert right <= 40
    assert bottom <= 50


@pytest.mark.parametrize("name", icons.ICONS)
def test_every_icon_is_a_path_within_its_square(name: str) -> None:
    path = icons.icon(name, 8, 16, 24, "#56657A")
    left, top, right, bottom = box(path)
    assert left >= 8
    assert top >= 16
    assert right <= 32
    assert bottom <= 40
    assert path.commands[-1][0] == "Z"
    assert icons.icon(name, 8, 16, 24, "#56657A") is path


def test_every_built_in_channel_has_an_icon_of_its_own() -> None:
    found = {icons.channel_icon(Channel(id=key, builtin=key)) for key in CHANNELS}
    assert found == set(CHANNELS)
    assert icons.channel_icon(Channel(id="x", name="Kiosk", digital=False)) == "physical"
