"""Who else is here: a coloured dot for each, with their names."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.canvas.company import person_color
from cxdesk.language import Language
from cxdesk.layout import tokens
from cxdesk.models.store import Store
from cxdesk.storage.presence import Present
from cxdesk.views.widgets.drawing import Role, color
from cxdesk.views.widgets.item_names import item_name
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import plain_tip

SIDE, STEP, MOST = 20, 15, 5


class CompanyDots(QWidget):
    """Dots with initials and "2 others are here"; the tip names them."""

    def __init__(self) -> None:
        super().__init__()
        self._present: list[Present] = []
        self._text = ""
        self._fonts = text_font(tokens.SMALL), text_font(10, bold=True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def show_company(self, present: list[Present], store: Store, language: Language) -> None:
        """Show these people and what they have selected; nothing at all if nobody is here."""
        self._present = present
        names = [one.name or language.tr("Somebody") for one in present]
        self._text = (
            language.tr("{name} is here", name=names[0])
            if len(names) == 1
            else language.ntr("{n} other is here", "{n} others are here", len(names))
        )
        tips = []
        for name, one in zip(names, present, strict=True):
            item = item_name(store, one.selected, language)
            tips.append(f"{name} ({one.host}){': ' if item else ''}{item}")
        self.setToolTip(plain_tip("\n".join(tips)))
        self.setAccessibleName(f"{self._text}: {', '.join(names)}" if names else "")
        self.setFixedSize(self.sizeHint())
        self.setVisible(bool(present))
        self.update()

    def sizeHint(self) -> QSize:
        dots = SIDE + STEP * (min(len(self._present), MOST) - 1) if self._present else 0
        return QSize(dots + 8 + self._advance() + 12, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        shown = self._present[:MOST]
        for number, one in reversed(list(enumerate(shown))):
            center = QPointF(SIDE / 2 + STEP * number, middle)
            painter.setPen(color(self, Role.Window))
            painter.setBrush(QColor(person_color(one.person)))
            painter.drawEllipse(center, SIDE / 2 - 1, SIDE / 2 - 1)
            painter.setPen(QColor(tokens.ON_PHASE))
            painter.setFont(self._fonts[1])
            place = self.rect().adjusted(STEP * number, 0, 0, 0)
            place.setWidth(SIDE)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, (one.name or "?")[:1].upper())
        painter.setPen(color(self, Role.PlaceholderText))
        painter.setFont(self._fonts[0])
        left = SIDE + STEP * (len(shown) - 1) + 6
        place = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._text)

    def _advance(self) -> int:
        return QFontMetrics(self._fonts[0]).horizontalAdvance(self._text)
