"""Small controls in the look of the program, drawn from the palette."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from cxdesk.layout import tokens
from cxdesk.views.widgets.drawing import Role, color, draw_focus, draw_icon
from cxdesk.views.widgets.theme import section_font, text_font
from cxdesk.views.widgets.tooltips import plain_tip

_LONG_WORD = re.compile(r"\S{24}(?=\S)")


def label(text: str = "", look: str = "", *, wrap: bool = False) -> QLabel:
    """A label that shows its text as it is, never as markup; ``look`` as in the style sheet."""
    made = TextLabel(wrap)
    made.setText(text)
    if look:
        made.setProperty("look", look)
    return made


class TextLabel(QLabel):
    """Plain text; a wrapped one breaks even words that are longer than the panel is wide."""

    def __init__(self, wrap: bool) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)

    def setText(self, text: str) -> None:
        self._whole = text
        shown = _LONG_WORD.sub("\\g<0>\N{ZERO WIDTH SPACE}", text) if self.wordWrap() else text
        super().setText(shown)
        self.setAccessibleName(text)

    def clear(self) -> None:
        """Show nothing."""
        self.setText("")

    def text(self) -> str:
        return self._whole


def hairline() -> QFrame:
    """A thin line between two parts of a panel."""
    line = QFrame()
    line.setProperty("look", "hairline")
    line.setFixedHeight(1)
    return line


class Elided(QWidget):
    """One line of text that ends in dots where there is no room for all of it."""

    def __init__(self, text: str, look: QPalette.ColorRole = Role.WindowText) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text; the whole of it is the tip."""
        self._text = " ".join(text.split())
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The whole text."""
        return self._text

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(32, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(color(self, self._look))
        cut = self.fontMetrics().elidedText(
            self._text, Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, cut)


class SectionHead(QLabel):
    """The head of a part of a panel: small bold capitals, spaced."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(section_font())
        self.setProperty("look", "quiet")
        self.setHeading(text)

    def setHeading(self, text: str) -> None:
        """Show another text; a screen reader gets it as it is written."""
        self.setText(text.upper())
        self.setAccessibleName(text)


class DrawnButton(QAbstractButton):
    """A button that draws itself: hover, focus ring, Space and Enter alike."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hovered = False

    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered = True
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = False
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        if self.hasFocus():
            draw_focus(painter, self, self.radius)

    radius = 7.0

    def draw(self, painter: QPainter) -> None:
        """Draw the button; the focus ring follows."""
        raise NotImplementedError


class QuietButton(DrawnButton):
    """A button without a frame: an icon, a text, or both; a ground appears under the pointer."""

    def __init__(self, icon: str = "", text: str = "", *, side: int = 28) -> None:
        super().__init__(text)
        self._icon, self._side = icon, side
        self.setFont(text_font(tokens.SMALL))

    def use_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.update()

    def describe(self, text: str) -> None:
        """Say what the button does, as its tooltip and to a screen reader."""
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        width = self._side if self._icon else 16
        if self.text():
            width += QFontMetrics(self.font()).horizontalAdvance(self.text()) + 8
        return QSize(width, self._side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def draw(self, painter: QPainter) -> None:
        ink = color(self, Role.Highlight if self.text() else Role.PlaceholderText)
        if not self.isEnabled():
            ink = color(self, Role.PlaceholderText)
        elif self.hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(self, Role.Midlight))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        left = 8.0
        if self._icon:
            square = QRectF(0, 0, 18, 18)
            square.moveCenter(QPointF(self._side / 2, self.height() / 2))
            draw_icon(painter, square, self._icon, ink)
            left = self._side + 0.0
        if self.text():
            painter.setPen(ink)
            painter.setFont(self.font())
            place = QRectF(left, 0, self.width() - left, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())


class Segment(DrawnButton):
    """One choice of a segmented control."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._picture = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def use_icon(self, name: str) -> None:
        """Show an icon in place of the text, which becomes the tooltip."""
        self._picture = name
        self.setToolTip(plain_tip(self.text()))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._advance(True) + 12, 30)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._advance(True) + 4, 30)

    def draw(self, painter: QPainter) -> None:
        if self.isChecked():
            painter.setPen(QPen(color(self, Role.Mid), 1))
            painter.setBrush(color(self, Role.Base))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        strong = self.isChecked() or self.hovered
        ink = color(self, Role.WindowText if strong else Role.PlaceholderText)
        if self._picture:
            square = QRectF(0, 0, 18, 18)
            square.moveCenter(QRectF(self.rect()).center())
            draw_icon(painter, square, self._picture, ink)
            return
        painter.setPen(ink)
        painter.setFont(self._font(self.isChecked()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _font(self, bold: bool) -> QFont:
        font = self.font()
        font.setBold(bold)
        return font

    def _advance(self, bold: bool) -> int:
        if self._picture:
            return 18
        return QFontMetrics(self._font(bold)).horizontalAdvance(self.text())


class Segments(QWidget):
    """A segmented control: one of a few choices, arrows walk through them."""

    chosen = Signal(str)
    """The key that a person chose."""

    def __init__(self, choices: Sequence[tuple[str, str]] = (), *, size: int = tokens.BODY) -> None:
        super().__init__()
        self._size = size
        self._buttons: dict[str, Segment] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3, 3, 3, 3)
        self._row.setSpacing(0)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these (key, text); what was chosen stays chosen."""
        if list(self._buttons) == [key for key, _ in choices]:
            for key, text in choices:
                self._buttons[key].setText(text)
                self._buttons[key].updateGeometry()
            return
        kept = self.value
        for button in self._buttons.values():
            button.deleteLater()
        self._buttons = {}
        for key, text in choices:
            button = self._buttons[key] = Segment(text)
            button.setFont(text_font(self._size))
            button.setAutoExclusive(True)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _=False, chosen=key: self.chosen.emit(chosen))
            self._row.addWidget(button)
        self.choose(kept)

    @property
    def value(self) -> str:
        """The key of the choice, or ""."""
        return next((key for key, one in self._buttons.items() if one.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show a choice without telling anybody."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def use_icon(self, key: str, name: str) -> None:
        """Show an icon for a choice whose text is too long."""
        self._buttons[key].use_icon(name)

    def button(self, key: str) -> Segment:
        """The button of a choice."""
        return self._buttons[key]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self, Role.Midlight))
        painter.drawRoundedRect(QRectF(self.rect()), 9, 9)


class Chip(QWidget):
    """A small rounded note: a name and a value, which may be a warning."""

    def __init__(self, name: str, value: str = "", *, warning: bool = False) -> None:
        super().__init__()
        self._name, self._value, self._warning = name, value, warning
        self._fonts = text_font(tokens.TINY), text_font(tokens.TINY, bold=True)
        self.setAccessibleName(f"{name} {value}".strip())
        width = sum(
            QFontMetrics(font).horizontalAdvance(text)
            for font, text in zip(self._fonts, (name, value), strict=True)
        )
        self.setFixedSize(width + 24 + (6 if name and value else 0), 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(self, Role.Mid), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 12.5, 12.5)
        place = QRectF(self.rect()).adjusted(12, 0, -12, 0)
        painter.setPen(color(self, Role.WindowText))
        painter.setFont(self._fonts[0])
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._name)
        painter.setFont(self._fonts[1])
        painter.setPen(color(self, Role.BrightText if self._warning else Role.WindowText))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, side, self._value)


class Switch(DrawnButton):
    """On, filled, or off, a mere outline, in any theme; with its text."""

    radius = 12.0

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        advance = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(int(self._left) + 46 + (advance + 8 if self.text() else 0), 26)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def _left(self) -> float:
        """Without a text it stands among values, which have a margin."""
        return 2.0 if self.text() else 6.0

    def draw(self, painter: QPainter) -> None:
        track = QRectF(self._left, self.height() / 2 - 9, 34, 18)
        on = self.isChecked()
        ground = color(self, Role.Highlight if on else Role.PlaceholderText)
        painter.setPen(QPen(ground, 1.5))
        painter.setBrush(ground if on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(track.adjusted(0.75, 0.75, -0.75, -0.75), 8.25, 8.25)
        knob = QRectF(0, 0, 14, 14) if on else QRectF(0, 0, 10, 10)
        knob.moveCenter(QPointF(track.right() - 9 if on else track.left() + 9, track.center().y()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self, Role.HighlightedText) if on else ground)
        painter.drawEllipse(knob)
        painter.setPen(color(self, Role.WindowText))
        place = QRectF(self.rect()).adjusted(self._left + 44, 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
