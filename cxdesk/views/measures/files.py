"""What hangs on the chosen measure: its attachments and what was said about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id
from cxdesk.views.inspector.attachments import Attachments
from cxdesk.views.inspector.comments import Comments


class MeasureFiles(QScrollArea):
    """Hidden while no measure, or more than one, is chosen."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._measure: Id = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        workspace.look_changed.connect(self._build)
        workspace.changed.connect(lambda _: self._fill())
        self._build()

    def show_measure(self, measure: Id) -> None:
        """Show what hangs on a measure; "" for none."""
        self._measure = measure
        self._fill()

    def _build(self) -> None:
        plane = QWidget()
        plane.setObjectName("plane")
        self.attachments, self.comments = Attachments(self._workspace), Comments(self._workspace)
        box = QVBoxLayout(plane)
        box.setContentsMargins(0, 8, 8, 0)
        box.setSpacing(12)
        box.addWidget(self.attachments)
        box.addWidget(self.comments)
        box.addStretch(1)
        self.setWidget(plane)
        self._fill()

    def _fill(self) -> None:
        there = bool(self._measure) and self._workspace.store.visible(self._measure)
        self.setVisible(there)
        if there:
            self.attachments.show_target(self._measure)
            self.comments.show_target(self._measure)
