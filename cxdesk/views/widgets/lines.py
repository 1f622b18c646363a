"""Names on as many lines as they need: broken as on the map, drawn in the window's font."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter

from cxdesk.layout.text import wrap

_SPACES = re.compile("[ \t\r\n]+")
_SHARE = 0.98
"""Of the width: the window's font is hinted, so that its letters are up to 2 % wider or narrower
than the layout measures them."""


def lines(text: str, font: QFont, width: float, most: int = 3) -> list[str]:
    """A text on at most ``most`` lines of ``width`` px; only what has no room there is left out."""
    whole = " ".join(_SPACES.split(text.strip()))
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(whole) <= width:
        return [whole]
    face = "bold" if font.bold() else "regular"
    size = float(font.pixelSize())
    block = wrap(whole, max(width * _SHARE, size), size, face, most) if most > 1 else None
    if block is None or block.missing:  # letters of other fonts, which Qt finds and measures
        return [metrics.elidedText(whole, Qt.TextElideMode.ElideRight, max(width, 0.0))]
    return ["".join(run.text for run in line.runs) for line in block.lines]


def lines_height(count: int, font: QFont) -> int:
    """How high so many lines are, in px."""
    return count * QFontMetrics(font).lineSpacing()


def draw_lines(painter: QPainter, place: QRectF, shown: list[str]) -> None:
    """Write lines one below the other, together in the middle of a place's height."""
    high = QFontMetricsF(painter.font()).lineSpacing()
    line = QRectF(place.left(), place.center().y() - len(shown) * high / 2, place.width(), high)
    for text in shown:
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), text)
        line.translate(0, high)
