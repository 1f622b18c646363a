"""An empty project that keeps the rules, for tests of what is done with one."""

from __future__ import annotations

import pytest

from cxdesk.models.records import Project
from cxdesk.models.rules import check
from cxdesk.models.store import Store


@pytest.fixture
def store() -> Store:
    """A project that holds nothing yet."""
    made = Store(check)
    with made.transaction("new") as edit:
        edit.add(Project(id="project"))
    return made
