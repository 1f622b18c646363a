"""A touchpoint's sub-journey: chosen, made, opened, unlinked."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.models import nesting, queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import stops as stop_ops
from cxdesk.views.widgets.choice import Choice, Option
from cxdesk.views.widgets.controls import QuietButton

NEW = "\0new"


class SubJourneyRow(QWidget):
    """The journey's name, which opens the choice, and a button that opens the journey."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._stop: Id = ""
        self.choice = Choice(workspace.tr("Sub-journey"))
        self.open = QuietButton("arrow-right", side=26)
        self.open.describe(workspace.tr("Open sub-journey"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.choice, 1)
        row.addWidget(self.open)
        self.choice.chosen.connect(self._choose)
        self.open.clicked.connect(lambda: workspace.enter(self._stop))

    def show_stop(self, stop: Id) -> None:
        """Show what a stop opens."""
        self._stop = stop
        workspace = self._workspace
        inner = nesting.sub_journey(workspace.store, stop)
        name = journey_title(inner, workspace.language) if inner else workspace.tr("None")
        self.choice.set_source(self._options, inner.id if inner else "", name)
        self.open.setVisible(inner is not None)

    def _options(self) -> list[Option]:
        workspace = self._workspace
        found = linkable(workspace, self._stop)
        lines = [("-", "")] if found else []
        new = [("-", ""), (NEW, workspace.tr("Make a sub-journey"))]
        return [("", workspace.tr("None")), *lines, *found, *new]

    def _choose(self, key: str) -> None:
        store = self._workspace.store
        if key == NEW:
            stop_ops.make_sub_journey(store, self._stop)
            self._workspace.enter(self._stop)
        else:
            stop_ops.open_journey(store, self._stop, key)


def linkable(workspace: Workspace, stop: Id) -> list[Option]:
    """The journeys that a stop may open: none that leads back to its own."""
    store = workspace.store
    return [
        (one.id, journey_title(one, workspace.language))
        for one in queries.journeys(store)
        if nesting.may_open(store, stop, one.id)
    ]
