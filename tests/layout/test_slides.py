"""What a projected page shows, and that the back row can read it."""

from __future__ import annotations

import itertools

import pytest

from cxdesk.analysis.curve import CurvePoint
from cxdesk.layout.curve import CurveLine
from cxdesk.layout.primitives import Rectangle, Sheet, Text
from cxdesk.layout.slide_curve import clipped
from cxdesk.layout.slides import HEIGHT, SMALLEST, WIDTH, clock, pages, slide
from cxdesk.layout.style import Style
from cxdesk.layout.tokens import DARK, LIGHT, Theme
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys, stops
from cxdesk.models.records import Project
from cxdesk.models.store import Store
from cxdesk.sample import sample


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def texts(sheet: Sheet) -> list[Text]:
    return [part for node in sheet.nodes for part in node.parts if isinstance(part, Text)]


def the_sample() -> tuple[Store, Id]:
    store = Store()
    for record in sample("en"):
        store.put(record.id, record)
    return store, queries.journeys(store)[0].id


def long_phase(count: int) -> tuple[Store, Id]:
    store = Store()
    store.put("p", Project(id="p"))
    journey = journeys.add_journey(store, "Long").id
    phase = journeys.add_phase(store, journey, "All of it").id
    for number in range(count):
        stops.add_stop(store, phase, name=f"Donaudampfschifffahrtsgesellschaft {number} " * 4)
    return store, journey


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_nothing_is_smaller_than_28_px_and_every_text_has_seven_to_one(theme: Theme) -> None:
    for store, journey in (the_sample(), long_phase(7)):
        for page in pages(store, journey):
            sheet = slide(store, page, [], Style(theme=theme))
            for text in [*texts(sheet), *clock(61, theme).parts]:
                assert isinstance(text, Text)
                assert text.size >= SMALLEST
                assert contrast(text.color, theme.panel) >= 7, text.source


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, [0]), (1, [1]), (4, [4]), (5, [3, 2]), (9, [3, 3, 3])]
)
def test_a_long_phase_takes_several_pages_of_about_the_same_size(
    count: int, sizes: list[int]
) -> None:
    store, journey = long_phase(count)
    found = pages(store, journey)
    assert [len(page.stops) for page in found] == sizes
    assert [page.part for page in found] == list(range(1, len(sizes) + 1))


def test_every_touchpoint_is_on_exactly_one_page_in_order() -> None:
    store, journey = the_sample()
    shown = [stop for page in pages(store, journey) for stop in page.stops]
    assert shown == [stop.id for stop in queries.journey_stops(store, journey)]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_cards_stay_on_the_page_and_off_each_other(count: int) -> None:
    store, journey = long_phase(count)
    sheet = slide(store, pages(store, journey)[0], [], Style())
    cards = [node for node in sheet.nodes if node.role == "stop"]
    assert len(cards) == count
    for left, right in itertools.pairwise(cards):
        assert left.x + left.width < right.x
    assert cards[-1].x + cards[-1].width <= WIDTH - 72
    for card in cards:
        assert card.y + card.height < HEIGHT * 0.6
        for part in card.parts:
            if isinstance(part, Text):
                for line in part.lines:
                    assert line.x >= 0
                    assert line.x + line.width <= card.width
                    assert line.baseline < card.height


def test_the_selected_card_has_the_thick_frame() -> None:
    store, journey = long_phase(2)
    page = pages(store, journey)[0]
    sheet = slide(store, page, [], Style(), page.stops[1])
    frames = [
        node.parts[0].paint.width
        for node in sheet.nodes
        if node.role == "stop" and isinstance(node.parts[0], Rectangle)
    ]
    assert frames == [2.0, 6.0]


def test_the_curve_comes_from_the_page_before_and_goes_on_to_the_next() -> None:
    store, journey = the_sample()
    order = queries.journey_stops(store, journey)
    points = tuple(
        CurvePoint(stop=stop.id, touchpoint=stop.touchpoint, name="", valence=0.2, n=3)
        for stop in order
    )
    line = CurveLine(points, "Experience", "#3B4CCA")
    sheet = slide(store, pages(store, journey)[1], [line], Style())
    curve = next(node for node in sheet.nodes if node.role == "curve")
    xs = [value for _, values in curve.parts[0].commands for value in values[::2]]  # type: ignore[union-attr]
    assert min(xs) == pytest.approx(182)
    assert max(xs) == pytest.approx(1848)


def test_a_clipped_segment_lies_on_the_whole_one() -> None:
    whole = ((0.0, 0.0), (10.0, 5.0), (20.0, 5.0), (30.0, 10.0))
    part = clipped(whole, 6.0, 15.0)
    assert part is not None
    assert part[0] == pytest.approx((6.0, 2.48))
    assert part[3] == pytest.approx((15.0, 5.0))
    assert clipped(whole, 30.0, 40.0) is None
    assert clipped(whole, -10.0, 40.0) == whole


def test_a_journey_without_phases_says_so() -> None:
    store = Store()
    store.put("p", Project(id="p"))
    journey = journeys.add_journey(store, "Empty").id
    (page,) = pages(store, journey)
    assert [text.source for text in texts(slide(store, page, [], Style()))] == [
        "This journey has no phases yet."
    ]
