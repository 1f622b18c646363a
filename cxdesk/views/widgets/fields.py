"""Text fields that keep what is typed: on leaving, on Enter, and after a pause."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from cxdesk.views.widgets.lines import draw_lines, lines, lines_height

PAUSE_MS = 1500
"""How long nobody types until what is typed is kept."""

Keep = Callable[[str], object]
_MOST_LINES = 1000


class _Keeping:
    """When typed text becomes an edit, and when a change from elsewhere may replace it.

    A field that holds something typed and not yet kept is never reloaded under the hands; its
    own change, coming back, finds the text it already has. Where the record has another text by
    now, nothing is kept until ``settle`` says which of the two counts.
    """

    def __init__(self, field: QWidget, read: Callable[[], str], write: Callable[[str], None]):
        self._read, self._write = read, write
        self._keep: Keep | None = None
        self._shown = ""
        self._theirs: str | None = None
        self.clashed: Callable[[str | None], object] | None = None
        """Called with what somebody else has written while another text was typed here, and with
        None when that is settled."""
        self._pause = QTimer(field)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)

    def bind(self, text: str, keep: Keep) -> None:
        """Show a text of some record, and keep what is typed by calling ``keep``."""
        self.finish()
        self._keep = keep
        self.refresh(text)

    def refresh(self, text: str) -> None:
        """Show what the record holds now, unless something typed is still to be kept."""
        typed = self._read()
        if typed not in (self._shown, text):
            if text != (self._shown if self._theirs is None else self._theirs) and self.clashed:
                self._theirs = text
                self.clashed(text)
            return
        self._forget_theirs()
        self._shown = text
        if typed != text:
            self._write(text)

    def typed(self) -> None:
        """Something was typed: wait for a pause."""
        if self._read() != self._shown:
            self._pause.start()

    def flush(self) -> None:
        """Keep what is typed now, unless somebody has to choose first."""
        self._pause.stop()
        if self._theirs is not None:
            return
        text = self._read()
        if self._keep is not None and text != self._shown:
            self._shown = text
            self._keep(text)

    def settle(self, mine: bool) -> None:
        """Keep what was typed here, or take what somebody else has written."""
        if self._theirs is None:
            return
        if mine:
            self._forget_theirs()
            self.flush()
        else:
            self.drop()

    def finish(self) -> None:
        """Keep what is typed now; a choice that nobody made falls to what was typed last."""
        self.settle(True)
        self.flush()

    def is_unkept(self) -> bool:
        """Whether something typed is not kept yet."""
        return self._theirs is not None or self._read() != self._shown

    def drop(self) -> None:
        """Go back to what the record holds."""
        self._pause.stop()
        self._forget_theirs()
        self._write(self._shown)

    def _forget_theirs(self) -> None:
        """What somebody else wrote is the text to compare with from now on."""
        if self._theirs is not None:
            self._shown, self._theirs = self._theirs, None
            if self.clashed is not None:
                self.clashed(None)


class LineField(QLineEdit):
    """One line of text."""

    def __init__(self, name: str = "", *, bare: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        if bare:
            self.setProperty("look", "bare")
        self.keeping = _Keeping(self, self.text, self.setText)
        self.textEdited.connect(self.keeping.typed)
        self.editingFinished.connect(self.keeping.flush)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.keeping.is_unkept():
            self.keeping.drop()
        else:
            super().keyPressEvent(event)


class TextField(QPlainTextEdit):
    """Text of any length that grows with it; Enter keeps it, Shift+Enter begins a new line.

    A title that nobody edits breaks its long words with hyphens, as the map does.
    """

    def __init__(self, name: str = "", *, lines: int = 1, title: bool = False) -> None:
        super().__init__()
        self._lines, self._is_title = lines, title
        self.setAccessibleName(name)
        self.setProperty("look", "bare")
        if title:
            self.setProperty("level", "title")
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.keeping = _Keeping(self, self.toPlainText, self.setPlainText)
        self.textChanged.connect(self.keeping.typed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.setPlaceholderText(name)

    def setPlaceholderText(self, text: str) -> None:
        """Show another hint at once; Qt leaves the one before where none came or went."""
        super().setPlaceholderText(text)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        least = self._lines * self.fontMetrics().lineSpacing()
        return QSize(120, max(least, self._text_height()) + self._frame())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.keeping.flush()
        elif event.key() == Qt.Key.Key_Escape and self.keeping.is_unkept():
            self.keeping.drop()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._hyphenated()
        if not shown:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().text().color())
        painter.setFont(self.font())
        place = QRectF(self.viewport().rect())
        place.setHeight(lines_height(len(shown), self.font()))
        draw_lines(painter, place, shown)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._fit()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keeping.flush()

    def _hyphenated(self) -> list[str]:
        """The lines of a title at rest; none where no word is broken, or another font has it."""
        text, width = self.toPlainText(), self.viewport().width()
        if not self._is_title or self.hasFocus() or "\n" in text:
            return []
        metrics = QFontMetricsF(self.font())
        if all(metrics.horizontalAdvance(word) <= width for word in text.split()):
            return []
        shown = lines(text, self.font(), width, _MOST_LINES)
        return shown if len(shown) > 1 else []

    def _text_height(self) -> int:
        shown = self._hyphenated()
        if shown:
            return lines_height(len(shown), self.font())
        # A line is higher than the metrics' spacing says where other fonts stand in it.
        layout, block, high = self.document().documentLayout(), self.document().begin(), 0.0
        while block.isValid():
            high += layout.blockBoundingRect(block).height()
            block = block.next()
        return ceil(high)

    def _frame(self) -> int:
        return 8 if self.property("look") == "bare" else 12

    def _fit(self) -> None:
        height = max(self.sizeHint().height(), 24)
        if height != self.height():
            self.setFixedHeight(height)
        # All of it is in sight; Qt had scrolled to the line that had no room yet.
        self.verticalScrollBar().setValue(0)
