"""What stands on every document is set beside the map: title, client, colour, language."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QColorDialog
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.views.inspector.journey_page import JourneyPage
from cxdesk.views.inspector.panel import Inspector
from cxdesk.views.inspector.project_page import ProjectPage
from cxdesk.views.inspector.stop_page import StopPage
from cxdesk.views.window.main_window import MainWindow


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> MainWindow:
    made = MainWindow(workspace)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def page(window: MainWindow) -> ProjectPage:
    """The page as the menu opens it, from wherever one is."""
    window.show_page("scores")
    window.actions_["project"].trigger()
    inspector = window.right.widget()
    assert isinstance(inspector, Inspector)
    assert isinstance(inspector.page, ProjectPage)
    return inspector.page


def test_a_client_is_one_step_and_undo_takes_it_back(
    page: ProjectPage, workspace: Workspace
) -> None:
    assert page.isVisible()
    page.client.clear()
    QTest.keyClicks(page.client, "Lake Railways")
    QTest.keyClick(page.client, Qt.Key.Key_Return)
    assert workspace.store.project.client == "Lake Railways"
    assert len(workspace.session.history.steps) == 1
    workspace.session.history.undo()
    assert workspace.store.project.client != "Lake Railways"
    assert page.client.text() == workspace.store.project.client


def test_a_colour_is_chosen_by_a_click_and_the_first_one_is_the_programs_own(
    page: ProjectPage, workspace: Workspace
) -> None:
    page.colors.button(3).click()
    assert QColor(workspace.store.project.accent).isValid()
    assert workspace.store.project.accent == "#A2562E"
    page.colors.button(0).click()
    assert workspace.store.project.accent == ""


def test_any_other_colour_can_be_asked_for_and_is_shown_beside_the_offered_ones(
    page: ProjectPage, workspace: Workspace
) -> None:
    page.more.click()
    dialog = page.findChild(QColorDialog)
    dialog.setCurrentColor(QColor("#005f6b"))
    dialog.accept()
    assert workspace.store.project.accent == "#005F6B"
    own = page.colors.checkedButton()
    assert own.isVisible()
    assert own.grab().toImage().pixelColor(8, 18).name() == "#005f6b"


def test_documents_speak_the_language_that_is_chosen(
    page: ProjectPage, workspace: Workspace, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    before = workspace.store.project.language
    wanted = "en" if before == "de" else "de"
    page.language.chosen.emit(wanted)
    assert workspace.store.project.language == wanted
    with qtbot.waitSignal(workspace.offered, timeout=60_000):
        window.exporting.write(tmp_path / "curve.mmd")
    words = {"de": "nicht bewertet", "en": "not rated"}
    assert words[before] not in (tmp_path / "curve.mmd").read_text(encoding="utf-8")


def test_a_project_keeps_its_title_where_none_is_typed(
    page: ProjectPage, workspace: Workspace
) -> None:
    title = workspace.store.project.title
    page.title.setPlainText("")
    QTest.keyClick(page.title, Qt.Key.Key_Return)
    assert workspace.store.project.title == title
    assert page.title.toPlainText() == title


def test_what_is_selected_next_takes_the_place(
    page: ProjectPage, workspace: Workspace, window: MainWindow
) -> None:
    inspector = window.right.widget()
    assert isinstance(inspector, Inspector)
    workspace.select([queries.journey_stops(workspace.store, workspace.journey)[0].id])
    assert isinstance(inspector.page, StopPage)
    workspace.select([])
    assert isinstance(inspector.page, JourneyPage)
