"""Dropping a picture onto the map: on a persona, a touchpoint, or a cell of a lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, QRectF
from PySide6.QtGui import QImage

from cxdesk.canvas.pictures import picture_files
from cxdesk.layout.places import Insertion
from cxdesk.models.ids import Id
from cxdesk.models.records import Persona, Stop

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView


class PictureDrop:
    """Pictures hover over the map: mark where they would go, and put them there on release."""

    def __init__(self, view: MapView, data: QMimeData) -> None:
        self._view = view
        self._files = picture_files(data)
        image = None if self._files else data.imageData()
        self._image = image if isinstance(image, QImage) else None

    def hover(self, at: QPointF) -> bool:
        """Show where they would go; False where they cannot."""
        target, place = self._where(at)
        item = self._view.map_scene.item_at(at) if target else None
        overlay = self._view.overlay
        overlay.hovered = item.area() if item else None
        overlay.mark = QRectF(*place.mark) if place else None
        overlay.refresh()
        return bool(target) or place is not None

    def drop(self, at: QPointF) -> None:
        """Put them there."""
        target, place = self._where(at)
        self.leave()
        commands = self._view.commands
        if self._files:
            commands.take_files(self._files, place, target)
        elif self._image is not None:
            commands.take([self._image], place, target)

    def leave(self) -> None:
        """Take the marks away."""
        overlay = self._view.overlay
        overlay.hovered = overlay.mark = None
        overlay.refresh()

    def _where(self, at: QPointF) -> tuple[Id, Insertion | None]:
        """A persona or touchpoint, or else a place in a lane."""
        scene = self._view.map_scene
        record = scene.record_at(at)
        if isinstance(self._view.workspace.store.get(record), Persona | Stop):
            return record, None
        return "", scene.layout.card_insertion(at.x(), at.y()) if scene.layout.columns else None


def brings_pictures(data: QMimeData) -> bool:
    """Whether what is dragged are pictures, and not a table that is drawn as one, too.

    A picture out of a browser comes with its address as text, a table with its cells.
    """
    bare = data.hasUrls() or not data.hasText()
    return bool(picture_files(data)) or (data.hasImage() and bare)
