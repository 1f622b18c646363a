"""Files dropped on the window: a project opens, a survey's file starts its import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

PROJECT = ".cxdesk"
SURVEYS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")


class FileDrops(QObject):
    """Watches a window; what it does with a file is told by the two calls."""

    def __init__(
        self,
        window: QWidget,
        open_project: Callable[[str], None],
        import_survey: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._open, self._import = open_project, import_survey
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files of a known kind, leave everything else alone."""
        kinds = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in kinds:
            return False
        assert isinstance(event, QDropEvent)
        files = known_files(event.mimeData())
        if not files:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            for file in files:
                (self._open if _is_project(file) else self._import)(file)
        return True


def known_files(data: QMimeData) -> list[str]:
    """The local files that the program can open: all projects, or one survey."""
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    projects = [file for file in files if _is_project(file)]
    surveys = [file for file in files if Path(file).suffix.lower() in SURVEYS]
    return projects or surveys[:1]


def _is_project(file: str) -> bool:
    return Path(file).suffix.lower() == PROJECT
