"""The file behind an open project: how edits reach it, and what memory holds of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from itertools import count
from pathlib import Path

import msgspec

from cxdesk.language import N_
from cxdesk.models.diff import Diff
from cxdesk.models.erasing import Erased, Erasure
from cxdesk.models.history import History
from cxdesk.models.ids import Id, new_id
from cxdesk.models.rules import check
from cxdesk.models.store import Change, Label, Store
from cxdesk.problems import Problem
from cxdesk.storage import blobs, connection, gate
from cxdesk.storage.arrivals import Arrivals
from cxdesk.storage.columns import Columns
from cxdesk.storage.file import Extra, ProjectFile
from cxdesk.storage.journal import Journal, Opening
from cxdesk.storage.operations import Group, Write, now, writes_of
from cxdesk.storage.refusals import ReadOnly
from cxdesk.storage.writer import SaveState, Writer


class OpenFile:
    """What a session and its rooms share; nobody else needs it.

    ``folder`` is the user's state folder on this computer. Every edit in ``store`` is numbered
    here and given to the writer, together with how far the file was known by then.
    """

    def __init__(
        self,
        path: Path,
        opening: Opening,
        contents: gate.Contents,
        folder: Path,
        announce: Callable[[SaveState], None],
    ) -> None:
        self.path = path
        self.opening = opening
        self.folder = folder
        self.journals = folder / "journals"
        self.read_only = contents.read_only
        self.store = Store(self._check)
        self.erased = set(contents.erased)
        """The ids and digests of what was erased for good."""
        self.erased_here: set[str] = set()
        """Those of them that this session has erased."""
        self.arrivals = Arrivals(
            self.store, contents.gone, contents.seq, contents.last, self.erased, self.erased_here
        )
        for record in contents.records:
            self.store.put(record.id, record)
        self.history = History(self.store)
        self.history.subscribe(self._on_edit)
        self.columns = Columns(path)
        self.blobs = blobs.Blobs(path)
        journal = Journal(self.journals, opening)
        self.writer = Writer(ProjectFile(path, opening, journal), journal, announce)
        self._numbers = count(1)
        self._at_once: Group | None = None

    def next_number(self) -> int:
        """The number of this session's next operation."""
        return next(self._numbers)

    def put(self, kind: str, label: Label, writes: list[Write]) -> Group:
        """Give the writer an action that is no edit of records."""
        group = self._grouped(new_id(), kind, label, "", writes)
        self.writer.put(group)
        return group

    def put_at_once(self, change: Change, extra: Extra) -> None:
        """Put an edit that is about to happen, and what belongs to it, into the file, or fail.

        Raises:
            Problem: if the file cannot be written now; nothing of it is there then.
        """
        group = self._group(change, "", "import")
        self.writer.put_at_once(group, extra)
        self._at_once = group

    def deliver(self) -> None:
        """Wait until all of mine is in the file, as what goes beside the writer needs it.

        Raises:
            Problem: if the file cannot be written, or not now.
        """
        self._refuse_if_read_only()
        delivered = self.writer.flush(connection.BUSY_SECONDS)
        if not delivered and (reason := self.writer.state.reason) is not None:
            raise reason

    def refuse_erased(self, keys: Set[str]) -> None:
        """Let nothing come back under an id or digest that was erased.

        Raises:
            Erased: if one of them was.
        """
        if not self.erased.isdisjoint(keys):
            raise Erased(N_("This was erased for good and cannot be brought back."))

    def forget(self, erasure: Erasure, blanked: Set[Id], *, here: bool = False) -> None:
        """Keep nothing in memory, or in this computer's journals, of what is erased (``here``)."""
        if not erasure:
            return
        ids = erasure.ids() | blanked
        gone = {key for _, key in erasure.records} | erasure.blobs
        self.erased |= gone
        if here:
            self.erased_here |= gone
        self.history.forget(ids)
        self.arrivals.forget(ids)
        self.columns.forget()
        self.blobs.forget(erasure.blobs)
        self.writer.forget(erasure)

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            raise ReadOnly(N_("{file} is read-only."), file=self.path.name)

    def _check(self, store: Store, diff: Diff) -> None:
        self._refuse_if_read_only()
        check(store, diff)
        self.refuse_erased(diff.added.keys() | diff.updated.keys())
        for _, _, after in diff.changes():
            try:
                msgspec.msgpack.encode(after)
            except (UnicodeEncodeError, OverflowError) as error:
                raise Problem(N_("This text or number cannot be stored.")) from error

    def _on_edit(self, change: Change, undoes: Id) -> None:
        if self._at_once is not None and change.group == self._at_once.id:
            group = self._at_once
        else:
            group = self._group(change, undoes, "edit" if change.source == "me" else change.source)
            self.writer.put(group)
        self.arrivals.wrote(group.writes, change.diff)

    def _group(self, change: Change, undoes: Id, kind: str) -> Group:
        writes = writes_of(change.diff, self.arrivals.gone, self.next_number)
        after = [record for _, _, record in change.diff.changes() if record is not None]
        brought = self.blobs.needed(blobs.digests_of(after))
        return self._grouped(change.group, kind, change.label, undoes, writes, brought)

    def _grouped(
        self, key: Id, kind: str, label: Label, undoes: Id, writes: list[Write],
        brought: Sequence[blobs.Blob] = (),
    ) -> Group:  # fmt: skip
        """Writes as one action of mine, with how far I had seen the file by then."""
        seen, last = self.arrivals.seen, self.arrivals.last
        return Group(key, kind, label, undoes, now(), seen, writes, list(brought), last)
