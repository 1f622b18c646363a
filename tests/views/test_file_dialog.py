"""Choosing a file and reading one leave alone what SQLite holds locked in this process."""

from __future__ import annotations

import ast
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QFileSystemModel
from pytestqt.qtbot import QtBot

from cxdesk.canvas import pictures
from cxdesk.canvas.file_dialog import FileDialog
from cxdesk.canvas.workspace import Workspace
from cxdesk.ingest.reading import read_table
from cxdesk.models.records import Touchpoint
from cxdesk.problems import Problem
from cxdesk.sample import sample
from cxdesk.session import Session
from cxdesk.views.inspector.attached_files import attach_file
from cxdesk.views.window.main_window import MainWindow

PROGRAM = Path(__file__).parents[2] / "cxdesk"
OTHER_PROGRAM = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    other.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error)
"""


@pytest.fixture
def written(workspace: Workspace) -> Iterator[Path]:
    """A project that this process is writing to."""
    path = workspace.session.path
    workspace.session.flush(10)
    with closing(sqlite3.connect(path, isolation_level=None)) as mine:
        mine.execute("BEGIN IMMEDIATE")
        yield path
        mine.execute("ROLLBACK")


def is_locked(path: Path) -> bool:
    """Whether another program can tell that the file is being written."""
    command = [sys.executable, "-c", OTHER_PROGRAM, str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return said == "database is locked\n"


def test_a_dialog_that_lists_a_project_drops_no_lock_on_it(
    window: MainWindow, written: Path, qtbot: QtBot
) -> None:
    dialog = FileDialog(window, "Open", str(written.parent))
    dialog.open()
    files = dialog.findChild(QFileSystemModel)
    assert isinstance(files, QFileSystemModel)
    qtbot.waitUntil(lambda: bool(files.type(files.index(str(written)))))
    assert is_locked(written)
    written.touch()
    qtbot.wait(300)  # Qt looks at what has changed a tenth of a second later
    assert is_locked(written)
    dialog.close()


def test_a_closed_dialog_watches_the_folder_no_longer(window: MainWindow, qtbot: QtBot) -> None:
    dialog = FileDialog(window, "Open")
    dialog.open()
    dialog.reject()
    qtbot.waitUntil(lambda: not window.findChildren(QFileDialog))


def test_every_dialog_for_files_is_this_one() -> None:
    users = set()
    for file in PROGRAM.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name) and node.id == "QFileDialog":
                users.add(file.name)
    assert users == {"file_dialog.py"}


def test_a_project_is_attached_to_another_one_as_it_is_without_dropping_a_lock(
    workspace: Workspace, written: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    with closing(
        Session.create(folder / "other.cxdesk", sample("en"), journal_folder=folder)
    ) as other:
        touchpoint = other.store.all(Touchpoint)[0].id
        kept = other.blob(attach_file(other, touchpoint, written).blob)
    assert is_locked(written)
    assert kept is not None
    copy = tmp_path / "given out.cxdesk"
    copy.write_bytes(kept[1])
    with closing(Session.open(copy, journal_folder=tmp_path)) as found:
        assert found.store.records == workspace.store.records


def test_a_project_is_taken_neither_for_a_survey_nor_for_a_picture(written: Path) -> None:
    with pytest.raises(Problem, match="is a project, not a survey"):
        read_table(written)
    with pytest.raises(Problem, match="is a project, not a picture"):
        pictures.file_bytes(written)
    assert is_locked(written)


def test_on_a_small_screen_the_dialog_with_its_buttons_is_in_sight(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Small:
        def availableSize(self) -> QSize:
            return QSize(683, 384)

    monkeypatch.setattr(FileDialog, "screen", lambda _: Small())
    dialog = FileDialog(window, "Export")
    assert dialog.size() == QSize(659, 328)
    dialog.show()
    buttons = dialog.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    for button in buttons.buttons():
        assert button.icon().isNull()
        assert dialog.rect().contains(QRect(button.mapTo(dialog, QPoint()), button.size()))
    dialog.close()
