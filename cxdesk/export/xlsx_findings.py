"""A workbook's sheet of findings: what matters to customers, and how they experience it."""

from __future__ import annotations

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from cxdesk.analysis import finding_words
from cxdesk.analysis.matrix import Basis, Finding, FindingKind, Matrix, relevance_matrix
from cxdesk.analysis.selection import Selection
from cxdesk.export import Job
from cxdesk.export.cells import MEAN, Writer, feeling, feeling_interval, fit_rows, quiet, widths
from cxdesk.language import N_, Language
from cxdesk.models import queries
from cxdesk.models.pairing import pair_of
from cxdesk.models.records import Department, Journey, Stop, Touchpoint
from cxdesk.models.vocabulary import scale_name, term_name

_BASES: dict[Basis, str] = {
    "asked": N_("asked"),
    "derived": N_("correlation with the overall rating"),
}
_FEELING = "+0.00;\u22120.00;0.00"


def add_findings(writer: Writer, job: Job) -> None:
    """Add every rated touchpoint: pain points by rank, success points by rank, then the others.

    No sheet where nobody has rated.
    """
    found = [
        (one, relevance_matrix(job.session.store, one.id, Selection(), job.session.answers))
        for one in job.journeys
        if pair_of(job.session.store, one.id) is None  # today's findings are the as-is journey's
    ]
    if not any(matrix.by_rating() for _, matrix in found):
        return
    tr = job.language.tr
    sheet = writer.sheet(tr("Findings"))
    heads = (
        tr("Journey"), tr("Finding"), tr("Rank"), tr("Touchpoint"), tr("Phase"), tr("Department"),
        tr("How sure"), tr("Importance"), tr("Importance from"), tr("Mean"), tr("Scale"), tr("n"),
        tr("Emotion, −2 to +2"), tr("95% from"), tr("95% to"),
        tr("Importance, brought to 0 to 10"), tr("Opportunity score, 0 to 20"),
    )  # fmt: skip
    row = 1
    kinds: tuple[FindingKind, ...] = (*finding_words.TITLES, "")
    for journey, matrix in found:
        for kind in kinds:
            for rank, finding in enumerate(matrix.ranked(kind), start=1):
                if finding.valence is not None:
                    row += 1
                    _write(writer, job, sheet, row, journey, matrix, finding, rank)
    writer.table(sheet, "Findings", heads, row - 1, (3, 8, 10, *range(12, 18)))
    widths(sheet, 26, 24, 8, 30, 22, 18, 54, 13, 24, 12, 22, 10, 12, 10, 10, 24, 16)
    fit_rows(sheet, 2)
    row += 1
    for journey, matrix in found:
        if told := _lacking(matrix, job.language):
            row += 1
            writer.text(sheet, row, 1, f"{journey.title}: {told}", quiet()).alignment = Alignment()


def _lacking(matrix: Matrix, language: Language) -> str:
    """Why there are so few findings: of what the importance is not known; "" for nothing."""
    rated = matrix.by_rating()
    without = sum(one.importance is None for one in rated)
    if not without:
        return ""
    if without == len(rated):
        return language.tr(
            "How important the touchpoints are is not known: nobody was asked, and no survey has an"
            " overall rating from which it could be derived. So none is a pain point or a success"
            " point yet."
        )
    return language.ntr(
        "The importance of {n} rated touchpoint is not known, so it is no finding.",
        "The importance of {n} rated touchpoints is not known, so they are no findings.",
        without,
    )


def _write(
    writer: Writer, job: Job, sheet: Worksheet, row: int, journey: Journey, matrix: Matrix,
    finding: Finding, rank: int,
) -> None:  # fmt: skip
    store, language = job.session.store, job.language
    stop: Stop = store.record(finding.stop)
    touchpoint: Touchpoint = store.record(finding.touchpoint)
    department = store.get(touchpoint.department)
    texts = {
        1: journey.title,
        2: language.tr(finding_words.KINDS[finding.kind]) if finding.kind else "",
        4: finding.name,
        5: store.record(stop.place.parent).name,
        6: term_name(department, language) if isinstance(department, Department) else "",
        7: finding_words.certainty(finding, language),
        9: _basis(job, matrix, finding),
        11: finding_words.scale_told(store, finding.scale, language) if finding.scale else "",
    }
    for column, text in texts.items():
        writer.text(sheet, row, column, text)
    feelings = (feeling(finding.valence), *feeling_interval(finding.low, finding.high))
    numbers = {
        3: (rank if finding.kind else None, "0"),
        8: (finding.asked.mean if finding.asked else finding.correlation, MEAN),
        10: (finding.mean, MEAN),
        12: (finding.n, "#,##0"),
        **{column: (value, _FEELING) for column, value in enumerate(feelings, start=13)},
        16: (finding.importance, MEAN),
        17: (finding.opportunity, "0.0"),
    }
    for column, (value, form) in numbers.items():
        writer.number(sheet, row, column, value, form)


def _basis(job: Job, matrix: Matrix, finding: Finding) -> str:
    """Where an importance comes from, with the scale that it was asked on."""
    if finding.importance is None:
        return ""
    basis = job.language.tr(_BASES[matrix.basis])
    if finding.asked is None:
        return basis
    scale = queries.scale(job.session.store, finding.asked.scale)
    return f"{basis}, {scale_name(scale, job.language)}"
