"""Arrows of a comparison: from where a card or touchpoint stood to where it stands now."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from cxdesk.layout import faces
from cxdesk.layout.places import MapLayout
from cxdesk.layout.primitives import CARDS, Node, Paint, Path
from cxdesk.layout.tokens import Theme
from cxdesk.models.comparison import Origin
from cxdesk.models.ids import Id

Point = tuple[float, float]

NEAREST = 40.0
"""What has moved less than this, in px, has no arrow: its sign says enough."""
_CLEAR = 6.0
"""How far an arrow ends before the card, in px."""
_HEAD, _DOT, _MARGIN = 12.0, 6.0, 16.0


def arrows(layout: MapLayout, origins: Mapping[Id, Origin], theme: Theme) -> Iterator[Node]:
    """An arrow for each moved thing of which both places can be seen on the map."""
    now = {node.record: node for node in layout.nodes if node.role in ("stop", "card")}
    for item, origin in origins.items():
        node, start = now.get(item), place_of(layout, origin)
        if node is None or start is None:
            continue
        end = _edge(node, start) if origin.lane else (node.x + node.width / 2, _foot(node))
        if math.dist(start, end) >= NEAREST:
            corners = () if origin.lane else ((end[0], start[1]),)  # along the row's lower line
            yield _arrow(item, (start, *corners, end), theme)


def place_of(layout: MapLayout, origin: Origin) -> Point | None:
    """The point of the map where something stood: behind what still stands before it."""
    if origin.lane:
        return _among_cards(layout, origin)
    row, band = layout.row_of("touchpoints"), None
    for each in layout.bands:
        band = each if each.phase == origin.at else band
    if row is None or band is None:
        return None
    columns = {one.stop: one for one in layout.columns if one.phase == origin.at and one.stop}
    before = next((columns[stop] for stop in origin.ahead if stop in columns), None)
    x = band.x if before is None else before.x + before.width
    return (x, row.y + row.height)


def _foot(node: Node) -> float:
    """The y just below a card."""
    return node.y + node.height + 1


def _among_cards(layout: MapLayout, origin: Origin) -> Point | None:
    row = next((one for one in layout.rows if one.lane == origin.lane), None)
    column = next((one for one in layout.columns if origin.at in (one.stop, one.phase)), None)
    if row is None or column is None or row.collapsed or column.collapsed:
        return None
    stack = dict(layout.stacks.get((origin.lane, origin.at), ()))
    before = next((stack[card] for card in origin.ahead if card in stack), None)
    top = row.y + 2 * _CLEAR if before is None else before[1] + before[3]
    return (column.middle, min(top, row.y + row.height - _CLEAR))


def _edge(node: Node, start: Point) -> Point:
    """Where the way from ``start`` to the middle of a card comes to the card."""
    x, y = node.x + node.width / 2, node.y + node.height / 2
    across, down = start[0] - x, start[1] - y
    share = max(
        abs(across) / (node.width / 2 + _CLEAR), abs(down) / (node.height / 2 + _CLEAR), 1.0
    )
    return (x + across / share, y + down / share)


def _arrow(item: Id, way: Sequence[Point], theme: Theme) -> Node:
    """A dot at the begin of the way, a line along it, and a tip at its end."""
    left, right = (end(x for x, _ in way) for end in (min, max))
    top, bottom = (end(y for _, y in way) for end in (min, max))
    way = [(x - left + _MARGIN, y - top + _MARGIN) for x, y in way]
    (x0, y0), (before, tip) = way[0], way[-2:]
    length = max(math.dist(before, tip), 1.0)
    along, aside = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    deep = min(_HEAD, length)
    neck = (tip[0] - along * deep, tip[1] - aside * deep)
    wings = [(neck[0] - side * aside * 6, neck[1] + side * along * 6) for side in (1, -1)]
    shaft = (("M", way[0]), *(("L", point) for point in (*way[1:-1], neck)))
    head = (("M", tip), ("L", wings[0]), ("L", wings[1]), ("Z", ()))
    halo = Paint(stroke=theme.panel, width=5.0)
    line = Paint(stroke=theme.accent, width=2.0)
    return Node(
        key=f"arrow:{item}",
        role="arrow",
        layer=CARDS,
        x=left - _MARGIN,
        y=top - _MARGIN,
        width=right - left + 2 * _MARGIN,
        height=bottom - top + 2 * _MARGIN,
        parts=(
            Path(shaft, halo),
            Path(shaft, line),
            Path(head, Paint(fill=theme.accent, stroke=theme.panel)),
            faces.circle(x0, y0, _DOT, Paint(fill=theme.panel, stroke=theme.accent, width=2.0)),
        ),
    )
