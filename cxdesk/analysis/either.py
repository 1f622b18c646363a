"""The numbers of two states of a project at once: the later one's, and those of what is gone."""

from __future__ import annotations

from cxdesk.analysis.curve import CurvePoint
from cxdesk.analysis.numbers import Numbers
from cxdesk.analysis.scores import Score
from cxdesk.analysis.selection import Selection
from cxdesk.models.ids import Id
from cxdesk.models.store import Change, UnknownRecord


class Either(Numbers):
    """Answers from the later state; what is not there any more, from the earlier one.

    It computes nothing by itself, and each of the two follows its own project's changes.
    """

    def __init__(self, later: Numbers, earlier: Numbers) -> None:
        self._later, self._earlier = later, earlier

    def curve(self, journey: Id, selection: Selection) -> list[CurvePoint]:
        """The later state's curve."""
        return self._later.curve(journey, selection)

    def score(self, stop: Id, selection: Selection) -> list[Score]:
        """The scores of a stop of either state."""
        try:
            return self._later.score(stop, selection)
        except UnknownRecord:
            return self._earlier.score(stop, selection)

    def overall(self, journey: Id, selection: Selection) -> list[Score]:
        """The overall rating of a journey of either state."""
        try:
            return self._later.overall(journey, selection)
        except UnknownRecord:
            return self._earlier.overall(journey, selection)

    def apply(self, change: Change) -> None:
        """Nothing is kept here."""
