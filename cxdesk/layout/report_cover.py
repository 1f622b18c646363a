"""The first pages of a report: what it is about, who was asked, how to read its numbers."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from cxdesk.analysis.curve import CurvePoint
from cxdesk.analysis.figure_words import figure_told
from cxdesk.analysis.selection import Answers
from cxdesk.language import Language
from cxdesk.layout import faces
from cxdesk.layout.flow import Atom, Column, Flow, Page, Row, gap, lines, node, stacked, total
from cxdesk.layout.primitives import Node, Paint, Primitive, Rectangle
from cxdesk.layout.report_map import leading_curve
from cxdesk.layout.report_spark import LOWEST, TALLEST, spark
from cxdesk.layout.report_style import (
    FINE,
    FRAME,
    MARGIN,
    SUBHEADING,
    TEXT,
    TITLE,
    accent,
    heading,
    section,
)
from cxdesk.layout.report_words import explained
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import PAPER
from cxdesk.models import queries, waves
from cxdesk.models.ids import Id
from cxdesk.models.records import SOURCES as ALL_SOURCES
from cxdesk.models.records import Figure, Journey, Project, Rating, Source
from cxdesk.models.scales import FACE_NUMBERS
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import FACES, SOURCES, STATES

_GUTTER = 64.0
_MOST_CURVES = 2
"""More journeys than that are a list."""

_LEFT_WIDTH = 440.0
_RIGHT = MARGIN + _LEFT_WIDTH + _GUTTER
_RIGHT_WIDTH = FRAME.right - _RIGHT


def cover(
    store: Store,
    answers: Answers | None,
    journeys: Sequence[Journey],
    day: datetime.date,
    language: Language,
) -> list[Page]:
    """The title page, and as many more as a long list of journeys or surveys takes."""
    project = store.project
    color = accent(project.accent)

    def head(number: int) -> tuple[list[Node], float]:
        if number:
            return heading(project.title, "", color)
        return _masthead(project, color, day, language)

    flow = Flow(FRAME, head, project.title or language.tr("Customer journey report"))
    told, asked = list(_journeys(store, journeys, language)), list(_sources(store, language))
    meaning, room = _meaning(store, language), flow.room
    below = total([*told, *asked]) <= room
    apart = [gap(12), *asked]
    beside = not below and total([*meaning, *apart]) <= room
    if below:
        curves = _curves(store, answers, journeys, room - total([*told, *asked]))
        told = [*_journeys(store, journeys, language, curves), *asked]
    elif beside:
        meaning += apart
    flow.add(Row((Column(MARGIN, tuple(told)), Column(_RIGHT, tuple(meaning))), whole=False))
    if not (below or beside):  # all of it together, never its last rows alone
        flow.add(Row((Column(MARGIN, tuple(asked)),)))
    return flow.pages()


def _masthead(
    project: Project, color: str, day: datetime.date, language: Language
) -> tuple[list[Node], float]:
    width = FRAME.right - FRAME.left
    name = project.title or language.tr("Untitled")
    title = wrap(name, width, TITLE, "bold")
    if len(title.lines) > 2:
        title = wrap(name, width, TITLE * 0.65, "bold", 8)
    client = wrap(project.client, width, 20, "regular", 3) if project.client else None
    kind = wrap(
        " · ".join((language.tr("Customer journey report"), language.date(day))), width, TEXT
    )
    parts: list[Primitive] = [Rectangle(0, 0, 72, 6, Paint(color), 3), title.at(0, 22, PAPER.text)]
    y = 22 + title.height
    if client is not None:
        parts.append(client.at(0, y + 2, PAPER.text))
        y += 2 + client.height
    parts.append(kind.at(0, y + 6, PAPER.quiet))
    y += 6 + kind.height + 22
    parts.append(Rectangle(0, y, width, 1, Paint(PAPER.hairline)))
    return [node(FRAME.left, FRAME.top, parts, "masthead")], FRAME.top + y + 22


def _label(text: str, width: float) -> tuple[Atom, ...]:
    (column,) = section(text, 0, width).columns
    return column.atoms


def _curves(
    store: Store, answers: Answers | None, journeys: Sequence[Journey], room: float
) -> dict[Id, Atom]:
    """The first few journeys' curves, as far as ``room`` px are enough, each curve once."""
    if len(journeys) > _MOST_CURVES:
        return {}
    drawn: dict[Id, tuple[CurvePoint, ...]] = {}
    shapes: list[list[float | None]] = []
    for journey in journeys:
        points = leading_curve(store, answers, journey)
        shape = [point.valence for point in points]
        rated = len(shape) - shape.count(None)
        # a to-be journey without any target yet is experienced as today's is
        if rated > 1 and shape not in shapes and (len(drawn) + 1) * LOWEST <= room:
            drawn[journey.id] = points
            shapes.append(shape)
    height = min(TALLEST, room / max(len(drawn), 1))
    color = accent(store.project.accent)
    return {key: spark(points, _LEFT_WIDTH, height, color) for key, points in drawn.items()}


def _journeys(
    store: Store,
    journeys: Sequence[Journey],
    language: Language,
    curves: Mapping[Id, Atom] = MappingProxyType({}),
) -> Iterable[Atom]:
    yield from _label(language.tr("Journeys"), _LEFT_WIDTH)
    for journey in journeys:
        phases = queries.phases(store, journey.id)
        facts = [
            language.tr(STATES[journey.state]),
            language.ntr("{n} phase", "{n} phases", len(phases)),
            language.ntr(
                "{n} touchpoint", "{n} touchpoints", len(queries.journey_stops(store, journey.id))
            ),
        ]
        people = queries.personas_of(store, journey.id)
        if people:
            facts.append(", ".join(persona.name for persona in people))
        yield from _entry(journey.title or language.tr("Untitled"), " · ".join(facts))
        for figure in queries.figures(store, journey.id):
            told = language.tr("Reported: {figure}", figure=figure_told(store, figure, language))
            yield from lines(told, _LEFT_WIDTH, FINE, PAPER.quiet)
        if journey.id in curves:
            yield curves[journey.id]
    yield gap(16)


def _sources(store: Store, language: Language) -> Iterable[Atom]:
    yield from _label(language.tr("Who was asked"), _LEFT_WIDTH)
    surveys = waves.surveys(store)
    for survey in surveys:
        facts = [
            language.tr(SOURCES[survey.source]),
            *([survey.wave] if survey.wave else []),
            language.ntr("{n} respondent", "{n} respondents", survey.respondents),
        ]
        yield from _entry(survey.name or survey.file_name, " · ".join(facts))
    given = sources(store)
    for source, singles, figures in given:
        facts = []
        if singles:
            facts.append(language.ntr("{n} single rating", "{n} single ratings", singles))
        if figures:
            facts.append(language.ntr("{n} reported figure", "{n} reported figures", figures))
        yield _short_entry(language.tr(SOURCES[source]), " · ".join(facts))
    if told := waves.competing_told(store, language):
        rule = language.tr("Of several waves, each source's newest counts ({waves}).", waves=told)
        yield from lines(rule, _LEFT_WIDTH, FINE, PAPER.quiet)
    if not (surveys or given):
        yield from lines(language.tr("Nothing has been rated yet."), _LEFT_WIDTH, TEXT, PAPER.quiet)


def sources(store: Store) -> list[tuple[Source, int, int]]:
    """Each source with its number of single ratings and of reported figures, if it has any."""
    singles = Counter(rating.source for rating in store.all(Rating))
    figures = Counter(figure.source for figure in store.all(Figure))
    return [
        (source, singles[source], figures[source])
        for source in ALL_SOURCES
        if singles[source] or figures[source]
    ]


def _entry(name: str, facts: str) -> Iterable[Atom]:
    named = lines(name, _LEFT_WIDTH, SUBHEADING, PAPER.text, "bold")
    yield stacked([*named, *lines(facts, _LEFT_WIDTH, TEXT, PAPER.quiet)])
    yield gap(10)


def _short_entry(name: str, facts: str) -> Atom:
    """A name and its facts in one line: a list of them is no reason for a second page."""
    half = _LEFT_WIDTH * 0.5
    who = wrap(name, half - 12, SUBHEADING, "bold", 2)
    told = wrap(facts, _LEFT_WIDTH - half, TEXT, "regular", 3)
    height = max(who.height, told.height + 2) + 6
    return Atom(height, (who.at(0, 0, PAPER.text), told.at(half, 2, PAPER.quiet)))


def _meaning(store: Store, language: Language) -> list[Atom]:
    atoms = [*_label(language.tr("What the numbers mean"), _RIGHT_WIDTH), *_faces(language)]
    for word, text in explained(store, language):
        atoms += lines(word, _RIGHT_WIDTH, TEXT, PAPER.text, "bold")
        atoms += lines(text, _RIGHT_WIDTH, FINE, PAPER.quiet)
        atoms.append(gap(7))
    return atoms


def _faces(language: Language) -> Iterable[Atom]:
    step = _RIGHT_WIDTH / len(FACE_NUMBERS)
    parts: list[Primitive] = []
    for place, number in enumerate(FACE_NUMBERS):
        x = place * step
        parts += faces.face(number, x, 0, 26)
        text = language.number(number, 0, sign=True)
        parts.append(wrap(text, step - 30, TEXT, "bold", 1).at(x + 32, -3, PAPER.text))
        name = language.tr(FACES[number])
        parts.append(wrap(name, step - 34, 10.5, "regular", 1).at(x + 32, 13, PAPER.quiet))
    yield Atom(42, tuple(parts))
