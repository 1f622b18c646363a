"""Workbooks become tables, or are refused before they do harm."""

from __future__ import annotations

import datetime
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from cxdesk.ingest.reading import read_table
from cxdesk.ingest.table import Reading
from cxdesk.problems import Problem

HANG = 10.0
"""Seconds; a guard against hanging, not a measure of speed."""


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Antworten"
    sheet.append(["ID", "Datum", "Note", "Kommentar"])
    sheet.append([1, datetime.date(2026, 5, 1), 4.5, "Grüße\nan alle"])
    sheet.append([2, None, 3, "=2+3"])
    sheet.cell(5000, 40).value = " "
    other = book.create_sheet("Codes")
    other.append(["a", "b"])
    other.append([1, 2])
    path = tmp_path / "survey.xlsx"
    book.save(path)
    return path


def test_a_sheet_reads_like_a_text_file(survey: Path) -> None:
    table = read_table(survey)
    assert table.names == ("ID", "Datum", "Note", "Kommentar")
    assert table.sheets == ("Antworten", "Codes")
    first = table.frame.row(0)
    assert (first[0], first[2], first[3]) == ("1", "4.5", "Grüße\nan alle")
    assert first[1].startswith("2026-05-01")
    assert table.rows.tolist() == [2, 3]


@pytest.mark.parametrize("sheet", ["Codes", " codes", 2])
def test_a_sheet_is_chosen_by_name_or_number(survey: Path, sheet: str | int) -> None:
    assert read_table(survey, Reading(sheet=sheet)).frame.rows() == [("1", "2")]


def test_an_unknown_sheet_is_refused_with_the_names_of_those_there(survey: Path) -> None:
    with pytest.raises(Problem, match="no sheet “X”; there are “Antworten”, “Codes”"):
        read_table(survey, Reading(sheet="X"))


def workbook_with_cells(path: Path, *references: str) -> Path:
    cells = "".join(
        f'<row r="{"".join(filter(str.isdigit, ref))}"><c r="{ref}"><v>1</v></c></row>'
        for ref in references
    )
    package = "http://schemas.openxmlformats.org"
    relations = f"{package}/package/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}">'
        f'<Relationship Id="r" Type="{package}/officeDocument/2006/relationships/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{package}/spreadsheetml/2006/main" '
        f'xmlns:r="{package}/officeDocument/2006/relationships"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}">'
        f'<Relationship Id="r" Type="{package}/officeDocument/2006/relationships/worksheet"'
        ' Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{package}/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


CORNERS = """
import resource, sys
from cxdesk.ingest.reading import read_table
from cxdesk.problems import Problem
try:
    read_table(sys.argv[1])
except Problem as problem:
    print(problem.message)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Read in a program of its own: what other tests' processes took must not count."""


def test_two_cells_in_opposite_corners_take_neither_memory_nor_time(tmp_path: Path) -> None:
    path = workbook_with_cells(tmp_path / "corner.xlsx", "A1", "XFD1048576")
    asked = [sys.executable, "-c", CORNERS, str(path)]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=HANG)
    message, kilobytes = done.stdout.splitlines()
    assert "needs more memory than a workbook should" in message
    assert int(kilobytes) < 1 << 20


def test_an_archive_that_unpacks_to_far_more_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (50 << 20))
    with pytest.raises(Problem, match="would unpack to 50 MB"):
        read_table(path)


def test_a_damaged_workbook_is_refused(survey: Path) -> None:
    whole = survey.read_bytes()
    for size in (4, 100, len(whole) // 2, len(whole) - 10):
        survey.write_bytes(whole[:size])
        with pytest.raises(Problem, match=r"survey\.xlsx"):
            read_table(survey)


def test_a_text_file_that_calls_itself_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "survey.xls"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(Problem, match=r"survey\.xls cannot be read as a workbook"):
        read_table(path)


def test_a_password_is_told_apart_from_damage(shared_data: Path) -> None:
    with pytest.raises(Problem, match="is protected by a password"):
        read_table(shared_data / "hostile_excel" / "pass_protected.xlsx")


def test_sheets_of_other_programs_read_right(shared_data: Path) -> None:
    ods = read_table(shared_data / "hostile_frictionless" / "table-with-two-sheets.ods")
    assert ods.frame.rows() == [("1", "english"), ("2", "中国人")]
    monkey = next((shared_data / "surveymonkey").glob("*.xlsx"))
    table = read_table(monkey)
    assert (table.frame.height, table.frame.width, table.used.header_rows) == (198, 100, 2)
