"""Commands about a project as a whole: new, info, export, check."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

from cxdesk.cli.output import fail, print_json, progress, say
from cxdesk.language import Language, language
from cxdesk.models import queries
from cxdesk.models.ids import new_id
from cxdesk.models.naming import find_journey
from cxdesk.models.records import Journey, Persona, Project, Question, Rating, Touchpoint
from cxdesk.models.scales import Scale
from cxdesk.models.store import Store
from cxdesk.models.terms import built_in_terms
from cxdesk.session import Session
from cxdesk.storage.refusals import TooOld


def opened(options: argparse.Namespace, *, looking: bool = True) -> closing[Session]:
    """The project that the command is about; it is closed at the end of the ``with``.

    Only a command that edits brings a file of an older format to this version's; the others read a
    copy of it. Either takes its time.
    """
    path = Path(options.file)
    try:
        return closing(Session.open(path, looking=looking, at_once=True))
    except TooOld:
        from cxdesk.cli import preferred_language

        tr, name = language(preferred_language()).tr, path.name
        progress(
            tr("Reading {file}…", file=name)
            if looking
            else tr("{file} is being brought up to date…", file=name)
        )
        try:
            return closing(Session.open(path, looking=looking))
        finally:
            progress("")


def new(options: argparse.Namespace, reader: Language) -> bool:
    """Create a project, empty or from a template."""
    path = Path(options.file)
    lang: Literal["de", "en"] = "de" if (options.lang or reader.code) == "de" else "en"
    if options.template:
        from cxdesk import templates

        records = templates.records(options.template, lang, heading=path.stem)
    else:
        records = [Project(id=new_id(), title=path.stem, language=lang), *built_in_terms()]
    Session.create(path, records).close()
    say(reader.tr("{file} has been created.", file=path))
    return True


def info(options: argparse.Namespace, reader: Language) -> bool:
    """Tell what is in a project."""
    with opened(options) as session:
        store = session.store
        found: dict[str, Any] = {
            "title": store.project.title,
            "language": store.project.language,
            "format": session.format,
            "counts": _counts(store),
            "journeys": [_journey(store, one) for one in queries.journeys(store)],
            "scales": [_scale(one) for one in sorted(store.all(Scale), key=lambda one: one.name)],
        }
    if options.json:
        print_json(found)
        return True
    say(found["title"])
    for name, count in found["counts"].items():
        say("  " + _counted(name, count, reader))
    for journey in found["journeys"]:
        say(journey["name"])
        for phase in journey["phases"]:
            names = ", ".join(one["name"] for one in phase["touchpoints"])
            say(f"  {phase['name']}: {names}")
    return True


def _scale(scale: Scale) -> dict[str, Any]:
    """A scale of the project's own, as the map of a survey says it."""
    keys = ("id", "name", "worst", "best", "step", "neutral")
    return {key: getattr(scale, key) for key in keys}


def _counts(store: Store) -> dict[str, int]:
    answers = sum(
        count
        for question in store.all(Question)
        if question.kind in ("rating", "overall") and (question.touchpoint or question.journey)
        for code, count in zip(question.codes, question.counts, strict=True)
        if code not in question.missing
    )
    return {
        "journeys": len(store.all(Journey)),
        "touchpoints": len(store.all(Touchpoint)),
        "personas": len(store.all(Persona)),
        "ratings": len(store.all(Rating)) + answers,
    }


def _counted(name: str, n: int, reader: Language) -> str:
    match name:
        case "journeys":
            return reader.ntr("{n} journey", "{n} journeys", n)
        case "touchpoints":
            return reader.ntr("{n} touchpoint", "{n} touchpoints", n)
        case "personas":
            return reader.ntr("{n} persona", "{n} personas", n)
        case _:
            return reader.ntr("{n} rating", "{n} ratings", n)


def _journey(store: Store, journey: Journey) -> dict[str, Any]:
    return {
        "id": journey.id,
        "name": journey.title,
        "state": journey.state,
        "phases": [
            {
                "id": phase.id,
                "name": phase.name,
                "touchpoints": [
                    {
                        "id": stop.touchpoint,
                        "stop": stop.id,
                        "name": queries.touchpoint(store, stop).name,
                    }
                    for stop in queries.stops(store, phase.id)
                ],
            }
            for phase in queries.phases(store, journey.id)
        ],
    }


def export(options: argparse.Namespace, reader: Language) -> bool:
    """Write a document."""
    from cxdesk.export import export as write

    with opened(options) as session:
        journey = find_journey(session.store, options.journey) if options.journey else None
        progress(reader.tr("Writing {file}…", file=options.out))
        try:
            done = write(
                session,
                Path(options.out),
                journey=journey.id if journey else None,
                language=language(options.lang or session.store.project.language),
                paper=options.paper,
            )
        finally:
            progress("")
    say(reader.tr("{file} has been written.", file=done.path))
    if done.placeholders:
        say(
            reader.ntr(
                "{n} character cannot be shown in this format; a placeholder stands for it.",
                "{n} characters cannot be shown in this format; placeholders stand for them.",
                done.placeholders,
            )
        )
    return True


def check(options: argparse.Namespace, reader: Language) -> bool:
    """Check file and contents."""
    from cxdesk.storage.check import check as problems_of

    problems = [problem.text(reader) for problem in problems_of(Path(options.file))]
    if options.json:
        print_json({"ok": not problems, "problems": problems})
    elif not problems:
        say(reader.tr("{file} is whole.", file=options.file))
    for sentence in problems:
        fail(sentence)
    return not problems
