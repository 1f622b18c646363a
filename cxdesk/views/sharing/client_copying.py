"""A copy for a client: what it holds is said above the page, then a file is chosen and written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths

from cxdesk.canvas.file_dialog import FileDialog
from cxdesk.problems import Problem
from cxdesk.storage.client_copy import copy_for_client
from cxdesk.views.window.background import Background

if TYPE_CHECKING:
    from cxdesk.views.window.main_window import MainWindow

ENDING = ".cxdesk"


class ClientCopying(QObject):
    """Says what goes along, asks where to, writes on a thread."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._workspace = window, window.workspace
        self._work = Background(self)
        self._work.done.connect(self._tell_done)
        self._work.failed.connect(self._tell_problem)
        window.closing.connect(self._work.wait)

    def ask(self) -> None:
        """Say what a client gets and what not."""
        tr = self._workspace.tr
        text = tr(
            "A copy for a client holds what is shown now: maps, numbers, insights, measures,"
            " pictures and attachments. Not in it: the history, what was deleted or overwritten,"
            " names of those who worked on it, and what single respondents said. It is a project"
            " of its own, which cannot be merged with this one."
        )
        offers = [
            (tr("Without comments..."), partial(self._choose, comments=False)),
            (tr("With comments..."), partial(self._choose, comments=True)),
        ]
        self._window.offer(text, offers)

    def _choose(self, *, comments: bool) -> None:
        tr, path = self._workspace.tr, self._workspace.session.path
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = FileDialog(self._window, tr("Copy for a client"), folder or str(path.parent))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        # Nothing is overwritten: the sentence that says so is ours.
        dialog.setOption(FileDialog.Option.DontConfirmOverwrite)
        dialog.setNameFilter(f"cxdesk (*{ENDING})")
        dialog.setDefaultSuffix(ENDING)
        dialog.selectFile(tr("{name} for the client", name=path.stem) + ENDING)
        dialog.fileSelected.connect(lambda file: self.write(Path(file), comments=comments))
        dialog.open()

    def write(self, out: Path, *, comments: bool) -> None:
        """Write the copy."""
        session = self._workspace.session

        def work() -> Path:
            session.flush(5.0)
            copy_for_client(session.path, out, comments=comments)
            return out

        self._workspace.notice.emit(self._workspace.tr("Writing {file}...", file=out.name), "plain")
        self._work.run(work)

    def _tell_done(self, out: Path) -> None:
        text = self._workspace.tr("{file} is the copy for the client.", file=out.name)
        self._workspace.notice.emit(text, "plain")

    def _tell_problem(self, problem: Problem) -> None:
        self._workspace.notice.emit(problem.text(self._workspace.language), "warning")
