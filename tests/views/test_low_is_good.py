"""Where 1 is the best: what is less than expected, what stands beside a mean, how it is drawn."""

from __future__ import annotations

import pytest

from cxdesk.analysis.scores import scores
from cxdesk.analysis.selection import Selection
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.layout.headline import headline
from cxdesk.layout.report_numbers import _compared
from cxdesk.layout.tokens import PAPER
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import ratings, scales, stops
from cxdesk.models.scales import own_range, own_scale
from cxdesk.models.vocabulary import end_told
from cxdesk.views.curve.point_facts import gap
from cxdesk.views.numbers.score_rows import score_columns, score_rows

GRADES = own_scale("Schulnote", 1, 6, polarity=-1)


@pytest.fixture
def stop(empty_workspace: Workspace) -> Id:
    """Expected to be a 1, experienced as 3 and 4: worse, though the numbers are higher."""
    store = empty_workspace.store
    phase = queries.phases(store, empty_workspace.journey)[0]
    made = stops.add_stop(store, phase.id, name="Check-in").id
    key = scales.add_scale(store, GRADES).id
    ratings.rate(store, made, 3, scale=key)
    ratings.rate(store, made, 4, scale=key)
    ratings.rate(store, made, 1, scale=key, perspective="expectation")
    return made


def test_a_grade_above_the_expected_one_is_bad_news_everywhere(
    empty_workspace: Workspace, stop: Id
) -> None:
    workspace = empty_workspace
    found = gap(workspace, stop)
    assert found is not None
    assert (found.text(workspace.language), found.bad) == ("+2.5", True)
    (row,) = score_rows(workspace, "experience")
    columns = {column.head: column for column in score_columns(workspace)}
    warned = columns["Gap"].warning
    assert warned is not None
    assert warned(row)
    store = workspace.store
    perspectives = ("experience", "expectation")
    told = [
        one for perspective in perspectives
        for one in scores(store, workspace.journey, Selection(perspective=perspective))
    ]  # fmt: skip
    assert ("Gap", "+2.5", PAPER.warning) in _compared(
        store, told[0], told, workspace.language, first=True
    )


def test_a_mean_stands_beside_the_best_value_and_not_beside_the_worst(
    empty_workspace: Workspace, stop: Id
) -> None:
    (point,) = empty_workspace.numbers.curve(empty_workspace.journey, Selection())
    written = headline(empty_workspace.store, point, language("en"))
    assert written is not None
    assert (written.value, written.beside, written.face) == ("3.5", "best: 1", 0)
    assert end_told(GRADES, language("de")) == "Bestwert 1"
    assert end_told(own_range(0, 100), language("de")) == "von 100"
    assert end_told(own_range(-3, 3), language("de")) == ""
