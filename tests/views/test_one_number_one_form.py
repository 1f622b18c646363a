"""The same mean is written alike on the card, the curve, in the inspector and in every table."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cxdesk.analysis.finding_words import experience_told
from cxdesk.analysis.matrix import relevance_matrix
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.headline import headline as card_headline
from cxdesk.models import queries
from cxdesk.models.ops import ratings, stops
from cxdesk.models.records import Figure
from cxdesk.views.curve import point_facts
from cxdesk.views.library.rows import library_columns, library_rows
from cxdesk.views.numbers.score_rows import score_columns, score_rows
from cxdesk.views.rating import result as rating_result
from cxdesk.views.rating.rows import LatestRatings


@pytest.mark.parametrize(("n", "told"), [(25_163, "2.81"), (163, "2.8")])
def test_a_mean_has_one_form(
    empty_workspace: Workspace, qtbot: QtBot, n: int, told: str
) -> None:
    workspace, store = empty_workspace, empty_workspace.store
    phase = queries.phases(store, workspace.journey)[0]
    stop = stops.add_stop(store, phase.id, name="Inflight wifi").id
    figure = Figure(
        id="figure", touchpoint=store.record(stop).touchpoint, statistic="mean", value=2.8124,
        sd=1.33, n=n, scale="stars", source="survey",
    )  # fmt: skip
    ratings.add_figure(store, figure)
    (point,) = workspace.numbers.curve(workspace.journey, workspace.shown)
    score = point_facts.headline(workspace, stop)
    card = card_headline(store, point, workspace.language)
    latest = LatestRatings(workspace)
    qtbot.addWidget(latest)
    latest.show_stop(stop)
    matrix = relevance_matrix(store, workspace.journey, workspace.shown)
    assert card is not None and score is not None
    forms = {
        "card and curve": card.value,
        "curve, spoken": point_facts.mean_text(workspace, point),
        "hover": point_facts.point_facts(workspace, stop).value,
        "inspector": rating_result.headline(
            score, queries.scale(store, "stars"), workspace.language
        )[0],
        "figure": latest.rows[0].findChildren(QLabel)[0].text(),
        "scores": in_column(score_columns(workspace), score_rows(workspace, "experience")),
        "library": in_column(library_columns(workspace), library_rows(workspace)).split()[0],
        "findings": experience_told(store, matrix.findings[0], workspace.language).split()[0],
    }
    assert forms == dict.fromkeys(forms, told)


def in_column(columns: list, rows: list) -> str:  # type: ignore[type-arg]
    """What the first row shows below "Mean"."""
    return next(str(column.text(rows[0])) for column in columns if column.head == "Mean")
