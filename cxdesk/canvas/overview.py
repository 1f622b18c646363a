"""How large a map is drawn across and down: alike, but from afar its rows take the free height.

A wide map seen whole has columns of a few px, and nobody reads its cards; drawn alike both ways,
its rows would be as thin and most of the window empty. Below the zoom at which texts are drawn the
rows are therefore higher than the columns are wide, most where the whole map is in sight.
"""

from __future__ import annotations

from math import log
from typing import NamedTuple

from cxdesk.layout.places import Places

FAR = 0.8
"""Below this zoom letters of the map would be lower than 10 px: it is drawn as seen from afar."""
_READ = 0.45
"""From this zoom on a map higher than the window keeps its rows: cards show some of their text."""
HEADS_LEAST = 0.875
"""Heads and bars are not drawn smaller than at this zoom: phases are read from the back row, and
the filter's buttons stand above the bars."""
HEADS_MOST = 1.25
"""Nor larger than at this zoom: who comes near wants to see what stands beside them."""
SMALLEST, LARGEST = 0.05, 4.0
_ZOOMS = (
    SMALLEST, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.75,
    1.0, 1.25, 1.5, 2.0, 2.5, 3.0, LARGEST,
)  # fmt: skip
"""What the keys zoom to: round numbers, each about a fifth to a third more than the one before."""
JUST_FAR = FAR * 0.999
"""The largest zoom at which the map is seen from afar."""
_STEEPEST = 2.0
"""Zooming in by a factor makes rows lower by this factor at most, never by more."""
_STEP = 1.02


class Scale(NamedTuple):
    """Px of the screen for one px of the map."""

    across: float
    down: float


class Extent(NamedTuple):
    """A width and a height in px, those of a map's heads included."""

    width: float
    height: float


def heads_scale(zoom: float) -> float:
    """Px of the screen for one px of the heads, where the map is drawn at this zoom."""
    return min(max(zoom, HEADS_LEAST), HEADS_MOST)


def next_zoom(zoom: float, *, up: bool) -> float:
    """The next larger or smaller of the zooms that keys stop at; what looks alike is passed."""
    if up:
        return next((one for one in _ZOOMS if one > zoom * _STEP), LARGEST)
    return next((one for one in reversed(_ZOOMS) if one < zoom / _STEP), SMALLEST)


class Overview(NamedTuple):
    """A map, its heads, and the window's part that it is seen in, each in its own px."""

    map: Extent
    heads: Extent
    free: Extent

    @classmethod
    def of(cls, layout: Places, free: Extent) -> Overview:
        """A map as it is laid out, in a window of which so much is free."""
        heads = Extent(layout.head_width, layout.head_height)
        return cls(Extent(layout.width, layout.height), heads, free)

    @property
    def rows(self) -> float:
        """Px of the window that are left for rows where heads are as small as they get."""
        return max(self.free.height - self.heads.height * HEADS_LEAST, 1.0)

    @property
    def from_afar(self) -> Scale:
        """How the map is drawn where all columns are in sight, and its rows share the height."""
        low = self._replace(map=Extent(self.map.width, self.heads.height + 1.0))
        return low.scale(min(low.whole.across, JUST_FAR))

    @property
    def whole(self) -> Scale:
        """The largest scale at which the map is in sight, each way by itself, up to 100 %."""
        return self._fitting(self.map, 1.0)

    def keeps_rows(self, zoom: float) -> bool:
        """Whether the rows stay as high as they are laid out to be read: because letters are
        readable, or because columns are out of sight already and the rows fill the window."""
        if zoom >= FAR or zoom < max(_READ, self.from_afar.across * _STEP):
            return zoom >= FAR
        return (self.map.height - self.heads.height) * zoom >= self.rows

    def scale(self, zoom: float) -> Scale:
        """What is drawn at this zoom: rows are at least as high as columns are wide."""
        across = min(max(zoom, SMALLEST), LARGEST)
        seen, rows = max(min(self.whole), SMALLEST), min(self.whole.down, HEADS_LEAST)
        if across >= FAR or seen >= FAR or rows <= seen:
            return Scale(across, across)
        share = min(log(rows / seen) / log(FAR / seen), _STEEPEST)
        return Scale(across, across * (FAR / max(across, seen)) ** share)

    def fitting(self, area: Extent, largest: float) -> Scale:
        """The largest scale at which an area of the map is in sight beside the heads."""
        zoom = max(min(self._fitting(area, largest)), SMALLEST)
        least = min(*self.whole, zoom)
        while zoom > least and self._reach(area, self.scale(zoom)).height > self.free.height:
            zoom = max(zoom / _STEP, least)
        return self.scale(zoom)

    def _fitting(self, area: Extent, largest: float) -> Scale:
        return Scale(
            min(_fit(area.width, self.free.width, self.heads.width), largest),
            min(_fit(area.height, self.free.height, self.heads.height), largest),
        )

    def _reach(self, area: Extent, scale: Scale) -> Extent:
        """How much of the screen an area takes, its heads drawn as large as they are."""
        return Extent(
            *(
                length * by + min(length, head) * max(HEADS_LEAST - by, 0.0)
                for length, head, by in zip(area, self.heads, scale, strict=True)
            )
        )


def _fit(length: float, free: float, head: float) -> float:
    """The scale at which so many px of the map fit, ``head`` of them of a head or bar."""
    scale = free / max(length, 1.0)
    if scale >= HEADS_LEAST or length <= head:
        return scale
    return (free - head * HEADS_LEAST) / (length - head)
