"""Digits that rate: the same on the map and in the presentation."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from cxdesk.canvas.workspace import Workspace
from cxdesk.models.ids import Id
from cxdesk.models.ops import ratings
from cxdesk.models.records import Perspective, Source
from cxdesk.models.scales import from_valence

SECOND_DIGIT = 600
"""Ms within which 0 after 1 makes it a ten."""


class RatingKeys(QObject):
    """Rates the selected touchpoint: the digit as the scale in use reads it."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._one = QTimer(self, singleShot=True, interval=SECOND_DIGIT)
        self._one.timeout.connect(self.settle)
        self._waiting: partial[None] | None = None
        """A one that may still become a ten: for whom it is, and how it is meant."""
        workspace.selection_changed.connect(self.settle)
        workspace.settling.connect(self.settle)

    def press(self, event: QKeyEvent) -> bool:
        """Rate if the key is a digit by itself; False if it is not."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control or not Qt.Key.Key_0 <= key <= Qt.Key.Key_9 or not event.text().isdigit():
            return False
        self._digit(key - Qt.Key.Key_0)
        return True

    def settle(self) -> None:
        """A one that has not become a ten is given to the touchpoint that it was meant for."""
        rate, self._waiting = self._waiting, None
        self._one.stop()
        if rate is not None:
            with self._workspace.telling():
                rate(1)

    def rate(self, digit: int) -> None:
        """Rate the selected touchpoint; a digit that is not on the scale is refused aloud."""
        workspace, stop = self._workspace, self._workspace.stop
        if not stop:
            return
        scale = workspace.rating_scale(stop)
        value: float = digit
        if scale.id == "smileys":
            value = digit - 3
        elif scale.id == "ten" and digit == 0:
            value = 10
        if not scale.accepts(value):
            text = workspace.tr("{value} is not on this scale.", value=digit)
            workspace.notice.emit(text, "warning")
            return
        self._meant(stop, scale.id)(value)

    def _digit(self, digit: int) -> None:
        stop = self._workspace.stop
        if not stop:
            return
        scale = self._workspace.rating_scale(stop)
        if self._waiting is not None and digit == 0:  # the second digit of "10"
            rate, self._waiting = self._waiting, None
            self._one.stop()
            rate(from_valence(scale, scale.polarity))
            return
        self.settle()
        if scale.id == "nps" and digit == 1:
            self._waiting = self._meant(stop, scale.id)
            self._one.start()
        else:
            self.rate(digit)

    def _meant(self, stop: Id, scale: Id) -> partial[None]:
        """How a rating is given now; only its value is still to come."""
        workspace = self._workspace
        return partial(
            self._rate, stop, scale=scale, perspective=workspace.perspective,
            source=workspace.source, persona=workspace.persona,
        )  # fmt: skip

    def _rate(
        self, stop: Id, value: float, *,
        scale: Id, perspective: Perspective, source: Source, persona: Id,
    ) -> None:  # fmt: skip
        store = self._workspace.store
        if store.get(stop) is not None:
            ratings.rate(
                store, stop, value, scale=scale, perspective=perspective, source=source,
                persona=persona,
            )  # fmt: skip
