"""The writer's thread: edits go to this computer's journal ("kept"), then to the file ("saved")."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from itertools import islice, takewhile
from typing import Literal

import msgspec

from cxdesk.models.erasing import Erasure
from cxdesk.problems import Problem
from cxdesk.storage import connection
from cxdesk.storage.erasing import scrubbed
from cxdesk.storage.file import Extra, ProjectFile
from cxdesk.storage.journal import Journal
from cxdesk.storage.operations import Group
from cxdesk.storage.refusals import FileLocked, problem_of

RETRY_SECONDS = 1.0
BATCH = 64
"""Groups that are taken together when edits come faster than the disk."""


class SaveState(msgspec.Struct, frozen=True):
    """Where my edits are.

    "saved": all in the file. "saving": on their way. "kept": in this computer's journal, not yet
    in the file. "waiting": the file cannot be written (``reason`` says why), or has lost what it
    had and cannot be given it back; tried again by itself. ``pending`` counts the new edits that
    are not in the file.
    """

    kind: Literal["saved", "saving", "kept", "waiting"] = "saved"
    pending: int = 0
    reason: Problem | None = None


class _Entry(msgspec.Struct):
    """A group in the queue; one with a ``done`` goes to the file at once or not at all."""

    group: Group
    extra: Extra | None = None
    done: Future[None] | None = None


class Writer:
    """The queue of edits of one session, and the thread that empties it.

    Nothing that was put in is ever dropped: a file that cannot be written is tried again until it
    can, or until the session ends and the journal holds what is left.
    """

    def __init__(
        self, file: ProjectFile, journal: Journal, announce: Callable[[SaveState], None]
    ) -> None:
        self._file = file
        self._journal = journal
        self._announce = announce
        self._changed = threading.Condition()
        self._queue: deque[_Entry] = deque()
        self._kept = 0
        self._reason: Problem | None = None
        self._failing_since: float | None = None
        self._hurry = False
        self._heal = False
        self._at_work = False
        self._forgotten = Erasure()
        self._closing = False
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> SaveState:
        """Where the edits are now."""
        with self._changed:
            pending = len(self._queue)
            if self._reason is not None:
                return SaveState("waiting", pending, self._reason)
            if not pending:
                return SaveState()
            return SaveState("kept" if self._kept >= pending else "saving", pending)

    def put(self, group: Group) -> None:
        """Queue a group; returns at once."""
        self._enqueue(_Entry(group))

    def put_at_once(self, group: Group, extra: Extra) -> None:
        """Put a group and what belongs to it into the file, or fail; it bypasses the journal.

        Raises:
            Problem: if the file cannot be written now; nothing of it is there then.
        """
        with self._changed:
            if self._reason is not None:
                raise self._reason
        done: Future[None] = Future()
        self._enqueue(_Entry(group, extra, done))
        done.result()

    def heal(self, there: int = 0) -> None:
        """See to it soon that the file has everything of this session that it had before.

        ``there`` is the greatest number of an operation of this session in it.
        """
        with self._changed:
            if there and there >= self._file.last:
                return
            self._heal = self._thread is not None
            self._changed.notify_all()

    def forget(self, erasure: Erasure) -> None:
        """See to it soon that this session's journal holds nothing of what is erased."""
        with self._changed:
            self._forgotten = self._forgotten.joined(erasure)
            self._changed.notify_all()

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until everything is in the file; whether it is."""
        with self._changed:
            self._hurry = True
            self._changed.notify_all()
            return self._changed.wait_for(self._is_done, timeout)

    def close(self) -> None:
        """Make a last try and end the thread; the journal keeps what could not be saved."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
        saved = not self._queue and self._is_still_there()
        self._file.close()
        self._journal.close(remove=saved)

    def _enqueue(self, entry: _Entry) -> None:
        with self._changed:
            assert not self._closing, "the session is closed"
            self._queue.append(entry)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._at_work = False
                self._changed.notify_all()
                self._changed.wait_for(self._has_work)
                if self._closing and not self._queue:
                    return
                self._at_work = True
                closing, healing = self._closing, self._heal
                self._heal = False
            self._keep()
            self._announce(self.state)
            saved = self._save(healing)
            self._scrub()
            self._announce(self.state)
            if not saved and self._reason is not None:
                if closing:
                    return
                self._wait_to_retry()

    def _scrub(self) -> None:
        """Leave nothing of what is erased in the journal, once the file has all that is in it."""
        with self._changed:
            erasure, waiting = self._forgotten, bool(self._queue)
            if waiting or not erasure:
                return
            self._forgotten = Erasure()
        with suppress(OSError):  # it ends with the session
            self._journal.scrub(lambda kept: scrubbed(kept, erasure))

    def _has_work(self) -> bool:
        return bool(self._queue or self._heal or self._forgotten or self._closing)

    def _is_done(self) -> bool:
        return not (self._queue or self._heal or self._at_work)

    def _is_still_there(self) -> bool:
        """Whether the file is whole and still has all of this session; what it lost is put back."""
        if self._thread is None:
            return True  # nothing was ever written
        try:
            self._file.commit([])
            self._file.check()
        except Exception:  # noqa: BLE001  whatever it is: then the journal is kept
            return False
        return True

    def _wait_to_retry(self) -> None:
        with self._changed:
            seen = len(self._queue)
            self._changed.wait_for(
                lambda: self._hurry or self._closing or len(self._queue) > seen, RETRY_SECONDS
            )
            self._hurry = False

    def _keep(self) -> None:
        """Put into the journal what is not there yet and need not go to the file at once."""
        with self._changed:
            waiting = islice(self._queue, self._kept, None)
            fresh = [entry.group for entry in takewhile(lambda entry: not entry.done, waiting)]
        if not fresh:
            return
        try:
            self._journal.keep(fresh)
        except OSError:
            return  # without a journal the file is the only place; the state says "saving"
        with self._changed:
            self._kept += len(fresh)

    def _batch(self) -> list[_Entry]:
        with self._changed:
            if self._queue and self._queue[0].done is not None:
                return [self._queue[0]]
            # What came after the journal was written waits: the file alone may be rolled back.
            most = min(BATCH, self._kept or BATCH)
            return list(takewhile(lambda entry: not entry.done, islice(self._queue, most)))

    def _save(self, healing: bool) -> bool:
        batch = self._batch()
        try:
            extra = batch[0].extra if batch else None
            self._file.commit([entry.group for entry in batch], extra)
        except Exception as error:  # noqa: BLE001  whatever it is: still queued, and it shows
            self._fail(problem_of(error, self._file.path), healing)
            return False
        with self._changed:
            for _ in batch:
                self._queue.popleft()
            self._kept = max(0, self._kept - len(batch))
            self._reason = self._failing_since = None
            self._changed.notify_all()
        if batch and batch[0].done is not None:
            batch[0].done.set_result(None)
        return True

    def _fail(self, reason: Problem, healing: bool) -> None:
        """Keep what can wait; tell those who cannot. Others' locks are given some time first."""
        with self._changed:
            self._heal |= healing
            now = time.monotonic()
            self._failing_since = self._failing_since or now
            patience = connection.BUSY_SECONDS - (now - self._failing_since)
            if isinstance(reason, FileLocked) and patience > 0:
                return
            cannot_wait = [entry for entry in self._queue if entry.done is not None]
            for entry in cannot_wait:
                self._queue.remove(entry)
            self._reason = reason if self._queue or healing else None
            self._changed.notify_all()
        for entry in cannot_wait:
            assert entry.done is not None
            entry.done.set_exception(reason)
