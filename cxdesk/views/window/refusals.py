"""What goes wrong is told to the person, wherever in the program it was tried.

An operation that must not happen raises a Problem and changes nothing. Qt hands what a slot or an
event raises to ``sys.excepthook``: here it becomes a sentence in the window it was tried in. What
nobody had thought of, here or on a thread, is logged, and told in the status line.
"""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.problems import Problem, Unforeseen, told


class _Carrier(QObject):
    """Brings a Problem from any thread into the status line."""

    came = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.came.connect(self._tell)

    def _tell(self, problem: Problem) -> None:
        if (workspace := _workspace()) is not None:
            workspace.notice.emit(problem.text(workspace.language), "warning")


class _InStatusLine(logging.Handler):
    """Tells what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self._carrier = _Carrier()

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and isinstance(record.exc_info[1], Exception):
            self._carrier.came.emit(Unforeseen(record.exc_info[1]))


def tell_refusals() -> None:
    """From now on; what is no Problem goes where it went before as well."""
    before = sys.excepthook
    log = logging.getLogger("cxdesk")
    if not any(isinstance(one, _InStatusLine) for one in log.handlers):
        log.addHandler(_InStatusLine())

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        workspace = _workspace() if isinstance(error, Problem) else None
        if workspace is not None and isinstance(error, Problem):
            workspace.refuse(error)
            return
        if isinstance(error, Exception):
            told(error)
        before(kind, error, trace)

    sys.excepthook = tell


def _workspace() -> Workspace | None:
    """The project of the window that somebody works in."""
    shown = [QApplication.activeWindow(), *QApplication.topLevelWidgets()]
    for widget in shown:
        found: QWidget | None = widget
        while found is not None:
            workspace = getattr(found, "workspace", None)
            if isinstance(workspace, Workspace) and found.isVisible():
                return workspace
            found = found.parentWidget()
    return None
