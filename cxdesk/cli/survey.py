"""The command that brings in a survey."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cxdesk.cli.output import print_json, progress, say
from cxdesk.cli.project import opened
from cxdesk.ingest.coding import NOT_A_NUMBER, OFF_SCALE
from cxdesk.ingest.commit import check, commit
from cxdesk.ingest.kin import kin
from cxdesk.ingest.mapping import Mapping, read_mapping
from cxdesk.ingest.overall import could_be_overall
from cxdesk.ingest.plan import Plan, plan
from cxdesk.ingest.reading import read_table
from cxdesk.language import Language
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Question, Survey
from cxdesk.session import Session

NAMED = 20
"""Rejected values that are named to a person; data names the first thousand."""


def bring_in(options: argparse.Namespace, reader: Language) -> bool:
    """Import a survey, or tell what importing it would do."""
    with opened(options, looking=False) as session:
        try:
            planned, survey, twin = _import(options, reader, session)
        finally:
            progress("")
    if options.json:
        print_json(_report(planned, survey, reader))
    else:
        for sentence in _sentences(planned, reader, dry=options.dry_run):
            say(sentence)
        if twin is not None:
            say(
                reader.tr(
                    "“{name}” asked the same questions in the same wave: the answers of both are"
                    " counted together.", name=twin.name,
                )
            )  # fmt: skip
    return True


def _import(
    options: argparse.Namespace, reader: Language, session: Session
) -> tuple[Plan, Id | None, Survey | None]:
    mapping, unknown = read_mapping(options.map) if options.map else (None, ())
    progress(reader.tr("Reading {file}…", file=Path(options.data).name))
    table = read_table(options.data, (mapping or Mapping()).reading)
    progress(reader.ntr("Looking at {n} record…", "Looking at {n} records…", table.frame.height))
    planned = plan(
        table, mapping, session.store,
        journey=options.journey, create=options.create, unknown=unknown,
    )  # fmt: skip
    twin = _twin(planned, session)
    if options.dry_run:
        check(session.store, planned, strict=options.strict, again=options.again)
        return planned, None, twin
    return planned, commit(session, planned, strict=options.strict, again=options.again), twin


def _twin(planned: Plan, session: Session) -> Survey | None:
    """The survey whose answers would be counted together with these."""
    rated = [one for one in planned.questions if one.kind == "rating"]
    found = kin(session.store, [one.text for one in rated], planned.targets.journey)
    same = planned.survey.source, planned.survey.wave
    if found is None or (found.source, found.wave) != same:
        return None
    before = {one.perspective for one in queries.questions(session.store, found.id)}
    return found if any(one.perspective in before for one in rated) else None


def _report(planned: Plan, survey: Id | None, reader: Language) -> dict[str, Any]:
    return {
        "import": survey,
        "rows_read": planned.rows_read,
        "ratings": planned.ratings,
        "missing": planned.missing,
        "created": planned.created,
        "rejected_total": planned.rejected_total,
        "rejected": [
            {
                "row": one.row,
                "column": one.column,
                "value": one.value,
                "reason": reader.tr(one.reason),
            }
            for one in planned.rejected
        ],
    }


def _sentences(planned: Plan, reader: Language, *, dry: bool) -> Iterator[str]:
    ratings = planned.ratings_told(reader)
    rows = reader.ntr("{n} record", "{n} records", planned.rows_read)
    if dry:
        yield reader.tr("{ratings} would be imported from {rows}.", ratings=ratings, rows=rows)
    else:
        yield reader.tr("{ratings} imported from {rows}.", ratings=ratings, rows=rows)
    yield reader.ntr("{n} cell without an answer.", "{n} cells without an answer.", planned.missing)
    if planned.created:
        yield reader.tr("New touchpoints: {names}", names=", ".join(planned.created))
    falling = {one.id for one in planned.scales if one.polarity < 0}
    if columns := [one.text for one in planned.questions if one.scale in falling]:
        yield reader.tr("A low value is the best in: {columns}", columns=", ".join(columns))
    if planned.rejected_total:
        yield reader.ntr("{n} value rejected:", "{n} values rejected:", planned.rejected_total)
    for one in planned.rejected[:NAMED]:
        yield "  " + reader.tr(
            "row {row}, “{column}”, “{value}”: {reason}",
            row=one.row or "–",
            column=one.column,
            value=one.value,
            reason=reader.tr(one.reason),
        )
    if planned.rejected_total > NAMED:
        yield "  …"
    if any(one.reason in (NOT_A_NUMBER, OFF_SCALE) for one in planned.rejected):
        yield reader.tr(
            "A map says what words stand for (labels), which values mean no answer (missing), and"
            " on which scale a column is."
        )
    for asked in _maybe_overall(planned):
        yield reader.tr(
            "“{name}” could be the overall rating: a map can make it that, and say what its {n}"
            " answers stand for.", name=asked.text, n=len(asked.codes),
        )  # fmt: skip


def _maybe_overall(planned: Plan) -> list[Question]:
    """The question that could be the overall rating, where there is none."""
    if any(one.kind == "overall" for one in planned.questions):
        return []
    return could_be_overall(planned.questions)[:1]
