"""Dropping touchpoints of the library onto the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, QRectF

from cxdesk.canvas.tools import LIBRARY_MIME
from cxdesk.layout.places import Insertion
from cxdesk.models.ops import library

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView


class LibraryDrop:
    """Touchpoints hover over the map: mark where they would stand, and put them there."""

    def __init__(self, view: MapView, data: QMimeData) -> None:
        self._view = view
        store, named = view.workspace.store, bytes(data.data(LIBRARY_MIME).data()).decode()
        self._touchpoints = [one for one in named.split() if store.visible(one)]

    def hover(self, at: QPointF) -> bool:
        """Show where they would go; False where they cannot."""
        target = self._where(at)
        self._view.overlay.mark = QRectF(*target.mark) if target else None
        self._view.overlay.refresh()
        return target is not None

    def drop(self, at: QPointF) -> None:
        """Put them there, and select what stands there now."""
        target, workspace = self._where(at), self._view.workspace
        self.leave()
        if target:
            made = library.put_into_phase(
                workspace.store, self._touchpoints, target.parent, target.index
            )
            workspace.select([stop.id for stop in made])

    def leave(self) -> None:
        """Take the mark away."""
        self._view.overlay.mark = None
        self._view.overlay.refresh()

    def _where(self, at: QPointF) -> Insertion | None:
        found = self._view.map_scene.layout.stop_insertion(at.x())
        return found if self._touchpoints else None
