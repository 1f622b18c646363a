"""The scores as CSV, with the separators that the language's spreadsheets expect."""

from __future__ import annotations

import csv
from pathlib import Path

from cxdesk.analysis.scores import Score, scores
from cxdesk.analysis.selection import Selection
from cxdesk.export import Job, Written
from cxdesk.export.plain import utf8_sieve

COLUMNS = (
    "journey", "phase", "touchpoint", "perspective", "scale", "n", "mean", "sd", "low", "high",
    "valence", "nps", "top2", "weighted", "stop_id", "touchpoint_id",
)  # fmt: skip
"""As ``cxdesk scores --json`` names them, but with names in place of ids, and the ids last."""

_NUMBERS = ("n", "mean", "sd", "low", "high", "valence", "nps", "top2", "weighted")


def write(job: Job, target: Path) -> Written:
    """Write a row for each stop, perspective and scale.

    German gets semicolons and decimal commas. Texts come out as they are, so that another
    program reads what was typed; whoever opens them in a spreadsheet has the workbook, where a
    text is never a formula.
    """
    store = job.session.store
    german = job.language.code == "de"
    clean = utf8_sieve()

    def row(score: Score) -> list[str]:
        names = (store.record(score.journey).title, store.record(score.phase).name, score.name)
        numbers = (_number(getattr(score, name), german) for name in _NUMBERS)
        return [
            *map(clean, names), score.perspective, score.scale, *numbers,
            score.stop, score.touchpoint,
        ]  # fmt: skip

    # the mark at the beginning makes Excel read umlauts as such
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream, delimiter=";" if german else ",")
        table.writerow(COLUMNS)
        for journey in job.journeys:
            found = scores(store, journey.id, Selection(), job.session.answers)
            table.writerows(row(score) for score in found)
    return Written(clean.placeholders)


def _number(value: float | None, german: bool) -> str:
    if value is None:
        return ""
    text = f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return text.replace(".", ",") if german else text
