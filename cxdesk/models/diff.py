"""What an edit changed: records added, updated (before and after) and removed."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cxdesk.models.ids import Id
from cxdesk.models.records import AnyRecord


class Diff(msgspec.Struct, frozen=True):
    """A change of records that can be reversed and joined with the next one.

    ``added`` holds records that became present, ``removed`` those that ceased to be (as they
    were), ``updated`` pairs of before and after.
    """

    added: dict[Id, AnyRecord] = {}
    updated: dict[Id, tuple[AnyRecord, AnyRecord]] = {}
    removed: dict[Id, AnyRecord] = {}

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.removed)

    def reversed(self) -> Diff:
        """The diff that undoes this one."""
        back = {key: (after, before) for key, (before, after) in self.updated.items()}
        return Diff(added=dict(self.removed), updated=back, removed=dict(self.added))

    def records(self) -> Iterator[AnyRecord]:
        """Every record that is touched, in each of its versions."""
        yield from self.added.values()
        for before, after in self.updated.values():
            yield before
            yield after
        yield from self.removed.values()

    def changes(self) -> Iterator[tuple[Id, AnyRecord | None, AnyRecord | None]]:
        """Every touched record as (id, before, after); None where it is not present."""
        for key, record in self.added.items():
            yield key, None, record
        for key, (before, after) in self.updated.items():
            yield key, before, after
        for key, record in self.removed.items():
            yield key, record, None

    def touches(self, *kinds: type[AnyRecord]) -> bool:
        """Whether a record of one of these kinds is touched."""
        return any(isinstance(record, kinds) for record in self.records())


def squash(*diffs: Diff) -> Diff:
    """One diff with the effect of several in this order; what cancels out is left out."""
    ends: dict[Id, tuple[AnyRecord | None, AnyRecord | None]] = {}
    for diff in diffs:
        for key, before, after in diff.changes():
            ends[key] = (ends[key][0] if key in ends else before, after)
    return from_ends(ends)


def from_ends(ends: dict[Id, tuple[AnyRecord | None, AnyRecord | None]]) -> Diff:
    """The diff between the given states before and after of each record."""
    diff = Diff({}, {}, {})
    for key, (before, after) in ends.items():
        if before == after:
            continue
        if before is None:
            assert after is not None
            diff.added[key] = after
        elif after is None:
            diff.removed[key] = before
        else:
            diff.updated[key] = (before, after)
    return diff
