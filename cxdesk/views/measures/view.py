"""The measures that follow from the findings: who does what until when, and what it is worth."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.crowded import is_crowded
from cxdesk.models.ids import Id
from cxdesk.models.ops import cards, findings
from cxdesk.models.records import Insight, Measure
from cxdesk.models.vocabulary import INSIGHTS, STATUSES
from cxdesk.views.measures.cells import DateCell, InsightsCell, StatusCell, TextCell
from cxdesk.views.measures.effort_plot import EffortPlot
from cxdesk.views.measures.files import MeasureFiles
from cxdesk.views.measures.filter import MeasureFilter
from cxdesk.views.measures.model import (
    DUE,
    EFFORT,
    HEADERS,
    IMPACT,
    LINKS,
    OWNER,
    STATUS,
    TITLE,
    Index,
    MeasuresModel,
    sort_key,
)
from cxdesk.views.widgets.cells import FiveCell
from cxdesk.views.widgets.controls import SectionHead, Segments, label
from cxdesk.views.widgets.drawing import icon
from cxdesk.views.widgets.list_page import ListPage
from cxdesk.views.widgets.menus import add_heading
from cxdesk.views.widgets.tables import RECORD, Table

ALL = "all"
NARROW, LEAST_TABLE = 1200, 206
"""Below which width the plot stands under the table, and how high that is then, in px."""
LEAST_FILES = 148
"""How high what hangs on a measure is at least, in px."""
LEAST_PLOT, MOST_PLOT, FLAT, ENOUGH_TABLE = 288, 0.45, 1.1, 960
"""How wide the plot is at least, in px, and at most, as a share of the page; its height as a share
of that; and from which width of the page it gets more, as the table has enough then, in px."""
_LEAST = {TITLE: 160, STATUS: 110, OWNER: 90, DUE: 112, IMPACT: 106, EFFORT: 106, LINKS: 160}
_FIXED = (DUE, IMPACT, EFFORT)


class MeasuresTable(Table):
    """The table, with keys of its own: digits set impact and effort, Delete clears a date."""

    def __init__(self, workspace: Workspace, rows: MeasuresModel) -> None:
        super().__init__(workspace, rows, sort_key)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        five = FiveCell(workspace, self)
        self.draw_with(
            {
                TITLE: TextCell(self),
                STATUS: StatusCell(workspace, self),
                OWNER: TextCell(self, complete=True),
                DUE: DateCell(workspace, self),
                IMPACT: five,
                EFFORT: five,
                LINKS: InsightsCell(workspace, self),
            }
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        column = index.column()
        if index.isValid() and column in (IMPACT, EFFORT) and event.text() in tuple("12345"):
            self.model().setData(index, int(event.text()))
            return
        if index.isValid() and event.key() == Qt.Key.Key_Delete and column in (DUE, OWNER):
            self.model().setData(index, "")
            return
        super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        """Enter edits; insights open their menu through ``opened``."""
        if index.column() == LINKS:
            super()._open(index)
        elif self.state() != QAbstractItemView.State.EditingState:
            self.edit(index)


class MeasuresView(ListPage):
    """Table and plane of the measures; what is typed is an operation at once."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._state = ALL
        self._states = Segments()
        self._add = QPushButton()
        self._add.setProperty("look", "primary")
        self.rows = MeasuresModel(workspace)
        self.table = MeasuresTable(workspace, self.rows)
        self.sorted = self.table.sorted
        self.filter = MeasureFilter(workspace)
        self._hint = label(look="quiet", wrap=True)
        self._plot_head = SectionHead()
        self._plot_note = label(look="small", wrap=True)
        self.plot = EffortPlot(workspace)
        self.files = MeasureFiles(workspace)
        self._arrange()
        self._connect()
        self._restyle()

    def add(self, title: str = "", *, insight: Id = "") -> Measure:
        """Add a measure and begin to type its title."""
        made = findings.add_measure(self._workspace.store, title, insight=insight)
        self.name(made.id)
        return made

    def name(self, measure: Id) -> None:
        """Begin to type the title of a measure."""
        self.filter.clear()
        self._show_state(ALL)
        self.choose(measure)
        self.table.edit(self.table.currentIndex())

    def choose(self, measure: Id) -> None:
        """Put the table's cursor on a measure, which a filter does not hide then."""
        row = self.rows.row_of(measure)
        if row >= 0 and not self._is_wanted(row):
            self.filter.clear()
            self._show_state(ALL)
        index = self.sorted.mapFromSource(self.rows.index(self.rows.row_of(measure), TITLE))
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def delete(self) -> None:
        """Delete the measures of the selected rows."""
        chosen = self._chosen()
        if chosen:
            cards.delete_records(self._workspace.store, sorted(chosen))

    def _chosen(self) -> frozenset[Id]:
        rows = self.table.selectionModel().selectedRows()
        return frozenset(str(index.data(RECORD)) for index in rows)

    def _show_chosen(self, *_: object) -> None:
        chosen = self._chosen()
        self.plot.mark(chosen)
        self.files.show_measure(next(iter(chosen)) if len(chosen) == 1 else "")

    def _show_state(self, state: str) -> None:
        self._state = state
        self._states.choose(state)
        self._narrow()

    def _narrow(self) -> None:
        self.sorted.show_only(self._is_wanted)
        self._show_plot()

    def _is_wanted(self, row: int) -> bool:
        measure = self.rows.measure(row)
        return self._state in (ALL, measure.status) and self.filter.wants(
            measure, self.rows.insights(measure.id)
        )

    def _show_plot(self, *_: object) -> None:
        """Show on the plane what the table shows."""
        shown = (self.sorted.mapToSource(self.sorted.index(row, 0)) for row in self._visible())
        measures = [self.rows.measure(index.row()) for index in shown]
        crowded = is_crowded(len(measures))
        self.plot.show_measures(measures, self.rows.numbers() if crowded else None)
        numbers = self.table.verticalHeader()
        if numbers.isHidden() == crowded:
            numbers.setVisible(crowded)
            self._share_room()
        self.table.fit()
        count = self.rows.rowCount()
        self.table.setVisible(count > 0)
        self.filter.setVisible(count > 0)
        self._hint.setVisible(count == 0)

    def _visible(self) -> range:
        return range(self.sorted.rowCount())

    def _place(self, measure: Id, effort: int, impact: int) -> None:
        findings.edit_measure(self._workspace.store, measure, effort=effort, impact=impact)

    def link_menu(self, measure: Id) -> QMenu:
        """All insights, with a tick at those that the measure answers."""
        store, tr = self._workspace.store, self._workspace.tr
        linked = {one.id for one in self.rows.insights(measure)}
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        everything = sorted(store.all(Insight), key=lambda one: one.text.casefold())
        for kind, name in INSIGHTS.items():
            offered = [one for one in everything if one.kind == kind and one.text.strip()]
            if offered:
                add_heading(menu, tr(name))
            for one in offered:
                action = menu.addAction(" ".join(one.text.split()).replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(one.id in linked)
                action.toggled.connect(
                    lambda on, insight=one.id: findings.link_measure(store, measure, insight, on)
                )
        if not menu.actions():
            hint = menu.addAction(tr("Write pain points or opportunities on the map first"))
            hint.setEnabled(False)
        return menu

    def _link(self, measure: Id) -> None:
        index = self.sorted.mapFromSource(self.rows.index(self.rows.row_of(measure), LINKS))
        corner = self.table.visualRect(index).bottomLeft()
        self.link_menu(measure).popup(self.table.viewport().mapToGlobal(corner))

    def _clicked(self, index: Index) -> None:
        if index.column() == LINKS:
            self._link(str(index.data(RECORD)))

    def _offer(self, at: QPoint) -> None:
        menu, tr = QMenu(self), self._workspace.tr
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy as table"), self.table.copy)
        chosen = self._chosen()
        menu.addAction(tr("Delete"), self.delete).setEnabled(bool(chosen))
        menu.addSeparator()
        erase = menu.addAction(
            tr("Erase for good..."), lambda: self._workspace.erase_wanted.emit(next(iter(chosen)))
        )
        erase.setEnabled(len(chosen) == 1)
        menu.popup(self.table.viewport().mapToGlobal(at))

    # -- frame ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.narrow_with(self._states)
        self.act_with(self._add)
        self.column.addWidget(self.filter)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self._plot_head)
        side.addWidget(self.plot, 3)
        side.addWidget(self._plot_note)
        side.addWidget(self.files, 1)
        self.files.setMinimumHeight(LEAST_FILES)
        side.addStretch(0)
        right = self._right = QWidget()
        right.setLayout(side)
        side.setContentsMargins(0, 6, 0, 0)
        left = QVBoxLayout()
        left.addWidget(self.table, 1)
        left.addWidget(self._hint, 1)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body = self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        body.setSpacing(32)
        body.addLayout(left, 1)
        body.addWidget(right)
        self.column.addLayout(body, 1)
        self.table.share_width(_LEAST, _FIXED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """The plot has what the table leaves; where that is too little, it stands below."""
        numbers = self.table.verticalHeader()
        enough = ENOUGH_TABLE + (0 if numbers.isHidden() else numbers.sizeHint().width())
        narrow, way = self.width() < NARROW, QBoxLayout.Direction
        self._body.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        wide = min(max(self.width() - enough, LEAST_PLOT), round(self.width() * MOST_PLOT))
        self._right.setMinimumWidth(0 if narrow else wide)
        self._right.setMaximumWidth(self.width() if narrow else wide)
        self.plot.setMaximumHeight(LEAST_PLOT if narrow else round(wide * FLAT))
        kept = self.files.sizePolicy()  # a dot must not move away while it is chosen to be dragged
        kept.setRetainSizeWhenHidden(not narrow)
        self.files.setSizePolicy(kept)
        self.table.setMinimumHeight(LEAST_TABLE if narrow else 0)

    def _connect(self) -> None:
        self._states.chosen.connect(self._show_state)
        self._add.clicked.connect(lambda: self.add())
        self.table.clicked.connect(self._clicked)
        self.table.opened.connect(self._link)
        self.table.customContextMenuRequested.disconnect()
        self.table.customContextMenuRequested.connect(self._offer)
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)
        self.plot.chosen.connect(self.choose)
        self.plot.moved.connect(self._place)
        self.plot.carried.connect(self.rows.foresee)
        self.filter.changed.connect(self._narrow)
        self._workspace.changed.connect(lambda _: self.filter.refresh())
        for signal in (
            self.rows.dataChanged, self.rows.rowsInserted, self.rows.rowsRemoved,
            self.rows.modelReset,
        ):  # fmt: skip
            signal.connect(self._show_plot)
        self._workspace.look_changed.connect(self._restyle)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        tr, theme = self._workspace.tr, self._workspace.theme
        self._title.setText(tr("Measures"))
        states = [(key, tr(name)) for key, name in STATUSES.items()]
        self._states.set_choices([(ALL, tr("All")), *states])
        self._show_state(self._state)
        self._add.setText(tr("Add measure"))
        self._add.setIcon(icon("plus", theme.on_accent))
        self._hint.setText(
            tr("No measures yet. Add one, and link it to the pain points that it answers.")
        )
        self._plot_head.setHeading(tr("Effort and impact"))
        self._plot_note.setText(
            tr("Drag a dot, or choose it with Page Up and Page Down and move it with the arrows.")
        )
        self.filter.restyle()
        self.plot.setAccessibleName(tr("Effort and impact"))
        self.table.setAccessibleName(tr("Measures"))
        self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADERS) - 1)
        self.table.viewport().update()
        self.plot.restyle()
