"""A project in a window's hands: the sample, and an empty one, each in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import language
from cxdesk.layout.tokens import LIGHT
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys
from cxdesk.models.records import Project
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.views.widgets.theme import apply_theme
from cxdesk.views.window.main_window import MainWindow


@pytest.fixture
def workspace(qapp: QApplication, tmp_path: Path) -> Iterator[Workspace]:
    """The sample project, English and light."""
    yield from _opened(qapp, tmp_path, sample("en"))


@pytest.fixture
def empty_workspace(qapp: QApplication, tmp_path: Path) -> Iterator[Workspace]:
    """A project with one journey that has two empty phases."""
    for made in _opened(qapp, tmp_path, [Project(id="p", title="Empty")]):
        journey: Id = journeys.add_journey(made.store, "Journey").id
        journeys.add_phase(made.store, journey, "Before")
        journeys.add_phase(made.store, journey, "After")
        yield made


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> MainWindow:
    """The sample in its window."""
    made = MainWindow(workspace)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def _opened(app: QApplication, folder: Path, records: list) -> Iterator[Workspace]:  # type: ignore[type-arg]
    apply_theme(app, LIGHT)
    session = Session.create(folder / "project.cxdesk", records, journal_folder=folder)
    made = Workspace(session, language("en"), LIGHT)
    yield made
    made.close()
    session.close()
