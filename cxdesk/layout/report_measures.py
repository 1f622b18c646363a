"""The last pages of a report: what is to be done, by whom and by when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from cxdesk.language import Language
from cxdesk.layout.crowded import numbered
from cxdesk.layout.effort import DOT, Dot, dot, effort_picture
from cxdesk.layout.flow import Atom, Column, Page, Row, gap, lines
from cxdesk.layout.primitives import Primitive
from cxdesk.layout.report_style import (
    FINE,
    FRAME,
    LABEL,
    MARGIN,
    SUBHEADING,
    TEXT,
    chapter,
    section,
)
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import PAPER
from cxdesk.models.records import Insight, Measure, MeasureInsight
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import STATUSES

_FEW, _FEW_HIGH, _MANY_LEAST, _MANY_HIGH, _LEGEND = 8, 288.0, 320.0, 520.0, 28.0
"""Up to how many measures a low plane is enough; what more of them need and can use, in px."""

_NUMBER = 32.0
"""What a measure's number takes before its title, in px."""
_TITLE, _OWNER, _DUE, _STATUS, _EFFORT, _IMPACT = 0.0, 452.0, 616.0, 736.0, 864.0, 940.0
"""Where the columns begin, in px from the left margin."""


def measure_pages(store: Store, language: Language) -> list[Page]:
    """The table of measures, those that are due first on top; no page where there are none."""
    measures = ordered(store)
    if not measures:
        return []
    project = store.project
    flow = chapter(language.tr("Measures"), project.title, project.accent, language)
    flow.table_head(_head(language))
    numbers = numbered(measures)
    for measure in measures:
        flow.add(_row(store, measure, language, numbers.get(measure.id, 0)))
    flow.table_head(None)
    if len(measures) > 1:
        for row in _plane(measures, flow.room, language):
            flow.add(row)
    return flow.pages()


def ordered(store: Store) -> list[Measure]:
    """The measures by due date, those without one last."""
    return sorted(store.all(Measure), key=lambda one: (not one.due, one.due, one.title, one.id))


def answered(store: Store, measure: Measure) -> list[Insight]:
    """The insights that a measure answers."""
    links = store.children(measure.id, MeasureInsight)
    return sorted((store.record(link.insight) for link in links), key=lambda one: one.id)


def due(measure: Measure, language: Language) -> str:
    """The due date as the language writes it; what is no date stays as it is."""
    try:
        return language.date(datetime.date.fromisoformat(measure.due))
    except ValueError:
        return measure.due


def _plane(measures: Sequence[Measure], room: float, language: Language) -> Iterator[Row]:
    """Effort against impact, with a line that tells what the colours mean.

    It takes the ``room`` px below the table where they are enough, rather than a page of its own.
    """
    width = FRAME.right - MARGIN
    head = section(language.tr("Effort and impact"), MARGIN, width)
    high = _FEW_HIGH
    if len(measures) > _FEW:
        left = room - head.before - head.height - _LEGEND
        high = min(left, _MANY_HIGH) if left >= _MANY_LEAST else _MANY_HIGH
    yield msgspec.structs.replace(head, follow=high + _LEGEND)
    parts: list[Primitive] = []
    x = 0.0
    for status, name in STATUSES.items():
        example = next((one for one in measures if one.status == status), None)
        if example is not None:
            text = wrap(language.tr(name), 200, FINE, "regular", 1)
            parts += dot(Dot(example, x + DOT / 2, 9), PAPER)
            parts.append(text.at(x + DOT + 6, 1, PAPER.text))
            x += DOT + 6 + text.width + 22
    picture = effort_picture(
        measures, width, high, PAPER, language, numbers=numbered(measures)
    )
    yield Row((Column(MARGIN, (Atom(_LEGEND, tuple(parts)), Atom(high, picture.parts))),))


def _head(language: Language) -> Row:
    names = (
        (_TITLE, language.tr("Measure")),
        (_OWNER, language.tr("Owner")),
        (_DUE, language.tr("Due")),
        (_STATUS, language.tr("Status")),
        (_EFFORT, language.tr("Effort")),
        (_IMPACT, language.tr("Impact")),
    )
    columns = (
        Column(MARGIN + x, (*lines(name, 150, LABEL, PAPER.quiet, "bold"), gap(7)))
        for x, name in names
    )
    return Row(tuple(columns), after=10, rule=PAPER.hairline)


def _row(store: Store, measure: Measure, language: Language, number: int) -> Row:
    """A measure with all that is known of it, behind its ``number`` on the plane if it has one."""
    inset = _NUMBER if number else 0.0
    room = _OWNER - 24 - inset
    title = [*lines(measure.title, room, SUBHEADING, PAPER.text, "bold", inset=inset)]
    for insight in answered(store, measure):
        title += lines(insight.text, room, FINE, PAPER.quiet, inset=inset)
    if number and title:
        sign = dot(Dot(measure, 10, title[0].height / 2, number), PAPER)
        title[0] = Atom(title[0].height, (*title[0].parts, *sign))
    return Row(
        (
            Column(MARGIN, (*title, gap(8))),
            *_cells(
                (_OWNER, measure.owner, _DUE - _OWNER - 12),
                (_DUE, due(measure, language), _STATUS - _DUE - 12),
                (_STATUS, language.tr(STATUSES[measure.status]), _EFFORT - _STATUS - 12),
                (_EFFORT, language.tr("{value} of {top}", value=measure.effort, top=5), 64),
                (_IMPACT, language.tr("{value} of {top}", value=measure.impact, top=5), 64),
            ),
        ),
        after=10,
        rule=PAPER.hairline,
    )


def _cells(*cells: tuple[float, str, float]) -> Iterable[Column]:
    for x, text, width in cells:
        if text:
            yield Column(MARGIN + x, (gap(1), *lines(text, width, TEXT, PAPER.text)))
