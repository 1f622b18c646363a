"""What lies in the tables of a file, in words that a person knows."""

from __future__ import annotations

from cxdesk.language import N_
from cxdesk.models.vocabulary import RECORDS
from cxdesk.problems import Problem

_SEALED = {
    "meta": N_("what the file says about itself"),
    "session": N_("who has edited"),
    "grp": N_("a step of the history"),
    "conflict": N_("a conflict of two edits"),
    "presence": N_("who has the file open"),
    "answers": N_("answers of a survey"),
    "answer_text": N_("an answer in words"),
}


def kind_told(table: str) -> Problem:
    """What a table holds one of, told in the reader's language within another sentence."""
    return Problem(RECORDS.get(table) or _SEALED.get(table) or N_("Link"))


def record_told(table: str, row: str, record: object) -> Problem:
    """A record by its kind and its name, or else its id."""
    named = (getattr(record, field, "") for field in ("name", "title", "text"))
    name = next((one for one in named if isinstance(one, str) and one), row)
    return Problem(N_("{kind} “{name}”"), kind=kind_told(table), name=name)
