"""What differs between two states of a project, thing by thing, as a person would tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec

from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.records import (
    AnyRecord,
    Card,
    Insight,
    Journey,
    Lane,
    Measure,
    Persona,
    Phase,
    Stop,
    Survey,
)
from cxdesk.models.store import Store

Kind = Literal["added", "changed", "moved", "removed"]
KINDS: tuple[Kind, ...] = ("added", "changed", "moved", "removed")

ITEMS = (Journey, Persona, Phase, Lane, Stop, Card, Insight, Measure, Survey)
"""What is told about, in this order; what hangs on these is told with them."""
_TOUCHPOINT = ("name", "description", "category", "department")
_SHARED = (*_TOUCHPOINT, "channels", "ratings")
"""What a stop shows of its touchpoint, the same wherever it is used."""
_NOT_TOLD = ("id", "deleted", "place")


class FieldChange(msgspec.Struct, frozen=True):
    """A field that reads otherwise: its values then and now.

    ``channels`` are ids; ``ratings`` counts the single ratings.
    """

    field: str
    before: Any
    after: Any


class Difference(msgspec.Struct, frozen=True):
    """One thing that is not as it was; ``moved`` may be true of a changed one, too."""

    item: Id
    kind: Kind
    fields: tuple[FieldChange, ...] = ()
    moved: bool = False


def differences(then: Store, now: Store) -> list[Difference]:
    """All that differs, kind of thing by kind of thing, in the order of the ids."""
    found: list[Difference] = []
    for kind in ITEMS:
        before = {record.id: record for record in then.all(kind)}
        after = {record.id: record for record in now.all(kind)}
        for key in sorted(before.keys() | after.keys()):
            if key not in before:
                found.append(Difference(key, "added"))
            elif key not in after:
                found.append(Difference(key, "removed"))
            else:
                one = _difference(then, now, before[key], after[key])
                if one is not None:
                    found.append(one)
    return found


def each_once(found: Iterable[Difference], now: Store) -> list[Difference]:
    """The differences, with what is true of a touchpoint told at one of its places only."""
    found = list(found)
    told = {_touchpoint(one, now) for one in found if not _is_shared(one)}
    kept = []
    for one in found:
        touchpoint = _touchpoint(one, now)
        if not touchpoint or touchpoint not in told or not _is_shared(one):
            kept.append(one)
        told.add(touchpoint)
    return kept


class Origin(msgspec.Struct, frozen=True):
    """Where a card or stop stood: under ``at`` (in ``lane``), behind ``ahead``, nearest first."""

    at: Id
    lane: Id = ""
    ahead: tuple[Id, ...] = ()


def origin(then: Store, item: Id) -> Origin | None:
    """Where a card or stop stood then; None of what has no place among columns and rows."""
    record = then.get(item)
    if not isinstance(record, (Stop, Card, Insight)) or record.place is None:
        return None
    siblings = _siblings(then, record)
    ahead = tuple(reversed(siblings[: siblings.index(item)])) if item in siblings else ()
    if isinstance(record, Stop):
        return Origin(record.place.parent, "", ahead)
    return Origin(record.place.at, record.place.lane, ahead)


def united(then: Store, now: Store) -> Iterator[AnyRecord]:
    """The records of both: as they are now, and what is gone as it was then, in its old place."""
    for key, record in now.records.items():
        if now.visible(key):
            yield record
    for key, record in then.records.items():
        if then.visible(key) and not now.visible(key):
            yield record


def _is_shared(one: Difference) -> bool:
    """Whether a stop's difference tells nothing but what each place of its touchpoint tells."""
    return not one.moved and all(each.field in _SHARED for each in one.fields)


def _touchpoint(one: Difference, now: Store) -> Id:
    """The touchpoint of which a stop's difference tells something; "" for none."""
    stop = now.get(one.item)
    shared = any(each.field in _SHARED for each in one.fields)
    return stop.touchpoint if isinstance(stop, Stop) and shared else ""


def _difference(then: Store, now: Store, before: Any, after: Any) -> Difference | None:
    fields = tuple(_fields(then, now, before, after))
    moved = _moved(then, now, before, after)
    if fields:
        return Difference(after.id, "changed", fields, moved)
    return Difference(after.id, "moved", moved=True) if moved else None


def _fields(then: Store, now: Store, before: Any, after: Any) -> Iterator[FieldChange]:
    if before is not after:
        yield from _changed(before, after, before.__struct_fields__)
    if not isinstance(before, Stop) or before.touchpoint != after.touchpoint:
        return
    touchpoint = before.touchpoint
    yield from _changed(then.record(touchpoint), now.record(touchpoint), _TOUCHPOINT)
    channels = [
        tuple(one.id for one in queries.channels_of(store, touchpoint)) for store in (then, now)
    ]
    if channels[0] != channels[1]:
        yield FieldChange("channels", *channels)
    ratings = [queries.ratings(store, touchpoint) for store in (then, now)]
    if [one.id for one in ratings[0]] != [one.id for one in ratings[1]]:
        yield FieldChange("ratings", len(ratings[0]), len(ratings[1]))


def _changed(before: Any, after: Any, fields: tuple[str, ...]) -> Iterator[FieldChange]:
    for field in fields:
        one, other = getattr(before, field), getattr(after, field)
        if field not in _NOT_TOLD and one != other:
            yield FieldChange(field, one, other)


def _moved(then: Store, now: Store, before: Any, after: Any) -> bool:
    """Whether it stands elsewhere: under something else, or behind others than then.

    Keys alone say nothing: siblings get new ones where there is no room between two of them.
    """
    place, moved_to = getattr(before, "place", None), getattr(after, "place", None)
    if place == moved_to:
        return False
    if place is None or moved_to is None or _parent(place) != _parent(moved_to):
        return True
    old, new = _siblings(then, before), _siblings(now, after)
    return _ahead(old, before.id, new) != _ahead(new, after.id, old)


def _parent(place: Any) -> tuple[Id, ...]:
    return tuple(getattr(place, field) for field in place.__struct_fields__ if field != "key")


def _siblings(store: Store, record: Any) -> list[Id]:
    if isinstance(record, (Card, Insight)):
        assert record.place is not None
        return [one.id for one in queries.cards(store, record.place.lane, record.place.at)]
    if isinstance(record, (Journey, Persona)):
        return [one.id for one in sorted(store.all(type(record)), key=queries.position)]
    found = store.children(record.place.parent, type(record))
    return [one.id for one in sorted(found, key=queries.position)]


def _ahead(order: list[Id], item: Id, others: list[Id]) -> set[Id]:
    """What stands before an item, of what stands beside it both then and now."""
    return set(order[: order.index(item)]) & set(others)
