"""The named versions: naming how it is now, looking at one, comparing, renaming, deleting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import versions
from cxdesk.models.records import Version
from cxdesk.models.store import Change
from cxdesk.problems import Problem
from cxdesk.views.sharing.conflicts_page import moment_text
from cxdesk.views.widgets.controls import label
from cxdesk.views.widgets.flow_row import FlowRow
from cxdesk.views.widgets.record_list import Entry, RecordList, scrolling


class VersionPage(QWidget):
    """A click shows a version in the place of the map; F2 or a double-click renames it."""

    named = Signal(str)
    """A name has been typed for how the project is now."""
    look_wanted = Signal(str)
    compare_wanted = Signal(str)
    """The id of a version, to be compared with now."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.name, self.keep = QLineEdit(), QPushButton()
        self.keep.setProperty("look", "primary")
        self.note = label(look="small", wrap=True)
        self.list = RecordList()
        self.compare, self.rename, self.delete = QPushButton(), QPushButton(), QPushButton()
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self.name.returnPressed.connect(self._keep)
        self.name.textChanged.connect(lambda _: self._turn())
        self.keep.clicked.connect(self._keep)
        self.list.selected.connect(self.look_wanted)
        self.list.currentItemChanged.connect(lambda *_: self._turn())
        self.list.renamed.connect(self._rename)
        self.list.delete_wanted.connect(self._delete)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.compare.clicked.connect(lambda: self.compare_wanted.emit(self.current()))
        self.rename.clicked.connect(lambda: self.list.rename(self.current()))
        self.delete.clicked.connect(lambda: self._delete(self.current()))
        workspace.changed.connect(self._on_change)
        self.retell()

    def retell(self) -> None:
        """Build the texts anew."""
        tr = self._workspace.tr
        self.name.setPlaceholderText(tr("Name of this version"))
        self.name.setAccessibleName(tr("Name of this version"))
        self.keep.setText(tr("Name it"))
        self.keep.setToolTip(tr("Gives the project as it is now a name"))
        self.list.setAccessibleName(tr("Versions"))
        self.compare.setText(tr("Compare with now"))
        self.rename.setText(tr("Rename"))
        self.delete.setText(tr("Delete"))
        self.refresh()

    def refresh(self) -> None:
        """Show the versions as they are now."""
        workspace = self._workspace
        found = queries.versions(workspace.store)
        entries = [
            Entry(one.id, one.name, "flag-outline", detail=self._detail(one)) for one in found
        ]
        self.list.show_entries(entries, self.current())
        self.note.setText(
            workspace.tr("A name marks where the work stands now. You can look at it later,"
                         " compare it on the map, and restore it.")
        )  # fmt: skip
        self._turn()

    def current(self) -> Id:
        """The chosen version, or ""."""
        item = self.list.currentItem()
        return self.list.entry(item).id if item is not None else ""

    def version_menu(self, version: Id) -> QMenu:
        """What can be done with a version."""
        tr, editable = self._workspace.tr, not self._workspace.session.read_only
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Show on the map"), lambda: self.look_wanted.emit(version))
        menu.addAction(tr("Compare with now"), lambda: self.compare_wanted.emit(version))
        menu.addSeparator()
        rename = menu.addAction(tr("Rename"), lambda: self.list.rename(version))
        delete = menu.addAction(tr("Delete"), lambda: self._delete(version))
        for one in (rename, delete):
            one.setEnabled(editable)
        return menu

    def begin(self) -> None:
        """Be ready for a name to be typed."""
        self.name.setFocus()
        self.name.selectAll()

    def _open_menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at) or self.list.currentItem()
        if item is not None:
            where = self.list.viewport().mapToGlobal(at)
            self.version_menu(self.list.entry(item).id).popup(where)

    def _detail(self, version: Version) -> str:
        at = moment_text(version.at, self._workspace.language)
        return " \N{MIDDLE DOT} ".join(part for part in (version.author, at) if part)

    def _turn(self) -> None:
        editable = not self._workspace.session.read_only
        chosen = bool(self.current())
        self.keep.setEnabled(editable and bool(self.name.text().strip()))
        for button in (self.compare, self.rename, self.delete):
            button.setVisible(self.list.count() > 0)
        self.compare.setEnabled(chosen)
        for button in (self.rename, self.delete):
            button.setEnabled(chosen and editable)

    def _keep(self) -> None:
        text = self.name.text().strip()
        if text:
            self.name.clear()
            self.named.emit(text)

    def _rename(self, version: Id, name: str) -> None:
        if name.strip():
            self._do(lambda: versions.rename_version(self._workspace.store, version, name.strip()))
        self.refresh()

    def _delete(self, version: Id) -> None:
        if version and self._workspace.store.visible(version):
            self._do(lambda: versions.delete_version(self._workspace.store, version))

    def _do(self, edit: Callable[[], object]) -> None:
        try:
            edit()
        except Problem as problem:
            self._workspace.notice.emit(problem.text(self._workspace.language), "warning")

    def _on_change(self, change: Change) -> None:
        if change.diff.touches(Version):
            self._soon.start()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        head.addWidget(self.name, 1)
        head.addWidget(self.keep)
        note = QVBoxLayout()
        note.setContentsMargins(16, 0, 16, 0)
        note.addWidget(self.note)
        buttons = FlowRow(8)
        for button in (self.compare, self.rename, self.delete):
            buttons.addWidget(button)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 4, 16, 12)
        foot.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(note)
        column.addWidget(scrolling(self.list), 1)
        column.addLayout(foot)
