"""The buttons of a scale: one click rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from cxdesk.language import Language
from cxdesk.layout import tokens
from cxdesk.models.scales import Scale, face, valence
from cxdesk.models.vocabulary import FACES, value_told
from cxdesk.views.widgets.controls import DrawnButton
from cxdesk.views.widgets.drawing import Role, color, draw_face, draw_star
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import plain_tip

if TYPE_CHECKING:
    from cxdesk.views.rating.line import RatingLine

WIDEST = 7
"""Buttons in one row; a longer scale takes two."""
MOST = 21
"""Values that have a button each; a scale with more is a line."""


class RatingButton(DrawnButton):
    """One value of a scale: face or star, and the number."""

    radius = 9.0

    def __init__(self, scale: Scale, value: float, language: Language, *, feeling: bool) -> None:
        super().__init__(value_told(scale, value, language))
        self.value = value
        self._star = scale.id == "stars"
        self._face = face(valence(scale, value)) if feeling else None
        self._tall = len(scale.values) <= WIDEST
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        meaning = language.tr(FACES[self._face]) if self._face is not None else ""
        self.setAccessibleName(f"{self.text()} {meaning}".strip())
        self.setToolTip(plain_tip(meaning or self.text()))

    def sizeHint(self) -> QSize:
        return QSize(40, 80 if self._tall else 62)

    def minimumSizeHint(self) -> QSize:
        return QSize(28, self.sizeHint().height())

    def nextCheckState(self) -> None:
        """What is checked follows the ratings, not the click."""

    def draw(self, painter: QPainter) -> None:
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        line = color(self, Role.Mid)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked():
            line = color(self, Role.Highlight)
            painter.setBrush(color(self, Role.AlternateBase))
        elif self.isDown():
            painter.setBrush(color(self, Role.Midlight))
        if self.hovered:
            line = color(self, Role.Highlight)
        painter.setPen(QPen(line, 2))
        painter.drawRoundedRect(edge, 9, 9)
        has_picture = self._face is not None or self._star
        if has_picture:
            self._draw_picture(painter)
        painter.setPen(color(self, Role.WindowText))
        painter.setFont(text_font(tokens.CARD_TITLE, bold=True))
        top = self.height() - (30 if self._tall else 27) if has_picture else 0
        place = QRectF(0, top, self.width(), 22 if has_picture else self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.text())

    def _draw_picture(self, painter: QPainter) -> None:
        side = min(34.0 if self._tall else 22.0, self.width() - 10.0)
        square = QRectF((self.width() - side) / 2, 10 if self._tall else 8, side, side)
        if self._tall:
            square.moveTop(28 - side / 2)
        if self._star:
            ink = color(self, Role.Highlight)
            draw_star(painter, square, ink if self.isChecked() else None, ink)
        elif self._face is not None:
            draw_face(painter, square, self._face)


class RatingButtons(QWidget):
    """All values of a scale."""

    rated = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._buttons: list[RatingButton] = []
        self._line: RatingLine | None = None
        self._offered: tuple[object, ...] = ()

    @property
    def line(self) -> RatingLine | None:
        """The line instead of buttons, where there would be too many."""
        return self._line

    @property
    def buttons(self) -> list[RatingButton]:
        """The buttons, in the order of their values."""
        return self._buttons

    def offer(self, scale: Scale, language: Language, *, feeling: bool) -> None:
        """Show the buttons of a scale, with faces where it stands for a feeling."""
        if self._offered == (scale, language, feeling):
            return
        self._offered = (scale, language, feeling)
        parts = [*self._buttons, *([self._line] if self._line else [])]
        focused = any(part.hasFocus() for part in parts)
        for part in parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._buttons, self._line = [], None
        if scale.steps >= MOST:
            from cxdesk.views.rating.line import RatingLine  # few scales need it

            self._line = RatingLine(scale, language, feeling=feeling)
            self._line.rated.connect(self.rated)
            self._grid.addWidget(self._line, 0, 0)
        else:
            self._offer_buttons(scale, language, feeling)
        if focused:
            (self._line or self._buttons[0]).setFocus()

    def keep_from_keys(self) -> None:
        """Only show how rating will look: the keyboard passes by."""
        for part in (*self._buttons, *([self._line] if self._line else [])):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _offer_buttons(self, scale: Scale, language: Language, feeling: bool) -> None:
        values = scale.values
        rows = -(-len(values) // WIDEST) if len(values) > WIDEST else 1
        columns = -(-len(values) // rows)
        self._buttons = [RatingButton(scale, one, language, feeling=feeling) for one in values]
        for number, button in enumerate(self._buttons):
            button.clicked.connect(lambda _=False, value=button.value: self.rated.emit(value))
            self._grid.addWidget(button, number // columns, number % columns)

    def show_given(self, value: float | None) -> None:
        """Mark the value that was given last."""
        if self._line is not None:
            self._line.show_given(value)
        for button in self._buttons:
            button.setChecked(value is not None and abs(button.value - value) < 1e-9)
