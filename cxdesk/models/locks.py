"""Locks against accidents: nothing inside a locked map, phase or lane changes by hand.

Ratings, comments and what is found out about a touchpoint stay open: a facilitator locks the
structure, the participants still rate. Edits that others have made elsewhere come through.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from cxdesk.language import N_
from cxdesk.models.diff import Diff
from cxdesk.models.ids import Id
from cxdesk.models.records import (
    AnyRecord,
    Card,
    Insight,
    Journey,
    JourneyPersona,
    Lane,
    Phase,
    Place,
    Skip,
    Stop,
    Touchpoint,
    TouchpointChannel,
)
from cxdesk.models.store import Store
from cxdesk.problems import Problem

Lockable = Journey | Phase | Lane
_KINDS: tuple[type[Lockable], ...] = (Journey, Phase, Lane)
_GUARDED = (*_KINDS, Stop, Card, Insight, Touchpoint, TouchpointChannel, JourneyPersona, Skip)


class Locked(Problem):
    """What was to be edited is inside something that somebody has locked."""


def lock_on(store: Store, record_id: Id) -> Lockable | None:
    """What is locked and holds the record (or is it); None where it can be edited."""
    record = store.get(record_id)
    if record is None:
        return None
    return next((one for one in _around(store, record) if one.locked), None)


def refusal(lock: Lockable) -> Locked:
    """The sentence for whoever tries to edit inside a lock."""
    match lock:
        case Journey():
            message = N_('The map "{name}" is locked. Unlock it in the Edit menu.')
            return Locked(message, name=lock.title)
        case Phase():
            return Locked(
                N_('The phase "{name}" is locked. Unlock it in its menu.'), name=lock.name
            )
    return Locked(N_("The lane is locked. Unlock it in its menu."))


def check(store: Store, diff: Diff) -> None:
    """Refuse a diff that changes anything inside a lock which it neither sets nor opens.

    Raises:
        Locked: with the sentence for a person.
    """
    if not diff.touches(*_GUARDED):
        return
    held = _in_force(store, diff)
    if not held:
        return
    for key, before, after in diff.changes():
        if not _is_guarded(before or after) or not _matters(store, diff, before, after):
            continue
        for record in (before, after):
            for lock in _around(store, record) if record is not None else ():
                if lock.id in held:
                    raise refusal(lock)
        if after is None:
            for lock in _locks_below(store, key):
                if lock.id in held:
                    raise refusal(lock)


def _is_guarded(record: AnyRecord | None) -> TypeGuard[AnyRecord]:
    return isinstance(record, _GUARDED)


def _in_force(store: Store, diff: Diff) -> set[Id]:
    """What was locked before the diff and is not unlocked by it."""
    opened = {
        key for key, (before, after) in diff.updated.items()
        if isinstance(before, _KINDS) and isinstance(after, _KINDS)
        and not (before.locked and after.locked)
    }  # fmt: skip
    return {
        record.id
        for record in _lockables(store, diff)
        if record.locked
        and record.id not in opened and record.id not in diff.added
        and (isinstance(record, Journey) or _present(store, diff, record.place.parent))
    }  # fmt: skip


def _lockables(store: Store, diff: Diff) -> Iterator[Lockable]:
    yield from store.kind(Journey)
    yield from store.kind(Phase)
    yield from store.kind(Lane)
    yield from (record for record in diff.removed.values() if isinstance(record, _KINDS))


def _present(store: Store, diff: Diff, journey: Id) -> bool:
    """Whether a journey was there before the diff: a lock on a deleted one holds nothing."""
    return store.get(journey) is not None or journey in diff.removed


def _around(store: Store, record: AnyRecord) -> Iterator[Lockable]:
    """The journeys, phases and lanes that hold a record, from the inside; itself first."""
    match record:
        case Journey():
            yield record
        case Phase() | Lane():
            yield record
            yield from _around_id(store, record.place.parent)
        case Stop():
            yield from _around_id(store, record.place.parent)
        case Card() | Insight() if record.place is not None:
            yield from _around_id(store, record.place.lane)
            yield from _around_id(store, record.place.at)
        case Touchpoint():
            for stop in store.hanging(record.id):
                if isinstance(stop, Stop):
                    yield from _around(store, stop)
        case TouchpointChannel():
            yield from _around_id(store, record.touchpoint)
        case JourneyPersona():
            yield from _around_id(store, record.journey)
        case Skip():
            yield from _around_id(store, record.stop)


def _around_id(store: Store, record_id: Id) -> Iterator[Lockable]:
    record = store.get(record_id) or store.gone.get(record_id)
    if record is not None:
        yield from _around(store, record)


def _locks_below(store: Store, removed: Id) -> Iterator[Lockable]:
    """What is locked and would disappear, or lose something, with what is removed."""
    for record in store.hanging(removed):
        if isinstance(record, (Phase, Lane, Stop, Card, Insight)):
            yield from _around(store, record)
            yield from _locks_below(store, record.id)


def _matters(store: Store, diff: Diff, before: AnyRecord | None, after: AnyRecord | None) -> bool:
    """Whether a change is more than a lock that is set, or keys that all siblings get anew."""
    if before is None or after is None:
        return True
    changed = {
        name for name in after.__struct_fields__ if getattr(before, name) != getattr(after, name)
    }
    changed -= {"locked"}
    if isinstance(after, Journey):
        changed -= {"place"}  # its position among the others is not part of the map
    elif changed == {"place"} and isinstance(after, (Phase, Lane)):
        assert isinstance(before, (Phase, Lane))
        return not _all_get_new_keys(store, diff, before.place, after)
    return bool(changed)


def _all_get_new_keys(store: Store, diff: Diff, before: Place, after: Phase | Lane) -> bool:
    siblings = [one.id for one in store.hanging(after.place.parent) if type(one) is type(after)]
    return (
        before.parent == after.place.parent
        and len(siblings) > 1
        and all(one in diff.updated or one in diff.added for one in siblings)
    )
