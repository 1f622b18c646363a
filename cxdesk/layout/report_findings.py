"""The page of a report that says what the ratings mean: pain points, success points, chances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from cxdesk.analysis import finding_words
from cxdesk.analysis.matrix import Finding, Matrix, relevance_matrix
from cxdesk.analysis.selection import Answers, Selection
from cxdesk.language import Language
from cxdesk.layout import faces
from cxdesk.layout.flow import Atom, Column, Flow, Row, gap, lines, stacked, total
from cxdesk.layout.matrix import MatrixPicture, Spot, marker, matrix_picture
from cxdesk.layout.primitives import Paint, Primitive, Rectangle
from cxdesk.layout.report_key import key_rows
from cxdesk.layout.report_style import (
    FINE,
    FRAME,
    MARGIN,
    SUBHEADING,
    TEXT,
    accent,
    chapter,
    section,
)
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import PAPER
from cxdesk.models.ids import Id
from cxdesk.models.pairing import pair_of
from cxdesk.models.records import Journey
from cxdesk.models.scales import face
from cxdesk.models.store import Store

MOST, LEAST = 5, 3
"""How many pain points, success points and opportunities are listed; fewer to fill one page."""

MOST_OPPORTUNITY = 20.0
"""The greatest opportunity score there can be."""

_GUTTER = 40.0
_LEFT_WIDTH = 540.0
_RIGHT = MARGIN + _LEFT_WIDTH + _GUTTER
_RIGHT_WIDTH = FRAME.right - _RIGHT
_PLANE, _PLANE_ALONE, _FACE, _BAR = 388.0, 510.0, 24.0, 290.0


def finding_flow(
    store: Store, answers: Answers | None, journey: Journey, language: Language
) -> Flow | None:
    """The pages of a journey's findings; none where there is nothing to compare."""
    if pair_of(store, journey.id) is not None:
        return None  # today's findings are the as-is journey's
    matrix = relevance_matrix(store, journey.id, Selection(), answers)
    if len(matrix.by_rating()) < 2:
        return None
    title = journey.title or language.tr("Untitled")
    flow = chapter(language.tr("Findings"), title, store.project.accent, language, 1)
    if matrix.known:
        picture = matrix_picture(matrix, _LEFT_WIDTH, _high(matrix), PAPER, language)
        told = _plane(matrix, picture, accent(store.project.accent), language)
        listed = _fitting(store, matrix, picture, flow.room, language)
        flow.add(Row((Column(MARGIN, tuple(told)), Column(_RIGHT, listed)), whole=False))
        for row in _key(picture, language):
            flow.add(row)
    else:
        for row in _rated(store, matrix, language):
            flow.add(row)
    return flow


def _high(matrix: Matrix) -> float:
    """How high the plane is: more where no scores stand below it."""
    return _PLANE if matrix.opportunities() else _PLANE_ALONE


def _key(picture: MatrixPicture, language: Language) -> list[Row]:
    """Which touchpoints the numbers on the plane are, if there are any."""
    numbered = [one for one in picture.spots if one.number]
    named = [
        (partial(marker, one, theme=PAPER), one.finding.name or language.tr("Untitled"))
        for one in numbered
    ]
    return key_rows(language.tr("All touchpoints"), named) if named else []


def _plane(
    matrix: Matrix, picture: MatrixPicture, color: str, language: Language
) -> Iterator[Atom]:
    scored = matrix.opportunities()[:MOST]
    yield Atom(_high(matrix), picture.parts)
    hollow = language.tr(
        "A hollow face is an indication: too few answers, or an interval that includes neutral."
    )
    border = language.tr("Above the dashed line: more important than the journey's average.")
    told = f"{finding_words.basis_told(matrix, language)} {border} {hollow}"
    yield from lines(told, _LEFT_WIDTH, FINE, PAPER.quiet)
    if scored:
        yield gap(14)
        yield from _label(language.tr("Opportunity score"), _LEFT_WIDTH)
        rule = language.tr(
            "Importance plus how far satisfaction falls short of it, both brought to 0 to 10: the"
            " higher, the more there is to win."
        )
        yield from lines(rule, _LEFT_WIDTH, FINE, PAPER.quiet)
        yield gap(4)
        for one in scored:
            yield _bar(one, color, language)


def _bar(finding: Finding, color: str, language: Language) -> Atom:
    name = wrap(finding.name, _BAR - 12, FINE, "regular", 1)
    value = wrap(language.number(finding.opportunity or 0.0, 1), 40, FINE, "bold", 1)
    room = _LEFT_WIDTH - _BAR - 48
    filled = max(room * (finding.opportunity or 0.0) / MOST_OPPORTUNITY, 8.0)
    parts: tuple[Primitive, ...] = (
        name.at(0, 1, PAPER.text),
        Rectangle(_BAR, 6, room, 8, Paint(PAPER.track), 4),
        Rectangle(_BAR, 6, filled, 8, Paint(color), 4),
        value.at(_LEFT_WIDTH - 40, 1, PAPER.text, "right", 40),
    )
    return Atom(20, parts)


def _fitting(
    store: Store, matrix: Matrix, picture: MatrixPicture, room: float, language: Language
) -> tuple[Atom, ...]:
    """The lists, shortened where that spares a page with the last one's end alone."""
    spots = {one.finding.stop: one for one in picture.spots if one.number}
    for most in range(MOST, LEAST - 1, -1):
        listed = tuple(_findings(store, matrix, spots, most, language))
        if total(listed) <= room:
            return listed
    return tuple(_findings(store, matrix, spots, MOST, language))


def _findings(
    store: Store, matrix: Matrix, spots: Mapping[Id, Spot], most: int, language: Language
) -> Iterator[Atom]:
    lists = (
        (
            language.tr("Top pain points"),
            language.tr("Important to customers, experienced badly"),
            matrix.ranked("pain_point"),
        ),
        (
            language.tr("Top brand success points"),
            language.tr("Important to customers, experienced well"),
            matrix.ranked("success_point"),
        ),
    )
    for title, meaning, found in lists:
        yield from _label(title, _RIGHT_WIDTH)
        yield from lines(meaning, _RIGHT_WIDTH, FINE, PAPER.quiet)
        yield gap(6)
        for one in found[:most]:
            yield from _entry(store, one, _RIGHT_WIDTH, language, spots.get(one.stop))
        if not found:
            yield from lines(language.tr("None found."), _RIGHT_WIDTH, TEXT, PAPER.quiet)
        yield gap(14)


def _rated(store: Store, matrix: Matrix, language: Language) -> Iterator[Row]:
    """The lists of a journey of which nobody knows what matters to its customers."""
    width = (FRAME.right - MARGIN - _GUTTER) / 2
    told = language.tr(
        "How important the touchpoints are is not known: nobody was asked, and no survey has an"
        " overall rating from which it could be derived. So these are the lowest and highest"
        " ratings, not yet pain points and success points."
    )
    text = lines(told, FRAME.right - MARGIN, TEXT, PAPER.quiet)
    yield Row((Column(MARGIN, (*text, gap(14))),))
    rated = matrix.by_rating()
    most = min(MOST, len(rated) // 2)  # none is the lowest and the highest at once
    lists = (
        (language.tr("Rated lowest"), rated[:most]),
        (language.tr("Rated highest"), rated[::-1][:most]),
    )
    columns = []
    for number, (title, found) in enumerate(lists):
        atoms = [*_label(title, width)]
        for one in found:
            atoms += _entry(store, one, width, language)
        columns.append(Column(MARGIN + number * (width + _GUTTER), tuple(atoms)))
    yield Row(tuple(columns), whole=False)


def _sign(finding: Finding, spot: Spot | None) -> Sequence[Primitive]:
    """A finding's face, with its number on the plane if it has one."""
    if spot is not None:
        return marker(spot, _FACE / 2, 3 + _FACE / 2, PAPER)
    number = face(finding.valence or 0.0)
    if not finding.certain:
        return faces.hollow_face(number, 0, 3, _FACE, PAPER.panel, PAPER.text)
    return faces.face(number, 0, 3, _FACE)


def _entry(
    store: Store, finding: Finding, width: float, language: Language, spot: Spot | None = None
) -> Sequence[Atom]:
    """A finding's face, its name, where it lies, and its numbers."""
    inset, sign = _FACE + 12, _sign(finding, spot)
    where = finding_words.whereabouts(store, finding, language)
    beside = wrap(where, (width - inset) * 0.4, FINE, "regular", 2)
    name = finding.name or language.tr("Untitled")
    told = finding_words.facts(store, finding, language)
    room = width - inset - beside.width - 12
    named = lines(name, room, SUBHEADING, PAPER.text, "bold", inset=inset)
    missing = beside.height + 3 - sum(atom.height for atom in named)
    texts = [
        *named,
        gap(max(missing, 0.0)),
        *lines(told, width - inset, FINE, PAPER.text, inset=inset),
    ]
    whole = stacked(texts)
    place = beside.at(inset, 3, PAPER.quiet, "right", width - inset)
    return [Atom(max(whole.height, _FACE + 6), (*sign, place, *whole.parts)), gap(9)]


def _label(text: str, width: float) -> tuple[Atom, ...]:
    (column,) = section(text, 0, width).columns
    return column.atoms
