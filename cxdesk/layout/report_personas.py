"""The pages about who travels: portrait, segment, wishes, and which touchpoints each skips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cxdesk.language import Language
from cxdesk.layout import faces
from cxdesk.layout.flow import Atom, Column, Page, Row, gap, lines
from cxdesk.layout.icons import icon
from cxdesk.layout.primitives import Image, Paint, Primitive
from cxdesk.layout.report_style import (
    FINE,
    FRAME,
    LABEL,
    MARGIN,
    SUBHEADING,
    TEXT,
    chapter,
)
from cxdesk.layout.style import palette
from cxdesk.layout.tokens import ON_PHASE, PAPER
from cxdesk.models import queries, shares
from cxdesk.models.records import Journey, Persona
from cxdesk.models.store import Store

_PORTRAIT = 96.0
_NAME, _NAME_WIDTH = MARGIN + _PORTRAIT + 20, 212.0
_TEXTS = _NAME + _NAME_WIDTH + 28
_GUTTER = 24.0


def persona_pages(store: Store, journeys: Sequence[Journey], language: Language) -> list[Page]:
    """A card for each persona that takes part in one of the journeys; no page without any.

    Those with nothing but a name share a line, and are no reason for a page: the cover names them.
    """
    taking = {one.id for journey in journeys for one in queries.personas_of(store, journey.id)}
    people = [one for one in queries.personas(store) if one.id in taking]
    told = [one for one in people if _is_described(store, one, journeys, language)]
    if not told:
        return []
    project = store.project
    flow = chapter(language.tr("Personas"), project.title, project.accent, language)
    for persona in told:
        flow.add(_card(store, persona, journeys, language))
    if named := [one.name for one in people if one not in told and one.name]:
        text = language.tr("Only named so far: {names}", names=", ".join(named))
        flow.add(Row((Column(MARGIN, lines(text, FRAME.right - MARGIN, TEXT, PAPER.quiet)),), 6))
    return flow.pages()


def _is_described(
    store: Store, persona: Persona, journeys: Sequence[Journey], language: Language
) -> bool:
    """Whether there is more to tell about a persona than its name."""
    texts = (
        persona.segment, persona.quote, persona.goals, persona.needs, persona.frustrations,
        persona.picture,
    )  # fmt: skip
    if any(text.strip() for text in texts) or shares.are_told(store):
        return True
    return bool(_paths(store, persona, journeys, language))


def _card(
    store: Store, persona: Persona, journeys: Sequence[Journey], language: Language
) -> Row:
    name = persona.name or language.tr("Unnamed persona")
    who = [
        *lines(name, _NAME_WIDTH, SUBHEADING + 3, PAPER.text, "bold"),
        *lines(persona.segment, _NAME_WIDTH, TEXT, PAPER.quiet),
    ]
    if shares.are_told(store):
        told = language.tr("{share} of the customers", share=language.percent(persona.weight))
        who += lines(told, _NAME_WIDTH, TEXT, PAPER.quiet)
    if persona.quote.strip():
        quote = persona.quote.strip().strip('"“”„»«')
        marks = "„{}“" if language.code == "de" else "“{}”"
        who += [gap(8), *lines(marks.format(quote), _NAME_WIDTH, TEXT, PAPER.text, "italic")]
    who += _paths(store, persona, journeys, language)
    texts = (
        (language.tr("Goals"), persona.goals),
        (language.tr("Needs"), persona.needs),
        (language.tr("Frustrations"), persona.frustrations),
    )
    width = (FRAME.right - _TEXTS - 2 * _GUTTER) / 3
    columns = (
        Column(
            _TEXTS + number * (width + _GUTTER),
            (
                *lines(title.upper(), width, LABEL, PAPER.quiet, "bold"),
                gap(3),
                *lines(text, width, TEXT, PAPER.text),
                gap(10),
            ),
        )
        for number, (title, text) in enumerate(texts)
        if text.strip()
    )
    portrait = Atom(_PORTRAIT + 14, tuple(_portrait(persona)))
    return Row(
        (Column(MARGIN, (portrait,)), Column(_NAME, (*who, gap(10))), *columns),
        before=6, after=12, rule=PAPER.hairline, whole=True,
    )  # fmt: skip


def _portrait(persona: Persona) -> Iterator[Primitive]:
    middle = _PORTRAIT / 2
    yield faces.circle(middle, middle, middle, Paint(fill=palette(persona.color)))
    if persona.picture:
        side = _PORTRAIT - 8
        yield Image(4, 4, side, side, persona.picture, cover=True, radius=side / 2)
    else:
        yield icon("persona", middle - 26, middle - 26, 52, ON_PHASE)


def _paths(
    store: Store, persona: Persona, journeys: Sequence[Journey], language: Language
) -> list[Atom]:
    """What a persona skips of the journeys it takes part in, told once where it is the same."""
    skipped = queries.skipped(store, persona.id)
    told: dict[str, str] = {}
    for journey in journeys:
        if persona in queries.personas_of(store, journey.id):
            stops = queries.journey_stops(store, journey.id)
            names = [queries.touchpoint(store, stop).name for stop in stops if stop.id in skipped]
            if names:
                told.setdefault(", ".join(names), journey.title or language.tr("Untitled"))
    atoms: list[Atom] = []
    for names_told, title in told.items():
        text = language.tr("Skips {names}", names=names_told)
        if len(told) > 1:
            text = f"{title}: {text}"
        atoms += [gap(8), *lines(text, _NAME_WIDTH, FINE, PAPER.quiet)]
    return atoms

