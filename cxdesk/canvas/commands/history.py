"""Taking back, and bringing back."""

from __future__ import annotations

from functools import partial

from cxdesk.canvas.commands.room import Room
from cxdesk.language import N_
from cxdesk.models.history import Undone


class Steps(Room):
    """My own steps; each says what it was."""

    def undo(self) -> None:
        """Take back my last step and say what it was; asks where others have built on it."""
        self.undo_steps(1)

    def redo(self) -> None:
        """Bring back my last undone step."""
        self.redo_steps(1)

    def undo_steps(self, many: int, *, sure: bool = False) -> None:
        """Take back my last steps, as far as none has to be asked about.

        ``sure``: the first one has been asked about.
        """
        self._step(many, sure, redo=False)

    def redo_steps(self, many: int, *, sure: bool = False) -> None:
        """Bring back the steps that were undone last."""
        self._step(many, sure, redo=True)

    def _step(self, many: int, sure: bool, *, redo: bool) -> None:
        self._editing.finish_editing()
        workspace = self._workspace
        workspace.settling.emit()
        history = workspace.session.history
        found: list[Undone] = []
        for number in range(many):
            theirs = () if sure and number == 0 else history.built_on(redo=redo)
            if theirs:
                again = self.redo_steps if redo else self.undo_steps
                workspace.doubted.emit(theirs, partial(again, many - number, sure=True))
                break
            undone = history.redo() if redo else history.undo()
            if undone is None:
                break
            found.append(undone)
        if found:
            self._tell(found, redo)

    def _tell(self, found: list[Undone], redo: bool) -> None:
        workspace = self._workspace
        language, label = workspace.language, found[-1].label
        step = language.tr(label.message, **label.arguments)
        text = language.tr(N_("Redone: {step}") if redo else N_("Undone: {step}"), step=step)
        if len(found) > 1:
            text = (
                language.ntr("{n} step redone", "{n} steps redone", len(found))
                if redo
                else language.ntr("{n} step undone", "{n} steps undone", len(found))
            )
        kept = tuple(cell for one in found for cell in one.kept)
        if kept:
            done = sum(one.done for one in found)
            message = N_("{done} of {total} undone: the rest has been changed since.")
            if redo:
                message = N_("{done} of {total} redone: the rest has been changed since.")
            text = language.tr(message, done=done, total=done + len(kept))
        workspace.notice.emit(text, "plain")
        if kept:
            workspace.left_as_is.emit(kept, done, redo)
