"""The two forms of a map: laid out to be read, and to be seen from afar in a window."""

from __future__ import annotations

from cxdesk.canvas.far_names import height_of_texts, heights_for_names
from cxdesk.canvas.overview import Extent, Overview
from cxdesk.layout.afar import EDGE, Room, from_afar
from cxdesk.layout.places import MapLayout
from cxdesk.layout.tokens import Theme

_EDGES = 3 * EDGE
"""What a row is higher than its cards at most, in px of the map."""


class Forms:
    """A layout, and what is made of it for a window; the last one made is kept."""

    def __init__(self, near: MapLayout, theme: Theme) -> None:
        self.near = near
        self._theme = theme
        self._far: tuple[Overview, MapLayout] | None = None

    def overview(self, free: Extent) -> Overview:
        """The map as it is laid out to be read, in a window of which so much is free."""
        return Overview.of(self.near, free)

    def seen(self, window: Overview | None) -> MapLayout:
        """The map to be read, or to be seen from afar in a window."""
        if window is None:
            return self.near
        if self._far is None or self._far[0] != window:
            self._far = window, from_afar(self.near, self._room(window), self._theme)
        return self._far[1]

    def _room(self, window: Overview) -> Room:
        across, down = window.from_afar
        stops = [node for node in self.near.nodes if node.role == "stop"]
        width = max((node.width for node in stops), default=0.0) * across
        shown = [node.far for node in stops if node.far is not None]
        names = [(size, high + _EDGES * down) for size, high in heights_for_names(shown, width)]
        return Room(window.rows, names, down, height_of_texts(width))
