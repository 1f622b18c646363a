"""The command that says what the ratings mean: pain points, success points, opportunities."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from cxdesk.analysis import finding_words
from cxdesk.analysis.matrix import Finding, FindingKind, Matrix, relevance_matrix
from cxdesk.cli.numbers import journeys_of, selection_of
from cxdesk.cli.output import print_json, say
from cxdesk.cli.project import opened
from cxdesk.language import Language
from cxdesk.models.records import Journey, Stop
from cxdesk.models.store import Store

FINDING = (
    "stop", "touchpoint", "name", "kind", "certain", "importance", "correlation", "valence", "low",
    "high", "mean", "scale", "n", "opportunity",
)  # fmt: skip


def findings(options: argparse.Namespace, reader: Language) -> bool:
    """Print the findings of the journeys, ranked."""
    with opened(options) as session:
        store, selection = session.store, selection_of(options, session.store)
        found = [
            (one, relevance_matrix(store, one.id, selection, session.answers, options.importance))
            for one in journeys_of(options, store)
        ]
        if options.json:
            listed = [each for one in found for each in _listed(store, *one)]
            print_json({"findings": listed})
        else:
            if not found:
                say(reader.tr("Nothing has been rated yet."))
            for one in found:
                for line in _told(store, *one, reader):
                    say(line)
    return True


def _listed(store: Store, journey: Journey, matrix: Matrix) -> Iterator[dict[str, Any]]:
    """Every stop: pain points by rank, success points by rank, then what is no finding."""
    kinds: tuple[FindingKind, ...] = (*finding_words.TITLES, "")
    for kind in kinds:
        for rank, finding in enumerate(matrix.ranked(kind), start=1):
            stop: Stop = store.record(finding.stop)
            yield {
                "journey": journey.id,
                "phase": stop.place.parent,
                "rank": rank if kind else None,
                "basis": matrix.basis if finding.importance is not None else None,
                **{key: getattr(finding, key) for key in FINDING},
                "kind": kind or None,
                "scale": finding.scale or None,
                "importance_mean": finding.asked.mean if finding.asked else None,
                "importance_scale": finding.asked.scale if finding.asked else None,
            }


def _told(store: Store, journey: Journey, matrix: Matrix, reader: Language) -> Iterator[str]:
    yield journey.title or reader.tr("Untitled")
    if not matrix.known:
        yield "  " + reader.tr(
            "Relevance is not known yet. Rate how important the touchpoints are, or import a"
            " survey with an overall rating."
        )
        return
    yield "  " + finding_words.basis_told(matrix, reader)
    for kind, title in finding_words.TITLES.items():
        yield f"  {reader.tr(title)}"
        found = matrix.ranked(kind)
        for rank, finding in enumerate(found, start=1):
            yield f"    {rank}. {_sentence(store, finding, reader)}"
        if not found:
            yield "    " + reader.tr("None found.")
    scored = matrix.opportunities()
    if scored:
        yield "  " + reader.tr("Opportunity score, 0 to 20")
    for rank, finding in enumerate(scored, start=1):
        score = reader.number(finding.opportunity or 0.0, 1)
        yield f"    {rank}. {finding.name or reader.tr('Untitled')}: {score}"


def _sentence(store: Store, finding: Finding, reader: Language) -> str:
    name = finding.name or reader.tr("Untitled")
    where = finding_words.whereabouts(store, finding, reader)
    told = finding_words.sentence(store, finding, reader)
    return f"{name} ({where}): {told} {finding_words.certainty(finding, reader)}"
