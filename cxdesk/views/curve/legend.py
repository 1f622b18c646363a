"""What the curve's lines and marks mean: the entries of its legend, and how one is drawn."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cxdesk.analysis.curve import CurvePoint
from cxdesk.analysis.evidence import only_the_team
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.curve import CurveLine, has_band
from cxdesk.models import queries, vocabulary, waves
from cxdesk.views.curve.lines import curve_lines

SAMPLE = 18
"""How wide what stands before an entry's words is, in px."""


class Sample(NamedTuple):
    """One entry of the legend: a line, a dashed or dotted one, a tint, a band, a hollow marker.

    ``short`` are its words where there is little room, if there are fewer that say the same.
    """

    look: str
    color: str
    text: str
    short: str = ""


def draw_sample(painter: QPainter, area: QRectF, sample: Sample) -> None:
    """Draw what an entry explains into an area ``SAMPLE`` px wide."""
    middle = area.center()
    if sample.look in ("tint", "band"):
        painter.setPen(Qt.PenStyle.NoPen)
        color = QColor(sample.color)
        color.setAlphaF(0.3)
        painter.setBrush(color)
        wide = 12 if sample.look == "tint" else SAMPLE
        painter.drawRoundedRect(QRectF(middle.x() - wide / 2, middle.y() - 6, wide, 12), 2, 2)
    elif sample.look == "hollow":
        painter.setPen(QPen(QColor(sample.color), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, 5.5, 5.5)
    else:
        pen = QPen(QColor(sample.color), 3.5 if sample.look == "line" else 2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if sample.look in _DASHES:
            pen.setDashPattern(_DASHES[sample.look])
        painter.setPen(pen)
        painter.drawLine(QPointF(area.left(), middle.y()), QPointF(area.right(), middle.y()))


_DASHES = {"dashed": [3.0, 2.0], "dotted": [1.0, 2.0]}


def legend(workspace: Workspace, estimates: bool) -> tuple[tuple[Sample, ...], str]:
    """The entries for what the workspace shows, and the scale that the numbers are on.

    ``estimates`` tells whether the team's own judgement stands beside the curve.
    """
    theme, tr = workspace.theme, workspace.tr
    samples = []
    lines = curve_lines(workspace) if workspace.journey else []
    for number, line in enumerate(lines):
        if line.reference:
            samples.append(Sample("dashed", line.color, line.label))
            if line.above:
                samples.append(Sample("tint", theme.saved, line.above))
            samples.append(_below(workspace, line))
        elif number:
            samples.append(Sample("line", line.color, line.label))
        else:
            whose = ", ".join([line.label, *_asked(workspace, line.points)])
            samples.append(Sample("line", line.color, whose))
    if estimates:
        samples.append(Sample("hollow", theme.quiet, tr("Team estimate"), tr("Team")))
    drawn = [line for line in lines if not line.reference]
    if any(has_band(point) for line in drawn for point in line.points):
        band = tr("Band: {share}", share=workspace.language.percent(0.95))
        samples.append(Sample("band", theme.accent, band))
    if any(map(_has_gap, lines)):
        samples.append(Sample("dotted", theme.quiet, tr("not rated")))
    return tuple(samples), _scale_name(workspace)


def _below(workspace: Workspace, reference: CurveLine) -> Sample:
    """The tint where the curve lies below a reference."""
    tr, color = workspace.tr, workspace.theme.warning
    if workspace.beside is not None:
        return Sample("tint", color, tr("worse than before"))
    if reference.above:
        return Sample("tint", color, tr("worse than today"))
    return Sample("tint", color, tr("below expectation"), tr("below it"))


def _has_gap(line: CurveLine) -> bool:
    """Whether it passes a stop that nobody rated, between two that somebody did."""
    rated = [number for number, one in enumerate(line.points) if one.valence is not None]
    return any(after - before > 1 for before, after in itertools.pairwise(rated))


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


def _scale_name(workspace: Workspace) -> str:
    """The scale, if all numbers are on one."""
    journey = workspace.journey
    points = workspace.numbers.curve(journey, workspace.shown) if journey else []
    scales = {point.scale for point in points if point.scale}
    if len(scales) != 1:
        return ""
    return vocabulary.scale_name(queries.scale(workspace.store, scales.pop()), workspace.language)
