"""A project's report as pages of primitives: cover, personas, maps, phases, measures."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from cxdesk.analysis.curve import emotion_curve
from cxdesk.analysis.score_words import headlines, known_told
from cxdesk.analysis.scores import overall, scores
from cxdesk.analysis.selection import Answers, Selection
from cxdesk.language import Language
from cxdesk.layout.flow import Chapter, Flow, Page
from cxdesk.layout.pair import pair_sheet
from cxdesk.layout.primitives import Sheet
from cxdesk.layout.report_cover import cover
from cxdesk.layout.report_findings import finding_flow
from cxdesk.layout.report_map_pages import Paper, map_frame, map_pages, overview_page
from cxdesk.layout.report_measures import measure_pages
from cxdesk.layout.report_numbers import Rated
from cxdesk.layout.report_personas import persona_pages
from cxdesk.layout.report_phase import is_quiet, phase_chapter, quiet_chapter
from cxdesk.layout.report_style import FRAME, accent, numbered
from cxdesk.layout.style import Style
from cxdesk.layout.tokens import PAPER
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.pairing import pair_of
from cxdesk.models.records import Journey
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import scale_name, state_beside

_TOGETHER = "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}"


def report(
    store: Store,
    answers: Answers | None,
    journeys: Sequence[Journey],
    day: datetime.date,
    language: Language,
    paper: Paper = "a4",
) -> list[Page]:
    """All pages, numbered: A4 landscape, the maps on ``paper``."""
    pages = cover(store, answers, journeys, day, language)
    pages += persona_pages(store, journeys, language)
    told: list[object] = []
    for journey in journeys:
        note = _facts(store, answers, journey, language)
        pages += map_pages(store, answers, journey, note, language, paper)
        chapters, same = [], []
        for chapter in _chapters(store, answers, journey, language):
            if pair_of(store, journey.id) in journeys and chapter.said in told:
                same.append(chapter.title)  # a to-be phase about which today's has said it all
                continue
            told.append(chapter.said)
            chapters.append(chapter)
        pages += _pair_page(store, answers, journey, same, language, paper)
        pages += _flowing(finding_flow(store, answers, journey, language), chapters)
    pages += measure_pages(store, language)
    return numbered(pages, store.project.title, language)


def _flowing(flow: Flow | None, chapters: Sequence[Chapter]) -> list[Page]:
    """The chapters below what ``flow`` has already, each on a new page only if it needs one."""
    for chapter in chapters:
        if flow is None:
            flow = Flow(FRAME, chapter.head, chapter.title, 1)
            flow.fill(chapter)
        else:
            flow.begin(chapter)
    return [] if flow is None else flow.pages()


def _chapters(
    store: Store, answers: Answers | None, journey: Journey, language: Language
) -> Iterator[Chapter]:
    """The phases of a journey of which there is something to tell."""
    rated: dict[Id, Rated] = {
        point.stop: Rated(point) for point in emotion_curve(store, journey.id, Selection(), answers)
    }
    for score in scores(store, journey.id, Selection(), answers):
        rated[score.stop].scores.append(score)
    phases = queries.phases(store, journey.id)
    quiet = [phase for phase in phases if is_quiet(store, phase, rated)]
    if len(quiet) == 1:
        quiet = []  # it would come out of its place and save no page
    for phase in phases:
        if phase in quiet:
            continue
        chapter = phase_chapter(store, phase, rated, language)
        if chapter is not None:
            yield chapter
    if quiet:
        yield quiet_chapter(store, quiet, language)


def _facts(store: Store, answers: Answers | None, journey: Journey, language: Language) -> str:
    """What stands beside the title of a map."""
    facts = (state_beside(journey, language), *_overall(store, answers, journey, language))
    return " · ".join(filter(None, facts))


def _pair_page(
    store: Store,
    answers: Answers | None,
    journey: Journey,
    same: Sequence[str],
    language: Language,
    paper: Paper,
) -> list[Page]:
    """A to-be journey below today's, columns in line; no page for any other journey.

    ``same`` has the phases that have no page of their own, since today's tells all of it.
    """
    pair = pair_of(store, journey.id)
    if pair is None:
        return []
    color = accent(store.project.accent)
    style = Style(theme=PAPER, language=language.code, accent=color)
    today = emotion_curve(store, pair.id, Selection(), answers)
    target = emotion_curve(store, journey.id, Selection(perspective="target"), answers)

    def drawn(curve_height: float) -> Sheet:
        wanted = replace(style, curve_height=curve_height)
        sheet = pair_sheet(store, journey.id, wanted, today, target)
        assert sheet is not None  # it has a pair
        return sheet

    title = language.tr("{name} against today", name=journey.title or language.tr("Untitled"))
    note = language.tr("Told with today's: {names}", names=", ".join(same)) if same else ""
    return [overview_page(drawn, title, note, color, map_frame(paper), level=1)]


def _overall(
    store: Store, answers: Answers | None, journey: Journey, language: Language
) -> list[str]:
    """The journey's overall rating in words, one phrase for each scale."""
    phrases = []
    for score in overall(store, journey.id, Selection(), answers):
        scale = queries.scale(store, score.scale)
        for told in headlines(score, scale, language)[:1]:
            said = told.value
            if told.name != "NPS":
                name = scale_name(scale, language)
                said = language.tr("overall {mean} on {scale}", mean=said, scale=name)
            known = known_told(score, scale, language).replace("n = ", _TOGETHER)
            phrases.append(f"{said} ({known})")
    return phrases
