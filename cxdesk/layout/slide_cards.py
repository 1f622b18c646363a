"""The cards of the touchpoints on a projected page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from cxdesk.analysis.curve import CurvePoint
from cxdesk.layout import faces
from cxdesk.layout.headline import Headline, headline
from cxdesk.layout.icons import channel_icon, icon
from cxdesk.layout.primitives import CARDS, Node, Paint, Primitive, Rectangle, Text
from cxdesk.layout.slide_style import CARD_TITLE, LEFT, NOTE, NUMBER, RIGHT, SMALLEST, loud
from cxdesk.layout.style import Style
from cxdesk.layout.text import LEADING, Block, fitted, wrap
from cxdesk.layout.writing import Written, titled, whole
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Card, Insight, Lane
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import term_name

Note = Card | Insight

FACE = 66.0
_TITLES, _TITLE_LINES = (CARD_TITLE, 42, 38, 35, 32), (2, 3, 4)
_GAP, _TOP, _PAD, _WIDEST = 44.0, 148.0, 36.0, 720.0
_HEAD, _BOTTOM, _HIGHEST = 46.0, 26.0, 500.0
"""The line for channel and mark, what is free below, and how high a card may be for its notes."""
_MORE = 44.0
"""The sign that there is more to read."""


class _Body(msgspec.Struct, frozen=True):
    """What is written on a card, how high that makes it, what a screen reader says of it.

    ``cut`` tells that there is more to read.
    """

    parts: tuple[Primitive, ...]
    height: float
    told: str
    cut: bool


def cards(
    store: Store,
    stops: Sequence[Id],
    points: Mapping[Id, CurvePoint],
    style: Style,
    selected: Id,
) -> list[Node]:
    """The cards of some stops, side by side and all of one height."""
    if not stops:
        return []
    width = min((RIGHT - LEFT - _GAP * (len(stops) - 1)) / len(stops), _WIDEST)
    names = [queries.touchpoint(store, store.record(stop)).name for stop in stops]
    titles = _titles(names, width - 2 * _PAD)
    top = 32.0 + (_HEAD if any(_has_head(store, stop) for stop in stops) else 0.0)
    score_top = top + max(title.height for title in titles) + 14
    bodies = [
        _body(store, stop, points.get(stop), (title, top, score_top), width, style)
        for stop, title in zip(stops, titles, strict=True)
    ]
    height = max(body.height for body in bodies)
    nodes = []
    for number, (stop, body) in enumerate(zip(stops, bodies, strict=True)):
        theme, chosen = style.theme, stop == selected
        color, line = (theme.accent, 6.0) if chosen else (theme.hairline, 2.0)
        plane = Paint(fill=theme.card, stroke=color, width=line)
        parts = [Rectangle(0, 0, width, height, plane, 24.0), *body.parts]
        if body.cut:
            parts += _more(width, height, plane, style)
        x, key = LEFT + number * (width + _GAP), f"slide:{stop}"
        nodes.append(
            Node(key, "stop", CARDS, x, _TOP, width, height, tuple(parts), stop, body.told)
        )
    return nodes


def notes_under(store: Store, stop: Id) -> Iterator[tuple[Lane, Note]]:
    """What stands under a stop: each card of the visible lanes that is not empty, from above."""
    for lane in queries.lanes(store, queries.journey_of(store, stop)):
        for note in queries.cards(store, lane.id, stop) if not lane.hidden else ():
            if note.text.strip() or picture_of(note):
                yield lane, note


def picture_of(note: Note) -> str:
    """The digest of the picture on a card; "" where there is none."""
    return note.picture if isinstance(note, Card) else ""


def score_line(
    score: Headline | None, x: float, y: float, width: float, style: Style
) -> tuple[list[Primitive], str]:
    """A face with its number at (x, y), and the same in words."""
    quiet = loud(style.theme.quiet, style.theme)
    left = x + FACE + 20
    if score is not None and score.face is None:
        left = x
    if score is None:
        told = style.words.tr("not rated")
        text = wrap(told, width - FACE - 24, 32, "regular", 1).at(left, y + 11, quiet)
        return [*faces.unrated(x, y, FACE, quiet), text], told
    value = wrap(score.value, width, NUMBER, "bold", 1)
    beside = left + value.width + 16
    rows = _beside(score, max(x + width - beside + 24, 60))
    step = SMALLEST * 1.15
    first = y + 16 - (len(rows) - 1) * step / 2
    parts: list[Primitive] = [
        *(() if score.face is None else faces.face(score.face, x, y, FACE, style.theme)),
        value.at(left, y - 4, style.theme.text),
        *(row.at(beside, first + number * step, quiet) for number, row in enumerate(rows)),
    ]
    told = f"{score.value} {score.beside}".strip()
    return parts, told if score.count == score.beside else f"{told}, {score.count}"


def written(name: str, node: Node, title: Text, beside: Sequence[str]) -> Written:
    """A card whose ``title`` is replaced by a name, in the type that suits those ``beside`` it."""
    block, *_ = _titles([name, *beside], node.width - 2 * _PAD)
    return titled(node, title, whole(block), gap=14.0, foot=_BOTTOM)


# -- inside ------------------------------------------------------------------------------------


def _beside(score: Headline, room: float) -> list[Block]:
    """What a value is out of, and how many answered: in one line, or below each other."""
    told = list(dict.fromkeys(one for one in (score.beside, score.count) if one))
    line = wrap(" \N{MIDDLE DOT} ".join(told), room, SMALLEST, "regular", 1)
    return [wrap(one, room, SMALLEST, "regular", 1) for one in told] if line.cut else [line]


def _titles(names: Sequence[str], room: float) -> list[Block]:
    """All names in one size, in which the longest of them reads well.

    A name that would be cut takes more lines before it loses a word.
    """
    for lines in _TITLE_LINES:
        size = min(fitted(name, room, _TITLES, "bold", lines).size for name in names)
        blocks = [wrap(name, room, size, "bold", lines) for name in names]
        if not any(block.cut for block in blocks):
            break
    return blocks


def _has_head(store: Store, stop_id: Id) -> bool:
    stop = store.record(stop_id)
    return stop.moment_of_truth or bool(queries.channels_of(store, stop.touchpoint))


def _body(
    store: Store,
    stop_id: Id,
    point: CurvePoint | None,
    title: tuple[Block, float, float],
    width: float,
    style: Style,
) -> _Body:
    """``title`` comes with where it begins, and where what follows begins."""
    theme, quiet = style.theme, loud(style.theme.quiet, style.theme)
    stop, room = store.record(stop_id), width - 2 * _PAD
    touchpoint = store.record(stop.touchpoint)
    parts: list[Primitive] = []
    channels = queries.channels_of(store, touchpoint.id)
    if channels:
        parts.append(icon(channel_icon(channels[0]), _PAD, 34, 32, quiet))
        name = term_name(channels[0], style.words)
        parts.append(wrap(name, room - 80, SMALLEST, "regular", 1).at(_PAD + 42, 32, quiet))
    if stop.moment_of_truth:
        parts.append(faces.star(width - _PAD - 34, 32, 36, theme.star, theme.star))
    block, top, y = title
    parts.append(block.at(_PAD, top, theme.text))
    score = headline(store, point, style.words)
    drawn, told = score_line(score, _PAD, y, room, style)
    parts += drawn
    if stop.moment_of_truth:
        told += f", {style.words.tr('Moment of truth')}"
    y += FACE + 20
    notes = [note for _, note in notes_under(store, stop_id)]
    text = next((" ".join(note.text.split()) for note in notes if note.text.strip()), "")
    cut = len(notes) > 1 or any(map(picture_of, notes))
    if text:
        lines = max(2, int((_HIGHEST - _BOTTOM - y) / (NOTE * LEADING)))
        first_note = wrap(text, room, NOTE, "regular", lines)
        parts.append(first_note.at(_PAD, y, theme.text))
        y += first_note.height
        cut = cut or first_note.cut
    return _Body(tuple(parts), y + _BOTTOM, f"{touchpoint.name}, {told}", cut)


def _more(width: float, height: float, plane: Paint, style: Style) -> Iterable[Primitive]:
    """A sign on a card's lower edge: its whole text can be opened."""
    left, top = (width - _MORE) / 2, height - _MORE / 2
    yield Rectangle(left, top, _MORE, _MORE, plane, _MORE / 2)
    ink = loud(style.theme.quiet, style.theme)
    yield icon("chevron-down", left + 6, top + 6, _MORE - 12, ink)
