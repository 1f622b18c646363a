"""An edit that is refused tells the person why, wherever in the program it was tried.

An operation that must not happen raises a Problem and changes nothing. Qt hands what a slot or an
event raises to ``sys.excepthook``: here it becomes a sentence in the window it was tried in.
"""

from __future__ import annotations

import sys
from types import TracebackType

from PySide6.QtWidgets import QApplication, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.problems import Problem


def tell_refusals() -> None:
    """From now on; what is no Problem goes where it went before."""
    before = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        workspace = _workspace() if isinstance(error, Problem) else None
        if workspace is not None and isinstance(error, Problem):
            workspace.refuse(error)
        else:
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
