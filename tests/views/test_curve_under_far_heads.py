"""Where the map's heads are enlarged, the curve still stands below its columns."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from cxdesk.models import queries
from cxdesk.views.window.main_window import MainWindow


@pytest.mark.parametrize("zoom", [0.15, 0.4, 0.8, 1.2])
def test_points_stand_below_their_columns_at_every_zoom(window: MainWindow, zoom: float) -> None:
    page = window.map_page
    view, curve, workspace = page.view, page.curve, window.workspace
    view.zoom_to(zoom)
    bar = view.horizontalScrollBar()
    for value in (bar.minimum(), (bar.minimum() + bar.maximum()) // 3):
        bar.setValue(value)
        QApplication.processEvents()
        for stop in queries.journey_stops(workspace.store, workspace.journey):
            item, point = view.map_scene.item_of(stop.id), curve.position(stop.id)
            assert item is not None
            if point is None:
                continue
            middle = view.viewportTransform().map(item.area().center())
            across = curve.mapFrom(page, view.viewport().mapTo(page, QPointF(middle.x(), 0)))
            assert point.x() == pytest.approx(across.x(), abs=1.5)
