"""What the window says never stands in the way: no box that has to be answered first."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import cxdesk
from cxdesk.app import build
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.views.window import exporting, notice_bar
from cxdesk.views.window.main_window import MainWindow
from cxdesk.views.window.notice_bar import NoticeBar


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


def seen(window: MainWindow) -> list[str]:
    """What can be read above the page."""
    bars = window.notices.findChildren(NoticeBar)
    return [bar.text.text() for bar in bars if bar.isVisible()]


def test_one_message_is_read_at_a_time_and_none_is_lost(window: MainWindow) -> None:
    window.offer("Written.", [("Open", lambda: None)])
    theirs, third = window.sharing.bar, window.sharing.merging.bar
    theirs.tell("Edits have met.", [("Decide", lambda: None)], close="Close")
    assert seen(window) == ["Edits have met."]
    assert theirs.more.text() == "1 more"
    third.tell("A copy lies beside this file.", close="Close")
    assert seen(window) == ["A copy lies beside this file."]
    QTest.mouseClick(third.more, Qt.MouseButton.LeftButton)
    assert seen(window) == ["Edits have met."]
    assert theirs.more.text() == "2 more"
    theirs.buttons()[0].click()
    assert seen(window) == ["Written."]
    window.bar.dismiss()
    assert seen(window) == ["A copy lies beside this file."]
    assert third.more.isHidden()
    third.dismiss()
    assert seen(window) == []


def test_a_message_does_not_take_the_field_away_that_is_typed_into(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitActive(window)
    window.bar.ask("Name?", "", "Save", lambda _: None, close="Close")
    QTest.keyClicks(window.bar.field, "Spr")
    window.sharing.bar.tell("Edits have met.", close="Close")
    QTest.keyClicks(QApplication.focusWidget(), "ing")
    assert (seen(window), window.bar.field.text()) == (["Name?"], "Spring")
    assert window.bar.more.text() == "1 more"
    QTest.keyClick(window.bar.field, Qt.Key.Key_Escape)
    assert seen(window) == ["Edits have met."]


def test_what_goes_by_itself_does_not_go_unread(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = window.sharing.bar
    monkeypatch.setattr(notice_bar, "GO_MS", 20)
    window.offer("Written.", [("Open", lambda: None)])
    theirs.tell("Edits have met.", close="Close")
    QTest.qWait(80)
    theirs.dismiss()
    assert seen(window) == ["Written."]
    qtbot.waitUntil(lambda: not seen(window))


def test_answers_that_leave_a_sentence_little_room_stand_below_it(qtbot: QtBot) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    offers = [(name, bool) for name in ("Merge now", "Show on the map", "Not now, thank you")]
    bar.tell("copy.cxdesk: 2 new edits from there", offers, close="Close")
    bar.show()
    for width in (500, 600, 1200):
        bar.resize(width, 100)
        bar.layout().activate()
        first, answers = bar.text.geometry(), bar.buttons()[0].geometry()
        assert first.width() >= 160
        assert (answers.top() >= first.bottom()) == (width < 1200)


def test_a_question_is_read_whole_in_the_smallest_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(683, 350)
    asked = "Template without ratings and personas. Name:"
    window.bar.ask(asked, "Night-train holiday", "Save as template", lambda _: None, close="Close")
    QApplication.processEvents()
    bar = window.bar
    assert bar.field.width() >= 120
    assert bar.text.height() >= bar.text.heightForWidth(bar.text.width())
    for part in (bar.text, bar.field, *bar.buttons()):
        inside = part.geometry().translated(part.parentWidget().mapTo(bar, QPoint(0, 0)))
        assert bar.rect().contains(inside)
