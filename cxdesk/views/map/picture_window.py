"""A picture of the map, large; arrows show the others, Esc closes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cxdesk.canvas.pictures import Pictures
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.layout.pictures import fitted
from cxdesk.layout.primitives import Image
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Card
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.window.screens import fill_by_key

_GROUND, _INK = "#10151D", "#EAF0F7"
_CAPTION, _MARGIN = 56, 24


class PictureWindow(QWidget):
    """A window of its own beside the map."""

    def __init__(self, workspace: Workspace, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._pictures = workspace, pictures
        pictures.ready.connect(self.update)
        self.card: Id = ""
        fill_by_key(self)
        self.resize(parent.window().size() * 0.85)

    def show_card(self, card: Id) -> None:
        """Show the picture of a card."""
        self.card = card
        text = self._text()
        self.setWindowTitle(text or self._workspace.tr("Picture"))
        self.setAccessibleName(text or self._workspace.tr("Picture"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(_GROUND))
        record = self._workspace.store.get(self.card)
        image = self._pictures.image(record.picture) if isinstance(record, Card) else None
        if image is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_CAPTION)
        part = Image(room.x(), room.y(), room.width(), room.height(), "")
        painter.drawImage(QRectF(*fitted(part, image.width(), image.height())), image)
        painter.setPen(QColor(_INK))
        painter.setFont(text_font(tokens.CARD_TITLE))
        below = QRectF(_MARGIN, self.height() - _CAPTION, room.width(), _CAPTION)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go on to the other pictures of the journey."""
        steps = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}
        closing = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space)
        if event.key() in steps:
            self._step(steps[event.key()])
        elif event.key() in closing:
            self.close()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click closes it."""
        self.close()

    def _text(self) -> str:
        record = self._workspace.store.get(self.card)
        return " ".join(record.text.split()) if isinstance(record, Card) else ""

    def _step(self, by: int) -> None:
        cards = pictured(self._workspace)
        if self.card in cards:
            self.show_card(cards[(cards.index(self.card) + by) % len(cards)])


def pictured(workspace: Workspace) -> list[Id]:
    """The cards with pictures of the journey shown, from the left to the right."""
    store, journey = workspace.store, workspace.journey
    lanes = [lane.id for lane in queries.lanes(store, journey) if not lane.hidden]
    places = [
        at
        for phase in queries.phases(store, journey)
        for at in (phase.id, *(stop.id for stop in queries.stops(store, phase.id)))
    ]
    return [
        note.id
        for at in places
        for lane in lanes
        for note in queries.cards(store, lane, at)
        if isinstance(note, Card) and note.picture
    ]
