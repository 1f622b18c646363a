"""The overall rating says what it is on, and of yes and no it is the share of yes."""

from __future__ import annotations

import pytest

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.records import Question, Survey
from cxdesk.models.scales import Scale
from cxdesk.views.numbers.provenance import overall_scores, overall_told

LIKERT = Scale(id="agree", name="1 to 7", minimum=1, maximum=7, neutral=4)
YES_NO = Scale(id="yes-no", name="0 to 1", minimum=0, maximum=1, neutral=0.5)


@pytest.mark.parametrize(
    ("scale", "codes", "counts", "words", "told"),
    [
        (LIKERT, ("2", "5"), (40, 60), {}, "3.8 (1 to 7)"),
        (YES_NO, ("0", "1"), (60, 40), {}, "40% (0 to 1)"),
        (
            YES_NO, ("unhappy", "happy"), (60, 40), {"unhappy": 0.0, "happy": 1.0},
            "40% “happy”",
        ),
        (
            YES_NO, ("no", "yes", "sure"), (60, 30, 10), {"no": 0.0, "yes": 1.0, "sure": 1.0},
            "40% (0 to 1)",
        ),
    ],
)  # fmt: skip
def test_an_overall_rating_says_what_it_is_on(
    empty_workspace: Workspace,
    scale: Scale,
    codes: tuple[str, ...],
    counts: tuple[int, ...],
    words: dict[str, float],
    told: str,
) -> None:
    workspace = empty_workspace
    with workspace.store.transaction("test") as edit:
        edit.add(scale)
        edit.add(Survey(id="survey", respondents=sum(counts)))
        edit.add(
            Question(
                id="question", survey="survey", kind="overall", scale=scale.id, words=words,
                journey=workspace.journey, codes=codes, counts=counts,
            )
        )  # fmt: skip
    (score,) = overall_scores(workspace)
    assert overall_told(workspace, score) == told
