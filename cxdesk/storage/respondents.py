"""Respondents who are erased: their answers in every column, and the histograms without them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import msgspec
import numpy as np
from sqlalchemy import Connection

from cxdesk.models.erasing import Erasure
from cxdesk.models.ids import Id
from cxdesk.storage import answers, seals
from cxdesk.storage.fold import refold
from cxdesk.storage.operations import OP_COLUMNS, WHOLE
from cxdesk.storage.rows import portions

_PART = (
    "SELECT width, count, data FROM answers WHERE survey = ? AND question = ? AND part = ?"
    " AND data IS NOT NULL"
)


def questions(connection: Connection, surveys: Iterable[Id]) -> list[Id]:
    """The questions of surveys."""
    found: list[Id] = []
    for _, ids, marks in portions(("", survey) for survey in surveys):
        query = f"SELECT id FROM question WHERE survey IN ({marks}) ORDER BY id"
        found += [row[0] for row in connection.exec_driver_sql(query, ids).fetchall()]
    return found


def blank(connection: Connection, erasure: Erasure) -> bool:
    """Blank the answers that an erasure covers; whether anything had to be."""
    changed = _drop_columns(connection, erasure)
    by_survey: dict[Id, list[int]] = {}
    for survey, number in sorted(erasure.respondents):
        by_survey.setdefault(survey, []).append(number)
    texts: dict[Id, set[int]] = {}
    for question, number in erasure.answers:
        texts.setdefault(question, set()).add(number)
    for survey, numbers in by_survey.items():
        for question in questions(connection, [survey]):
            texts.setdefault(question, set()).update(numbers)
            changed |= _blank_column(connection, survey, question, numbers)
            changed |= _count_anew(connection, survey, question)
    for question, some in texts.items():
        changed |= _blank_texts(connection, question, some)
    return changed


def _blank_column(
    connection: Connection, survey: Id, question: Id, numbers: Collection[int]
) -> bool:
    """Set respondents' codes to "no answer", in the parts that hold them."""
    changed = False
    for part in sorted({number // answers.PART for number in numbers}):
        row = connection.exec_driver_sql(_PART, (survey, question, part)).fetchone()
        if row is None:
            continue
        width, count, data = row
        codes = answers.unpack([(0, width, count, data)], count).copy()
        here = [number - part * answers.PART for number in numbers]
        here = [index for index in here if 0 <= index < count]
        none = np.iinfo(codes.dtype).max
        if (codes[here] != none).any():
            codes[here] = none
            ((_, _, _, packed),) = answers.pack(codes)
            _set_data(connection, (survey, question, part, width, count, packed))
            changed = True
    return changed


def _set_data(connection: Connection, content: tuple[Any, ...]) -> None:
    sealed = seals.seal(*content)
    connection.exec_driver_sql(
        "UPDATE answers SET data = ?, digest = ? WHERE survey = ? AND question = ? AND part = ?",
        (*sealed[-2:], *sealed[:3]),
    )


def _blank_texts(connection: Connection, question: Id, numbers: Iterable[int]) -> bool:
    changed = False
    for _, some, marks in portions(("", number) for number in sorted(numbers)):
        rows = connection.exec_driver_sql(
            f"SELECT respondent FROM answer_text WHERE question = ? AND respondent IN ({marks})"
            " AND text IS NOT NULL",
            (question, *some),
        ).fetchall()
        for (number,) in rows:
            connection.exec_driver_sql(
                "UPDATE answer_text SET text = NULL, digest = ?"
                " WHERE question = ? AND respondent = ?",
                (seals.digest((question, number, None)), question, number),
            )
            changed = True
    return changed


def _drop_columns(connection: Connection, erasure: Erasure) -> bool:
    """Blank all answers to surveys and questions that are erased as records."""
    changed = False
    for column in ("survey", "question"):
        ids = {row for table, row in erasure.records if table == column}
        for _, some, marks in portions(("", key) for key in ids):
            parts = connection.exec_driver_sql(
                "SELECT survey, question, part, width, count, NULL FROM answers"
                f" WHERE {column} IN ({marks}) AND data IS NOT NULL",
                some,
            ).fetchall()
            for part in parts:
                _set_data(connection, tuple(part))
            changed |= bool(parts)
            if column == "question":
                rows = connection.exec_driver_sql(
                    "SELECT question, respondent FROM answer_text"
                    f" WHERE question IN ({marks}) AND text IS NOT NULL",
                    some,
                ).fetchall()
                for question, number in rows:
                    changed |= _blank_texts(connection, question, [number])
    return changed


def _count_anew(connection: Connection, survey: Id, question: Id) -> bool:
    """Make every edit that tells a question's histogram tell it without those who are erased.

    An answer in words that nobody has given any more is blanked, a number stays: scales need it.
    """
    length = connection.exec_driver_sql(
        "SELECT respondents FROM survey WHERE id = ?", (survey,)
    ).scalar()
    try:
        column = answers.read(connection, survey, question, length or 0)
    except answers.BrokenColumn:
        return False  # check tells of it
    columns = ", ".join(f'"{name}"' for name in OP_COLUMNS[:-1])
    rows = connection.exec_driver_sql(
        f"SELECT {columns} FROM op WHERE tbl = 'question' AND \"row\" = ? AND value IS NOT NULL"
        " ORDER BY hlc, session, n",
        (question,),
    ).fetchall()
    changed = False
    codes: list[str] = []
    counts: list[int] = []
    for row in rows:
        field, value = row[6], msgspec.json.decode(row[7])
        told = value if field == WHOLE else {field: value}
        if "codes" in told:
            codes = told["codes"]
            given = column[column < len(codes)]
            counts = np.bincount(given, minlength=len(codes)).tolist()
        told = {**told, **_without(told, codes, counts)}
        left = msgspec.json.encode(told if field == WHOLE else told[field]).decode()
        if left != msgspec.json.encode(value).decode():
            content = (*row[:7], left, *row[8:])
            connection.exec_driver_sql(
                "UPDATE op SET value = ?, digest = ? WHERE session = ? AND n = ?",
                (left, seals.digest(content), row[0], row[1]),
            )
            changed = True
    if changed:
        refold(connection, [("question", question)])
    return changed


def _without(told: dict[str, Any], codes: list[str], counts: list[int]) -> dict[str, Any]:
    """The parts of a question that tell of answers, by what is left of these."""
    if not codes or len(codes) != len(told.get("counts", codes)):
        return {}
    kept = [code if n or _is_number(code) else "" for code, n in zip(codes, counts, strict=True)]
    left: dict[str, Any] = {"codes": kept, "counts": counts}
    left["missing"] = [c for c in told.get("missing", ()) if c in kept or _is_number(c)]
    left["words"] = {
        c: n for c, n in told.get("words", {}).items() if c in kept or _is_number(c)
    }
    return {name: value for name, value in left.items() if name in told}


def _is_number(code: str) -> bool:
    try:
        float(code)
    except ValueError:
        return False
    return True
