"""A small journey on a map that tests can hold in their hands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cxdesk import templates
from cxdesk.canvas.view import MapView
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.layout.tokens import LIGHT
from cxdesk.models import queries
from cxdesk.models.ops import journeys, stops
from cxdesk.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Two phases, "Before" with the stops a and b, "After" with c."""
    made = Session.create(tmp_path / "small.cxdesk", templates.records("empty", "en", "Small"))
    journey = queries.journeys(made.store)[0].id
    before = journeys.add_phase(made.store, journey, "Before").id
    after = journeys.add_phase(made.store, journey, "After").id
    for phase, name in ((before, "a"), (before, "b"), (after, "c")):
        stops.add_stop(made.store, phase, name=name)
    yield made
    made.close()


@pytest.fixture
def workspace(session: Session, qtbot: QtBot) -> Iterator[Workspace]:
    """What the map shows of it."""
    made = Workspace(session, language("en"), LIGHT)
    yield made
    made.close()


@pytest.fixture
def view(workspace: Workspace, qtbot: QtBot) -> MapView:
    """The map in a window of 1000 x 700 px."""
    made = MapView(workspace)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    return made
