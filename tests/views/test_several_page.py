"""What is said of several things that are selected at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ops import stops
from cxdesk.models.records import Card, Phase
from cxdesk.views.inspector.several_page import SeveralPage


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> SeveralPage:
    """The page of several records."""
    made = SeveralPage(workspace)
    qtbot.addWidget(made)
    return made


def test_the_button_says_how_many_of_which_kind_go(
    workspace: Workspace, page: SeveralPage, qtbot: QtBot
) -> None:
    store = workspace.store
    phase = queries.phases(store, workspace.journey)[0]
    for number in range(30):
        stops.add_stop(store, phase.id, name=f"Touchpoint {number}")
    places = [one.id for one in queries.journey_stops(store, workspace.journey)]
    cards = [one.id for one in store.all(Card)]
    workspace.select(places[:25])
    page.show_record("")
    assert page.delete.text() == "Delete 25 touchpoints"
    assert page.names.text().splitlines()[20:] == ["and 5 more"]
    workspace.select([places[0], *cards[:2]])
    page.fill()
    assert page.delete.text() == "Delete 2 cards, 1 touchpoint"
    workspace.select([places[0], cards[0], store.all(Phase)[-1].id])
    page.fill()
    assert page.delete.text() == "Delete all 3"
    workspace.select(places[:2])
    page.fill()
    qtbot.mouseClick(page.delete, Qt.MouseButton.LeftButton)
    assert not any(store.visible(one) for one in places[:2])
