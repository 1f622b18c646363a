"""Digits that rate: the same on the map and in the presentation.

Each digit is a rating of its own, as ten people in a room call out ten numbers; the status line
says so from the second one on, because it could have been meant as a correction.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal, TypedDict

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import ratings
from cxdesk.models.records import Perspective, Source
from cxdesk.models.scales import Scale, from_valence

SECOND_DIGIT = 600
"""Ms within which 0 after 1 makes it a ten."""


class RatingKeys(QObject):
    """Rates the selected touchpoints: the digit as the scale in use reads it."""

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
        """Rate what is selected; a digit that is not on the scale is refused aloud."""
        workspace, scale = self._workspace, self._scale()
        if scale is None:
            return
        value = _meaning(scale, digit)
        if value is None:
            text = workspace.tr(
                "{value} is not on this scale. Its keys are {keys}.", value=digit,
                keys=self._keys_of(scale),
            )  # fmt: skip
            workspace.notice.emit(text, "warning")
            return
        self._meant(workspace.stops, scale.id)(value)

    def _scale(self) -> Scale | None:
        """The scale of what is selected; None, and said why, where there is no such one."""
        workspace = self._workspace
        scales = {scale.id: scale for scale in map(workspace.rating_scale, workspace.stops)}
        if len(scales) == 1:
            return next(iter(scales.values()))
        if scales:
            text = workspace.tr(
                "The selected touchpoints are rated on different scales. Rate them one by one."
            )
        else:
            text = workspace.tr("Select a touchpoint first.")
        workspace.notice.emit(text, "plain")
        return None

    def _keys_of(self, scale: Scale) -> str:
        tr = self._workspace.tr
        ten = {"ten": tr("0 for 10"), "nps": tr("1 0 for 10")}.get(scale.id, "")
        first = 1 if scale.id == "ten" else 0  # whose 0 is told by itself
        keys = [digit for digit in range(first, 10) if _meaning(scale, digit) is not None]
        told = ", ".join(map(str, keys))
        if len(keys) > 2 and keys[-1] - keys[0] == len(keys) - 1:
            told = tr("{first} to {last}", first=keys[0], last=keys[-1])
        return ", ".join(filter(None, (told, ten)))

    def _digit(self, digit: int) -> None:
        scale = self._scale()
        if scale is None:
            return
        if self._waiting is not None and digit == 0:  # the second digit of "10"
            rate, self._waiting = self._waiting, None
            self._one.stop()
            rate(from_valence(scale, scale.polarity))
            return
        self.settle()
        if scale.id == "nps" and digit == 1:
            self._waiting = self._meant(self._workspace.stops, scale.id)
            self._one.start()
        else:
            self.rate(digit)

    def _meant(self, stops: Sequence[Id], scale: Id) -> partial[None]:
        """How a rating is given now; only its value is still to come."""
        workspace = self._workspace
        return partial(
            self._rate, stops, scale=scale, perspective=workspace.perspective,
            source=workspace.source, persona=workspace.persona,
        )  # fmt: skip

    def _rate(
        self, stops: Sequence[Id], value: float, *,
        scale: Id, perspective: Perspective, source: Source, persona: Id,
    ) -> None:  # fmt: skip
        workspace, store = self._workspace, self._workspace.store
        here = [stop for stop in stops if store.get(stop) is not None]
        how = _How(scale=scale, perspective=perspective, source=source, persona=persona)
        if len(here) == 1:
            ratings.rate(store, here[0], value, **how)
            self._say_how_many(here[0], how)
        elif here:
            ratings.rate_several(store, here, value, **how)
            told = workspace.language.number(value, 0, sign=scale == "smileys")
            workspace.notice.emit(
                workspace.tr(
                    "{value} for {n} touchpoints. Ctrl+Z takes it back.", value=told, n=len(here)
                ),
                "plain",
            )

    def _say_how_many(self, stop: Id, how: _How) -> None:
        """From the second one on, that ratings add up and do not replace one another."""
        workspace = self._workspace
        touchpoint = workspace.store.record(stop).touchpoint
        given = [
            one.value
            for one in queries.ratings(workspace.store, touchpoint)
            if one.stop == stop and all(getattr(one, field) == how[field] for field in _FIELDS)
        ]
        if len(given) > 1:
            sign = how["scale"] == "smileys"
            mean = workspace.language.number(sum(given) / len(given), 1, sign=sign)
            text = workspace.tr(
                "{n} ratings here now, mean {mean}. Ctrl+Z takes the last one back.",
                n=len(given), mean=mean,
            )  # fmt: skip
            workspace.notice.emit(text, "plain")


class _How(TypedDict):
    """How a rating is given, apart from its value."""

    scale: Id
    perspective: Perspective
    source: Source
    persona: Id


_FIELDS: tuple[Literal["scale", "perspective", "source", "persona"], ...] = (
    "scale", "perspective", "source", "persona",
)  # fmt: skip


def _meaning(scale: Scale, digit: int) -> float | None:
    """The value that a digit stands for on a scale; None if it stands for none."""
    value: float = digit
    if scale.id == "smileys":
        value = digit - 3
    elif scale.id == "ten" and digit == 0:
        value = 10
    return value if scale.accepts(value) else None
