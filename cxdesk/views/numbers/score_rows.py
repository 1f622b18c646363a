"""The rows of the scores table: one for each stop and scale, as seen from one perspective."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from cxdesk.analysis.precision import decimals
from cxdesk.analysis.scores import Score
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.style import palette
from cxdesk.models import queries, vocabulary
from cxdesk.models.ids import Id
from cxdesk.models.records import Perspective, Phase
from cxdesk.models.scales import Scale
from cxdesk.views.curve.point_facts import Gap, headline, interval_text, mean_text
from cxdesk.views.widgets.tables import Column


class ScoreRow(NamedTuple):
    """A stop's numbers on one scale; ``score`` is None where nobody has rated it."""

    stop: Id
    order: int
    phase: Phase
    name: str
    score: Score | None
    expectation: Score | None
    gap: Gap | None
    importance: Score | None
    scale: Scale | None


def score_rows(workspace: Workspace, perspective: Perspective) -> list[ScoreRow]:
    """Every stop of the journey in order; one with ratings on two scales has two rows."""
    store = workspace.store
    rows: list[ScoreRow] = []
    shown = replace(workspace.shown, perspective=perspective)
    for phase in queries.phases(store, workspace.journey):
        for stop in queries.stops(store, phase.id):
            name = queries.touchpoint(store, stop).name
            importance = headline(workspace, stop.id, "importance")
            expected = _expectations(workspace, stop.id)
            scores = sorted(workspace.numbers.score(stop.id, shown), key=lambda one: -one.n)
            for score in (*scores,) or (None,):
                wanted = expected.get(score.scale) if score else None
                scale = queries.scale(store, score.scale) if score else None
                missing = None
                if scale and score and wanted and None not in (score.mean, wanted.mean):
                    known = decimals(score.margin, wanted.margin)
                    difference = (score.mean or 0.0) - (wanted.mean or 0.0)
                    missing = Gap(difference, known, scale.polarity)
                rows.append(
                    ScoreRow(
                        stop.id, len(rows), phase, name, score, wanted,
                        missing if perspective == "experience" else None, importance, scale,
                    )
                )  # fmt: skip
    return rows


def score_columns(workspace: Workspace) -> list[Column]:
    """The columns of the table, in the window's language."""
    tr, number, percent = workspace.tr, workspace.language.number, workspace.language.percent
    return [
        Column(
            tr("Phase"), lambda row: row.phase.name, lambda row: (row.phase.place.key, row.order),
            look=lambda row: palette(row.phase.color),
        ),
        Column(tr("Touchpoint"), lambda row: row.name),
        Column(
            tr("Mean"), partial(_mean, workspace), lambda row: row.score and row.score.mean,
            look=lambda row: row.score and row.score.valence,
        ),
        Column(tr("Scale"), partial(_scale, workspace)),
        Column(
            tr("{share} interval", share=percent(0.95)), partial(_interval, workspace),
            _half_width, look=_on_scale,
        ),
        Column("n", lambda row: _text(number, row, "n", 0), _part("n"), number=True),
        Column(
            tr("SD"), lambda row: _text(number, row, "sd", 2), _part("sd"), number=True,
            hint=tr("Standard deviation"),
        ),
        Column("NPS", lambda row: _text(number, row, "nps", 0), _part("nps"), number=True),
        Column(
            tr("Top 2"),
            lambda row: percent(row.score.top2) if row.score and row.score.top2 is not None else "",
            _part("top2"), number=True, hint=tr("Share of the two best answers"),
        ),
        Column(
            tr("Expectation"), partial(_expectation, workspace),
            lambda row: row.expectation and row.expectation.mean, number=True,
        ),
        Column(
            tr("Gap"), lambda row: row.gap.text(workspace.language) if row.gap else "",
            lambda row: row.gap and row.gap.value, number=True,
            warning=lambda row: row.gap is not None and row.gap.bad,
            hint=tr("Experience minus expectation"),
        ),
        Column(
            tr("Importance"), partial(_importance, workspace),
            lambda row: row.importance and row.importance.mean, number=True,
        ),
        Column(
            tr("Sources"), lambda row: ", ".join(_sources(workspace, row)),
            look=partial(_sources, workspace), tip=lambda row: "\n".join(_sources(workspace, row)),
        ),
    ]  # fmt: skip


def _mean(workspace: Workspace, row: ScoreRow) -> str:
    return mean_text(workspace, row.score) if row.score else ""


def _scale(workspace: Workspace, row: ScoreRow) -> str:
    return vocabulary.scale_name(row.scale, workspace.language) if row.scale else ""


def _interval(workspace: Workspace, row: ScoreRow) -> str:
    return interval_text(workspace, row.score) if row.score else ""


def _expectation(workspace: Workspace, row: ScoreRow) -> str:
    return mean_text(workspace, row.expectation) if row.expectation else ""


def _importance(workspace: Workspace, row: ScoreRow) -> str:
    found = row.importance
    return mean_text(workspace, found) if found else ""


def _sources(workspace: Workspace, row: ScoreRow) -> list[str]:
    found = row.score.by_source if row.score else {}
    return [workspace.tr(vocabulary.SOURCES[source]) for source in found]


def _expectations(workspace: Workspace, stop: Id) -> dict[Id, Score]:
    """What is expected of a stop, by scale."""
    shown = replace(workspace.shown, perspective="expectation")
    found = workspace.numbers.score(stop, shown)
    return {one.scale: one for one in found if one.mean is not None}


def _part(name: str) -> Callable[[ScoreRow], float | None]:
    return lambda row: getattr(row.score, name) if row.score else None


def _text(number: Callable[..., str], row: ScoreRow, name: str, decimals: int) -> str:
    value = getattr(row.score, name) if row.score else None
    return "" if value is None else number(value, decimals, sign=name == "nps")


def _half_width(row: ScoreRow) -> float | None:
    if row.score is None or row.score.low is None or row.score.high is None:
        return None
    return row.score.high - row.score.low


def _on_scale(row: ScoreRow) -> tuple[float, float, float] | None:
    """Interval and mean as shares of the scale's range."""
    score, scale = row.score, row.scale
    if score is None or scale is None or score.mean is None or score.low is None:
        return None
    reach = scale.maximum - scale.minimum
    low, high = score.low, score.high if score.high is not None else score.mean
    return tuple((value - scale.minimum) / reach for value in (low, score.mean, high))  # type: ignore[return-value]
