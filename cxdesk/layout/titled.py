"""A map that stands alone: under a line that says whose journey it is, of when, and asked whom."""

from __future__ import annotations

import datetime

import msgspec

from cxdesk.analysis.selection import Answers
from cxdesk.language import Language
from cxdesk.layout.flow import Frame
from cxdesk.layout.primitives import Sheet
from cxdesk.layout.report_cover import sources
from cxdesk.layout.report_map import map_sheet
from cxdesk.layout.report_style import accent, heading
from cxdesk.models import waves
from cxdesk.models.records import SOURCES as ALL_SOURCES
from cxdesk.models.records import Journey
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import SOURCES, state_beside

_EDGE, _TOP = 16.0, 22.0


def titled_map(
    store: Store,
    answers: Answers | None,
    journey: Journey,
    day: datetime.date,
    language: Language,
) -> Sheet:
    """The map as ``map_sheet`` has it, below its title; a few lines higher, and no wider."""
    sheet = map_sheet(store, answers, journey, language)
    title = journey.title or language.tr("Untitled")
    note = _note(store, journey, day, language)
    frame = Frame(sheet.width, sheet.height, _EDGE, sheet.width - _EDGE, _TOP, sheet.height)
    head, top = heading(title, note, accent(store.project.accent), frame)
    moved = [msgspec.structs.replace(node, y=node.y + top) for node in sheet.nodes]
    return msgspec.structs.replace(sheet, height=sheet.height + top, nodes=(*head, *moved))


def _note(store: Store, journey: Journey, day: datetime.date, language: Language) -> str:
    """State, project and client where they are not the title itself, day, who was asked."""
    project = store.project
    whose = [one for one in (project.title, project.client) if one and one != journey.title]
    facts = [state_beside(journey, language), *dict.fromkeys(whose), language.date(day)]
    asked = {survey.source for survey in waves.surveys(store)}
    asked |= {source for source, *_ in sources(store)}
    names = [language.tr(SOURCES[one]) for one in ALL_SOURCES if one in asked]
    if names:
        facts.append(f"{language.tr('Source')}: {', '.join(names)}")
    return " · ".join(filter(None, facts))
