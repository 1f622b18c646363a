"""Rows of the dashboard: a finding with its face and gap, an opportunity with its bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from cxdesk.analysis import finding_words
from cxdesk.analysis.matrix import Finding
from cxdesk.canvas.painter import Picture
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.layout.matrix import Spot, marker
from cxdesk.models.scales import face
from cxdesk.views.curve.point_facts import gap, headline, mean_text
from cxdesk.views.widgets.drawing import draw_face, draw_hollow_face, draw_line
from cxdesk.views.widgets.lines import draw_lines, lines
from cxdesk.views.widgets.theme import text_font
from cxdesk.views.widgets.tooltips import plain_tip
from cxdesk.views.widgets.wrapped_button import WrappedButton

HEIGHT = 44
_BAR_HEIGHT = 30
_PAD, _FACE, _BELOW = 10.0, 26.0, 18.0
MOST_OPPORTUNITY = 20.0
"""The greatest opportunity score there can be."""


class _Row(WrappedButton):
    """A touchpoint that can be clicked; a ground appears under the pointer."""

    most = 2

    def __init__(self, workspace: Workspace, finding: Finding, font: QFont) -> None:
        super().__init__(finding.name)
        self.finding = finding
        self._workspace = workspace
        self.setFont(font)

    def _draw_ground(self, painter: QPainter) -> None:
        if self.hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._workspace.theme.track))
            painter.drawRoundedRect(QRectF(self.rect()), self.radius, self.radius)

    def _draw_name(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(self.font())
        painter.setPen(QColor(self._workspace.theme.text))
        draw_lines(painter, area, self.lines(self.width()))


class FindingRow(_Row):
    """A touchpoint, its mean and number of answers, how sure the finding is, its gap.

    Its face has the number of its ``spot``, if that has one.
    """

    before, least = int(_PAD + _FACE + 12), HEIGHT

    def __init__(
        self,
        workspace: Workspace,
        finding: Finding,
        *,
        gaps: bool = True,
        spot: Spot | None = None,
    ) -> None:
        super().__init__(workspace, finding, text_font(tokens.BODY, bold=True))
        self.spot = spot if spot is not None and spot.number else None
        tr, language = workspace.tr, workspace.language
        self._quiet = tr("n = {n}", n=language.number(finding.n, 0))
        if finding.kind:
            sure = tr("certain") if finding.certain else tr("indication")
            felt = finding_words.experience_told(workspace.store, finding, language)
            self._quiet = f"{felt} \N{MIDDLE DOT} {sure}"
            why = finding_words.sentence(workspace.store, finding, language)
            sure_why = finding_words.certainty(finding, language)
            self.setToolTip(plain_tip(f"{why} {sure_why}"))
        self.value, self._warning = _gap(workspace, finding) if gaps else _mean(workspace, finding)
        number = [str(self.spot.number)] if self.spot else []
        told = [*number, finding.name, self._quiet]
        if self.value:
            told.append(tr("Gap {gap}", gap=self.value) if gaps else self.value)
            wide = QFontMetricsF(text_font(tokens.CARD_TITLE, bold=True))
            self._beside = wide.horizontalAdvance(self.value)
            self.behind = int(_PAD + max(self._beside, 44) + 12)
        self.setAccessibleName(", ".join(told))

    def draw(self, painter: QPainter) -> None:
        theme = self._workspace.theme
        self._draw_ground(painter)
        middle = self.height() / 2
        square = QRectF(_PAD, middle - _FACE / 2, _FACE, _FACE)
        number = face(self.finding.valence or 0.0)
        if self.spot is not None:
            center = square.center()
            Picture(marker(self.spot, center.x(), center.y(), theme)).paint(painter)
        elif not self.finding.certain:
            draw_hollow_face(painter, square, number, theme.panel, theme.text)
        else:
            draw_face(painter, square, number)
        if self.value:
            painter.setFont(text_font(tokens.CARD_TITLE, bold=True))
            painter.setPen(QColor(theme.warning if self._warning else theme.text))
            right = self.width() - _PAD
            area = QRectF(right - self._beside, 0, self._beside + 1, self.height())
            painter.drawText(area, _MIDDLE, self.value)
        words = QRectF(self.rect()).adjusted(self.before, 3, -self.behind, -5)
        self._draw_name(painter, words.adjusted(0, 0, 0, -_BELOW))
        painter.setPen(QColor(theme.quiet))
        painter.setFont(text_font(tokens.TINY))
        words.setTop(words.bottom() - _BELOW)
        draw_line(painter, words, self._quiet)


class OpportunityRow(_Row):
    """A touchpoint and its opportunity score as a bar of 0 .. 20."""

    before, least = int(_PAD), _BAR_HEIGHT

    def __init__(self, workspace: Workspace, finding: Finding) -> None:
        super().__init__(workspace, finding, text_font(tokens.SMALL))
        self.value = workspace.language.number(finding.opportunity or 0.0)
        self.setAccessibleName(f"{finding.name}: {self.value}")

    def draw(self, painter: QPainter) -> None:
        theme = self._workspace.theme
        self._draw_ground(painter)
        name = QRectF(_PAD, 0, self._name_width(self.width()), self.height())
        self._draw_name(painter, name)
        painter.setFont(text_font(tokens.SMALL, bold=True))
        number = QRectF(self.width() - _PAD - 40, 0, 40, self.height())
        align = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(number, align, self.value)
        track = QRectF(name.right() + 10, self.height() / 2 - 4, 0, 8)
        track.setRight(number.left() - 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.canvas if self.hovered else theme.track))
        painter.drawRoundedRect(track, 4, 4)
        track.setWidth(max(track.width() * (self.finding.opportunity or 0) / MOST_OPPORTUNITY, 8))
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(track, 4, 4)

    def lines(self, width: float) -> list[str]:
        """The name broken for its place before the bar."""
        return lines(self.text(), self.font(), self._name_width(width), self.most)

    def _name_width(self, width: float) -> float:
        return (width - 2 * _PAD) * 0.46


def _gap(workspace: Workspace, finding: Finding) -> tuple[str, bool]:
    """The gap to the expectation as it is written, and whether it is bad news."""
    found = gap(workspace, finding.stop)
    if found is None:
        return "", False
    return found.text(workspace.language), found.bad


def _mean(workspace: Workspace, finding: Finding) -> tuple[str, bool]:
    """The mean on the scale that most answers are on."""
    score = headline(workspace, finding.stop, "experience")
    return (mean_text(workspace, score) if score else "", False)


_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
