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

from cxdesk.canvas.rating_digits import goes_on, meant, refusal
from cxdesk.canvas.workspace import Workspace
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.ops import ratings
from cxdesk.models.records import Perspective, Source
from cxdesk.models.scales import Scale
from cxdesk.models.vocabulary import SOURCES, value_told

NEXT_DIGIT = 600
"""Ms within which 0 after 1 makes it a ten, 5 after 7 seventy-five."""


class RatingKeys(QObject):
    """Rates the selected touchpoints: the digit as the scale in use reads it."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._next = QTimer(self, singleShot=True, interval=NEXT_DIGIT)
        self._next.timeout.connect(self.settle)
        self._typed = ""
        """Digits that may still become a longer number."""
        self._waiting: partial[None] | None = None
        """For whom they are, and how they are meant; only the value is still to come."""
        workspace.selection_changed.connect(self.settle)
        workspace.settling.connect(self.settle)

    def press(self, event: QKeyEvent) -> bool:
        """Rate if the key is a digit by itself; False if it is not."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control or not Qt.Key.Key_0 <= key <= Qt.Key.Key_9 or not event.text().isdigit():
            return False
        self._digit(str(key - Qt.Key.Key_0))
        return True

    def settle(self) -> None:
        """Digits that have not become a longer number are given to what they were meant for."""
        typed, self._typed = self._typed, ""
        rate, self._waiting = self._waiting, None
        self._next.stop()
        if rate is not None:
            with self._workspace.telling():
                self._give(typed, rate)

    def _give(self, typed: str, rate: partial[None]) -> None:
        """Rate; what is not on the scale is refused aloud."""
        workspace = self._workspace
        scale = queries.scale(workspace.store, rate.keywords["scale"])
        value = meant(scale, typed)
        if value is not None:
            rate(value)
            return
        workspace.notice.emit(refusal(scale, typed, workspace.language), "warning")

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

    def _digit(self, digit: str) -> None:
        scale = self._scale()
        if scale is None:
            return
        typed = self._typed + digit
        if meant(scale, typed) is None and not goes_on(scale, typed):
            self.settle()  # 1, then 5, are two ratings from 0 to 10
            typed = digit
        rate = self._waiting or self._meant(self._workspace.stops, scale.id)
        self._typed, self._waiting = typed, rate
        if goes_on(scale, typed):
            self._next.start()
        else:
            self._typed, self._waiting = "", None
            self._next.stop()
            self._give(typed, rate)

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
            told = value_told(queries.scale(store, scale), value, workspace.language)
            workspace.notice.emit(
                workspace.tr(
                    "{value} for {n} touchpoints. Ctrl+Z takes it back.", value=told, n=len(here)
                ),
                "plain",
            )

    def _say_how_many(self, stop: Id, how: _How) -> None:
        """From the second one on, that ratings add up and do not replace one another, and whose
        they are: a card with a survey's answers tells those."""
        workspace = self._workspace
        touchpoint = workspace.store.record(stop).touchpoint
        given = [
            one.value
            for one in queries.ratings(workspace.store, touchpoint)
            if one.stop == stop and all(getattr(one, field) == how[field] for field in _FIELDS)
        ]
        if len(given) > 1:
            sign = queries.scale(workspace.store, how["scale"]).minimum < 0
            mean = workspace.language.number(sum(given) / len(given), 1, sign=sign)
            text = workspace.tr(
                "{source}: {n} ratings here, mean {mean}. Ctrl+Z takes the last one back.",
                source=workspace.tr(SOURCES[how["source"]]), n=len(given), mean=mean,
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
