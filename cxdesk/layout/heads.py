"""What frames a map looks like: the heads of its rows, the bars of its phases, its corner."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from cxdesk.layout.icons import icon
from cxdesk.layout.pieces import Parts
from cxdesk.layout.primitives import Paint, Path, Primitive, Rectangle
from cxdesk.layout.style import Style
from cxdesk.layout.text import Block, wrap
from cxdesk.layout.tokens import BODY, ON_PHASE, RADIUS, SMALL, TINY, Theme
from cxdesk.models.records import Lane, Phase

BAR_INSET = 4.0
HANDLE_LOWEST = 33.0
"""How far down a lane's handle reaches at most, below its head's top, in px."""
HANDLE = 24.0
"""The side of the square that collapses and expands, in px."""
_LEFT = 12.0
_LOCK = 15.0
_LOW = 44.0
"""A row lower than this has its lock beside its name."""
_HANDLE_LEAST = 15.0
"""A row lower than this has no handle: its arrow needs no more."""
_LEAST_LINE = 0.7
"""The part of a line's height that a row must have for a name: what letters need of it."""
_NARROW = 24.0
"""A bar that leaves less than this, in px, for its name has none."""
_AS_WIDE = 1.02
"""Bars look equally wide up to this ratio."""


class HeadLook(msgspec.Struct, frozen=True):
    """What a head shows beside its name."""

    locked: bool = False
    handle: bool = False
    """Whether there is a handle that collapses it."""
    collapsed: bool = False
    tight: bool = False
    """Whether its name has little room on either side: else it would be cut."""

    @classmethod
    def of(cls, record: Lane | Phase, style: Style, *, handle: bool = True) -> HeadLook:
        """The look of a lane or phase; only a map that is worked on has locks and handles."""
        return cls(
            locked=style.handles and record.locked,
            handle=style.handles and handle,
            collapsed=record.id in style.collapsed,
        )


# -- lanes -------------------------------------------------------------------------------------


def name_left(handles: bool) -> float:
    """Where the names in the heads begin: beside the handles, if there are any."""
    return HANDLE - 1 if handles else _LEFT


def head_text(name: str, width: float, *, handles: bool = False, lines: int = 4) -> Block:
    """A lane's name in its head."""
    room = width - name_left(handles) - (4 if handles else _LEFT)
    return wrap(name, room, SMALL, "bold", lines)


def head_height(name: str, width: float, look: HeadLook, *, handles: bool) -> float:
    """The least height of a row, for its head's sake."""
    height = head_text(name, width, handles=handles).height + 16
    return max(height, 12 + HANDLE + _LOCK + 8) if look.locked else height


def handle_top(collapsed: bool) -> float:
    """Where a lane's handle begins, below the row's top."""
    return 3.0 if collapsed else 9.0


@lru_cache(maxsize=1024)
def lane_head(width: float, height: float, theme: Theme) -> Parts:
    """The plane at the left of a row that its name stands on."""
    return _ground(width, height, theme)


@lru_cache(maxsize=1024)
def lane_label(
    name: str, width: float, height: float, theme: Theme, handles: bool, look: HeadLook
) -> tuple[Parts, float]:
    """What is written in the head of a row ``height`` px high; and how far down that reaches.

    The first part is the handle, if there is one. A row lower than its name has as many lines of
    it as fit, or none.
    """
    narrow = look.locked and (look.collapsed or height < _LOW)
    room = width - _LOCK - 4 if narrow else width
    text = head_text(name, room, handles=handles, lines=1 if look.collapsed else 4)
    left, top = name_left(handles), handle_top(look.collapsed)
    if top + 3 + text.height > height:
        line = text.height / max(len(text.lines), 1)
        if height < line * _LEAST_LINE:
            return (), 0.0
        text = head_text(name, room, handles=handles, lines=max(int((height - 4) / line), 1))
        top = (height - text.height) / 2 - 3
    parts: list[Primitive] = []
    if look.handle and height >= _HANDLE_LEAST:
        symbol = "chevron-right" if look.collapsed else "chevron-down"
        parts.append(icon(symbol, 2, top + 2, 20, theme.quiet))
    parts.append(text.at(left, top + 3, theme.quiet))
    bottom = top + (HANDLE if isinstance(parts[0], Path) else 0)
    bottom = max(bottom, top + 3 + text.height)
    if look.locked and (narrow or bottom + 4 + _LOCK <= height):
        at = (width - _LOCK - 5, top + 4) if narrow else (left - 1, bottom + 4)
        parts.append(icon("lock", *at, _LOCK, theme.quiet))
        bottom = bottom if narrow else bottom + 4 + _LOCK
    return tuple(parts), bottom


@lru_cache(maxsize=256)
def corner(
    names: tuple[tuple[str, float], ...], width: float, height: float, theme: Theme, handles: bool,
    locked: bool,
) -> Parts:  # fmt: skip
    """Where heads and bars meet: the names of the bars' rows, each at its own y."""
    parts: list[Primitive] = [*_ground(width, height, theme)]
    for name, y in names:
        text = head_text(name, width, handles=handles)
        parts.append(text.at(name_left(handles), y, theme.quiet))
    if locked:
        _, y = names[-1]
        parts.append(icon("lock", 3, y + 1, _LOCK, theme.quiet))
    return tuple(parts)


def _ground(width: float, height: float, theme: Theme) -> Parts:
    line = Paint(fill=theme.hairline)
    return (
        Rectangle(0, 0, width, height, Paint(fill=theme.panel)),
        Rectangle(width - 1, 0, 1, height, line),
        Rectangle(0, height - 1, width, 1, line),
    )


# -- phases ------------------------------------------------------------------------------------


def bar_text(name: str, width: float, look: HeadLook, lines: int = 3, size: float = BODY) -> Block:
    """A phase's name in its bar."""
    return wrap(name, _bar_room(width, look), size, "bold", lines)


def _bar_room(width: float, look: HeadLook) -> float:
    """How wide a phase's name may be."""
    taken = HANDLE + 5 if look.handle else 2 * _bar_edge(look)
    return width - 2 * BAR_INSET - taken - (_LOCK + 4 if look.locked else 0.0)


def _bar_edge(look: HeadLook) -> float:
    """What is free in a bar beside a name without a handle."""
    return 5.0 if look.tight else 11.0


@lru_cache(maxsize=1024)
def phase_bar(width: float, height: float, color: str) -> Parts:
    """The bar above a phase's columns, which are ``width`` wide altogether."""
    plane = Paint(fill=color)
    return (Rectangle(BAR_INSET, 4, width - 2 * BAR_INSET, height - 10, plane, RADIUS - 1),)


@lru_cache(maxsize=1024)
def bar_label(name: str, width: float, height: float, look: HeadLook) -> tuple[Parts, float]:
    """What is written on a bar ``width`` x ``height`` px, from the bar's left; and its width.

    The first part is the handle, if there is one. A bar too low for the name has it on one line, or
    in small type on two; one too narrow for that leaves out the handle first, and then the name.
    """
    block, look = bar_block(name, width, height - 10, look)
    if _bar_room(width, look) < _NARROW:
        return (), 0.0
    middle = 4 + (height - 10) / 2
    parts: list[Primitive] = []
    left = BAR_INSET + _bar_edge(look)
    if look.handle:
        symbol = "chevron-right" if look.collapsed else "chevron-down"
        parts.append(icon(symbol, BAR_INSET + 2, middle - 10, 20, ON_PHASE))
        left = BAR_INSET + HANDLE
    parts.append(block.at(left, middle - block.height / 2, ON_PHASE))
    right = left + block.width
    if look.locked:
        parts.append(icon("lock", right + 5, middle - _LOCK / 2, _LOCK, ON_PHASE))
        right += 5 + _LOCK
    return tuple(parts), right


def even_looks(
    bars: Sequence[tuple[str, float, HeadLook]], height: float
) -> list[HeadLook]:
    """The looks of bars (name, width, look) ``height`` px high, with handles that do not come and
    go with the names: one that leaves no room for its handle takes it from all that are no wider.
    """
    bare = max(
        (
            width
            for name, width, look in bars
            if look.handle and not bar_block(name, width, height - 10, look)[1].handle
        ),
        default=0.0,
    )
    return [
        look if look.collapsed or width > bare * _AS_WIDE
        else msgspec.structs.replace(look, handle=False)
        for _, width, look in bars
    ]  # fmt: skip


@lru_cache(maxsize=1024)
def bar_block(
    name: str, width: float, height: float, look: HeadLook
) -> tuple[Block, HeadLook]:
    """A phase's name in the largest type in which no word of it is broken, or the fewest.

    It is rather small beside its handle than large without one.
    """
    bare = msgspec.structs.replace(look, handle=False)
    tight = msgspec.structs.replace(bare, tight=True)
    whole: list[tuple[Block, HeadLook]] = []
    for shown, size, lines in (
        (look, BODY, 3), (look, BODY, 1), (look, TINY, 2), (bare, BODY, 1), (bare, TINY, 2),
        (tight, TINY, 2),
    ):  # fmt: skip
        block = bar_text(name, width, shown, lines, size)
        if not block.cut and block.height <= height and _bar_room(width, shown) >= _NARROW:
            whole.append((block, shown))
            if not block.broken:
                break
    if not whole:
        return block, tight
    return min(whole, key=lambda one: (one[0].torn, one[0].broken))


@lru_cache(maxsize=256)
def row_line(width: float, height: float, theme: Theme) -> Parts:
    """The hairline below a row."""
    return (Rectangle(0, height - 1, width, 1, Paint(fill=theme.hairline)),)


@lru_cache(maxsize=64)
def strip(width: float, height: float, theme: Theme) -> Parts:
    """The ground behind the phases' bars, so that what scrolls under them disappears."""
    return (
        Rectangle(0, 0, width, height, Paint(fill=theme.canvas)),
        Rectangle(0, height - 1, width, 1, Paint(fill=theme.hairline)),
    )
