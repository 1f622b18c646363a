"""What an erasure takes out of a project for good, worked out before it is done."""

from __future__ import annotations

from collections.abc import Iterable, Set

import msgspec

from cxdesk.language import N_
from cxdesk.models.ids import Id
from cxdesk.models.records import (
    TABLE_OF,
    AnyRecord,
    Comment,
    Measure,
    Project,
    Question,
    Rating,
    Survey,
    Version,
)
from cxdesk.models.scales import BUILT_IN, Scale
from cxdesk.models.store import Label, Store, UnknownRecord
from cxdesk.problems import Problem

NAMES: dict[type[AnyRecord], str] = {
    Comment: "author", Version: "author", Measure: "owner", Rating: "respondent",
}  # fmt: skip
"""The fields that hold the name of a person, by kind of record."""


class CannotErase(Problem):
    """This cannot be erased, or not like this."""


class Erased(Problem):
    """This was erased for good."""


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """What goes for good; whatever else anybody has written or will write there goes as well.

    ``records`` are (table, id) and go with all they ever were; ``cells`` are (table, id, field)
    of records that stay. ``persons`` lose name and computer, ``labels`` are edits whose names
    of things go, ``blobs`` digests. ``respondents`` are (survey, number from 0), ``answers``
    (question, number from 0) are single texts.
    """

    records: frozenset[tuple[str, Id]] = frozenset()
    cells: frozenset[tuple[str, Id, str]] = frozenset()
    persons: frozenset[Id] = frozenset()
    labels: frozenset[Id] = frozenset()
    blobs: frozenset[str] = frozenset()
    respondents: frozenset[tuple[Id, int]] = frozenset()
    answers: frozenset[tuple[Id, int]] = frozenset()

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__struct_fields__)

    def joined(self, other: Erasure) -> Erasure:
        """What either takes out."""
        return Erasure(
            **{name: getattr(self, name) | getattr(other, name) for name in self.__struct_fields__}
        )

    def ids(self) -> set[Id]:
        """The records that go, or lose a cell."""
        return {key for _, key in self.records} | {key for _, key, _ in self.cells}


def of_record(store: Store, record_id: Id) -> Erasure:
    """A record and all that hangs on it, removed or not.

    Raises:
        UnknownRecord: if there is none.
        CannotErase: if the project cannot do without it.
    """
    record = store.get(record_id) or store.gone.get(record_id)
    if record is None:
        raise UnknownRecord(record_id)
    if isinstance(record, Project) or (isinstance(record, Scale) and record.id in BUILT_IN):
        raise CannotErase(N_("A project cannot do without this; it cannot be erased."))
    held = {record.id: record}
    everything = [*store.records.values(), *store.gone.values()]
    children: dict[Id, list[AnyRecord]] = {}
    for one in everything:
        for parent in one.parents():
            children.setdefault(parent, []).append(one)
    to_do = [record_id]
    while to_do:
        for child in children.get(to_do.pop(), ()):
            if child.id not in held:
                held[child.id] = child
                to_do.append(child.id)
    return Erasure(records=frozenset((TABLE_OF[type(one)], one.id) for one in held.values()))


def of_person(store: Store, name: str, persons: Iterable[Id]) -> Erasure:
    """A person's name wherever a field is there to hold one; ``persons`` are those called so.

    Raises:
        CannotErase: if nobody and nothing has this name.
    """
    wanted = name.casefold().strip()
    cells = {
        (TABLE_OF[type(record)], record.id, field)
        for record in [*store.records.values(), *store.gone.values()]
        if (field := NAMES.get(type(record))) is not None
        and wanted
        and getattr(record, field).casefold().strip() == wanted
    }
    found = Erasure(cells=frozenset(cells), persons=frozenset(persons))
    if not found:
        raise CannotErase(N_("Nobody in this project is called “{name}”."), name=name)
    return found


def names_in(store: Store) -> set[str]:
    """The names of persons that stand in fields for them."""
    records = [*store.records.values(), *store.gone.values()]
    named = ((record, NAMES[type(record)]) for record in records if type(record) in NAMES)
    return {name for record, field in named if (name := getattr(record, field).strip())}


def of_respondent(store: Store, survey_id: Id, number: int) -> Erasure:
    """All answers of one respondent of a survey; ``number`` counts from 1, as the file's rows do.

    Raises:
        UnknownRecord: if there is no such survey.
        CannotErase: if it has no such respondent.
    """
    return Erasure(respondents=frozenset({(survey_id, _counted(store, survey_id, number))}))


def of_answer(store: Store, question_id: Id, number: int) -> Erasure:
    """What one respondent (from 1) has answered in words to one question; all else of theirs stays.

    Raises:
        UnknownRecord: if there is no such question.
        CannotErase: if its survey has no such respondent.
    """
    question = store.record(question_id)
    if not isinstance(question, Question):
        raise UnknownRecord(question_id)
    return Erasure(answers=frozenset({(question_id, _counted(store, question.survey, number))}))


def _counted(store: Store, survey_id: Id, number: int) -> int:
    """A respondent's number from 0, of the one that counts from 1."""
    survey = store.record(survey_id)
    if not isinstance(survey, Survey):
        raise UnknownRecord(survey_id)
    if not 1 <= number <= survey.respondents:
        raise CannotErase(
            N_("“{survey}” has respondents 1 to {n}; there is no {number}."),
            survey=survey.name,
            n=survey.respondents,
            number=number,
        )
    return number - 1


def names(label: Label, texts: Set[str]) -> bool:
    """Whether a label says one of these texts, or the beginning of one."""
    for said in label.arguments.values():
        start = said.removesuffix("\N{HORIZONTAL ELLIPSIS}").strip()
        if said in texts or (start != said and any(text.startswith(start) for text in texts)):
            return True
    return False
