"""Icons as glyph paths from QtAwesome's own font files, so that documents have them, too."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path as FilePath
from struct import unpack_from
from typing import TYPE_CHECKING, Any

import numpy as np

from cxdesk.layout.fonts import opened
from cxdesk.layout.primitives import Command, Paint, Path
from cxdesk.models.records import Channel

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

ICONS = {
    "phase": "label-outline",
    "touchpoint": "plus-circle-outline",
    "card": "note-outline",
    "lane": "menu",
    "persona": "account-outline",
    "star": "star-outline",
    "star_full": "star",
    "map": "map-outline",
    "curve": "chart-bell-curve-cumulative",
    "sub_journey": "sitemap-outline",
    "unplanned": "lightning-bolt-outline",
    "objective": "flag-outline",
    "department": "account-group-outline",
    "website": "web",
    "app": "cellphone",
    "email": "email-outline",
    "social": "share-variant-outline",
    "chat": "chat-outline",
    "phone": "phone-outline",
    "shop": "storefront-outline",
    "mail": "mailbox-outline",
    "person": "account-outline",
    "product": "package-variant-closed",
    "digital": "monitor",
    "physical": "map-marker-outline",
}
"""Our names for the icons, and theirs in the font (Material Design Icons 6)."""


def channel_icon(channel: Channel) -> str:
    """The icon of a channel: its own, or one for digital or physical."""
    return channel.builtin if channel.builtin in ICONS else _kind(channel.digital)


@lru_cache(maxsize=2048)
def icon(name: str, x: float, y: float, size: float, color: str) -> Path:
    """An icon in the square at (x, y), by our name for it or by the one in the font.

    Raises:
        KeyError: if there is no icon of this name.
    """
    scale = size / _EM
    commands = tuple(
        (
            letter,
            tuple(
                round(y + (_ASCENT - value) * scale if place % 2 else x + value * scale, 3)
                for place, value in enumerate(values)
            ),
        )
        for letter, values in _outline(ICONS.get(name, name))
    )
    return Path(commands, Paint(fill=color))


_EM, _ASCENT = 512.0, 448.0


def _kind(digital: bool) -> str:
    return "digital" if digital else "physical"


@cache
def _outline(glyph_name: str) -> tuple[Command, ...]:
    from fontTools.pens.basePen import BasePen

    class Recorder(BasePen):
        """Writes an outline down as commands; quadratic curves become cubic."""

        def __init__(self, glyphs: Any) -> None:
            super().__init__(glyphs)
            self.commands: list[Command] = []

        def _moveTo(self, point: Any) -> None:
            self.commands.append(("M", tuple(point)))

        def _lineTo(self, point: Any) -> None:
            self.commands.append(("L", tuple(point)))

        def _curveToOne(self, one: Any, two: Any, end: Any) -> None:
            self.commands.append(("C", (*one, *two, *end)))

        def _closePath(self) -> None:
            self.commands.append(("Z", ()))

    recorder = Recorder(None)
    _glyph(_charmap()[glyph_name]).draw(recorder, None)
    return tuple(recorder.commands)


def _glyph(char: int) -> Any:
    """The outline of one character.

    Looked up in the font's tables as they lie there: fontTools would first read all of the 7,000
    glyphs and their names, which takes longer than opening a project.
    """
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    outlines, places, groups = _tables()
    first, _, number = groups[np.searchsorted(groups[:, 1], char)]
    glyph = int(number) + char - int(first)
    return Glyph(outlines[places[glyph] : places[glyph + 1]])


@cache
def _tables() -> tuple[bytes, np.ndarray, np.ndarray]:
    """Outlines of the font, where each begins, and (first, last, glyph) of runs of characters."""
    tables = _font().reader
    assert tables["head"][51] == 1, "places are 32 bits wide in this font"
    characters = tables["cmap"]
    places = (unpack_from(">I", characters, 8 + 8 * n)[0] for n in range(characters[3]))
    runs = next(at for at in places if unpack_from(">H", characters, at)[0] == 12)
    (count,) = unpack_from(">I", characters, runs + 12)
    groups = np.frombuffer(characters, ">u4", 3 * count, runs + 16).reshape(-1, 3)
    return tables["glyf"], np.frombuffer(tables["loca"], ">u4"), groups


@cache
def _charmap() -> dict[str, int]:
    (file,) = _folder().glob("materialdesignicons6-webfont-charmap-*.json")
    return {name: int(code, 16) for name, code in json.loads(file.read_text()).items()}


@cache
def _font() -> TTFont:
    (file,) = _folder().glob("materialdesignicons6-webfont-[0-9]*.ttf")
    return opened(file)


@cache
def _folder() -> FilePath:
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("the package qtawesome, which brings the icons, is missing")
    return FilePath(spec.submodule_search_locations[0]) / "fonts"
