"""A picture on a card and a persona's portrait are in every document that shows the map."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from cxdesk.export import export
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.ops import pictures
from cxdesk.session import Session

GREEN = "#00FF00"


@pytest.fixture
def pictured(english: Session) -> Session:
    """The sample with a green picture under its first touchpoint and of its first persona."""
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(GREEN))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    digest = english.keep_blob(bytes(buffer.data().data()), "image/png")
    journey = queries.journeys(english.store)[0].id
    stop = queries.journey_stops(english.store, journey)[0]
    pictures.add_picture(english.store, stop.id, digest, "A green wall")
    pictures.portray(english.store, queries.personas(english.store)[0].id, digest)
    return english


def test_the_pdf_holds_the_picture_once_and_draws_it_where_it_belongs(
    pictured: Session, tmp_path: Path
) -> None:
    out = tmp_path / "report.pdf"
    export(pictured, out, language=language("en"))
    with pikepdf.open(out) as document:
        images = [
            (int(one.Width), int(one.Height))
            for one in document.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
        drawn = [page.Contents.read_bytes().count(b" Do") for page in document.pages[:3]]
    assert images == [(300, 200)]
    assert drawn == [0, 1, 2], "the portrait on the persona's card, both on the map"


def test_the_svg_carries_the_picture(pictured: Session, tmp_path: Path) -> None:
    out = tmp_path / "map.svg"
    export(pictured, out, language=language("en"))
    text = out.read_text(encoding="utf-8")
    found = re.findall(r'href="data:image/png;base64,([^"]+)"', text)
    assert len(found) == 2
    assert QImage.fromData(b64decode(found[0])).width() == 300
    assert 'aria-label="A green wall"' in text


def test_the_png_shows_the_picture(pictured: Session, tmp_path: Path) -> None:
    out = tmp_path / "map.png"
    export(pictured, out, language=language("en"), scale=1.0)
    image = QImage(str(out))
    green = sum(
        image.pixelColor(x, y) == QColor(GREEN)
        for x in range(0, image.width(), 4)
        for y in range(0, image.height(), 4)
    )
    assert green * 16 == pytest.approx(123 * 82 + 3.14 * 9.5**2, rel=0.1)


@pytest.mark.parametrize("broken", ["missing", "cut off"])
def test_a_picture_that_cannot_be_read_does_not_stop_a_document(
    english: Session, tmp_path: Path, broken: str
) -> None:
    journey = queries.journeys(english.store)[0].id
    stop = queries.journey_stops(english.store, journey)[0]
    digest = "0" * 64
    if broken == "cut off":
        whole = QImage(300, 200, QImage.Format.Format_RGB32)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        whole.save(buffer, "PNG")  # type: ignore[call-overload]
        digest = english.keep_blob(bytes(buffer.data().data())[:90], "image/png")
    pictures.add_picture(english.store, stop.id, digest)
    for ending in ("pdf", "svg", "png"):
        export(english, tmp_path / f"out.{ending}", language=language("en"))
