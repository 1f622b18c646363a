"""Undo and redo of one's own edits, and marks that make several edits one step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import msgspec

from cxdesk.models import locks
from cxdesk.models.diff import Diff, from_ends, squash
from cxdesk.models.ids import Id, new_id
from cxdesk.models.records import AnyRecord
from cxdesk.models.store import Change, Label, Store, nameless


class Step(msgspec.Struct, frozen=True):
    """One finished edit that can be undone."""

    group: Id
    label: Label
    diff: Diff


Cell = tuple[Id, str]
"""A record and its field; ``PRESENCE`` for whether the record is there at all."""
PRESENCE = "*"


class Undone(msgspec.Struct, frozen=True):
    """What came of an undo or redo: how many of the step's cells went back, and which did not.

    The ``kept`` ones have been changed by somebody else since.
    """

    label: Label
    done: int
    kept: tuple[Cell, ...] = ()


class History:
    """My own edits of one project, in order, while it is open.

    Without a mark every change of mine is a step. Between ``mark`` and ``finish`` changes are
    provisional: they show, but neither the file nor the history has them. ``finish`` makes them
    one step, ``cancel`` leaves no trace.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._marked: list[Diff] | None = None
        self._committed: list[Callable[[Change, Id], None]] = []
        self._theirs: set[Id] = set()
        """What others have made or edited since the project was opened here."""
        store.subscribe(self._on_change)

    def subscribe(self, listener: Callable[[Change, Id], None]) -> None:
        """Call ``listener(change, undoes)`` with every edit of mine that is to be kept."""
        self._committed.append(listener)

    @property
    def steps(self) -> Sequence[Step]:
        """What can be taken back, the oldest first."""
        return tuple(self._undo)

    @property
    def undone(self) -> Sequence[Step]:
        """What can be brought back, the one that was undone last at the end."""
        return tuple(self._redo)

    def built_on(self, *, redo: bool = False) -> tuple[Id, ...]:
        """What others have made of, or below, what the next undo (or redo) would take out."""
        stack = self._redo if redo else self._undo
        if self._marked is not None or not stack:
            return ()
        found: dict[Id, None] = {}
        for key, before, after in stack[-1].diff.changes():
            if before is None and after is not None and self._store.visible(key):
                found |= dict.fromkeys(self._theirs_at(key))
        return tuple(found)

    def _theirs_at(self, key: Id) -> Iterator[Id]:
        if key in self._theirs:
            yield key
        for child in self._store.hanging(key):
            if self._store.visible(child.id):
                yield from self._theirs_at(child.id)

    def mark(self) -> None:
        """Begin a series of changes that becomes one step."""
        assert self._marked is None, "a mark is already set"
        self._marked = []

    @property
    def marked(self) -> bool:
        """Whether a series is open."""
        return self._marked is not None

    @property
    def provisional(self) -> Diff:
        """What an open series has changed so far; nothing if there is none."""
        return squash(*(self._marked or ()))

    def cancel(self) -> None:
        """Take back everything since the mark, without a trace; what others did meanwhile stays."""
        diff = self._taken_back(*self._end_series())
        if diff:
            self._store.apply(diff)
            self._store.publish(Change(diff, Label(""), "", "cancel"))

    def finish(self, message: str, **arguments: str) -> None:
        """Make everything since the mark one step, without what others did meanwhile."""
        diff = self._taken_back(*self._end_series()).reversed()
        if diff:
            self._keep(Change(diff, Label(message, arguments), new_id()))

    def undo(self) -> Undone | None:
        """Take back my last step as far as nobody else has changed it since.

        Raises:
            Locked: if that is locked meanwhile; the step stays the last one.
        """
        return self._step_back(self._undo, self._redo, "undo")

    def redo(self) -> Undone | None:
        """Bring back the step that was undone last."""
        return self._step_back(self._redo, self._undo, "redo")

    def forget(self, ids: Collection[Id]) -> None:
        """Leave records out of every step, for good: they were erased."""
        for stack in (self._undo, self._redo):
            stack[:] = [left for step in stack if (left := _without(step, ids)) is not None]

    def _step_back(self, stack: list[Step], other: list[Step], source: str) -> Undone | None:
        if self._marked is not None or not stack:
            return None
        step = stack.pop()
        diff = self._taken_back(step.diff)
        cells = list(_cells(step.diff))
        kept = tuple((key, field) for key, field, after in cells if self._now(key, field) != after)
        if diff:
            self._store.apply(diff)
            try:
                locks.check(self._store, diff)
            except locks.Locked:  # the step waits until it is unlocked
                self._store.apply(diff.reversed())
                stack.append(step)
                raise
            change = Change(diff, step.label, new_id(), source)
            other.append(Step(change.group, step.label, diff))
            for keep in self._committed:
                keep(change, step.group)
            self._store.publish(change)
        return Undone(step.label, len(cells) - len(kept), kept)

    def _now(self, key: Id, field: str) -> Any:
        record = self._store.get(key)
        if field == PRESENCE:
            return record is not None
        return getattr(record, field) if record is not None else ...

    def _taken_back(self, *mine: Diff) -> Diff:
        """The diff from now to before my edits, as far as others have left them."""
        found: dict[Id, AnyRecord | None] = {}
        for diff in reversed(mine):
            for key, before, after in diff.changes():
                now = found.get(key) if key in found else self._store.get(key)
                found[key] = _restored(now, before, after)
        return from_ends({key: (self._store.get(key), restored) for key, restored in found.items()})

    def _on_change(self, change: Change) -> None:
        if change.source == "file":
            self._theirs.update(key for key, _, after in change.diff.changes() if after is not None)
        if change.source != "me":
            return
        if self._marked is not None:
            self._marked.append(change.diff)
        else:
            self._keep(change)

    def _keep(self, change: Change) -> None:
        self._undo.append(Step(change.group, change.label, change.diff))
        self._redo.clear()
        for keep in self._committed:
            keep(change, "")

    def _end_series(self) -> list[Diff]:
        diffs, self._marked = self._marked or [], None
        return diffs


def _without(step: Step, ids: Collection[Id]) -> Step | None:
    """A step without some records, and without names if it had any of them; None if it is empty."""
    ends = {key: (before, after) for key, before, after in step.diff.changes()}
    if ends.keys().isdisjoint(ids):
        return step
    diff = from_ends({key: end for key, end in ends.items() if key not in ids})
    return Step(step.group, nameless(step.label), diff) if diff else None


def _restored(
    now: AnyRecord | None, before: AnyRecord | None, after: AnyRecord | None
) -> AnyRecord | None:
    """``now`` with each field that my step set, and nobody changed since, as it was before."""
    if now is None or before is None or after is None:
        return before if _same_presence(now, after) else now
    fields = {
        name: getattr(before, name)
        for name in now.__struct_fields__
        if getattr(before, name) != getattr(after, name)
        and getattr(now, name) == getattr(after, name)
    }
    return msgspec.structs.replace(now, **fields)


def _cells(diff: Diff) -> Iterator[tuple[Id, str, Any]]:
    """Every cell that a diff sets: record, field and what it set it to."""
    for key, before, after in diff.changes():
        if before is None or after is None:
            yield key, PRESENCE, after is not None
            continue
        for field in after.__struct_fields__:
            if getattr(before, field, None) != getattr(after, field):
                yield key, field, getattr(after, field)


def _same_presence(now: AnyRecord | None, after: AnyRecord | None) -> bool:
    return (now is None) == (after is None)
