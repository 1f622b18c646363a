"""The line above the emotion curve: its title, what its lines mean, what its band is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from cxdesk.analysis.curve import CurvePoint
from cxdesk.analysis.evidence import only_the_team
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.layout.curve import has_band
from cxdesk.models import queries, vocabulary, waves
from cxdesk.views.curve.lines import curve_lines
from cxdesk.views.curve.menu import CurveMenuButton
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import as_tooltip

HEIGHT = 40
CHIP_HEIGHT, SAMPLE, PAD, GAP = 24, 18, 10, 12


class Sample(NamedTuple):
    """One entry of the legend: a line, a dashed line, a tint or a hollow marker."""

    look: str
    color: str
    text: str


class CurveHeader(QWidget):
    """Painted in one go, since it is nothing but a legend: chips that do not fit are left out."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._samples: tuple[Sample, ...] = ()
        self._title = ""
        self._note = ""
        self.button = CurveMenuButton(workspace)
        self.button.setParent(self)
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(640, HEIGHT)

    @property
    def samples(self) -> tuple[Sample, ...]:
        """What the legend shows."""
        return self._samples

    @property
    def note(self) -> str:
        """What the band is and what scale the numbers are on."""
        return self._note

    def show_legend(self, samples: Sequence[Sample], note: str) -> None:
        """Show these entries; ``note`` stands at the right."""
        self._samples, self._note = tuple(samples), note
        self._title = self._workspace.tr("Emotion curve")
        self.button.describe(self._workspace.tr("Choose what the curve shows"))
        self.setAccessibleName(self._title)
        told = [*(one.text for one in samples), note]
        self.setAccessibleDescription(", ".join(told))
        self.setToolTip(as_tooltip("\n".join(told)))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = self.button.sizeHint().height()
        self.button.setGeometry(self.width() - side - 8, (HEIGHT - side) // 2, side, side)

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
        x = self._text(painter, 14, self._title) + GAP + 4
        painter.setFont(text_font(tokens.TINY))
        metrics = QFontMetricsF(painter.font())
        widths = [
            2 * PAD + SAMPLE + 6 + metrics.horizontalAdvance(sample.text)
            for sample in self._samples
        ]
        room = self.button.x() - 4
        end = room - 4 - metrics.horizontalAdvance(self._note)
        if x + sum(widths) + GAP * len(widths) <= end:
            painter.setPen(QColor(theme.quiet))
            self._text(painter, end, self._note)
        # What a curve is comes before what its band is; the tooltip has all of it.
        for sample, width in zip(self._samples, widths, strict=True):
            if x + width > room:
                break
            self._chip(painter, QRectF(x, (HEIGHT - CHIP_HEIGHT) / 2, width, CHIP_HEIGHT), sample)
            x += width + GAP

    def _text(self, painter: QPainter, x: float, text: str) -> float:
        """Write on the header's line; returns where the text ends."""
        width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 1
        area = QRectF(x, 0, width, HEIGHT)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), text)
        return x + width

    def _chip(self, painter: QPainter, area: QRectF, sample: Sample) -> None:
        theme = self._workspace.theme
        painter.setPen(QPen(QColor(theme.hairline), 1))
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 11.5, 11.5)
        self._sample(painter, QRectF(area.x() + PAD, area.y(), SAMPLE, area.height()), sample)
        painter.setPen(QColor(theme.text))
        self._text(painter, area.x() + PAD + SAMPLE + 6, sample.text)

    def _sample(self, painter: QPainter, area: QRectF, sample: Sample) -> None:
        middle = area.center()
        if sample.look == "tint":
            painter.setPen(Qt.PenStyle.NoPen)
            color = QColor(sample.color)
            color.setAlphaF(0.3)
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(middle.x() - 6, middle.y() - 6, 12, 12), 2, 2)
        elif sample.look == "hollow":
            painter.setPen(QPen(QColor(sample.color), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, 5.5, 5.5)
        else:
            pen = QPen(QColor(sample.color), 3.5 if sample.look == "line" else 2)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if sample.look == "dashed":
                pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.drawLine(QPointF(area.left(), middle.y()), QPointF(area.right(), middle.y()))


def legend(workspace: Workspace, estimates: bool) -> tuple[tuple[Sample, ...], str]:
    """The entries for what the workspace shows, and the note on band and scale.

    ``estimates`` tells whether the team's own judgement stands beside the curve.
    """
    theme, tr = workspace.theme, workspace.tr
    samples = []
    for number, line in enumerate(curve_lines(workspace) if workspace.journey else ()):
        if line.reference:
            samples.append(Sample("dashed", line.color, line.label))
            if line.above:
                samples.append(Sample("tint", theme.saved, line.above))
            below = tr("worse than today") if line.above else tr("below expectation")
            below = tr("worse than before") if workspace.beside else below
            samples.append(Sample("tint", theme.warning, below))
        elif number:
            samples.append(Sample("line", line.color, line.label))
        else:
            whose = ", ".join([line.label, *_asked(workspace, line.points)])
            samples.append(Sample("line", line.color, whose))
    if estimates:
        samples.append(Sample("hollow", theme.quiet, tr("Team estimate")))
    return tuple(samples), _note(workspace)


def _asked(workspace: Workspace, points: Sequence[CurvePoint]) -> list[str]:
    """Whose answers the curve is made of: everybody's, or those of the chosen sources and wave.

    Where no customer has been asked, it is the team's own judgement, and says so. A target is
    nobody's answer, and without ratings there is none.
    """
    shown, tr = workspace.shown, workspace.tr
    chosen = [tr(name) for key, name in vocabulary.SOURCES.items() if key in (shown.sources or ())]
    if shown.wave:
        chosen.append(shown.wave)
    if shown.weighted:
        chosen.append(tr("weighted"))
    if chosen or shown.perspective == "target" or not any(point.n for point in points):
        return chosen
    team = [tr(vocabulary.SOURCES[key]) for key in only_the_team(workspace.store)]
    newest = dict.fromkeys(waves.competing(workspace.store).values())
    return [*(team or [tr("all respondents")]), *newest]


def _note(workspace: Workspace) -> str:
    """What the band is, and the scale if all numbers are on one."""
    journey = workspace.journey
    points = workspace.numbers.curve(journey, workspace.shown) if journey else []
    scales = {point.scale for point in points if point.scale}
    told = []
    if any(map(has_band, points)):
        told.append(workspace.tr("Band: {share}", share=workspace.language.percent(0.95)))
    if len(scales) == 1:
        scale = queries.scale(workspace.store, scales.pop())
        told.append(vocabulary.scale_name(scale, workspace.language))
    return " \N{MIDDLE DOT} ".join(told)


