"""Making documents from the window, without it standing still."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.export import FORMATS, export
from cxdesk.export.still import Still
from cxdesk.language import language
from cxdesk.layout.primitives import Sheet
from cxdesk.problems import told, why


class Exporting(QObject):
    """Asks for a file and writes the document on a thread; the status line tells how it went."""

    _done = Signal(str, str)
    _written = Signal(str, str)
    """The file, and what is to be said of it."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self._done.connect(workspace.notice)
        self._written.connect(self._offer)

    def ask(self) -> None:
        """Ask where to and in which format, then write."""
        from cxdesk.canvas.file_dialog import FileDialog

        tr = self._workspace.tr
        path = self._workspace.session.path
        dialog = FileDialog(self._window, tr("Export"), str(path.parent))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        ways = {
            f"{tr(name)} (*{ending})": (ending, options)
            for ending, each in FORMATS.items()
            for name, options in {each.name: {}, **each.also}.items()
        }
        dialog.setNameFilters(list(ways))
        dialog.selectFile(path.stem + ".pdf")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(ways[chosen][0]))
        dialog.setDefaultSuffix(".pdf")
        dialog.fileSelected.connect(
            lambda chosen: self.write(Path(chosen), **ways[dialog.selectedNameFilter()][1])
        )
        dialog.open()

    def write(self, out: Path, **options: str) -> None:
        """Write the document in the language of the project's contents.

        ``options`` as the format's writer has them.
        """
        self._workspace.notice.emit(self._workspace.tr("Writing {file}...", file=out.name), "plain")
        still = Still(self._workspace.session)
        threading.Thread(target=self._write, args=(out, still, options), daemon=True).start()

    def svg(self, sheet: Sheet) -> bytes:
        """A part of the map as an SVG drawing, for the clipboard."""
        from cxdesk.export.pictures import pictures_of
        from cxdesk.export.svg import drawing

        workspace = self._workspace
        code, pictures = workspace.store.project.language, pictures_of(workspace.session)
        return drawing(sheet, workspace.store.project.title, code, pictures).encode("utf-8")

    def _write(self, out: Path, still: Still, options: dict[str, str]) -> None:
        workspace = self._workspace
        reader = workspace.language
        try:
            made = export(
                still,
                out,
                journey=workspace.journey if _shows_one(out) else None,
                language=language(still.store.project.language),
                **options,
            )
        except OSError as error:
            reason = why(error).text(reader)
            text = reader.tr("{file} could not be written: {reason}.", file=out, reason=reason)
            self._done.emit(text, "warning")
        except Exception as error:  # noqa: BLE001  whatever it is, the person hears of it
            self._done.emit(told(error).text(reader), "warning")
        else:
            text = reader.tr("{file} is written.", file=out.name)
            if made.placeholders:
                text += " " + reader.ntr(
                    "{n} character could not be drawn.",
                    "{n} characters could not be drawn.",
                    made.placeholders,
                )
            self._written.emit(str(out), text)

    def _offer(self, file: str, text: str) -> None:
        tr = self._workspace.tr
        folder = str(Path(file).parent)
        offers = [(tr("Open it"), lambda: _open(file)), (tr("Show folder"), lambda: _open(folder))]
        self._workspace.notice.emit(text, "plain")
        self._workspace.offered.emit(text, offers)


def _shows_one(out: Path) -> bool:
    kind = FORMATS.get(out.suffix.lower())
    return kind is not None and kind.one


def _open(file: str) -> None:
    """Open a file or folder with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(file))
