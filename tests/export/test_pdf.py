"""The PDF report: complete, readable by machines, drawn with the fonts it carries."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from cxdesk.export import export
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.ops import cards, journeys, stops
from cxdesk.models.records import AnyRecord, Rating, Touchpoint
from cxdesk.session import Session

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils missing")
DAY = datetime.date(2026, 11, 22)


def words(pdf: Path, page: int = 0) -> str:
    """The text of a page (from 1) or of all, spaces and line breaks as single spaces."""
    pages = ["-f", str(page), "-l", str(page)] if page else []
    run = subprocess.run(["pdftotext", *pages, pdf, "-"], capture_output=True, check=True)
    return " ".join(run.stdout.decode("utf-8").split())


def by_page(pdf: Path) -> list[str]:
    """The text of each page, as ``words`` has it."""
    run = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True)
    return [" ".join(text.split()) for text in run.stdout.decode("utf-8").split("\f")[:-1]]


def written(session: Session, tmp_path: Path, code: str = "en") -> Path:
    return export(session, tmp_path / "r.pdf", language=language(code), day=DAY).path


@needs_poppler
@pytest.mark.parametrize("code", ["de", "en"])
def test_every_font_is_embedded_as_a_subset_and_none_else_is_named(
    english: Session, tmp_path: Path, code: str
) -> None:
    listed = subprocess.run(
        ["pdffonts", written(english, tmp_path, code)], capture_output=True, check=True, text=True
    ).stdout.splitlines()[2:]
    assert {line.split()[0].split("+")[1] for line in listed} == {
        "AtkinsonHyperlegible-Regular", "AtkinsonHyperlegible-Bold",
        "AtkinsonHyperlegible-Italic",
    }  # fmt: skip
    for line in listed:
        assert re.search(r" TrueType +\S+ +yes yes yes ", line), line


@needs_poppler
def test_every_name_is_found_as_text(german: Session, tmp_path: Path) -> None:
    pdf = written(german, tmp_path, "de")
    text = words(pdf)
    store = german.store
    names = [store.project.title, store.project.client]
    names += [one.title for one in queries.journeys(store)]
    names += [phase.name for phase in queries.phases(store, queries.journeys(store)[0].id)]
    names += [touchpoint.name for touchpoint in store.all(Touchpoint)]
    assert [name for name in names if name not in text] == []


@needs_poppler
def test_pages_are_counted_and_none_is_blank(english: Session, tmp_path: Path) -> None:
    pdf = written(english, tmp_path)
    with pikepdf.open(pdf) as document:
        count = len(document.pages)
    assert count == 12  # cover, personas, map and its parts, findings, five phases, measures
    for page in range(1, count + 1):
        text = words(pdf, page)
        assert f"Page {page} of {count}" in text
        assert len(text) > 100


def test_title_author_language_and_bookmarks_are_set(german: Session, tmp_path: Path) -> None:
    with pikepdf.open(written(german, tmp_path, "de")) as document:
        assert str(document.docinfo["/Title"]) == german.store.project.title
        assert str(document.docinfo["/Author"]) == german.store.project.client
        assert str(document.Root.Lang) == "de"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        with document.open_outline() as outline:
            marks = [one.title for one in outline.root]
            phases = [one.title for one in outline.root[2].children]
    (journey,) = queries.journeys(german.store)
    assert marks == [german.store.project.title, "Personas", journey.title, "Maßnahmen"]
    names = [phase.name for phase in queries.phases(german.store, journey.id)]
    parts = ["Karte, Teil 1 von 2", "Karte, Teil 2 von 2"]
    assert phases == [*parts, "Befunde", *names]


@needs_poppler
def test_a_to_be_journey_has_a_page_against_today(english: Session, tmp_path: Path) -> None:
    (today,) = queries.journeys(english.store)
    to_be = journeys.duplicate_journey(english.store, today.id, "Better", to_be=True)
    stop = queries.journey_stops(english.store, to_be.id)[0]
    cards.delete_records(english.store, [stop.id])
    pdf = tmp_path / "report.pdf"
    export(english, pdf, journey=to_be.id, language=language("en"))
    (text,) = [page for page in by_page(pdf) if "Better against today" in page]
    name = queries.touchpoint(english.store, english.store.record(stop.origin)).name
    assert name in text, "what is left out is still seen"
    assert "better than today" in text


@needs_poppler
def test_a_to_be_phase_is_told_only_where_it_says_more_than_todays(
    english: Session, tmp_path: Path
) -> None:
    store = english.store
    (today,) = queries.journeys(store)
    names = [phase.name for phase in queries.phases(store, today.id)]
    to_be = journeys.duplicate_journey(store, today.id, "Better", to_be=True)
    assert pages_about(written(english, tmp_path), names) == [1] * len(names)
    phase = queries.phases(store, to_be.id)[1]
    stops.add_stop(store, phase.id, name="Something new")
    pdf = written(english, tmp_path)
    assert pages_about(pdf, names) == [1, 2, *[1] * (len(names) - 2)]
    every = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True, text=True)
    said = " ".join(every.stdout.split())
    others = ", ".join([names[0], *names[2:]])
    assert f"Told with today's: {others}" in said


def pages_about(pdf: Path, names: list[str]) -> list[int]:
    """How many pages begin with each of these headings."""
    every = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True, text=True)
    heads = [page.strip().split("\n")[0] for page in every.stdout.split("\f")]
    return [heads.count(name) for name in names]


@needs_poppler
def test_every_persona_that_takes_part_has_a_card(english: Session, tmp_path: Path) -> None:
    text = words(written(english, tmp_path), 2)
    for persona in queries.personas(english.store):
        for part in (persona.name, persona.goals, persona.needs, persona.frustrations):
            assert " ".join(part.split()[:3]) in text
    assert "Skips Breakfast" in text
    assert "65% of the customers" in text


@needs_poppler
def test_a_phase_page_has_the_numbers_of_its_touchpoints(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    session = opened(project(["Not asked", "Asked"]))
    text = words(written(session, tmp_path), 3)
    assert "Not asked" in text
    assert "not rated" in text
    # answers 3 and 4: mean 3.5, t interval 3.5 ± 12.706 · 0.5, cut at the ends of the scale
    assert "3.5 " in text
    assert "1.0 to 5.0" in text
    assert "n = 2" in text
    assert "Survey, n = 2" in text


@needs_poppler
def test_phases_in_which_nobody_has_rated_share_a_page(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    phases = ["Before", "During", "After"]
    records = project(["Search", "Ride", "Invoice"], phases=phases)
    session = opened([one for one in records if not one.id.startswith("r1")])
    pdf = written(session, tmp_path)
    told = words(pdf, 3)
    rated, shared = told[: told.index("Not rated yet")], told[told.index("Not rated yet") :]
    assert "n = 2" in told
    assert [phase for phase in phases if phase in rated] == ["After"]
    assert [phase for phase in phases if phase in shared] == ["Before", "During"]


@needs_poppler
def test_touchpoints_that_nobody_has_rated_take_little_room_and_lose_no_word(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    session = opened(project(["Platform", "Ride"], phases=["Before", "After"]))
    before = queries.phases(session.store, "j")[0].id
    names = [f"Window {number}" for number in range(24)]
    for name in names:
        stops.add_stop(session.store, before, name=name)
    one = next(each for each in session.store.all(Touchpoint) if each.name == "Window 7")
    text = "Where the night train's tickets are."
    stops.describe_touchpoint(session.store, one.id, description=text)
    pages = by_page(written(session, tmp_path))
    (shared,) = [page for page in pages if "Not rated yet" in page and "Window 0" in page]
    for name in names:
        assert name in shared
    assert text in shared
    assert "not rated" not in shared.replace("Not rated yet", "")


@needs_poppler
def test_short_phases_share_a_page_and_each_is_in_the_table_of_contents(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    phases = ["Before", "After"]
    session = opened(project(["Search", "Ride"], phases=phases))
    pdf = written(session, tmp_path)
    told = words(pdf, 3)
    assert "Phase 1 of 2" in told
    assert "Phase 2 of 2" in told
    with pikepdf.open(pdf) as document, document.open_outline() as outline:
        assert len(document.pages) == 3
        assert [one.title for one in outline.root[1].children][-2:] == phases


@needs_poppler
def test_a_phase_with_a_very_long_name_still_says_that_it_goes_on(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    names = [f"Touchpoint {number}" for number in range(30)]
    name = "A phase whose name goes on and on " * 6
    pdf = written(opened(project(names, phases=[name.strip()])), tmp_path)
    pages = by_page(pdf)
    *_, whole = (number for number, text in enumerate(pages) if name.strip() in text)
    assert "… (continued)" in pages[whole + 1]
    (second,) = [text for text in pages if "Map, part 2" in text]
    assert "on (continued)" in second


@needs_poppler
def test_sixty_touchpoints_and_long_texts_are_all_there(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    names = [f"Kontaktpunkt {number} " + "mit langem Namen " * (number % 5) for number in range(60)]
    notes = [f"Anfang{number} " + "Wort " * 1500 + f"Ende{number}" for number in range(2)]
    session = opened(project(names, phases=[f"Phase {n}" for n in range(6)], notes=notes))
    pdf = written(session, tmp_path, "de")
    text = words(pdf)
    assert [name for name in names if " ".join(name.split()) not in text] == []
    for mark in ("Anfang0", "Ende0", "Anfang1", "Ende1"):
        assert mark in text
    with pikepdf.open(pdf) as document:
        count = len(document.pages)
    assert all(len(words(pdf, page)) > 100 for page in range(1, count + 1))


@needs_poppler
def test_nothing_reaches_beyond_a_page(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    session = opened(project(["W" * 400, "Name " * 200], notes=["Text " * 900]))
    boxes = subprocess.run(
        ["pdftotext", "-bbox", written(session, tmp_path), "-"], capture_output=True, check=True
    ).stdout.decode()
    for page in boxes.split("<page ")[1:]:
        width, height = map(float, re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        for left, right in re.findall(r'xMin="(-?[\d.]+)".*xMax="([\d.]+)"', page):
            assert 0 <= float(left) <= float(right) <= width
        for top, bottom in re.findall(r'yMin="(-?[\d.]+)".*yMax="([\d.]+)"', page):
            assert 0 <= float(top) <= float(bottom) <= height


def test_characters_no_font_has_are_counted_once_a_text(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    plain = opened(project(["Plain", "Other"]))
    assert export(plain, tmp_path / "a.pdf", language=language("en")).placeholders == 0
    private = opened(project(["Odd \ue000 and \ue001", "Other"]))
    for ending in ("pdf", "svg"):
        out = tmp_path / f"a.{ending}"
        assert export(private, out, language=language("en")).placeholders == 2


@needs_poppler
def test_greek_and_characters_beyond_the_bmp_are_copied_out_as_they_went_in(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    # U+1D00 and U+10780 are in Noto Sans, the second beyond the BMP
    session = opened(project(["Αθήνα ≥ 5 \U00010780", "Other"]))
    assert "Αθήνα ≥ 5 \U00010780" in words(written(session, tmp_path), 3)


@needs_poppler
def test_the_gap_is_of_one_scale_and_the_teams_judgement_stands_apart(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    def rating(name: str, value: float, **fields: str) -> Rating:
        return Rating(id=name, touchpoint="t0", value=value, **fields)  # type: ignore[arg-type]

    session = opened(
        [
            *project(["One"]),  # customers: 3 and 4 stars
            rating("a", 5, scale="stars", perspective="expectation", source="survey"),
            rating("b", 9, scale="ten", perspective="target", source="workshop_vote"),
            rating("c", -2, scale="smileys", source="team_estimate"),
        ]
    )
    text = words(written(session, tmp_path), 3)
    assert "Gap" in text
    assert "−1.5" in text
    assert "Target 1 to 10, n = 1" in text
    assert "9.0" in text
    assert text.index("3.5") < text.index("−2.0")
    assert "Team estimate, n = 1" in text
