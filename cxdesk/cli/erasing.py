"""The command about data protection: erase."""

from __future__ import annotations

import argparse
from collections import Counter

from cxdesk.cli.output import fail, print_json, say
from cxdesk.cli.project import opened
from cxdesk.language import N_, Language
from cxdesk.models import erasing, erasing_words
from cxdesk.models.erasing import CannotErase, Erasure
from cxdesk.models.ids import Id
from cxdesk.models.records import AnyRecord, Comment, Question, Survey
from cxdesk.models.store import Store
from cxdesk.session import Session
from cxdesk.storage.erasing_elsewhere import Elsewhere


class NotConfirmed(CannotErase):
    """The command was not used right."""


def erase(options: argparse.Namespace, reader: Language) -> bool:
    """Erase something for good, or (without --yes) say what would be erased."""
    with opened(options, looking=not options.yes) as session:
        erasure, texts = _chosen(session, options)
        if not options.yes:
            _tell(erasure, options, reader)
            raise NotConfirmed(N_("Nothing was erased: that cannot be undone. Add --yes to do it."))
        if erasure:
            session.erasures.carry_out(erasure, texts)
        if options.keep_backups:
            backups, kept = Elsewhere(0, ()), len(session.backups.newest_first())
        else:
            backups = session.erasures.carry_out_in_backups()
            kept = len(backups.left)
    if options.json:
        print_json({**_counted(erasure), "backups": {"erased": backups.done, "left": kept}})
    else:
        _tell(erasure, options, reader)
        say(reader.ntr("Erased in {n} backup.", "Erased in {n} backups.", backups.done))
        if kept:
            say(
                reader.ntr(
                    "{n} backup on this computer still holds it.",
                    "{n} backups on this computer still hold it.",
                    kept,
                )
            )
        say(reader.tr("Copies elsewhere hold it until this file is merged into them."))
    for file in backups.left:
        fail(reader.tr("{file} could not be changed.", file=file))
    return not backups.left


def _chosen(session: Session, options: argparse.Namespace) -> tuple[Erasure, list[str]]:
    """What is to be erased, and the texts that labels of edits must not say any more."""
    store = session.store
    if options.record is not None:
        return erasing.of_record(store, _found(store, options.record)), []
    if options.comment is not None:
        if not isinstance(store.get(options.comment), Comment):
            raise CannotErase(N_("There is no comment {id}."), id=options.comment)
        return erasing.of_record(store, options.comment), []
    if options.respondent is not None:
        name, number = options.respondent
        return erasing.of_respondent(store, _found(store, name, Survey), _number(number)), []
    if options.answer is not None:
        name, number = options.answer
        return _answer(session, _found(store, name, Question), _number(number)), []
    if options.person is not None:
        persons = session.erasures.persons(options.person)
        return erasing.of_person(store, options.person, persons), [options.person]
    return Erasure(), []


def _answer(session: Session, question_id: Id, number: int) -> Erasure:
    """A respondent's answer in words, if there is one."""
    erasure = erasing.of_answer(session.store, question_id, number)
    question = session.store.record(question_id)
    assert isinstance(question, Question)
    said = session.erasures.words_of(question.survey, number - 1)
    if question_id not in dict(said):
        raise CannotErase(
            N_("Respondent {n} has answered “{question}” with no words of their own."),
            n=number,
            question=question.text,
        )
    return erasure


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal():
        raise CannotErase(N_("“{number}” is no number of a respondent."), number=text)
    return int(text)


def _found(store: Store, name: str, kind: type[AnyRecord] | None = None) -> Id:
    """The record with this id, or the only one of this name."""
    known = store.get(name) or store.gone.get(name)
    if known is not None and (kind is None or isinstance(known, kind)):
        return name
    found = [
        record.id
        for record in store.records.values()
        if (kind is None or isinstance(record, kind))
        and name in _names(record)
    ]
    if len(found) > 1:
        ids = ", ".join(sorted(found))
        raise CannotErase(
            N_("“{name}” is the name of {n} things; give the id of one: {ids}."),
            name=name, n=len(found), ids=ids,
        )  # fmt: skip
    if not found:
        raise CannotErase(N_("There is nothing with the id or name “{name}”."), name=name)
    return found[0]


def _names(record: AnyRecord) -> set[str | None]:
    """What a record may be called by: a question by its words."""
    fields = ("text",) if isinstance(record, Question) else ("name", "title")
    return {getattr(record, field, None) for field in fields}


def _tell(erasure: Erasure, options: argparse.Namespace, reader: Language) -> None:
    if options.json or not erasure:
        return
    say(reader.tr("For good:"))
    for part in erasing_words.parts(erasure, reader):
        say(f"  {part}")


def _counted(erasure: Erasure) -> dict[str, object]:
    return {
        "records": dict(sorted(Counter(table for table, _ in erasure.records).items())),
        "respondents": len(erasure.respondents),
        "answers": len(erasure.answers),
        "persons": len(erasure.persons),
        "names": len(erasure.cells),
    }
