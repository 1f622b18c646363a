"""Names and texts on a map seen from afar, in px of the screen; what is cut ends after a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from cxdesk.canvas.painter import Picture
from cxdesk.layout.pieces import INSET, NOTE_LEFT, NOTE_RIGHT
from cxdesk.layout.primitives import Far
from cxdesk.layout.text import LEADING, Block, measure, wrap
from cxdesk.layout.tokens import COLUMN_WIDTH, SMALL

FACE, FACE_GAP = 22.0, 4.0
"""Px of a face: as large as on its card; and what is free above it."""
_FILLED = 0.86
"""How much of a column a face takes."""
_BY_NAME = 1.6
"""How large a face is beside a name at most, in sizes of its type."""
_SIZES, _SMALLEST = (14.0, 13.0, 12.0, 11.0), 10.0
"""The types of names in px, the one to be preferred first; and where no other has room."""
LEAST, STEP = 28.0, 2.0
"""The least room for a name in px; room is taken in steps."""
_ONE_LINE = 0.92
"""What one line needs of the room beside it, in sizes."""
NOTE_ACROSS, NOTE_SIZE, NOTE_EDGES = 58.0, 11.0, 11.0
"""From which width on a card shows its text, the text's type, and what is free beside it, in px."""
_ACROSS, _LONGEST = 4.6, 240.0
"""From which room on names are written across, in sizes; how long a line may be upward, in px."""
_HOLDS, _MORE = "\N{NO-BREAK SPACE}", "\N{HORIZONTAL ELLIPSIS}"
_WORDS = 0.75
"""What a text cut after a word must show of the letters that there is room for."""


def is_upward(width: float, size: float) -> bool:
    """Whether names of a size are written upward on cards so wide, in px of the screen."""
    return width - 6 < _ACROSS * size


def face_side(width: float, size: float) -> float:
    """How large a face is in a column so wide, beside a name of a size."""
    return min(width * _FILLED, size * _BY_NAME, FACE)


def lines_in(wide: float, size: float) -> int:
    """How many lines of a name stand beside each other: letters may reach the edges."""
    return max(int((wide - size * _ONE_LINE) // (size * LEADING)) + 1, 0)


def heights_for_names(stops: Sequence[Far], width: float) -> Iterator[tuple[float, float]]:
    """How high cards so wide have to be for their names of a size and their faces, in px of the
    screen: the size to be preferred first. Where names can be written across, they are."""
    across = [size for size in _SIZES if not is_upward(width, size)]
    broken = {size: _broken(stops, width, size) for size in across}
    upward = _SIZES if lines_in(width, _SIZES[-1]) else (_SMALLEST,)
    for size in across or upward:
        if across and broken[size] > min(broken[one] for one in across if one <= size):
            continue  # in a smaller type fewer words are broken
        height = _height_for_names(stops, width, size)
        if height:
            yield size, height


def _broken(stops: Iterable[Far], width: float, size: float) -> int:
    """How many words are broken where names of a size are written across."""
    room = (width - 6) // STEP * STEP
    return sum(text_block(far.name, room, size, 0).broken for far in stops)


def _height_for_names(stops: Iterable[Far], width: float, size: float) -> float:
    """How high cards so wide have to be for names of one size; 0 where there is no room."""
    upward = lines_in(width, size)
    if not upward:
        return 0.0
    needed = []
    for far in stops:
        face = 0.0 if far.face is None else face_side(width, size) + FACE_GAP
        if is_upward(width, size):
            needed.append(_length(far.name, size, upward) + 3 + STEP + face)
        else:
            room = (width - 6) // STEP * STEP
            needed.append(text_block(far.name, room, size, 0).height + 3 + 4 + face)
    return max(needed, default=0.0)


def height_of_texts(width: float) -> float:
    """How high the text of a card so wide is, in px of the screen for each px that it is high
    where the map is drawn at 100 %; 0 where there is no room for texts."""
    if width < NOTE_ACROSS:
        return 0.0
    near = COLUMN_WIDTH - 2 * INSET - NOTE_LEFT - NOTE_RIGHT
    return near / (width - NOTE_EDGES) * (NOTE_SIZE / SMALL) ** 2


@lru_cache(maxsize=4096)
def text_picture(
    text: str, room: float, size: float, lines: int, ink: str, shift: float
) -> Picture:
    """A text that begins at the origin, ``shift`` of its height below it."""
    block = text_block(text, room, size, lines)
    return Picture([block.at(0, block.height * shift, ink)])


@lru_cache(maxsize=4096)
def text_block(text: str, room: float, size: float, lines: int) -> Block:
    """A text in lines; one that is cut ends after a word, unless much of the room stayed empty."""
    block = wrap(text, room, size, "regular", lines)
    if not block.cut:
        return block
    words, fits = text.split(), sum(len(run.text) for line in block.lines for run in line.runs)
    ends: list[int] = []  # after how many letters each word ends
    for word in words:
        ends.append((ends[-1] + 1 if ends else 0) + len(word))
    for count in range(len(words) - 1, 0, -1):
        if fits >= ends[count - 1] >= fits * _WORDS:
            part = wrap(" ".join(words[:count]) + _MORE, room, size, "regular", lines)
            if not part.cut:
                return part
    return wrap(text.replace(" ", _HOLDS), room, size, "regular", 1) if lines == 1 else block


@lru_cache(maxsize=4096)
def _length(name: str, size: float, lines: int) -> float:
    """How long so many lines have to be to hold a name, at most ``_LONGEST`` px."""
    least, most = LEAST, _LONGEST
    if lines == 1:
        return min(max(measure(name, size), least), most)
    while most - least > STEP:
        middle = (least + most) / 2
        block = wrap(name, middle, size, "regular", lines)
        least, most = (middle, most) if block.cut or block.torn else (least, middle)
    return most
