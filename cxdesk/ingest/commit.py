"""A planned import, written into the project in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxdesk.ingest.kin import earlier_import, take_over_rules
from cxdesk.ingest.plan import Plan, Refused
from cxdesk.language import N_
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.naming import normal
from cxdesk.models.ops.personas import add_persona, set_rule, take_part
from cxdesk.models.records import Survey
from cxdesk.models.store import Edit, Store
from cxdesk.problems import Problem

if TYPE_CHECKING:
    from cxdesk.session import Session


class AlreadyImported(Problem):
    """The project holds a survey from the very same file."""


def commit(
    session: Session,
    plan: Plan,
    *,
    strict: bool = False,
    again: bool = False,
    instead_of: Survey | None = None,
) -> Id:
    """Write an import; undo takes all of it back at once. The survey's id.

    ``instead_of`` is a survey that gives way to it: its name and personas' rules stay.

    Raises:
        AlreadyImported: if the same file was imported before, unless ``again``.
        Problem: if ``strict`` and anything was rejected.
    """
    check(session.store, plan, strict=strict, again=again or instead_of is not None)

    def make(edit: Edit) -> None:
        for scale in plan.scales:
            edit.add(scale)
        made = plan.targets.make(session.store)
        for question in plan.questions:
            if question.id in plan.links:
                edit.update(question.id, touchpoint=made[plan.links[question.id]])
            elif question.kind == "overall":
                edit.update(question.id, journey=plan.targets.journey)
            elif question.kind == "persona":
                _make_personas(session.store, question.id, plan)
        if instead_of is not None:
            take_over_rules(session.store, instead_of.id, plan.questions)
            if instead_of.name != instead_of.file_name:
                edit.update(plan.survey.id, name=instead_of.name)
            edit.remove(instead_of.id)

    session.keep_survey(plan.survey, plan.questions, plan.columns, plan.comments, edit=make)
    return plan.survey.id


def check(store: Store, plan: Plan, *, strict: bool, again: bool) -> None:
    """Whether the import may be written; see ``commit`` for what is raised."""
    earlier = earlier_import(store, plan.survey.digest)
    if earlier is not None and not again:
        raise AlreadyImported(
            N_("{file} has been imported before (as “{name}”); --again imports it once more."),
            file=plan.survey.file_name, name=earlier.name,
        )  # fmt: skip
    if strict and plan.rejected_total:
        raise Refused(
            N_("Nothing was imported, because {n} values were rejected; "
               "the first: row {row}, “{column}”, “{value}”: {reason}."),
            plan.rejected[0], n=plan.rejected_total,
        )  # fmt: skip


def _make_personas(store: Store, question: Id, plan: Plan) -> None:
    """A persona for each code, those that the project has by name among them."""
    known = {normal(persona.name): persona.id for persona in queries.personas(store)}
    for number, name in enumerate(store.record(question).codes):
        persona = known.get(normal(name)) or add_persona(store, name).id
        take_part(store, persona, plan.targets.journey, True)
        set_rule(store, persona, question, (number,))
