"""What the ratings say: relevance against perception, pain points, success points, provenance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cxdesk.analysis.finding_words import basis_told
from cxdesk.analysis.matrix import Basis, Matrix, relevance_matrix
from cxdesk.analysis.score_words import known_told
from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries, vocabulary
from cxdesk.models.ids import Id
from cxdesk.models.records import Question
from cxdesk.models.store import Change
from cxdesk.views.curve.card import CurveCard
from cxdesk.views.curve.panel import TOUCHING
from cxdesk.views.curve.point_facts import point_facts
from cxdesk.views.numbers.finding_rows import FindingRow, OpportunityRow
from cxdesk.views.numbers.matrix_plot import MatrixPlot
from cxdesk.views.numbers.provenance import (
    could_be_overall,
    overall_scores,
    overall_told,
    provenance,
)
from cxdesk.views.widgets.controls import Chip, SectionHead, Segments, label
from cxdesk.views.widgets.flow_row import FlowRow, empty
from cxdesk.views.widgets.list_page import ListPage
from cxdesk.views.widgets.tooltips import plain_tip

MOST = 5
"""How many pain points, success points and opportunities are listed."""
_SETTLED_MS = 120
_SIDE = 400
BESIDE_FROM = 800
"""From which width of the page, in px, the lists stand beside the plane; else below it."""
MOST_OFFERS = 2
"""How many questions are offered as the overall rating."""
_OFFERED = 48


class DashboardView(ListPage):
    """The journey's findings at a glance; each of them leads back to its stop on the map."""

    stop_opened = Signal(str)
    """A stop that a click asks to see on the map; it is selected already."""
    wide_margins = (24, 20, 12, 16)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._stale = True
        self._basis: Basis | None = None
        self.matrix: Matrix | None = None
        self._journey = label(look="quiet")
        self._bases = Segments()
        self._bases_name = label(look="quiet")
        self.plot = MatrixPlot(workspace)
        self._plot_head = SectionHead()
        self._plot_note = label(look="small", wrap=True)
        self._card = CurveCard(workspace, self)
        self.offers = QVBoxLayout()
        self._chips = FlowRow()
        self._side = QVBoxLayout()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLED_MS)
        self._settle.timeout.connect(self._fill)
        self._arrange()
        self._connect()
        self._restyle()

    def refresh(self) -> None:
        """Compute the findings anew, a moment from now or as soon as they can be seen."""
        self._stale = True
        if self.isVisible():
            self._settle.start()

    def _fill(self) -> None:
        self._stale = False
        workspace = self._workspace
        if not workspace.journey:
            self.matrix = Matrix("asked", [], None)
        else:
            self.matrix = relevance_matrix(
                workspace.store, workspace.journey, workspace.shown, workspace.session.answers,
                self._basis,
            )  # fmt: skip
            self._journey.setText(workspace.store.record(workspace.journey).title)
        self._bases.choose(self.matrix.basis)
        worthy = self.matrix.known
        self._plot_note.setText(self._note(self.matrix) if worthy else "")
        self.plot.show_matrix(self.matrix, "" if worthy else self._hint())
        self._fill_offers([] if worthy or not workspace.journey else could_be_overall(workspace))
        self._fill_chips()
        self._fill_side(self.matrix)

    def _hint(self) -> str:
        return self._workspace.tr(
            "Relevance is not known yet. Rate how important the touchpoints are, or import a"
            " survey with an overall rating."
        )

    def _fill_offers(self, questions: Sequence[Question]) -> None:
        """Below what is missing: which questions of a survey would tell it."""
        empty(self.offers)
        tr = self._workspace.tr
        for one in questions[:MOST_OFFERS]:
            name = one.text if len(one.text) <= _OFFERED else f"{one.text[:_OFFERED]}…"
            button = QPushButton(
                tr(
                    "“{name}” could be it: say what its {n} answers stand for…",
                    name=name.replace("&", "&&"), n=len(one.codes),
                )
            )  # fmt: skip
            button.setToolTip(plain_tip(one.text))
            button.clicked.connect(
                lambda _=False, question=one.id: self._workspace.question_wanted.emit(question)
            )
            self.offers.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _note(self, matrix: Matrix) -> str:
        tr = self._workspace.tr
        basis = basis_told(matrix, self._workspace.language)
        hollow = tr(
            "A hollow face is an indication: too few answers, or an interval that includes neutral."
        )
        return f"{basis} {hollow}"

    def _fill_chips(self) -> None:
        workspace = self._workspace
        number, tr = workspace.language.number, workspace.tr
        empty(self._chips)
        for score in overall_scores(workspace):
            if score.nps is not None:
                chip = Chip(tr("NPS"), number(score.nps, 0, sign=True))
            elif score.mean is not None:
                chip = Chip(tr("Overall rating"), overall_told(workspace, score))
            else:
                continue
            scale = queries.scale(workspace.store, score.scale)
            chip.setToolTip(plain_tip(known_told(score, scale, workspace.language)))
            self._chips.addWidget(chip)
        found = provenance(workspace)
        self._chips.addWidget(Chip(tr("Ratings"), number(found.total, 0)))
        for source, count in found.by_source:
            self._chips.addWidget(Chip(tr(vocabulary.SOURCES[source]), number(count, 0)))

    def _fill_side(self, matrix: Matrix) -> None:
        tr, workspace = self._workspace.tr, self._workspace
        empty(self._side)
        worthy = matrix.known
        if worthy:
            lists = (
                (tr("Top pain points"), matrix.ranked("pain_point")),
                (tr("Top brand success points"), matrix.ranked("success_point")),
            )
        else:
            rated = matrix.by_rating()
            most = min(MOST, (len(rated) + 1) // 2)  # none is the lowest and the highest at once
            lists = (
                (tr("Rated lowest"), rated[:most]),
                (tr("Rated highest"), rated[most:][::-1][:most]),
            )
        unit = tr("Gap") if worthy else tr("Mean")
        spots = {one.finding.stop: one for one in self.plot.spots if one.number}
        for title, found in lists:
            rows = [
                FindingRow(workspace, one, gaps=worthy, spot=spots.get(one.stop))
                for one in found[:MOST]
            ]
            self._list(title, unit if any(row.value for row in rows) else "", rows)
        if matrix.basis == "asked":  # a derived importance has no opportunity score
            bars = [OpportunityRow(workspace, one) for one in matrix.opportunities()[:MOST]]
            self._list(tr("Opportunity score"), tr("0 to 20"), bars)
        if spots:
            rows = [FindingRow(workspace, one.finding, spot=one) for one in spots.values()]
            self._list(tr("All touchpoints"), unit if any(row.value for row in rows) else "", rows)
        self._side.addStretch(1)

    def _list(
        self, title: str, unit: str, shown: Sequence[FindingRow | OpportunityRow]
    ) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 10, 4)
        head.addWidget(SectionHead(title))
        head.addStretch(1)
        head.addWidget(label(unit if shown else "", "small"))
        self._side.addLayout(head)
        for row in shown:
            row.clicked.connect(lambda _=False, stop=row.finding.stop: self._open(stop))
            self._side.addWidget(row)
        if not shown:
            self._side.addWidget(label(self._workspace.tr("None found yet."), "quiet"))
        self._side.addSpacing(16)

    def _open(self, stop: Id) -> None:
        self._workspace.select([stop])
        self.stop_opened.emit(stop)

    def _point(self, stop: Id, at: QPointF) -> None:
        facts = point_facts(self._workspace, stop) if stop else None
        self._card.tell(facts, QPointF(self.plot.mapTo(self, at.toPoint())))

    def _choose_basis(self, basis: str) -> None:
        self._basis = "derived" if basis == "derived" else "asked"
        self.refresh()

    # -- frame ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        inside = QVBoxLayout(self.plot)
        inside.addStretch(3)
        inside.addLayout(self.offers)
        inside.addStretch(2)
        self.offers.setSpacing(8)
        self.narrow_with(self._journey)
        self.act_with(self._bases_name, self._bases)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._plot_head)
        left.addWidget(self.plot, 1)
        left.addWidget(self._plot_note)
        plane = self._lists = QWidget()
        plane.setObjectName("plane")
        plane.setLayout(self._side)
        self._side.setContentsMargins(0, 0, 12, 0)
        self._side.setSpacing(2)
        scroll = self._scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(plane)
        scroll.setFixedWidth(_SIDE)
        body = self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        body.addLayout(left, 1)
        body.addWidget(scroll)
        self._journey.setMinimumWidth(60)
        self.column.addLayout(self._chips)
        self.column.addLayout(body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room beside the plane the lists follow it, and scroll with it."""
        super().resizeEvent(event)
        beside, way = self.width() >= BESIDE_FROM, QBoxLayout.Direction
        self._body.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._body.setSpacing(32 if beside else 16)
        if beside and self._scroll.widget() is None:
            self._body.removeWidget(self._lists)
            self._scroll.setWidget(self._lists)
        elif not beside and self._scroll.widget() is not None:
            self._body.addWidget(self._scroll.takeWidget())
            self._lists.show()
        self._scroll.setVisible(beside)

    def _connect(self) -> None:
        workspace = self._workspace
        self._bases.chosen.connect(self._choose_basis)
        self.plot.chosen.connect(self._open)
        self.plot.pointed.connect(self._point)
        workspace.changed.connect(self._on_change)
        for signal in (workspace.journey_changed, workspace.shown_changed):
            signal.connect(self.refresh)
        workspace.selection_changed.connect(self.plot.update)
        workspace.look_changed.connect(self._restyle)

    def _restyle(self) -> None:
        tr = self._workspace.tr
        self._title.setText(tr("Dashboard"))
        self._bases_name.setText(tr("Importance"))
        self._bases.set_choices([("asked", tr("Asked")), ("derived", tr("Derived"))])
        self._plot_head.setHeading(tr("Relevance and perception"))
        self.plot.setAccessibleName(tr("Relevance and perception"))
        self.refresh()

    def _on_change(self, change: Change) -> None:
        if change.diff.touches(*TOUCHING):
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Else Qt chooses the first part that takes keys, which frames itself.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._stale:
            self._fill()
