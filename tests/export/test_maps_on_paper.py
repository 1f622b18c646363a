"""Maps in a report can be printed: on sheets of A4 or A3, readable, with nothing lost between."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdesk.export import export
from cxdesk.language import language
from cxdesk.layout.flow import Page
from cxdesk.layout.parts import divided
from cxdesk.layout.primitives import Node, Text
from cxdesk.layout.report_map_pages import Paper, map_pages
from cxdesk.models import queries
from cxdesk.models.records import AnyRecord, Journey, Phase, Place, Project, Stop, Touchpoint
from cxdesk.models.store import Store
from cxdesk.session import Session

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils missing")
DAY = datetime.date(2026, 11, 22)
A4, A3 = (842.25, 595.5), (1190.25, 842.25)
Maker = Callable[..., list[AnyRecord]]
Opener = Callable[..., Session]


def maps(session: Session, paper: Paper = "a4", code: str = "en") -> list[Page]:
    (journey, *_) = queries.journeys(session.store)
    return map_pages(session.store, session.answers, journey, "", language(code), paper)


def parts(session: Session, paper: Paper = "a4") -> list[list[Node]]:
    """What stands on each part, the whole map left out."""
    pages = maps(session, paper)[1:]
    return [[node for inset in page.insets for node in inset.nodes] for page in pages]


def texts(nodes: list[Node], role: str = "") -> list[str]:
    return [
        part.source
        for node in nodes
        if role in ("", node.role)
        for part in node.parts
        if isinstance(part, Text)
    ]


def box(page: Page, node: Node) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a node of a map's part on its page, in px."""
    inset = page.insets[-1]
    left, top = inset.x + node.x * inset.scale, inset.y + node.y * inset.scale
    return left, top, left + node.width * inset.scale, top + node.height * inset.scale


@pytest.mark.parametrize(("paper", "size"), [("a4", A4), ("a3", A3)])
def test_every_page_is_a_sheet_that_a_printer_has(
    opened: Opener, project: Maker, tmp_path: Path, paper: str, size: tuple[float, float]
) -> None:
    session = opened(project([f"T{number}" for number in range(150)], rated=False))
    out = tmp_path / "r.pdf"
    export(session, out, language=language("en"), day=DAY, paper=paper)
    with pikepdf.open(out) as document:
        sizes = [tuple(map(float, page.mediabox[2:])) for page in document.pages]
    assert set(sizes) == {A4, size}
    assert sizes[1] == size  # the whole map


def test_a_map_stands_whole_on_one_page_and_then_in_parts(english: Session) -> None:
    whole, *others = maps(english)
    (journey,) = queries.journeys(english.store)
    stops = {
        stop.id
        for phase in queries.phases(english.store, journey.id)
        for stop in queries.stops(english.store, phase.id)
    }
    assert {node.record for node in whole.insets[0].nodes if node.role == "stop"} == stops
    assert whole.insets[0].scale == pytest.approx(1011 / 2392)
    assert [page.title for page in others] == ["Map, part 1 of 2", "Map, part 2 of 2"]
    shown = [{n.record for n in part if n.role == "stop"} for part in parts(english)]
    assert [len(part) for part in shown] == [9, 6]
    assert shown[0] | shown[1] == stops


def test_a_map_that_can_be_read_whole_has_no_parts(opened: Opener, project: Maker) -> None:
    assert len(maps(opened(project(["One", "Two", "Three"])))) == 1


def test_lanes_and_phases_head_every_part_and_the_curve_is_below_each(english: Session) -> None:
    (journey,) = queries.journeys(english.store)
    lanes = {lane.id for lane in queries.lanes(english.store, journey.id)}
    for part in parts(english):
        assert {node.record for node in part if node.role == "lane"} == lanes
        assert [node.role for node in part].count("corner") == 1
        on_curve = {node.record for node in part if node.role == "curve-marker"}
        assert on_curve == {node.record for node in part if node.role == "stop"}
    first, second = parts(english)
    assert texts(first, "label")[-3:] == ["Inspiration", "Booking", "Departure"]
    assert texts(second, "label")[-2:] == ["On board", "Afterwards"]


def test_parts_are_readable_and_lie_within_the_margins(english: Session) -> None:
    for paper, right, bottom in (("a4", 1067.0, 722.0), ("a3", 1531.0, 1051.0)):
        for page in maps(english, paper)[1:]:
            assert page.insets[0].scale >= 0.6
            for node in page.insets[-1].nodes:
                if node.role in ("stop", "card", "phase", "lane"):
                    left, _, ends, below = box(page, node)
                    assert left >= 56 - 1e-6
                    assert ends <= right + 1e-6
                    assert below <= bottom + 1e-6


def test_the_curve_runs_on_where_the_next_part_takes_it_up(english: Session) -> None:
    """The same spline, moved by whole columns; a point is marked on its own part alone."""
    first, second = (page.insets for page in maps(english)[1:])
    (line,) = [n for n in first[0].nodes if n.key == "curve:line:0"]
    (again,) = [n for n in second[0].nodes if n.key == "curve:line:0"]
    ends = [numbers[-2] for _, numbers in line.parts[-1].commands]  # type: ignore[union-attr]
    same = [numbers[-2] for _, numbers in again.parts[-1].commands]  # type: ignore[union-attr]
    assert [a - b for a, b in zip(ends, same, strict=True)] == pytest.approx([9 * 152.0] * 15)
    assert first[0].clip is not None
    assert first[0].clip[::2] == (112, 9 * 152)  # the columns, beside the lanes' heads


def test_a_phase_longer_than_a_page_goes_on_and_says_so(opened: Opener, project: Maker) -> None:
    session = opened(project([f"T{number}" for number in range(25)]))
    bars = [texts(part, "label")[-1] for part in parts(session)]
    assert bars == ["Phase", *["Phase (continued)"] * (len(bars) - 1)]
    counts = [sum(node.role == "stop" for node in part) for part in parts(session)]
    assert sum(counts) == 25
    assert max(counts) - min(counts) <= 1


def test_a_stack_higher_than_a_page_goes_on_below_its_touchpoint(
    opened: Opener, project: Maker
) -> None:
    session = opened(project(["One", "Two"], notes=[f"{n} Word " * 12 for n in range(40)]))
    pages = maps(session)[1:]
    found = parts(session)
    assert len(found) > 2
    cards = [node for part in found for node in part if node.role == "card"]
    assert sorted({node.record for node in cards}) == sorted(node.record for node in cards)
    assert len(cards) == 80
    for page, part in zip(pages, found, strict=True):
        assert {n.record for n in part if n.role == "stop"} == {"s0", "s1"}
        assert all(box(page, node)[3] <= 722 for node in part if node.role == "card")
    assert sum(node.role == "curve-line" for part in found for node in part) == 1
    below = [node.name.split()[0] for node in cards if node.record.startswith("c")]
    assert below == sorted(below, key=int)


def test_a_card_higher_than_a_page_is_made_smaller_rather_than_cut(
    opened: Opener, project: Maker
) -> None:
    session = opened(project(["One", "Two"], notes=["Text " * 900]))
    for page, part in zip(maps(session)[1:], parts(session), strict=True):
        below = {node.key: box(page, node)[3] for node in part}
        assert {key: y for key, y in below.items() if y > 722.01} == {}


@needs_poppler
def test_nothing_of_a_part_is_printed_beyond_its_page(english: Session, tmp_path: Path) -> None:
    out = export(english, tmp_path / "r.pdf", language=language("en"), day=DAY).path
    told = subprocess.run(["pdftotext", "-f", "4", "-l", "4", out, "-"], capture_output=True)
    text = " ".join(told.stdout.decode().split())
    assert "Map, part 1 of 2" in text
    assert "Boarding" in text
    assert "Compartment" not in text  # neither its card nor the curve's label


@given(
    sizes=st.lists(st.integers(0, 12), min_size=1, max_size=8),
    most=st.integers(1, 15),
)
def test_parts_hold_every_column_once_and_end_between_phases(sizes: list[int], most: int) -> None:
    records: list[AnyRecord] = [
        Project(id="p", title="P"),
        Journey(id="j", title="J", place=Place("p", "V")),
        Touchpoint(id="t", name="T"),
    ]
    for number, size in enumerate(sizes):
        records.append(Phase(id=f"p{number}", name="P", place=Place("j", f"{number:03d}V")))
        records += (
            Stop(id=f"s{number}-{n}", touchpoint="t", place=Place(f"p{number}", f"{n:03d}V"))
            for n in range(size)
        )
    store = Store()
    for record in records:
        store.put(record.id, record)
    found = divided(store, "j", most)
    assert [one.first for one in found[1:]] == [one.end for one in found[:-1]]
    assert found[0].first == 0
    assert found[-1].end == sum(max(size, 1) for size in sizes)
    assert all(1 <= one.end - one.first <= most for one in found)
    if max(sizes) <= most:
        starts = [one.slots[one.first] for one in found]
        assert all(each.startswith("p") or each.endswith("-0") for each in starts)


def test_lanes_nobody_has_written_into_are_left_out_of_a_document(
    opened: Opener, project: Maker
) -> None:
    def lanes(records: list[AnyRecord]) -> list[str]:
        (page,) = maps(opened(records))
        return [node.record for node in page.insets[0].nodes if node.role == "lane"]

    every = ["lane-touchpoints", "lane-doing", "lane-pain_points", "lane-curve"]
    assert lanes(project(["One", "Two"], notes=["Waits"])) == every
    assert lanes(project(["One", "Two"])) == ["lane-touchpoints", "lane-curve"]
    # an empty map is printed to be filled in by hand
    assert lanes(project(["One", "Two"], rated=False)) == every


def test_the_curve_takes_the_height_that_its_page_has_left(
    english: Session, opened: Opener, project: Maker
) -> None:
    def curves(session: Session) -> list[float]:
        nodes = (node for page in maps(session) for node in page.insets[0].nodes)
        return [node.height for node in nodes if node.role == "curve-grid"]

    below = [max(box(page, n)[3] for n in page.insets[-1].nodes) for page in maps(english)]
    assert below == pytest.approx([722] * 3, abs=45)
    assert 440 < curves(english)[0] < 900
    _, *parts = curves(opened(project([f"T{number}" for number in range(20)])))
    assert set(parts) == {560.0}  # as high as it may be, and alike on every part
    assert curves(opened(project(["One", "Two"]))) == [440.0]
    (lower,) = curves(opened(project(["One", "Two"], notes=["Waits " * 12])))
    assert 340 <= lower < 440  # rather than the whole map made smaller
