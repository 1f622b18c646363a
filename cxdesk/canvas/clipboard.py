"""Copy, cut and paste on the map, also from and to other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QMimeData, QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from cxdesk.canvas.painter import Picture
from cxdesk.canvas.tools.picture_drop import brings_pictures
from cxdesk.models.clips import Clip, clip_of, rows_of, text_of
from cxdesk.models.ids import Id
from cxdesk.models.ops import pasting

if TYPE_CHECKING:
    from cxdesk.canvas.view import MapView

CLIP_MIME = "application/x-cxdesk-clip+json"
MOST_ROWS = 500
"""A longer list is a survey or a mistake, not touchpoints."""
_PICTURE_SCALE = 2
_LARGEST_PICTURE = 6000
"""Px of a side, above which a selection goes without its picture."""


class Clipboard:
    """What Ctrl+C, Ctrl+X and Ctrl+V do; each paste is one step."""

    def __init__(self, view: MapView) -> None:
        self._view = view

    def copy(self) -> bool:
        """Put what is selected on the clipboard: as itself, as text and as a picture."""
        workspace = self._view.workspace
        clip = clip_of(workspace.store, workspace.selected)
        if not clip:
            return False
        data = QMimeData()
        data.setData(CLIP_MIME, msgspec.json.encode(clip))
        data.setText(text_of(clip))
        picture = self._picture(workspace.selected)
        if picture is not None:
            data.setImageData(picture)
        QGuiApplication.clipboard().setMimeData(data)
        return True

    def cut(self) -> None:
        """Copy what is selected and delete it."""
        if self.copy():
            self._view.commands.delete_selected()

    def paste(self) -> None:
        """Put the clipboard's contents behind what is selected, and select them."""
        view, workspace = self._view, self._view.workspace
        view.typing.finish_editing()
        data = QGuiApplication.clipboard().mimeData()
        clip = _clip_in(data)
        if clip is None and brings_pictures(data) and view.commands.paste_picture(data):
            return
        made = self._paste_clip(clip) if clip else self._paste_text(data.text())
        if made:
            workspace.select(made)
            if len(made) > 1:
                view.reveal(made[-1])
                view.reveal(made[0])

    def _paste_clip(self, clip: Clip) -> list[Id]:
        spot = self._view.commands.spot()
        if clip.notes and not clip.stops and not clip.phases and not spot.at:
            self._say(
                self._view.workspace.tr("Select the touchpoint that the cards are to stand under.")
            )
            return []
        return pasting.paste(self._view.workspace.store, clip, spot)

    def _paste_text(self, text: str) -> list[Id]:
        workspace = self._view.workspace
        rows = rows_of(text)
        if not rows:
            return []
        if len(rows) > MOST_ROWS:
            self._say(
                workspace.tr(
                    "{n} rows are too many to paste; import them as a survey instead.", n=len(rows)
                ),
                "warning",
            )
            return []
        spot = self._view.commands.spot()
        if spot.lane and all(len(row) == 1 for row in rows):
            return pasting.paste_cards(workspace.store, [row[0] for row in rows], spot)
        made = pasting.paste_rows(workspace.store, rows, spot)
        self._say(
            workspace.language.ntr("{n} touchpoint pasted.", "{n} touchpoints pasted.", len(made))
        )
        return made

    def _say(self, text: str, kind: str = "plain") -> None:
        self._view.workspace.notice.emit(text, kind)

    def _picture(self, records: Sequence[Id]) -> QImage | None:
        """The selected pieces as they stand on the map."""
        scene = self._view.map_scene
        items = [item for one in records if (item := scene.item_of(one)) is not None]
        area = QRectF()
        for item in items:
            area = area.united(item.area())
        area.adjust(-12, -12, 12, 12)
        size = QSize(round(area.width()), round(area.height())) * _PICTURE_SCALE
        if not items or max(size.width(), size.height()) > _LARGEST_PICTURE:
            return None
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(QColor(self._view.workspace.theme.canvas))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(_PICTURE_SCALE, _PICTURE_SCALE)
        for item in items:
            painter.save()
            painter.translate(item.area().topLeft() - area.topLeft())
            Picture(item.node.parts, scene.images).paint(painter)
            painter.restore()
        painter.end()
        return image


def _clip_in(data: QMimeData) -> Clip | None:
    """The copied part of a map on the clipboard; None if there is none that can be read."""
    if not data.hasFormat(CLIP_MIME):
        return None
    try:
        clip = msgspec.json.decode(bytes(data.data(CLIP_MIME).data()), type=Clip)
    except msgspec.MsgspecError:
        return None
    return clip or None
