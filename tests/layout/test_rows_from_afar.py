"""From afar a map's rows share the height of the window, and nothing on them changes its order."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cxdesk.layout.afar import Room, from_afar, same_height
from cxdesk.layout.places import MapLayout, Row
from cxdesk.layout.primitives import CARDS, Far, Node
from cxdesk.layout.tokens import LIGHT

HEAD, LINE = 90.0, 14.0
KINDS = ("touchpoints", "doing", "thinking", "feeling")
rooms = st.builds(
    Room,
    height=st.floats(100, 2_000),
    names=st.floats(60, 300).map(lambda high: [(14.0, high * 1.4), (10.0, high)]),
    down=st.floats(0.2, 0.9),
    texts=st.floats(0.0, 2.0),
)


def laid_out(heights: list[float], card: int) -> MapLayout:
    """Rows so high; a card as high as its row in one of them, the others empty."""
    rows, y = [], HEAD
    for kind, height in zip(KINDS, heights, strict=True):
        rows.append(Row(kind, kind, y, height))  # type: ignore[arg-type]
        y += height
    area = (120.0, rows[card].y + 8, 136.0, heights[card] - 16)
    node = Node("card:1", "card", CARDS, *area, (), "1", "", Far("#000000"))
    stacks = {(KINDS[card], "stop"): (("1", area),)}
    return MapLayout(
        "journey", (), (), tuple(rows), KINDS, stacks, 112.0, HEAD, 800.0, y, (node,)
    )  # fmt: skip


maps = st.builds(
    laid_out, st.lists(st.floats(56, 3_000), min_size=4, max_size=4), st.integers(1, 3)
)


@given(maps, rooms)
def test_the_rows_fit_the_window_or_are_as_low_as_they_get(near: MapLayout, room: Room) -> None:
    far = from_afar(near, room, LIGHT)
    taken = (far.height - HEAD) * room.down
    assert taken <= max(room.height, 54 + 3 * LINE) + 1e-6
    assert far.rows[0].y == HEAD
    for above, below in pairwise(far.rows):
        assert below.y == above.y + above.height
        assert above.height * room.down >= LINE - 1e-6


@given(maps, rooms, st.floats(0, 1), st.floats(0, 1))
def test_what_is_lower_in_one_form_is_lower_in_the_other(
    near: MapLayout, room: Room, first: float, second: float
) -> None:
    far = from_afar(near, room, LIGHT)
    high, low = sorted(HEAD + part * (near.height - HEAD) for part in (first, second))
    seen = [same_height(y, near, far, is_far=True) for y in (high, low)]
    assert seen[0] <= seen[1] + 1e-6
    for y, there in zip((high, low), seen, strict=True):
        assert abs(same_height(there, far, near, is_far=False) - y) < 0.01


@given(maps, rooms)
def test_a_card_stands_in_its_row_where_its_stack_says(near: MapLayout, room: Room) -> None:
    far = from_afar(near, room, LIGHT)
    (node,) = far.nodes
    row = far.row_at(node.y)
    assert row is not None
    assert row.y <= node.y < node.y + node.height <= row.y + row.height + 1e-6
    (((_, area),),) = far.stacks.values()
    assert area == (node.x, node.y, node.width, node.height)


@given(maps, rooms)
def test_names_have_what_they_need_before_cards_have_more(near: MapLayout, room: Room) -> None:
    far = from_afar(near, room, LIGHT)
    named, *others = (row.height * room.down for row in far.rows)
    assert named >= room.names[-1][1] - 1e-6 or max(others) <= LINE + 1e-6
