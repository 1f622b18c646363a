"""Merging from the window: a preview first, then the edits; copies beside the file are offered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cxdesk.canvas.workspace import Workspace
from cxdesk.problems import Problem
from cxdesk.storage.copies import copies_beside
from cxdesk.storage.merge import Merged
from cxdesk.views.window.background import Background
from cxdesk.views.window.notice_bar import NoticeBar


class Merging(QObject):
    """Asks, previews and merges; everything slow happens on a thread."""

    merged = Signal()
    look_wanted = Signal(object)
    """The path of a copy that is to be seen on the map."""

    def __init__(self, workspace: Workspace, bar: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self.bar, self._window = workspace, bar, window
        self._waiting: list[Path] = []
        self._work, self._beside = Background(self), Background(self)
        self._beside.done.connect(lambda call: call())
        self._work.done.connect(lambda call: call())
        self._work.failed.connect(self._tell_problem)

    def look_beside(self) -> None:
        """Offer conflict copies of sync clients that hold something new."""
        session = self._workspace.session
        if session.read_only:
            return

        def look() -> object:
            found = []
            for file in copies_beside(session.path, session.opening.project_id):
                try:
                    if session.copies.merge(file, preview=True).new:
                        found.append(file)
                except Problem:
                    continue  # a copy that cannot be read is told about when it is chosen
            return lambda: self._offer(found)

        self._beside.run(look)

    def ask(self) -> None:
        """Ask for the copy, then preview it."""
        from cxdesk.canvas.file_dialog import FileDialog

        tr = self._workspace.tr
        path = self._workspace.session.path
        dialog = FileDialog(self._window, tr("Merge a copy"), str(path.parent))
        dialog.setNameFilter(f"cxdesk (*{path.suffix})")
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.preview(Path(chosen)))
        dialog.open()

    def preview(self, other: Path) -> None:
        """Say what merging would bring, and offer to do it."""
        session = self._workspace.session

        def look() -> object:
            known = len(session.conflicts.undecided())
            found = session.copies.merge(other, preview=True)
            return lambda: self._show_preview(other, found, len(found.conflicts) - known)

        self._work.run(look)

    def merge(self, other: Path) -> None:
        """Bring the edits in."""
        session = self._workspace.session

        def work() -> object:
            found = session.copies.merge(other)
            return lambda: self._show_done(other, found)

        self._work.run(work)

    def close(self) -> None:
        """Let a merge that runs come to its end."""
        self._beside.wait()
        self._work.wait()

    def _offer(self, copies: list[Path]) -> None:
        if not copies or self.bar.standing:  # what was asked for comes first
            return
        language = self._workspace.language
        text = language.ntr(
            "A copy beside this file has edits that are not in here: {names}",
            "{n} copies beside this file have edits that are not in here: {names}",
            len(copies),
            names=", ".join(copy.name for copy in copies),
        )
        offers = [
            (language.tr("Preview"), lambda: self.preview(copies[0])),
            (language.tr("Not now"), lambda: None),
        ]
        self._waiting = copies[1:]
        self.bar.tell(text, offers, close=language.tr("Close"))

    def _show_preview(self, other: Path, found: Merged, conflicts: int) -> None:
        language = self._workspace.language
        close = language.tr("Close")
        if not found.new:
            text = language.tr("{file} has nothing that is not in here already.", file=other.name)
            self.bar.tell(text, close=close)
            return
        ntr = language.ntr
        counts = (
            (found.new, ntr("{n} new edit from there", "{n} new edits from there", found.new)),
            (found.only_here, ntr("{n} edit only here", "{n} edits only here", found.only_here)),
            (conflicts, ntr("{n} conflict to decide", "{n} conflicts to decide", conflicts)),
            (found.erased, ntr("{n} thing erased there goes here for good",
                               "{n} things erased there go here for good", found.erased)),
        )  # fmt: skip
        text = f"{other.name}: {', '.join(said for count, said in counts if count > 0)}."
        offers = [
            (language.tr("Merge"), lambda: self.merge(other)),
            (language.tr("Show on the map"), lambda: self._look(other, found, conflicts)),
            (language.tr("Not now"), self._next),
        ]
        self.bar.tell(text, offers, close=close)

    def _look(self, other: Path, found: Merged, conflicts: int) -> None:
        """Show the copy; the offer to merge it stays."""
        self._show_preview(other, found, conflicts)
        self.look_wanted.emit(other)

    def _show_done(self, other: Path, found: Merged) -> None:
        language = self._workspace.language
        text = language.ntr(
            "{n} edit from {file} is merged.",
            "{n} edits from {file} are merged.",
            found.new,
            file=other.name,
        )
        self._workspace.notice.emit(text, "plain")
        self.merged.emit()
        self._next()

    def _next(self) -> None:
        """Go on to the next copy that was found beside the file."""
        if self._waiting:
            self.preview(self._waiting.pop(0))

    def _tell_problem(self, problem: Problem) -> None:
        language = self._workspace.language
        self.bar.tell(problem.text(language), close=language.tr("Close"))
