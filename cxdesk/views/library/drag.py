"""What travels with the pointer while touchpoints are carried from the library to the map."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QDrag, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from cxdesk.canvas.tools import LIBRARY_MIME
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import CARD_RADIUS, CARD_TITLE, COLUMN_WIDTH
from cxdesk.models.ids import Id
from cxdesk.views.widgets.theme import text_font

_WIDTH, _PAD, _BEHIND = COLUMN_WIDTH - 16.0, 11.0, 5.0
"""Of a card as it stands on the map, and how far one of several shows behind it, in px."""


def library_drag(source: QWidget, workspace: Workspace, touchpoints: Sequence[Id]) -> QDrag:
    """The touchpoints under their own name of data, and a ghost of the first one's card."""
    mime = QMimeData()
    mime.setData(LIBRARY_MIME, " ".join(touchpoints).encode())
    drag = QDrag(source)
    drag.setMimeData(mime)
    drag.setPixmap(_ghost(source, workspace, touchpoints))
    drag.setHotSpot(QPoint(24, 18))
    return drag


def _ghost(source: QWidget, workspace: Workspace, touchpoints: Sequence[Id]) -> QPixmap:
    theme = workspace.theme
    name = workspace.store.record(touchpoints[0]).name
    block = wrap(name, _WIDTH - 2 * _PAD, CARD_TITLE, "bold", 2)
    behind = _BEHIND * min(len(touchpoints) - 1, 2)
    size = QRectF(0, 0, _WIDTH + behind + 2, block.height + 2 * _PAD + behind + 2).toAlignedRect()
    ratio = source.devicePixelRatio()
    picture = QPixmap(size.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.9)
    painter.setPen(QPen(QColor(theme.accent), 1.5))
    painter.setBrush(QColor(theme.card))
    shift = behind
    while shift >= 0:  # the last first, so that the first one lies on top
        card = QRectF(1 + shift, 1 + shift, _WIDTH, block.height + 2 * _PAD)
        painter.drawRoundedRect(card, CARD_RADIUS, CARD_RADIUS)
        shift -= _BEHIND
    painter.setPen(QColor(theme.text))
    painter.setFont(text_font(CARD_TITLE, bold=True))
    for line in block.lines:
        text = "".join(run.text for run in line.runs)
        painter.drawText(QPointF(1 + _PAD, 1 + _PAD + line.baseline), text)
    painter.end()
    return picture
