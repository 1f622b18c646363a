"""The history of the file: search it, see an edit's place on the map, take one edit back."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import N_
from cxdesk.models.ids import Id
from cxdesk.models.records import Stop, Touchpoint
from cxdesk.models.store import RuleBroken
from cxdesk.problems import Problem
from cxdesk.storage import timeline
from cxdesk.storage.timeline import PastCell, PastEdit
from cxdesk.views.past.history_list import HistoryModel, HistoryRows, what
from cxdesk.views.widgets.choice import Choice
from cxdesk.views.widgets.controls import QuietButton, Switch, label
from cxdesk.views.widgets.item_names import field_name, item_name, kind_name, stop_for, value_text
from cxdesk.views.window.background import Background

FIRST = 500
"""How many edits are read at once; asking for earlier ones reads ten times as many."""
MOST_CELLS = 4
"""How many changed fields of the chosen edit are spelled out."""


class HistoryPage(QWidget):
    """Who changed what and when, newest first."""

    show_wanted = Signal(str)
    """The id of a record to show on the map."""
    look_wanted = Signal(object)
    """A PastEdit: the project is to be shown as it was then."""
    taken_back = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._limit = FIRST
        self.only = Switch()
        self._filling = False
        self._cells: list[PastCell] = []
        self.model = HistoryModel(self)
        self.search, self.people = QLineEdit(), Choice(framed=True)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(HistoryRows(self.list))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.details = label(look="small", wrap=True)
        self.show_it, self.take_back, self.earlier = QPushButton(), QPushButton(), QPushButton()
        self.erase = QuietButton("delete-forever-outline")
        self.people.set_options([("", workspace.tr("Everybody"))])  # has its room from the start
        self._lay_out()
        self._reading, self._looking = Background(self), Background(self)
        self._reading.done.connect(self._show)
        self._looking.done.connect(self._show_cells)
        self._soon = QTimer(self, singleShot=True, interval=600)
        self._soon.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda text: self.model.filter(words=text))
        self.people.chosen.connect(self._sieve)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._turn())
        self.list.selectionModel().currentChanged.connect(lambda _, before: self._walk(before))
        self.list.clicked.connect(lambda _: self._look())
        self.model.modelReset.connect(self._turn)
        self.show_it.clicked.connect(lambda: self.show_wanted.emit(self._target()))
        self.list.doubleClicked.connect(lambda _: self.show_it.click())
        self.take_back.clicked.connect(self._take_back)
        self.erase.clicked.connect(lambda: workspace.erase_wanted.emit(self._erasable()))
        self.earlier.clicked.connect(self._ask_earlier)
        workspace.changed.connect(lambda _: self._soon.start() if self.isVisible() else None)
        workspace.selection_changed.connect(self._on_selection)
        self.only.toggled.connect(lambda _: self.refresh())
        self.retell()

    def retell(self) -> None:
        """Build the texts anew."""
        tr = self._workspace.tr
        self.search.setPlaceholderText(tr("Search the history"))
        self.search.setAccessibleName(tr("Search the history"))
        self.people.set_name(tr("Whose edits"))
        self.only.setText(tr("Only what is selected"))
        self.only.setAccessibleName(self.only.text())
        self.list.setAccessibleName(tr("History"))
        self.show_it.setText(tr("Show on the map"))
        self.take_back.setText(tr("Take back"))
        self.take_back.setToolTip(
            tr("Puts back what this edit replaced, as a new step. What was changed since stays.")
        )
        self.earlier.setText(tr("Earlier edits"))
        self.erase.describe(tr("Erase for good what this edit was about..."))

    def refresh(self) -> None:
        """Read the history again, on a thread, once my own edits are in the file."""
        session, limit, of = self._workspace.session, self._limit, self._asked()

        def read() -> list[PastEdit]:
            session.flush(2.0)
            return timeline.edits(session.path, limit, of=of)

        self._reading.run(read)

    def show_only_selected(self) -> None:
        """Show the history of what is selected, and of what hangs on it."""
        self.only.setChecked(True)
        self.refresh()

    def _asked(self) -> list[Id] | None:
        """The records whose edits are asked for; None for all."""
        workspace = self._workspace
        if not self.only.isChecked() or not workspace.selected:
            return None
        found: dict[Id, None] = {}
        waiting = list(workspace.selected)
        while waiting:
            key = waiting.pop()
            if key in found:
                continue
            found[key] = None
            record = workspace.store.get(key)
            if isinstance(record, Stop):
                waiting.append(record.touchpoint)
            waiting += [
                one.id for one in workspace.store.hanging(key)
                if not (isinstance(record, Touchpoint) and isinstance(one, Stop))
            ]  # fmt: skip
        return list(found)

    def close_page(self) -> None:
        """Wait for the threads."""
        self._soon.stop()
        self._reading.wait()
        self._looking.wait()

    def _show(self, edits: list[PastEdit]) -> None:
        chosen = self.current()
        self._filling = True
        self.model.show_edits(edits, self._workspace.language)
        self.earlier.setVisible(len(edits) == self._limit)
        somebody = self._workspace.tr("Somebody")
        people = [(person, name or somebody) for person, name in self.model.people()]
        self.people.set_options([("", self._workspace.tr("Everybody")), *people])
        for row in range(self.model.rowCount() if chosen else 0):
            found = self.model.edit(self.model.index(row))
            if found is not None and chosen is not None and found.group == chosen.group:
                self.list.setCurrentIndex(self.model.index(row))
                break
        self._filling = False

    def _on_selection(self) -> None:
        if self.only.isChecked() and self.isVisible():
            self.refresh()

    def _sieve(self, person: str) -> None:
        self.people.choose(person)
        self.model.filter(person=person)

    def current(self) -> PastEdit | None:
        """The chosen edit."""
        return self.model.edit(self.list.currentIndex())

    def _walk(self, before: QModelIndex) -> None:
        """Arrow keys lead through time; a list that is filled anew leads nowhere.

        Nor does one that has the keys for the first time, where Qt chooses the first row.
        """
        if before.isValid() and self.list.hasFocus() and not self._filling:
            self._look()

    def _look(self) -> None:
        edit = self.current()
        if edit is not None:
            self.look_wanted.emit(edit)

    def _turn(self) -> None:
        edit = self.current()
        self._cells = []
        self._show_details()
        if edit is not None:
            path, group = self._workspace.session.path, edit.group
            self._looking.run(lambda: timeline.cells(path, group))

    def _show_cells(self, found: list[PastCell]) -> None:
        self._cells = found
        self._show_details()

    def _show_details(self) -> None:
        edit = self.current()
        language, store = self._workspace.language, self._workspace.store
        lines = []
        for cell in self._cells[:MOST_CELLS]:
            item = item_name(store, cell.row, language)
            head = ": ".join(part for part in (kind_name(cell.table, language), item) if part)
            if cell.field not in ("*", "_deleted") and cell.before is not None:
                before = value_text(store, cell.field, cell.before, language)
                after = value_text(store, cell.field, cell.value, language)
                field = field_name(cell.field, language)
                head += f"\n   {field}: {before} \N{RIGHTWARDS ARROW} {after}"
            lines.append(head)
        rest = len(self._cells) - MOST_CELLS
        if rest > 0:
            lines.append(language.ntr("and {n} more", "and {n} more", rest))
        self.details.setText("\n".join(lines))
        self.details.setVisible(bool(lines))
        self.show_it.setVisible(edit is not None)
        self.show_it.setEnabled(bool(self._target()))
        self.take_back.setVisible(edit is not None)
        may = edit is not None and edit.kind != "create" and not self._workspace.session.read_only
        self.take_back.setEnabled(may and bool(self._cells))
        self.erase.setVisible(bool(self._erasable()))

    def _target(self) -> str:
        """What of the chosen edit can be shown on the map."""
        found = (stop_for(self._workspace.store, cell.row) for cell in self._cells)
        return next((one for one in found if one), "")

    def _erasable(self) -> str:
        """The one thing that the chosen edit was about, removed or not; "" if there are several."""
        store, rows = self._workspace.store, {cell.row for cell in self._cells}
        touched = {row for row in rows if store.get(row) is not None or row in store.gone}
        return touched.pop() if len(touched) == 1 else ""

    def _take_back(self) -> None:
        edit, workspace = self.current(), self._workspace
        if edit is None:
            return
        text = what(edit, workspace.language)
        done = 0
        try:
            with workspace.store.transaction(N_("Take back: {what}"), what=text) as step:
                done = timeline.take_back(workspace.store, step, reversed(self._cells))
        except (Problem, RuleBroken):
            notice = workspace.tr("That is not possible as things are now.")
            workspace.notice.emit(notice, "warning")
            return
        notice = workspace.language.ntr(
            "{n} of {all} changes taken back.", "{n} of {all} changes taken back.", done,
            all=len(self._cells),
        )  # fmt: skip
        if not done:
            notice = workspace.tr("Nothing to take back: all of it has been changed since.")
        workspace.notice.emit(notice, "plain" if done else "warning")
        self.taken_back.emit()

    def _ask_earlier(self) -> None:
        self._limit *= 10
        self.refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        head.addWidget(self.search, 1)
        head.addWidget(self.people)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 4, 16, 12)
        buttons = QHBoxLayout()
        buttons.addWidget(self.show_it)
        buttons.addWidget(self.take_back)
        buttons.addWidget(self.erase)
        buttons.addStretch(1)
        foot.addWidget(self.details)
        foot.addLayout(buttons)
        column.addLayout(head)
        narrowed = QHBoxLayout()
        narrowed.setContentsMargins(16, 0, 16, 0)
        narrowed.addWidget(self.only)
        narrowed.addStretch(1)
        column.addLayout(narrowed)
        column.addWidget(self.list, 1)
        column.addWidget(self.earlier)
        column.addLayout(foot)
        self.people.setMaximumWidth(140)
        self.earlier.hide()
