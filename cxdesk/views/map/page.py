"""The map above its emotion curve, held together at the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from cxdesk.canvas import habits
from cxdesk.canvas.looking import MapPort
from cxdesk.canvas.view import MapView
from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id
from cxdesk.models.pairing import pair_of
from cxdesk.views.curve.panel import CurvePanel
from cxdesk.views.search.filter_tools import FilterTools

if TYPE_CHECKING:
    from cxdesk.canvas.minimap import Minimap

MINIMAP_AFTER_MS = 150
"""When the small map comes into its corner: after the first picture."""


class CurvedMap(QWidget):
    """A map and its curve; the curve's x axis follows the map's scrolling and zooming."""

    def __init__(self, port: MapPort, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._port = port
        self.curve = CurvePanel(port.workspace)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setHandleWidth(5)
        self.splitter.addWidget(port)
        self.splitter.addWidget(self.curve)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setCollapsible(0, False)
        self.splitter.setSizes([600, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.splitter)
        port.view_changed.connect(self._tie)
        self.curve.wheeled.connect(port.wheelEvent)
        self._tie()

    def _tie(self) -> None:
        view = self._port
        corner, scene = view.to_map(QPointF(0, 0)), view.map_scene
        head = scene.head_size.width()
        scroll = max(corner.x(), -scene.spare.x()) + head
        self.curve.set_columns(scene.stop_columns(), scroll, view.zoom, head * view.zoom)


class MapPage(CurvedMap):
    """The map that is worked on, above its curve."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        self.view = MapView(workspace)
        super().__init__(self.view, parent)
        self._trail: QWidget | None = None
        self._pair: QWidget | None = None
        self.tools = FilterTools(self.view)
        self.tools.bar_made.connect(self._make_room_for)
        self.view.picture_asked.connect(self.show_picture)
        workspace.compare_asked.connect(self.compare)
        workspace.journey_changed.connect(self._show_trail)
        self._show_trail()
        self._minimap: Minimap | None = None
        QTimer.singleShot(MINIMAP_AFTER_MS, self, self._add_minimap)

    def toggle_minimap(self) -> None:
        """Show the small map in the corner, or put it away."""
        habits.show_minimap(not habits.shows_minimap())
        self._add_minimap().follow()

    def _add_minimap(self) -> Minimap:
        if self._minimap is None:
            from cxdesk.canvas.minimap import Minimap

            self._minimap = Minimap(self.view)
        return self._minimap

    def compare(self) -> None:
        """Show a to-be journey and today's side by side in the map's place, or the map again."""
        workspace = self.view.workspace
        if self._pair is not None and self._pair.isVisible():
            self._leave_pair()
            return
        if pair_of(workspace.store, workspace.journey) is None:
            text = workspace.tr(
                "This is for a to-be journey that is compared with one of today: the menu Insert"
                " makes it."
            )
            workspace.notice.emit(text, "plain")
            return
        if self._pair is None:
            from cxdesk.views.map.pair_page import PairPage

            self._pair = page = PairPage(workspace, self)
            page.left.connect(self._leave_pair)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(page)
        self.splitter.hide()
        self._pair.show()
        self._pair.setFocus()

    def _leave_pair(self) -> None:
        if self._pair is not None:
            self._pair.hide()
            self.splitter.show()
            self.view.setFocus()

    def show_picture(self, card: Id) -> None:
        """Show the picture of a card in a window of its own."""
        from cxdesk.views.map.picture_window import PictureWindow

        shown = PictureWindow(self.view.workspace, self.view.map_scene.images, self)
        shown.show_card(card)
        shown.show()

    def _make_room_for(self, bar: QWidget) -> None:
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.indexOf(self.splitter), bar)

    def _show_trail(self) -> None:
        """The way to a sub-journey stands above its map; made when the first one is shown."""
        workspace = self.view.workspace
        if self._trail is None and workspace.way:
            from cxdesk.views.map.breadcrumb import JourneyTrail

            self._trail = JourneyTrail(workspace, self)
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(0, self._trail)
