"""The views beside the map, each loaded when it is first asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from cxdesk.canvas.workspace import Workspace

LEADING_TO_STOPS = ("scores", "dashboard", "touchpoints")
"""Pages whose rows lead to a stop on the map."""


def page(name: str, workspace: Workspace) -> QWidget:
    """The page called "scores", "dashboard", "touchpoints" or "measures"."""
    if name == "scores":
        from cxdesk.views.numbers.scores import ScoresView

        return ScoresView(workspace)
    if name == "dashboard":
        from cxdesk.views.numbers.dashboard import DashboardView

        return DashboardView(workspace)
    if name == "touchpoints":
        from cxdesk.views.library.view import LibraryView

        return LibraryView(workspace)
    from cxdesk.views.measures.view import MeasuresView

    return MeasuresView(workspace)


def scrolling(view: QWidget) -> QScrollArea:
    """A page that scrolls where the window is smaller than it can be made."""
    area = QScrollArea()
    area.setWidget(view)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setObjectName("plane")
    layout = view.layout()
    if layout is not None:
        layout.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
    return area
