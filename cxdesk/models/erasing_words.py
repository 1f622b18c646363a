"""What an erasure takes away, counted and named for the person who is about to do it."""

from __future__ import annotations

from collections import Counter

from cxdesk.language import Language
from cxdesk.models.erasing import Erasure

ORDER = (
    "journey", "phase", "lane", "touchpoint", "stop", "card", "insight", "measure", "persona",
    "survey", "question", "rating", "figure", "comment", "attachment", "version", "saved_view",
)  # fmt: skip
"""The kinds that are told of; links and words of the project's lists go without saying."""


def parts(erasure: Erasure, language: Language) -> list[str]:
    """What goes, one entry for each kind of thing."""
    counts = Counter(table for table, _ in erasure.records)
    found = [counted(table, counts[table], language) for table in ORDER if counts[table]]
    others = sum(counts.values()) - sum(counts[table] for table in ORDER)
    if not found and others:
        found.append(language.ntr("{n} entry", "{n} entries", others))
    if erasure.respondents:
        n = len(erasure.respondents)
        text = language.ntr("all answers of {n} respondent", "all answers of {n} respondents", n)
        found.append(text)
    if erasure.answers:
        n = len(erasure.answers)
        found.append(language.ntr("{n} answer in words", "{n} answers in words", n))
    if erasure.persons:
        found.append(language.tr("the name and computer in the history"))
    if erasure.cells:
        named = Counter(table for table, _, _ in erasure.cells)
        things = ", ".join(counted(each, named[each], language) for each in ORDER if named[each])
        found.append(language.tr("the name ({things})", things=things))
    return found


def counted(table: str, n: int, language: Language) -> str:
    """A number of records of one kind."""
    ntr = language.ntr
    texts = {
        "journey": lambda: ntr("{n} journey", "{n} journeys", n),
        "phase": lambda: ntr("{n} phase", "{n} phases", n),
        "lane": lambda: ntr("{n} lane", "{n} lanes", n),
        "touchpoint": lambda: ntr("{n} touchpoint", "{n} touchpoints", n),
        "stop": lambda: ntr("{n} place on the maps", "{n} places on the maps", n),
        "card": lambda: ntr("{n} card", "{n} cards", n),
        "insight": lambda: ntr("{n} insight", "{n} insights", n),
        "measure": lambda: ntr("{n} measure", "{n} measures", n),
        "persona": lambda: ntr("{n} persona", "{n} personas", n),
        "survey": lambda: ntr("{n} survey with all answers", "{n} surveys with all answers", n),
        "question": lambda: ntr("{n} question", "{n} questions", n),
        "rating": lambda: ntr("{n} rating", "{n} ratings", n),
        "figure": lambda: ntr("{n} figure", "{n} figures", n),
        "comment": lambda: ntr("{n} comment", "{n} comments", n),
        "attachment": lambda: ntr("{n} attachment", "{n} attachments", n),
        "version": lambda: ntr("{n} named version", "{n} named versions", n),
        "saved_view": lambda: ntr("{n} saved view", "{n} saved views", n),
    }
    return texts[table]()
