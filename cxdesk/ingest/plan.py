"""What an import would do, worked out without writing anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from numpy.typing import NDArray

from cxdesk.ingest.draft import Draft
from cxdesk.ingest.guess import guess_mapping
from cxdesk.ingest.mapping import Mapping
from cxdesk.ingest.refusals import Refusals, Rejection
from cxdesk.ingest.table import Table
from cxdesk.ingest.targets import NewStop, Targets
from cxdesk.language import N_, Language
from cxdesk.models.ids import Id
from cxdesk.models.records import Question, Survey
from cxdesk.models.scales import Scale
from cxdesk.models.store import Store
from cxdesk.problems import Problem


class Refused(Problem):
    """A problem whose cause is one rejected value."""

    def __init__(self, message: str, rejection: Rejection, **arguments: object) -> None:
        super().__init__(
            message, row=rejection.row or "–", column=rejection.column, value=rejection.value,
            **arguments,
        )  # fmt: skip
        self.rejection = rejection

    def text(self, reader: Language) -> str:
        reason = reader.tr(self.rejection.reason)
        return reader.tr(self.message, reason=reason, **self.arguments)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What an import would write, and what it would leave out.

    ``columns`` holds a column of codes for each question but the comments, which are texts of
    respondents (counted from 0). ``links`` are the questions that flow to touchpoints which are
    yet to be made. ``missing`` counts the cells of rated columns without an answer.
    """

    survey: Survey
    questions: list[Question]
    columns: dict[Id, NDArray[Any]]
    comments: dict[Id, list[tuple[int, str]]]
    links: dict[Id, NewStop]
    targets: Targets
    scales: list[Scale]
    rows_read: int
    ratings: int
    overall: int
    missing: int
    rejected: tuple[Rejection, ...]
    rejected_total: int

    def ratings_told(self, language: Language) -> str:
        """How many ratings, those of the journey as a whole apart: the dashboard counts so, too."""
        told = []
        if single := self.ratings - self.overall:
            told.append(language.ntr("{n} rating", "{n} ratings", single))
        if self.overall:
            told.append(language.ntr("{n} overall rating", "{n} overall ratings", self.overall))
        if len(told) == 1:
            return told[0]
        return language.tr("{ratings} and {others}", ratings=told[0], others=told[1])

    @property
    def created(self) -> list[str]:
        """The names of the touchpoints that the import would make."""
        return [stop.name for stop in self.targets.new_stops]


def plan(
    table: Table,
    mapping: Mapping | None,
    store: Store,
    *,
    journey: str | None = None,
    create: bool = False,
    unknown: Sequence[str] = (),
) -> Plan:
    """What importing ``table`` into a journey does.

    ``journey`` is its title; otherwise the map's counts, or else it is the only one. Without a
    map, everything is guessed. ``create`` lets the import make what the journey lacks.
    ``unknown`` are the map's keys that mean nothing; they are named among what is rejected.

    Raises:
        Problem: if nothing can be imported that way.
    """
    mapping = mapping or guess_mapping(table)
    refusals = Refusals()
    for key in unknown:
        refusals.add_one(None, key, "", N_("a map has no such key"))
    targets = Targets(
        store, journey or mapping.journey, create, table.file_name, mapping.phase
    )
    draft = Draft(table, mapping, store, targets, refusals)
    draft.add_ratings()
    if not draft.ratings:
        raise _nothing_to_import(table, draft, refusals)
    draft.add_others()
    return Plan(
        survey=draft.survey,
        questions=draft.questions,
        columns=draft.columns,
        comments=draft.comments,
        links=draft.links,
        targets=targets,
        scales=draft.scales,
        rows_read=table.frame.height + len(table.ragged),
        ratings=draft.ratings,
        overall=draft.overall,
        missing=draft.missing,
        rejected=refusals.first,
        rejected_total=refusals.total,
    )


def _nothing_to_import(table: Table, draft: Draft, refusals: Refusals) -> Problem:
    file = table.file_name
    if refusals.total > len(table.ragged):
        message = N_(
            "No rating in {file} could be taken; row {row}, “{column}”, “{value}”: {reason}."
        )
        return Refused(message, refusals.first[0], file=file)
    if draft.questions:
        return Problem(N_("The rated columns of {file} hold no answers."), file=file)
    return Problem(
        N_("No column of {file} looks like ratings; say in a map which ones are."), file=file
    )
