"""Which survey of a project asked the same before: the same file, a corrected one, another wave."""

from __future__ import annotations

from collections.abc import Iterable

from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.naming import normal
from cxdesk.models.ops.personas import set_rule
from cxdesk.models.records import PersonaRule, Question, Survey
from cxdesk.models.store import Store

ALIKE = 0.5
"""The share of questions in common from which two surveys are about the same."""


def earlier_import(store: Store, digest: str) -> Survey | None:
    """The survey that came from a file with the same contents."""
    return next((one for one in store.all(Survey) if one.digest == digest), None)


def kin(store: Store, asked: Iterable[str], journey: Id) -> Survey | None:
    """The newest survey about a journey that asked most of these questions, too."""
    wanted = {normal(text) for text in asked}
    here = {one.touchpoint for one in queries.journey_stops(store, journey)} if journey else set()
    for survey in sorted(store.all(Survey), key=lambda one: one.imported_at, reverse=True):
        rated = [one for one in queries.questions(store, survey.id) if one.kind == "rating"]
        texts = {normal(one.text) for one in rated}
        about = any(one.touchpoint in here for one in rated)
        if about and len(texts & wanted) > ALIKE * max(len(texts), len(wanted)):
            return survey
    return None


def take_over_rules(store: Store, old: Id, new: Iterable[Question]) -> None:
    """Let the personas that match answers of one survey match the same answers of another."""
    by_text = {normal(one.text): one for one in new}
    asked = {one.id: one for one in queries.questions(store, old)}
    for rule in store.all(PersonaRule):
        before = asked.get(rule.question)
        after = by_text.get(normal(before.text)) if before is not None else None
        if before is None or after is None:
            continue
        wanted = {before.codes[number] for number in rule.codes if number < len(before.codes)}
        codes = tuple(number for number, code in enumerate(after.codes) if code in wanted)
        set_rule(store, rule.persona, after.id, codes)
