"""Marks of a comparison: each kind of change is told by sign and line, not by colour alone."""

from __future__ import annotations

import pytest
from small_journey import numbers, small_journey

from cxdesk.layout.compare import AROUND, Marked, mark_color, mark_icon, marks
from cxdesk.layout.compare_arrows import arrows
from cxdesk.layout.map import map_layout
from cxdesk.layout.pieces import INSET
from cxdesk.layout.primitives import Node, Path, Rectangle
from cxdesk.layout.style import Style
from cxdesk.layout.tokens import LIGHT
from cxdesk.models.comparison import KINDS, Kind, Origin


def marked(kind: Kind, *more: Kind) -> tuple[Node, Node]:
    """A stop of the small journey, and its mark."""
    layout = map_layout(small_journey(), "trip", Style(), numbers)
    stop = next(node for node in layout.nodes if node.role == "stop")
    (mark,) = marks(layout.nodes, {stop.record: Marked(kind, (kind, *more))}, LIGHT)
    return stop, mark


def lines(mark: Node) -> list[tuple[float, ...]]:
    """The dashes of a mark's outline."""
    return [part.paint.dash for part in mark.parts if isinstance(part, Rectangle)]


def test_a_mark_lies_around_what_it_marks_and_is_not_clicked_on() -> None:
    stop, mark = marked("added")
    assert (mark.x, mark.y) == (stop.x - AROUND, stop.y - AROUND)
    assert mark.width == stop.width + 2 * AROUND
    assert mark.record == ""


def test_each_kind_has_a_sign_and_a_colour_of_its_own() -> None:
    assert len({mark_icon(kind) for kind in KINDS}) == 4
    assert len({mark_color(kind, LIGHT) for kind in KINDS}) == 4


def test_what_is_gone_is_veiled_dashed_and_struck_through() -> None:
    _, mark = marked("removed")
    veil, outline = (part for part in mark.parts if isinstance(part, Rectangle))
    assert veil.paint.fill and not veil.paint.stroke
    assert outline.paint.dash
    strokes = [p for p in mark.parts if isinstance(p, Path) and p.paint.width == 2.0]
    assert len(strokes) == 1


def test_new_and_moved_differ_by_their_line() -> None:
    assert lines(marked("added")[1]) == [()]
    assert lines(marked("moved")[1]) != [()]


def test_changed_and_moved_shows_both_signs() -> None:
    alone, both = marked("changed")[1], marked("changed", "moved")[1]
    assert len(both.parts) == len(alone.parts) + 2


LAYOUT = map_layout(small_journey(), "trip", Style(), numbers)


def ends(origin: Origin, item: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where the arrow to a thing begins and where its tip is, on the map."""
    (arrow,) = arrows(LAYOUT, {item: origin}, LIGHT)
    assert arrow.record == ""
    _, _, tip, dot = (part for part in arrow.parts if isinstance(part, Path))
    xs, ys = zip(*(values[-2:] for _, values in dot.commands if values), strict=True)
    begin = (arrow.x + (min(xs) + max(xs)) / 2, arrow.y + (min(ys) + max(ys)) / 2)
    x, y = tip.commands[0][1]
    return begin, (arrow.x + x, arrow.y + y)


def placed(record: str) -> Node:
    return next(node for node in LAYOUT.nodes if node.record == record)


def test_an_arrow_leads_from_behind_the_old_neighbour_to_the_card() -> None:
    begin, tip = ends(Origin("online", "doing", ("enter", "compare")), "walk")
    before, now = placed("enter"), placed("walk")
    assert begin[0] == pytest.approx(before.x + before.width / 2, abs=1)
    assert begin[1] == pytest.approx(before.y + before.height, abs=1)
    assert now.x - 10 <= tip[0] <= now.x + now.width + 10
    assert now.y - 10 <= tip[1] <= now.y + now.height + 10
    assert not (now.x < tip[0] < now.x + now.width and now.y < tip[1] < now.y + now.height)


def test_a_touchpoints_arrow_begins_behind_the_one_before_it_or_where_its_phase_begins() -> None:
    band = LAYOUT.bands[0]
    (first, _), (_, tip) = ends(Origin("booking"), "gate")
    (behind, y), _ = ends(Origin("booking", "", ("gone", "online")), "gate")
    assert first == pytest.approx(band.x, abs=1)
    assert behind == pytest.approx(placed("online").x + placed("online").width + INSET, abs=1)
    row = LAYOUT.row_of("touchpoints")
    assert row is not None
    assert y == pytest.approx(row.y + row.height, abs=1)  # below the cards, where nothing is read
    assert tip == pytest.approx(placed("gate").y + placed("gate").height, abs=2)


def test_no_arrow_leads_from_what_is_not_on_the_map_or_hardly_moved() -> None:
    origins = {
        "walk": Origin("online", "secret"),
        "gate": Origin("another", ""),
        "far": Origin("online", "gone"),
        "search": Origin("times", "doing"),
        "nowhere": Origin("online", "doing"),
    }
    assert list(arrows(LAYOUT, origins, LIGHT)) == []
