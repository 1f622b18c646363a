"""What one card, note, bar, head or chip of the map looks like, from its contents.

Parts are relative to the piece's own corner and cached by contents: a piece that has not changed
gets the identical tuple again, which tells a canvas that it need not paint it anew.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from cxdesk.layout import faces
from cxdesk.layout.headline import Headline
from cxdesk.layout.icons import icon
from cxdesk.layout.primitives import Command, Far, Image, Paint, Path, Primitive, Rectangle
from cxdesk.layout.text import Block, fitted, wrap
from cxdesk.layout.tokens import (
    CARD_RADIUS,
    CARD_TITLE,
    FEELINGS,
    ON_PHASE,
    RADIUS,
    SMALL,
    TINY,
    Theme,
    blend,
    lifted,
    rim,
)
from cxdesk.models.records import MicroMoment

Parts = tuple[Primitive, ...]

INSET = 7.0
"""What a card leaves free on either side of its column."""
PADDING = 11.0
NOTE_TOP, NOTE_LEFT, NOTE_RIGHT, NOTE_EDGE = 8.0, 13.0, 8.0, 4.0
COUNT_WIDTH, COUNT_HEIGHT = 34.0, 22.0
EMPTY_STOP = 87.0
"""The height of the touchpoints' row while there are none."""
CHIP_NAME = 282.0
"""How wide a persona's name on its chip may be, in px."""
MARK_SIDE = 30.0
"""The square in the card's upper right corner that opens a sub-journey."""
_HEADED_TOP, _PLAIN_TOP = 34.0, 16.0
_DEPARTMENT = 19.0
_HIGHEST_PICTURE = 160.0
_MOST_LINES, _MOST_TITLE_LINES = 60, 12
_TITLE_SIZES = (CARD_TITLE, CARD_TITLE - 1, SMALL)
_CACHED = 16384
_FAR_FEELING, _FAR_NOTE = 0.35, 0.72
"""How much of a feeling's and a lane's colour is seen from afar."""


class StopLook(msgspec.Struct, frozen=True):
    """All that a stop's card shows. ``channel`` is the word beside the icon ``icon``."""

    name: str
    icon: str = ""
    channel: str = ""
    moment_of_truth: bool = False
    micro_moment: MicroMoment = ""
    sub_journey: bool = False
    score: Headline | None = None
    department: str = ""
    """Whose process it is, on a line of its own."""
    headed: bool = True
    """Whether titles stand below a line for channels and marks, as all of a row do or none."""

    @property
    def has_head(self) -> bool:
        """Whether there is anything to show above its title."""
        return bool(self.icon or self.micro_moment) or self.moment_of_truth or self.sub_journey


# -- the card of a stop ------------------------------------------------------------------------


def title_top(headed: bool) -> float:
    """Where a card's title begins, in px below the card's upper edge."""
    return _HEADED_TOP if headed else _PLAIN_TOP


def stop_height(look: StopLook, width: float) -> float:
    """The height that a stop's card needs."""
    line = _DEPARTMENT if look.department else 0.0
    return title_top(look.headed) + title(look.name, width).height + 9 + 22 + 20 + line


@lru_cache(maxsize=_CACHED)
def stop_card(look: StopLook, width: float, height: float, theme: Theme) -> Parts:
    """A stop's card: channel, title, face and number, a star for a moment of truth."""
    parts: list[Primitive] = [*card_ground(width, height, theme)]
    marks = _marks(look, width, theme)
    parts.extend(marks)
    left = PADDING
    if look.icon:
        parts.append(icon(look.icon, left, 12, 16, theme.quiet))
        left += 21
    room = width - left - PADDING - 18 * len(marks)
    channel = wrap(look.channel, room, TINY, "regular", 1)
    if look.channel and (len(marks) < 2 or not channel.cut):  # its icon says it, too
        parts.append(channel.at(left, 12, theme.quiet))
    name, top = title(look.name, width), title_top(look.headed)
    parts.append(name.at(PADDING, top, theme.text))
    below = top + name.height + 9
    parts.extend(_score_line(look.score, PADDING, below, width, theme))
    if look.department:
        parts.append(icon("department", PADDING + 3, below + 28, 15, theme.quiet))
        text = wrap(look.department, width - 2 * PADDING - 26, TINY, "regular", 1)
        parts.append(text.at(PADDING + 26, below + 28, theme.quiet))
    return tuple(parts)


def card_ground(width: float, height: float, theme: Theme) -> Parts:
    """A card's plane: with a soft shadow on a coloured ground, a hairline on white."""
    if theme.canvas.upper() == theme.card.upper():
        line = Paint(fill=theme.card, stroke=theme.hairline)
        return (Rectangle(0, 0, width, height, line, CARD_RADIUS),)
    plane = Rectangle(0, 0, width, height, Paint(fill=theme.card), CARD_RADIUS)
    if not theme.shadow_opacity:
        return (plane,)
    far = blend(theme.text, theme.canvas, theme.shadow_opacity / 2)
    near = blend(theme.text, far, theme.shadow_opacity / 2)  # opaque: painted ten times as fast
    return (
        Rectangle(-0.5, 0.5, width + 1, height + 1.5, Paint(fill=far), CARD_RADIUS + 0.5),
        Rectangle(0, 1, width, height, Paint(fill=near), CARD_RADIUS),
        plane,
    )


@lru_cache(maxsize=_CACHED)
def title(name: str, width: float) -> Block:
    """The lines of a touchpoint's name on its card: long words are rather smaller than broken."""
    return fitted(name, width - 2 * PADDING, _TITLE_SIZES, "bold", _MOST_TITLE_LINES)


def marks(look: StopLook, theme: Theme) -> tuple[tuple[str, str], ...]:
    """What is special about a stop, as icons and their colours; first the one that opens."""
    names = [
        name
        for name, shown in (
            ("sub_journey", look.sub_journey),
            ("star", look.moment_of_truth),
            (look.micro_moment, bool(look.micro_moment)),
        )
        if shown
    ]
    colors = {"star": theme.star, "sub_journey": theme.accent}
    return tuple((name, colors.get(name, theme.quiet)) for name in names)


def _marks(look: StopLook, width: float, theme: Theme) -> list[Path]:
    """What is special about a stop, from the right; the corner's mark is the one that opens."""
    return [
        icon(name, width - 9 - 16 - 18 * place, 11, 17, color)
        for place, (name, color) in enumerate(marks(look, theme))
    ]


def _score_line(
    score: Headline | None, x: float, y: float, width: float, theme: Theme
) -> list[Primitive]:
    if score is None:
        return [
            *faces.unrated(x, y, 22, theme.quiet),
            wrap("\N{EN DASH}", 40, CARD_TITLE, "bold").at(x + 30, y + 1, theme.quiet),
        ]
    value = wrap(score.value, width, CARD_TITLE, "bold", 1)
    left = x if score.face is None else x + 30
    beside = left + value.width + 7
    parts: list[Primitive] = [value.at(left, y + 1, theme.text)]
    if score.face is not None:
        parts = [*faces.face(score.face, x, y, 22, theme), *parts]
    if score.beside:
        room = width - beside - 4
        parts.append(wrap(score.beside, room, TINY, "regular", 1).at(beside, y + 3.5, theme.quiet))
    return parts


def far_stop(
    name: str, score: Headline | None, theme: Theme, marks: tuple[tuple[str, str], ...] = ()
) -> Far:
    """A stop from afar: its name and its face on a tint of the face's colour.

    What leaves nobody better or worse stands on the card's own, which its grey would not tint.
    """
    if score is None:
        return Far(theme.card, None, name, theme.text)
    ground, edge = theme.card, ""
    if score.face:
        ground = blend(FEELINGS[score.face].fill, theme.card, _FAR_FEELING)
        edge = rim(score.face, theme)
    return Far(
        ground, score.face, name, theme.text, edge=edge, value=score.value, marks=marks
    )


# -- notes -------------------------------------------------------------------------------------


def note_text(text: str, width: float) -> Block:
    """The lines of a card in a lane."""
    return wrap(text, width - NOTE_LEFT - NOTE_RIGHT, SMALL, "regular", _MOST_LINES)


def picture_height(width: float) -> float:
    """How high the picture on a card may be, in px; the card shows all of it."""
    return min(round(width * 0.7), _HIGHEST_PICTURE)


def note_height(text: str, width: float, picture: str = "") -> float:
    """The height that a card in a lane needs; a ``picture`` stands above its text."""
    if picture:
        caption = note_text(text, width).height + 4 if text.strip() else 0.0
        return picture_height(width) + NOTE_TOP + caption + NOTE_TOP
    return max(note_text(text, width).height, 2 * 1.35 * SMALL) + 2 * NOTE_TOP + 1


@lru_cache(maxsize=_CACHED)
def note(
    text: str, width: float, height: float, color: str, theme: Theme, picture: str = ""
) -> Parts:
    """A card in a lane: its text on a tint of the lane's colour, with an edge of it."""
    tint = Paint(fill=blend(color, theme.canvas, theme.note_opacity))
    parts: list[Primitive] = [
        Rectangle(0, 0, width, height, tint, RADIUS - 1),
        Path(_edge(height, NOTE_EDGE, RADIUS - 1.0), Paint(fill=lifted(color, theme))),
    ]
    top = NOTE_TOP
    if picture:
        room, left = picture_height(width), NOTE_EDGE + 5
        parts.append(Image(left, top, width - left - 6, room, picture, radius=4))
        top += room + 4
    if text.strip() or not picture:
        parts.append(note_text(text, width).at(NOTE_LEFT, top, theme.text))
    return tuple(parts)


def far_note(color: str, theme: Theme, text: str = "", picture: str = "") -> Far:
    """A card of a lane from afar: a plane in the lane's colour, or its text on a tint of it."""
    plane, tint = _far_colors(color, theme)
    return Far(plane, None, text, theme.text, tint=tint, picture=picture)


@lru_cache(maxsize=256)
def _far_colors(color: str, theme: Theme) -> tuple[str, str]:
    plane = blend(lifted(color, theme), theme.canvas, _FAR_NOTE)
    return plane, blend(color, theme.canvas, theme.note_opacity)


def _edge(height: float, thick: float, radius: float) -> tuple[Command, ...]:
    hold, inner = radius * 0.45, radius * 0.55
    return (
        ("M", (radius, 0)),
        ("C", (hold, 0, 0, hold, 0, radius)),
        ("L", (0, height - radius)),
        ("C", (0, height - hold, hold, height, radius, height)),
        ("C", (inner, height, thick, height - hold, thick, height - radius)),
        ("L", (thick, radius)),
        ("C", (thick, hold, inner, 0, radius, 0)),
        ("Z", ()),
    )


@lru_cache(maxsize=_CACHED)
def channel_list(channels: tuple[tuple[str, str], ...], width: float, theme: Theme) -> Parts:
    """Icons and names of a touchpoint's channels, one below the other."""
    parts: list[Primitive] = []
    for place, (symbol, name) in enumerate(channels):
        top = place * 22.0
        parts.append(icon(symbol, 0, top + 2, 18, theme.quiet))
        parts.append(wrap(name, width - 26, SMALL, "regular", 1).at(25, top + 2, theme.text))
    return tuple(parts)


@lru_cache(maxsize=_CACHED)
def metric(value: str, beside: str, width: float, theme: Theme) -> Parts:
    """A stop's number and how many answers it stands on."""
    block = wrap(value, width, 20, "bold", 1)
    return (
        block.at(0, 0, theme.text),
        wrap(beside, width, TINY, "regular", 1).at(0, block.height, theme.quiet),
    )


# -- chips, hints, counts ---------------------------------------------------------------------


def chip_width(name: str) -> float:
    """How wide a persona's chip is, at most 320 px."""
    return 38.0 + wrap(name, CHIP_NAME, SMALL, "regular", 1).width + 12


@lru_cache(maxsize=1024)
def persona_chip(name: str, color: str, theme: Theme, picture: str = "") -> Parts:
    """A persona that takes part: its picture in its colour, or an icon; its name."""
    paint = Paint(fill=theme.panel, stroke=theme.hairline)
    sign: Primitive = icon("persona", 8, 8, 14, ON_PHASE)
    if picture:
        sign = Image(5.5, 5.5, 19, 19, picture, cover=True, radius=9.5)
    return (
        Rectangle(0.5, 0.5, chip_width(name) - 1, 29, paint, 14.5),
        faces.circle(15, 15, 11, Paint(fill=color)),
        sign,
        wrap(name, CHIP_NAME, SMALL, "regular", 1).at(34, 6.2, theme.text),
    )


@lru_cache(maxsize=256)
def hint(text: str, width: float, height: float, theme: Theme) -> Parts:
    """A dashed place that tells what can be put there."""
    outline = faces.rounded(0.5, 0.5, width - 1, height - 1, CARD_RADIUS)
    block = wrap(text, width - 2 * PADDING, SMALL, "regular", 4)
    return (
        Path(outline, Paint(stroke=theme.quiet, stroke_opacity=0.5, dash=(5.0, 4.0))),
        block.at(PADDING, (height - block.height) / 2, theme.quiet, "center", width - 2 * PADDING),
    )


@lru_cache(maxsize=1024)
def count(text: str, color: str, theme: Theme) -> Parts:
    """How many cards are hidden: a number on a tint of their colour."""
    tint = Paint(fill=blend(color, theme.canvas, theme.note_opacity + 0.08))
    block = wrap(text, COUNT_WIDTH, SMALL, "bold", 1)
    return (
        Rectangle(0, 0, COUNT_WIDTH, COUNT_HEIGHT, tint, COUNT_HEIGHT / 2),
        block.at(0, (COUNT_HEIGHT - block.height) / 2, theme.text, "center", COUNT_WIDTH),
    )


@lru_cache(maxsize=1024)
def heap(count: str, score: Headline | None, width: float, height: float, theme: Theme) -> Parts:
    """The touchpoints of a collapsed phase: how many they are, and their mean feeling."""
    under = Paint(fill=blend(theme.quiet, theme.canvas, 0.22))
    block = wrap(count, width - 2 * PADDING - 8, SMALL, "bold", 3)
    return (
        Rectangle(6, 6, width - 6, height - 6, under, CARD_RADIUS),
        *card_ground(width - 6, height - 6, theme),
        block.at(PADDING, PADDING + 4, theme.text),
        *_score_line(score, PADDING, PADDING + block.height + 13, width - 6, theme),
    )
