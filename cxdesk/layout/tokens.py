"""The look in one place: colours for light, dark and paper, type sizes, spacing."""

from __future__ import annotations

import msgspec

from cxdesk.models.lane_kinds import KINDS


class Feeling(msgspec.Struct, frozen=True):
    """How one face looks: its fill and the ink on it."""

    fill: str
    ink: str


class Theme(msgspec.Struct, frozen=True, cache_hash=True):
    """The colours of one ground; contrast against ``panel`` is checked by a test."""

    name: str
    window: str
    canvas: str
    panel: str
    card: str
    hairline: str
    track: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    accent_soft: str
    warning: str
    saved: str
    star: str
    note_opacity: float
    gap_opacity: float
    shadow_opacity: float
    lift: float = 0.0
    """How much lines in a phase's, lane's or persona's colour are mixed with the text's."""
    rimmed: tuple[int, ...] = ()
    """The faces whose fill is too near to this ground to show their shape: they have an edge."""


LIGHT = Theme(
    name="light",
    window="#F4F6F9",
    canvas="#EEF1F6",
    panel="#FFFFFF",
    card="#FFFFFF",
    hairline="#DCE2EA",
    track="#E6EAF1",
    text="#16202E",
    quiet="#56657A",
    accent="#3B4CCA",
    on_accent="#FFFFFF",
    accent_soft="#E8EBFB",
    warning="#B4440A",
    saved="#1F8A4C",
    star="#B7791F",
    note_opacity=0.11,
    gap_opacity=0.13,
    shadow_opacity=0.08,
)
DARK = Theme(
    name="dark",
    window="#12171F",
    canvas="#141A23",
    panel="#1A212C",
    card="#222B38",
    hairline="#2C3644",
    track="#2C3644",
    text="#EAF0F7",
    quiet="#9FB0C4",
    accent="#8FA0FF",
    on_accent="#12171F",
    accent_soft="#2A335C",
    warning="#FF9A66",
    saved="#4CC38A",
    star="#E0A63A",
    note_opacity=0.15,
    gap_opacity=0.16,
    shadow_opacity=0.0,
    lift=0.12,
    rimmed=(-2, 2),
)
PAPER = msgspec.structs.replace(LIGHT, name="paper", canvas="#FFFFFF", window="#FFFFFF")

FEELINGS: dict[int, Feeling] = {
    -2: Feeling("#B4440A", "#FFFFFF"),
    -1: Feeling("#F2A65A", "#2A1500"),
    0: Feeling("#C9D2DE", "#1B2430"),
    1: Feeling("#7CC4EE", "#06263A"),
    2: Feeling("#0B5FA5", "#FFFFFF"),
}
_RIM = 0.3
"""How much white the edge of a face has that a dark ground would swallow."""
PHASES = ("#4F5FCB", "#1F747F", "#7C55AB", "#A2562E", "#3E7A41", "#A34070")
ON_PHASE = "#FFFFFF"
LANES = {kind: look.color for kind, look in KINDS.items()}

BODY, CARD_TITLE, SMALL, TINY, PANEL_TITLE, BIG_NUMBER, SECTION = 14, 15, 13, 12, 22, 30, 12
GRID, RADIUS, CARD_RADIUS = 8, 8, 10
COLUMN_WIDTH, LANE_HEAD_WIDTH, LEFT_PANEL, RIGHT_PANEL = 152, 112, 248, 344
CURVE_WIDTH = 3.5


def blend(color: str, ground: str, opacity: float) -> str:
    """The opaque colour that ``color`` at this opacity gives on ``ground``."""
    mixed = (
        round(int(color[at : at + 2], 16) * opacity + int(ground[at : at + 2], 16) * (1 - opacity))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in mixed)


def rim(number: int, theme: Theme) -> str:
    """The edge of a face on this theme's grounds, 3:1 at least; "" where its fill has that."""
    return blend("#FFFFFF", FEELINGS[number].fill, _RIM) if number in theme.rimmed else ""


def outline(theme: Theme) -> str:
    """The edge of a box that can be ticked: 3:1 at least, also where the row is chosen."""
    return blend(theme.quiet, theme.panel, 0.8)


def lifted(color: str, theme: Theme) -> str:
    """A phase's, lane's or persona's colour as a line: 3:1 at least against the ground."""
    return blend(theme.text, color, theme.lift) if theme.lift else color
