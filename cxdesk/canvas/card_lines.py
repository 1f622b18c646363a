"""A text field's lines: they end where the finished card's end, and stand where those will."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTextBlock, QTextDocument, QTextLine
from PySide6.QtWidgets import QPlainTextDocumentLayout

from cxdesk.canvas.painter import FAMILY
from cxdesk.layout.primitives import Face
from cxdesk.layout.text import LEADING, line_lengths, measure
from cxdesk.layout.writing import Writing, Written

_LETTERS = "Falsches Üben von Xylophonmusik quält jeden größeren Zwerg 0123456789 "


class CardLines(QPlainTextDocumentLayout):
    """Breaks no text by itself: ``written`` has the lines, ``origin`` and ``scale`` their place.

    Qt's own lines are only what the caret, the selection and the mouse go by.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.origin, self.scale = QPointF(), 1.0
        self._writing: Writing | None = None
        self._written: Written | None = None
        self._tops: dict[int, tuple[float, float]] = {}

    @property
    def written(self) -> Written:
        """The piece with the text that is in the field."""
        assert self._written is not None, "nothing is typed before a piece is shown"
        return self._written

    def show(self, writing: Writing, origin: QPointF, scale: float) -> None:
        """Write on a piece whose corner is at ``origin``, drawn so many times larger than 100 %."""
        if (writing, origin, scale) != (self._writing, self.origin, self.scale):
            self._writing, self.origin, self.scale = writing, origin, scale
            self.renew()

    def renew(self) -> None:
        """Take the lines from the layout anew."""
        if self._writing is None:
            return
        texts = []
        block = self.document().begin()
        while block.isValid():
            texts.append(_shown(block))
            block = block.next()
        self._written = self._writing("\n".join(texts))
        font = _font(self._written.block.size * self.scale, self._written.block.face)
        if self.document().defaultFont() != font:
            self.document().setDefaultFont(font)  # which lays out again by itself
            return
        block = self.document().begin()
        while block.isValid():
            self._lay_out(block)
            block = block.next()

    def documentChanged(self, start: int, removed: int, added: int) -> None:
        """Something was typed."""
        super().documentChanged(start, removed, added)
        self.renew()

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Where a paragraph stands; the first reaches up to the field's edge."""
        if self._written is None or not block.isValid():
            return super().blockBoundingRect(block)
        if not block.layout().lineCount():
            self._lay_out(block)
        written = self._written
        left = self.origin.x() + written.left * self.scale
        height = block.layout().lineCount() * self._step + self._above(block)
        return QRectF(0, 0, left + written.block.room * self.scale, height)

    @property
    def _step(self) -> float:
        """From one line to the next, in px of the screen."""
        return LEADING * self.written.block.size * self.scale

    def _above(self, block: QTextBlock) -> float:
        """What is free above a paragraph: what the first one has above it."""
        first = block.blockNumber() == 0
        return self.origin.y() + self.written.top * self.scale if first else 0.0

    def _lay_out(self, block: QTextBlock) -> None:
        written, scale, layout = self.written, self.scale, block.layout()
        text, lines = _shown(block), written.block
        left, top = self.origin.x() + written.left * scale, self._above(block)
        baseline = lines.lines[0].baseline * scale
        edge = (written.width - written.left) * scale - 2
        layout.beginLayout()
        for number, length in enumerate(line_lengths(text, lines.room, lines.size, lines.face)):
            line = layout.createLine()
            if not line.isValid():
                break
            columns = _columns(line, length)
            if line.naturalTextWidth() < edge:
                line.setNumColumns(columns, edge)  # the caret stays on the card behind many spaces
            y = top + number * self._step + baseline - line.ascent()
            line.setPosition(QPointF(left, y))
        layout.endLayout()
        block.setLineCount(layout.lineCount())


def _columns(line: QTextLine, length: int) -> int:
    """Make a line of so many code units; for Qt these are so many signs."""
    columns = max(length, 1)
    line.setNumColumns(columns)
    while line.textLength() > length and columns > 1:
        columns -= 1
        line.setNumColumns(columns)
    return columns


def _shown(block: QTextBlock) -> str:
    """A paragraph with what an input method is about to add to it."""
    text, layout = block.text(), block.layout()
    coming = layout.preeditAreaText()
    if not coming:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    at = 2 * layout.preeditAreaPosition()
    added = coming.encode("utf-16-le", "surrogatepass")
    return (units[:at] + added + units[at:]).decode("utf-16-le", "replace")


def _font(size: float, face: Face) -> QFont:
    """The type of the lines: Qt has whole px only, the space between letters makes up for it."""
    font = QFont(FAMILY)
    font.setPixelSize(max(round(size), 1))
    font.setBold(face == "bold")
    font.setKerning(False)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    spacing = 100 * measure(_LETTERS, size, face) / QFontMetricsF(font).horizontalAdvance(_LETTERS)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, spacing)
    return font
