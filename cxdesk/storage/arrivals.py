"""What others have written, on its way into memory, with my own edits on top of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Set
from itertools import count

from cxdesk.models.diff import Diff, from_ends
from cxdesk.models.ids import Id
from cxdesk.models.records import TABLE_OF, TABLES, AnyRecord
from cxdesk.models.store import Store
from cxdesk.storage import fold
from cxdesk.storage.feed import News
from cxdesk.storage.operations import Write, writes_of

Pending = Mapping[tuple[str, Id], list[fold.Cell]]
"""Edits that the file does not hold yet, by record."""


class Arrivals:
    """News wait here until they are taken; used from one thread, but for ``hold``.

    ``seen`` and ``last`` say how far the file is known, as ``News`` does; ``gone`` are the records
    that were deleted, as they were then. ``erased``, to which the owner adds, are the ids of what
    is erased, and ``erased_here`` those that this session has: that is not shown again even while
    a file that has it all still lies in the place of mine, because it goes from there as well.
    """

    def __init__(
        self,
        store: Store,
        gone: Iterable[AnyRecord],
        seen: int,
        last: tuple[str, int] | None,
        erased: set[Id],
        erased_here: Set[Id],
    ) -> None:
        self._store, self._erased, self._erased_here = store, erased, erased_here
        self.gone: dict[Id, AnyRecord] = {}
        for record in gone:
            self.gone[record.id] = store.gone[record.id] = record
        self.seen, self.last = seen, last
        self._recent: deque[Write] = deque()
        self._news: deque[News] = deque()
        self._arrived = 0

    @property
    def waiting(self) -> bool:
        """Whether there are news that nobody has taken."""
        return bool(self._news)

    def hold(self, news: News) -> None:
        """Keep news until they are taken; those of my own edits alone say how far these got."""
        if news.rows or news.whole or news.erased or news.decided:
            self._news.append(news)
        else:
            self._arrived = news.mine

    def take(self, open_series: Diff) -> tuple[News, Diff] | None:
        """The next news, and what they change in memory; None if there are none that can come.

        What I have edited since stays on top, and so does what ``open_series`` has added. News of
        what that has changed wait until it ends.
        """
        if not self._news:
            return None
        news = self._news[0]
        held = open_series.updated.keys() | open_series.removed.keys()
        touched = {row for _, row in news.rows} | news.erased.ids()
        if held and (news.whole or not touched.isdisjoint(held)):
            return None
        self._news.popleft()
        if news.whole:  # what others have erased, this file knows of or not
            self._erased.intersection_update(self._erased_here)
        diff = self.difference(news, self._on_top_of(news, open_series))
        self.seen, self.last = news.seq, news.last
        return news, diff

    def difference(self, news: News, pending: Pending) -> Diff:
        """What the news change in memory; my own edits that they do not know stay on top."""
        ends: dict[Id, tuple[AnyRecord | None, AnyRecord | None]] = {}
        keys = set(news.rows) | {key for key in news.erased.records if key[0] in TABLES}
        if news.whole:
            keys |= {(TABLE_OF[type(held)], key) for key, held in self._store.records.items()}
        for table, row in keys:
            shown = None if row in self._erased else news.rows.get((table, row))
            if (table, row) in pending:
                shown = fold.amended(table, row, shown, pending[table, row])
            record, deleted = shown or (None, True)
            ends[row] = (self._store.get(row), None if deleted else record)
            self.gone.pop(row, None)
            if deleted and record is not None:
                self.gone[row] = self._store.gone[row] = record
        return from_ends(ends)

    def wrote(self, writes: Iterable[Write], diff: Diff) -> None:
        """Have an edit of mine on top of all news that do not know it."""
        self.let_go()
        self._recent.extend(writes)
        for key, before, after in diff.changes():
            if after is not None:
                self.gone.pop(key, None)
            elif before is not None:
                self.gone[key] = before

    def let_go(self) -> None:
        """Forget edits of mine that all coming news will know."""
        if not self._news:
            while self._recent and self._recent[0].n <= self._arrived:
                self._recent.popleft()

    def forget(self, ids: Set[Id]) -> None:
        """Keep nothing of records that are erased."""
        self._recent = deque(write for write in self._recent if write.row not in ids)
        for key in ids:
            self.gone.pop(key, None)
            self._store.gone.pop(key, None)

    def _on_top_of(self, news: News, open_series: Diff) -> Pending:
        """My edits that the news do not know, and those that are not finished."""
        unfinished = writes_of(open_series, self.gone, count().__next__)
        pending: dict[tuple[str, Id], list[fold.Cell]] = {}
        for write in (*(one for one in self._recent if one.n > news.mine), *unfinished):
            cell = (write.table, write.row, write.field, write.value)
            pending.setdefault((write.table, write.row), []).append(cell)
        return pending
