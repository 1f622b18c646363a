"""A one on the NPS scale waits for a nought; whatever comes in between, it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxdesk.app import build
from cxdesk.models import queries
from cxdesk.sample import sample
from cxdesk.session import Session


@pytest.mark.parametrize("leaving", ["the window is closed", "another page is shown"])
def test_a_one_typed_just_before_one_leaves_is_in_the_file(
    qtbot: QtBot, tmp_path: Path, leaving: str
) -> None:
    path = tmp_path / "p.cxdesk"
    Session.create(path, sample("en")).close()
    window = build(path)
    window.show()
    qtbot.waitExposed(window)
    workspace = window.workspace
    stop = queries.journey_stops(workspace.store, workspace.journey)[0]
    before = {one.id for one in queries.ratings(workspace.store, stop.touchpoint)}
    workspace.select([stop.id])
    workspace.rate_with(scale="nps")
    QTest.keyClick(window.view, Qt.Key.Key_1)
    if leaving == "another page is shown":
        window.show_page("scores")
        assert len(queries.ratings(workspace.store, stop.touchpoint)) == len(before) + 1
    window.close()
    again = Session.open(path)
    given = [one for one in queries.ratings(again.store, stop.touchpoint) if one.id not in before]
    assert [(one.value, one.scale) for one in given] == [(1, "nps")]
    again.close()
