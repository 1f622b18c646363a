"""A journey's map as a sheet: phases above touchpoints, lanes as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from cxdesk.analysis.curve import emotion_curve
from cxdesk.analysis.finding_words import scale_told
from cxdesk.analysis.pair import todays_curve
from cxdesk.analysis.selection import Selection
from cxdesk.export import Job
from cxdesk.export.cells import (
    A3_WIDE,
    CHARACTERS_TO_THE_INCH,
    INDENTED,
    MARGIN,
    Writer,
    bold,
    edged,
    filled,
    fit_rows,
    quiet,
    width_of_words,
)
from cxdesk.layout.style import palette
from cxdesk.layout.tokens import FEELINGS, LANES, ON_PHASE, PAPER, blend
from cxdesk.models import nesting, queries
from cxdesk.models.ids import Id
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.records import Card, Department, Journey, Lane, Phase, Stop
from cxdesk.models.scales import face
from cxdesk.models.vocabulary import MICRO_MOMENTS, STATES, lane_name, term_name

_PHASES, _TOUCHPOINTS = 3, 4
_LEFT = 2
_HEADS_WIDE, _COLUMN_WIDE, _WIDEST_COLUMN = 22.0, 26.0, 44.0
_PAGE_WIDE = 9 * _COLUMN_WIDE
"""How much stands beside each other on a printed sheet: more is too small to read."""
_SPARE = 0.72
"""How much of a sheet they fill in Calibri: what stands for it where it is missing is wider."""

_FEELING = "+0.0;\u22120.0;0.0"


def add_map(writer: Writer, job: Job, journey: Journey) -> None:
    """Add the sheet with the map of a journey."""
    tr = job.language.tr
    sheet = writer.sheet(tr("Map {journey}", journey=journey.title))
    beside = Alignment(wrap_text=False, indent=1)
    # not in the first column: paper repeats that one, and cuts what hangs over from it
    writer.text(sheet, 1, _LEFT, journey.title, bold(16)).alignment = beside
    facts = " · ".join(filter(None, (tr(STATES[journey.state]), journey.scenario)))
    writer.text(sheet, 2, _LEFT, facts, quiet()).alignment = beside
    columns = _heads(writer, job, sheet, journey)
    row = _numbers(writer, job, sheet, journey, columns)
    row = _against_today(writer, job, sheet, journey, columns, row)
    row = _marks(writer, job, sheet, columns, row)
    for lane in queries.lanes(job.session.store, journey.id):
        if not lane.hidden and KINDS[lane.kind].divides:
            row = _line(writer, sheet, lane_name(lane, job.language), columns, row)
        elif not lane.hidden and KINDS[lane.kind].cards and lane.kind != "metric":
            row = _lane(writer, job, sheet, lane, columns, row)
    sheet.column_dimensions["A"].width = _HEADS_WIDE
    last = max(columns.values(), default=1)
    wide: dict[int, float] = {}
    for column in range(_LEFT, last + 1):
        needed = width_of_words(sheet, column, _TOUCHPOINTS)
        wide[column] = min(max(needed, _COLUMN_WIDE), _WIDEST_COLUMN)
        sheet.column_dimensions[get_column_letter(column)].width = wide[column]
    fit_rows(sheet, _TOUCHPOINTS)
    sheet.freeze_panes = sheet.cell(_TOUCHPOINTS + 1, _LEFT)
    starts = [columns[phase.id] for phase in queries.phases(job.session.store, journey.id)]
    _divide(sheet, starts, wide)


def _divide(sheet: Worksheet, starts: Sequence[int], wide: Mapping[int, float]) -> None:
    """Print the map on as many A3 sheets as keep it legible, divided between phases if possible.

    Each repeats the phases, touchpoints and heads of the lanes. ``starts`` are the phases' first
    columns, ``wide`` all columns' widths. A scale is given, since Excel passes over breaks where
    it is to fit a sheet to pages by itself.
    """
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.print_title_cols, sheet.print_title_rows = "A:A", f"{_PHASES}:{_TOUCHPOINTS}"
    pages = [0.0]
    for start, after in pairwise([*starts, _LEFT + len(wide)]):
        phase = [wide[column] for column in range(start, after)]
        if pages[-1] and pages[-1] + sum(phase) > _PAGE_WIDE:
            sheet.col_breaks.append(Break(id=start - 1))
            pages.append(0.0)
        for column, width in enumerate(phase, start=start):
            if pages[-1] and pages[-1] + width > _PAGE_WIDE:
                sheet.col_breaks.append(Break(id=column - 1))
                pages.append(0.0)
            pages[-1] += width
    inches = (_HEADS_WIDE + max(*pages, _COLUMN_WIDE)) / CHARACTERS_TO_THE_INCH
    sheet.page_setup.scale = min(int(100 * _SPARE * (A3_WIDE - 2 * MARGIN) / inches), 100)


def _heads(writer: Writer, job: Job, sheet: Worksheet, journey: Journey) -> dict[Id, int]:
    """Phases and touchpoints; answers with the column of each phase (its first) and stop."""
    store, tr = job.session.store, job.language.tr
    writer.text(sheet, _PHASES, 1, tr("Phase"), bold(color=PAPER.quiet))
    writer.text(sheet, _TOUCHPOINTS, 1, tr("Touchpoint"), bold(color=PAPER.quiet))
    columns: dict[Id, int] = {}
    column = _LEFT
    for phase in queries.phases(store, journey.id):
        stops = queries.stops(store, phase.id)
        columns[phase.id] = column
        cell = filled(
            writer.text(sheet, _PHASES, column, phase.name), palette(phase.color), ON_PHASE
        )
        cell.alignment = Alignment(vertical="center", wrap_text=True, indent=1)
        _merge(sheet, _PHASES, column, len(stops))
        for number, stop in enumerate(stops):
            columns[stop.id] = column + number
            name = queries.touchpoint(store, stop).name
            writer.text(sheet, _TOUCHPOINTS, column + number, name, bold(12))
        column += max(len(stops), 1)
    sheet.row_dimensions[_PHASES].height = 24
    return columns


def _numbers(
    writer: Writer, job: Job, sheet: Worksheet, journey: Journey, columns: dict[Id, int]
) -> int:
    """Emotion, mean, its scale and n of each touchpoint if any is rated; answers with the next row.
    """
    tr, row = job.language.tr, _TOUCHPOINTS + 1
    points = emotion_curve(job.session.store, journey.id, Selection(), job.session.answers)
    if all(point.valence is None for point in points):
        return row
    heads = (tr("Emotion, −2 to +2"), tr("Mean"), tr("Scale"), tr("n"))
    for number, head in enumerate(heads):
        writer.text(sheet, row + number, 1, head, bold(color=PAPER.quiet))
    for point in points:
        column = columns[point.stop]
        if point.valence is not None:
            look = FEELINGS[face(point.valence)]
            cell = writer.number(sheet, row, column, 2 * point.valence, _FEELING)
            filled(cell, look.fill, look.ink)
            mean = writer.number(sheet, row + 1, column, point.mean, "0.0;\u22120.0;0.0")
            if point.scale:
                told = scale_told(job.session.store, point.scale, job.language)
                writer.text(sheet, row + 2, column, told)
            count = writer.number(sheet, row + 3, column, point.n, "#,##0")
            for number in (cell, mean, count):
                number.alignment = INDENTED  # below the touchpoint's name, not a column away
    return row + len(heads)


def _against_today(
    writer: Writer, job: Job, sheet: Worksheet, journey: Journey, columns: dict[Id, int], row: int
) -> int:
    """A to-be journey's target and how far it is from what is experienced today."""
    store, answers, tr = job.session.store, job.session.answers, job.language.tr
    target = emotion_curve(store, journey.id, Selection(perspective="target"), answers)
    today = todays_curve(
        store, journey.id, Selection(), lambda key, asked: emotion_curve(store, key, asked, answers)
    )
    before = {point.stop: point.valence for point in today if point.valence is not None}
    if not before:
        return row
    heads = (tr("Target, −2 to +2"), tr("Experience today, −2 to +2"), tr("Target minus today"))
    for number, head in enumerate(heads):
        writer.text(sheet, row + number, 1, head, bold(color=PAPER.quiet))
    for point in target:
        column, now = columns[point.stop], before.get(point.stop)
        gap = None if now is None or point.valence is None else point.valence - now
        for number, value in enumerate((point.valence, now, gap)):
            if value is not None:
                cell = writer.number(sheet, row + number, column, 2 * value, _FEELING)
                cell.alignment = INDENTED
    return row + len(heads)


def _marks(
    writer: Writer, job: Job, sheet: Worksheet, columns: dict[Id, int], row: int
) -> int:
    """Whose process each touchpoint is, and what is special about it."""
    store, language = job.session.store, job.language
    found: dict[str, dict[int, str]] = {language.tr("Department"): {}, language.tr("Marks"): {}}
    departments, marks = found.values()
    for key, column in columns.items():
        stop = store.record(key)
        if not isinstance(stop, Stop):
            continue
        department = store.get(queries.touchpoint(store, stop).department)
        if isinstance(department, Department):
            departments[column] = term_name(department, language)
        inner = nesting.sub_journey(store, key)
        marks[column] = "\n".join(
            text
            for text, marked in (
                (language.tr("Moment of truth"), stop.moment_of_truth),
                (language.tr(MICRO_MOMENTS[stop.micro_moment]), bool(stop.micro_moment)),
                (language.tr("Opens {name}", name=inner.title if inner else ""), bool(inner)),
            )
            if marked
        )
    for head, texts in found.items():
        if any(texts.values()):
            writer.text(sheet, row, 1, head, bold(color=PAPER.quiet))
            for column, text in texts.items():
                if text:
                    writer.text(sheet, row, column, text)
            row += 1
    return row


def _lane(
    writer: Writer, job: Job, sheet: Worksheet, lane: Lane, columns: dict[Id, int], row: int
) -> int:
    """One lane's row, and one above it for cards that belong to a whole phase."""
    store = job.session.store
    color = LANES.get(lane.kind, PAPER.quiet)
    wide: list[Phase] = []
    for at, column in columns.items():
        record = store.record(at)
        text = _cell(job, lane, record)
        if not text:
            continue
        if isinstance(record, Phase):
            wide.append(record)
        else:
            _note(writer, sheet, row, column, text, color)
    writer.text(sheet, row, 1, lane_name(lane, job.language), bold(color=PAPER.quiet))
    row += 1
    if wide:
        name = job.language.tr("{lane} (whole phase)", lane=lane_name(lane, job.language))
        writer.text(sheet, row, 1, name, bold(color=PAPER.quiet))
        for phase in wide:
            _note(writer, sheet, row, columns[phase.id], _cell(job, lane, phase), color)
            _merge(sheet, row, columns[phase.id], len(queries.stops(store, phase.id)))
        row += 1
    return row


def _line(
    writer: Writer, sheet: Worksheet, name: str, columns: Mapping[Id, int], row: int
) -> int:
    """A line between lanes, such as a blueprint's line of visibility, with its name on it."""
    side = Side(style="mediumDashed", color=PAPER.quiet[1:])
    for column in range(1, max(columns.values(), default=1) + 1):
        sheet.cell(row, column).border = Border(bottom=side)
    writer.text(sheet, row, 1, name, bold(color=PAPER.quiet)).border = Border(bottom=side)
    return row + 1


def _cell(job: Job, lane: Lane, record: Phase | Stop) -> str:
    """The texts of one field of the map, one a line."""
    store = job.session.store
    if lane.kind == "channel" and isinstance(record, Stop):
        channels = queries.channels_of(store, record.touchpoint)
        return "\n".join(term_name(channel, job.language) for channel in channels)
    notes = queries.cards(store, lane.id, record.id)
    texts = [note.text if isinstance(note, Card) else note.text or note.note for note in notes]
    return "\n".join(text for text in texts if text)


def _note(writer: Writer, sheet: Worksheet, row: int, column: int, text: str, color: str) -> None:
    cell = edged(writer.text(sheet, row, column, text), color)
    filled(cell, blend(color, "#FFFFFF", PAPER.note_opacity), PAPER.text, strong=False)


def _merge(sheet: Worksheet, row: int, column: int, count: int) -> None:
    if count > 1:
        sheet.merge_cells(
            start_row=row, end_row=row, start_column=column, end_column=column + count - 1
        )
