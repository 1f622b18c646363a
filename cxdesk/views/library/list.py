"""The library as a table: filtered, sorted, renamed in place, put into journeys, deleted."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace, journey_title
from cxdesk.models import library, queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import library as library_ops
from cxdesk.models.ops import stops as stop_ops
from cxdesk.models.records import Journey
from cxdesk.models.vocabulary import term_name
from cxdesk.views.library.rows import (
    CATEGORY,
    CHANNELS,
    COUNT,
    DEPARTMENT,
    MEAN,
    NAME,
    USED,
    LibraryRow,
    library_columns,
    library_rows,
)
from cxdesk.views.library.table import TERMS, LibraryTable, deletion_text, merging_text
from cxdesk.views.widgets.choice import popup_under
from cxdesk.views.widgets.controls import Switch, label
from cxdesk.views.widgets.drawing import icon
from cxdesk.views.widgets.flow_row import FlowRow
from cxdesk.views.widgets.tables import RECORD, Index, RowsModel
from cxdesk.views.window.notice_bar import NoticeBar

MOST_NAMES, LONGEST_NAME = 3, 32
"""How many names merged touchpoints are offered, and how many letters of each a button shows."""
_LEAST = {NAME: 180, CHANNELS: 130, CATEGORY: 120, DEPARTMENT: 110, USED: 180, COUNT: 64, MEAN: 120}
_NUMBERS = (COUNT, MEAN)


class LibraryList(QWidget):
    """All touchpoints of the project; what hangs on one is said before it is deleted."""

    stop_opened = Signal(str)
    """A stop that is to be seen on the map; it is selected already."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._shown: list[LibraryRow] = []
        self.rows = RowsModel(workspace, lambda row: row.touchpoint.id)
        self.table = LibraryTable(workspace, self.rows)
        self.table.share_width(_LEAST, _NUMBERS, _NUMBERS)
        self.notice = NoticeBar()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(240)
        self.unused = Switch("-")
        self.count = label(look="small")
        self.put, self.merge, self.remove = QPushButton(), QPushButton(), QPushButton()
        self._arrange()
        self._connect()

    def refresh(self) -> None:
        """Read the library anew; the selection stays, and so does what is being typed."""
        if self.table.is_typed_into():
            return
        chosen = self.chosen()
        self._shown = library_rows(self._workspace)
        self.rows.show(library_columns(self._workspace), self._shown)
        self.table.fit()
        if chosen != self.chosen():
            self._choose(chosen[:1])
        self._narrow()

    def chosen(self) -> list[Id]:
        """The touchpoints of the selected rows, from the top."""
        rows = sorted(self.table.selectionModel().selectedRows(), key=lambda index: index.row())
        return [str(index.data(RECORD)) for index in rows]

    def add(self) -> None:
        """Add a touchpoint to the library and let its name be typed."""
        made = library_ops.add_touchpoint(
            self._workspace.store, self._workspace.tr("New touchpoint")
        )
        self.choose(made.id)
        self.table.edit(self.table.currentIndex())

    def choose(self, touchpoint: Id) -> None:
        """Put the cursor on a touchpoint, whatever was filtered."""
        self.search.clear()
        self.unused.setChecked(False)
        self.refresh()
        self._choose([touchpoint])

    def put_menu(self) -> QMenu:
        """Where the selected touchpoints can be put: the phases of the journeys."""
        workspace = self._workspace
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = workspace.store.get(workspace.journey)
        if isinstance(shown, Journey):
            self._add_phases(menu, shown)
        others = [one for one in queries.journeys(workspace.store) if one is not shown]
        if others:
            menu.addSeparator()
        for journey in others:
            inner = menu.addMenu(_plain(journey_title(journey, workspace.language)))
            self._add_phases(inner, journey)
        return menu

    def ask_to_delete(self) -> None:
        """Say what goes along with the selected touchpoints, and offer to delete them."""
        chosen, tr = self.chosen(), self._workspace.tr
        if not chosen:
            return
        self.notice.tell(
            deletion_text(self._workspace, chosen),
            [(tr("Delete"), partial(self._delete, chosen))],
            close=tr("Keep"),
        )
        self.notice.buttons()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        # The bar takes room from the table: what it is about stays in sight.
        QTimer.singleShot(0, self, lambda: self.table.scrollTo(self.table.currentIndex()))

    def ask_to_merge(self) -> None:
        """Say what comes together if the selected entries are one thing, and ask for its name."""
        chosen, workspace = self.chosen(), self._workspace
        tr = workspace.tr
        if len(chosen) < 2:
            text = tr("Select what is the same thing (Ctrl and a click), then merge it.")
            self.notice.tell(text, close=tr("Close"))
            return
        count = Counter({one: sum(library.attached(workspace.store, [one])) for one in chosen})
        offered = [one for one, _ in count.most_common(MOST_NAMES)]
        self.notice.tell(
            merging_text(workspace, chosen),
            [(_name(workspace, one), partial(self._merge, chosen, one)) for one in offered],
            close=tr("Keep"),
        )
        self.notice.buttons()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def word_menu(self, index: Index) -> QMenu:
        """The channels, categories or departments for a cell, what it has ticked."""
        workspace, language = self._workspace, self._workspace.language
        touchpoint, column = str(index.data(RECORD)), index.column()
        store = workspace.store
        found = store.record(touchpoint)
        has = {
            CHANNELS: {one.id for one in queries.channels_of(store, touchpoint)},
            CATEGORY: {found.category},
            DEPARTMENT: {found.department},
        }[column]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offered = [(one.id, term_name(one, language)) for one in store.all(TERMS[column])]
        offered.sort(key=lambda each: each[1].casefold())
        if column != CHANNELS:
            offered.insert(0, ("", language.tr("Not set")))
        for key, name in offered:
            action = menu.addAction(_plain(name))
            action.setCheckable(True)
            action.setChecked(key in has)
            action.toggled.connect(partial(self._set_word, touchpoint, column, key))
        return menu

    # -- inside --------------------------------------------------------------------------------

    def _set_word(self, touchpoint: Id, column: int, key: Id, on: bool) -> None:
        store = self._workspace.store
        if column == CHANNELS:
            stop_ops.set_channel(store, touchpoint, key, on)
        else:
            field = "category" if column == CATEGORY else "department"
            stop_ops.describe_touchpoint(store, touchpoint, **{field: key if on else ""})

    def _add_phases(self, menu: QMenu, journey: Journey) -> None:
        for phase in queries.phases(self._workspace.store, journey.id):
            action = menu.addAction(_plain(phase.name or self._workspace.tr("Unnamed")))
            action.triggered.connect(lambda _=False, key=phase.id: self._put(key))
        if menu.isEmpty():
            menu.addAction(self._workspace.tr("This journey has no phases yet")).setEnabled(False)

    def _put(self, phase: Id) -> None:
        workspace, chosen = self._workspace, self.chosen()
        made = library_ops.put_into_phase(workspace.store, chosen, phase)
        name = workspace.store.record(phase).name
        text = workspace.tr("Put into the phase {name}.", name=name)
        show = (workspace.tr("Show on the map"), partial(self._show, made[0].id))
        self.notice.tell(text, [show], close=workspace.tr("Close"))

    def _show(self, stop: Id) -> None:
        self._workspace.show_journey(queries.journey_of(self._workspace.store, stop))
        self._workspace.select([stop])
        self.stop_opened.emit(stop)

    def _show_first(self, touchpoint: Id) -> None:
        places = library.uses(self._workspace.store, touchpoint)
        if places:
            self._show(places[0].stop.id)

    def _delete(self, chosen: list[Id]) -> None:
        store = self._workspace.store
        there = [one for one in chosen if store.visible(one)]
        with self._workspace.telling():
            library_ops.delete_touchpoints(store, there)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _merge(self, chosen: list[Id], into: Id) -> None:
        store = self._workspace.store
        there = [one for one in chosen if store.visible(one)]
        if store.visible(into):
            with self._workspace.telling():
                library_ops.merge_touchpoints(store, there, into)
            self.choose(into)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _narrow(self, *_: object) -> None:
        only = self.unused.isChecked()
        self.table.sorted.show_only((lambda row: not self._shown[row].uses) if only else None)
        self._tell()

    def _look_for(self, text: str) -> None:
        self.table.sorted.look_for(text)
        self._tell()

    def _tell(self, *_: object) -> None:
        ntr, shown = self._workspace.language.ntr, self.table.sorted.rowCount()
        self.count.setText(ntr("{n} touchpoint", "{n} touchpoints", shown))
        for button in (self.put, self.remove):
            button.setEnabled(bool(self.chosen()))
        self.merge.setEnabled(len(self.chosen()) > 1)

    def _choose(self, touchpoints: list[Id]) -> None:
        for one in touchpoints:
            source = self.rows.index(self.rows.row_of(one), NAME)
            index = self.table.sorted.mapFromSource(source)
            if index.isValid():
                self.table.setCurrentIndex(index)
                self.table.scrollTo(index)

    def _clicked(self, index: Index) -> None:
        if index.column() in TERMS:
            self._open_words(index)

    def _open_words(self, index: Index) -> None:
        corner = self.table.visualRect(index).bottomLeft()
        self.word_menu(index).popup(self.table.viewport().mapToGlobal(corner))

    def _offer(self, at: QPoint) -> None:
        tr, chosen = self._workspace.tr, self.chosen()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rename = menu.addAction(tr("Rename"), lambda: self.table.edit(
            self.table.currentIndex().siblingAtColumn(NAME)
        ))
        used = bool(chosen) and bool(queries.stops_of(self._workspace.store, chosen[0]))
        show = menu.addAction(tr("Show on the map"), lambda: self._show_first(chosen[0]))
        menu.addAction(tr("Copy as table"), self.table.copy)
        menu.addSeparator()
        merge = menu.addAction(tr("Merge into one..."), self.ask_to_merge)
        merge.setEnabled(len(chosen) > 1)
        delete = menu.addAction(tr("Delete from the library..."), self.ask_to_delete)
        erase = menu.addAction(
            tr("Erase for good..."), lambda: self._workspace.erase_wanted.emit(chosen[0])
        )
        erase.setEnabled(len(chosen) == 1)
        rename.setEnabled(bool(chosen))
        show.setEnabled(used)
        delete.setEnabled(bool(chosen))
        menu.popup(self.table.viewport().mapToGlobal(at))

    # -- frame ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        tools = FlowRow(16, 8)
        tools.addWidget(self.search)
        tools.addWidget(self.unused)
        tools.addWidget(self.count)
        tools.push_right()
        tools.addWidget(self.put)
        tools.addWidget(self.merge)
        tools.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(tools)
        column.addWidget(self.notice)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._look_for)
        self.unused.toggled.connect(self._narrow)
        self.put.clicked.connect(lambda: popup_under(self.put, self.put_menu()))
        self.merge.clicked.connect(self.ask_to_merge)
        self.remove.clicked.connect(self.ask_to_delete)
        self.table.typed.connect(self.refresh)
        self.table.opened.connect(self._show_first)
        self.table.clicked.connect(self._clicked)
        self.table.words_wanted.connect(self._open_words)
        self.table.delete_wanted.connect(self.ask_to_delete)
        self.table.selectionModel().selectionChanged.connect(self._tell)
        self.table.customContextMenuRequested.disconnect()
        self.table.customContextMenuRequested.connect(self._offer)

    def restyle(self) -> None:
        """Build the texts anew."""
        tr, theme = self._workspace.tr, self._workspace.theme
        self.search.setPlaceholderText(tr("Filter"))
        self.search.setAccessibleName(tr("Filter the table"))
        self.unused.setText(tr("Unused only"))
        self.unused.setAccessibleName(tr("Unused only"))
        self.put.setText(tr("Put into the journey"))
        self.put.setIcon(icon("plus", theme.text))
        self.merge.setText(tr("Merge"))
        self.merge.setIcon(icon("call-merge", theme.text))
        self.merge.setToolTip(tr("Make one touchpoint of those selected"))
        self.remove.setText(tr("Delete"))
        self.remove.setIcon(icon("trash-can-outline", theme.text))
        self.table.setAccessibleName(tr("Touchpoint library"))
        self.table.hint = tr("No touchpoints yet. Add one here, or press N on the map.")


def _name(workspace: Workspace, touchpoint: Id) -> str:
    """What a touchpoint is called on a button: two of one name differ in their places."""
    name = workspace.store.record(touchpoint).name
    if len(name) > LONGEST_NAME:
        name = f"{name[: LONGEST_NAME - 1]}\N{HORIZONTAL ELLIPSIS}"
    places = len(queries.stops_of(workspace.store, touchpoint))
    return f"{_plain(name)} ({workspace.language.ntr('{n} place', '{n} places', places)})"


def _plain(text: str) -> str:
    return text.replace("&", "&&")
