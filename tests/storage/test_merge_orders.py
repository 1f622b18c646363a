"""Three copies, edited by people with wrong clocks: merging commutes, and reports what it hides."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, given, settings

from tests.storage.merge_model import run, scripts

EXAMPLES = int(os.environ.get("CXDESK_MERGE_EXAMPLES", "25"))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(scripts)
def test_merging_commutes_is_idempotent_and_reports_every_hidden_value(script: list[Any]) -> None:
    run(script)
