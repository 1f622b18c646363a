"""An insight as a tinted note with an edge in its lane's colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy

from cxdesk.analysis.scores import Score
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout import tokens
from cxdesk.models.records import Insight
from cxdesk.models.scales import Scale, valence
from cxdesk.models.vocabulary import INSIGHTS
from cxdesk.views.widgets.controls import DrawnButton
from cxdesk.views.widgets.drawing import Role, color
from cxdesk.views.widgets.theme import text_font

COLORS = {
    "pain_point": tokens.LANES["pain_points"],
    "opportunity": tokens.LANES["opportunities"],
    "strength": tokens.LANES["feeling"],
}
_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere


class InsightBox(DrawnButton):
    """Kind, certainty and text of an insight; a click selects it."""

    radius = 8.0

    def __init__(self, workspace: Workspace, insight: Insight, certainty: str) -> None:
        super().__init__(insight.text)
        language = workspace.language
        kind = language.tr(INSIGHTS[insight.kind])
        self._head = f"{kind}, {certainty}" if certainty else kind
        self._note = insight.note
        self._color = QColor(COLORS[insight.kind])
        self._opacity = workspace.theme.note_opacity
        self._strong, self._plain = text_font(tokens.SMALL, bold=True), text_font(tokens.SMALL)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(f"{self._head}: {insight.text}")
        self.clicked.connect(lambda: workspace.select([insight.id]))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._text_height(width - 28) + 24 + QFontMetrics(self._strong).lineSpacing()

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def draw(self, painter: QPainter) -> None:
        ground = QColor(self._color)
        ground.setAlphaF(self._opacity + (0.06 if self.hovered else 0))
        painter.setPen(Qt.PenStyle.NoPen)
        for fill, width in ((ground, self.width()), (self._color, 4)):
            painter.setClipRect(0, 0, width, self.height())
            painter.setBrush(fill)
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipping(False)
        painter.setPen(color(self, Role.WindowText))
        painter.setFont(self._strong)
        line = QFontMetrics(self._strong).lineSpacing()
        painter.drawText(QRectF(14, 10, self.width() - 28, line), 0, self._head)
        painter.setFont(self._plain)
        place = QRectF(14, 12 + line, self.width() - 28, self.height())
        painter.drawText(place, _WRAP.value, self._body())

    def _body(self) -> str:
        return "\n".join(part for part in (self.text(), self._note) if part)

    def _text_height(self, width: int) -> int:
        metrics = QFontMetrics(self._plain)
        return metrics.boundingRect(0, 0, width, 10_000, _WRAP.value, self._body()).height()


def certainty(workspace: Workspace, insight: Insight, score: Score | None, scale: Scale) -> str:
    """Whether the numbers bear a pain point or strength out: "certain" or "indication"."""
    if score is None or score.valence is None or insight.kind == "opportunity":
        return ""
    painful = insight.kind == "pain_point"
    if (score.valence < 0) != painful or score.low is None or score.high is None:
        return workspace.tr("indication") if (score.valence < 0) == painful else ""
    ends = valence(scale, score.low), valence(scale, score.high)
    sure = max(ends) < 0 if painful else min(ends) > 0
    return workspace.tr("certain") if sure else workspace.tr("indication")
