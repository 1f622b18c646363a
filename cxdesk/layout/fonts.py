"""The font files that screen and paper share, and how wide their characters are.

Atkinson Hyperlegible comes first, Noto Sans (its default instance) stands behind it, the
system's TrueType fonts come last, character by character. Only fonts with TrueType outlines
count, because a PDF can embed no others.
"""

from __future__ import annotations

import logging
import os
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from struct import unpack_from
from typing import TYPE_CHECKING, NamedTuple

from cxdesk.layout.primitives import Face

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

PLACEHOLDER = "\N{REPLACEMENT CHARACTER}"
"""What is drawn, visibly, for a character that no font has."""

_ATKINSON: dict[Face, str] = {
    "regular": "AtkinsonHyperlegible-Regular.ttf",
    "bold": "AtkinsonHyperlegible-Bold.ttf",
    "italic": "AtkinsonHyperlegible-Italic.ttf",
    "bold_italic": "AtkinsonHyperlegible-BoldItalic.ttf",
}
_NOTO: dict[Face, str] = {
    "regular": "NotoSans[wdth,wght].ttf",
    "bold": "NotoSans[wdth,wght].ttf",
    "italic": "NotoSans-Italic[wdth,wght].ttf",
    "bold_italic": "NotoSans-Italic[wdth,wght].ttf",
}
_SYSTEM = (
    "dejavusans", "segoeui", "seguisym", "seguiemj", "applesymbols", "arialunicode",
    "arial unicode", "notosanssymbols2-regular", "notosanssymbols-regular", "symbola",
    "notoemoji", "freesans", "liberationsans-regular", "arial", "notosansarabic",
    "notosanshebrew", "notosansdevanagari", "notosansthai", "nirmala", "leelawui", "ebrima",
    "droidsansfallbackfull", "droidsansfallback", "wqy-microhei", "wqy-zenhei", "msyh", "msgothic",
    "yugothr", "malgun", "simsun", "arphic", "uming", "unifont",
)  # fmt: skip
"""Stems of well-known fonts with wide coverage, in the order in which they are asked."""


_NO_SIGNS = ("Cc", "Cs", "Co", "Cn")
"""Controls, surrogates, private and unassigned code points, whatever a font draws for them."""


class Font:
    """One font file: its name, its lines' height and its characters' widths, in ems."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def _tables(self) -> TTFont:
        return opened(self.path)

    @cached_property
    def embeddable(self) -> bool:
        """Whether the file can be read and has TrueType outlines."""
        from fontTools.ttLib import TTLibError

        try:
            return "glyf" in self._tables and bool(self._glyphs)
        except (TTLibError, OSError, ValueError, AssertionError):
            return False

    @cached_property
    def name(self) -> str:
        """The PostScript name, which tells the font's file apart from all others in use."""
        return _postscript_name(self._tables.reader["name"]) or self.path.stem

    @cached_property
    def bold(self) -> bool:
        """Whether the file is a bold cut."""
        return bool(self._tables["OS/2"].fsSelection & 0x20)

    @cached_property
    def italic(self) -> bool:
        """Whether the file is an italic cut."""
        return bool(self._tables["OS/2"].fsSelection & 0x01)

    @cached_property
    def ascent(self) -> float:
        """How far letters reach above the baseline, in ems."""
        return float(self._tables["hhea"].ascent) / self._units

    @cached_property
    def descent(self) -> float:
        """How far letters reach below the baseline, in ems, as a positive number."""
        return -float(self._tables["hhea"].descent) / self._units

    @cached_property
    def _units(self) -> float:
        return float(self._tables["head"].unitsPerEm)

    @cached_property
    def _glyphs(self) -> dict[int, str]:
        return self._tables.getBestCmap() or {}

    @cached_property
    def _widths(self) -> dict[str, tuple[int, int]]:
        return self._tables["hmtx"].metrics  # type: ignore[no-any-return]

    def advance(self, char: str) -> float | None:
        """The width of a character, in ems; None where the font does not have it."""
        glyph = self._glyphs.get(ord(char))
        return None if glyph is None else self._widths[glyph][0] / self._units


def _postscript_name(table: bytes) -> str:
    """Name 6 of a font's table of names, of which fontTools' own reader takes 40 ms to import."""
    count, start = unpack_from(">2H", table, 2)
    for number in range(count):
        platform, _, _, kind, length, offset = unpack_from(">6H", table, 6 + 12 * number)
        if kind == 6:
            text = table[start + offset :][:length]
            return text.decode("mac-roman" if platform == 1 else "utf-16-be", "replace")
    return ""


def opened(path: Path) -> TTFont:
    """A font file, read as far as is asked for."""
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it remarks on dates and padding
    # From memory: fontTools would keep the file open as long as the font is in use.
    return TTFont(BytesIO(path.read_bytes()), lazy=True, fontNumber=0, recalcBBoxes=False)


class Glyph(NamedTuple):
    """Which character is drawn, in which font, and how wide it is, in ems."""

    char: str
    font: Font
    advance: float
    missing: bool = False


@cache
def glyph(char: str, face: Face) -> Glyph:
    """How a character is drawn in a face; ``missing`` where the placeholder stands for it."""
    if unicodedata.category(char) not in _NO_SIGNS:
        for candidate in _candidates(char, face):
            advance = candidate.advance(char)
            if advance is not None:
                return Glyph(char, candidate, advance)
    if char == PLACEHOLDER:
        raise LookupError("the packages' fonts hold no replacement character")
    return glyph(PLACEHOLDER, face)._replace(missing=True)


def main_font(face: Face) -> Font:
    """The first choice for a face."""
    return _package_fonts(face)[0]


@cache
def font(name: str) -> Font:
    """The font that a ``Run`` names.

    Raises:
        KeyError: if no font in use has this name.
    """
    for known in _known():
        if known.name == name:
            return known
    raise KeyError(name)


def package_fonts() -> list[Font]:
    """Every font that the program brings with it."""
    return list(dict.fromkeys(each for face in _ATKINSON for each in _package_fonts(face)))


def _candidates(char: str, face: Face) -> Iterator[Font]:
    first, second = _package_fonts(face)
    if not "\u0370" <= char <= "\u03ff":  # Atkinson has three letters of Greek: not half a word
        yield first
    yield second
    yield from _system_fonts()


def _known() -> Iterator[Font]:
    yield from package_fonts()
    yield from _system_fonts()


@cache
def _at(path: Path) -> Font:
    return Font(path)


@cache
def _package_fonts(face: Face) -> tuple[Font, ...]:
    return (
        _at(_folder("fontpkg_atkinson_hyperlegible") / _ATKINSON[face]),
        _at(_folder("fontpkg_noto_sans") / _NOTO[face]),
    )


@cache
def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"the fonts' package {package} is not installed")
    return Path(spec.submodule_search_locations[0]) / "files"


@cache
def _system_fonts() -> tuple[Font, ...]:
    """The system's fonts of wide coverage, opened only when a character asks for them."""
    rank = {stem: number for number, stem in enumerate(_SYSTEM)}
    found: dict[int, Path] = {}
    for folder in _system_folders():
        for root, _, files in os.walk(folder):
            for file in files:
                stem, _, ending = file.lower().rpartition(".")
                if stem in rank and ending in ("ttf", "ttc", "otf"):
                    found.setdefault(rank[stem], Path(root) / file)
    return tuple(
        each for each in map(_at, (found[key] for key in sorted(found))) if each.embeddable
    )


def _system_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        return [
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            home / "AppData/Local/Microsoft/Windows/Fonts",
        ]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [
        home / ".fonts",
        home / ".local/share/fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    ]
