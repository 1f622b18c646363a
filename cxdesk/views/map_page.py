"""The map above its emotion curve, held together at the columns."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from cxdesk.canvas.view import MapView
from cxdesk.canvas.workspace import Workspace
from cxdesk.views.curve_panel import CurvePanel


class MapPage(QWidget):
    """Map and curve; the curve's x axis follows the map's scrolling and zooming."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = MapView(workspace)
        self.curve = CurvePanel(workspace)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setHandleWidth(5)
        self.splitter.addWidget(self.view)
        self.splitter.addWidget(self.curve)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setCollapsible(0, False)
        self.splitter.setSizes([600, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.view.view_changed.connect(self._tie)
        self.curve.wheeled.connect(self.view.wheelEvent)
        self._tie()

    def _tie(self) -> None:
        view = self.view
        corner = view.to_map(QPointF(0, 0))
        head = view.map_scene.layout.head_width
        scroll = max(corner.x(), 0.0) + head
        self.curve.set_columns(view.map_scene.stop_columns(), scroll, view.zoom, head * view.zoom)
