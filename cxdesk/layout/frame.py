"""What frames a map: rows' lines and heads, phases' bars, personas' chips, the corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from cxdesk.layout import heads, lanes, pieces
from cxdesk.layout.contents import Contents
from cxdesk.layout.grid import Grid, chip_places
from cxdesk.layout.heads import HeadLook
from cxdesk.layout.lanes.block import Block
from cxdesk.layout.pieces import INSET
from cxdesk.layout.places import Row
from cxdesk.layout.primitives import BARS, CORNER, GROUND, HEADS, Node
from cxdesk.layout.style import Style, palette
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.records import Lane, Phase
from cxdesk.models.vocabulary import lane_name

_PERSONA_HINT = 220.0
"""How wide the place is, in px, that tells where personas go."""


def ground(rows: Sequence[Row], grid: Grid, style: Style) -> Iterator[Node]:
    """A hairline below each row but one that is a line itself."""
    for row in rows:
        if KINDS[row.kind].divides:
            continue
        parts = heads.row_line(grid.width, row.height, style.theme)
        yield Node(
            f"row:{row.lane or row.kind}", "row", GROUND, 0, row.y, grid.width, row.height, parts
        )


def lane_heads(rows: Sequence[Row], blocks: Sequence[Block], style: Style) -> Iterator[Node]:
    """The head of each row, and what is written in it: a window moves that along with itself."""
    for row, block in zip(rows, blocks, strict=True):
        lane = block.lane
        look = HeadLook.of(lane, style, handle=bool(lane.id) and KINDS[lane.kind].cards)
        name, told = lane_name(lane, style.words), ""
        if KINDS[lane.kind].divides:
            look = msgspec.structs.replace(look, collapsed=True)  # as low as a collapsed row
        else:
            told = name
        key, width = row.lane or row.kind, style.head_width
        yield Node(
            f"lane:{key}", "lane", HEADS, 0, row.y, width, row.height,
            heads.lane_head(width, row.height, style.theme), row.lane,
            _spoken(name, lane, lanes.is_collapsed(lane, style), style),
        )  # fmt: skip
        label, height = heads.lane_label(
            told, width, row.height, style.theme, style.handles, look
        )
        yield Node(f"label:{key}", "label", HEADS, 0, row.y, width, height, label)


def bars(contents: Contents, grid: Grid, style: Style) -> Iterator[Node]:
    """Personas' chips and phases' bars, on a ground of their own.

    What is written on a bar is a node by itself: a window moves it along while the map scrolls.
    """
    parts = heads.strip(grid.width, grid.head_height, style.theme)
    yield Node("strip", "strip", BARS, 0, 0, grid.width, grid.head_height, parts)
    personas = contents.personas if grid.strip_height else ()
    places = chip_places([persona.name for persona in personas], grid.width, style)
    for persona, (x, chip_y) in zip(personas, places, strict=True):
        color = palette(persona.color)
        chip = pieces.persona_chip(persona.name, color, style.theme, persona.picture)
        width = pieces.chip_width(persona.name)
        yield Node(
            f"persona:{persona.id}", "persona", BARS, x, chip_y, width, 30, chip, persona.id,
            persona.name,
        )  # fmt: skip
    if grid.strip_height and not contents.personas:
        text = style.words.tr("Drag a persona here")
        yield Node(
            "hint:personas", "hint", BARS, style.head_width + INSET, 8, _PERSONA_HINT, 34,
            pieces.hint(text, _PERSONA_HINT, 34, style.theme),
        )  # fmt: skip
    y, height = grid.strip_height, grid.head_height - grid.strip_height
    placed = list(zip((phase for phase, _ in contents.phases), grid.bands, strict=True))
    looks = heads.even_looks(
        [(phase.name, band.width, HeadLook.of(phase, style)) for phase, band in placed], height
    )
    for (phase, band), look in zip(placed, looks, strict=True):
        bar = heads.phase_bar(band.width, height, palette(phase.color))
        yield Node(
            f"phase:{phase.id}", "phase", BARS, band.x, y, band.width, height, bar, phase.id,
            _spoken(phase.name, phase, band.collapsed, style),
        )  # fmt: skip
        label, width = heads.bar_label(phase.name, band.width, height, look)
        yield Node(f"label:{phase.id}", "label", BARS, band.x, y, width, height, label)
    if not grid.bands and style.hints:
        text = style.words.tr("Drag a phase here, or press Shift+N")
        place = (grid.width - style.head_width - 2 * INSET, height - 10)
        yield Node(
            "hint:phases", "hint", BARS, style.head_width + INSET, y + 4, *place,
            pieces.hint(text, *place, style.theme),
        )  # fmt: skip


def corner(contents: Contents, grid: Grid, style: Style) -> Node:
    """Where heads and bars meet."""
    names = [(style.words.tr("Phase"), grid.strip_height + 12)]
    if grid.strip_height:
        names.insert(0, (style.words.tr("Personas"), 14.0))
    parts = heads.corner(
        tuple(names), style.head_width, grid.head_height, style.theme, style.handles,
        style.handles and contents.locked,
    )  # fmt: skip
    return Node("corner", "corner", CORNER, 0, 0, style.head_width, grid.head_height, parts)


def _spoken(name: str, record: Lane | Phase, collapsed: bool, style: Style) -> str:
    """What a screen reader says of a lane or phase."""
    tr = style.words.tr
    extra = [tr("locked")] if record.locked else []
    extra += [tr("collapsed")] if collapsed else []
    return ", ".join([name, *extra])
