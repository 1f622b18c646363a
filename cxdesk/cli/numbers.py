"""Commands that print numbers: scores and the emotion curve."""

from __future__ import annotations

import argparse

from cxdesk.analysis.curve import emotion_curve
from cxdesk.analysis.scores import scores as scores_of
from cxdesk.analysis.selection import Selection
from cxdesk.cli.output import print_json, say
from cxdesk.cli.project import opened
from cxdesk.language import Language
from cxdesk.models import queries
from cxdesk.models.naming import find_journey, find_persona
from cxdesk.models.records import Journey
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import PERSPECTIVES, scale_name

SCORE = (
    "journey", "phase", "stop", "touchpoint", "name", "perspective", "scale", "n", "mean", "sd",
    "valence", "low", "high", "nps", "top2", "weighted", "nps_interval", "top2_interval",
    "effective", "waves",
)  # fmt: skip
POINT = ("stop", "touchpoint", "name", "valence", "low", "high", "n")


def scores(options: argparse.Namespace, reader: Language) -> bool:
    """Print the scores of every stop, apart for each perspective and scale."""
    with opened(options) as session:
        selection = selection_of(options, session.store)
        perspectives = [options.perspective] if options.perspective else None
        found = [
            score
            for journey in journeys_of(options, session.store)
            for score in scores_of(
                session.store, journey.id, selection, session.answers, perspectives
            )
        ]
        names = {
            one.scale: scale_name(queries.scale(session.store, one.scale), reader) for one in found
        }
    if options.json:
        print_json({"scores": [{key: getattr(one, key) for key in SCORE} for one in found]})
        return True
    if not found:
        say(reader.tr("Nothing has been rated yet."))
    for one in found:
        figures = [
            reader.ntr("{n} answer", "{n} answers", one.n),
            reader.tr(PERSPECTIVES[one.perspective]),
            names[one.scale],
            _figure(reader.tr("mean"), one.mean, reader, 2),
            _figure("NPS", one.nps, reader, 0),
        ]
        say(f"{one.name}: {', '.join(filter(None, figures))}")
    return True


def curve(options: argparse.Namespace, reader: Language) -> bool:
    """Print the points of a journey's emotion curve."""
    with opened(options) as session:
        journey = find_journey(session.store, options.journey)
        selection = selection_of(options, session.store)
        points = (
            emotion_curve(session.store, journey.id, selection, session.answers) if journey else []
        )
    if options.json:
        print_json({"points": [{key: getattr(one, key) for key in POINT} for one in points]})
        return True
    if not points:
        say(reader.tr("The journey has no touchpoints yet."))
    for one in points:
        feeling = "–" if one.valence is None else reader.number(one.valence, 2, sign=True)
        say(f"{one.name}: {feeling} ({reader.ntr('{n} answer', '{n} answers', one.n)})")
    return True


def selection_of(options: argparse.Namespace, store: Store) -> Selection:
    """Whose answers the options ask for, and from which perspective where they may say so."""
    return Selection(
        perspective=getattr(options, "perspective", None) or "experience",
        sources=frozenset(options.source) if options.source else None,
        persona=find_persona(store, options.persona).id if options.persona else "",
        wave=options.wave or "",
    )


def journeys_of(options: argparse.Namespace, store: Store) -> list[Journey]:
    """The journey that the options name, or all."""
    if options.journey is None:
        return queries.journeys(store)
    found = find_journey(store, options.journey)
    return [found] if found else []


def _figure(name: str, value: float | None, reader: Language, decimals: int) -> str:
    return "" if value is None else f"{name} {reader.number(value, decimals)}"
