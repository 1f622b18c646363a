"""A journey's map as an SVG drawing that carries its fonts."""

from __future__ import annotations

import datetime
from base64 import b64encode
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from cxdesk.export import Job, Written
from cxdesk.export.pictures import Pictures, pictures_of
from cxdesk.export.plain import undrawn, xml_sieve
from cxdesk.export.svg_paint import SvgPainter
from cxdesk.layout import fonts
from cxdesk.layout.primitives import Sheet
from cxdesk.layout.titled import titled_map

_ITALIC, _BOLD = 0x01, 0x20
"""Bits of the field fsSelection of a font's OS/2 table."""


def write(job: Job, target: Path) -> Written:
    """Write the map of the journey, 1 px of the layout to 1 px of the drawing.

    Option ``day``: the date in its title, today unless told otherwise.
    """
    day = job.options.get("day") or datetime.date.today()
    store, answers = job.session.store, job.session.answers
    sheet = titled_map(store, answers, job.journey, day, job.language)
    text = drawing(sheet, job.journey.title, job.language.code, pictures_of(job.session))
    target.write_text(text, encoding="utf-8", newline="\n")
    return Written(undrawn(sheet.nodes))


def drawing(sheet: Sheet, title: str, language_code: str, blob: Pictures) -> str:
    """A sheet as a whole SVG document, 1 px of the layout to 1 px of the drawing."""
    clean = xml_sieve()
    painter = SvgPainter(clean, blob)
    body = painter.markup(sheet.nodes)
    width, height = round(sheet.width), round(sheet.height)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" xml:lang="{language_code}">\n'
        f"<title>{escape(clean(title))}</title>\n"
        f"<style>{''.join(_faces(painter.used))}</style>\n"
        f'<rect width="{width}" height="{height}" fill="{sheet.ground or "#FFFFFF"}"/>\n'
        f"{body}\n</svg>\n"
    )


def _faces(used: dict[str, set[str]]) -> Iterable[str]:
    yield "text{font-kerning:none;white-space:pre}"
    for number, (font, characters) in enumerate(used.items()):
        small = _subset(font, characters)
        cut = f"font-weight:{700 if small.bold else 400}"
        cut += ";font-style:italic" if small.italic else ""
        data = b64encode(small.woff).decode("ascii")
        yield (
            f"@font-face{{font-family:cxdesk-{number};{cut};"
            f"src:url(data:font/woff;base64,{data})}}"
            # programs that read no embedded fonts take an installed one
            f".f{number}{{font-family:cxdesk-{number},'{small.family}',sans-serif;{cut}}}"
        )


class _Subset(NamedTuple):
    woff: bytes
    family: str
    bold: bool
    italic: bool


def _subset(font: str, characters: Iterable[str]) -> _Subset:
    """The font with these characters only, as WOFF, and what it is called."""
    from fontTools import subset

    options = subset.Options(flavor="woff", layout_features=[], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(characters)))
    small = BytesIO()
    with subset.load_font(fonts.font(font).path, options) as whole:
        names, style = whole["name"], whole["OS/2"].fsSelection
        family = str(names.getDebugName(16) or names.getDebugName(1) or "")
        subsetter.subset(whole)
        subset.save_font(whole, small, options)
    plain = "".join(char for char in family if char.isalnum() or char in " -")
    return _Subset(small.getvalue(), plain, bool(style & _BOLD), bool(style & _ITALIC))
