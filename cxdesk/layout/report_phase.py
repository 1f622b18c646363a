"""The pages about one phase: its touchpoints with their numbers, then what was found there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import structs

from cxdesk.analysis.figure_words import figure_told
from cxdesk.language import Language
from cxdesk.layout.flow import Atom, Chapter, Column, Row, gap, lines, stacked
from cxdesk.layout.icons import icon
from cxdesk.layout.primitives import Node, Paint, Rectangle
from cxdesk.layout.report_numbers import Rated, column_names, strips
from cxdesk.layout.report_style import (
    FINE,
    FRAME,
    LABEL,
    MARGIN,
    SUBHEADING,
    TEXT,
    continued,
    heading,
    section,
)
from cxdesk.layout.style import palette
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import LANES, PAPER, blend
from cxdesk.models import nesting, queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Insight, InsightKind, InsightStop, Phase, Stop
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import INSIGHTS, MICRO_MOMENTS, term_name

_NAME_WIDTH = 224.0
_NUMBERS = MARGIN + _NAME_WIDTH + 12
_NOTE_EDGE, _NOTE_PADDING = 4.0, 12.0
_INDENT = 22.0
_BESIDE, _GUTTER = 3, 28.0
"""How many touchpoints without numbers stand beside each other, and what is between them."""
_SHORT = 12
"""So many lines are better moved to the next page than divided."""

_INSIGHT_COLORS: dict[InsightKind, str] = {
    "pain_point": LANES["pain_points"],
    "opportunity": LANES["opportunities"],
    "strength": PAPER.accent,
}


def phase_chapter(
    store: Store, phase: Phase, rated: Mapping[Id, Rated], language: Language
) -> Chapter | None:
    """What is told about a phase, nothing about an empty one; ``rated`` has its stops' numbers."""
    stops = queries.stops(store, phase.id)
    if not stops and not _findings(store, phase, stops):
        return None
    journey = store.record(phase.place.parent)
    order = [one.id for one in queries.phases(store, journey.id)]
    where = language.tr(
        "Phase {number} of {count}", number=order.index(phase.id) + 1, count=len(order)
    ).replace(" ", "\N{NO-BREAK SPACE}")  # beside a long name it stands on a line of its own
    name = phase.name or language.tr("Untitled")

    def head(number: int) -> tuple[list[Node], float]:
        if number:
            return heading(continued(name, where, language), where, palette(phase.color))
        return heading(name, f"{journey.title} · {where}", palette(phase.color), most=6)

    found = tuple(_finding_rows(store, phase, stops, language))
    if not any(rated[stop.id].scores for stop in stops):
        none = language.tr("This phase has no touchpoints yet.")
        note = language.tr("Not rated yet") if stops else none
        width = FRAME.right - FRAME.left
        said = Row((Column(MARGIN, lines(note, width, TEXT, PAPER.quiet)),), after=10)
        return Chapter(name, head, None, (said, *_quiet_rows(store, stops, language)), found)
    columns = _table_head([rated[stop.id] for stop in stops], language)
    table = tuple(
        row for stop in stops for row in _stop_rows(store, stop, rated[stop.id], language)
    )
    return Chapter(name, head, columns, table, found)


def is_quiet(store: Store, phase: Phase, rated: Mapping[Id, Rated]) -> bool:
    """Whether a phase has touchpoints, but neither a number nor a finding about any of them."""
    stops = queries.stops(store, phase.id)
    asked = any(rated[stop.id].scores for stop in stops)
    return bool(stops) and not asked and not _findings(store, phase, stops)


def quiet_chapter(store: Store, phases: Sequence[Phase], language: Language) -> Chapter:
    """The phases in which nobody has rated anything, below each other, in little room."""
    journey = store.record(phases[0].place.parent)
    title = language.tr("Not rated yet")

    def head(number: int) -> tuple[list[Node], float]:
        text = continued(title, journey.title, language) if number else title
        return heading(text, journey.title, PAPER.quiet)

    rows: list[Row] = []
    for phase in phases:
        rows += _phase_rows(store, phase, language)
    return Chapter(title, head, None, tuple(rows))


def _quiet_rows(
    store: Store, stops: Sequence[Stop], language: Language, left: float = MARGIN
) -> Iterator[Row]:
    """Touchpoints without numbers: three in a row, one about which something is written alone.

    That nobody has rated them is what stands above.
    """
    wide = (FRAME.right - left + _GUTTER) / _BESIDE
    waiting: list[Column] = []
    for stop in stops:
        words = _described(store, stop, language, 2 * wide - _GUTTER)
        if waiting and (words or len(waiting) == _BESIDE):
            yield Row(tuple(waiting), after=10)
            waiting = []
        x = left + len(waiting) * wide
        waiting.append(Column(x, (*_about(store, stop, language, wide - _GUTTER), gap(2))))
        if words:
            yield Row((*waiting, Column(left + wide, words)), after=10, whole=len(words) < _SHORT)
            waiting = []
    if waiting:
        yield Row(tuple(waiting), after=10)


def _described(
    store: Store, stop: Stop, language: Language, width: float
) -> tuple[Atom, ...]:
    """What is written about a touchpoint and what others have reported, beside its name."""
    touchpoint = queries.touchpoint(store, stop)
    text = touchpoint.description
    described = lines(text, width, FINE, PAPER.quiet) if text else ()
    return (*described, *_figures(store, touchpoint.id, width, language))


def _phase_rows(store: Store, phase: Phase, language: Language) -> Iterator[Row]:
    """A phase's name after a square of its colour, and beside it its touchpoints."""
    name = phase.name or language.tr("Untitled")
    width = _NAME_WIDTH - _INDENT
    first, *more = lines(name, width, SUBHEADING, PAPER.text, "bold", inset=_INDENT)
    square = Rectangle(0, (first.height - 12) / 2, 12, 12, Paint(palette(phase.color)), 3)
    named = Column(MARGIN, (Atom(first.height, (square, *first.parts)), *more))
    row, *others = _quiet_rows(store, queries.stops(store, phase.id), language, _NUMBERS)
    rows = [structs.replace(row, columns=(named, *row.columns)), *others]
    yield from rows[:-1]
    yield structs.replace(rows[-1], rule=PAPER.hairline)


def _table_head(rated: Sequence[Rated], language: Language) -> Row:
    parts = [wrap(language.tr("Touchpoint"), _NAME_WIDTH, LABEL, "bold", 1).at(0, 0, PAPER.quiet)]
    for x, text in column_names(rated, language):
        parts.append(wrap(text, 180, LABEL, "bold", 1).at(_NUMBERS - MARGIN + x, 0, PAPER.quiet))
    return Row((Column(MARGIN, (Atom(22, tuple(parts)),)),), after=10, rule=PAPER.hairline)


def _stop_rows(store: Store, stop: Stop, rated: Rated, language: Language) -> Iterable[Row]:
    """A touchpoint's name beside its numbers, and its description below both."""
    touchpoint = queries.touchpoint(store, stop)
    atoms = _about(store, stop, language, _NAME_WIDTH)
    width = FRAME.right - _NUMBERS
    numbers = [*strips(store, rated, language), *_figures(store, touchpoint.id, width, language)]
    described = lines(touchpoint.description, FRAME.right - MARGIN, FINE, PAPER.quiet)
    yield Row(
        (Column(MARGIN, (*atoms, gap(8))), Column(_NUMBERS, (*numbers, gap(2)))),
        after=0 if touchpoint.description else 10,
        rule="" if touchpoint.description else PAPER.hairline,
    )
    if touchpoint.description:
        whole = len(described) < _SHORT
        below = Column(MARGIN, (*described, gap(8)))
        yield Row((below,), after=10, rule=PAPER.hairline, whole=whole)


def _about(store: Store, stop: Stop, language: Language, width: float) -> list[Atom]:
    """A touchpoint's name, its channels and department, and what is special about it."""
    touchpoint = queries.touchpoint(store, stop)
    name = touchpoint.name or language.tr("Untitled")
    atoms = [*lines(name, width, SUBHEADING, PAPER.text, "bold")]
    facts = [term_name(channel, language) for channel in queries.channels_of(store, touchpoint.id)]
    department = store.get(touchpoint.department)
    if department is not None:
        facts.append(term_name(department, language))  # type: ignore[arg-type]
    if facts:
        atoms += lines(" · ".join(dict.fromkeys(facts)), width, FINE, PAPER.quiet)
    for sign, color, text in _marks(store, stop, language):
        block = wrap(text, width - 20, FINE, "regular", 1)
        parts = (icon(sign, 0, 1, 15, color), block.at(20, 1, PAPER.quiet))
        atoms.append(Atom(18, parts))
    return atoms


def _figures(store: Store, touchpoint: Id, width: float, language: Language) -> Iterator[Atom]:
    """What others have reported about a touchpoint, and where each figure comes from."""
    for figure in sorted(queries.figures(store, touchpoint), key=lambda one: (one.date, one.id)):
        told = language.tr("Reported: {figure}", figure=figure_told(store, figure, language))
        yield from lines(told, width, FINE, PAPER.quiet)


def _marks(store: Store, stop: Stop, language: Language) -> Iterator[tuple[str, str, str]]:
    """What is special about a stop: icon, its colour, words."""
    if stop.moment_of_truth:
        yield "star", PAPER.star, language.tr("Moment of truth")
    if stop.micro_moment:
        yield stop.micro_moment, PAPER.quiet, language.tr(MICRO_MOMENTS[stop.micro_moment])
    inner = nesting.sub_journey(store, stop.id)
    if inner is not None:
        title = inner.title or language.tr("Untitled journey")
        yield "sub_journey", PAPER.accent, language.tr("Opens {name}", name=title)


def _finding_rows(
    store: Store, phase: Phase, stops: Sequence[Stop], language: Language
) -> Iterator[Row]:
    found = _findings(store, phase, stops)
    if not found:
        return
    gutter = 24.0
    count = max(len(found), 2)
    width = (FRAME.right - FRAME.left - gutter * (count - 1)) / count
    columns = []
    for place, (kind, entries) in enumerate(found.items()):
        x = MARGIN + place * (width + gutter)
        (head,) = section(_plural(kind, language), x, width).columns
        atoms: list[Atom] = []
        for where, insight in entries:
            atoms += _note(insight, where, _INSIGHT_COLORS[kind], width)
        columns.append(Column(x, tuple(atoms), head.atoms))
    yield Row(tuple(columns), before=18, whole=False)


def _findings(
    store: Store, phase: Phase, stops: Sequence[Stop]
) -> dict[InsightKind, list[tuple[str, Insight]]]:
    """The insights of a phase by kind, each with the touchpoint it is about, in map order."""
    seen: set[Id] = set()
    found: dict[InsightKind, list[tuple[str, Insight]]] = {}
    places = [(phase.id, ""), *((s.id, queries.touchpoint(store, s).name) for s in stops)]
    for at, name in places:
        placed = sorted(store.children(at, Insight), key=lambda one: (one.place, one.id))
        linked = [store.record(link.insight) for link in store.children(at, InsightStop)]
        for insight in [*placed, *sorted(linked, key=lambda one: one.id)]:
            if insight.id not in seen and (insight.text or insight.note):
                seen.add(insight.id)
                found.setdefault(insight.kind, []).append((name, insight))
    return {kind: found[kind] for kind in INSIGHTS if kind in found}


def _plural(kind: InsightKind, language: Language) -> str:
    return {
        "pain_point": language.tr("Pain points"),
        "opportunity": language.tr("Opportunities"),
        "strength": language.tr("Strengths"),
    }[kind]


def _note(insight: Insight, where: str, color: str, width: float) -> list[Atom]:
    """A finding's lines on a soft ground with a coloured edge."""
    left = _NOTE_EDGE + _NOTE_PADDING
    inner = width - left - _NOTE_PADDING
    texts = [
        atom
        for text, size, ink in (
            (where, LABEL, PAPER.quiet),
            (insight.text, TEXT, PAPER.text),
            (insight.note, FINE, PAPER.quiet),
        )
        if text
        for atom in lines(text, inner, size, ink, inset=left)
    ]
    padded = [gap(7), *texts, gap(8)]
    grounds = [_on_ground(atom, color, width) for atom in padded]
    return [*([stacked(grounds)] if len(texts) < _SHORT else grounds), gap(8)]


def _on_ground(atom: Atom, color: str, width: float) -> Atom:
    # the grounds of neighbouring lines overlap, so that no seam shows between them
    ground = Rectangle(0, 0, width, atom.height + 0.5, Paint(blend(color, "#FFFFFF", 0.09)))
    edge = Rectangle(0, 0, _NOTE_EDGE, atom.height + 0.5, Paint(color))
    return Atom(atom.height, (ground, edge, *atom.parts))
