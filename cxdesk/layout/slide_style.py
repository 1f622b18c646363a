"""The measures and colours of pages for a projector.

A page is 1920 x 1080 px; nothing on it is smaller than 28 px, and every text has 7:1.
"""

from __future__ import annotations

from cxdesk.layout.tokens import Theme, blend

WIDTH, HEIGHT = 1920.0, 1080.0
SMALLEST = 28
TITLE, CARD_TITLE, NUMBER, NOTE = 58, 46, 54, 30
LEFT, RIGHT = 76.0, 1848.0
FOOT = 980.0
"""Where the strip begins that is free for a notice: what a page shows ends above it."""


def loud(color: str, theme: Theme) -> str:
    """A colour of the theme as it is for the back row: 7:1 on the panel's ground."""
    return blend(theme.text, color, 0.4)
