"""How a map is to be drawn: colours, language, widths, and what is shown of it."""

from __future__ import annotations

import msgspec

from cxdesk.language import Language, language
from cxdesk.layout.tokens import COLUMN_WIDTH, LANE_HEAD_WIDTH, LIGHT, PHASES, Theme
from cxdesk.models.ids import Id


class Style(msgspec.Struct, frozen=True, cache_hash=True):
    """What a layout needs to know besides the journey.

    ``language`` is "de" or "en". ``curve`` draws the emotion curve as a lane of the map (documents
    do; the window has a panel for it). ``hints`` tells in empty places what can be put there.
    ``accent`` replaces the theme's accent (the client's colour). ``aside`` are lanes to leave out
    beside those that are hidden for everyone; ``collapsed`` are phases and lanes that show as one
    narrow column or thin row. ``handles`` draws what is clicked to collapse, and what is locked.
    """

    theme: Theme = LIGHT
    language: str = "en"
    accent: str = ""
    curve: bool = False
    personas: bool = True
    hints: bool = False
    column_width: float = float(COLUMN_WIDTH)
    head_width: float = float(LANE_HEAD_WIDTH)
    curve_height: float = 440.0
    aside: frozenset[Id] = frozenset()
    collapsed: frozenset[Id] = frozenset()
    handles: bool = False

    @property
    def words(self) -> Language:
        """The language's texts and numbers."""
        return language(self.language)

    @property
    def line(self) -> str:
        """The colour of the curve."""
        return self.accent or self.theme.accent


def palette(number: int) -> str:
    """The colour of a phase or persona, by its number."""
    return PHASES[number % len(PHASES)]
