"""The numbers of an open project, kept until an edit touches what they rest on."""

from __future__ import annotations

from cxdesk.analysis.curve import CurvePoint, curve_point
from cxdesk.analysis.evidence import EVERYWHERE, Evidence
from cxdesk.analysis.scores import (
    Score,
    Subject,
    journey_subject,
    stop_subject,
    subject_scores,
    travelled,
)
from cxdesk.analysis.selection import Answers, Selection
from cxdesk.models.ids import Id
from cxdesk.models.records import (
    AnyRecord,
    Figure,
    Journey,
    Persona,
    PersonaRule,
    Phase,
    Project,
    Question,
    Rating,
    Skip,
    Stop,
    Survey,
    Touchpoint,
)
from cxdesk.models.scales import Scale
from cxdesk.models.store import Change, Store


class Numbers:
    """Curves and scores of a project, each computed once for every selection asked for.

    ``apply`` takes a published change and forgets what it touches: after one rating, only the
    stops of its touchpoint are computed again, and no survey is read.
    """

    def __init__(self, store: Store, answers: Answers | None = None) -> None:
        self._store = store
        self._evidence = Evidence(store, answers)
        self._points: dict[Id, dict[tuple[Id, Selection], CurvePoint]] = {}
        self._scores: dict[Id, dict[tuple[Id, Selection], list[Score]]] = {}
        self._ways: dict[tuple[Id, Id], list[Stop]] = {}
        """The stops of each journey that has been asked for, by journey and persona."""
        self._curves: dict[tuple[Id, Selection], list[CurvePoint]] = {}

    def curve(self, journey: Id, selection: Selection) -> list[CurvePoint]:
        """The points of a journey's emotion curve, as ``emotion_curve`` has them."""
        key = (journey, selection)
        if key not in self._curves:
            way = (journey, selection.persona)
            if way not in self._ways:
                self._ways[way] = travelled(self._store, *way)
            self._curves[key] = [self._point(stop, selection) for stop in self._ways[way]]
        return list(self._curves[key])

    def score(self, stop: Id, selection: Selection) -> list[Score]:
        """The scores of a stop from the selection's perspective, one for each scale in use.

        Raises:
            UnknownRecord: if the stop is not in the project.
        """
        record = self._store.record(stop)
        kept = self._scores.setdefault(record.touchpoint, {})
        key = (stop, selection)
        if key not in kept:
            kept[key] = subject_scores(self._evidence, stop_subject(self._store, record), selection)
        return kept[key]

    def everywhere(self, touchpoint: Id, selection: Selection) -> list[Score]:
        """The scores of a touchpoint over all the places where it is used, or over none.

        Raises:
            UnknownRecord: if the touchpoint is not in the project.
        """
        name = self._store.record(touchpoint).name
        kept = self._scores.setdefault(touchpoint, {})
        key = (EVERYWHERE, selection)
        if key not in kept:
            subject = Subject(touchpoint, name, journey="", stop=EVERYWHERE)
            kept[key] = subject_scores(self._evidence, subject, selection)
        return kept[key]

    def overall(self, journey: Id, selection: Selection) -> list[Score]:
        """The overall rating of a journey, as ``overall`` has it.

        Raises:
            UnknownRecord: if the journey is not in the project.
        """
        subject = journey_subject(self._store, journey)
        kept = self._scores.setdefault(journey, {})
        key = ("", selection)
        if key not in kept:
            kept[key] = subject_scores(self._evidence, subject, selection)
        return kept[key]

    def apply(self, change: Change) -> None:
        """Forget the numbers that rest on what has changed."""
        targets: set[Id] = set()
        if change.diff.touches(Journey, Phase, Stop, Touchpoint, Persona, Skip):
            self._ways.clear()
            self._curves.clear()
        for record in change.diff.records():
            if isinstance(record, Question | Survey | Persona | PersonaRule | Scale):
                self._evidence.forget_all()
                self._forget_results()
                return
            targets |= _targets(record)
            if isinstance(record, Project):
                self._forget_results()
        if targets:
            self._curves.clear()
        self._evidence.forget(targets)
        for target in targets:
            self._points.pop(target, None)
            self._scores.pop(target, None)

    def _point(self, stop: Stop, selection: Selection) -> CurvePoint:
        kept = self._points.setdefault(stop.touchpoint, {})
        key = (stop.id, selection)
        if key not in kept:
            kept[key] = curve_point(self._evidence, stop, selection)
        return kept[key]

    def _forget_results(self) -> None:
        self._curves.clear()
        self._points.clear()
        self._scores.clear()


def _targets(record: AnyRecord) -> set[Id]:
    """The touchpoints and journeys whose numbers rest on a record."""
    match record:
        case Rating() | Stop():
            return {record.touchpoint}
        case Figure():
            return {record.touchpoint, record.journey}
        case Touchpoint() | Journey():
            return {record.id}
    return set()
