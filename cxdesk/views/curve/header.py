"""The line above the emotion curve: its title, and what its lines and marks mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.views.curve.legend import SAMPLE, Sample, draw_sample
from cxdesk.views.curve.menu import CurveMenuButton
from cxdesk.views.widgets.choice import popup_under
from cxdesk.views.widgets.controls import QuietButton
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import as_tooltip

HEIGHT = 40
_LEFT, _AFTER_TITLE, _BESIDE = 14, 16, 6
_CHIP_HEIGHT, _PAD, _GAP, _PLAIN_GAP = 24, 10, 12, 16
_MORE = 44
"""What the button takes that has the entries for which there is no room."""


class Entry(NamedTuple):
    """A sample where it stands, with the words that there is room for."""

    sample: Sample
    text: str
    area: QRectF


class _Row(NamedTuple):
    entries: tuple[Entry, ...] = ()
    rest: tuple[Sample, ...] = ()
    framed: bool = True

    @property
    def end(self) -> float:
        """Where its last entry ends."""
        return self.entries[-1].area.right() if self.entries else 0.0


class CurveHeader(QWidget):
    """Entries lose their frames, then words, where there is little room.

    Those for which there is none nevertheless are counted by a button, which shows them.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._samples: tuple[Sample, ...] = ()
        self._title = ""
        self._note = ""
        self._row = _Row()
        self.more = QuietButton(text="+", side=28)
        self.more.setParent(self)
        self.more.clicked.connect(lambda: popup_under(self.more, self.rest()))
        self.more.hide()
        self.button = CurveMenuButton(workspace)
        self.button.setParent(self)
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(640, HEIGHT)

    @property
    def samples(self) -> tuple[Sample, ...]:
        """What the legend explains."""
        return self._samples

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Those that there is room for."""
        return self._row.entries

    @property
    def note(self) -> str:
        """What scale the numbers are on."""
        return self._note

    def show_legend(self, samples: Sequence[Sample], note: str) -> None:
        """Show these entries; ``note`` stands at the right."""
        self._samples, self._note = tuple(samples), note
        self._title = self._workspace.tr("Emotion curve")
        self.button.describe(self._workspace.tr("Choose what the curve shows"))
        self.setAccessibleName(self._title)
        told = [*(one.text for one in samples), *([note] if note else [])]
        self.setAccessibleDescription(", ".join(told))
        self.setToolTip(as_tooltip("\n".join(told)))
        self._arrange()

    def rest(self) -> QMenu:
        """The entries for which there is no room."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for sample in self._row.rest:
            action = QWidgetAction(menu)
            action.setText(sample.text)
            action.setDefaultWidget(_Line(self._workspace, sample))
            menu.addAction(action)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = self.button.sizeHint().height()
        self.button.setGeometry(self.width() - side - 8, (HEIGHT - side) // 2, side, side)
        self._arrange()

    def _arrange(self) -> None:
        """Give every entry its place, or count it among the rest."""
        title = QFontMetricsF(text_font(tokens.BODY, bold=True)).horizontalAdvance(self._title)
        self._row = _row(self._samples, _LEFT + title + _AFTER_TITLE, self.button.x() - 4.0)
        left, rest = len(self._row.rest), self._row.rest
        self.more.setVisible(bool(rest))
        if rest:
            self.more.setText(f"+{left}")
            told = ", ".join(one.text for one in rest)
            self.more.describe(self._workspace.tr("Also in the legend: {entries}", entries=told))
            size = self.more.sizeHint()
            x = self._row.end + 4 if self._row.entries else _LEFT + title + _AFTER_TITLE
            self.more.setGeometry(round(x), (HEIGHT - size.height()) // 2, *size.toTuple())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._workspace.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.panel))
        painter.setPen(QColor(theme.hairline))
        for y in (0.5, HEIGHT - 0.5):
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        painter.setFont(text_font(tokens.BODY, bold=True))
        painter.setPen(QColor(theme.text))
        _write(painter, _LEFT, self._title)
        painter.setFont(text_font(tokens.TINY))
        for entry in self._row.entries:
            self._paint_entry(painter, entry)
        note = self.button.x() - 8 - QFontMetricsF(painter.font()).horizontalAdvance(self._note)
        if not self._row.rest and self._row.end + _GAP <= note:
            painter.setPen(QColor(theme.quiet))
            _write(painter, note, self._note)

    def _paint_entry(self, painter: QPainter, entry: Entry) -> None:
        theme, area = self._workspace.theme, entry.area
        x = area.x()
        if self._row.framed:
            painter.setPen(QPen(QColor(theme.hairline), 1))
            painter.setBrush(QColor(theme.panel))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 11.5, 11.5)
            x += _PAD
        draw_sample(painter, QRectF(x, area.y(), SAMPLE, area.height()), entry.sample)
        painter.setPen(QColor(theme.text))
        _write(painter, x + SAMPLE + _BESIDE, entry.text)


class _Line(QWidget):
    """One entry in the menu of those that the header has no room for."""

    def __init__(self, workspace: Workspace, sample: Sample) -> None:
        super().__init__()
        self._workspace, self._sample = workspace, sample
        self.setFont(text_font(tokens.SMALL))
        self.setAccessibleName(sample.text)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self._sample.text)
        return QSize(words + SAMPLE + 2 * _PAD + 2 * _BESIDE, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_sample(painter, QRectF(_PAD, 0, SAMPLE, self.height()), self._sample)
        painter.setPen(QColor(self._workspace.theme.text))
        left = _PAD + SAMPLE + _BESIDE
        align = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), align, self._sample.text)


def _row(samples: Sequence[Sample], left: float, right: float) -> _Row:
    """The entries between two x: framed, without frames, in short words, or only the first."""
    whole = [one.text for one in samples]
    if _width(whole, framed=True) <= right - left:
        return _Row(_placed(samples, whole, left, framed=True))
    texts = list(whole)
    for number in reversed(range(len(samples))):
        if _width(texts, framed=False) <= right - left:
            break
        texts[number] = samples[number].short or texts[number]
    shown = len(texts)
    while shown and _width(texts[:shown], framed=False) > right - left - (
        _MORE if shown < len(texts) else 0
    ):
        shown -= 1
    entries = _placed(samples[:shown], texts[:shown], left, framed=False)
    return _Row(entries, tuple(samples[shown:]), framed=False)


def _width(texts: Sequence[str], *, framed: bool) -> float:
    """What entries with these words take, with what is between them."""
    gap = _GAP if framed else _PLAIN_GAP
    return sum(_wide(text, framed=framed) for text in texts) + gap * max(len(texts) - 1, 0)


def _wide(text: str, *, framed: bool) -> float:
    words = QFontMetricsF(text_font(tokens.TINY)).horizontalAdvance(text)
    return SAMPLE + _BESIDE + words + (2 * _PAD if framed else 0)


def _placed(
    samples: Sequence[Sample], texts: Sequence[str], left: float, *, framed: bool
) -> tuple[Entry, ...]:
    found = []
    for sample, text in zip(samples, texts, strict=True):
        width = _wide(text, framed=framed)
        area = QRectF(left, (HEIGHT - _CHIP_HEIGHT) / 2, width, _CHIP_HEIGHT)
        found.append(Entry(sample, text, area))
        left += width + (_GAP if framed else _PLAIN_GAP)
    return tuple(found)


def _write(painter: QPainter, x: float, text: str) -> None:
    """Write on the header's line."""
    width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 1
    align = int(Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(QRectF(x, 0, width, HEIGHT), align, text)
