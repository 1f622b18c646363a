"""A to-be journey against today's, in words: a touchpoint's gap, what is new, what is left out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cxdesk.analysis.curve import CurvePoint
from cxdesk.analysis.selection import Selection
from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import journeys as journey_ops
from cxdesk.models.pairing import Pairing, pairing
from cxdesk.views.curve.point_facts import mean_text
from cxdesk.views.widgets.controls import SectionHead, label
from cxdesk.views.widgets.flow_row import empty
from cxdesk.views.widgets.link_row import LinkRow


def against_today(workspace: Workspace, *stops: Id) -> dict[Id, str]:
    """Each stop's target beside what is experienced today; "" where nothing is to be compared.

    On the scale of both where it is one, else as feelings from -2 to +2.
    """
    paired = pairing(workspace.store, workspace.journey)
    if paired is None:
        return dict.fromkeys(stops, "")
    today = _points(workspace, paired.pair.id, Selection())
    target = _points(workspace, workspace.journey, Selection(perspective="target"))
    return {
        stop: _told(workspace, today.get(paired.today[stop]), target.get(stop))
        if stop in paired.today
        else workspace.tr("New: today's journey does not have it.")
        if stop in paired.new
        else ""
        for stop in stops
    }


def _points(workspace: Workspace, journey: Id, asked: Selection) -> dict[Id, CurvePoint]:
    return {point.stop: point for point in workspace.numbers.curve(journey, asked)}


def _told(workspace: Workspace, today: CurvePoint | None, target: CurvePoint | None) -> str:
    tr = workspace.tr
    before, after = _number(workspace, today, target), _number(workspace, target, today)
    if not before:
        return tr("Target {target}, not rated today", target=after) if after else ""
    if not after:
        return tr("Today {today}, no target yet", today=before)
    return tr("Today {today} → target {target}", today=before, target=after)


def _number(workspace: Workspace, point: CurvePoint | None, other: CurvePoint | None) -> str:
    if point is None or point.valence is None:
        return ""
    if other is None or other.valence is None or other.scale == point.scale:
        return mean_text(workspace, point)
    return workspace.language.number(2 * point.valence, sign=True)


class LeftOut(QWidget):
    """What a to-be journey does differently; what it leaves out can be taken over again."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.counts = label(look="quiet", wrap=True)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.compare = QPushButton(workspace.tr("Show both maps"))
        self.compare.clicked.connect(workspace.compare_asked)
        self._hint = label(
            workspace.tr("Left out. A click takes a touchpoint over again:"), "small", wrap=True
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(4)
        box.addWidget(SectionHead(workspace.tr("Against today")))
        box.addWidget(self.counts)
        box.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._hint)
        box.addLayout(self.rows)

    def show_journey(self, journey: Id) -> None:
        """Show how a journey differs from its pair; hidden where it has none."""
        empty(self.rows)
        paired = pairing(self._workspace.store, journey)
        self.setVisible(paired is not None)
        if paired is None:
            return
        self.counts.setText(self._told(paired))
        self._hint.setVisible(bool(paired.left_out))
        store = self._workspace.store
        for stop in paired.left_out:
            row = LinkRow("plus", queries.touchpoint(store, store.record(stop)).name)
            row.clicked.connect(partial(self._take_over, journey, stop))
            self.rows.addWidget(row)

    def _told(self, paired: Pairing) -> str:
        language = self._workspace.language
        return " \N{MIDDLE DOT} ".join(
            (
                language.ntr("{n} kept", "{n} kept", len(paired.today)),
                language.ntr("{n} new", "{n} new", len(paired.new)),
                language.ntr("{n} left out", "{n} left out", len(paired.left_out)),
            )
        )

    def _take_over(self, journey: Id, stop: Id) -> None:
        made = journey_ops.take_over(self._workspace.store, journey, stop)
        self._workspace.select([made.id])
