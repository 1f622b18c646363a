"""The tables of a workbook: scores, ratings, answers to questions, measures."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from cxdesk.analysis.figure_words import STATISTICS
from cxdesk.analysis.score_words import interval, nps_interval
from cxdesk.analysis.scores import Score, scores
from cxdesk.analysis.selection import Selection
from cxdesk.export import Job
from cxdesk.export.cells import MEAN, Writer, fit_rows, widths
from cxdesk.layout.report_measures import answered, ordered
from cxdesk.models import queries, waves
from cxdesk.models.ids import Id
from cxdesk.models.own_scales import code_value
from cxdesk.models.records import Figure, Question, Rating, Survey
from cxdesk.models.vocabulary import PERSPECTIVES, QUESTION_KINDS, SOURCES, STATUSES, scale_name

_NONE = (None, None)
_MOST_ROWS = 1_048_575
"""What a sheet holds below its heads."""


def add_scores(writer: Writer, job: Job) -> None:
    """Add a row for each touchpoint, perspective and scale."""
    tr = job.language.tr
    sheet = writer.sheet(tr("Scores"))
    heads = (
        tr("Journey"), tr("Phase"), tr("Touchpoint"), tr("Perspective"), tr("Scale"), tr("n"),
        tr("Mean"), tr("Standard deviation"), tr("95% from"), tr("95% to"),
        tr("Emotion, −2 to +2"), tr("NPS"), tr("NPS, 95% from"), tr("NPS, 95% to"), tr("Top 2"),
        tr("Top 2, 95% from"), tr("Top 2, 95% to"), tr("Weighted mean"),
        tr("Effective n"), tr("Sources"),
    )  # fmt: skip
    row = 1
    for journey in job.journeys:
        for score in scores(job.session.store, journey.id, Selection(), job.session.answers):
            row += 1
            _score(writer, job, sheet, row, score)
    writer.table(sheet, "Scores", heads, row - 1, range(6, 20))
    widths(sheet, 30, 20, 30, 16, 26, 9, 12, 20, 10, 10, 13, 9, 10, 10, 9, 10, 10, 14, 11, 46)
    fit_rows(sheet, 2)


def _score(writer: Writer, job: Job, sheet: Worksheet, row: int, score: Score) -> None:
    store, tr = job.session.store, job.language.tr
    scale = queries.scale(store, score.scale)
    texts = (
        store.record(score.journey).title,
        store.record(score.phase).name,
        score.name,
        tr(PERSPECTIVES[score.perspective]),
        scale_name(scale, job.language),
    )
    for column, text in enumerate(texts, start=1):
        writer.text(sheet, row, column, text)
    low, high = interval(score, scale) or (None, None)
    feeling = None if score.valence is None else 2 * score.valence
    numbers = (
        (score.n, "#,##0"),
        (score.mean, MEAN),
        (score.sd, "0.00"),
        (low, MEAN),
        (high, MEAN),
        (feeling, "+0.0;\u22120.0;0.0"),
        *((value, "+0;\u22120;0") for value in (score.nps, *(nps_interval(score) or _NONE))),
        *((value, "0%") for value in (score.top2, *(score.top2_interval or _NONE))),
        (score.weighted, MEAN),
        (score.effective, "#,##0"),
    )
    for column, (value, form) in enumerate(numbers, start=6):
        writer.number(sheet, row, column, value, form)
    told = (filter(None, (tr(SOURCES[one]), score.waves.get(one))) for one in score.counted)
    writer.text(sheet, row, 20, "; ".join(", ".join(one) for one in told))


def add_ratings(writer: Writer, job: Job) -> None:
    """Add every single rating that counts (none that a later one supersedes); no empty sheet."""
    store, tr = job.session.store, job.language.tr
    if not store.all(Rating):
        return
    sheet = writer.sheet(tr("Single ratings"))
    heads = (
        tr("Touchpoint"), tr("Perspective"), tr("Scale"), tr("Value"), tr("Source"),
        tr("Persona"), tr("Wave"), tr("Respondent"), tr("Time"), tr("Comment"),
    )  # fmt: skip
    row = 1
    for touchpoint in queries.library(store):
        for rating in queries.ratings(store, touchpoint.id)[: _MOST_ROWS - row + 1]:
            row += 1
            _rating(writer, job, sheet, row, touchpoint.name, rating)
    writer.table(sheet, "Ratings", heads, row - 1, (4,))
    widths(sheet, 30, 16, 26, 9, 24, 24, 12, 18, 18, 40)
    fit_rows(sheet, 2)


def _rating(
    writer: Writer, job: Job, sheet: Worksheet, row: int, name: str, rating: Rating
) -> None:
    store, tr = job.session.store, job.language.tr
    persona = store.get(rating.persona) if rating.persona else None
    texts = {
        1: name,
        2: tr(PERSPECTIVES[rating.perspective]),
        3: scale_name(queries.scale(store, rating.scale), job.language),
        5: tr(SOURCES[rating.source]),
        6: getattr(persona, "name", ""),
        7: rating.wave,
        8: rating.respondent,
        10: rating.comment,
    }
    for column, text in texts.items():
        writer.text(sheet, row, column, text)
    writer.moment(sheet, row, 9, rating.at)
    writer.number(sheet, row, 4, rating.value, "0.##" if rating.value % 1 else "0")


def add_figures(writer: Writer, job: Job) -> None:
    """Add every figure that was reported from elsewhere, with where it comes from."""
    store, tr = job.session.store, job.language.tr
    figures = store.all(Figure)
    if not figures:
        return
    sheet = writer.sheet(tr("Reported figures"))
    heads = (
        tr("About"), tr("Perspective"), tr("Statistic"), tr("Value"), tr("Standard deviation"),
        tr("n"), tr("Scale"), tr("Source"), tr("Wave"), tr("Date"), tr("Note"),
    )  # fmt: skip
    about = {one.id: _name(job, one.touchpoint or one.journey) for one in figures}
    order = sorted(figures, key=lambda one: (about[one.id].casefold(), one.date, one.id))
    for row, figure in enumerate(order, start=2):
        texts = {
            1: about[figure.id],
            2: tr(PERSPECTIVES[figure.perspective]),
            3: tr(STATISTICS[figure.statistic]),
            7: scale_name(queries.scale(store, figure.scale), job.language)
            if figure.statistic in ("mean", "top2") else "",
            8: tr(SOURCES[figure.source]),
            9: figure.wave,
            11: figure.note,
        }  # fmt: skip
        for column, text in texts.items():
            writer.text(sheet, row, column, text)
        form = {"mean": MEAN, "nps": "+0;\u22120;0", "other": "General"}.get(figure.statistic, "0%")
        writer.number(sheet, row, 4, figure.value, form)
        writer.number(sheet, row, 5, figure.sd, "0.00")
        writer.number(sheet, row, 6, figure.n or None, "#,##0")
        writer.date(sheet, row, 10, figure.date)
    writer.table(sheet, "Figures", heads, len(figures), (4, 5, 6))
    widths(sheet, 30, 16, 16, 12, 14, 9, 26, 18, 16, 14, 40)
    fit_rows(sheet, 2)


def add_questions(writer: Writer, job: Job) -> None:
    """Add how often each answer to each rating question was given; nothing without surveys."""
    store, tr = job.session.store, job.language.tr
    surveys = waves.surveys(store)
    if not surveys:
        return
    sheet = writer.sheet(tr("Questions"))
    heads = (
        tr("Survey"), tr("Question"), tr("Kind"), tr("Touchpoint"), tr("Perspective"),
        tr("Scale"), tr("Answer"), tr("Value"), tr("Answers"), tr("Counts as an answer"),
    )  # fmt: skip
    row = 1
    for survey in surveys:
        for question in queries.questions(store, survey.id):
            if question.kind in ("rating", "overall"):
                row = _histogram(writer, job, sheet, row, survey, question)
    writer.table(sheet, "Questions", heads, row - 1, (8, 9))
    widths(sheet, 26, 44, 14, 30, 16, 24, 18, 9, 11, 12)
    fit_rows(sheet, 2)


def _histogram(
    writer: Writer, job: Job, sheet: Worksheet, row: int, survey: Survey, question: Question
) -> int:
    store, tr = job.session.store, job.language.tr
    scale = queries.scale(store, question.scale) if question.scale else None
    texts = (
        survey.name or survey.file_name,
        question.text,
        tr(QUESTION_KINDS[question.kind]),
        _name(job, question.touchpoint or question.journey),
        tr(PERSPECTIVES[question.perspective]),
        scale_name(scale, job.language) if scale else "",
    )
    for code, count in zip(question.codes, question.counts, strict=False):
        row += 1
        value = code_value(question, code)
        valid = value is not None and scale is not None and scale.minimum <= value <= scale.maximum
        for column, text in enumerate((*texts, code), start=1):
            writer.text(sheet, row, column, text)
        writer.number(sheet, row, 8, value, "General")
        writer.number(sheet, row, 9, count, "#,##0")
        writer.text(sheet, row, 10, tr("yes") if valid else tr("no"))
    return row


def add_measures(writer: Writer, job: Job) -> None:
    """Add the measures, those that are due first on top; nothing where there are none."""
    store, tr = job.session.store, job.language.tr
    measures = ordered(store)
    if not measures:
        return
    sheet = writer.sheet(tr("Measures"))
    heads = (
        tr("Measure"), tr("Owner"), tr("Due"), tr("Status"),
        tr("Effort, 1 to 5"), tr("Impact, 1 to 5"), tr("Insights"),
    )  # fmt: skip
    for row, measure in enumerate(measures, start=2):
        insights = "\n".join(insight.text for insight in answered(store, measure))
        texts = {
            1: measure.title,
            2: measure.owner,
            4: tr(STATUSES[measure.status]),
            7: insights,
        }
        for column, text in texts.items():
            writer.text(sheet, row, column, text)
        writer.date(sheet, row, 3, measure.due)
        writer.number(sheet, row, 5, measure.effort, "0")
        writer.number(sheet, row, 6, measure.impact, "0")
    writer.table(sheet, "Measures", heads, len(measures), (5, 6))
    widths(sheet, 44, 24, 14, 14, 10, 10, 50)
    fit_rows(sheet, 2)


def _name(job: Job, target: Id) -> str:
    record = job.session.store.get(target) if target else None
    return getattr(record, "name", "") or getattr(record, "title", "")
