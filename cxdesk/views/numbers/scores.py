"""The numbers of every touchpoint as a table that can be sorted, searched and copied."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import vocabulary
from cxdesk.models.records import PERSPECTIVES, Perspective
from cxdesk.models.store import Change
from cxdesk.views.curve.panel import TOUCHING
from cxdesk.views.numbers.score_rows import ScoreRow, score_columns, score_rows
from cxdesk.views.widgets.cells import BadgeCell, DotCell, FaceCell, IntervalCell, WordsCell
from cxdesk.views.widgets.controls import Segments, label
from cxdesk.views.widgets.drawing import icon
from cxdesk.views.widgets.list_page import ListPage
from cxdesk.views.widgets.tables import RowsModel, Table

_LEAST = dict(enumerate((110, 140, 90, 96, 178, 64, 56, 56, 66, 56, 56, 56, 120)))
_FIXED = (2, *range(4, 12))
"""All but phase, touchpoint, scale and sources."""
_NUMBERS = (5,)
"""How many answers there are: a hundred, or a million."""
_IF_ANY = (7, 8, 9, 10, 11)
"""Columns that are shown only where any row has something in them."""
_CELLS = {0: DotCell, 2: FaceCell, 4: IntervalCell, 12: BadgeCell}
_PLAIN = (1, 3)


class ScoresView(ListPage):
    """One row for each stop and scale, from the perspective chosen above the table."""

    stop_opened = Signal(str)
    """A stop that a double-click or Enter asks to see on the map; it is selected already."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._stale = True
        self._perspective: Perspective = "experience"
        self._shown: list[ScoreRow] = []
        self._perspectives = Segments()
        self._filter = QLineEdit()
        self._filter.setClearButtonEnabled(True)
        self._filter.setFixedWidth(240)
        self._copy = QPushButton()
        self._count = label(look="small")
        self._rows = RowsModel(workspace, lambda row: row.stop)
        self.table = Table(workspace, self._rows)
        self.table.draw_with({at: cell(workspace, self.table) for at, cell in _CELLS.items()})
        self.table.draw_with({at: WordsCell(self.table) for at in _PLAIN})
        self.table.share_width(_LEAST, _FIXED, _NUMBERS)
        self._arrange()
        self._connect()
        self._restyle()

    @property
    def rows(self) -> list[ScoreRow]:
        """What the table shows, before sorting and filtering."""
        return list(self._shown)

    def refresh(self) -> None:
        """Read the numbers anew, now or as soon as they can be seen."""
        self._stale = True
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        self._stale = False
        self._shown = score_rows(self._workspace, self._perspective)
        self._rows.show(score_columns(self._workspace), self._shown)
        for column in _IF_ANY:
            filled = any(self._rows.index(row, column).data() for row in range(len(self._shown)))
            self.table.setColumnHidden(column, not filled)
        self.table.fit()
        self._tell_count()

    def _look_from(self, perspective: str) -> None:
        self._perspective = perspective  # type: ignore[assignment]
        self.refresh()

    def _look_for(self, text: str) -> None:
        self.table.sorted.look_for(text)
        self._tell_count()

    def _tell_count(self) -> None:
        shown = self.table.sorted.rowCount()
        ntr = self._workspace.language.ntr
        self._count.setText(ntr("{n} row", "{n} rows", shown))

    def _open(self, stop: str) -> None:
        self._workspace.select([stop])
        self.stop_opened.emit(stop)

    def _arrange(self) -> None:
        self.narrow_with(self._perspectives)
        self.act_with(self._count, self._filter, self._copy)
        self.column.addWidget(self.table, 1)

    def _connect(self) -> None:
        workspace = self._workspace
        self._perspectives.chosen.connect(self._look_from)
        self._filter.textChanged.connect(self._look_for)
        self._copy.clicked.connect(self.table.copy)
        self.table.opened.connect(self._open)
        workspace.changed.connect(self._on_change)
        for signal in (workspace.journey_changed, workspace.shown_changed):
            signal.connect(self.refresh)
        workspace.look_changed.connect(self._restyle)

    def _restyle(self) -> None:
        tr = self._workspace.tr
        self._title.setText(tr("Scores"))
        self._perspectives.set_choices(
            [(key, tr(vocabulary.PERSPECTIVES[key])) for key in PERSPECTIVES]
        )
        self._perspectives.choose(self._perspective)
        self._filter.setPlaceholderText(tr("Filter"))
        self._filter.setAccessibleName(tr("Filter the table"))
        self._copy.setText(tr("Copy"))
        self._copy.setIcon(icon("content-copy", self._workspace.theme.text))
        self._copy.setToolTip(tr("Copy the table for a spreadsheet"))
        self.table.setAccessibleName(tr("Scores"))
        self.table.hint = tr(
            "Nothing is rated from this perspective yet. Select a touchpoint on the map and press"
            " a digit, or import a survey."
        )
        self.table.setAccessibleDescription(self.table.hint)
        self.refresh()

    def _on_change(self, change: Change) -> None:
        if change.diff.touches(*TOUCHING):
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._fill()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

