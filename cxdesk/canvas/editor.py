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


class InlineEditor(QPlainTextEdit):
    """A frameless field that grows with its text.

    Enter commits and asks for the next one, Ctrl+Shift+Enter for the next phase, Tab for the card
    below, Esc and Ctrl+Enter commit, Shift+Enter is a new line; leaving the field commits, too.
    Where the map is too small to be read, it is larger than the card that is written on.
    """

    committed = Signal(str, str)
    """The text, and what comes next: "", "next", "phase" or "below"."""

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
        self._port = parent
        self._least = QRectF()
        self._is_larger = False
        self.hide()

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
        frame = "border: none; padding: 0;"
        if self._is_larger:
            frame = f"border: 2px solid {theme.accent}; border-radius: 6px; padding: 4px;"
        self.setStyleSheet(
            f"#inlineEditor {{ background: {ground}; color: {ink}; {frame}"
            f' font: {weight} {font.pixelSize()}px "{FAMILY}";'
            f" selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}"
        )
        self._least = self._room(box)
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
        box = self._least
        self.resize(round(box.width()), max(1, round(box.height())))
        lines = self.document().size().height()
        around = self.height() - self.viewport().height()
        height = max(box.height(), lines * self.fontMetrics().lineSpacing() + 2 + around)
        self.setGeometry(round(box.x()), round(box.y()), round(box.width()), round(height))
