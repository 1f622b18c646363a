"""The arrows that fold phases do not come and go with the length of their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.layout.heads import BAR_INSET, HeadLook, bar_block, bar_label, even_looks
from cxdesk.layout.primitives import Path, Text

HEIGHT = 40.0
LOOK = HeadLook(handle=True)
NAMES = ("Inspiration", "Buchung", "Abreise", "Informationsbeschaffung", "Danach", "An Bord")
bars = st.lists(
    st.tuples(st.sampled_from(NAMES), st.floats(30, 400), st.just(LOOK)), min_size=1, max_size=9
)


@given(bars)
def test_a_wider_bar_has_an_arrow_wherever_a_narrower_one_has(
    found: list[tuple[str, float, HeadLook]],
) -> None:
    looks = even_looks(found, HEIGHT)
    for (_, width, _), look in zip(found, looks, strict=True):
        for (_, other, _), its in zip(found, looks, strict=True):
            assert other < width or its.handle or not look.handle


@given(bars)
def test_an_arrow_that_is_promised_is_drawn_beside_a_whole_name(
    found: list[tuple[str, float, HeadLook]],
) -> None:
    for (name, width, _), look in zip(found, even_looks(found, HEIGHT), strict=True):
        parts, right = bar_label(name, width, HEIGHT, look)
        assert look.handle == bool(parts and isinstance(parts[0], Path))
        assert right <= width - BAR_INSET + 1e-6
        assert not look.handle or not bar_block(name, width, HEIGHT - 10, look)[0].cut


@pytest.mark.parametrize("name", NAMES)
def test_wide_bars_have_their_arrows_and_the_large_type(name: str) -> None:
    (look,) = even_looks([(name, 300.0, LOOK)], HEIGHT)
    block, shown = bar_block(name, 300.0, HEIGHT - 10, look)
    assert shown.handle
    assert (block.size, block.broken) == (14, 0)


def test_a_name_is_rather_small_than_without_its_arrow() -> None:
    block, shown = bar_block("Inspiration", 107.0, HEIGHT - 10, LOOK)
    assert shown.handle
    assert (block.size, block.broken) == (12, 0)


def test_a_folded_phase_keeps_its_arrow() -> None:
    folded = HeadLook(handle=True, collapsed=True)
    looks = even_looks([("Informationsbeschaffung", 100.0, LOOK), ("Fahrt", 90.0, folded)], HEIGHT)
    assert [look.handle for look in looks] == [False, True]


def test_a_name_on_a_narrow_bar_goes_nearer_to_its_edges_before_it_is_cut() -> None:
    parts, right = bar_label("Ankunft", 55.0, HEIGHT, LOOK)
    (text,) = (part for part in parts if isinstance(part, Text))
    assert not text.cut
    assert right <= 55.0 - BAR_INSET
