"""What a projected page shows, and that the back row can read it."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from cxdesk.analysis.curve import CurvePoint
from cxdesk.layout.curve import CurveLine
from cxdesk.layout.primitives import Image, Path, Rectangle, Sheet, Text
from cxdesk.layout.slide_curve import clipped
from cxdesk.layout.slide_reading import reading
from cxdesk.layout.slide_style import HEIGHT, SMALLEST, WIDTH
from cxdesk.layout.slides import Page, clock, notice, pages, slide
from cxdesk.layout.style import Style
from cxdesk.layout.tokens import DARK, LIGHT, Theme
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, journeys, stops
from cxdesk.models.records import Card, Project
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


def test_a_long_name_takes_more_lines_before_it_loses_a_word() -> None:
    store, journey = long_phase(0)
    phase = queries.phases(store, journey)[0]
    journeys.rename_phase(store, phase.id, "Information und Beratung vor dem Vertragsabschluss")
    names = (
        "Reisekostenabrechnungsformular einreichen",
        "Donaudampfschifffahrtsgesellschaftskapitän",
        "Anruf",
        "Vertragsverlängerungsangebot im Kundenportal",
    )
    for name in names:
        stops.add_stop(store, phase.id, name=name)
    sheet = slide(store, pages(store, journey)[0], [], Style(theme=LIGHT))
    drawn = {text.source: text for text in texts(sheet)}
    for name in (*names, "Information und Beratung vor dem Vertragsabschluss"):
        assert not drawn[name].cut, name
    scores = [text for text in texts(sheet) if text.source == "not rated"]
    assert len({text.lines[0].baseline for text in scores}) == 1


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


def a_stop_with(*texts: str) -> tuple[Store, Id]:
    """A touchpoint whose lanes' cards say this."""
    store, journey = long_phase(4)
    stop = queries.journey_stops(store, journey)[1].id
    stops.rename_touchpoint(store, store.record(stop).touchpoint, "App")
    for number, text in enumerate(texts):
        kind = ("doing", "thinking", "feeling")[number % 3]
        lane = queries.lane_of_kind(store, journey, kind) or journeys.add_lane(
            store, journey, kind
        )
        cards.add_card(store, lane.id, stop, text)
    return store, stop


WORDS = "Sie vergleicht fünf Verbindungen nacheinander, weil es keinen Kalender gibt. "


def page_of(store: Store, stop: Id) -> Page:
    found = pages(store, queries.journey_of(store, stop))
    return next(page for page in found if stop in page.stops)


def test_a_note_takes_the_room_that_the_curve_can_spare_and_tells_that_it_goes_on() -> None:
    store, stop = a_stop_with(WORDS * 5)
    sheet = slide(store, page_of(store, stop), [], Style(), stop)
    card = next(node for node in sheet.nodes if node.record == stop)
    (note,) = (part for part in card.parts if isinstance(part, Text) and part.size == 30)
    assert note.cut
    assert len(note.lines) >= 4
    sign = [part for part in card.parts if isinstance(part, Rectangle)][1]
    assert sign.y + sign.height / 2 == pytest.approx(card.height)
    short, other = a_stop_with("Short.")
    sheet = slide(short, page_of(short, other), [], Style(), other)
    assert not has_more(sheet, other)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("times", [1, 5, 20, 60])
def test_an_opened_card_shows_every_word_of_every_lane_to_the_back_row(
    theme: Theme, times: int
) -> None:
    written = [WORDS * times, "„Was kostet das?“", WORDS * 2]
    store, stop = a_stop_with(*written)
    page, shown, number, count = page_of(store, stop), "", 0, 1
    while number < count:
        sheet, count = reading(store, page, stop, None, Style(theme=theme), number)
        for node in sheet.nodes:
            assert node.role == "progress" or node.x + node.width <= WIDTH - 72
            assert node.y + node.height <= HEIGHT - 24
            for text in (part for part in node.parts if isinstance(part, Text)):
                assert text.size >= SMALLEST
                assert contrast(text.color, theme.panel) >= 7
                assert not text.cut
                assert all(line.x + line.width <= node.width for line in text.lines)
                if text.source.strip() in map(str.strip, written):
                    shown += " ".join(run.text for line in text.lines for run in line.runs) + " "
        number += 1
        turned = f"part {number} of {count}" in " ".join(text.source for text in texts(sheet))
        assert turned == (count > 1)
    assert count == (1 if times < 60 else 3)
    for text in written:
        assert " ".join(text.split()) in " ".join(shown.split())


def test_the_less_is_written_the_larger_it_is_read() -> None:
    sizes = []
    for times in (1, 6, 12, 20):
        store, stop = a_stop_with(WORDS * times)
        sheet, _ = reading(store, page_of(store, stop), stop, None, Style())
        (node,) = (one for one in sheet.nodes if one.key == "slide:text:0")
        sizes.append(node.parts[1].size)  # type: ignore[union-attr]
    assert sizes == [54, 54, 42, 31]


def test_an_opened_card_shows_its_picture_above_its_text_and_the_card_tells_of_it() -> None:
    store, stop = a_stop_with("Seen on the platform")
    (card,) = store.children(stop, Card)
    store.put(card.id, msgspec.structs.replace(card, picture="digest"))
    assert has_more(slide(store, page_of(store, stop), [], Style(), stop), stop)
    sheet, _ = reading(store, page_of(store, stop), stop, None, Style())
    (node,) = (one for one in sheet.nodes if one.key == "slide:text:0")
    (picture,) = (part for part in node.parts if isinstance(part, Image))
    text = next(p for p in node.parts if isinstance(p, Text) and p.source == card.text)
    assert picture.blob == "digest"
    assert picture.y + picture.height < text.lines[0].baseline < node.height
    store.put(card.id, msgspec.structs.replace(card, picture="digest", text=""))
    sheet, count = reading(store, page_of(store, stop), stop, None, Style())
    (node,) = (one for one in sheet.nodes if one.key.startswith("slide:text"))
    assert (node.name, count) == ("Doing: Picture", 1)
    assert node.height > 400


def has_more(sheet: Sheet, stop: Id) -> bool:
    """Whether a card tells that there is more to read."""
    card = next(node for node in sheet.nodes if node.record == stop)
    return sum(isinstance(part, Rectangle) for part in card.parts) == 2


def foot(sheet: Sheet) -> float:
    """Where the last text or face of a page ends, the bars apart."""
    ends: list[float] = []
    for node in sheet.nodes:
        if node.role == "progress":
            continue
        ends += [node.y + bottom(part) for part in node.parts]
    return max(ends)


def bottom(part: object) -> float:
    """The lower end of a part, in its node."""
    if isinstance(part, Rectangle):
        return part.y + part.height
    if isinstance(part, Text):
        return max((line.baseline + part.size * 0.3 for line in part.lines), default=0.0)
    if isinstance(part, Path):
        return max(point[-1] for _, point in part.commands if point)
    return 0.0


@pytest.mark.parametrize("opened", [False, True])
def test_a_notice_covers_nothing_of_a_page(opened: bool) -> None:
    """Cards, curve, legend, and a card that is opened to be read end above it; bars are below."""
    store, journey = the_sample()
    said = notice("Somebody has locked this touchpoint; only they can change it.", LIGHT)
    lane = next(one for one in queries.lanes(store, journey) if one.kind == "doing")
    order = queries.journey_stops(store, journey)
    points = tuple(
        CurvePoint(stop=stop.id, touchpoint=stop.touchpoint, name="", valence=-1.0, n=3)
        for stop in order
    )
    line = CurveLine(points, "Experience", "#3B4CCA")
    for page in pages(store, journey):
        cards.add_card(store, lane.id, page.stops[0], "A long speech is held here. " * 120)
        if opened:
            sheet, _ = reading(store, page, page.stops[0], None, Style())
        else:
            sheet = slide(store, page, [line], Style())
        bars = next(node for node in sheet.nodes if node.role == "progress")
        assert foot(sheet) <= said.y
        assert said.y + said.height <= bars.y


def test_a_notice_too_long_for_a_line_takes_two_and_stays_on_the_page() -> None:
    said = notice("Das ist gesperrt. " * 12, LIGHT)
    (text,) = [part for part in said.parts if isinstance(part, Text)]
    assert len(text.lines) == 2 and text.size == SMALLEST and not text.cut
    assert said.y + said.height <= HEIGHT


def test_all_names_on_one_page_have_one_size_that_the_longest_fits() -> None:
    store, journey = long_phase(0)
    phase = queries.phases(store, journey)[0].id
    names = ("App", "Kundenzufriedenheitsbefragung per E-Mail", "Speisewagen", "Anruf")
    for name in names:
        stops.add_stop(store, phase, name=name)
    sheet = slide(store, pages(store, journey)[0], [], Style())
    drawn = {text.source: text for text in texts(sheet)}
    assert len({drawn[name].size for name in names}) == 1
    assert not any(drawn[name].cut for name in names)
    short, short_journey = long_phase(0)
    for name in ("App", "Anruf"):
        stops.add_stop(short, queries.phases(short, short_journey)[0].id, name=name)
    sheet = slide(short, pages(short, short_journey)[0], [], Style())
    assert {text.size for text in texts(sheet) if text.source in ("App", "Anruf")} == {46}


def rated_page(count: int, mean: float, scale: str) -> tuple[Store, Id, tuple[CurvePoint, ...]]:
    store, journey = long_phase(count)
    points = tuple(
        CurvePoint(stop=stop.id, touchpoint=stop.touchpoint, name="", valence=0.2, n=12_345,
                   mean=mean, scale=scale)
        for stop in queries.journey_stops(store, journey)
    )
    return store, journey, points


def test_a_value_tells_the_end_of_its_scale_however_narrow_its_card_is() -> None:
    store, journey, points = rated_page(4, 10.0, "ten")
    line = CurveLine(points, "Experience", "#3B4CCA")
    sheet = slide(store, pages(store, journey)[0], [line], Style())
    for card in (node for node in sheet.nodes if node.role == "stop"):
        rows = [part for part in card.parts if isinstance(part, Text)]
        told = " ".join(row.source for row in rows)
        assert "of 10" in told, told
        assert "n = 12,345" in told, told
        assert all(line.x + line.width <= card.width for row in rows for line in row.lines)
        end, count = (next(row for row in rows if word in row.source) for word in ("of 10", "n ="))
        if end is not count:  # below each other
            assert count.lines[0].baseline - end.lines[0].baseline >= SMALLEST


def a_legend(names: list[str], **point: float) -> tuple[Sheet, list[str]]:
    store, journey, points = rated_page(3, 3.0, "stars")
    points = tuple(msgspec.structs.replace(one, **point) for one in points)
    lines = [CurveLine(points, name, "#3B4CCA") for name in names]
    sheet = slide(store, pages(store, journey)[0], lines, Style())
    legend = next(node for node in sheet.nodes if node.role == "legend")
    return sheet, [part.source for part in legend.parts if isinstance(part, Text)]


def test_a_legend_takes_as_many_rows_as_its_names_need_and_the_curve_gives_way() -> None:
    names = [f"Business travellers with little time, group {number}" for number in range(6)]
    sheet, told = a_legend(names, estimate_valence=0.5)
    assert told == [*names, "Team estimate"]
    legend = next(node for node in sheet.nodes if node.role == "legend")
    written = [part for part in legend.parts if isinstance(part, Text)]
    assert not any(text.cut for text in written)
    assert all(line.x + line.width <= legend.width for text in written for line in text.lines)
    assert len({text.lines[0].baseline for text in written}) == 3
    assert legend.y + legend.height <= 980
    one, _ = a_legend(["Experience"])
    for of, drawn in ((sheet, legend), (one, next(n for n in one.nodes if n.role == "legend"))):
        axis = next(node for node in of.nodes if node.role == "axis")
        low = max(y for part in axis.parts if isinstance(part, Path) for _, (*_, y) in
                  [command for command in part.commands if command[1]])  # fmt: skip
        assert low < drawn.y


def test_a_legend_explains_dots_and_hollow_faces_only_where_the_page_shows_them() -> None:
    assert a_legend(["Experience"])[1] == ["Experience"]
    store, journey, points = rated_page(9, 3.0, "stars")
    gap = msgspec.structs.replace(points[7], valence=None, estimate_valence=0.5)
    line = CurveLine((*points[:7], gap, points[8]), "Experience", "#3B4CCA")
    told = []
    for page in pages(store, journey):
        sheet = slide(store, page, [line], Style())
        legend = next(node for node in sheet.nodes if node.role == "legend")
        told.append([part.source for part in legend.parts if isinstance(part, Text)])
    assert told == [["Experience"], ["Experience"], ["Experience", "not rated", "Team estimate"]]
