"""A project as an Excel workbook: summary, maps, curves as charts, scores and ratings as tables."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from cxdesk.export import Job, Written
from cxdesk.export.cells import Writer
from cxdesk.export.xlsx_curve import add_curve
from cxdesk.export.xlsx_findings import add_findings
from cxdesk.export.xlsx_map import add_map
from cxdesk.export.xlsx_summary import add_summary
from cxdesk.export.xlsx_tables import (
    add_figures,
    add_measures,
    add_questions,
    add_ratings,
    add_scores,
)


def write(job: Job, target: Path) -> Written:
    """Write the workbook on all chosen journeys.

    Single ratings are rows; of a survey there is a histogram for each question, not its answers.
    Option ``day``: the date in the summary, today unless told otherwise.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    writer = Writer(book, job.language)
    add_summary(writer, job)
    for journey in job.journeys:
        add_map(writer, job, journey)
        add_curve(writer, job, journey)
    add_findings(writer, job)
    add_scores(writer, job)
    add_ratings(writer, job)
    add_figures(writer, job)
    add_questions(writer, job)
    add_measures(writer, job)
    project = job.session.store.project
    book.properties.title = writer.value(project.title)
    book.properties.creator = writer.value(project.client) or "cxdesk"
    book.properties.language = job.language.code
    with target.open("wb") as stream:
        book.save(stream)
    return Written(writer.placeholders, len(book.worksheets))
