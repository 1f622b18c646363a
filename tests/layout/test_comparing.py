"""Marks of a comparison: each kind of change is told by sign and line, not by colour alone."""

from __future__ import annotations

from small_journey import numbers, small_journey

from cxdesk.layout.compare import AROUND, Marked, mark_color, mark_icon, marks
from cxdesk.layout.map import map_layout
from cxdesk.layout.primitives import Node, Path, Rectangle
from cxdesk.layout.style import Style
from cxdesk.layout.tokens import LIGHT
from cxdesk.models.comparison import KINDS, Kind


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
