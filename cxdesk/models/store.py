"""The records of one open project in memory, and transactions that change them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec

from cxdesk.models.diff import Diff, from_ends
from cxdesk.models.ids import Id, new_id
from cxdesk.models.records import AnyRecord, Project

R = TypeVar("R", bound=AnyRecord)
_Ends = tuple[AnyRecord | None, AnyRecord | None]


class UnknownRecord(KeyError):
    """The project holds no (visible) record with this id."""


class RuleBroken(ValueError):
    """An edit would leave the project in a state that its rules forbid."""


class Label(msgspec.Struct, frozen=True):
    """What an edit did: a message id with arguments, so that each reader sees it translated."""

    message: str
    arguments: dict[str, str] = {}


def nameless(label: Label) -> Label:
    """What an edit did, without the names of what it was done to."""
    blank = dict.fromkeys(label.arguments, "\N{HORIZONTAL ELLIPSIS}")
    return Label(label.message, blank)


class Change(msgspec.Struct, frozen=True):
    """One finished edit, as it is published to whoever listens.

    ``source`` is "me" for an edit made here, "undo" or "redo" for a step in my history, "file"
    for what came from elsewhere. ``initiator`` is the widget or tool that caused it (it need not
    reload what it is showing), ``group`` the id under which the file keeps it.
    """

    diff: Diff
    label: Label
    group: Id
    source: str = "me"
    initiator: object = None
    provisional: bool = False


class Edit:
    """The handle inside a transaction: each call changes memory at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ends: dict[Id, _Ends] = {}
        self._steps: list[tuple[Id, AnyRecord | None, AnyRecord | None, _Ends | None]] = []

    def add(self, record: R) -> R:
        """Add a record (or bring a removed one back in this state)."""
        self._put(record.id, record)
        return record

    def update(self, record_id: Id, **fields: Any) -> Any:
        """Change fields of a record.

        Raises:
            UnknownRecord: if the record is not in the project.
        """
        before = self._store.record(record_id)
        after = msgspec.structs.replace(before, **fields)
        if after != before:
            self._put(record_id, after)
        return after

    def remove(self, record_id: Id) -> None:
        """Take a record out; what hangs on it disappears with it, untouched."""
        self._store.record(record_id)
        self._put(record_id, None)

    def diff(self) -> Diff:
        """What the transaction has changed so far."""
        return from_ends(self._ends)

    def rewind(self, length: int = 0) -> None:
        """Take back, exactly, every step but the first ones."""
        while len(self._steps) > length:
            record_id, before, tombstone, ends = self._steps.pop()
            self._store.put(record_id, before)
            if before is None:
                self._store.bury(record_id, tombstone)
            if ends is None:
                del self._ends[record_id]
            else:
                self._ends[record_id] = ends

    @property
    def length(self) -> int:
        """How many steps there were so far."""
        return len(self._steps)

    def _put(self, record_id: Id, after: AnyRecord | None) -> None:
        before, ends = self._store.get(record_id), self._ends.get(record_id)
        self._steps.append((record_id, before, self._store.gone.get(record_id), ends))
        first = ends[0] if ends is not None else before
        self._ends[record_id] = (first, after)
        self._store.put(record_id, after)


class Store:
    """All records of a project, by id and by what they hang on.

    Removed records stay here as tombstones (``gone``), so that removing a phase leaves its
    stops untouched and bringing it back brings them back.
    """

    def __init__(self, rules: Callable[[Store, Diff], None] | None = None) -> None:
        self._records: dict[Id, AnyRecord] = {}
        self._kinds: dict[type[Any], dict[Id, None]] = {}
        self._children: dict[Id, dict[Id, None]] = {}
        self._gone: dict[Id, AnyRecord] = {}
        self._rules = rules
        self._open: Edit | None = None
        self._listeners: list[Callable[[Change], None]] = []

    # -- reading -------------------------------------------------------------------------------

    def get(self, record_id: Id) -> AnyRecord | None:
        """The record, whether or not its ancestors are there; None if there is none."""
        return self._records.get(record_id)

    def record(self, record_id: Id) -> Any:
        """The record with this id.

        Raises:
            UnknownRecord: if there is none.
        """
        try:
            return self._records[record_id]
        except KeyError:
            raise UnknownRecord(record_id) from None

    def visible(self, record_id: Id) -> bool:
        """Whether the record and all it hangs on are present."""
        record = self._records.get(record_id)
        return record is not None and all(self.visible(parent) for parent in record.parents())

    def all(self, kind: type[R]) -> list[R]:
        """Every visible record of a kind, in no particular order."""
        return [self._records[key] for key in self._kinds.get(kind, ()) if self.visible(key)]  # type: ignore[misc]

    def children(self, parent: Id, kind: type[R]) -> list[R]:
        """Every visible record of a kind that hangs on ``parent``, in no particular order."""
        if not self.visible(parent):
            return []
        return [
            record
            for key in self._children.get(parent, ())
            if isinstance(record := self._records[key], kind)
            and all(other == parent or self.visible(other) for other in record.parents())
        ]

    def kind(self, kind: type[R]) -> list[R]:
        """Every record of a kind that was not removed itself, seen or not."""
        return [self._records[key] for key in self._kinds.get(kind, ())]  # type: ignore[misc]

    def hanging(self, parent: Id) -> list[AnyRecord]:
        """All that hangs on ``parent`` and was not removed itself, even if ``parent`` was."""
        return [self._records[key] for key in self._children.get(parent, ())]

    @property
    def project(self) -> Project:
        """The project's own record."""
        return self._records[next(iter(self._kinds[Project]))]  # type: ignore[return-value]

    @property
    def records(self) -> Mapping[Id, AnyRecord]:
        """Every record that was not removed itself, by id; it changes with the store."""
        return self._records

    @property
    def gone(self) -> dict[Id, AnyRecord]:
        """Records that were removed, as they were."""
        return self._gone

    def still(self) -> Store:
        """A copy that no later edit reaches: for reading on another thread."""
        copy = Store()
        copy._records, copy._gone = dict(self._records), dict(self._gone)
        copy._kinds = {kind: dict(keys) for kind, keys in self._kinds.items()}
        copy._children = {parent: dict(keys) for parent, keys in self._children.items()}
        return copy

    # -- changing ------------------------------------------------------------------------------

    @contextmanager
    def transaction(
        self,
        message: str,
        *,
        initiator: object = None,
        source: str = "me",
        commit: Callable[[Change], None] | None = None,
        **arguments: str,
    ) -> Iterator[Edit]:
        """Collect edits into one change; an exception means that nothing happened.

        Inside another transaction, it is part of that one, and its own failure takes back only
        what it did itself. ``commit`` is called with the accepted
        change before anybody is told; if it fails, nothing happened either.

        Raises:
            RuleBroken: at the end, if the project's rules forbid the result.
        """
        if self._open is not None:
            assert commit is None, "what must be committed by itself cannot be part of another edit"
            length = self._open.length
            try:
                yield self._open
            except BaseException:
                self._open.rewind(length)
                raise
            return
        edit = self._open = Edit(self)
        try:
            yield edit
            diff = edit.diff()
            if self._rules is not None:
                self._rules(self, diff)
            change = Change(diff, Label(message, arguments), new_id(), source, initiator)
            if diff and commit is not None:
                commit(change)
        except BaseException:
            edit.rewind()
            raise
        finally:
            self._open = None
        if diff:
            self.publish(change)

    def apply(self, diff: Diff) -> None:
        """Put a diff into memory without checking or publishing it."""
        for key, _, after in diff.changes():
            self.put(key, after)

    def put(self, record_id: Id, record: AnyRecord | None) -> None:
        """Put one record (None removes it) and keep the indexes right."""
        before = self._records.pop(record_id, None)
        if before is not None:
            for parent in before.parents():
                self._children[parent].pop(record_id, None)
            if record is None or type(record) is not type(before):
                self._kinds[type(before)].pop(record_id, None)
        if record is None:
            if before is not None:
                self._gone[record_id] = before
            return
        self._gone.pop(record_id, None)
        self._records[record_id] = record
        self._kinds.setdefault(type(record), {})[record_id] = None
        for parent in record.parents():
            self._children.setdefault(parent, {})[record_id] = None

    def bury(self, record_id: Id, record: AnyRecord | None) -> None:
        """Leave ``record`` as the tombstone of one that is not there (None: it never was)."""
        self._gone.pop(record_id, None)
        if record is not None:
            self._gone[record_id] = record

    # -- telling -------------------------------------------------------------------------------

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``listener`` with every change; returns the call that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def publish(self, change: Change) -> None:
        """Tell every listener about a change that has been applied."""
        for listener in list(self._listeners):
            listener(change)
