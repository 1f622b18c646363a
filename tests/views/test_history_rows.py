"""A row of the history shows what an edit did whole, on as many lines as that takes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ops import cards
from cxdesk.models.records import Card
from cxdesk.views.past import history_list
from cxdesk.views.past.history_list import EDIT, HEAD, LINE, ROW
from cxdesk.views.past.history_page import HistoryPage

TEXT = "Asks at the counter whether the seat may be changed"


def test_the_changed_word_is_in_sight_though_it_is_the_last_one(
    qtbot: QtBot, workspace: Workspace
) -> None:
    store = workspace.store
    stop = queries.journey_stops(store, workspace.journey)[0].id
    lane = queries.lane_of_kind(store, workspace.journey, "doing")
    assert lane is not None
    card = cards.add_card(store, lane.id, stop, "Short")
    assert isinstance(card, Card)
    cards.write_card(store, card.id, TEXT)
    assert workspace.session.flush()
    page = HistoryPage(workspace)
    qtbot.addWidget(page)
    page.resize(330, 640)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.list.model().rowCount() > 1)
    rows = [page.list.model().index(row, 0) for row in range(2)]
    edited, added = rows
    assert edited.data() == f"Edit card {TEXT}"
    room = page.list.viewport().width() - 38 - 14
    written = history_list._text_lines(edited.data(), history_list._font(edited.data(EDIT)), room)
    assert " ".join(written) == edited.data()
    assert len(written) == 2
    assert page.list.visualRect(edited).height() == ROW + LINE + HEAD
    assert page.list.visualRect(added).height() == ROW
    assert TEXT in edited.data(Qt.ItemDataRole.ToolTipRole)
    page.resize(1200, 640)
    qtbot.wait(30)
    assert page.list.visualRect(edited).height() in (ROW + HEAD, ROW + LINE + HEAD)


def test_of_a_long_text_the_history_tells_what_was_written_anew(workspace: Workspace) -> None:
    store = workspace.store
    stop = queries.journey_stops(store, workspace.journey)[0].id
    lane = queries.lane_of_kind(store, workspace.journey, "doing")
    assert lane is not None
    before = f"{TEXT}, and whether the meal that was ordered with it can still be changed"
    card = cards.add_card(store, lane.id, stop, before)
    cards.write_card(store, card.id, f"{before} for free")
    told = workspace.session.history.steps[-1].label
    assert told.arguments["name"] == "…can still be changed for free"
    cards.write_card(store, card.id, f"She {before}")
    told = workspace.session.history.steps[-1].label
    assert told.arguments["name"] == "She Asks at the counter whether the seat may be changed, an…"
