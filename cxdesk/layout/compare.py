"""Marks over a map that say what has changed: a sign, a line and a colour for each kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from cxdesk.layout import faces, icons
from cxdesk.layout.primitives import Node, Paint, Path, Primitive, Rectangle
from cxdesk.layout.tokens import CARD_RADIUS, Theme
from cxdesk.models.comparison import Kind
from cxdesk.models.ids import Id

AROUND = 10.0
"""How far, in px, a mark reaches beyond what it marks."""
SIGN = 24.0
_MARKED = ("stop", "card", "phase", "lane")
_ICONS: dict[Kind, str] = {
    "added": "plus-thick",
    "changed": "pencil",
    "moved": "arrow-all",
    "removed": "minus-thick",
}
_DASHES: dict[Kind, tuple[float, ...]] = {"moved": (2.0, 4.0), "removed": (8.0, 5.0)}
_VEIL = 0.62
"""How much of a removed card the ground hides."""


class Marked(msgspec.Struct, frozen=True):
    """How one thing is marked; ``signs`` has more than one kind where it was changed and moved."""

    kind: Kind
    signs: tuple[Kind, ...]


def mark_color(kind: Kind, theme: Theme) -> str:
    """The colour of a kind of change; none is told by its colour alone."""
    colors = {
        "added": theme.saved,
        "changed": theme.star,
        "moved": theme.accent,
        "removed": theme.warning,
    }
    return colors[kind]


def mark_icon(kind: Kind) -> str:
    """The icon of a kind of change."""
    return _ICONS[kind]


def marks(nodes: Iterable[Node], marked: Mapping[Id, Marked], theme: Theme) -> list[Node]:
    """What is drawn over the nodes of a map, for everything on it that is marked."""
    return [
        Node(
            key=f"mark:{node.key}",
            role=node.role,
            layer=node.layer,
            x=node.x - AROUND,
            y=node.y - AROUND,
            width=node.width + 2 * AROUND,
            height=node.height + 2 * AROUND,
            parts=tuple(_parts(marked[node.record], node, theme)),
        )
        for node in nodes
        if node.record in marked and node.role in _MARKED
    ]


def sign(kind: Kind, x: float, y: float, size: float, theme: Theme) -> tuple[Primitive, ...]:
    """The sign of a kind of change in the square at (x, y)."""
    disc = Paint(fill=mark_color(kind, theme), stroke=theme.panel, width=1.5)
    inner = size * 0.62
    inset = (size - inner) / 2
    return (
        faces.circle(x + size / 2, y + size / 2, size / 2, disc),
        icons.icon(_ICONS[kind], x + inset, y + inset, inner, theme.on_accent),
    )


def _parts(one: Marked, node: Node, theme: Theme) -> Iterator[Primitive]:
    inset = 2.0 if node.role in ("phase", "lane") else 0.0
    left, top = AROUND + inset, AROUND + inset
    width, height = node.width - 2 * inset, node.height - 2 * inset
    color = mark_color(one.kind, theme)
    if one.kind == "removed":
        veil = Paint(fill=theme.canvas, fill_opacity=_VEIL)
        yield Rectangle(left, top, width, height, veil, CARD_RADIUS)
        through = (("M", (left + 8, top + height - 8)), ("L", (left + width - 8, top + 8)))
        yield Path(through, Paint(stroke=color, width=2.0))
    line = Paint(stroke=color, width=2.5, dash=_DASHES.get(one.kind, ()))
    yield Rectangle(left, top, width, height, line, CARD_RADIUS)
    x = AROUND + node.width - SIGN + (AROUND - 2 if not inset else -4)
    y = top + (height - SIGN) / 2 if inset else 2.0
    for kind in one.signs:
        yield from sign(kind, x, y, SIGN, theme)
        x -= SIGN - 4
