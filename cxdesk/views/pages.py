"""The views beside the map, each loaded when it is first asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cxdesk.canvas.workspace import Workspace

LEADING_TO_STOPS = ("scores", "dashboard", "touchpoints")
"""Pages whose rows lead to a stop on the map."""


def page(name: str, workspace: Workspace) -> QWidget:
    """The page called "scores", "dashboard", "touchpoints" or "measures"."""
    if name == "scores":
        from cxdesk.views.scores_view import ScoresView

        return ScoresView(workspace)
    if name == "dashboard":
        from cxdesk.views.dashboard_view import DashboardView

        return DashboardView(workspace)
    if name == "touchpoints":
        from cxdesk.views.library_view import LibraryView

        return LibraryView(workspace)
    from cxdesk.views.measures_view import MeasuresView

    return MeasuresView(workspace)
