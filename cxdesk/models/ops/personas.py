"""Edits of personas: what they are, where they take part, what they skip."""

from __future__ import annotations

from typing import Any

from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id, link_id, new_id
from cxdesk.models.ops.linking import set_link
from cxdesk.models.ops.placing import key_at
from cxdesk.models.records import JourneyPersona, Persona, PersonaRule, Place, Skip
from cxdesk.models.store import Store
from cxdesk.problems import Problem


def add_persona(store: Store, name: str, *, journey: Id = "") -> Persona:
    """Add a persona, and let it take part in a journey."""
    with store.transaction(N_("Add persona {name}"), name=name) as edit:
        siblings = queries.personas(store)
        color = (max((one.color for one in siblings), default=0) + 1) % 6
        place = Place(store.project.id, key_at(edit, siblings, None))
        persona = edit.add(Persona(id=new_id(), name=name, color=color, place=place))
        if journey:
            take_part(store, persona.id, journey, True)
    return persona


def edit_persona(store: Store, persona: Id, **fields: Any) -> None:
    """Change fields of a persona."""
    with store.transaction(N_("Edit {name}"), name=store.record(persona).name) as edit:
        edit.update(persona, **fields)


def weigh_persona(store: Store, persona: Id, share: float) -> None:
    """Say what share (0..1) of the customers a persona stands for.

    Raises:
        Problem: if ``share`` is none.
    """
    if not 0 <= share <= 1:
        raise Problem(N_("A share of the customers is a number from 0 to 100 per cent."))
    with store.transaction(N_("Share of {name}"), name=store.record(persona).name) as edit:
        edit.update(persona, weight=share)


def delete_persona(store: Store, persona: Id) -> None:
    """Delete a persona; ratings given for it stay."""
    with store.transaction(N_("Delete {name}"), name=store.record(persona).name) as edit:
        edit.remove(persona)


def take_part(store: Store, persona: Id, journey: Id, takes_part: bool) -> None:
    """Say whether a persona takes part in a journey."""
    link = link_id("journey_persona", journey, persona)
    with store.transaction(N_("Personas of {name}"), name=store.record(journey).title) as edit:
        set_link(store, edit, JourneyPersona(id=link, journey=journey, persona=persona), takes_part)


def skip_stop(store: Store, persona: Id, stop: Id, skips: bool) -> None:
    """Say whether a persona skips a stop."""
    link = link_id("skip", persona, stop)
    with store.transaction(N_("Path of {name}"), name=store.record(persona).name) as edit:
        set_link(store, edit, Skip(id=link, persona=persona, stop=stop), skips)


def set_rule(store: Store, persona: Id, question: Id, codes: tuple[int, ...]) -> None:
    """Match answers to a persona by the codes of a question; none removes the rule."""
    link = link_id("persona_rule", persona, question)
    with store.transaction(N_("Answers of {name}"), name=store.record(persona).name) as edit:
        rule = PersonaRule(id=link, persona=persona, question=question, codes=codes)
        set_link(store, edit, rule, bool(codes))
