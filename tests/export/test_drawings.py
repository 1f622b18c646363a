"""SVG and PNG: the same primitives, self-contained and unharmed by what is typed."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage

from cxdesk.export import export
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.records import AnyRecord, Touchpoint
from cxdesk.session import Session

EN = language("en")
SVG = "{http://www.w3.org/2000/svg}"


def texts(file: Path) -> list[str]:
    root = ElementTree.parse(file).getroot()
    return [
        "".join(span.text or "" for span in one.iter(f"{SVG}tspan"))
        for one in root.iter(f"{SVG}text")
    ]


def test_an_svg_holds_every_name_as_text(english: Session, tmp_path: Path) -> None:
    export(english, tmp_path / "m.svg", language=EN)
    whole = " ".join(" ".join(texts(tmp_path / "m.svg")).split())
    for touchpoint in english.store.all(Touchpoint):
        assert all(word in whole for word in touchpoint.name.replace("-", " ").split())


def test_a_drawing_says_what_it_shows_of_whom_and_when(english: Session, tmp_path: Path) -> None:
    day = datetime.date(2026, 11, 22)
    export(english, tmp_path / "m.svg", language=EN, day=day)
    whole = texts(tmp_path / "m.svg")
    project = english.store.project
    (journey,) = queries.journeys(english.store)
    assert whole[0] == journey.title
    told = " ".join(whole[:3])
    assert f"{project.title} · {project.client} · Nov 22, 2026" in told
    assert "Source: Survey, Focus group, Interview, Workshop vote, Team estimate" in told


def test_an_svg_has_a_ground_so_that_dark_viewers_show_it_as_it_is(
    english: Session, tmp_path: Path
) -> None:
    export(english, tmp_path / "m.svg", language=EN)
    root = ElementTree.parse(tmp_path / "m.svg").getroot()
    ground = root.find(f"{SVG}rect")
    assert ground is not None
    assert (ground.get("width"), ground.get("fill")) == (root.get("width"), "#FFFFFF")


def test_an_svg_brings_its_fonts_and_asks_for_nothing_else(
    english: Session, tmp_path: Path
) -> None:
    export(english, tmp_path / "m.svg", language=EN)
    content = (tmp_path / "m.svg").read_text(encoding="utf-8")
    assert content.count("@font-face") == content.count("url(data:font/woff;base64,") == 2
    assert "http" not in content.replace("http://www.w3.org/2000/svg", "")


def test_markup_and_control_characters_in_names_stay_text(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    nasty = '<script>"&amp;\x00\x1b</script>'
    session = opened(project([nasty], title=nasty, journey=nasty))
    done = export(session, tmp_path / "m.svg", language=EN)
    root = ElementTree.parse(tmp_path / "m.svg").getroot()
    assert root.find(f".//{SVG}script") is None
    assert done.placeholders > 0


def test_a_picture_is_the_map_at_twice_its_size_on_white(english: Session, tmp_path: Path) -> None:
    export(english, tmp_path / "m.svg", language=EN)
    export(english, tmp_path / "m.png", language=EN)
    root = ElementTree.parse(tmp_path / "m.svg").getroot()
    image = QImage(str(tmp_path / "m.png"))
    assert image.width() == pytest.approx(2 * int(root.get("width", "0")), abs=1)
    assert image.height() == pytest.approx(2 * int(root.get("height", "0")), abs=1)
    assert image.pixelColor(image.width() // 2, image.height() - 3) == QColor("#FFFFFF")
    below = range(0, image.height() // 2, 10)
    across = range(0, image.width(), 10)
    colors = {image.pixelColor(x, y).name() for y in below for x in across}
    assert "#4f5fcb" in colors  # the first phase's bar


def test_pictures_made_on_several_threads_are_alike(english: Session, tmp_path: Path) -> None:
    made = []
    for number in range(3):
        out = tmp_path / f"{number}.png"
        thread = Thread(target=lambda out=out: export(english, out, language=EN))
        thread.start()
        thread.join()
        made.append(out.read_bytes())
    assert made[0] == made[1] == made[2]


def test_a_huge_map_becomes_a_smaller_picture_not_a_failure(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    session = opened(project([f"T{number}" for number in range(400)], rated=False))
    export(session, tmp_path / "m.png", language=EN)
    image = QImage(str(tmp_path / "m.png"))
    assert 0 < max(image.width(), image.height()) <= 30_000


def test_a_picture_needs_no_display_and_other_formats_no_qt(tmp_path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from threading import Thread
from cxdesk.export import export
from cxdesk.language import language
from cxdesk.sample import sample
from cxdesk.session import Session
folder = Path({str(tmp_path)!r})
session = Session.create(folder / "p.cxdesk", sample("en"), journal_folder=folder)
for ending in ("pdf", "xlsx", "svg", "csv", "mmd"):
    export(session, folder / f"m.{{ending}}", language=language("en"))
assert not any(name.startswith("PySide6") for name in sys.modules)
export(session, folder / "m.png", language=language("en"))
session.close()
"""
    root = Path(__file__).parents[2]
    environment = {"PYTHONPATH": str(root), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True)
    assert run.returncode == 0, run.stderr.decode()
    assert (tmp_path / "m.png").stat().st_size > 10_000
