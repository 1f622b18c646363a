"""A line to rate on, for scales with too many steps for buttons."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider

from cxdesk.language import Language
from cxdesk.layout import tokens
from cxdesk.models.scales import Scale, face, valence
from cxdesk.models.vocabulary import FACES, best_told, value_told
from cxdesk.views.widgets.drawing import Role, color, draw_face, draw_focus
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import plain_tip

HEIGHT = 76
_FINEST = 200
"""Places of the line whose feelings are looked up, however many steps it has."""
_INSET, _TRACK, _TRACK_HIGH = 20.0, 38.0, 8.0


class RatingLine(QSlider):
    """A press shows the value under the pointer, letting go rates with it; Esc leaves it.

    From the keyboard, arrows move the mark or digits are typed, and Enter rates.
    """

    rated = Signal(float)

    def __init__(self, scale: Scale, language: Language, *, feeling: bool) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._scale, self._language, self._feeling = scale, language, feeling
        self._typed = ""
        self._shown: float | None = None
        """The value at the mark; None while nobody points at one and none was given."""
        self._given: float | None = None
        self.setRange(0, scale.steps)
        self.setPageStep(max(1, scale.steps // 10))
        middle = round((scale.neutral - scale.minimum) / scale.step)
        self.setValue(middle)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(plain_tip(best_told(scale, language)))
        self.valueChanged.connect(self._move)
        self._say()

    def show_given(self, value: float | None) -> None:
        """Mark the value that was given last."""
        self._given = self._shown = value
        if value is not None:
            self.blockSignals(True)
            self.setValue(self._step(value))
            self.blockSignals(False)
        self._say()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, HEIGHT)

    # -- by hand -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._show(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown() or not event.buttons():
            self._show(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self.setSliderDown(False)
            self.rated.emit(self._value_at(event.position().x()))

    def leaveEvent(self, event: object) -> None:
        if not self.isSliderDown() and not self.hasFocus():
            self.show_given(self._given)

    def wheelEvent(self, event: object) -> None:
        """The wheel scrolls the panel and changes nothing."""
        event.ignore()  # type: ignore[attr-defined]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = self._typed + event.text().replace(",", ".")
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._typed = ""
            self.rated.emit(self._now)
        elif event.key() == Qt.Key.Key_Escape and (self._typed or self.isSliderDown()):
            self._typed = ""
            self.setSliderDown(False)
            self.show_given(self._given)
        elif event.text() and self._show_typed(typed):
            self._typed = typed
        elif event.text().isdigit() and self._show_typed(event.text()):
            self._typed = event.text()
        else:
            self._typed = ""
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._typed = ""
        self.show_given(self._given)
        super().focusOutEvent(event)

    # -- inside --------------------------------------------------------------------------------

    @property
    def _now(self) -> float:
        return self._value(self.value())

    def _value(self, step: int) -> float:
        return round(self._scale.minimum + step * self._scale.step, 9)

    def _show_typed(self, typed: str) -> bool:
        try:
            value = float(typed)
        except ValueError:
            return False
        on = value <= self._scale.maximum and typed == typed.strip()
        if on:
            self._show(value)
        return on

    def _step(self, value: float) -> int:
        """The step nearest to a value."""
        step = round((value - self._scale.minimum) / self._scale.step)
        return min(max(step, 0), self._scale.steps)

    def _show(self, value: float) -> None:
        self.setValue(self._step(value))
        self._move()

    def _move(self) -> None:
        self._shown = self._now
        self._say()

    def _say(self) -> None:
        value = "" if self._shown is None else self._told(self._shown)
        number = self._face(self._shown) if self._shown is not None else None
        meaning = "" if number is None else self._language.tr(FACES[number])
        self.setAccessibleName(" ".join(filter(None, (self._language.tr("Rate"), value, meaning))))
        self.update()

    def _told(self, value: float) -> str:
        return value_told(self._scale, value, self._language)

    def _face(self, value: float) -> int | None:
        return face(valence(self._scale, value)) if self._feeling else None

    def _value_at(self, x: float) -> float:
        share = (x - _INSET) / max(1.0, self.width() - 2 * _INSET)
        low, high = self._scale.minimum, self._scale.maximum
        return self._value(self._step(low + share * (high - low)))

    def _x(self, value: float) -> float:
        low, high = self._scale.minimum, self._scale.maximum
        return _INSET + (value - low) / (high - low) * (self.width() - 2 * _INSET)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_track(painter)
        painter.setFont(text_font(tokens.TINY))
        painter.setPen(color(self, Role.PlaceholderText))
        below = _TRACK + _TRACK_HIGH + 4
        ends = QRectF(_INSET, below, self.width() - 2 * _INSET, 18)
        for value, side in (
            (self._scale.minimum, Qt.AlignmentFlag.AlignLeft),
            (self._scale.maximum, Qt.AlignmentFlag.AlignRight),
        ):
            painter.drawText(ends, side, self._told(value))
        if self._shown is not None:
            self._draw_mark(painter, self._shown)
        if self.hasFocus():
            draw_focus(painter, self, 9.0)

    def _draw_track(self, painter: QPainter) -> None:
        """The line, in the colours of the feelings where it stands for them."""
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(_INSET, _TRACK, self.width() - 2 * _INSET, _TRACK_HIGH)
        if not self._feeling:
            painter.setBrush(color(self, Role.Mid))
            painter.drawRoundedRect(whole, 4, 4)
            return
        left, stride = whole.left(), max(1, self._scale.steps // _FINEST)
        values = map(self._value, range(0, self._scale.steps + 1, stride))
        for number, group in groupby(values, self._face):
            last = [*group][-1] + stride * self._scale.step / 2
            right = min(self._x(last), whole.right())
            painter.setBrush(tokens.FEELINGS[number or 0].fill)
            painter.drawRoundedRect(QRectF(left, _TRACK, right - left - 1, _TRACK_HIGH), 3, 3)
            left = right

    def _draw_mark(self, painter: QPainter, value: float) -> None:
        x = self._x(value)
        painter.setPen(QPen(color(self, Role.Highlight), 2))
        painter.setBrush(color(self, Role.Base))
        painter.drawEllipse(QPointF(x, _TRACK + _TRACK_HIGH / 2), 8, 8)
        number = self._face(value)
        side = 0 if number is None else 26
        painter.setFont(text_font(tokens.CARD_TITLE, bold=True))
        text = self._told(value)
        wide = painter.fontMetrics().horizontalAdvance(text)
        left = min(max(2.0, x - (side + wide) / 2), self.width() - 2.0 - side - wide)
        if number is not None:
            draw_face(painter, QRectF(left, 3, 22, 22), number)
        painter.setPen(color(self, Role.WindowText))
        place = QRectF(left + side, 3, wide + 2, 22)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
