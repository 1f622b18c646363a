"""What a piece looks like while its text is typed: the finished piece, and the text's lines on it.

The lines are those that the finished piece will have, so that nothing moves when the typing ends.
A text longer than the piece would show is there to its end.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from cxdesk.layout import heads, pieces
from cxdesk.layout.pieces import Parts
from cxdesk.layout.primitives import Image, Node, Paint, Path, Primitive, Rectangle, Text
from cxdesk.layout.text import LEADING, Block, wrap
from cxdesk.layout.tokens import CARD_RADIUS, ON_PHASE, SMALL, Theme

_FRAME = 2.5
"""How wide the frame is that tells where the typing goes, in px."""
_AROUND_BAR = 24.0
"""What a phase's bar is higher than its name, in px."""


class Written(msgspec.Struct, frozen=True):
    """A piece without its text, and the text's lines, whose box begins at (left, top)."""

    width: float
    height: float
    parts: Parts
    block: Block
    left: float
    top: float
    color: str
    chosen: tuple[str, str] = ("", "")
    """The ground and the ink of letters that are selected; "" for the theme's."""
    below: float = 0.0
    """How far something hangs over its lower edge, in px."""

    def text(self, color: str = "") -> Text:
        """The lines in their place, in their own colour or another one."""
        return self.block.at(self.left, self.top, color or self.color)

    def framed(self, theme: Theme) -> Written:
        """The same with the frame of what is selected."""
        line = Paint(stroke=theme.accent, width=_FRAME)
        frame = Rectangle(0, 0, self.width, self.height, line, CARD_RADIUS)
        return msgspec.structs.replace(self, parts=(*self.parts, frame))


Writing = Callable[[str], Written]
"""Asked for a text: the piece with that on it."""


def whole(block: Block) -> Block:
    """The same text to its end, where only its beginning was shown."""
    return wrap(block.source, block.room, block.size, block.face) if block.cut else block


# -- cards -------------------------------------------------------------------------------------


def stop(name: str, node: Node, title: Text) -> Written:
    """A touchpoint's card on the map, whose ``title`` is replaced by a name."""
    return titled(node, title, whole(pieces.title(name, node.width)), gap=9.0, foot=18.0)


def title_on(node: Node, name: str) -> Text | None:
    """The title of a touchpoint's card: the largest text on it that is its name."""
    found = [part for part in node.parts if isinstance(part, Text) and part.source == name]
    return max(found, key=lambda part: part.size, default=None)


def titled(node: Node, title: Text, block: Block, *, gap: float, foot: float) -> Written:
    """A touchpoint's card with another title: what stands below makes room, the card grows.

    ``gap`` px are free below the title, and ``foot`` at the card's lower end. A shorter title
    moves nothing.
    """
    top = title.lines[0].baseline - block.lines[0].baseline * title.size / block.size
    below = top + len(title.lines) * LEADING * title.size
    reach = {id(part): _reach(part) for part in node.parts}
    under = [
        (first, last) for first, last in reach.values()
        if first >= below - 1 and last <= node.height
    ]  # fmt: skip
    first = min((first for first, _ in under), default=below + gap)
    down = max(top + block.height + min(gap, first - below) - first, 0.0)
    lowest = max((last for _, last in under), default=first)
    grown = max(lowest + down + min(foot, node.height - lowest) - node.height, 0.0)
    below_it = max(0.0, *(last - node.height for _, last in reach.values()))
    parts: list[Primitive] = []
    for part in node.parts:
        first, last = reach[id(part)]
        if part is title:
            continue
        if isinstance(part, Rectangle) and last - first >= node.height:
            part = msgspec.structs.replace(part, height=part.height + grown)
        elif last > node.height:  # it hangs over the lower edge
            part = _moved(part, grown)
        elif first >= below - 1:
            part = _moved(part, down)
        parts.append(part)
    left = title.lines[0].x
    return Written(
        node.width, node.height + grown, tuple(parts), block, left, top, title.color,
        below=below_it,
    )  # fmt: skip


def note(text: str, node: Node, color: str, theme: Theme, picture: str) -> Written:
    """A card in a lane of this ``color``, at least as high as it stands there."""
    block = whole(pieces.note_text(text, node.width))
    top = pieces.NOTE_TOP + (pieces.picture_height(node.width) + 4 if picture else 0.0)
    height = max(node.height, top + block.height + pieces.NOTE_TOP + 1)
    parts = pieces.note("", node.width, height, color, theme, picture)
    return Written(node.width, height, parts, block, pieces.NOTE_LEFT, top, theme.text)


# -- what stands on the heads ------------------------------------------------------------------


def chip(name: str, node: Node, theme: Theme) -> Written:
    """A persona's chip: as wide as its name, and higher where that takes more lines."""
    ground, *rest, text = node.parts
    assert isinstance(ground, Rectangle)
    assert isinstance(text, Text)
    block = wrap(name, pieces.CHIP_NAME, SMALL)
    line = LEADING * SMALL
    left, top = text.lines[0].x, text.lines[0].baseline - block.lines[0].baseline
    width, height = left + block.width + 16, node.height + block.height - line
    plane = msgspec.structs.replace(ground, width=width - 1, height=height - 1)
    return Written(width, height, (plane, *rest), block, left, top, theme.text)


def lane(name: str, head: Node, label: Node, down: float, theme: Theme) -> Written:
    """A lane's head; its ``label`` stands ``down`` px below its upper edge."""
    block = heads.head_text(name, head.width, handles=True, lines=0)
    top = heads.handle_top(collapsed=False) + 3
    rest = []
    for part in label.parts:
        if isinstance(part, Text):
            top = part.lines[0].baseline - block.lines[0].baseline
        else:
            rest.append(_moved(part, down))
    height = max(head.height, down + top + block.height + 8)
    parts = (*heads.lane_head(head.width, height, theme), *rest)
    left = heads.name_left(handles=True)
    return Written(head.width, height, parts, block, left, down + top, theme.quiet)


def bar(
    name: str, node: Node, color: str, across: float, theme: Theme, *, wide: float, collapsed: bool
) -> Written:
    """A phase's bar, which at 100 % is ``wide`` px wide and so high as its name needs there.

    What is written on it begins ``across`` px right of its left edge.
    """
    look = heads.HeadLook(handle=True, collapsed=collapsed)
    height = max(node.height, heads.bar_text(name, wide, look).height + _AROUND_BAR)
    block, look = heads.bar_block(name, node.width, height - 10, look)
    if block.cut:
        block = whole(heads.bar_text(name, node.width, look))
        height = max(height, block.height + _AROUND_BAR)
    label, _ = heads.bar_label(name, node.width, height, look)
    rest = (part for part in label if isinstance(part, Path))
    left = heads.BAR_INSET + (heads.HANDLE if look.handle else 11.0) + across
    top = 4 + (height - 10 - block.height) / 2
    parts = (
        Rectangle(0, 0, node.width, height, Paint(fill=theme.canvas), CARD_RADIUS),
        *heads.phase_bar(node.width, height, color),
        *(_moved(one, 0.0, across) for one in rest),
    )
    return Written(
        node.width, height, parts, block, left, top, ON_PHASE, chosen=(ON_PHASE, color)
    )


# -- inside ------------------------------------------------------------------------------------


def _reach(part: Primitive) -> tuple[float, float]:
    """From where to where a part reaches downwards; about so, where it is curved or a text."""
    match part:
        case Rectangle() | Image():
            return part.y, part.y + part.height
        case Text():
            lines = [line.baseline for line in part.lines]
            return lines[0] - part.size, lines[-1] + part.size * (LEADING - 1)
        case Path():
            heights = [y for _, values in part.commands for y in values[1::2]]
            return min(heights), max(heights)


def _moved(part: Primitive, down: float, across: float = 0.0) -> Primitive:
    """The same part so many px further down, and to the right."""
    replace = msgspec.structs.replace
    match part:
        case Rectangle() | Image():
            return replace(part, x=part.x + across, y=part.y + down)
        case Text():
            lines = (
                replace(line, x=line.x + across, baseline=line.baseline + down)
                for line in part.lines
            )
            return replace(part, lines=tuple(lines))
        case Path():
            commands = (
                (name, tuple(value + (down if at % 2 else across)
                             for at, value in enumerate(values)))
                for name, values in part.commands
            )  # fmt: skip
            return replace(part, commands=tuple(commands))
