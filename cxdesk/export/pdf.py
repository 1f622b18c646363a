"""A report as PDF: cover, maps as vectors, phase after phase; text selectable."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from cxdesk.export import Job, Written
from cxdesk.export.pdf_paint import PdfPainter, embedded
from cxdesk.export.pictures import Pictures, pictures_of
from cxdesk.export.plain import undrawn, xml_sieve
from cxdesk.layout import fonts
from cxdesk.layout.flow import Page
from cxdesk.layout.report import report
from cxdesk.layout.report_map_pages import Paper


def write(job: Job, target: Path) -> Written:
    """Write the report on all chosen journeys.

    Option ``day``: the date on the cover, today unless told otherwise. Option ``paper``: "a4" or
    "a3", the sheets that maps are divided into.
    """
    day = job.options.get("day") or datetime.date.today()
    store = job.session.store
    paper: Paper = job.options.get("paper") or "a4"
    pages = report(store, job.session.answers, job.journeys, day, job.language, paper)
    canvas = Canvas(
        str(target),
        pageCompression=1,
        # without a font of our own here, reportlab 5.1 lists a Helvetica that is not embedded
        initialFontName=embedded(fonts.main_font("regular").name),
        pdfVersion=(1, 6),
        lang=job.language.code,
    )
    _describe(canvas, job)
    _draw(canvas, pages, pictures_of(job.session))
    canvas.save()
    return Written(undrawn(node for page in pages for node in page.drawn), len(pages))


def _describe(canvas: Canvas, job: Job) -> None:
    project, clean = job.session.store.project, xml_sieve()
    canvas.setTitle(clean(project.title) or job.language.tr("Customer journey report"))
    canvas.setAuthor(clean(project.client) or "cxdesk")
    canvas.setSubject(job.language.tr("Customer journey report"))
    canvas.setCreator("cxdesk")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()


def _draw(canvas: Canvas, pages: Sequence[Page], pictures: Pictures) -> None:
    painter = PdfPainter(canvas, pictures)
    for number, page in enumerate(pages):
        painter.draw(page)
        for place, title in enumerate(filter(None, (page.title, *page.more))):
            key = f"page-{number}-{place}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(title, key, page.level, closed=False)
        canvas.showPage()
