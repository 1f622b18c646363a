"""Pictures onto the map: chosen, pasted or dropped, for a touchpoint or a persona."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QStandardPaths
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from cxdesk.canvas import pictures
from cxdesk.canvas.commands.room import Room
from cxdesk.canvas.workspace import Workspace
from cxdesk.language import N_
from cxdesk.layout.places import Insertion
from cxdesk.models.ids import Id
from cxdesk.models.ops import pictures as picture_ops
from cxdesk.models.records import Persona, Phase
from cxdesk.problems import Problem


class Pictures(Room):
    """A persona gets its portrait; anything else a card with the picture."""

    def choose_picture(self, place: Insertion | None = None) -> None:
        """Ask for a picture's file, for a place on the map or for what is selected."""
        if place or self._at() or self._persona():
            ask_for_picture(self._workspace, lambda file: self.take_files([file], place))
        else:
            self._say_where()

    def paste_picture(self, data: QMimeData) -> bool:
        """Take the picture on the clipboard for what is selected; False if there is none."""
        files = pictures.picture_files(data)
        image = data.imageData() if data.hasImage() else None
        if files:
            self.take_files(files)
        elif isinstance(image, QImage):
            self.take([image])
        return bool(files) or isinstance(image, QImage)

    def take_files(
        self, files: Iterable[str], place: Insertion | None = None, target: Id = ""
    ) -> None:
        """Take pictures' files; see ``take``."""
        try:
            found = [pictures.file_bytes(Path(file)) for file in files]
        except Problem as problem:
            self._workspace.notice.emit(problem.text(self._workspace.language), "warning")
            return
        self.take(found, place, target)

    def take(
        self,
        found: Iterable[bytes | QImage],
        place: Insertion | None = None,
        target: Id = "",
    ) -> None:
        """Take pictures for a place on the map, for a record, or for what is selected.

        One that cannot be shown is named in a sentence, and nothing happens.
        """
        workspace, store = self._workspace, self._workspace.store
        persona = target if isinstance(store.get(target), Persona) else self._persona(target)
        at = place.parent if place else target or self._at()
        if not persona and not at:
            self._say_where()
            return
        try:
            digests = [pictures.keep(workspace.session, one) for one in found]
        except Problem as problem:
            workspace.notice.emit(problem.text(workspace.language), "warning")
            return
        if persona and digests:
            picture_ops.portray(store, persona, digests[0])
            return
        lane, index = (place.lane, place.index) if place else ("", None)
        with store.transaction(N_("Add picture")):
            made = [
                picture_ops.add_picture(
                    store, at, digest, lane=lane,
                    index=None if index is None else index + number,
                ).id
                for number, digest in enumerate(digests)
            ]  # fmt: skip
        if made:
            workspace.select(made)

    def _say_where(self) -> None:
        tr = self._workspace.tr
        self._workspace.notice.emit(
            tr("Select the touchpoint or the persona that the picture belongs to."), "plain"
        )

    def _persona(self, target: Id = "") -> Id:
        chosen = self._workspace.selected
        only = chosen[0] if len(chosen) == 1 and not target else ""
        return only if isinstance(self._workspace.store.get(only), Persona) else ""

    def _at(self) -> Id:
        workspace = self._workspace
        if workspace.stop:
            return workspace.stop
        chosen = workspace.selected[0] if len(workspace.selected) == 1 else ""
        record = workspace.store.get(chosen)
        if isinstance(record, Phase):
            return chosen
        place = getattr(record, "place", None)
        return str(getattr(place, "at", ""))


def ask_for_picture(workspace: Workspace, take: pictures.Take) -> None:
    """Let a person choose a picture's file."""
    from cxdesk.canvas.file_dialog import FileDialog

    tr = workspace.tr
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    dialog = FileDialog(QApplication.activeWindow(), tr("Choose a picture"), folder)
    dialog.setFileMode(FileDialog.FileMode.ExistingFile)
    endings = " ".join(f"*{ending}" for ending in pictures.ENDINGS)
    dialog.setNameFilter(f"{tr('Pictures')} ({endings})")
    dialog.fileSelected.connect(take)
    dialog.open()
