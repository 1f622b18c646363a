"""The workbook: opens without repair, texts stay texts, the chart is Excel's own."""

from __future__ import annotations

import datetime
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from msgspec.structs import replace
from openpyxl.worksheet.worksheet import Worksheet

from cxdesk.analysis.curve import emotion_curve
from cxdesk.analysis.scores import scores
from cxdesk.analysis.selection import Selection
from cxdesk.export import export
from cxdesk.language import language
from cxdesk.models import queries
from cxdesk.models.ops import journeys, ratings, stops
from cxdesk.models.records import AnyRecord, Figure, Question, Rating, Stop, Survey, Touchpoint
from cxdesk.session import Session

EN = language("en")


def book(session: Session, tmp_path: Path, code: str = "en") -> openpyxl.Workbook:
    out = tmp_path / "w.xlsx"
    export(session, out, language=language(code))
    return openpyxl.load_workbook(out)


def part(tmp_path: Path, name: str) -> str:
    with zipfile.ZipFile(tmp_path / "w.xlsx") as archive:
        return archive.read(name).decode("utf-8")


def column(sheet: Worksheet, head: str) -> list[object]:
    names = [cell.value for cell in sheet[1]]
    return [row[names.index(head)].value for row in sheet.iter_rows(min_row=2)]


def test_the_sheets_are_summary_map_curve_and_tables(english: Session, tmp_path: Path) -> None:
    made = book(english, tmp_path)
    (journey,) = queries.journeys(english.store)
    assert made.sheetnames == [
        "Summary", f"Map {journey.title}", f"Curve {journey.title}",
        "Findings", "Scores", "Single ratings", "Reported figures", "Measures",
    ]  # fmt: skip


def rows_of(sheet: Worksheet) -> dict[object, list[object]]:
    """The rows of a map's sheet by what stands at their left."""
    return {row[0].value: [cell.value for cell in row[1:]] for row in sheet.iter_rows()}


def test_the_map_tells_department_and_marks(english: Session, tmp_path: Path) -> None:
    (journey,) = queries.journeys(english.store)
    first = queries.journey_stops(english.store, journey.id)[0]
    inner = stops.make_sub_journey(english.store, first.id, "Scrolling")
    stops.mark_moment_of_truth(english.store, first.id, True)
    sheet = book(english, tmp_path)[f"Map {journey.title}"]
    rows = rows_of(sheet)
    assert rows["Department"][0] == "Marketing"
    expected = f"Moment of truth\nUnplanned experience\nOpens {inner.title}"
    assert rows["Marks"][0] == expected


def test_the_map_of_a_to_be_journey_tells_its_gap(english: Session, tmp_path: Path) -> None:
    (today,) = queries.journeys(english.store)
    to_be = journeys.duplicate_journey(english.store, today.id, "Better", to_be=True)
    rows = rows_of(book(english, tmp_path)["Map Better"])
    target = emotion_curve(english.store, to_be.id, Selection(perspective="target"))
    now = emotion_curve(english.store, today.id, Selection())
    for number in (0, 3, 14):
        wanted, before = target[number].valence, now[number].valence
        assert wanted is not None and before is not None
        found = [rows[head][number] for head in (
            "Target, −2 to +2", "Experience today, −2 to +2", "Target minus today"
        )]  # fmt: skip
        assert found == pytest.approx([2 * wanted, 2 * before, 2 * (wanted - before)], abs=0.051)
    assert "Target minus today" not in rows_of(book(english, tmp_path)[f"Map {today.title}"])
    curve = book(english, tmp_path)["Curve Better"]
    for head, points in (("Target", target), ("Experience today", now)):
        assert column(curve, head) == pytest.approx([2 * (one.valence or 0) for one in points])


def test_scores_are_numbers_and_equal_those_of_the_analysis(
    english: Session, tmp_path: Path
) -> None:
    sheet = book(english, tmp_path)["Scores"]
    (journey,) = queries.journeys(english.store)
    expected = scores(english.store, journey.id, Selection(), english.answers)
    assert column(sheet, "Mean") == [pytest.approx(score.mean) for score in expected]
    assert column(sheet, "n") == [score.n for score in expected]
    assert column(sheet, "Touchpoint") == [score.name for score in expected]
    assert {cell.number_format for cell in sheet["G"][1:]} == {"0.00;\N{MINUS SIGN}0.00;0.00"}
    assert sheet.freeze_panes == "A2"


def test_ratings_are_an_excel_table_without_a_filter_of_the_sheet(
    english: Session, tmp_path: Path
) -> None:
    made = book(english, tmp_path)
    sheet = made["Single ratings"]
    count = sum(len(queries.ratings(english.store, t.id)) for t in queries.library(english.store))
    assert sheet.tables["Ratings"].ref == f"A1:J{count + 1}"
    assert all(isinstance(cell.value, datetime.datetime) for cell in sheet["I"][1:])
    for each in made.worksheets:
        assert each.auto_filter.ref is None
        for table in each.tables.values():
            heads = [one.name for one in table.tableColumns]
            assert heads == [cell.value for cell in each[1]]
            assert len({head.casefold() for head in heads}) == len(heads)
            assert all(heads)


@pytest.mark.parametrize("code", ["de", "en"])
def test_the_chart_is_not_bent_and_its_axes_are_there(
    english: Session, tmp_path: Path, code: str
) -> None:
    book(english, tmp_path, code)
    chart = part(tmp_path, "xl/charts/chart1.xml")
    space = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
    root = ElementTree.fromstring(chart)
    assert [one.get("val") for one in root.findall(".//c:ser/c:smooth", space)] == ["0", "0"]
    for axis in ("catAx", "valAx"):
        assert root.find(f".//c:{axis}/c:delete", space).get("val") == "0"
    assert root.find(".//c:catAx/c:tickLblPos", space).get("val") == "low"
    assert root.find(".//c:valAx/c:scaling/c:min", space).get("val") == "-2"
    assert root.find(".//c:valAx/c:scaling/c:max", space).get("val") == "2"
    assert root.find(".//c:dispBlanksAs", space).get("val") == "gap"


def test_the_charts_legend_names_no_expectation_where_there_is_none(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    book(opened(project(["Not asked", "Asked"])), tmp_path)
    assert part(tmp_path, "xl/charts/chart1.xml").count("<ser>") == 1


def test_the_curve_has_every_stop_and_gaps_are_empty_cells(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    session = opened(project(["Not asked", "Asked"]))
    sheet = book(session, tmp_path)["Curve Journey"]
    feelings = [point.valence for point in emotion_curve(session.store, "j", Selection())]
    assert feelings == [None, pytest.approx(0.25)]
    heads = [cell.value for cell in sheet[1]]
    assert heads == [
        "Phase", "Touchpoint", "Experience", "Expectation", "95% from", "95% to", "n", "Mean",
        "Scale",
    ]  # fmt: skip
    rows = [[cell.value for cell in row][:3] for row in sheet.iter_rows(min_row=2, max_row=3)]
    assert rows == [["Phase", "Not asked", None], ["Phase", "Asked", pytest.approx(0.5)]]


FORMULAS = ["=1+1", "+49 30 1234", "-5 %", "@SUM(A1)", "=cmd|' /C calc'!A0", "#N/A", "=1\n=2"]


def test_texts_that_look_like_formulas_stay_texts(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    session = opened(
        project(FORMULAS, title="=TITLE()", journey="=JOURNEY()", phases=["-Phase"], notes=FORMULAS)
    )
    made = book(session, tmp_path)
    found: set[str] = set()
    for sheet in made.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate)
                if isinstance(cell.value, str):
                    found.add(cell.value)
                    if cell.value.startswith(("=", "+", "-", "@")):
                        assert cell.quotePrefix, (sheet.title, cell.coordinate)
    assert set(FORMULAS) <= found
    with zipfile.ZipFile(tmp_path / "w.xlsx") as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all(b"<f>" not in archive.read(name) for name in sheets)


def test_control_characters_become_counted_placeholders(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    session = opened(project(["A\x07B", "C\ufffeD"], rated=False))
    done = export(session, tmp_path / "w.xlsx", language=EN)
    made = openpyxl.load_workbook(tmp_path / "w.xlsx")
    values = [cell.value for row in made["Map Journey"].iter_rows() for cell in row]
    assert {"A\ufffdB", "C\ufffdD"} <= set(values)
    assert done.placeholders == 2  # though each is on the map and on the curve's sheet


def test_what_excel_would_decode_is_written_so_that_it_reads_the_same(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    book(opened(project(["_x0041_ is no A"])), tmp_path)
    assert "_x005F_x0041_ is no A" in part(tmp_path, "xl/worksheets/sheet2.xml")


def test_a_text_longer_than_a_cell_is_cut_and_counted(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    session = opened(project(["One"], notes=["ä" * 40_000]))
    assert export(session, tmp_path / "w.xlsx", language=EN).placeholders == 1
    made = openpyxl.load_workbook(tmp_path / "w.xlsx")
    longest = max(
        len(str(cell.value or "")) for row in made["Map Journey"].iter_rows() for cell in row
    )
    assert longest == 32_767


def test_sheet_names_are_allowed_and_unique(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    long = "A/journey: with [every] forbidden? character* and far too long"
    made = book(opened(project(["One"], journey=long)), tmp_path)
    for name in made.sheetnames:
        assert len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
    assert len({name.casefold() for name in made.sheetnames}) == len(made.sheetnames)


def test_phases_span_their_touchpoints_in_their_colour(english: Session, tmp_path: Path) -> None:
    (journey,) = queries.journeys(english.store)
    sheet = book(english, tmp_path)[f"Map {journey.title}"]
    phases = queries.phases(english.store, journey.id)
    spans = sorted(str(one) for one in sheet.merged_cells.ranges)
    assert len(spans) == len(phases) == 5
    assert sheet["B3"].value == phases[0].name
    assert sheet["B3"].fill.fgColor.rgb == "004F5FCB"
    assert sheet["B3"].font.color.rgb == "00FFFFFF"


def test_a_survey_is_a_histogram_not_its_answers(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    survey = Survey(id="s", name="Spring", respondents=1_000_000, wave="2026")
    question = Question(
        id="q", survey="s", text="How was it?", kind="rating", scale="stars", touchpoint="t0",
        codes=("1", "5", "9"), missing=("9",), counts=(400_000, 500_000, 100_000),
    )  # fmt: skip
    sheet = book(opened([*project(["One"], rated=False), survey, question]), tmp_path)["Questions"]
    assert column(sheet, "Answer") == ["1", "5", "9"]
    assert column(sheet, "Answers") == [400_000, 500_000, 100_000]
    assert column(sheet, "Counts as an answer") == ["yes", "yes", "no"]


def test_a_project_without_ratings_still_makes_valid_tables(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    made = book(opened(project(["One"], rated=False)), tmp_path)
    assert made["Scores"].tables["Scores"].ref == "A1:T2"


def test_no_two_sheets_have_the_same_name_in_german(german: Session, tmp_path: Path) -> None:
    (journey,) = queries.journeys(german.store)
    assert book(german, tmp_path, "de").sheetnames == [
        "Überblick", f"Karte {journey.title}", f"Kurve {journey.title}",
        "Befunde", "Bewertungen", "Einzelbewertungen", "Übernommene Kennzahlen", "Maßnahmen",
    ]  # fmt: skip


def test_every_reported_figure_stands_in_a_sheet_with_where_it_comes_from(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    records = project(["One"], rated=False)
    (touchpoint,) = (one for one in records if isinstance(one, Touchpoint))
    figure = Figure(
        id="nps", touchpoint=touchpoint.id, statistic="nps", scale="nps", value=32, n=540,
        date="2026-03-01", wave="Frühjahr 2026", note="Tracking study",
    )  # fmt: skip
    share = Figure(id="share", touchpoint=touchpoint.id, statistic="share", value=0.254)
    heads, *rows = book(opened([*records, figure, share]), tmp_path)["Reported figures"].values
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    (nps,) = (row for row in told if row["Statistic"] == "NPS")
    assert nps == {
        "About": touchpoint.name, "Perspective": "Experience", "Statistic": "NPS", "Value": 32,
        "Standard deviation": None, "n": 540, "Scale": None, "Source": "Survey",
        "Wave": "Frühjahr 2026", "Date": datetime.datetime(2026, 3, 1), "Note": "Tracking study",
    }  # fmt: skip
    (other,) = (row for row in told if row["Statistic"] == "Share")
    assert (other["Value"], other["n"]) == (0.254, None)


def test_rows_of_single_ratings_are_as_high_as_their_comments(
    english: Session, tmp_path: Path
) -> None:
    stop = queries.journey_stops(english.store, queries.journeys(english.store)[0].id)[0]
    words = "Nobody answered for an hour, and then the line went dead. " * 4
    ratings.rate(english.store, stop.id, 1, scale="stars", comment=words.strip())
    sheet = book(english, tmp_path)["Single ratings"]
    heights = {
        sheet.cell(row, 10).value: sheet.row_dimensions[row].height
        for row in range(2, sheet.max_row + 1)
    }
    assert heights[words.strip()] >= 5 * 15
    assert min(heights.values()) == 18


def test_times_of_single_ratings_are_times_of_this_computers_clock(
    english: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    sheet = book(english, tmp_path)["Single ratings"]
    given = {
        (datetime.datetime.fromisoformat(one.at) + datetime.timedelta(hours=9)).replace(tzinfo=None)
        for one in english.store.all(Rating)
    }
    monkeypatch.undo()
    time.tzset()
    assert set(column(sheet, "Time")) == given
    assert sheet.cell(2, 9).number_format == "m/d/yy h:mm"  # the reader's own order


def test_a_mean_over_several_scales_is_told_as_an_emotion(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    session = opened(project(["Not asked", "Mixed"]))
    stop = session.store.all(Stop)[0]
    ratings.rate(session.store, stop.id, 5, scale="stars", source="interview")
    ratings.rate(session.store, stop.id, 9, scale="ten", source="interview")
    made = book(session, tmp_path)
    emotion = "Emotion, \N{MINUS SIGN}2 to +2"
    assert emotion in column(made["Curve Journey"], "Scale")
    assert emotion in column(made["Findings"], "Scale")
    assert "Smileys" not in column(made["Curve Journey"], "Scale")


@pytest.mark.parametrize(
    ("days", "waves", "told"),
    [
        (("12", "12"), ("", ""), "Mar 12, 2026"),
        (("14", "12"), ("", ""), "Mar 12, 2026 to Mar 14, 2026"),
        (("14", "12"), ("Spring", "Spring"), "Spring"),
        (("14", "12"), ("Spring", ""), "Spring, Mar 12, 2026"),
    ],
)
def test_the_summary_says_when_single_ratings_were_given(
    opened: Callable[..., Session],
    project: Callable[..., list[AnyRecord]],
    tmp_path: Path,
    days: tuple[str, str],
    waves: tuple[str, str],
    told: str,
) -> None:
    given = iter(zip(days, waves, strict=True))
    records = []
    for one in project(["Asked"]):
        if isinstance(one, Rating):
            day, wave = next(given)
            one = replace(one, at=f"2026-03-{day}T12:00:00+00:00", wave=wave)
        records.append(one)
    summary = rows_of(book(opened(records), tmp_path)["Summary"])
    assert summary["Survey"][:4] == ["Survey", told, None, 2]


def test_the_map_names_the_scale_of_each_mean(
    opened: Callable[..., Session], project: Callable[..., list[AnyRecord]], tmp_path: Path
) -> None:
    session = opened(
        [
            *project(["Plain", "Stars", "Both"]),  # the last two: 3 and 4 stars
            Rating(id="a", touchpoint="t0", scale="ten", value=7, source="survey"),
            Rating(id="b", touchpoint="t2", scale="nps", value=10, source="survey"),
        ]
    )
    rows = rows_of(book(session, tmp_path).worksheets[1])
    assert rows["Mean"][:2] == [7, 3.5]
    assert rows["Scale"] == ["1 to 10", "1 to 5 stars", "Emotion, −2 to +2"]
    assert rows["n"] == [1, 2, 3]


def test_the_summarys_rows_are_as_high_as_what_they_say(english: Session, tmp_path: Path) -> None:
    sheet = book(english, tmp_path).worksheets[0]
    high = {sheet.cell(row, 1).value: sheet.row_dimensions[row].height for row in range(1, 30)}
    assert high["Focus group"] == 18  # "Sep 1, 2026 to Sep 8, 2026" stands on one line
    assert high["Gap"] == 18
    assert high["95% interval"] > 30
