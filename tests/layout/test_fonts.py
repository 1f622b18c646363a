"""The fonts that screen and paper share."""

from __future__ import annotations

import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont

from cxdesk.layout import fonts


@pytest.mark.parametrize(
    ("face", "name", "bold", "italic"),
    [
        ("regular", "AtkinsonHyperlegible-Regular", False, False),
        ("bold", "AtkinsonHyperlegible-Bold", True, False),
        ("italic", "AtkinsonHyperlegible-Italic", False, True),
        ("bold_italic", "AtkinsonHyperlegible-BoldItalic", True, True),
    ],
)
def test_each_face_has_its_own_file(face: fonts.Face, name: str, bold: bool, italic: bool) -> None:
    font = fonts.main_font(face)
    assert (font.name, font.bold, font.italic) == (name, bold, italic)
    assert fonts.font(name) is font
    assert font.path.is_file()
    assert (font.ascent, font.descent) == (0.95, 0.29)


def test_widths_are_those_in_the_file() -> None:
    font = fonts.main_font("regular")
    tables = TTFont(font.path)
    for char in "aMÄß€…":
        width = tables["hmtx"][tables.getBestCmap()[ord(char)]][0]
        assert font.advance(char) == width / tables["head"].unitsPerEm


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        fonts.font("Comic-Sans")


def test_every_font_in_use_can_be_embedded() -> None:
    used = {fonts.glyph(char, "regular").font for char in "aΩж日א😀→≥"}
    assert all(font.embeddable for font in used)


def test_measuring_loads_neither_qt_nor_numbers() -> None:
    code = (
        "import sys; from cxdesk.layout.text import wrap; wrap('Ärger', 100, 13); "
        "heavy = {'PySide6', 'numpy', 'polars', 'sqlalchemy', 'reportlab', 'qtawesome'}; "
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
