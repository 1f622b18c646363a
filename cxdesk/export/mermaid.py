"""A journey as text in Mermaid's journey diagram."""

from __future__ import annotations

import re
from pathlib import Path

from cxdesk.analysis.curve import emotion_curve
from cxdesk.analysis.selection import Selection
from cxdesk.export import Job, Written
from cxdesk.export.plain import utf8_sieve
from cxdesk.models import queries
from cxdesk.models.scales import face

_WIDE = str.maketrans(":;#,", "\uff1a\uff1b\uff03\uff0c")
"""Mermaid ends a name at these and knows no escape; their full-width forms look alike."""

_KEYWORD = re.compile("title|section|journey|acctitle|accdescr|%%", re.IGNORECASE)
_WORD_JOINER = "\u2060"


def write(job: Job, target: Path) -> Written:
    """Write the journey with a score of 1 to 5 for each touchpoint (3 is neutral).

    Mermaid has no unrated task: one is written as 3, below a comment that says so.
    """
    store, journey = job.session.store, job.journey
    names = _Names()
    points = emotion_curve(store, journey.id, Selection(), job.session.answers)
    feelings = {point.stop: point.valence for point in points}
    actors = ", ".join(names.safe(one.name) for one in queries.personas_of(store, journey.id))
    lines = ["journey", f"    title {names.safe(journey.title)}"]
    for phase in queries.phases(store, journey.id):
        lines.append(f"    section {names.safe(phase.name)}")
        for stop in queries.stops(store, phase.id):
            feeling = feelings[stop.id]
            if feeling is None:
                lines.append(f"    %% {job.language.tr('not rated')}")
            score = 3 if feeling is None else 3 + face(feeling)
            task = f"      {names.safe(queries.touchpoint(store, stop).name)}: {score}"
            lines.append(f"{task}: {actors}" if actors else task)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return Written(names.placeholders)


class _Names:
    """Names as Mermaid can hold them, and how many characters had to be replaced."""

    def __init__(self) -> None:
        self._clean = utf8_sieve()
        self._widened: dict[str, int] = {}

    @property
    def placeholders(self) -> int:
        return self._clean.placeholders + sum(self._widened.values())

    def safe(self, text: str) -> str:
        """The name on one line, without what would end it or start something else."""
        flat = " ".join(self._clean(text).split()) or "\N{HORIZONTAL ELLIPSIS}"
        self._widened[flat] = sum(flat.count(each) for each in ":;#,")
        joined = _WORD_JOINER + flat if _KEYWORD.match(flat) else flat
        return joined.translate(_WIDE)
