"""The emotion curve on its sheet: points, gaps, bands, labels."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_journey import POINTS, numbers, small_journey

from cxdesk.analysis.curve import CurvePoint, monotone_cubic
from cxdesk.layout import splines
from cxdesk.layout.curve import CurveLayout, CurveLine, curve_layout
from cxdesk.layout.labels import Obstacles
from cxdesk.layout.picture import journey_picture
from cxdesk.layout.primitives import CARDS, HEADS, Path, Rectangle, Text
from cxdesk.layout.style import Style
from cxdesk.models.store import Store

STYLE = Style(language="de")
SIZE = (900.0, 400.0)


def point(stop: str, valence: float | None, **more: float) -> CurvePoint:
    made = CurvePoint(stop=stop, touchpoint=stop, name=stop, valence=valence, n=20, scale="stars")
    return msgspec.structs.replace(made, mean=None if valence is None else 3 + 2 * valence, **more)


def laid_out(*lines: CurveLine) -> CurveLayout:
    stops = [each.stop for line in lines for each in line.points]
    xs = {stop: 188.0 + 152 * number for number, stop in enumerate(dict.fromkeys(stops))}
    return curve_layout(Store(), lines, xs, SIZE, STYLE)


@pytest.mark.parametrize("height", [80.0, 120.0, 160.0, 230.0, 400.0])
def test_on_a_low_plane_the_curve_comes_before_its_labels(height: float) -> None:
    xs = {"s0": 100.0, "s1": 300.0}
    made = curve_layout(Store(), [line(1.0, -1.0)], xs, (500.0, height), STYLE)
    assert made.bottom - made.top >= min(0.6 * height, 120)
    assert all(mark.size / 2 <= mark.y <= height - mark.size / 2 for mark in made.markers)


@pytest.mark.parametrize("apart", [11.0, 31.0, 60.0, 152.0])
def test_a_teams_estimate_is_never_nearer_to_another_touchpoint_than_to_its_own(
    apart: float,
) -> None:
    points = [
        msgspec.structs.replace(point(f"s{n}", 0.1), estimate_valence=0.15) for n in range(4)
    ]
    curve = CurveLine(tuple(points), "Erlebnis", "#3B4CCA")
    xs = {f"s{n}": 100 + apart * n for n in range(4)}
    made = curve_layout(Store(), [curve], xs, SIZE, STYLE)
    estimates = [mark for mark in made.markers if mark.estimate]
    assert len(estimates) == 4
    for mark in estimates:
        assert min(xs, key=lambda stop: abs(xs[stop] - mark.x)) == mark.point.stop
        assert mark.x > xs[mark.point.stop]


def line(*valences: float | None, reference: bool = False) -> CurveLine:
    points = tuple(point(f"s{number}", valence) for number, valence in enumerate(valences))
    return CurveLine(points, "Erlebnis", "#3B4CCA", reference)


def paths(layout: CurveLayout, key: str) -> list[Path]:
    (node,) = (node for node in layout.nodes if node.key == key)
    return [part for part in node.parts if isinstance(part, Path)]


def test_pieces_for_a_screen_draw_what_is_whole_on_paper() -> None:
    valences = [(-1) ** number * number / 12 for number in range(12)]
    points = [point(f"s{n}", v, low=v - 0.1, high=v + 0.1) for n, v in enumerate(valences)]
    curve = CurveLine(tuple(points), "Erlebnis", "#3B4CCA")
    lines = [curve, line(*[0.5] * 12, reference=True)]
    xs = {f"s{number}": 100.0 * number for number in range(12)}
    whole = curve_layout(Store(), lines, xs, SIZE, STYLE)
    cut = curve_layout(Store(), lines, xs, SIZE, STYLE, piece=3, labels=False)
    (drawn,), pieces = paths(whole, "curve:line:0"), paths(cut, "curve:line:0")
    assert len(pieces) == 4
    assert {len(piece.commands) for piece in pieces} <= {3 + 1, 2 + 1}
    steps = [step for piece in pieces for step in piece.commands]
    assert [step for step in steps if step[0] == "C"] == list(drawn.commands[1:])
    for one, other in itertools.pairwise(pieces):
        assert one.commands[-1][1][-2:] == other.commands[0][1]
    assert edges(paths(cut, "curve:areas")) >= edges(paths(whole, "curve:areas"))
    assert labels(cut) == []


def edges(areas: list[Path]) -> set[tuple[str, float, float]]:
    """The corners of tinted areas and bands, with their colours."""
    return {
        (path.paint.fill, *values[-2:]) for path in areas for _, values in path.commands if values
    }


def labels(layout: CurveLayout) -> list[Text]:
    nodes = [node for node in layout.nodes if node.role == "curve-label"]
    return [part for node in nodes for part in node.parts if isinstance(part, Text)]


def test_the_line_goes_through_every_point_and_nowhere_beyond_them() -> None:
    layout = laid_out(line(-1.0, 0.5, 0.5, 1.0))
    (path,) = paths(layout, "curve:line:0")
    ends = [values[-2:] for _, values in path.commands]
    assert ends == [
        (188, layout.y_of(-1)),
        (340, layout.y_of(0.5)),
        (492, layout.y_of(0.5)),
        (644, layout.y_of(1)),
    ]
    assert (layout.y_of(1), layout.y_of(0), layout.y_of(-1)) == (50, 198, 346)
    ys = [y for _, values in path.commands for y in values[1::2]]
    assert (min(ys), max(ys)) == (50, 346)


def test_an_unrated_stop_is_a_dashed_gap_and_no_marker() -> None:
    layout = laid_out(line(0.2, 0.4, None, 0.8, 1.0))
    gap, solid = paths(layout, "curve:line:0")
    assert gap.paint.dash
    assert not solid.paint.dash
    assert [values[-2] for _, values in gap.commands] == [340, 644]
    assert [(letter, values[-2]) for letter, values in solid.commands] == [
        ("M", 188),
        ("C", 340),
        ("M", 644),
        ("C", 796),
    ]
    assert [marker.point.stop for marker in layout.markers] == ["s0", "s1", "s3", "s4"]


def test_what_nobody_rated_at_the_ends_is_not_invented() -> None:
    layout = laid_out(line(None, 0.4, 0.2, None))
    (path,) = paths(layout, "curve:line:0")
    assert [values[-2] for _, values in path.commands] == [340, 492]


@pytest.mark.parametrize("valences", [(), (None,), (0.5,), (None, None)])
def test_fewer_than_two_points_draw_no_line(valences: tuple[float | None, ...]) -> None:
    layout = laid_out(line(*valences))
    assert paths(layout, "curve:line:0") == []
    assert len(layout.markers) == sum(each is not None for each in valences)


def test_the_band_spans_the_interval() -> None:
    points = (point("a", 0.0, low=-0.5, high=0.5), point("b", 0.5, low=0.25, high=0.75))
    layout = laid_out(CurveLine(points, "Erlebnis", "#3B4CCA"))
    (band,) = paths(layout, "curve:areas")
    assert band.paint.fill == "#3B4CCA"
    first = [values[-1] for _, values in band.commands if values and values[-2] == 188]
    assert sorted(first) == [layout.y_of(0.5), layout.y_of(-0.5)]


@pytest.mark.parametrize("reach", [0.0, 0.8])
def test_of_fewer_than_five_answers_no_band_is_drawn(reach: float) -> None:
    few, more = (
        [point(f"{n}-{at}", 0.0, n=n, low=-reach, high=reach) for at in range(2)] for n in (4, 5)
    )
    assert paths(laid_out(CurveLine(tuple(few), "", "#3B4CCA")), "curve:areas") == []
    (band,) = paths(laid_out(CurveLine((*few, *more), "", "#3B4CCA")), "curve:areas")
    xs = [x for _, values in band.commands for x in values[::2]]
    assert (min(xs), max(xs)) == (188 + 2 * 152, 188 + 3 * 152)


def test_a_band_hardly_leaves_the_axis() -> None:
    points = (point("a", 0.9, low=-3.0, high=4.0), point("b", 0.9, low=0.8, high=1.0))
    (band,) = paths(laid_out(CurveLine(points, "", "#3B4CCA")), "curve:areas")
    ys = [y for _, values in band.commands for y in values[1::2]]
    assert min(ys) >= 50 - 12
    assert max(ys) <= 346 + 12


def test_the_tint_lies_only_where_the_experience_is_below_the_expectation() -> None:
    layout = laid_out(line(-1.0, 1.0), line(0.0, 0.0, reference=True))
    (tint,) = paths(layout, "curve:areas")
    xs = [values[0] for _, values in tint.commands if values]
    ys = [values[1] for _, values in tint.commands if values]
    assert (min(xs), max(xs)) == (188, pytest.approx(264))
    assert min(ys) == pytest.approx(198)
    assert max(ys) == pytest.approx(346)


def test_an_expectation_is_dashed_and_has_neither_markers_nor_labels() -> None:
    layout = laid_out(line(0.5, 0.7, reference=True))
    (path,) = paths(layout, "curve:line:0")
    assert path.paint.dash
    assert layout.markers == ()
    assert labels(layout) == []


def test_across_stops_where_nobody_was_asked_an_expectation_is_dotted_not_dashed() -> None:
    layout = laid_out(line(*[0.0] * 5), line(0.5, 0.5, None, None, 0.5, reference=True))
    gap, known = paths(layout, "curve:line:1")
    ends = [(one.commands[0][1][0], one.commands[-1][1][-2]) for one in (gap, known)]
    assert ends[0] == (188.0 + 152, 188.0 + 4 * 152)
    assert known.commands[0][1][0] == 188.0
    assert gap.paint.dash != known.paint.dash
    assert gap.paint.stroke_opacity < known.paint.stroke_opacity == 1
    alone = [step[1] for step in known.commands if step[0] == "M"][1]
    assert alone[0] < 188.0 + 4 * 152 < known.commands[-1][1][-2]  # asked there, and only there


def test_no_tint_lies_where_nobody_was_asked_for_the_expectation() -> None:
    layout = laid_out(line(*[-1.0] * 5), line(0.5, 0.5, None, None, 0.5, reference=True))
    tints = [one for one in paths(layout, "curve:areas") if one.paint.fill == STYLE.theme.warning]
    xs = [x for one in tints for _, step in one.commands for x in step[::2]]
    assert (min(xs), max(xs)) == (188.0, 188.0 + 152)
    asked_at_the_ends = laid_out(
        line(*[-1.0] * 5), line(0.5, None, None, None, 0.5, reference=True)
    )
    assert not [
        one
        for one in paths(asked_at_the_ends, "curve:areas")
        if one.paint.fill == STYLE.theme.warning and one.commands
    ]


def test_a_teams_estimate_is_a_marker_of_its_own_beside_the_curve() -> None:
    points = (point("a", 0.5, estimate_valence=0.5), point("b", None, estimate_valence=-1.0))
    layout = laid_out(CurveLine(points, "Erlebnis", "#3B4CCA"))
    beside, alone, own = layout.markers
    assert (beside.estimate, alone.estimate, own.estimate) == (True, True, False)
    assert beside.x - own.x >= 18
    assert (alone.x, alone.y) == (340, layout.y_of(-1))


@pytest.mark.parametrize("estimate", [each / 10 for each in range(-10, 11)])
def test_a_teams_estimate_hides_no_digit_of_a_label(estimate: float) -> None:
    valences = [0.3, 0.55, 0.0, -0.35, -0.2, 0.3, 0.6, -0.6, 0.1]
    points = tuple(
        point(f"s{number}", valence, estimate_valence=estimate)
        for number, valence in enumerate(valences)
    )
    layout = laid_out(CurveLine(points, "Erlebnis", "#3B4CCA"))
    for text in labels(layout):
        (row,) = text.lines
        height = text.size * 0.7
        for marker in layout.markers:
            aside = abs(row.x + row.width / 2 - marker.x) - (row.width + marker.size) / 2
            above = abs(row.baseline - height / 2 - marker.y) - (height + marker.size) / 2
            assert max(aside, above) >= -1, (text.source, marker)


def test_labels_tell_value_and_count() -> None:
    texts = [text.source for text in labels(laid_out(line(-0.3, 0.8)))]
    assert texts == ["2,4", "n = 20", "4,6", "n = 20"]


def test_labels_lie_above_peaks_and_below_valleys() -> None:
    layout = laid_out(line(0.0, 0.6, 0.0, -0.6, 0.0))
    values = labels(layout)[::2]
    markers = layout.markers
    assert values[1].lines[0].baseline < markers[1].y
    assert values[3].lines[0].baseline > markers[3].y


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=12))
def test_labels_stay_on_the_sheet_and_apart(valences: list[float]) -> None:
    stops = [f"s{number}" for number in range(len(valences))]
    xs = {stop: 160.0 + 152 * number for number, stop in enumerate(stops)}
    points = tuple(point(*each) for each in zip(stops, valences, strict=True))
    size = (112 + 152.0 * len(stops), 400.0)
    layout = curve_layout(Store(), [CurveLine(points, "", "#3B4CCA")], xs, size, STYLE)
    boxes = []
    for text in labels(layout):
        (row,) = text.lines
        assert row.x >= 0
        assert row.x + row.width <= size[0]
        assert 0 <= row.baseline <= size[1]
        boxes.append((row.x, row.baseline - text.size * 0.7, row.width, text.size * 0.7))
    for (x1, y1, w1, h1), (x2, y2, w2, h2) in itertools.combinations(boxes, 2):
        assert x1 + w1 <= x2 or x2 + w2 <= x1 or y1 + h1 <= y2 or y2 + h2 <= y1


def test_a_label_that_is_not_needed_is_left_out_of_a_crowd() -> None:
    obstacles = Obstacles(100, 60)
    obstacles.add_curve([(x, y) for x in range(100) for y in range(0, 60, 5)])
    assert obstacles.place(50, 30, 20, (30, 20), True, needed=False) is None
    assert obstacles.place(50, 30, 20, (30, 20), True) is not None


def test_areas_between_splines_close_where_they_cross() -> None:
    xs = [0.0, 100.0, 200.0]
    path = splines.below(monotone_cubic(xs, [10, -10, 10]), monotone_cubic(xs, [0, 0, 0]))
    closed = [letter for letter, _ in path].count("Z")
    assert closed == 2
    assert min(values[1] for _, values in path if values) >= -1e-9


def test_a_spline_is_as_high_at_its_knots_as_its_points() -> None:
    segments = monotone_cubic([0, 10, 30], [1, 5, 2])
    assert splines.height_at(segments, 0) == 1
    assert splines.height_at(segments, 10) == 5
    assert splines.height_at(segments, 30) == 2
    assert splines.height_at(segments, 31) is None
    assert splines.height_at(segments, -1) is None


def test_a_picture_holds_the_map_and_the_curve_below_each_stop() -> None:
    store = small_journey()
    curves = [CurveLine(tuple(POINTS.values()), "Erlebnis", "#3B4CCA")]
    sheet = journey_picture(store, "trip", STYLE, numbers, curves)
    assert (sheet.title, sheet.width) == ("Familienurlaub", 720)
    keys = {node.key: node for node in sheet.nodes}
    assert [node.layer for node in sheet.nodes] == sorted(node.layer for node in sheet.nodes)
    row, curve = keys["lane:curve"], keys["curve:line:0"]
    assert (curve.y, curve.height, curve.layer) == (row.y, row.height, CARDS)
    assert keys["curve:axis"].layer == HEADS
    assert row.y + row.height == sheet.height
    (gap,) = (part for part in curve.parts if isinstance(part, Path))
    card = keys["stop:gate"]
    assert gap.commands[-1][1][-2] == card.x + card.width / 2
    legend = [part.source for part in keys["curve:legend"].parts if isinstance(part, Text)]
    assert legend[0] == "Erlebnis"


def test_a_picture_of_a_journey_that_hides_its_curve_has_none() -> None:
    store = small_journey()
    hidden = msgspec.structs.replace(store.record("curve"), hidden=True)
    store.put("curve", hidden)
    sheet = journey_picture(store, "trip", STYLE, numbers, [])
    assert not [node for node in sheet.nodes if node.role.startswith("curve")]


@pytest.mark.parametrize("valences", [(1.0, -0.5, 0.5), (-1.0, 1.0), (1.0, -1.0, 1.0, -1.0)])
def test_a_curve_passes_no_number_however_steep_it_is(valences: tuple[float, ...]) -> None:
    layout = laid_out(line(*valences))
    (path,) = paths(layout, "curve:line:0")
    ends = [values for _, values in path.commands]
    steps = [
        (before[-2:], step[:2], step[2:4], step[4:]) for before, step in itertools.pairwise(ends)
    ]
    points = splines.samples(steps, 200)
    for text in labels(layout):
        (row,) = text.lines
        within = [
            (x, y)
            for x, y in points
            if row.x <= x <= row.x + row.width
            and row.baseline - 0.7 * text.size <= y <= row.baseline
        ]
        assert not within, text.source
        assert row.baseline <= SIZE[1] - 6


def test_where_lines_cross_a_number_everywhere_it_stands_on_the_ground() -> None:
    crowd = [line(*[height / 20] * 3, reference=True) for height in range(-20, 21)]
    layout = laid_out(line(0.0, 0.0, 0.0), *crowd)
    (crossed,) = (node for node in layout.nodes if node.key == "curve:label:0:s1")
    plates = [part for part in crossed.parts if isinstance(part, Rectangle)]
    texts = [part for part in crossed.parts if isinstance(part, Text)]
    assert len(plates) == len(texts) == 2
    for plate, text in zip(plates, texts, strict=True):
        (row,) = text.lines
        assert plate.paint.fill == STYLE.theme.panel
        assert plate.x < row.x < row.x + row.width < plate.x + plate.width
        assert plate.y < row.baseline - 0.7 * text.size
    assert not any(
        isinstance(part, Rectangle)
        for node in laid_out(line(0.0, 0.5)).nodes
        if node.role == "curve-label"
        for part in node.parts
    )
