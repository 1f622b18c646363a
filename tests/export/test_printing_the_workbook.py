"""A workbook on paper: legible, divided between phases, every sheet with its heads."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cxdesk.analysis.curve import emotion_curve
from cxdesk.analysis.selection import Selection
from cxdesk.export import export
from cxdesk.export.cells import MEAN, Writer
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.records import AnyRecord
from cxdesk.session import Session

Opener = Callable[[list[AnyRecord]], Session]
Project = Callable[..., list[AnyRecord]]
ENGLISH = language("en")


def _map(session: Session, folder: Path, code: str = "en") -> Worksheet:
    export(session, folder / "book.xlsx", language=language(code))
    return openpyxl.load_workbook(folder / "book.xlsx").worksheets[1]


def _breaks(sheet: Worksheet) -> list[int]:
    """The last column of each printed sheet but the last."""
    return [one.id for one in sheet.col_breaks.brk]


def test_a_map_is_printed_on_a3_with_its_phases_and_lanes_on_every_sheet(
    english: Session, tmp_path: Path
) -> None:
    sheet = _map(english, tmp_path)
    assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A3)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_cols == "$A:$A"
    assert sheet.print_title_rows == "$3:$4"


def test_a_map_is_divided_between_phases(english: Session, tmp_path: Path) -> None:
    sheet = _map(english, tmp_path)  # five phases of three touchpoints, from column 2 on
    assert _breaks(sheet) == [10]
    assert sheet.cell(3, 11).value == "On board"
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage  # it would pass over the break


def test_a_phase_too_wide_for_a_sheet_is_divided_itself(
    opened: Opener, project: Project, tmp_path: Path
) -> None:
    sheet = _map(opened(project([f"T{n}" for n in range(20)])), tmp_path)
    assert _breaks(sheet) == [10, 19]


def test_a_journey_without_phases_is_printed_on_one_sheet(
    opened: Opener, project: Project, tmp_path: Path
) -> None:
    sheet = _map(opened(project([], phases=())), tmp_path)
    assert _breaks(sheet) == []


def test_a_small_map_is_not_blown_up(opened: Opener, project: Project, tmp_path: Path) -> None:
    sheet = _map(opened(project(["One", "Two"])), tmp_path)
    assert sheet.page_setup.scale == 100
    assert _breaks(sheet) == []


def test_every_sheet_says_which_it_is_and_of_how_many_pages(
    german: Session, tmp_path: Path
) -> None:
    export(german, tmp_path / "book.xlsx", language=language("de"))
    for sheet in openpyxl.load_workbook(tmp_path / "book.xlsx").worksheets:
        assert sheet.oddFooter.left.text == sheet.title
        assert sheet.oddFooter.right.text == "Seite &P von &N"


def test_a_project_without_single_ratings_has_no_empty_sheet_for_them(
    opened: Opener, project: Project, tmp_path: Path
) -> None:
    export(opened(project(["One"], rated=False)), tmp_path / "book.xlsx", language=language("en"))
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert "Single ratings" not in book.sheetnames


def test_a_long_curve_has_its_heads_on_every_page_and_its_chart_on_one(
    opened: Opener, project: Project, tmp_path: Path
) -> None:
    export(opened(project([f"T{n}" for n in range(40)])), tmp_path / "b.xlsx", language=ENGLISH)
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[2]
    (chart,) = sheet._charts
    assert sheet.print_title_rows == "$1:$1"
    assert [one.id for one in sheet.row_breaks.brk] == [chart.anchor._from.row]
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_long_name_of_a_journey_makes_its_row_higher(
    opened: Opener, project: Project, tmp_path: Path
) -> None:
    title = "Rehabilitationsmaßnahmenbeantragung einer gesetzlich Versicherten " * 2
    export(opened(project(["One"], journey=title)), tmp_path / "b.xlsx", language=ENGLISH)
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]
    (row,) = (cell.row for cell in sheet["A"] if str(cell.value).startswith("Rehabilitation"))
    assert sheet.row_dimensions[row].height > 50


def test_a_measures_due_date_is_one(german: Session, tmp_path: Path) -> None:
    export(german, tmp_path / "b.xlsx", language=language("de"))
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["Maßnahmen"]
    due = [cell.value for cell in sheet["C"][1:]]
    assert due[0] == datetime.datetime(2026, 12, 18)
    assert due == sorted(due)
    assert [cell.value for cell in sheet[1]][4:6] == ["Aufwand, 1 bis 5", "Wirkung, 1 bis 5"]


@pytest.mark.parametrize(
    ("value", "form", "shown_by"),
    [(-0.004, MEAN, "0.00;0.00;0.00"), (-0.006, MEAN, MEAN), (-0.4, "#,##0", "#,##0;#,##0;#,##0"),
     (-0.004, "0%", "0%;0%;0%"), (-0.04, "+0.0;\u22120.0;0.0", "0.0;0.0;0.0"),
     (0.04, "+0.0;\u22120.0;0.0", "0.0;0.0;0.0"), (0.004, MEAN, "0.00;0.00;0.00"),
     (None, MEAN, MEAN), (-0.25, "0.##", "0.##"), (-0.25, "General", "General")],
)  # fmt: skip
def test_a_number_that_shows_as_nought_has_no_sign_and_stays_what_it_is(
    value: float | None, form: str, shown_by: str
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    cell = Writer(book, ENGLISH).number(sheet, 1, 1, value, form)
    assert (cell.value, cell.number_format) == (value, shown_by)


def test_the_workbook_holds_what_the_program_computes(german: Session, tmp_path: Path) -> None:
    """Every emotion on the map's sheet is the curve's, to the last digit, and none is rounded."""
    export(german, tmp_path / "b.xlsx", language=language("de"))
    (journey, *_) = queries.journeys(german.store)
    points = emotion_curve(german.store, journey.id, Selection(), german.answers)
    rated = [2 * one.valence for one in points if one.valence is not None]
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    (row,) = (
        row for sheet in book for row in sheet.iter_rows(min_row=5, max_row=5)
        if row[0].value == "Empfindung, −2 bis +2" and sheet["B1"].value == journey.title
    )  # fmt: skip
    held = [one.value for one in row[1:] if one.value is not None]
    assert held == pytest.approx(rated, abs=1e-15)
    assert any(round(value, 1) != value for value in rated)


def test_no_word_of_a_map_is_torn_by_its_column(
    opened: Opener, project: Project, tmp_path: Path
) -> None:
    names = ["App", "Vertragsverlängerungsangebot", "Kundenportal"]
    sheet = _map(opened(project(names)), tmp_path)
    widths = [sheet.column_dimensions[letter].width for letter in "BCD"]
    assert widths[0] == widths[2] == 26
    assert 28 * 12 / 11 < widths[1] < 44  # a letter of 12 points is as wide as its share of 11
    assert sheet.cell(4, 3).value == names[1]  # whole, to be found


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Map Night train (to-be)", "Map Night train (to-be)"),
        ("Curve Night-train holiday (to-be)", "Curve Night-train… (to-be)"),
        ("Karte Kundenbindungsprogramm 2026", "Karte Kundenbindungsprogr… 2026"),
        ("Kurve Urlaub im Nachtzug, Jahresplanung", "Kurve Urlaub im Nachtzug…"),
    ],
)
def test_a_sheets_long_name_is_cut_at_a_word_and_keeps_a_short_last_one(
    title: str, name: str
) -> None:
    assert Writer(openpyxl.Workbook(), ENGLISH).sheet(title).title == name
