"""Where a journey's numbers come from: answers by source, and its overall rating."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from msgspec.structs import replace

from cxdesk.analysis.precision import mean_told
from cxdesk.analysis.scores import Score
from cxdesk.canvas.workspace import Workspace
from cxdesk.ingest import overall
from cxdesk.models import queries
from cxdesk.models.records import PERSPECTIVES, SOURCES, Question, Source
from cxdesk.models.vocabulary import scale_name


class Provenance(NamedTuple):
    """How many ratings each source gave, the most first; ``total`` of them altogether."""

    by_source: tuple[tuple[Source, int], ...]
    total: int


def provenance(workspace: Workspace) -> Provenance:
    """The ratings of the journey's touchpoints, from all perspectives, by source.

    A touchpoint that is used twice counts once for each use, as it does on the curve.
    """
    counts: Counter[Source] = Counter()
    for stop in queries.journey_stops(workspace.store, workspace.journey):
        for perspective in PERSPECTIVES:
            shown = replace(workspace.shown, perspective=perspective)
            for score in workspace.numbers.score(stop.id, shown):
                for source, estimate in score.by_source.items():
                    counts[source] += estimate.n
    ordered = sorted(counts.items(), key=lambda one: (-one[1], SOURCES.index(one[0])))
    return Provenance(tuple(ordered), counts.total())


def could_be_overall(workspace: Workspace) -> list[Question]:
    """Questions kept for later that could tell how the journey was as a whole, likeliest first.

    None where the journey has an overall rating already.
    """
    store = workspace.store
    if overall_scores(workspace):
        return []
    rated = {stop.touchpoint for stop in queries.journey_stops(store, workspace.journey)}
    questions = store.all(Question)
    surveys = {one.survey for one in questions if one.kind == "rating" and one.touchpoint in rated}
    return overall.could_be_overall(one for one in questions if one.survey in surveys)


def overall_told(workspace: Workspace, score: Score) -> str:
    """An overall rating and what it is on: "3.7 (1 to 5 stars)", of yes and no the share of yes."""
    store, language = workspace.store, workspace.language
    scale = queries.scale(store, score.scale)
    if score.mean is None or scale.maximum - scale.minimum > scale.step:
        return f"{mean_told(score, language)} ({scale_name(scale, language)})"
    share = language.percent((score.mean - scale.minimum) / (scale.maximum - scale.minimum))
    words = {
        word
        for one in store.all(Question)
        if one.journey == workspace.journey and one.scale == scale.id
        for word, value in one.words.items()
        if value == scale.maximum
    }
    if len(words) != 1:
        return f"{share} ({scale_name(scale, language)})"
    return workspace.tr("{share} “{word}”", share=share, word=words.pop())


def overall_scores(workspace: Workspace) -> list[Score]:
    """The journey's overall rating, one for each scale in use."""
    if not workspace.journey:
        return []
    return workspace.numbers.overall(workspace.journey, workspace.shown)
