"""Text fields show all of what they hold, whatever is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.views.widgets.fields import TextField

SENTENCE = "Der Kunde hat die Reisekostenabrechnung dreimal eingereicht und wartet. "
LONG_WORD = "Reisekostenabrechnungsformular"


@pytest.fixture
def plane(qtbot: QtBot, workspace: object) -> QWidget:
    """A panel in the window's style, with another field to leave to."""
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made).addWidget(QLineEdit())
    made.resize(300, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def added(plane: QWidget, field: TextField) -> TextField:
    plane.layout().addWidget(field)
    QApplication.processEvents()
    return field


def text_height(field: TextField) -> float:
    layout, block, high = field.document().documentLayout(), field.document().begin(), 0.0
    while block.isValid():
        high += layout.blockBoundingRect(block).height()
        block = block.next()
    return high


@pytest.mark.parametrize("look", ["bare", ""])
@pytest.mark.parametrize("times", [1, 6, 7, 40])
def test_a_field_is_as_high_as_its_text(plane: QWidget, times: int, look: str) -> None:
    field = TextField("Text", lines=1)
    field.setProperty("look", look)
    added(plane, field).keeping.bind(SENTENCE * times, lambda _: None)
    QApplication.processEvents()
    assert 0 <= field.viewport().height() - text_height(field) < 8
    assert field.verticalScrollBar().maximum() == 0


def test_a_title_is_in_sight_from_its_first_line_while_it_is_typed(
    plane: QWidget, qtbot: QtBot
) -> None:
    title = added(plane, TextField("Journey", title=True))
    title.setFocus()
    for _ in range(4):
        qtbot.keyClicks(title, LONG_WORD)
        assert title.verticalScrollBar().value() == 0
        assert 0 <= title.viewport().height() - text_height(title) < 8


def test_a_title_at_rest_breaks_words_with_hyphens_and_holds_none(
    plane: QWidget, qtbot: QtBot
) -> None:
    title = added(plane, TextField("Touchpoint", title=True))
    kept: list[str] = []
    title.keeping.bind(LONG_WORD, kept.append)
    QApplication.processEvents()
    assert title._hyphenated() == ["Reisekostenabrechnungs-", "formular"]
    title.setFocus()
    assert title._hyphenated() == []
    title.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(title, " 2")
    plane.findChild(QLineEdit).setFocus()
    assert kept == [f"{LONG_WORD} 2"]


def test_only_a_word_that_has_no_room_is_broken_otherwise_than_while_typing(
    plane: QWidget,
) -> None:
    title = added(plane, TextField("Touchpoint", title=True))
    for text in ("Short", "A name of many short words that goes on in the next line"):
        title.keeping.bind(text, lambda _: None)
        assert title._hyphenated() == []


def test_a_button_with_the_keyboard_has_one_ring_and_no_second_button_inside(
    plane: QWidget, qtbot: QtBot
) -> None:
    button = QPushButton("Open")
    plane.layout().addWidget(button)
    plane.activateWindow()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    plane.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    QApplication.processEvents()
    shown = button.grab().toImage()
    row = shown.height() // 2
    ground = {shown.pixelColor(x, row).name() for x in range(4, 40)}
    assert len(ground) == 1
