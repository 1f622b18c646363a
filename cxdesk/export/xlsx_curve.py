"""A journey's emotion curve as a sheet: its numbers, and a chart that Excel itself draws."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.chart import LineChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from cxdesk.analysis.curve import CurvePoint, emotion_curve
from cxdesk.analysis.finding_words import scale_told
from cxdesk.analysis.selection import Selection
from cxdesk.export import Job
from cxdesk.export.cells import MEAN, Writer, feeling, feeling_interval, fit_rows, widths
from cxdesk.layout.report_map import is_rated, target_and_today
from cxdesk.layout.report_style import accent
from cxdesk.layout.tokens import PAPER
from cxdesk.models.records import Journey, Stop
from cxdesk.models.vocabulary import PERSPECTIVES

_EMOTION = "+0.00;\u22120.00;0.00"
_EMU_PER_POINT = 12_700
_MANY = 15
"""More touchpoints than that turn their names steeply below the chart."""
_SCALE = 68
"""Per cent at which the table is as wide as a page, in whatever stands for Calibri."""


def add_curve(writer: Writer, job: Job, journey: Journey) -> None:
    """Add the sheet with the curve of a journey; a chart only where there is a touchpoint."""
    store, answers = job.session.store, job.session.answers
    sheet = writer.sheet(job.language.tr("Curve {journey}", journey=journey.title))
    tr = job.language.tr
    targets = target_and_today(store, answers, journey)
    if targets:
        names = tr(PERSPECTIVES["target"]), tr("Experience today")
        leading, beside = targets
    else:
        names = tr(PERSPECTIVES["experience"]), tr(PERSPECTIVES["expectation"])
        leading = tuple(emotion_curve(store, journey.id, Selection(), answers))
        beside = tuple(emotion_curve(store, journey.id, Selection("expectation"), answers))
    _rows(writer, job, sheet, names, leading, beside)
    sheet.print_title_rows = "1:1"
    if len(leading) > _MANY:
        _begin_a_page(sheet, len(leading) + 3)
    if leading:
        chart = _chart(job, sheet, len(leading), compared=is_rated(beside))
        sheet.add_chart(chart, f"A{len(leading) + 4}")


def _begin_a_page(sheet: Worksheet, row: int) -> None:
    """Print the chart on a page of its own; Excel divides only what it need not fit by itself."""
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.scale = _SCALE
    sheet.row_breaks.append(Break(id=row))


def _rows(
    writer: Writer,
    job: Job,
    sheet: Worksheet,
    names: Sequence[str],
    leading: Sequence[CurvePoint],
    beside: Sequence[CurvePoint],
) -> None:
    store, language = job.session.store, job.language
    tr = language.tr
    heads = (
        tr("Phase"), tr("Touchpoint"), *names, tr("95% from"), tr("95% to"), tr("n"), tr("Mean"),
        tr("Scale"),
    )  # fmt: skip
    writer.heads(sheet, 1, heads, range(3, 9))
    for row, (point, other) in enumerate(zip(leading, beside, strict=True), start=2):
        stop: Stop = store.record(point.stop)
        writer.text(sheet, row, 1, store.record(stop.place.parent).name)
        writer.text(sheet, row, 2, point.name)
        ends = feeling_interval(point.low, point.high)
        values = (feeling(point.valence), feeling(other.valence), *ends)
        for column, value in enumerate(values, start=3):
            writer.number(sheet, row, column, value, _EMOTION)
        writer.number(sheet, row, 7, point.n or None, "#,##0")
        writer.number(sheet, row, 8, point.mean, MEAN)
        if point.scale:
            writer.text(sheet, row, 9, scale_told(store, point.scale, language))
    widths(sheet, 22, 32, 13, 13, 12, 12, 10, 12, 28)
    fit_rows(sheet, 2)
    sheet.freeze_panes = "C2"


def _chart(job: Job, sheet: Worksheet, count: int, *, compared: bool) -> LineChart:
    chart = LineChart()
    # no wider than the table above it, which would shrink on paper; names need their height
    chart.height, chart.width = 11 if count <= _MANY else 14, min(max(18, 2.2 * count), 28)
    chart.dispBlanksAs = "gap"
    chart.legend.position = "t"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = -2, 2
    chart.y_axis.majorUnit = 1
    chart.y_axis.number_format = "+0;\u22120;0"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=_line(PAPER.hairline, 0.75))
    for axis in (chart.x_axis, chart.y_axis):
        # LibreOffice leaves out an axis that is not said to be there
        axis.delete = False
        axis.graphicalProperties = GraphicalProperties(ln=_line(PAPER.quiet, 0.75))
    chart.x_axis.tickLblPos = "low"  # otherwise the names stand in the middle, at 0
    names = Reference(sheet, min_col=2, min_row=2, max_row=count + 1)
    color = accent(job.session.store.project.accent)
    lines = [(3, color, 3.0, ""), (4, PAPER.quiet, 1.5, "dash")]
    if not compared:
        lines.pop()  # a legend must not name a line that is not there
    for column, ink, width, dash in lines:
        data = Reference(sheet, min_col=column, min_row=1, max_row=count + 1)
        series = Series(data, title_from_data=True)
        series.smooth = False  # LibreOffice bends the line beyond the ratings if this is left open
        series.graphicalProperties = GraphicalProperties(ln=_line(ink, width, dash))
        series.marker.symbol = "circle" if column == 3 else "none"
        if column == 3:
            series.marker.size = 8
            series.marker.graphicalProperties = GraphicalProperties(solidFill=ink[1:])
        chart.series.append(series)
    for series in chart.series:
        # openpyxl's own call says that names are numbers
        series.cat = AxDataSource(strRef=StrRef(f=str(names)))
    chart.layout = Layout(ManualLayout(x=0.06, y=0.12, w=0.92, h=0.62))
    return chart


def _line(color: str, points: float, dash: str = "") -> LineProperties:
    line = LineProperties(solidFill=color[1:], w=round(points * _EMU_PER_POINT))
    if dash:
        line.prstDash = dash
    return line
