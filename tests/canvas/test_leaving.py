"""The end of a map."""

from __future__ import annotations

from shiboken6 import delete

from cxdesk.canvas.view import MapView


def test_a_scrolled_view_outlives_its_scene(view: MapView) -> None:
    view.zoom_to(3.0)
    view.scroll_by(400, 300)
    view.hide()
    delete(view.map_scene)
    assert view.scene() is None
