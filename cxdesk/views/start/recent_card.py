"""A project opened before, on the start page: what its map looked like, its name, its folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from cxdesk.language import Language
from cxdesk.layout.tokens import BODY, SMALL
from cxdesk.views.start.recent_files import picture
from cxdesk.views.start.start_card import StartCard
from cxdesk.views.widgets.drawing import Role, color, draw_icon, draw_line
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import plain_tip
from cxdesk.views.window.actions import key_text

HEIGHT, _WIDTH = 84, 128
"""How high a card and how wide its picture is, in px."""


class RecentCard(StartCard):
    """Opens its project; the cross or Del takes it off the list."""

    def __init__(self, path: Path, reader: Language) -> None:
        remove = f"{reader.tr('Remove from the list')}  {key_text('Del', reader)}"
        super().__init__(path.stem, remove)
        self._folder = _folder(path)
        self._picture = picture(path)
        self.missing = not path.exists()
        self._state = reader.tr("Not found") if self.missing else _changed(path, reader)
        self.setToolTip(plain_tip(str(path)))
        self.setAccessibleName(f"{path.stem}, {self._state}")
        self.setAccessibleDescription(str(path))

    def sizeHint(self) -> QSize:
        return QSize(360, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, HEIGHT)

    def draw(self, painter: QPainter) -> None:
        """Paint the plane, the picture, the name and where the file lies."""
        area = self.draw_plane(painter)
        self._draw_picture(painter, QRectF(6, 6, _WIDTH, HEIGHT - 12))
        left = 6 + _WIDTH + 12.0
        width = area.width() - left - 12
        painter.setPen(color(self, Role.PlaceholderText if self.missing else Role.WindowText))
        painter.setFont(text_font(BODY, bold=True))
        draw_line(painter, QRectF(left, 10, width - 26, 22), self.text())
        painter.setFont(text_font(SMALL))
        painter.setPen(color(self, Role.PlaceholderText))
        middle = Qt.TextElideMode.ElideMiddle
        draw_line(painter, QRectF(left, 32, width, 20), self._folder, middle)
        painter.setPen(color(self, Role.BrightText if self.missing else Role.PlaceholderText))
        draw_line(painter, QRectF(left, 53, width, 20), self._state)

    def _draw_picture(self, painter: QPainter, place: QRectF) -> None:
        clip = QPainterPath()
        clip.addRoundedRect(place, 6, 6)
        painter.save()
        painter.setClipPath(clip)
        painter.fillRect(place, color(self, Role.Midlight))
        if self._picture.isNull() or self.missing:
            square = QRectF(0, 0, 28, 28)
            square.moveCenter(place.center())
            draw_icon(painter, square, "map", color(self, Role.PlaceholderText))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        painter.restore()
        painter.setPen(QPen(color(self, Role.Mid), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, 6, 6)


def _folder(path: Path) -> str:
    """The folder of a file as one says it: the home folder is ~."""
    try:
        return str(Path("~") / path.parent.relative_to(Path.home()))
    except ValueError:
        return str(path.parent)


def _changed(path: Path, reader: Language) -> str:
    """When a file was changed last."""
    try:
        return reader.date(datetime.fromtimestamp(path.stat().st_mtime).date())
    except OSError:
        return reader.tr("Not found")
