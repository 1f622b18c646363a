"""Typing into the map: a text field over the card that is being edited."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from cxdesk.layout.tokens import Theme

FAMILY = "Atkinson Hyperlegible"
_READABLE, _USUAL = 10.0, 14
"""Px of type: what would be smaller than the first is written in the second."""
_ROOM = QSizeF(200, 30)
"""What such a text needs on the screen, at least."""
_EDGE = 8.0
"""How far such a field stays from the map's edges, in px."""
_FRAME = 6.0
"""How wide the frame is of a field that is larger than the place it was opened on, in px."""


class InlineEditor(QPlainTextEdit):
    """A frameless field that grows with its text.

    Enter commits and asks for the next one, Ctrl+Shift+Enter for the next phase, Tab for the card
    below, Esc and Ctrl+Enter commit, Shift+Enter is a new line; leaving the field commits, too.
    Where the map is too small to be read, it is larger than the card that is written on. All of
    the text is seen while it fits between the edges; only then does the field scroll.
    """

    committed = Signal(str, str)
    """The text, and what comes next: "", "next", "phase" or "below"."""
    pressed = Signal()
    """A key was pressed and taken: the caret may be elsewhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(False)
        self.setObjectName("inlineEditor")
        self.document().setDocumentMargin(0)
        self.document().contentsChanged.connect(self._grow)
        self.covered = QSizeF(0, 0)
        """How much of the parent's left and upper side something else covers, in px."""
        self.lift = 0.0
        """How far the field stands above its place, because the map ends there, in px."""
        self._port = parent
        self._least = QRectF()
        self._is_larger = self._has_grown = False
        self._fits = True
        self._looks = ("", "")
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._stay)
        self.hide()

    @property
    def free(self) -> QRectF:
        """Where the field may stand, in px of its parent."""
        left, top = self.covered.width() + _EDGE, self.covered.height() + _EDGE
        return QRectF(self._port.rect()).adjusted(left, top, -_EDGE, -_EDGE)

    @property
    def caret(self) -> QRectF:
        """Where the next letter stands, in px of the parent."""
        corner = self.pos() + self.viewport().pos()
        return QRectF(self.cursorRect().translated(corner))

    def open(
        self, text: str, box: QRectF, size: float, bold: bool, colors: tuple[str, str, Theme]
    ) -> None:
        """Show the field over ``box`` (in viewport px) with ``text`` selected."""
        ground, ink, theme = colors
        self._is_larger = size < _READABLE
        font = QFont(FAMILY)
        font.setPixelSize(_USUAL if self._is_larger else round(size))
        font.setBold(bold)
        font.setKerning(False)
        self.setFont(font)
        weight = "bold" if bold else "normal"
        plain = (
            f"#inlineEditor {{ background: {ground}; color: {ink};"
            f' font: {weight} {font.pixelSize()}px "{FAMILY}";'
            f" selection-background-color: {theme.accent}; selection-color: {theme.on_accent};"
        )
        self._looks = (
            f"{plain} border: none; padding: 0; }}",
            f"{plain} border: 2px solid {theme.accent}; border-radius: 6px; padding: 4px; }}",
        )
        self._has_grown, self.lift = False, 0.0
        self.setStyleSheet(self._looks[self._is_larger])
        self._least = self._room(box)
        self.setGeometry(self._least.toAlignedRect())
        self.show()  # what is hidden does not break its lines
        self.setPlainText(text)
        self.selectAll()
        self._grow()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def replace(self, text: str) -> None:
        """Show another text, selected."""
        self.setPlainText(text)
        self.selectAll()

    def follow(self, box: QRectF) -> None:
        """Stay over the card when the map scrolls."""
        self._least = self._room(box)
        self._grow()

    def commit(self, then: str = "") -> None:
        """Close the field and hand over its text."""
        if self.isVisible():
            text = self.toPlainText()
            self.hide()
            self.committed.emit(text, then)

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

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever looks elsewhere has finished typing."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.commit()

    def _room(self, box: QRectF) -> QRectF:
        """Where the field stands for a card's text in ``box``: over it, or over its middle."""
        if not self._is_larger:
            return box
        size = QSizeF(max(box.width(), _ROOM.width()), _ROOM.height())
        free = QRectF(self._port.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        left = min(box.center().x() - size.width() / 2, free.right() - size.width())
        return QRectF(QPointF(max(left, free.left()), max(box.top(), free.top())), size)

    def _grow(self) -> None:
        """Be as high as the text, but not higher than there is room; stay where it was opened."""
        box, free = self._least, self.free
        room = _FRAME if self._is_larger or self._has_grown else 0.0
        beside = 2 * room if self._has_grown else 0.0
        self.resize(round(box.width() + beside), max(1, self.height()))
        text = self._text_height() + 2
        has_grown = not self._is_larger and text > min(box.height(), free.height())
        if has_grown != self._has_grown:
            self._has_grown = has_grown
            self.setStyleSheet(self._looks[has_grown])
        room = _FRAME if has_grown or self._is_larger else 0.0
        if has_grown:  # the text stays where it is; the frame goes around it
            box = box.adjusted(-room, -room, room, room)
        needed = max(box.height(), text + 2 * room)
        height = min(needed, max(free.height(), _ROOM.height()))
        self._fits = height >= needed
        self.lift = min(self.lift, max(0.0, box.y() + height - free.bottom()))
        y = box.y() - self.lift
        if not self._fits:
            y = max(free.top(), min(y, free.bottom() - height))
        self.setGeometry(round(box.x()), round(y), round(box.width()), round(height))
        self._stay()

    def _text_height(self) -> float:
        """How high the text is, in px; paragraphs that nobody has seen yet are laid out for it."""
        layout, block, height = self.document().documentLayout(), self.document().begin(), 0.0
        while block.isValid():
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        return height

    def _stay(self) -> None:
        """A field that has room for its text never scrolls; no field scrolls sideways."""
        self.horizontalScrollBar().setValue(0)
        if self._fits:
            self.verticalScrollBar().setValue(0)
