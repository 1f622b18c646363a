"""The emotion curve below the map: its header, its faces, its plane, and what a hand does there."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cxdesk.canvas.speaking import give
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.curve import CurveLayout, Marker
from cxdesk.models.ids import Id
from cxdesk.models.records import (
    Figure,
    Persona,
    PersonaRule,
    Phase,
    Project,
    Question,
    Rating,
    Skip,
    Stop,
    Survey,
    Touchpoint,
)
from cxdesk.models.scales import FACE_NUMBERS, Scale
from cxdesk.models.store import Change
from cxdesk.views.curve.access import CurveAccess
from cxdesk.views.curve.axis import CurveAxis
from cxdesk.views.curve.header import CurveHeader
from cxdesk.views.curve.legend import legend
from cxdesk.views.curve.lines import laid_out
from cxdesk.views.curve.plot import DENSE, CurvePlot, Span
from cxdesk.views.curve.point_facts import mean_text, point_facts
from cxdesk.views.widgets.controls import label

if TYPE_CHECKING:
    from cxdesk.views.curve.card import CurveCard

TOUCHING = (
    Rating, Figure, Question, Survey, Scale, Stop, Touchpoint, Phase, Persona, PersonaRule, Skip,
    Project,
)  # fmt: skip
"""Records that the curve rests on; an edit of any other leaves it as it is."""
_LEVEL = 0.18
"""How far two levels of the axis are apart, as a share of the height."""
_AROUND = 16
"""How many columns on either side of those in view are laid out with them; only these cost."""
_LABELLED = DENSE / 1.5
"""From which width of columns labels get places: they are there before zooming in shows them."""
_SETTLED_MS = 180
"""When nobody has zoomed for so long, labels find new places."""


class CurvePanel(QWidget):
    """Lays the curve out anew when ratings or columns change; else only the view moves."""

    wheeled = Signal(QWheelEvent)
    """A wheel turned over the curve; the map answers it, and the curve follows the map."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._columns: Sequence[tuple[Id, float, float]] = ()
        self._spans: tuple[Span, ...] = ()
        self._part = (0, 0)
        """The columns that are laid out, as (first, one past the last)."""
        self._head_width = 0.0
        self._stale = True
        self.layout_now: CurveLayout | None = None
        self._laid_out_for, self._origin = 1.0, 0.0
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self.refresh)
        self.header = CurveHeader(workspace)
        self._ground = QWidget()
        self.plot = CurvePlot(self._ground)
        self.axis = CurveAxis(workspace, self._ground)
        self.hint = label(look="quiet", wrap=True)
        self.hint.setParent(self._ground)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        give(self.plot, lambda: CurveAccess(self, workspace))
        self._arrange()
        self._connect()
        self._restyle()

    @cached_property
    def card(self) -> CurveCard:
        """The numbers of the point under the pointer, made when there is one."""
        from cxdesk.views.curve.card import CurveCard

        return CurveCard(self._workspace, self._ground)

    def sizeHint(self) -> QSize:
        return QSize(900, 330)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 160)

    def set_columns(
        self,
        columns: Sequence[tuple[Id, float, float]],
        scroll_x: float,
        zoom: float,
        head_width: float,
    ) -> None:
        """Tie the curve to the map's columns.

        Args:
            columns: stop, left edge and width of each column, in the map's px at 100 %.
            scroll_x: the map's x, at 100 %, that stands at the right edge of the lane heads.
            zoom: screen px to a map px.
            head_width: how wide the lane heads are on the screen, in px.
        """
        if head_width != self._head_width:
            self._head_width = head_width
            self._place()
        self.plot.look_at(scroll_x - head_width / zoom, zoom)
        if columns is not self._columns:
            self._columns = columns
            spans = tuple(Span(*column) for column in columns)
            if spans != self._spans:
                self._spans = spans
                self.plot.set_spans(spans)
                self.refresh()
                return
        if not self._covers(*self.plot.seen()):
            self.refresh()
        elif zoom != self._laid_out_for:
            self._settled.start()

    def refresh(self) -> None:
        """Lay the curve out anew, now or as soon as it can be seen."""
        self._stale = True
        if self.isVisible():
            self._lay_out()

    def position(self, stop: Id) -> QPointF | None:
        """Where a stop's point is, in px of this widget; None where nobody has rated it."""
        if self.layout_now is None:
            return None
        for marker in self.layout_now.markers:
            if marker.line == 0 and marker.point.stop == stop and not marker.estimate:
                return QPointF(self.plot.mapTo(self, self.spot(marker)))
        return None

    def spot(self, marker: Marker) -> QPointF:
        """Where a point is now, in px of the plot."""
        return QPointF(self.plot.x_of(self._origin + marker.x / self._laid_out_for), marker.y)

    # -- drawing -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._stale = False
        self._settled.stop()
        workspace, zoom = self._workspace, self.plot.zoom
        first, last = self.plot.seen()
        self._part = (max(first - _AROUND, 0), last + _AROUND)
        near = self._spans[slice(*self._part)]
        spans = [span for span in near if span.stop and workspace.store.visible(span.stop)]
        origin = self._origin = self._spans[0].x if self._spans else 0.0
        end = (self._spans[-1].x + self._spans[-1].width - origin) * zoom if self._spans else 1.0
        xs = {span.stop: (span.x - origin + span.width / 2) * zoom for span in spans}
        room = max((span.width for span in spans), default=1.0) * zoom
        height = float(self.plot.height())
        layout = self.layout_now = laid_out(workspace, xs, end, height, labels=room >= _LABELLED)
        self._laid_out_for = zoom
        levels = {number: layout.y_of(number / 2) for number in FACE_NUMBERS}
        borders = [(x - origin) * zoom for x in self._borders(spans)]
        self.plot.drawing.show(layout, list(levels.values()), borders, room, workspace.theme)
        self._fade()
        self.plot.set_scale(zoom, origin)
        self.axis.show_levels(levels)
        points = workspace.numbers.curve(workspace.journey, workspace.shown)
        estimates = any(point.estimate_valence is not None for point in points)
        self.header.show_legend(*legend(workspace, estimates))
        rated = estimates or any(point.valence is not None for point in points)
        self.hint.setVisible(not (rated or layout.markers))
        self.hint.setText(self._hint_text())
        self._mark_selected()
        self.plot.setAccessibleDescription(self._spoken(layout))

    def _covers(self, first: int, last: int) -> bool:
        """Whether columns that came into view are laid out, with the neighbours they bend to."""
        begin, end = self._part
        return (begin == 0 or begin <= first - 2) and (len(self._spans) <= end or last + 2 <= end)

    def _borders(self, spans: Sequence[Span]) -> list[float]:
        """Where a phase begins, except the first."""
        record = self._workspace.store.record
        return [
            span.x
            for before, span in itertools.pairwise(spans)
            if record(before.stop).place.parent != record(span.stop).place.parent
        ]

    def _hint_text(self) -> str:
        tr = self._workspace.tr
        if not self._spans:
            return tr("The emotion curve appears here once the journey has touchpoints.")
        return tr(
            "No ratings yet. Select a touchpoint and press a number key, or import a survey:"
            " the curve appears at once."
        )

    def _spoken(self, layout: CurveLayout) -> str:
        """The curve for those who do not see it: every point with its number."""
        workspace = self._workspace
        return "; ".join(
            f"{point.name}: {mean_text(workspace, point)} (n = {point.n})"
            for point in (one.point for one in layout.markers if one.line == 0 and not one.estimate)
        )

    def _fade(self) -> None:
        self.plot.drawing.fade(self._workspace.lens.faded)

    def _mark_selected(self) -> None:
        chosen, zoom = self._workspace.stop, self._laid_out_for
        found = next((span for span in self._spans if chosen and span.stop == chosen), None)
        if found is None:
            self.plot.drawing.mark(0.0, 0.0)
        else:
            self.plot.drawing.mark((found.x - self._origin) * zoom, found.width * zoom)

    # -- hands ---------------------------------------------------------------------------------

    def _point(self, stop: Id, at: QPointF) -> None:
        known = stop and self._workspace.store.visible(stop)
        if not known and "card" not in self.__dict__:
            return
        facts = point_facts(self._workspace, stop) if known else None
        self.card.tell(facts, at + QPointF(self.plot.pos()))

    def _step(self, by: int) -> None:
        stops = [span.stop for span in self._spans if span.stop]
        if not stops:
            return
        now = self._workspace.stop
        at = stops.index(now) + by if now in stops else (0 if by > 0 else len(stops) - 1)
        self._workspace.select([stops[min(max(at, 0), len(stops) - 1)]])

    # -- frame ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._ground, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._ground.installEventFilter(self)

    def _connect(self) -> None:
        workspace, plot = self._workspace, self.plot
        plot.pointed.connect(self._point)
        plot.chosen.connect(lambda stop: workspace.select([stop]))
        plot.stepped.connect(self._step)
        plot.wheeled.connect(self.wheeled)
        workspace.changed.connect(self._on_change)
        workspace.selection_changed.connect(self._mark_selected)
        workspace.shown_changed.connect(self.refresh)
        workspace.journey_changed.connect(self.refresh)
        workspace.lens.changed.connect(self._fade)
        workspace.look_changed.connect(self._restyle)

    def _on_change(self, change: Change) -> None:
        if change.diff.touches(*TOUCHING):
            self.refresh()
        else:  # the selected card may have gone to another touchpoint
            self._mark_selected()

    def _restyle(self) -> None:
        workspace = self._workspace
        self.plot.setBackground(QColor(workspace.theme.panel))
        self.plot.setAccessibleName(workspace.tr("Emotion curve"))
        self.refresh()

    def _place(self) -> None:
        """Put the axis over the plane's left, as far as the map's heads reach.

        The plane is as wide as the map and not beside the axis: another width with every step of
        a zoom would paint it twice.
        """
        area = self._ground.rect()
        head = round(self._head_width)
        self.axis.setGeometry(0, 0, head, area.height())
        self.plot.setGeometry(area)
        self.plot.drawing.cover(float(head))
        between = round(area.height() * _LEVEL)  # the middle of the text, not on a line
        self.hint.setGeometry(area.adjusted(head + 40, 0, -40, -between))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._ground and event.type() == QEvent.Type.Resize:
            before = self.plot.height()
            self._place()
            if self.plot.height() != before:
                self.refresh()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._lay_out()
