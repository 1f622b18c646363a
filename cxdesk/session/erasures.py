"""Erasing for good in one project: in its file, in memory, and in what this computer keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from cxdesk.language import N_
from cxdesk.models.erasing import Erasure, names_in
from cxdesk.models.ids import Id
from cxdesk.models.store import Change, Label
from cxdesk.session.open_file import OpenFile
from cxdesk.storage import connection, erasing, erasure_reach
from cxdesk.storage.backup import backups
from cxdesk.storage.feed import News

if TYPE_CHECKING:
    from cxdesk.storage.erasing_elsewhere import Elsewhere


class Erasures:
    """What can be erased of an open project, and doing it. ``poll`` takes in others' edits."""

    def __init__(self, file: OpenFile, poll: Callable[[], bool]) -> None:
        self._file = file
        self._poll = poll

    def persons(self, name: str) -> set[Id]:
        """The ids of all who have worked on the project under this name.

        Raises:
            Problem: if the file cannot be read.
        """
        me = self._file.opening
        mine = {me.person} if erasure_reach.same_name(me.name, name) else set()
        return erasure_reach.persons(self._file.path, name) | mine

    def names(self) -> list[str]:
        """The names of all who have worked on the project or are named in a field for names.

        Raises:
            Problem: if the file cannot be read.
        """
        found = erasure_reach.names_in(self._file.path) | names_in(self._file.store)
        return sorted(found, key=lambda name: (name.casefold(), name))

    def words_of(self, survey: Id, respondent: int) -> list[tuple[Id, str]]:
        """What one respondent (from 0) of a survey has answered in words, and to which questions.

        Raises:
            Problem: if the file cannot be read.
        """
        return erasure_reach.words_of(self._file.path, survey, respondent)

    def carry_out(self, erasure: Erasure, texts: Iterable[str] = ()) -> bool:
        """Blank something for good, here and wherever the file is merged; whether that is done.

        If not, the file has gone away meanwhile, and it is done when it is back. ``texts`` (a
        person's name) are taken out of the labels of edits, too.

        Raises:
            Problem: if the file cannot be reached now.
        """
        file = self._file
        assert not file.history.marked, "an erasure is a step of its own"
        file.deliver()
        self._poll()
        erasure, writes = erasure_reach.traced(
            file.path, erasure, file.store.records.values(), texts, file.next_number
        )
        label = Label(N_("Erase for good"))
        group = file.put("erase", label, writes)
        done = file.writer.flush(connection.BUSY_SECONDS)
        shown = erasure_reach.shown(file.path, erasure) if done else {}
        erasing.scrub_left_over(file.journals, file.opening.project_id, file.path, erasure)
        blanked = frozenset(key for _, key in shown)
        seen, last = file.arrivals.seen, file.arrivals.last
        news = News(shown, False, seen, 0, label, group.id, "", erasure, blanked, last)
        diff = file.arrivals.difference(news, {})
        file.store.apply(diff)
        file.forget(erasure, blanked, here=True)
        file.store.publish(Change(diff, label, group.id, "erase"))
        return done

    def carry_out_in_backups(self) -> Elsewhere:
        """Erase in this computer's backups what is erased in the file.

        It may be called from any thread.

        Raises:
            Problem: if the file cannot be read.
        """
        from cxdesk.storage.erasing_elsewhere import erase_in

        made = backups(self._file.opening.project_id, self._file.folder)
        return erase_in([backup.path for backup in made], self._file.path)
