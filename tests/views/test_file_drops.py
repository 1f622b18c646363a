"""What a file does that is dropped on the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxdesk.canvas.workspace import Workspace
from cxdesk.views.window.file_drops import FileDrops
from cxdesk.views.window.main_window import MainWindow

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["/a/one.cxdesk"], [("open", "/a/one.cxdesk")]),
        (["/a/1.CXDESK", "/b/2.cxdesk"], [("open", "/a/1.CXDESK"), ("open", "/b/2.cxdesk")]),
        (["/a/survey.csv"], [("import", "/a/survey.csv")]),
        (["/a/Umfrage März.XLSX", "/a/other.ods"], [("import", "/a/Umfrage März.XLSX")]),
        (["/a/one.cxdesk", "/a/survey.csv"], [("open", "/a/one.cxdesk")]),
        (["/a/program.exe"], []),
    ],
)
def test_a_project_opens_and_a_survey_starts_its_import(
    qtbot: QtBot, files: list[str], expected: list[tuple[str, str]]
) -> None:
    window, calls = QWidget(), []
    qtbot.addWidget(window)
    FileDrops(
        window,
        lambda file: calls.append(("open", file)),
        lambda file: calls.append(("import", file)),
    )
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(file) for file in files])
    spot = QPointF(10, 10)
    enter = QDragEnterEvent(spot.toPoint(), COPY, data, LEFT, NONE)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted() == bool(expected)
    QApplication.sendEvent(window, QDropEvent(spot, COPY, data, LEFT, NONE))
    assert calls == expected


def test_a_page_of_the_web_is_left_alone(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    FileDrops(window, lambda _: None, lambda _: None)
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/one.cxdesk")])
    enter = QDragEnterEvent(QPointF(1, 1).toPoint(), COPY, data, LEFT, NONE)
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()


def test_a_file_held_over_the_map_is_taken_by_the_window(
    workspace: Workspace, qtbot: QtBot
) -> None:
    window = MainWindow(workspace)
    qtbot.addWidget(window)
    window.show()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/a/one.cxdesk")])
    spot = QPointF(300, 200)
    enter = QDragEnterEvent(spot.toPoint(), COPY, data, LEFT, NONE)
    QApplication.sendEvent(window.view.viewport(), enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(window.file_dropped) as dropped:
        QApplication.sendEvent(window.view.viewport(), QDropEvent(spot, COPY, data, LEFT, NONE))
    assert dropped.args == ["/a/one.cxdesk"]
