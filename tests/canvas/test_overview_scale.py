"""From afar a map's rows are drawn higher than its columns are wide, without a jump on the way."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.canvas.overview import FAR, HEADS_LEAST, LARGEST, SMALLEST, Extent, Overview

HEADS = Extent(112.0, 90.0)
SEEN = Extent(772.0, 391.0)
zooms = st.floats(SMALLEST, LARGEST)
overviews = st.builds(
    Overview,
    map=st.builds(Extent, st.floats(300, 80_000), st.floats(200, 8_000)),
    heads=st.just(HEADS),
    free=st.builds(Extent, st.floats(150, 4_000), st.floats(100, 2_200)),
)


def wide(rows: float) -> Overview:
    """40 touchpoints above so many px of rows, in a window of 1366 x 768."""
    return Overview(Extent(112.0 + 40 * 152, 90.0 + rows), HEADS, SEEN)


@given(overviews, zooms)
def test_rows_are_never_lower_than_the_zoom_says_nor_larger_than_heads(
    overview: Overview, zoom: float
) -> None:
    across, down = overview.scale(zoom)
    assert across == zoom
    assert down >= across
    assert down == across or down <= HEADS_LEAST + 1e-9


@given(overviews, zooms)
def test_where_texts_are_drawn_nothing_is_out_of_shape(overview: Overview, zoom: float) -> None:
    across, down = overview.scale(max(zoom, FAR))
    assert down == across


@given(overviews, zooms, st.floats(1.001, 1.2))
def test_a_small_zoom_is_a_small_change_of_both_scales(
    overview: Overview, zoom: float, factor: float
) -> None:
    before, after = overview.scale(zoom), overview.scale(zoom * factor)
    more = after.down / before.down
    assert 1 / factor - 1e-9 <= more <= factor + 1e-9


@given(overviews, zooms, st.floats(1.0, 4.0))
def test_a_map_a_little_wider_is_drawn_a_little_otherwise(
    overview: Overview, zoom: float, more: float
) -> None:
    width, height = overview.map
    other = overview._replace(map=Extent(width + more, height))
    assert overview.scale(zoom).down == pytest.approx(other.scale(zoom).down, rel=0.1)


@given(overviews)
def test_the_whole_map_is_in_sight_or_as_small_as_it_gets(overview: Overview) -> None:
    scale = overview.fitting(overview.map, 1.0)
    for length, head, free, by in zip(
        overview.map, overview.heads, overview.free, scale, strict=True
    ):
        taken = length * by + min(length, head) * max(HEADS_LEAST - by, 0.0)
        assert taken <= free + 1e-6 or scale.across == SMALLEST


@pytest.mark.parametrize("rows", [420.0, 600.0, 850.0, 1100.0])
def test_seen_whole_the_rows_fill_the_window_or_are_as_high_as_their_heads(rows: float) -> None:
    overview = wide(rows)
    scale = overview.fitting(overview.map, 1.0)
    taken = rows * scale.down + HEADS.height * HEADS_LEAST
    assert taken == pytest.approx(SEEN.height) or scale.down == pytest.approx(HEADS_LEAST)
    assert 61.0 * scale.down >= 16.0  # the lowest row of a map


def test_a_map_that_is_read_whole_keeps_its_shape() -> None:
    small = Overview(Extent(112.0 + 4 * 152, 430.0), HEADS, SEEN)
    assert small.fitting(small.map, 1.0).across == small.fitting(small.map, 1.0).down > FAR


def test_a_high_map_keeps_its_shape() -> None:
    high = Overview(Extent(600.0, 6_000.0), HEADS, SEEN)
    scale = high.fitting(high.map, 1.0)
    assert SMALLEST < scale.across == scale.down < 0.06


def test_a_part_of_a_wide_map_is_shown_whole() -> None:
    overview = wide(850.0)
    for height in (80.0, 300.0, 900.0):
        scale = overview.fitting(Extent(3_000.0, height), 2.0)
        assert height * scale.down <= SEEN.height


def test_zooming_in_from_the_whole_map_widens_it_with_every_step() -> None:
    overview = wide(850.0)
    scales = [overview.scale(0.11 * 1.05**step) for step in range(40)]
    assert all(after.across > before.across for before, after in pairwise(scales))
    assert all(
        after.across * after.down >= before.across * before.down
        for before, after in pairwise(scales)
    )


@given(overviews, zooms)
def test_a_map_that_keeps_its_rows_fills_the_window(overview: Overview, zoom: float) -> None:
    rows = (overview.map.height - HEADS.height) * zoom
    if overview.keeps_rows(zoom):
        assert zoom >= FAR or rows >= overview.free.height - HEADS.height * HEADS_LEAST - 1e-6
    else:
        assert zoom < FAR


@given(overviews)
def test_where_all_columns_are_in_sight_the_rows_are_too(overview: Overview) -> None:
    across = overview.from_afar.across
    assert not overview.keeps_rows(across) or across >= FAR
