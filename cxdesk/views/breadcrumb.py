"""The way to a sub-journey, above its map: each step leads back to where one came from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.models import queries
from cxdesk.models.records import Journey, Stop
from cxdesk.models.store import Change
from cxdesk.views.actions import key_text
from cxdesk.views.controls import QuietButton, label
from cxdesk.views.flow_row import empty

HEIGHT = 40
_LONGEST = 32


class JourneyTrail(QWidget):
    """Hidden in a journey that no touchpoint opens."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(8, 0, 16, 0)
        self.row.setSpacing(0)
        workspace.journey_changed.connect(self.refresh)
        workspace.look_changed.connect(self.refresh)
        workspace.changed.connect(self._on_change)
        self.refresh()

    def refresh(self) -> None:
        """Show the way to the journey shown."""
        empty(self.row)
        workspace = self._workspace
        store, language = workspace.store, workspace.language
        way = workspace.way
        self.setVisible(bool(way))
        self.setAccessibleName(language.tr("Way to this sub-journey"))
        if not way:
            return
        up = QuietButton("arrow-up", side=32)
        back = language.tr("Back to the journey above")
        up.describe(f"{back}  {key_text('Alt+Up', language)}")
        up.clicked.connect(lambda: workspace.leave())
        self.row.addWidget(up)
        for number, stop in enumerate(way):
            outer = store.record(queries.journey_of(store, stop.id))
            levels = len(way) - number
            for text in (journey_title(outer, language), queries.touchpoint(store, stop).name):
                self.row.addWidget(self._step(text, levels))
                self.row.addWidget(label("\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}", "quiet"))
        here = label(_cut(journey_title(store.record(workspace.journey), language)), "strong")
        here.setIndent(8)
        self.row.addWidget(here)
        self.row.addStretch(1)

    def _step(self, text: str, levels: int) -> QuietButton:
        button = QuietButton(text=_cut(text), side=28)
        button.describe(text)
        button.clicked.connect(lambda: self._workspace.leave(levels))
        return button

    def _on_change(self, change: Change) -> None:
        if change.diff.touches(Journey, Stop) or not self.isHidden():
            self.refresh()


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return text[: _LONGEST - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
