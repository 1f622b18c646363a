"""The first sheet of a workbook: what it is about and where its numbers come from."""

from __future__ import annotations

import datetime

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from cxdesk.analysis.scores import overall
from cxdesk.analysis.selection import Selection
from cxdesk.export import Job
from cxdesk.export.cells import MEAN, Writer, bold, fit_rows, height_of, quiet, widths
from cxdesk.language import Language
from cxdesk.layout.report_cover import sources
from cxdesk.layout.report_words import explained, finding_explained
from cxdesk.layout.tokens import PAPER
from cxdesk.models import queries, waves
from cxdesk.models.records import Figure, Rating, Source
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import SOURCES, STATES, scale_name

_WIDTHS = (34.0, 28.0, 28.0, 14.0, 21.0, 20.0, 34.0)
"""Of the columns, in characters."""


def add_summary(writer: Writer, job: Job) -> None:
    """Add the sheet: title, journeys with their overall rating, sources, meanings."""
    store, tr = job.session.store, job.language.tr
    project = store.project
    day = job.options.get("day") or datetime.date.today()
    sheet = writer.sheet(tr("Summary"))
    widths(sheet, *_WIDTHS)
    writer.text(sheet, 1, 1, project.title or tr("Untitled"), bold(20)).alignment = Alignment()
    facts = " · ".join(filter(None, (project.client, job.language.date(day))))
    writer.text(sheet, 2, 1, facts, quiet()).alignment = Alignment()
    row = _journeys(writer, job, sheet, 4)
    row = _sources(writer, job, sheet, row + 1)
    row = _section(writer, sheet, row + 1, tr("What the numbers mean"))
    for word, text in (*explained(store, job.language), finding_explained(job.language)):
        writer.text(sheet, row, 1, word, bold())
        writer.text(sheet, row, 2, text)
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=7)
        sheet.row_dimensions[row].height = height_of(text, sum(_WIDTHS[1:]))
        row += 1


def _journeys(writer: Writer, job: Job, sheet: Worksheet, row: int) -> int:
    store, tr = job.session.store, job.language.tr
    row = _section(writer, sheet, row, tr("Journeys"))
    heads = (
        tr("Journey"),
        tr("State"),
        tr("Touchpoints"),
        tr("NPS"),
        tr("Mean"),
        tr("n"),
        tr("Scale"),
    )
    writer.heads(sheet, row, heads, range(3, 7))
    first = row = row + 1
    for journey in job.journeys:
        writer.text(sheet, row, 1, journey.title)
        writer.text(sheet, row, 2, tr(STATES[journey.state]))
        stops = queries.journey_stops(store, journey.id)
        writer.number(sheet, row, 3, len(stops), "#,##0")
        ratings = overall(store, journey.id, Selection(), job.session.answers)
        for number, score in enumerate(ratings):
            line = row + number
            writer.number(sheet, line, 4, score.nps, "+0;\u22120;0")
            writer.number(sheet, line, 5, score.mean, MEAN)
            writer.number(sheet, line, 6, score.n, "#,##0")
            name = scale_name(queries.scale(store, score.scale), job.language)
            writer.text(sheet, line, 7, name)
        row += max(len(ratings), 1)
    fit_rows(sheet, first, row - 1)
    return row


def _sources(writer: Writer, job: Job, sheet: Worksheet, row: int) -> int:
    store, tr = job.session.store, job.language.tr
    row = _section(writer, sheet, row, tr("Who was asked"))
    heads = (
        tr("Name"), tr("Source"), tr("Wave"), tr("Respondents"), tr("Single ratings"),
        tr("Reported figures"), tr("File"),
    )  # fmt: skip
    writer.heads(sheet, row, heads, range(4, 7))
    first = row = row + 1
    for survey in waves.surveys(store):
        writer.text(sheet, row, 1, survey.name or survey.file_name)
        writer.text(sheet, row, 2, tr(SOURCES[survey.source]))
        writer.text(sheet, row, 3, survey.wave)
        writer.number(sheet, row, 4, survey.respondents, "#,##0")
        writer.text(sheet, row, 7, survey.file_name)
        row += 1
    for source, singles, figures in sources(store):
        writer.text(sheet, row, 1, tr(SOURCES[source]))
        writer.text(sheet, row, 2, tr(SOURCES[source]))
        writer.text(sheet, row, 3, _when(store, source, job.language))
        writer.number(sheet, row, 5, singles or None, "#,##0")
        writer.number(sheet, row, 6, figures or None, "#,##0")
        row += 1
    fit_rows(sheet, first, row - 1)
    if told := waves.competing_told(store, job.language):
        rule = tr("Of several waves, each source's newest counts ({waves}).", waves=told)
        writer.text(sheet, row, 1, rule, quiet()).alignment = Alignment()
        row += 1
    return row


def _when(store: Store, source: Source, language: Language) -> str:
    """The waves of what was entered by hand; without one, the days from the first to the last."""
    ratings = [one for one in store.all(Rating) if one.source == source]
    figures = [one for one in store.all(Figure) if one.source == source]
    waved = [one.wave for one in ratings] + [one.wave for one in figures]
    told = sorted({wave for wave in waved if wave})
    days = {datetime.date.fromisoformat(one.date) for one in figures if one.date and not one.wave}
    moments = (one.at for one in ratings if one.at and not one.wave)
    days |= {datetime.datetime.fromisoformat(at).astimezone().date() for at in moments}
    if days:
        first, last = language.date(min(days)), language.date(max(days))
        told.append(
            first if first == last else language.tr("{low} to {high}", low=first, high=last)
        )
    return ", ".join(told)


def _section(writer: Writer, sheet: Worksheet, row: int, text: str) -> int:
    writer.text(sheet, row, 1, text, bold(13, PAPER.accent)).alignment = Alignment()
    return row + 1
