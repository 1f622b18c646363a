"""Three copies, edited by people with wrong clocks: merging commutes, and reports what it hides."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, example, given, settings

from tests.storage.merge_model import run, scripts

EXAMPLES = int(os.environ.get("CXDESK_MERGE_EXAMPLES", "25"))


LINKED_AGAIN = [
    ("edit", (2, 0), (0, False), [("link", "t", "c"), ("rename", "p", "a")]),
    ("edit", (2, 0), (0, False), [("link", "t", "c")]),
    ("edit", (1, 1), (0, False), [("rename", "p", "a")]),
    ("replace", 2, 1, []),
    ("edit", (1, 1), (0, False), [("link", "t", "c")]),
]
"""A link is made by somebody who does not see that another has made and removed it."""
ERASED_THERE = [
    ("edit", (0, 0), (0, False), [("rename", "p", "a")]),
    ("edit", (2, 0), (0, True), [("erase", "s", "")]),
    ("replace", 0, 2, []),
    ("edit", (2, 0), (0, True), [("move", "s", "p")]),
]
"""A copy that still has it all takes the place of the file in which something was erased."""
ERASED_ELSEWHERE = [
    ("edit", (0, 0), (0, False), [("erase", "s", "")]),
    ("merge", 2, 0, []),
    ("edit", (2, 0), (0, False), [("rename", "p", "a")]),
    ("replace", 1, 2, []),
]
"""The copy that takes the place of the file knows nothing of what somebody else has erased."""


@example(LINKED_AGAIN)
@example(ERASED_THERE)
@example(ERASED_ELSEWHERE)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(scripts)
def test_merging_commutes_is_idempotent_and_reports_every_hidden_value(script: list[Any]) -> None:
    run(script)
