"""What the window says never stands in the way: no box that has to be answered first."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import cxdesk
from cxdesk.app import build
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.views import exporting, notice_bar
from cxdesk.views.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    Session.create(tmp_path / "p.cxdesk", sample("en")).close()
    made = build(tmp_path / "p.cxdesk")
    made.show()
    yield made
    made.close()


def test_no_module_of_the_window_opens_a_message_box() -> None:
    names = {"QMessageBox", "QInputDialog", "QErrorMessage", "QProgressDialog"}
    found = [
        path.name
        for path in Path(cxdesk.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.alias) and node.name in names
    ]
    assert found == []


def test_a_written_document_can_be_opened_from_where_it_is_told(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(exporting, "_open", opened.append)
    with qtbot.waitSignal(window.workspace.offered, timeout=20_000):
        window.exporting.write(tmp_path / "map.svg")
    assert window.bar.text.text() == "map.svg is written."
    window.bar.buttons()[0].click()
    assert opened == [str(tmp_path / "map.svg")]
    assert window.bar.isHidden()


def test_an_offer_goes_by_itself_and_a_problem_stays(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notice_bar, "GO_MS", 20)
    window.offer("Shall it?", [("Yes", lambda: None)])
    qtbot.waitUntil(window.bar.isHidden)
    window.offer("It could not be opened.")
    QTest.qWait(60)
    assert window.bar.isVisible()
    window.bar.ask("Name?", "", "Save", lambda _: None, close="Close")
    QTest.qWait(60)
    assert window.bar.isVisible()
