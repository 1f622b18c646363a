"""Remarks on a record: who said what and when, and a line to say something."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id
from cxdesk.models.ops import findings as finding_ops
from cxdesk.models.records import Comment
from cxdesk.storage.journal import state_folder
from cxdesk.storage.person import me
from cxdesk.views.widgets.choice import popup_under
from cxdesk.views.widgets.controls import QuietButton, SectionHead, label
from cxdesk.views.widgets.flow_row import empty
from cxdesk.views.widgets.moments import when


class Comments(QWidget):
    """The comments on one record, oldest first; Enter adds one."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._target: Id = ""
        self.list = QVBoxLayout()
        self.list.setSpacing(8)
        self.field = QLineEdit()
        self.field.setPlaceholderText(workspace.tr("Add a comment"))
        self.field.setAccessibleName(workspace.tr("Add a comment"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(SectionHead(workspace.tr("Comments")))
        box.addLayout(self.list)
        box.addWidget(self.field)
        self.field.returnPressed.connect(self.add)

    def show_target(self, target: Id) -> None:
        """Show the comments on a record."""
        if target != self._target:
            self._target = target
            self.field.clear()
        empty(self.list)
        found = self._workspace.store.children(target, Comment)
        for comment in sorted(found, key=lambda one: (one.at, one.id)):
            self.list.addWidget(self._row(comment))

    def add(self) -> None:
        """Add what is typed as a comment of mine."""
        text = self.field.text().strip()
        if text:
            self.field.clear()
            author = me(state_folder()).name
            finding_ops.add_comment(self._workspace.store, self._target, text, author)

    def menu(self, comment: Id) -> QMenu:
        """What can be done with a comment."""
        workspace = self._workspace
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        remove = partial(finding_ops.remove_comment, workspace.store, comment)
        menu.addAction(workspace.tr("Remove"), remove)
        menu.addSeparator()
        erase = partial(workspace.erase_wanted.emit, comment)
        menu.addAction(workspace.tr("Erase for good..."), erase)
        return menu

    def _row(self, comment: Comment) -> QWidget:
        workspace = self._workspace
        row = QWidget()
        box = QVBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(6)
        author = label(comment.author or workspace.tr("Somebody"), "strong")
        remove = QuietButton("close", side=24)
        remove.describe(workspace.tr("Remove this comment"))
        remove.clicked.connect(lambda: finding_ops.remove_comment(workspace.store, comment.id))
        more = QuietButton("dots-vertical", side=24)
        more.describe(workspace.tr("More about this comment"))
        more.clicked.connect(lambda: popup_under(more, self.menu(comment.id)))
        head.addWidget(author)
        head.addWidget(label(when(comment.at, workspace.language), "small"))
        head.addStretch(1)
        head.addWidget(remove)
        head.addWidget(more)
        box.addLayout(head)
        box.addWidget(label(comment.text, wrap=True))
        return row
