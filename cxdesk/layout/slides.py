"""A journey as pages for a projector: a phase at a time, with its piece of the curve."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cxdesk.layout.curve import CurveLine
from cxdesk.layout.faces import rounded
from cxdesk.layout.primitives import (
    CARDS,
    GROUND,
    HEADS,
    Node,
    Paint,
    Path,
    Primitive,
    Rectangle,
    Sheet,
)
from cxdesk.layout.slide_cards import cards
from cxdesk.layout.slide_curve import slide_curve
from cxdesk.layout.slide_style import (
    FOOT,
    HEIGHT,
    LEFT,
    NOTE,
    RIGHT,
    SMALLEST,
    TITLE,
    WIDTH,
    loud,
)
from cxdesk.layout.style import Style, palette
from cxdesk.layout.text import Block, fitted, measure, wrap
from cxdesk.layout.tokens import Theme
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Phase
from cxdesk.models.store import Store

MOST_CARDS = 4
"""How many touchpoints one page shows; a longer phase takes several pages."""
_ABOVE_CURVE, _ABOVE_FOOT, _BARS = 40.0, 2.0, 1044.0
_LONG_TITLE = 38
"""The size of a phase's name that takes two lines, in px."""
_NOTICE, _NOTICE_PAD = (NOTE, SMALLEST), 32.0
"""In which sizes a notice is written, and what its ground leaves free beside it."""


class Page(msgspec.Struct, frozen=True):
    """One page: a phase (None in a journey without any) and the stops of it that fit."""

    phase: Phase | None
    number: int
    phases: int
    stops: tuple[Id, ...]
    part: int = 1
    parts: int = 1


def pages(store: Store, journey: Id) -> list[Page]:
    """The pages of a journey, in order; there is always one."""
    phases = queries.phases(store, journey) if journey else []
    found = []
    for number, phase in enumerate(phases, 1):
        stops = [stop.id for stop in queries.stops(store, phase.id)]
        parts = max(1, -(-len(stops) // MOST_CARDS))
        size = max(1, -(-len(stops) // parts))
        for part in range(parts):
            chosen = tuple(stops[part * size : (part + 1) * size])
            found.append(Page(phase, number, len(phases), chosen, part + 1, parts))
    return found or [Page(None, 0, 0, ())]


def slide(
    store: Store, page: Page, lines: Sequence[CurveLine], style: Style, selected: Id = ""
) -> Sheet:
    """Lay out one page. ``lines`` are whole curves of the journey, the loudest first."""
    theme = style.theme
    points = {point.stop: point for point in lines[0].points} if lines else {}
    drawn = cards(store, page.stops, points, style, selected)
    nodes = [*_head(page, style), *drawn]
    if drawn:
        middles = {card.record: card.x + card.width / 2 for card in drawn}
        top = max(card.y + card.height for card in drawn) + _ABOVE_CURVE
        area = (LEFT, top, RIGHT, FOOT - _ABOVE_FOOT)
        nodes.extend(slide_curve(lines, middles, area, style, loud(theme.quiet, theme)))
    else:
        nodes.append(_empty(page, style))
    nodes.append(progress(store, page, style))
    title = page.phase.name if page.phase else ""
    return Sheet(WIDTH, HEIGHT, tuple(nodes), ground=theme.panel, title=title)


def clock(seconds: int, theme: Theme) -> Node:
    """The time that has passed, at the upper right."""
    text = f"{seconds // 60:02d}:{seconds % 60:02d}"
    block = wrap(text, 300, 42, "bold", 1)
    parts = (block.at(0, 0, loud(theme.accent, theme), "right", 300),)
    return Node("slide:clock", "clock", HEADS, RIGHT - 300, 48, 300, 60, parts, name=text)


def notice(text: str, theme: Theme) -> Node:
    """A sentence for a few seconds, in the strip that every page leaves free above the bars.

    One that needs two lines lies over the bars, and over nothing else.
    """
    room = RIGHT - LEFT - 2 * _NOTICE_PAD
    block = fitted(text, room, _NOTICE, "regular", 1)
    if block.cut:
        block = wrap(text, room, SMALLEST, "regular", 2)
    width, height = block.width + 2 * _NOTICE_PAD, block.height + 8
    bottom = HEIGHT if len(block.lines) > 1 else _BARS
    y = FOOT + (bottom - FOOT - height) / 2
    parts = (
        Rectangle(0, 0, width, height, Paint(fill=theme.text), 16.0),
        block.at(_NOTICE_PAD, 4, theme.panel),
    )
    area = ((WIDTH - width) / 2, y, width, height)
    return Node("slide:notice", "notice", HEADS, *area, parts, name=text)


def progress(store: Store, page: Page, style: Style) -> Node:
    """A bar for each phase, as wide as it has touchpoints; the one shown in its colour."""
    if page.phase is None:
        return Node("slide:bars", "progress", HEADS, LEFT - 4, _BARS, 1, 12, ())
    phases = queries.phases(store, page.phase.place.parent)
    weights = [max(len(queries.stops(store, phase.id)), 1) for phase in phases]
    unit = (RIGHT - LEFT + 4 - 14 * (len(phases) - 1)) / sum(weights)
    parts, x = [], 0.0
    for phase, weight in zip(phases, weights, strict=True):
        color = palette(phase.color) if phase.id == page.phase.id else style.theme.hairline
        bar = rounded(x, 0, max(unit * weight, 12), 12, 6)
        parts.append(Path(bar, Paint(fill=color)))
        x += unit * weight + 14
    return Node("slide:bars", "progress", HEADS, LEFT - 4, _BARS, x, 12, tuple(parts))


# -- inside ------------------------------------------------------------------------------------


def _head(page: Page, style: Style) -> list[Node]:
    theme, tr = style.theme, style.words.tr
    if page.phase is None:
        return []
    told = tr("Phase {number} of {count}", number=page.number, count=page.phases)
    if page.parts > 1:
        told += " · " + tr("part {part} of {parts}", part=page.part, parts=page.parts)
    room = RIGHT - 330 - LEFT - measure(told, 30) - 30
    title = fitted(page.phase.name or tr("Phase"), room, (TITLE, 46), "bold", 1)
    if title.cut:
        title = wrap(page.phase.name, room, _LONG_TITLE, "bold", 2)
    parts: tuple[Primitive, ...] = (
        title.at(0, 0, theme.text),
        wrap(told, 700, 30, "regular", 1).at(
            title.width + 30, _baseline(title) - 30 * 1.02, loud(theme.quiet, theme)
        ),
    )
    name = f"{page.phase.name}, {told}"
    area = (LEFT - 4, 34.0, room, 80.0)
    return [Node("slide:head", "phase", GROUND, *area, parts, page.phase.id, name)]


def _empty(page: Page, style: Style) -> Node:
    tr = style.words.tr
    text = tr("This journey has no phases yet.") if page.phase is None else tr(
        "This phase has no touchpoints yet."
    )
    block = wrap(text, 1200, 40, "regular", 2)
    parts = (block.at(0, 0, loud(style.theme.quiet, style.theme), "center", WIDTH),)
    return Node("slide:empty", "hint", CARDS, 0, 480, WIDTH, 120, parts, name=text)


def _baseline(block: Block) -> float:
    return block.lines[0].baseline if block.lines else 0.0
