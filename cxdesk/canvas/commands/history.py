"""Taking back, and bringing back."""

from __future__ import annotations

from cxdesk.canvas.commands.room import Room
from cxdesk.language import N_
from cxdesk.models.history import Undone


class Steps(Room):
    """My own steps; each says what it was."""

    def undo(self) -> None:
        """Take back my last step and say what it was."""
        self._editing.finish_editing()
        self._tell(self._workspace.session.history.undo(), N_("Undone: {step}"))

    def redo(self) -> None:
        """Bring back my last undone step."""
        self._editing.finish_editing()
        self._tell(self._workspace.session.history.redo(), N_("Redone: {step}"))

    def _tell(self, undone: Undone | None, message: str) -> None:
        if undone is None:
            return
        tr = self._workspace.tr
        step_text = tr(undone.label.message, **undone.label.arguments)
        text = tr(message, step=step_text)
        if undone.skipped:
            total = undone.done + len(undone.skipped)
            text = tr(
                "{done} of {total} undone: the rest has been changed since.",
                done=undone.done, total=total,
            )  # fmt: skip
        self._workspace.notice.emit(text, "plain")
