"""The project's title, as on every document: changed from the menu."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cxdesk.app import build
from cxdesk.sample import sample
from cxdesk.session import Session


def test_a_project_gets_another_title_in_one_step_that_undo_takes_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    Session.create(tmp_path / "p.cxdesk", sample("en")).close()
    window = build(tmp_path / "p.cxdesk")
    qtbot.addWidget(window)
    store = window.workspace.store
    before = store.project.title
    window.actions_["rename_project"].trigger()
    assert window.bar.field.text() == before
    window.bar.field.clear()
    qtbot.keyClicks(window.bar.field, "Rail 2027")
    qtbot.keyClick(window.bar.field, Qt.Key.Key_Return)
    assert store.project.title == "Rail 2027"
    assert "Rail 2027" in window.windowTitle()
    window.view.commands.undo()
    assert store.project.title == before
    window.close()


def test_a_title_of_nothing_is_no_title(qtbot: QtBot, tmp_path: Path) -> None:
    Session.create(tmp_path / "p.cxdesk", sample("en")).close()
    window = build(tmp_path / "p.cxdesk")
    qtbot.addWidget(window)
    before = window.workspace.store.project.title
    window.actions_["rename_project"].trigger()
    window.bar.field.clear()
    qtbot.keyClick(window.bar.field, Qt.Key.Key_Return)
    assert window.workspace.store.project.title == before
    assert window.workspace.session.history.steps == ()
    window.close()
