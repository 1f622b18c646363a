"""Cells of tables that are drawn: faces with numbers, intervals, badges, phases, points of five."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.layout.tokens import lifted
from cxdesk.models.scales import face
from cxdesk.views.widgets.column_widths import LINE
from cxdesk.views.widgets.drawing import draw_face
from cxdesk.views.widgets.lines import draw_lines, lines
from cxdesk.views.widgets.tables import LOOK
from cxdesk.views.widgets.theme import text_font

Index = QModelIndex | QPersistentModelIndex
MOST_LINES = 4
"""How many lines a cell has at most."""
PAD = 8.0
"""Px before and behind a cell's contents, as in the heads of the style sheet."""


class Drawn(QStyledItemDelegate):
    """A cell whose ground Qt paints and whose contents ``draw`` paints."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.workspace = workspace

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = ground.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, ground.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(option.rect)
        area = QRectF(option.rect).adjusted(PAD, -1.5, -PAD, -1.5)
        self.draw(painter, area, index.data(LOOK), str(index.data() or ""))
        painter.restore()

    def draw(self, painter: QPainter, area: QRectF, look: Any, text: str) -> None:
        """Draw ``look`` and ``text`` into ``area``."""
        raise NotImplementedError

    def room(self, look: Any, text: str) -> float:
        """The width of a cell that shows all of these, in px."""
        return advance(text) + self.beside + 2 * PAD

    def count(self, look: Any, text: str, width: float) -> int:
        """How many lines a cell so wide has."""
        return len(lines(text, text_font(tokens.BODY), width - self.beside - 2 * PAD, MOST_LINES))

    beside = 0.0
    """Px that are drawn beside the text."""

    def write(
        self, painter: QPainter, area: QRectF, text: str, color: str, *, bold: bool = False
    ) -> float:
        """Write a text on as many lines as a row holds; returns the x where it ends."""
        font = text_font(tokens.BODY, bold=bold)
        shown = lines(text, font, max(area.width(), 0.0), _most(area))
        painter.setFont(font)
        painter.setPen(QColor(color))
        draw_lines(painter, area, shown)
        return area.left() + max(map(QFontMetricsF(font).horizontalAdvance, shown))


class WordsCell(QStyledItemDelegate):
    """A plain text, which goes on in next lines where its column is too narrow."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        text, font = str(index.data() or ""), text_font(tokens.BODY)
        area = QRectF(option.rect).adjusted(PAD, -1.5, -PAD, -1.5)
        shown = lines(text, font, area.width(), _most(area))
        if shown == [text]:
            super().paint(painter, option, index)
            return
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = ground.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, ground.widget)
        painter.save()
        painter.setFont(font)
        painter.setPen(ground.palette.color(ground.palette.ColorRole.Text))
        draw_lines(painter, area, shown)
        painter.restore()

    def room(self, look: Any, text: str) -> float:
        """The width of a cell that shows all of the text, in px."""
        return advance(text) + 2 * PAD

    def count(self, look: Any, text: str, width: float) -> int:
        """How many lines a cell so wide has."""
        return len(lines(text, text_font(tokens.BODY), width - 2 * PAD, MOST_LINES))


class FaceCell(Drawn):
    """A face and its number; looks at a valence, -1 .. +1, or None."""

    beside = 32.0

    def draw(self, painter: QPainter, area: QRectF, look: Any, text: str) -> None:
        left = area.left()
        if look is not None:
            square = QRectF(left, area.center().y() - 11, 22, 22)
            draw_face(painter, square, face(look))
        area.setLeft(left + self.beside)
        theme = self.workspace.theme
        color = theme.text if text else theme.quiet
        self.write(painter, area, text or "\N{EN DASH}", color, bold=True)


class IntervalCell(Drawn):
    """An interval on its scale; looks at (low, mean, high) in shares of the scale, or None."""

    def draw(self, painter: QPainter, area: QRectF, look: Any, text: str) -> None:
        theme = self.workspace.theme
        if look is None:
            self.write(painter, area, text, theme.quiet)
            return
        low, mean, high = (min(max(part, 0.0), 1.0) for part in look)
        track = QRectF(area.left(), area.center().y() - 3, min(72.0, area.width()), 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.track))
        painter.drawRoundedRect(track, 3, 3)
        band = QRectF(track)
        band.setLeft(track.left() + track.width() * low)
        band.setWidth(max(track.width() * (high - low), 4.0))
        band.moveRight(min(band.right(), track.right()))
        soft = QColor(theme.accent)
        soft.setAlphaF(0.45)
        painter.setBrush(soft)
        painter.drawRoundedRect(band, 3, 3)
        painter.setBrush(QColor(theme.accent))
        painter.drawRect(QRectF(track.left() + track.width() * mean - 1, track.top() - 4, 2, 14))
        area.setLeft(track.right() + 10)
        self.write(painter, area, text, theme.text)


class BadgeCell(Drawn):
    """Short words as badges, as many as fit, and how many more; looks at a sequence of them."""

    def room(self, look: Any, text: str) -> float:
        metrics = QFontMetricsF(text_font(tokens.TINY))
        return sum(metrics.horizontalAdvance(word) + 24 for word in look or ()) + PAD

    def count(self, look: Any, text: str, width: float) -> int:
        return 1

    def draw(self, painter: QPainter, area: QRectF, look: Any, text: str) -> None:
        theme = self.workspace.theme
        font = text_font(tokens.TINY)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        words: Sequence[str] = look or ()
        x, end = area.left(), area.right() + PAD
        for number, word in enumerate(words):
            width = metrics.horizontalAdvance(word) + 18
            more = f"+{len(words) - number - 1}" if number < len(words) - 1 else ""
            beside = metrics.horizontalAdvance(more) + 6 if more else 0
            if number and x + width > end - beside:
                painter.setPen(QColor(theme.quiet))
                rest = QRectF(x, area.top(), end - x, area.height())
                painter.drawText(rest, _MIDDLE, f"+{len(words) - number}")
                return
            width = min(width, end - beside - x)
            word = metrics.elidedText(word, Qt.TextElideMode.ElideRight, width - 16)
            badge = QRectF(x, area.center().y() - 11.5, width, 23)
            painter.setPen(QPen(QColor(theme.hairline), 1))
            painter.setBrush(QColor(theme.panel))
            painter.drawRoundedRect(badge, 11.5, 11.5)
            painter.setPen(QColor(theme.text))
            painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), word)
            x += width + 6


class DotCell(Drawn):
    """A text behind a coloured dot; looks at the colour."""

    beside = 22.0

    def draw(self, painter: QPainter, area: QRectF, look: Any, text: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        theme = self.workspace.theme
        painter.setBrush(QColor(lifted(look, theme) if look else theme.track))
        painter.drawRoundedRect(QRectF(area.left(), area.center().y() - 6, 12, 12), 3, 3)
        area.setLeft(area.left() + self.beside)
        self.write(painter, area, text, theme.text)


class FiveCell(Drawn):
    """A number from 1 to 5 as dots; a click on a dot sets it. Looks at the number."""

    _STEP = 17.0

    def draw(self, painter: QPainter, area: QRectF, look: Any, text: str) -> None:
        theme = self.workspace.theme
        for number in range(1, 6):
            place = QRectF(0, 0, 11, 11)
            place.moveCenter(area.center())
            place.moveLeft(area.left() + (number - 1) * self._STEP)
            filled = number <= int(look or 0)
            painter.setPen(QPen(QColor(theme.accent if filled else theme.quiet), 1.2))
            painter.setBrush(QColor(theme.accent) if filled else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(int(5 * self._STEP + 2 * PAD), super().sizeHint(option, index).height())

    def editorEvent(
        self, event: QEvent, model: Any, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        left = option.rect.left() + PAD
        number = int((event.position().x() - left + 4) // self._STEP) + 1
        return 1 <= number <= 5 and bool(model.setData(index, number))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> Any:
        return None


def advance(text: str) -> float:
    """How wide a text is on one line in a table, in px."""
    return QFontMetricsF(text_font(tokens.BODY)).horizontalAdvance(" ".join(text.split())) + 1


def _most(area: QRectF) -> int:
    """How many lines have room in an area."""
    return max(int(area.height() // LINE), 1)


_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
