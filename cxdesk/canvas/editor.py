"""Typing into the map: a text field that looks like the card that is being written on."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QTextDocument,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from cxdesk.canvas.card_lines import CardLines
from cxdesk.canvas.painter import Picture
from cxdesk.canvas.pictures import Pictures
from cxdesk.layout.primitives import Primitive
from cxdesk.layout.tokens import Theme
from cxdesk.layout.writing import Writing, Written

_LARGER = 1.25
"""How large a card is shown that cannot be read where it stands, in parts of 100 %."""
_EDGE = 8.0
"""How far what is typed stays from the map's edges, in px."""
_FRAME = 4.0
"""How far a frame reaches over the heads, in px: those of what is selected do."""
_AROUND = 2.0
"""What a field has around its card for frame and shadow, in px at 100 %."""
_LOOK = (
    "#inlineEditor {{ background: transparent; border: none; padding: 0; color: transparent;"
    " selection-background-color: {0}; selection-color: transparent; }}"
)
"""The letters are drawn as on the map, not by the field."""


class InlineEditor(QPlainTextEdit):
    """A field that is the card, and grows with its text as the card will.

    Enter commits and asks for the next one, Ctrl+Shift+Enter for the next phase, Tab for the card
    below, Esc and Ctrl+Enter commit, Shift+Enter is a new line; leaving the field commits, too.
    Where it is drawn smaller than ``readable``, the card is shown larger. The field never scrolls:
    where it is higher than the map, its place moves so that the caret is in sight.
    """

    committed = Signal(str, str)
    """The text, and what comes next: "", "next", "phase" or "below"."""
    pressed = Signal()
    """A key was pressed and taken, or something was pasted: the caret may be elsewhere."""

    def __init__(self, parent: QWidget, images: Pictures, readable: float = 0.0) -> None:
        super().__init__(parent)
        self._readable = readable
        self._images = images
        document = QTextDocument(self)
        self._lines = CardLines(document)
        document.setDocumentLayout(self._lines)
        document.setDocumentMargin(0)
        self.setDocument(document)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setTabChangesFocus(False)
        self.setObjectName("inlineEditor")
        self.viewport().setAutoFillBackground(False)
        document.contentsChanged.connect(self._grow)
        self.covered = QSizeF(0, 0)
        """How much of the parent's left and upper side something else covers, in px."""
        self.lift = 0.0
        """How far the field stands above its place, because the map ends there, in px."""
        self._port = parent
        self._box, self._scale = QRectF(), 1.0
        self._theme: Theme | None = None
        self._writing: Writing | None = None
        self._ground: tuple[tuple[Primitive, ...], Picture] = ((), Picture(()))
        images.ready.connect(self.viewport().update)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._stay)
        self.hide()

    @property
    def free(self) -> QRectF:
        """Where what is typed is in sight, in px of the parent."""
        left, top = self.covered.width() + _EDGE, self.covered.height() + _EDGE
        return QRectF(self._port.rect()).adjusted(left, top, -_EDGE, -_EDGE)

    @property
    def caret(self) -> QRectF:
        """Where the next letter stands, in px of the parent."""
        return QRectF(self.cursorRect().translated(self.pos()))

    @property
    def seen(self) -> QRect:
        """The part of the field that is in sight, in px of the parent."""
        left, top = self.covered.width() - _FRAME, self.covered.height() - _FRAME
        port = QRectF(self._port.rect()).adjusted(left, top, 0, 0).toAlignedRect()
        return self.geometry().intersected(port)

    @property
    def drawn(self) -> float:
        """How many times larger than at 100 % the card is drawn."""
        return self._scale if self._scale >= self._readable else _LARGER

    @property
    def corner(self) -> QPointF:
        """Where the card begins, in px of the parent."""
        return QPointF(self.pos()) + self._lines.origin

    @property
    def written(self) -> Written:
        """The card with the text that is in the field."""
        return self._lines.written

    def text(self) -> str:
        """What is written, sign by sign: Qt's own answer makes protected spaces plain ones."""
        block, texts = self.document().begin(), []
        while block.isValid():
            texts.append(block.text())
            block = block.next()
        return "\n".join(texts)

    def open(self, text: str, writing: Writing, box: QRectF, scale: float, theme: Theme) -> None:
        """Show a text, selected, on a card in ``box`` (px of the parent) drawn at this scale."""
        self.lift, self._theme, self._writing = 0.0, theme, writing
        self._box, self._scale = box, scale
        self.setStyleSheet(_LOOK.format(writing(text).chosen[0] or theme.accent))
        self._lines.show(writing, self._lines.origin, self.drawn)
        self.setPlainText(text)
        self.selectAll()
        self._grow()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def replace(self, text: str) -> None:
        """Show another text, selected."""
        self.setPlainText(text)
        self.selectAll()

    def follow(self, box: QRectF, scale: float) -> None:
        """Stay the card when the map scrolls or is zoomed."""
        self._box, self._scale = box, scale
        self._grow()

    def commit(self, then: str = "") -> None:
        """Close the field and hand over its text."""
        if self.isVisible():
            text = self.text()
            self.hide()
            self.committed.emit(text, then)

    # -- the keys ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Tab and Esc end the typing; everything else is typed."""
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            if shift and not control:
                self.insertPlainText("\n")
            else:
                self.commit("phase" if shift else "" if control else "next")
        elif key == Qt.Key.Key_Escape:
            self.commit()
        elif key == Qt.Key.Key_Tab:
            self.commit("below")
        else:
            super().keyPressEvent(event)
        if self.isVisible():
            self.pressed.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A dead key or an input method composes a letter: the card has room for it at once."""
        super().inputMethodEvent(event)
        if self.isVisible():
            self._grow()
            self.pressed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever looks elsewhere has finished typing."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.commit()

    # -- the card ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, the selection and the caret, and the letters as the map draws them."""
        if self._theme is None:
            return
        with QPainter(self.viewport()) as painter:
            self._paint(painter, self._ground[1])
        super().paintEvent(event)
        cursor, whole = self.textCursor(), QRegion(self.viewport().rect())
        chosen = QRegion()
        for place in self._places(cursor.selectionStart(), cursor.selectionEnd()):
            chosen += place
        with QPainter(self.viewport()) as painter:
            painter.setClipRegion(whole.subtracted(chosen))
            self._paint(painter, Picture((self.written.text(),)))
            if not chosen.isEmpty():
                painter.setClipRegion(chosen)
                ink = self.written.chosen[1] or self._theme.on_accent
                self._paint(painter, Picture((self.written.text(ink),)))
            painter.setClipRegion(whole)
            for one in self._coming():
                below = QRect(one.left(), one.bottom(), one.width(), 1)
                painter.fillRect(below, QColor(self.written.color))

    def _paint(self, painter: QPainter, picture: Picture) -> None:
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        painter.translate(self._lines.origin)
        painter.scale(self.drawn, self.drawn)
        picture.paint(painter)
        painter.restore()

    def _places(self, start: int, end: int) -> list[QRect]:
        """Where some letters of the text stand, in px of the field."""
        places, block = [], self.document().begin()
        while block.isValid() and start < end:
            top, first = self.blockBoundingGeometry(block).top(), block.position()
            layout = block.layout()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                begin = max(start - first, line.textStart())
                last = min(end - first, line.textStart() + line.textLength())
                if begin < last:
                    left, right = _x(line, begin), _x(line, last)
                    place = QRectF(left, top + line.y(), right - left, line.height())
                    places.append(place.toAlignedRect())
            block = block.next()
        return places

    def _coming(self) -> list[QRect]:
        """Where the letters stand that an input method is about to add: they are underlined."""
        cursor = self.textCursor()
        layout = cursor.block().layout()
        length = len(layout.preeditAreaText())
        start = cursor.block().position() + layout.preeditAreaPosition()
        return self._places(start, start + length)

    def _grow(self) -> None:
        """Be as high as the card will be, where it will be."""
        if self._writing is None:
            return
        written, drawn = self.written, self.drawn
        card = QRectF(self._box.topLeft(), QSizeF(written.width, written.height) * drawn)
        if drawn != self._scale:
            self._put_over(card)
        self.lift = min(self.lift, max(0.0, card.bottom() - self.free.bottom()))
        card.translate(0, -self.lift)
        around = ceil(_AROUND * drawn)
        below = max(around, written.below * drawn)
        place = card.adjusted(-around, -around, around, below).toAlignedRect()
        self._lines.show(self._writing, card.topLeft() - QPointF(place.topLeft()), drawn)
        self.setCursorWidth(max(round(1.5 * drawn), 1))
        self.setGeometry(place)
        if self._ground[0] is not written.parts:
            self._ground = written.parts, Picture(written.parts, self._images)
        hidden = place != self.seen
        if hidden:
            self.setMask(QRegion(self.seen.translated(-self.pos())))
        elif not self.mask().isEmpty():
            self.clearMask()
        self._stay()
        self.viewport().update()

    def _put_over(self, card: QRectF) -> None:
        """Put a card that is shown larger over its place, as far as the map reaches."""
        free = self.free
        left = min(self._box.center().x() - card.width() / 2, free.right() - card.width())
        top = min(self._box.top(), free.bottom() - card.height())
        card.moveTo(max(left, free.left()), max(top, free.top()))

    def _stay(self) -> None:
        """The field has room for all of its text: nothing in it scrolls."""
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)


def _x(line: QTextLine, at: int) -> float:
    """Where the letter ``at`` begins in a line."""
    found = line.cursorToX(at)
    assert isinstance(found, tuple)
    return float(found[0])
