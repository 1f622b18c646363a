"""The files kept with a record: added, opened, saved, removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QStandardPaths, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.language import Language
from cxdesk.models.ids import Id
from cxdesk.models.ops import attachments as ops
from cxdesk.models.records import Attachment
from cxdesk.problems import Problem
from cxdesk.views.widgets.controls import QuietButton, SectionHead, label
from cxdesk.views.widgets.flow_row import empty
from cxdesk.views.widgets.link_row import LinkRow
from cxdesk.views.window.file_drops import PROJECT

_ICONS = (("image/", "image-outline"), ("video/", "video-outline"), ("audio/", "music-note"))


class AttachmentRow(QWidget):
    """One file: a click opens it, its menu saves and removes it."""

    def __init__(self, owner: Attachments, attachment: Attachment) -> None:
        super().__init__()
        self._owner, self.attachment = owner, attachment
        language = owner.workspace.language
        self.open = LinkRow(_icon(attachment), attachment.name)
        self.open.clicked.connect(partial(owner.open, attachment))
        more = QuietButton("dots-vertical", side=28)
        more.describe(language.tr("What can be done with {name}", name=attachment.name))
        more.clicked.connect(lambda: self.menu().popup(more.mapToGlobal(more.rect().bottomLeft())))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.open, 1)
        row.addWidget(label(size_text(attachment.size, language), "small"))
        row.addWidget(more)

    def menu(self) -> QMenu:
        """Open, save, remove."""
        tr, owner, attachment = self._owner.workspace.tr, self._owner, self.attachment
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Open it"), partial(owner.open, attachment))
        menu.addAction(tr("Save as..."), partial(owner.save_as, attachment))
        menu.addSeparator()
        menu.addAction(tr("Remove"), partial(owner.remove, attachment))
        erase = partial(owner.workspace.erase_wanted.emit, attachment.id)
        menu.addAction(tr("Erase for good..."), erase)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same menu under the pointer."""
        self.menu().popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the file."""
        if event.key() == Qt.Key.Key_Delete:
            self._owner.remove(self.attachment)
        else:
            super().keyPressEvent(event)


class Attachments(QWidget):
    """The files of one record, by name; more are added by a button or dropped."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._target: Id = ""
        self._shown: list[Attachment] = []
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.add = QuietButton("paperclip", workspace.tr("Attach a file…"))
        self.add.setAccessibleName(workspace.tr("Attach files"))
        self.add.setToolTip(workspace.tr("Or drop files here"))
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(SectionHead(workspace.tr("Attachments")))
        box.addLayout(self.rows)
        box.addLayout(line)
        self.setAcceptDrops(True)
        self.add.clicked.connect(self.ask)

    def show_target(self, target: Id) -> None:
        """Show the files of a record."""
        found = self.workspace.store.children(target, Attachment)
        files = sorted(found, key=lambda one: (one.name.casefold(), one.id))
        if (target, files) == (self._target, self._shown):
            return
        self._target, self._shown = target, files
        empty(self.rows)
        for attachment in files:
            self.rows.addWidget(AttachmentRow(self, attachment))

    def ask(self) -> None:
        """Ask for files."""
        from cxdesk.canvas.file_dialog import FileDialog

        tr = self.workspace.tr
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = FileDialog(self.window(), tr("Attach files"), folder)
        dialog.setFileMode(FileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.take)
        dialog.open()

    def take(self, files: Iterable[str]) -> None:
        """Keep files with the record; the first that cannot be is named, the others are kept."""
        from cxdesk.views.inspector.attached_files import attach_file

        for file in files:
            self._tell(partial(attach_file, self.workspace.session, self._target, Path(file)))

    def open(self, attachment: Attachment) -> None:
        """Open a copy; what might be executed is only saved."""
        from cxdesk.views.inspector.attached_files import may_open, open_copy

        if may_open(attachment):
            self._tell(partial(open_copy, self.workspace.session, attachment))
        else:
            self.save_as(attachment)

    def save_as(self, attachment: Attachment) -> None:
        """Ask where to, and save a copy there."""
        from cxdesk.canvas.file_dialog import FileDialog
        from cxdesk.views.inspector.attached_files import harmless_name, save_copy

        dialog = FileDialog(self.window(), self.workspace.tr("Save as..."))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(harmless_name(attachment.name))
        dialog.fileSelected.connect(
            lambda file: self._tell(
                partial(save_copy, self.workspace.session, attachment, Path(file))
            )
        )
        dialog.open()

    def remove(self, attachment: Attachment) -> None:
        """Take a file away; undo brings it back."""
        ops.remove_attachment(self.workspace.store, attachment.id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files come in."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep them."""
        event.acceptProposedAction()
        self.take(dropped_files(event.mimeData()))

    def _tell(self, call: Callable[[], object]) -> None:
        try:
            call()
        except Problem as problem:
            self.workspace.notice.emit(problem.text(self.workspace.language), "warning")


def dropped_files(data: QMimeData) -> list[str]:
    """The local files that are dropped; a project is opened instead."""
    files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return [file for file in files if Path(file).is_file() and Path(file).suffix != PROJECT]


def size_text(size: int, language: Language) -> str:
    """A file's size as people read it."""
    if size < 1_000_000:
        return language.tr("{n} kB", n=language.number(max(size / 1000, 1), 0))
    return language.tr("{n} MB", n=language.number(size / 1_000_000, 1))


def _icon(attachment: Attachment) -> str:
    kind = attachment.media_type
    return next((icon for start, icon in _ICONS if kind.startswith(start)), "file-outline")
