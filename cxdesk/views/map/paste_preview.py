"""What would become of a pasted table, shown above the map before it is: never in the way.

Each column becomes phases, touchpoints, or the cards of a lane. Enter takes it, Esc leaves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import pasted_columns
from cxdesk.models.ops.pasting import Spot
from cxdesk.models.pasted_columns import LEFT_OUT, NEW_LANE, PHASE, TOUCHPOINT
from cxdesk.models.vocabulary import lane_name
from cxdesk.views.widgets.choice import Choice
from cxdesk.views.widgets.controls import Elided, Switch, label
from cxdesk.views.widgets.flow_row import FlowRow
from cxdesk.views.widgets.theme import text_font

if TYPE_CHECKING:
    from cxdesk.views.window.main_window import MainWindow

SHOWN_ROWS = 4
LINE = 36
"""How high what stands above the table is, in px, so that it is level."""
COLUMN_WIDTH = 150


def preview(window: MainWindow, rows: Sequence[Sequence[str]], spot: Spot) -> None:
    """Show a table above the map until it is answered; a newer one takes its place."""
    for old in window.findChildren(PastePreview):
        old.hide()
        old.deleteLater()
    made = PastePreview(window.workspace, rows, spot)
    clipboard = window.view.clipboard
    made.taken.connect(lambda columns, head: clipboard.take_rows(rows, spot, columns, head=head))
    for done in (made.taken, made.left):
        done.connect(window.view.setFocus)
    window.above.insertWidget(0, made)
    made.show()
    made.take.setFocus()


class PastePreview(QFrame):
    """A table with a choice above each column; made for one paste, gone afterwards."""

    taken = Signal(object, bool)
    """What each column becomes, and whether the first row is a head."""
    left = Signal()

    def __init__(self, workspace: Workspace, rows: Sequence[Sequence[str]], spot: Spot) -> None:
        super().__init__()
        self.setObjectName("noticeBar")
        self._workspace, self._rows, self._spot = workspace, rows, spot
        tr = workspace.tr
        self.head = Switch(tr("The first row names the columns"))
        self.head.setChecked(pasted_columns.has_head(workspace.store, spot.journey, rows))
        self.head.toggled.connect(lambda _: self._fill())
        self.columns: list[Choice] = []
        self.take = QPushButton()
        self.take.setProperty("look", "primary")
        self.take.clicked.connect(self._take)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self._leave)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        top = FlowRow(16, 6)
        self._title = label(look="strong")
        for part in (self._title, self.head, self.take, cancel):
            part.setMinimumHeight(LINE)
            top.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 10)
        box.setSpacing(8)
        box.addLayout(top)
        box.addWidget(self._scrolling())
        self._choose_columns()
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter pastes, Esc leaves it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    # -- inside --------------------------------------------------------------------------------

    def _scrolling(self) -> QScrollArea:
        plane = QWidget()
        plane.setLayout(self._grid)
        plane.setAutoFillBackground(False)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(plane)
        area.setWidgetResizable(True)
        area.setFixedHeight(64 + 24 * min(len(self._rows), SHOWN_ROWS))
        return area

    def _choose_columns(self) -> None:
        """A choice for each column of what becomes of it."""
        workspace, spot = self._workspace, self._spot
        tr = workspace.tr
        lanes = pasted_columns.card_lanes(workspace.store, spot.journey)
        options = [(PHASE, tr("Phase")), (TOUCHPOINT, tr("Touchpoint")), ("-", "")]
        options += [(lane.id, lane_name(lane, workspace.language)) for lane in lanes]
        options += [("-", ""), (NEW_LANE, tr("New lane")), (LEFT_OUT, tr("Leave out"))]
        guessed = pasted_columns.guessed_columns(workspace.store, spot.journey, self._rows)
        for number, meaning in enumerate(guessed):
            choice = Choice(tr("Column {n}", n=number + 1), framed=True)
            choice.set_options(options, meaning)
            choice.setMinimumWidth(COLUMN_WIDTH)
            choice.chosen.connect(partial(self._choose, choice))
            self.columns.append(choice)
            self._grid.addWidget(choice, 0, number)
        self._grid.setColumnStretch(len(guessed), 1)

    def _choose(self, column: Choice, meaning: str) -> None:
        """Only one column holds the phases, one the touchpoints: the other one takes its place."""
        before = column.value
        for other in self.columns:
            if other is not column and other.value == meaning and meaning in (PHASE, TOUCHPOINT):
                other.choose(before)
        column.choose(meaning)
        self._fill()

    def _fill(self) -> None:
        """Show the first rows and how many touchpoints come of them all."""
        body = self._rows[1:] if self.head.isChecked() else self._rows
        workspace = self._workspace
        for row in range(1, SHOWN_ROWS + 1):
            for column in range(len(self.columns)):
                item = self._grid.itemAtPosition(row, column)
                old = item.widget() if item is not None else None
                if old is not None:
                    self._grid.removeWidget(old)
                    old.deleteLater()
        for row, cells in enumerate(body[:SHOWN_ROWS], start=1):
            for column, text in enumerate(cells):
                cell = Elided(text)
                meaning = self.columns[column].value
                cell.setFont(text_font(13, bold=meaning in (PHASE, TOUCHPOINT)))
                cell.setEnabled(meaning != LEFT_OUT)
                cell.setMinimumWidth(COLUMN_WIDTH)
                self._grid.addWidget(cell, row, column)
        ntr = workspace.language.ntr
        found = list(pasted_columns.entries(body, [one.value for one in self.columns]))
        stops = sum(bool(one.touchpoint) for one in found)
        phases = len({one.phase for one in found if one.phase})
        self._title.setText(ntr("{n} row to paste", "{n} rows to paste", len(body)))
        if stops or not phases:
            self.take.setText(ntr("Paste {n} touchpoint", "Paste {n} touchpoints", stops))
        else:
            self.take.setText(ntr("Paste {n} phase", "Paste {n} phases", phases))
        self.take.setEnabled(bool(stops or phases))
        if not stops and not phases:
            self._title.setText(workspace.tr("Say which column names the touchpoints."))
        self.setAccessibleName(self._title.text())

    def _take(self) -> None:
        if not self.take.isEnabled():
            return
        self.hide()
        self.taken.emit([choice.value for choice in self.columns], self.head.isChecked())
        self.deleteLater()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
        self.deleteLater()
