"""All that is written under one touchpoint, large: a card of a projected page, opened.

The text is as large as it fits. Where it does not fit at 28 px, it goes on on further pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from cxdesk.analysis.curve import CurvePoint
from cxdesk.layout import faces
from cxdesk.layout.headline import headline
from cxdesk.layout.primitives import (
    CARDS,
    Image,
    Line,
    Node,
    Paint,
    Primitive,
    Rectangle,
    Sheet,
    Text,
)
from cxdesk.layout.slide_cards import FACE, notes_under, picture_of, score_line
from cxdesk.layout.slide_style import FOOT, HEIGHT, LEFT, NOTE, RIGHT, SMALLEST, TITLE, WIDTH, loud
from cxdesk.layout.slides import Page, progress
from cxdesk.layout.style import Style
from cxdesk.layout.text import LEADING, fitted, wrap
from cxdesk.layout.tokens import lifted
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.scales import face
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import lane_name

_TOP = 48.0
_CLOCK, _BESIDE = 330.0, 560.0
"""What the clock takes, and where the team's face stands beside the score."""
_SIZES = ((1, 54), (1, 46), (1, 42), (2, 42), (2, 38), (2, 34), (2, 31), (2, 28))
"""In how many columns, and in which size."""
_GUTTER, _EDGE, _INDENT, _GAP = 64.0, 8.0, 32.0, 28.0
_PICTURE = 400.0
"""How high a picture is shown."""
_FEWEST = 2
"""So many lines at least stand below a lane's name before a column ends."""


class _Text(msgspec.Struct, frozen=True):
    """What is on one card; ``lane`` is its lane's name where that changes."""

    lane: str
    color: str
    text: str
    picture: str = ""

    @property
    def name_height(self) -> float:
        """What the lane's name takes."""
        return NOTE * LEADING + 4 if self.lane else 0.0

    @property
    def head_height(self) -> float:
        """What stands above its first line: the lane's name and the picture."""
        return self.name_height + (_PICTURE + 12 if self.picture else 0.0)


class _Piece(msgspec.Struct, frozen=True):
    """Lines of a card that stand together in a column, ``top`` px below where it begins."""

    card: _Text
    head: bool
    lines: tuple[Line, ...]
    top: float


def reading(
    store: Store,
    page: Page,
    stop_id: Id,
    point: CurvePoint | None,
    style: Style,
    part: int = 0,
) -> tuple[Sheet, int]:
    """The page ``part`` (from 0; at most the last) about a stop, and how many there are."""
    theme, stop = style.theme, store.record(stop_id)
    name = queries.touchpoint(store, stop).name or style.words.tr("Untitled")
    title = fitted(name, RIGHT - LEFT - _CLOCK, (TITLE, 54, 50, 46), "bold", 5)
    down = NOTE * LEADING + 6
    score, told = score_line(
        headline(store, point, style.words), 0, down + title.height + 18, 900, style
    )
    height = down + title.height + 18 + FACE
    top = _TOP + height + 44
    texts = list(_texts(store, stop_id, style))
    (width, size), flowed = _flowed(texts, FOOT - top)
    part = min(part, len(flowed) - 1)
    parts: tuple[Primitive, ...] = (
        _above(page, part, len(flowed), style), title.at(0, down, theme.text), *score,
        *_estimate(point, down + title.height + 18, style),
    )  # fmt: skip
    area = (LEFT, _TOP, RIGHT - LEFT, height)
    head = Node(f"slide:{stop_id}", "stop", CARDS, *area, parts, stop_id, f"{name}, {told}")
    nodes = [head, *_columns(flowed[part], width, size, top, style)]
    if not texts:
        nodes.append(_nothing(top, style))
    nodes.append(progress(store, page, style))
    return Sheet(WIDTH, HEIGHT, tuple(nodes), ground=theme.panel, title=name), len(flowed)


# -- inside ------------------------------------------------------------------------------------


def _above(page: Page, part: int, parts: int, style: Style) -> Primitive:
    """The phase, and which page of the text this is."""
    told = [page.phase.name] if page.phase and page.phase.name else []
    if parts > 1:
        told.append(style.words.tr("part {part} of {parts}", part=part + 1, parts=parts))
    block = wrap(" \N{MIDDLE DOT} ".join(told), RIGHT - LEFT - _CLOCK, NOTE, "regular", 1)
    return block.at(0, 0, loud(style.theme.quiet, style.theme))


def _estimate(point: CurvePoint | None, y: float, style: Style) -> Iterator[Primitive]:
    """The team's judgement beside the customers', hollow as on the curve."""
    if point is not None and point.estimate_valence is not None and point.valence is not None:
        quiet = loud(style.theme.quiet, style.theme)
        number = face(point.estimate_valence)
        yield from faces.hollow_face(number, _BESIDE, y + 8, 50, style.theme.panel, quiet)
        told = wrap(style.words.tr("Team estimate"), 500, SMALLEST, "regular", 1)
        yield told.at(_BESIDE + 66, y + 16, quiet)


def _texts(store: Store, stop: Id, style: Style) -> Iterator[_Text]:
    described = queries.touchpoint(store, store.record(stop)).description.strip()
    if described:
        yield _Text(style.words.tr("Description"), style.theme.quiet, described)
    before: Id = ""
    for lane, note in notes_under(store, stop):
        name = lane_name(lane, style.words) if lane.id != before else ""
        color = lifted(KINDS[lane.kind].color, style.theme)
        yield _Text(name, color, note.text.strip(), picture_of(note))
        before = lane.id


def _flowed(
    texts: Sequence[_Text], height: float
) -> tuple[tuple[float, int], list[list[list[_Piece]]]]:
    """The width and size of the columns, and the pages of columns of pieces."""
    for count, size in _SIZES:
        width = (RIGHT - LEFT - _GUTTER * (count - 1)) / count
        columns = _filled(texts, width - _INDENT, size, height)
        if len(columns) <= count:
            break
    found = [columns[at : at + count] for at in range(0, len(columns), count)]
    return (width, size), found


def _filled(texts: Sequence[_Text], room: float, size: int, height: float) -> list[list[_Piece]]:
    """Columns of this height, each filled before the next one begins."""
    columns: list[list[_Piece]] = [[]]
    step, y = size * LEADING, 0.0
    for card in texts:
        lines = wrap(card.text, room, size).lines if card.text else ()
        head, left = card.head_height, list(lines)
        y += _GAP if columns[-1] else 0.0
        while head or left:
            free = int((height - y - head) / step) if y + head <= height else -1
            if columns[-1] and free < min(_FEWEST, len(left)):
                columns.append([])
                y = 0.0
                continue
            some, left = left[: max(free, 1)], left[max(free, 1) :]
            columns[-1].append(_Piece(card, len(some) + len(left) == len(lines), tuple(some), y))
            y += len(some) * step + head
            head = 0.0
    return columns


def _columns(
    columns: Sequence[Sequence[_Piece]], width: float, size: int, top: float, style: Style
) -> Iterator[Node]:
    """Each card's lines beside an edge in its lane's colour, below the lane's name."""
    theme, number = style.theme, 0
    for place, column in enumerate(columns):
        x = LEFT + place * (width + _GUTTER)
        for piece in column:
            card = piece.card
            head = card.head_height if piece.head else 0.0
            height = head + len(piece.lines) * size * LEADING
            first = wrap("x", width, size).lines[0].baseline + head
            lines = tuple(
                Line(_INDENT, first + at * size * LEADING, line.width, line.runs)
                for at, line in enumerate(piece.lines)
            )
            parts: list[Primitive] = [
                Rectangle(0, 0, _EDGE, height, Paint(fill=card.color), _EDGE / 2),
                Text(lines, size, theme.text, card.text),
            ]
            if piece.head and card.lane:
                name = wrap(card.lane, width - _INDENT, NOTE, "bold", 1)
                parts.append(name.at(_INDENT, 0, loud(theme.quiet, theme)))
            if piece.head and card.picture:
                room = min(width - _INDENT, _PICTURE * 1.5)
                picture = Image(_INDENT, card.name_height, room, _PICTURE, card.picture, radius=10)
                parts.append(picture)
            text = card.text or style.words.tr("Picture")
            told = f"{card.lane}: {text}" if card.lane else text
            area = (x, top + piece.top, width, height)
            yield Node(f"slide:text:{number}", "hint", CARDS, *area, tuple(parts), name=told)
            number += 1


def _nothing(top: float, style: Style) -> Node:
    text = style.words.tr("Nothing has been written here yet.")
    block = wrap(text, RIGHT - LEFT, 38, "regular", 2)
    parts = (block.at(0, 0, loud(style.theme.quiet, style.theme)),)
    return Node("slide:empty", "hint", CARDS, LEFT, top, RIGHT - LEFT, 60, parts, name=text)
