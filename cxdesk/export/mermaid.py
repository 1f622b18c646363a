"""A journey as text in Mermaid's journey diagram."""

from __future__ import annotations

import re
from pathlib import Path

from cxdesk.analysis import emotion_curve
from cxdesk.export import Job, Written
from cxdesk.export.plain import utf8_sieve
from cxdesk.models import queries

_FULL_WIDTH = str.maketrans(":;#,", "\uff1a\uff1b\uff03\uff0c")
"""Mermaid ends a name at these and knows no escape; their full-width forms look the same."""

_KEYWORD = re.compile(r"(?=(title|section|journey|acctitle|accdescr|%%))", re.IGNORECASE)
_WORD_JOINER = "\u2060"


def write(job: Job, target: Path) -> Written:
    """Write the journey with a score of 1 to 5 for each touchpoint (3 is neutral).

    Mermaid has no unrated task: one is written as 3 below a comment that says so.
    """
    store, journey = job.session.store, job.journey
    clean = utf8_sieve()

    def name(text: str) -> str:
        flat = " ".join(clean(text).split()) or "\N{HORIZONTAL ELLIPSIS}"
        clean.placeholders += sum(flat.count(each) for each in ":;#,")
        return _KEYWORD.sub(_WORD_JOINER, flat.translate(_FULL_WIDTH), count=1) if (
            _KEYWORD.match(flat)
        ) else flat.translate(_FULL_WIDTH)

    feelings = {point.stop: point.valence for point in emotion_curve(job.session, journey.id)}
    actors = ", ".join(name(one.name) for one in queries.personas_of(store, journey.id))
    lines = ["journey", f"    title {name(journey.title)}"]
    for phase in queries.phases(store, journey.id):
        lines.append(f"    section {name(phase.name)}")
        for stop in queries.stops(store, phase.id):
            feeling = feelings.get(stop.id)
            if feeling is None:
                lines.append(f"    %% {job.language.tr('not rated')}")
            score = 3 if feeling is None else round(3 + 2 * feeling)
            task = f"      {name(queries.touchpoint(store, stop).name)}: {score}"
            lines.append(f"{task}: {actors}" if actors else task)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return Written(clean.placeholders)
