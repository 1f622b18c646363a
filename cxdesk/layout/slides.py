"""A journey as pages for a projector: a phase at a time, its touchpoints, its piece of the curve.

A page is 1920 x 1080 px; nothing on it is smaller than 28 px, and every text has 7:1.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cxdesk.layout import faces
from cxdesk.layout.curve import CurveLine
from cxdesk.layout.faces import rounded
from cxdesk.layout.headline import headline
from cxdesk.layout.icons import channel_icon, icon
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
from cxdesk.layout.slide_curve import slide_curve
from cxdesk.layout.style import Style, palette
from cxdesk.layout.text import Block, fitted, measure, wrap
from cxdesk.layout.tokens import Theme, blend
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Phase
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import term_name

WIDTH, HEIGHT = 1920.0, 1080.0
MOST_CARDS = 4
"""How many touchpoints one page shows; a longer phase takes several pages."""
SMALLEST = 28
TITLE, CARD_TITLE, NUMBER = 58, 46, 54
_TITLES = (CARD_TITLE, 42, 38, 35, 32)

_LEFT, _RIGHT, _GAP = 76.0, 1848.0, 44.0
_CARDS_TOP, _PAD, _FACE, _WIDEST = 148.0, 36.0, 66.0, 720.0
_CURVE_BOTTOM, _BARS = 950.0, 1044.0


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
    cards = _cards(store, page, lines, style, selected)
    nodes = [*_head(page, style), *cards]
    if cards:
        middles = {card.record: card.x + card.width / 2 for card in cards}
        top = max(card.y + card.height for card in cards) + 56
        area = (_LEFT, top, _RIGHT, _CURVE_BOTTOM)
        nodes.extend(slide_curve(lines, middles, area, style, loud(theme.quiet, theme)))
    else:
        nodes.append(_empty(page, style))
    nodes.append(_progress(store, page, style))
    title = page.phase.name if page.phase else ""
    return Sheet(WIDTH, HEIGHT, tuple(nodes), ground=theme.panel, title=title)


def clock(seconds: int, theme: Theme) -> Node:
    """The time that has passed, at the upper right."""
    text = f"{seconds // 60:02d}:{seconds % 60:02d}"
    block = wrap(text, 300, 42, "bold", 1)
    parts = (block.at(0, 0, loud(theme.accent, theme), "right", 300),)
    return Node("slide:clock", "clock", HEADS, _RIGHT - 300, 48, 300, 60, parts, name=text)


def loud(color: str, theme: Theme) -> str:
    """A colour of the theme as it is for the back row: 7:1 on the panel's ground."""
    return blend(theme.text, color, 0.4)


# -- inside ------------------------------------------------------------------------------------


def _head(page: Page, style: Style) -> list[Node]:
    theme, tr = style.theme, style.words.tr
    if page.phase is None:
        return []
    told = tr("Phase {number} of {count}", number=page.number, count=page.phases)
    if page.parts > 1:
        told += " · " + tr("part {part} of {parts}", part=page.part, parts=page.parts)
    room = _RIGHT - 330 - _LEFT - measure(told, 30) - 30
    title = _fitting(page.phase.name or tr("Phase"), room, (TITLE, 46), 1)
    parts: tuple[Primitive, ...] = (
        title.at(0, 0, theme.text),
        wrap(told, 700, 30, "regular", 1).at(
            title.width + 30, _baseline(title) - 30 * 1.02, loud(theme.quiet, theme)
        ),
    )
    name = f"{page.phase.name}, {told}"
    area = (_LEFT - 4, 34.0, room, 80.0)
    return [Node("slide:head", "phase", GROUND, *area, parts, page.phase.id, name)]


def _cards(
    store: Store, page: Page, lines: Sequence[CurveLine], style: Style, selected: Id
) -> list[Node]:
    count = len(page.stops)
    if not count:
        return []
    width = min((_RIGHT - _LEFT - _GAP * (count - 1)) / count, _WIDEST)
    points = {point.stop: point for point in lines[0].points} if lines else {}
    names = [queries.touchpoint(store, store.record(stop)).name for stop in page.stops]
    titles = _titles(names, width - 2 * _PAD)
    bodies = [
        _body(store, stop, points.get(stop), titles[name], width, style)
        for stop, name in zip(page.stops, names, strict=True)
    ]
    height = max(body_height for _, body_height, _ in bodies)
    nodes = []
    for number, (stop, (parts, _, name)) in enumerate(zip(page.stops, bodies, strict=True)):
        accent = style.theme.accent
        chosen = stop == selected
        line = Paint(
            fill=style.theme.card, stroke=accent if chosen else style.theme.hairline,
            width=6.0 if chosen else 2.0,
        )  # fmt: skip
        plane = Rectangle(0, 0, width, height, line, 24.0)
        x = _LEFT + number * (width + _GAP)
        nodes.append(
            Node(
                f"slide:{stop}", "stop", CARDS, x, _CARDS_TOP, width, height, (plane, *parts),
                stop, name,
            )
        )  # fmt: skip
    return nodes


def _titles(names: Sequence[str], room: float) -> dict[str, tuple[Block, float]]:
    """Each name as large as it fits, with the height that all of a page leave for theirs."""
    blocks = {name: fitted(name, room, _TITLES, "bold", 2) for name in names}
    height = max(block.height for block in blocks.values())
    return {name: (block, height) for name, block in blocks.items()}


def _body(
    store: Store,
    stop_id: Id,
    point: object,
    title: tuple[Block, float],
    width: float,
    style: Style,
) -> tuple[list[Primitive], float, str]:
    """What is written on a card, how high that makes it, and what a screen reader says."""
    theme, quiet = style.theme, loud(style.theme.quiet, style.theme)
    stop = store.record(stop_id)
    touchpoint = store.record(stop.touchpoint)
    room, y = width - 2 * _PAD, 32.0
    parts: list[Primitive] = []
    channels = queries.channels_of(store, touchpoint.id)
    if channels:
        parts.append(icon(channel_icon(channels[0]), _PAD, y + 2, 32, quiet))
        told = term_name(channels[0], style.words)
        parts.append(wrap(told, room - 80, SMALLEST, "regular", 1).at(_PAD + 42, y, quiet))
    if stop.moment_of_truth:
        parts.append(faces.star(width - _PAD - 34, y, 36, theme.star, theme.star))
    y += 46
    block, height = title
    parts.append(block.at(_PAD, y, theme.text))
    y += height + 14
    score = headline(store, point, style.words)  # type: ignore[arg-type]
    if score is None:
        parts.extend(faces.unrated(_PAD, y, _FACE, quiet))
        told = style.words.tr("not rated")
        parts.append(wrap(told, room - 90, 32, "regular", 1).at(_PAD + _FACE + 20, y + 11, quiet))
    else:
        parts.extend(faces.face(score.face, _PAD, y, _FACE))
        value = wrap(score.value, room, NUMBER, "bold", 1)
        parts.append(value.at(_PAD + _FACE + 20, y - 4, theme.text))
        left = _PAD + _FACE + 20 + value.width + 16
        count = wrap(score.count, max(width - left - 12, 60), SMALLEST, "regular", 1)
        parts.append(count.at(left, y + 16, quiet))
        told = f"{score.value} {score.beside}".strip()
        if score.count != score.beside:
            told += f", {score.count}"
    if stop.moment_of_truth:
        told += f", {style.words.tr('Moment of truth')}"
    y += _FACE + 20
    note = _first_note(store, stop_id)
    if note:
        block = wrap(note, room, 30, "regular", 2)
        parts.append(block.at(_PAD, y, theme.text))
        y += block.height
    return parts, y + 26, f"{touchpoint.name}, {told}"


def _first_note(store: Store, stop: Id) -> str:
    """What the customer does there: the first card of the upper-most lane that has one."""
    journey = queries.journey_of(store, stop)
    for lane in queries.lanes(store, journey):
        found = queries.cards(store, lane.id, stop) if not lane.hidden else []
        if found:
            return " ".join(found[0].text.split())
    return ""


def _empty(page: Page, style: Style) -> Node:
    tr = style.words.tr
    text = tr("This journey has no phases yet.") if page.phase is None else tr(
        "This phase has no touchpoints yet."
    )
    block = wrap(text, 1200, 40, "regular", 2)
    parts = (block.at(0, 0, loud(style.theme.quiet, style.theme), "center", WIDTH),)
    return Node("slide:empty", "hint", CARDS, 0, 480, WIDTH, 120, parts, name=text)


def _progress(store: Store, page: Page, style: Style) -> Node:
    """A bar for each phase, as wide as it has touchpoints; the one shown in its colour."""
    if page.phase is None:
        return Node("slide:bars", "progress", HEADS, _LEFT - 4, _BARS, 1, 12, ())
    phases = queries.phases(store, page.phase.place.parent)
    weights = [max(len(queries.stops(store, phase.id)), 1) for phase in phases]
    unit = (_RIGHT - _LEFT + 4 - 14 * (len(phases) - 1)) / sum(weights)
    parts, x = [], 0.0
    for phase, weight in zip(phases, weights, strict=True):
        color = palette(phase.color) if phase.id == page.phase.id else style.theme.hairline
        bar = rounded(x, 0, max(unit * weight, 12), 12, 6)
        parts.append(Path(bar, Paint(fill=color)))
        x += unit * weight + 14
    return Node("slide:bars", "progress", HEADS, _LEFT - 4, _BARS, x, 12, tuple(parts))


def _fitting(text: str, room: float, sizes: Sequence[int], lines: int) -> Block:
    """The text as large as it fits into ``lines`` lines; cut only at the smallest size."""
    for size in sizes:
        block = wrap(text, room, size, "bold", lines)
        if not block.cut:
            break
    return block


def _baseline(block: Block) -> float:
    return block.lines[0].baseline if block.lines else 0.0
