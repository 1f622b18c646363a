"""What must hold after every edit; an edit that breaks a rule did not happen."""

from __future__ import annotations

from cxdesk.models import locks, nesting, queries
from cxdesk.models.diff import Diff
from cxdesk.models.records import (
    AnyRecord,
    Figure,
    Journey,
    Measure,
    Project,
    Question,
    Rating,
    Stop,
)
from cxdesk.models.scales import Scale
from cxdesk.models.store import RuleBroken, Store, UnknownRecord

LONGEST_TEXT = 100_000
"""Characters that one field may hold; a longer text is refused (and a file with one, too)."""

_MOST = 1e9
"""No scale and no figure goes beyond, so that squares and sums stay exact enough."""


def check(store: Store, diff: Diff) -> None:
    """Check what a diff has added or updated.

    Raises:
        RuleBroken: with a sentence for developers; the store must then be put back.
        Locked: with one for a person, if something inside a lock would change.
    """
    locks.check(store, diff)
    for key, before, after in diff.changes():
        if after is None:
            if isinstance(before, Project):
                raise RuleBroken("a project cannot be removed")
            continue
        _check_parents(store, key, after)
        _check_texts(after)
        _check_values(store, after)
        if isinstance(after, Stop) and after.sub_journey:
            _check_nesting(store, before, after)


def _check_parents(store: Store, key: str, record: AnyRecord) -> None:
    for parent in record.parents():
        if parent == key or (store.get(parent) is None and parent not in store.gone):
            raise RuleBroken(f"{type(record).__name__} {key} hangs on nothing ({parent})")
    if isinstance(record, Journey) and record.pair == key:
        raise RuleBroken("a journey cannot be its own pair")


def _check_nesting(store: Store, before: AnyRecord | None, stop: Stop) -> None:
    if isinstance(before, Stop) and (before.sub_journey, before.place.parent) == (
        stop.sub_journey,
        stop.place.parent,
    ):
        return
    if not isinstance(store.get(stop.sub_journey) or store.gone.get(stop.sub_journey), Journey):
        raise RuleBroken(f"the touchpoint opens no journey ({stop.sub_journey})")
    if store.visible(stop.id) and not nesting.may_open(store, stop.id, stop.sub_journey):
        raise RuleBroken("a journey cannot lead back into itself")


def _check_texts(record: AnyRecord) -> None:
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise RuleBroken(f"{name} is longer than {LONGEST_TEXT:,} characters")


def _check_values(store: Store, record: AnyRecord) -> None:
    match record:
        case Rating():
            scale = _scale(store, record.scale)
            if not scale.accepts(record.value):
                raise RuleBroken(f"{record.value:g} is not on the scale {scale.id}")
        case Scale():
            if not -_MOST <= record.minimum < record.maximum <= _MOST or not record.step > 0:
                raise RuleBroken("a scale needs a minimum below its maximum, and a step above 0")
            if not record.minimum <= record.neutral <= record.maximum:
                raise RuleBroken("a scale's neutral point lies inside its range")
        case Figure():
            _check_figure(store, record)
        case Question() if record.scale:
            _scale(store, record.scale)
        case Measure():
            if not (1 <= record.effort <= 5 and 1 <= record.impact <= 5):
                raise RuleBroken("effort and impact go from 1 to 5")


def _check_figure(store: Store, figure: Figure) -> None:
    if figure.n < 0:
        raise RuleBroken("n cannot be negative")
    low, high = -_MOST, _MOST
    match figure.statistic:
        case "mean":
            scale = _scale(store, figure.scale)
            low, high = scale.minimum, scale.maximum
        case "nps":
            low, high = -100, 100
        case "top2" | "share":
            low, high = 0, 1
    if not low <= figure.value <= high:
        raise RuleBroken(f"{figure.value:g} is no {figure.statistic} from {low:g} to {high:g}")
    if figure.sd is not None and not 0 <= figure.sd <= _MOST:
        raise RuleBroken("a standard deviation is a number from 0 on")


def _scale(store: Store, scale_id: str) -> Scale:
    try:
        return queries.scale(store, scale_id)
    except UnknownRecord:
        raise RuleBroken(f"there is no scale {scale_id}") from None
