"""What the ratings of a stop come to: headline, interval, n, histogram, comparisons."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxdesk.analysis.bars import Bar, bars
from cxdesk.analysis.precision import decimals, mean_told
from cxdesk.analysis.score_words import headlines, why_no_interval
from cxdesk.analysis.scores import Score
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import Language
from cxdesk.layout import tokens
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import Perspective
from cxdesk.models.scales import Scale, face, valence
from cxdesk.models.vocabulary import PERSPECTIVES, scale_name, value_told
from cxdesk.views.widgets.controls import Chip, label
from cxdesk.views.widgets.drawing import Role, color
from cxdesk.views.widgets.flow_row import FlowRow, empty
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import plain_tip


class Histogram(QWidget):
    """How often each value was given, as bars in the colours of the feelings."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: list[tuple[str, float, QColor | None]] = []
        self.setFixedHeight(88)

    def show_counts(self, score: Score, scale: Scale, language: Language) -> None:
        """Show a score's histogram."""
        plain = score.perspective == "importance"
        drawn = bars(score.histogram, scale)
        names = (value_told(scale, one.low, language) for one in drawn)
        self._bars = [
            (name, one.answers, None if plain else _fill(scale, one))
            for name, one in zip(names, drawn, strict=True)
        ]
        said = ", ".join(
            f"{_reach(scale, one, language)}: {language.number(one.answers, 0)}"
            for one in drawn if one.answers or one.low == one.high
        )  # fmt: skip
        self.setAccessibleName(said)
        self.setToolTip(plain_tip(said))
        self.setVisible(any(count for _, count, _ in self._bars))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((count for _, count, _ in self._bars), default=0)
        if not most:
            return
        gap = 4.0 if len(self._bars) <= 11 else 1.0
        width = (self.width() + gap) / len(self._bars) - gap
        floor = self.height() - 24.0
        painter.setFont(text_font(tokens.TINY))
        for number, (name, count, fill) in enumerate(self._bars):
            left = number * (width + gap)
            height = max(count / most * (floor - 4), 3.0 if count else 1.0)
            painter.setPen(Qt.PenStyle.NoPen)
            ground = fill or color(self, Role.Highlight)
            painter.setBrush(ground if count else color(self, Role.Mid))
            painter.drawPath(_bar(left, floor - height, width, height))
            if width > 14 or number % 5 == 0:
                painter.setPen(color(self, Role.PlaceholderText))
                place = QRectF(left - 8, floor + 4, width + 16, 18)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)


class ResultCard(QWidget):
    """The headline of one score, with its interval, n and histogram."""

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 10)
        box.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(10)
        self.headline = label(look="big")
        self.detail = label(look="small")
        self.detail.setWordWrap(True)
        line.addWidget(self.headline, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self.detail, 1, Qt.AlignmentFlag.AlignBaseline)
        box.addLayout(line)
        self.histogram = Histogram()
        box.addWidget(self.histogram)

    def show_score(self, score: Score | None, scale: Scale, language: Language) -> None:
        """Show a score, or that there is none yet."""
        if score is None:
            self.headline.setText("\N{EN DASH}")
            self.detail.setText(language.tr("Not rated yet from this perspective"))
            self.histogram.hide()
            return
        value, spread = headline(score, scale, language)
        self.headline.setText(value)
        parts = [spread, language.tr("n = {n}", n=language.number(score.n, 0))]
        self.detail.setText("   ".join(part for part in parts if part))
        self.histogram.show_counts(score, scale, language)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(self, Role.Mid), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)


class Comparisons(QWidget):
    """Chips: the other perspectives, the gap to expectation, other scales, the team's view."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._row = FlowRow()
        self.setLayout(self._row)

    def show_stop(self, stop: Id, scale: Scale, score: Score | None) -> None:
        """Show what can be compared with a stop's score."""
        empty(self._row)
        language = self._workspace.language
        others = self._others(stop, scale)
        for perspective, other in others.items():
            name = language.tr(PERSPECTIVES[perspective])
            self._row.addWidget(Chip(name, mean_told(other, language)))
            if perspective == "expectation" and score is not None:
                self._row.addWidget(_gap(score, other, scale, language))
        if score is not None:
            for name, value in _further(score, scale, language):
                self._row.addWidget(Chip(name, value))
        self.setVisible(self._row.count() > 0)
        self.updateGeometry()

    def _others(self, stop: Id, scale: Scale) -> dict[Perspective, Score]:
        if self._workspace.perspective == "importance":
            return {}
        found: dict[Perspective, Score] = {}
        for perspective in ("expectation", "experience", "best_in_class", "target"):
            if perspective == self._workspace.perspective:
                continue
            for other in scores_of(self._workspace, stop, perspective):
                if other.scale == scale.id and other.mean is not None:
                    found[perspective] = other
        return found


def scores_of(workspace: Workspace, stop: Id, perspective: Perspective) -> list[Score]:
    """The scores of a stop from a perspective, under the filters that the curve has."""
    selection = msgspec.structs.replace(workspace.shown, perspective=perspective)
    return workspace.numbers.score(stop, selection)


def other_scales(workspace: Workspace, scores: list[Score], scale: Scale) -> list[str]:
    """One line for each further scale on which there are ratings."""
    language = workspace.language
    lines = []
    for score in scores:
        if score.scale != scale.id:
            other = queries.scale(workspace.store, score.scale)
            value, spread = headline(score, other, language)
            n = language.tr("n = {n}", n=language.number(score.n, 0))
            number = f"{value} {spread}".strip()
            lines.append(f"{scale_name(other, language)}: {number}, {n}")
    return lines


def headline(score: Score, scale: Scale, language: Language) -> tuple[str, str]:
    """A score's main number, and its interval or why it has none, as text."""
    told = headlines(score, scale, language)
    if not told:
        return "\N{EN DASH}", ""
    first, spread = told[0], why_no_interval(score, language)
    return first.value, first.reach(language) or spread


def _gap(score: Score, expected: Score, scale: Scale, language: Language) -> Chip:
    """By how much the experience misses what is expected."""
    gap = (score.mean or 0.0) - (expected.mean or 0.0)
    digits = decimals(score.margin, expected.margin)
    bad = round(gap * scale.polarity, digits) < 0
    return Chip(language.tr("Gap"), language.number(gap, digits, sign=True), warning=bad)


def _further(score: Score, scale: Scale, language: Language) -> list[tuple[str, str]]:
    others = headlines(score, scale, language)[1:]
    found = [
        (one.name or language.tr("Mean"), one.value.removeprefix("NPS "))
        for one in others
    ]
    for source in ("team_estimate", "workshop_vote"):
        estimate = score.by_source.get(source)
        if estimate is not None and source not in score.counted and score.counted:
            name = language.tr("Team") if source == "team_estimate" else language.tr("Vote")
            found.append((name, mean_told(estimate, language)))
    return found


def _fill(scale: Scale, bar: Bar) -> QColor:
    return QColor(tokens.FEELINGS[face(valence(scale, (bar.low + bar.high) / 2))].fill)


def _reach(scale: Scale, bar: Bar, language: Language) -> str:
    """The values that a bar is for."""
    ends = dict.fromkeys(value_told(scale, one, language) for one in (bar.low, bar.high))
    return "\N{EN DASH}".join(ends)


def _bar(left: float, top: float, width: float, height: float) -> QPainterPath:
    """A bar whose upper corners are round."""
    radius = min(3.0, height, width / 2)
    path = QPainterPath(QPointF(left, top + height))
    path.lineTo(left, top + radius)
    path.quadTo(left, top, left + radius, top)
    path.lineTo(left + width - radius, top)
    path.quadTo(left + width, top, left + width, top + radius)
    path.lineTo(left + width, top + height)
    path.closeSubpath()
    return path
