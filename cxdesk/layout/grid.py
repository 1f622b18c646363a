"""A map's columns and the phases above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cxdesk.layout import heads
from cxdesk.layout.contents import Contents
from cxdesk.layout.pieces import INSET, chip_width
from cxdesk.layout.places import Band, Column
from cxdesk.layout.style import Style
from cxdesk.models.ids import Id

COLLAPSED_WIDTH = 124.0
"""Px of the one column that stands for a collapsed phase."""
_EMPTY_COLUMNS = 5
_CHIPS_FROM, _CHIP, _CHIP_GAP, _STRIP_FOOT = 10.0, 30.0, 8.0, 6.0
"""Where the personas' chips begin, how high they are, how far apart, what is free below, in px."""


class Grid(msgspec.Struct, frozen=True):
    """Columns, the phases above them and the size of what is always visible."""

    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    width: float
    head_height: float
    strip_height: float


def grid_of(contents: Contents, style: Style, slots: Mapping[Id, int] | None = None) -> Grid:
    """A column for each stop; one for a phase that has none, or that is collapsed.

    ``slots`` puts them into given columns instead, ascending, so that two maps stand in line: by
    the ids of stops, and of phases that have none. A phase then spans all that comes before the
    next one begins.
    """
    columns: list[Column] = []
    bands: list[Band] = []
    x = style.head_width
    for phase, stops in contents.phases:
        first, collapsed = x, phase.id in style.collapsed
        width = COLLAPSED_WIDTH if collapsed else style.column_width
        ids = tuple(stop.id for stop in stops)
        for stop in ("",) if collapsed else ids or ("",):
            if slots is not None:
                x = style.head_width + slots[stop or phase.id] * style.column_width
            columns.append(Column(phase.id, stop, x, width, collapsed))
            x += width
        bands.append(Band(phase.id, first, x - first, ids, collapsed))
    if slots is not None:
        x = style.head_width + (max(slots.values(), default=-1) + 1) * style.column_width
        bands = _spread(bands, columns, style.head_width, x)
    width = x if bands else x + _EMPTY_COLUMNS * style.column_width
    names = [persona.name for persona in contents.personas] if style.personas else []
    if names and not style.handles:
        widest = max(chip_width(name) for name in names)
        width = max(width, style.head_width + widest + 2 * INSET)
    # Where hints stand, the window's tools do, too: over this strip, not over the phases' bars.
    strip = 0.0
    if names or (style.personas and style.hints):
        chips = chip_places(names, width, style)
        strip = max((y for _, y in chips), default=_CHIPS_FROM) + _CHIP + _STRIP_FOOT
    texts = (
        heads.bar_text(phase.name, band.width, heads.HeadLook.of(phase, style)).height
        for (phase, _), band in zip(contents.phases, bands, strict=True)
    )
    return Grid(
        columns=tuple(columns),
        bands=tuple(bands),
        width=width,
        head_height=strip + max(max(texts, default=0.0) + 24, 44.0),
        strip_height=strip,
    )


def chip_places(names: Sequence[str], width: float, style: Style) -> list[tuple[float, float]]:
    """Where the personas' chips stand, in px: side by side, in a document in as many rows as the
    map's width asks for. In a window they stand in one row, which scrolls as the map does."""
    left = x = style.head_width + INSET
    y, places = _CHIPS_FROM, []
    for name in names:
        room = chip_width(name)
        if not style.handles and x > left and x + room > width - INSET:
            x, y = left, y + _CHIP + _CHIP_GAP
        places.append((x, y))
        x += room + _CHIP_GAP
    return places


def _spread(
    bands: Sequence[Band], columns: Sequence[Column], left: float, right: float
) -> list[Band]:
    """The phases from one's first column to the next one's, over the columns left free."""
    first: dict[Id, float] = {}
    for column in columns:
        first.setdefault(column.phase, column.x)
    starts = [left, *(first[band.phase] for band in bands[1:]), right]
    return [
        msgspec.structs.replace(band, x=start, width=end - start)
        for band, start, end in zip(bands, starts, starts[1:], strict=False)
    ]
