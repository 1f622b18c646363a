"""What a screen reader is told of a presented page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ops import ratings
from cxdesk.views.presenting.access import PresentationAccess
from cxdesk.views.presenting.presentation import Presentation
from cxdesk.views.window.main_window import MainWindow

Name, Role = QAccessible.Text.Name, QAccessible.Role


@pytest.fixture
def shown(workspace: Workspace, qtbot: QtBot) -> Presentation:
    """The sample, presented from its first phase."""
    window = MainWindow(workspace)
    qtbot.addWidget(window)
    window.show()
    window.present()
    made = window.presentation
    made.resize(1920, 1080)
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def access(shown: Presentation) -> PresentationAccess:
    found = QAccessible.queryAccessibleInterface(shown)
    assert isinstance(found, PresentationAccess)
    return found


def parts(shown: Presentation) -> list[tuple[QAccessible.Role, str]]:
    page = access(shown)
    pieces = [page.child(number) for number in range(page.childCount())]
    return [(one.role(), one.text(Name)) for one in pieces if one is not None]


def test_a_page_is_read_as_its_phase_its_touchpoints_with_numbers_and_the_curve(
    shown: Presentation, workspace: Workspace
) -> None:
    page = access(shown)
    assert (page.role(), page.text(Name)) == (Role.Document, "Inspiration")
    assert parts(shown) == [
        (Role.Heading, "Inspiration, Phase 1 of 5"),
        (Role.ListItem, "Social media ad, 3.6 of 5, n = 47"),
        (Role.ListItem, "Travel blog, 4.1 of 5, n = 44"),
        (Role.ListItem, "Website, 3.0 of 5, n = 46"),
        (Role.Chart, "Experience: 15 of 15 touchpoints rated; "
                     "Expectation: 15 of 15 touchpoints rated"),
    ]  # fmt: skip
    stop = workspace.store.record(workspace.stop)
    ratings.rate(workspace.store, stop.id, 5, scale="stars", source="survey", wave="2026-09")
    assert parts(shown)[1][1].endswith("n = 48")


def test_the_touchpoint_that_digits_rate_has_the_focus_and_its_place(
    shown: Presentation, workspace: Workspace
) -> None:
    page = access(shown)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    piece = page.focusChild()
    assert piece is not None
    assert piece.text(Name).startswith("Travel blog")
    state = piece.state()
    assert (state.selected, state.focused) == (1, 1)
    middle = piece.rect().center()
    assert page.childAt(middle.x(), middle.y()) is piece
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=shown.mapFromGlobal(middle))
    assert workspace.selected == (shown.page.stops[1],)


def test_what_is_on_another_page_is_gone(shown: Presentation) -> None:
    page = access(shown)
    first = page.child(1)
    assert first is not None
    assert page.indexOfChild(first) == 1
    QTest.keyClick(shown, Qt.Key.Key_Right)
    assert not first.isValid()
    assert page.indexOfChild(first) == -1
    assert page.text(Name) == "Booking"
    QTest.keyClick(shown, Qt.Key.Key_Left)
    assert first.isValid()


def test_an_empty_phase_says_what_is_missing(
    qtbot: QtBot, empty_workspace: Workspace
) -> None:
    window = MainWindow(empty_workspace)
    qtbot.addWidget(window)
    window.show()
    window.present()
    assert parts(window.presentation) == [
        (Role.Heading, "Before, Phase 1 of 2"),
        (Role.StaticText, "This phase has no touchpoints yet."),
    ]
