"""One open project: its records in memory, its history, and the file that keeps them."""

from __future__ import annotations

import platform
import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from cxdesk import __version__
from cxdesk.language import N_
from cxdesk.models.diff import Diff
from cxdesk.models.erasing import Erased, Erasure, names_in
from cxdesk.models.history import History
from cxdesk.models.ids import Id, new_id
from cxdesk.models.ops import versions
from cxdesk.models.records import AnyRecord, Question, Survey
from cxdesk.models.rules import check
from cxdesk.models.store import Change, Edit, Label, Store
from cxdesk.problems import Problem
from cxdesk.storage import (
    answers,
    blobs,
    connection,
    creation,
    erasing,
    gate,
    healing,
    settling,
)
from cxdesk.storage.arrivals import Arrivals
from cxdesk.storage.backup import Backup, back_up, backups
from cxdesk.storage.columns import Columns
from cxdesk.storage.conflicts import RESOLVED_FIELD, RESOLVED_TABLE, Conflict, conflicts_in
from cxdesk.storage.feed import Feed, News
from cxdesk.storage.file import ProjectFile
from cxdesk.storage.journal import Journal, Opening, state_folder
from cxdesk.storage.merge import Merged, merge
from cxdesk.storage.operations import Group, Write, now, writes_of
from cxdesk.storage.person import me
from cxdesk.storage.refusals import ReadOnly
from cxdesk.storage.settling import Choice
from cxdesk.storage.writer import SaveState, Writer

if TYPE_CHECKING:
    from cxdesk.storage.erasing_elsewhere import Elsewhere

BACKUP_SECONDS = 15 * 60
"""How old the newest backup of a file that is being worked on may become."""
BACKUP_LOOK_SECONDS = 60.0
"""How often it is looked how old the newest backup is."""


class Session:
    """One open project.

    Edits go through ``store`` and ``history``; each finished one is kept in the file by itself,
    in the order in which they were made, on a thread of its own. Use it from one thread, except
    ``answers``, ``comments``, ``blob`` and ``state``, which may be asked from any.
    """

    def __init__(self, path: Path, opening: Opening, contents: gate.Contents, state: Path) -> None:
        self.path = path
        self._state = state
        self.format = contents.format
        self.read_only = contents.read_only
        self.store = Store(self._check)
        self._arrivals = Arrivals(self.store, contents.gone, contents.seq, contents.last)
        for record in contents.records:
            self.store.put(record.id, record)
        self.history = History(self.store)
        self.history.subscribe(self._on_edit)
        self._erased = set(contents.erased)
        self._numbers = count(1)
        self._at_once: Group | None = None
        self._look_at_backups = 0.0
        self._feed: Feed | None = None
        self._opening = opening
        self._listeners: list[Callable[[SaveState], None]] = []
        self._columns = Columns(path)
        self._blobs = blobs.Blobs(path)
        journal = Journal(state / "journals", opening)
        self._writer = Writer(ProjectFile(path, opening, journal), journal, self._announce)

    @classmethod
    def create(
        cls, path: Path, records: Iterable[AnyRecord], *, journal_folder: Path | None = None
    ) -> Session:
        """Make a project file with these records (exactly one of them a project) and open it.

        Raises:
            Problem: if there is something at ``path``, or the file cannot be written.
        """
        path = path.absolute()
        creation.create(path, records, _opening(path, new_id(), journal_folder))
        return cls.open(path, journal_folder=journal_folder)

    @classmethod
    def open(
        cls, path: Path, *, journal_folder: Path | None = None, looking: bool = False
    ) -> Session:
        """Open a project file; edits that a crash kept from it are put into it first.

        A file of an older format is brought to this one (and backed up before that), unless it is
        opened for ``looking`` only.

        Raises:
            FileMissing, NotAProject, TooNew, FileLocked, Damaged: as the names say; the file is
                untouched then. A file that cannot be written opens ``read_only``.
        """
        path = path.absolute()
        state = journal_folder or state_folder()
        contents = gate.open_contents(path, None if looking else state)
        if not contents.read_only and healing.heal(path, contents.project_id, state / "journals"):
            contents = gate.open_contents(path)
        opening = _opening(path, contents.project_id, journal_folder)
        return cls(path, opening, contents, state)

    @property
    def opening(self) -> Opening:
        """Who has opened the file here, as the others see it."""
        return self._opening

    # -- saving --------------------------------------------------------------------------------

    @property
    def state(self) -> SaveState:
        """Where my edits are: saved, saving, kept on this computer, or waiting for the file."""
        return self._writer.state

    def subscribe_state(self, listener: Callable[[SaveState], None]) -> Callable[[], None]:
        """Call ``listener`` with every new state; returns the call that ends it.

        It is called from the writer's thread: a window passes it on to its own.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def flush(self, timeout: float | None = None) -> bool:
        """Wait (``timeout`` in seconds, None: for ever) until all is in the file; whether it is."""
        return self._writer.flush(timeout)

    def close(self) -> None:
        """Save what is left and end the writer's thread; a second call does nothing.

        What cannot be saved stays in this computer's journal and goes in at the next opening.
        """
        if self._feed is not None:
            self._feed.close()
            self._feed = None
        self._writer.close()

    # -- others --------------------------------------------------------------------------------

    def follow(self, on_news: Callable[[], None]) -> None:
        """Watch the file for edits of other programs.

        ``on_news`` is called from the feed's thread, again and again while there are news: a
        window then calls ``poll`` on its own.
        """
        assert self._feed is None, "the file is watched already"
        arrivals = self._arrivals

        def tick() -> None:
            if self._arrivals.waiting:
                on_news()
            self._back_up_by_time()

        self._feed = Feed(
            self.path, self._opening.project_id, self._opening.id, arrivals.seen, arrivals.last,
            self._on_news, tick, self._writer.heal,
        )  # fmt: skip

    def poll(self) -> bool:
        """Take in what others have edited, each as a Change from "file"; whether there was any.

        What I have edited since stays on top, and so does what a series that is still open has
        added (a card that is being typed, say). News of what it has changed wait until it ends.
        """
        changed = False
        while (taken := self._arrivals.take(self.history.provisional)) is not None:
            news, diff = taken
            self._blobs.look_again()
            if diff or news.erased or news.decided:
                changed = True
                self.store.apply(diff)
                self._forget(news.erased, news.blanked)
                self.store.publish(Change(diff, news.label, news.group, "file"))
        self._arrivals.let_go()
        return changed

    def merge(self, other: Path, *, preview: bool = False) -> Merged:
        """Bring the edits of another copy into the file; they arrive here like others' edits.

        Raises:
            Problem: if one of the files cannot be opened, this one not be written, or the two are
                not copies of one project.
        """
        if self.read_only:
            raise ReadOnly(N_("{file} is read-only."), file=self.path.name)
        if not self._writer.flush(connection.BUSY_SECONDS) and self.state.reason is not None:
            raise self.state.reason
        return merge(self.path, other, preview=preview, state=self._state)

    def back_up(self) -> Backup:
        """Copy the file, as far as it is saved, into the user's state folder.

        It may be called from any thread.

        Raises:
            Problem: if the file cannot be read or is damaged, or the copy not be written.
        """
        return back_up(self.path, self._opening.project_id, self._state)

    def backups(self) -> list[Backup]:
        """The backups of this project on this computer, the newest first."""
        return backups(self._opening.project_id, self._state)

    def restore(self, older: Path, when: str = "") -> None:
        """Bring everything back to how it was in a backup or copy, as one step that can be undone.

        ``when`` is what people call that moment.

        Raises:
            Problem: if the copy cannot be opened, or is of another project.
        """
        versions.restore_all(self.store, self.bring_in(older), when or older.stem)

    def bring_in(self, older: Path) -> list[AnyRecord]:
        """The records of a backup or copy, for which the file has all that is needed now.

        What the file has lost of the copy's edits and answers is merged into it. This is the part
        of restoring that takes time; it may be called from any thread.

        Raises:
            Problem: if the copy cannot be opened, or is of another project.
        """
        self.merge(older)
        return [one for one in gate.open_contents(older).records if one.id not in self._erased]

    def conflicts(self) -> list[Conflict]:
        """The values that were hidden when edits met, and that nobody has decided about yet.

        Raises:
            Problem: if the file cannot be read.
        """
        return conflicts_in(self.path)

    def settle(self, conflict: Conflict, choice: Choice) -> None:
        """Decide about a conflict.

        "keep" leaves what is shown, "other" shows the other value instead, "both" (texts only)
        puts the other below it, "restore" brings back what was deleted.
        """
        if choice != "keep":
            with self.store.transaction(N_("Settle conflict")) as edit:
                settling.apply(self.store, edit, conflict, choice)
        value = msgspec.json.encode(choice).decode()
        write = Write(next(self._numbers), RESOLVED_TABLE, conflict.key, RESOLVED_FIELD, value)
        label = Label(N_("Settle conflict"))
        self._writer.put(self._grouped(new_id(), "settle", label, "", [write]))

    def _on_news(self, news: News) -> None:
        self._writer.heal(news.mine)
        self._arrivals.hold(news)

    def _back_up_by_time(self) -> None:
        if time.monotonic() < self._look_at_backups:
            return
        self._look_at_backups = time.monotonic() + BACKUP_LOOK_SECONDS
        changed = self.path.stat().st_mtime if self.path.exists() else 0.0
        last = max((backup.at.timestamp() for backup in self.backups()), default=0.0)
        if changed > last and time.time() - last > BACKUP_SECONDS:
            self.back_up()

    # -- erasing -------------------------------------------------------------------------------

    def persons(self, name: str) -> set[Id]:
        """The ids of all who have worked on the project under this name.

        Raises:
            Problem: if the file cannot be read.
        """
        mine = {self._opening.person} if erasing.same_name(self._opening.name, name) else set()
        return erasing.persons(self.path, name) | mine

    def names(self) -> list[str]:
        """The names of all who have worked on the project or are named in a field for names.

        Raises:
            Problem: if the file cannot be read.
        """
        found = erasing.names_in(self.path) | names_in(self.store)
        return sorted(found, key=lambda name: (name.casefold(), name))

    def words_of(self, survey: Id, respondent: int) -> list[str]:
        """What one respondent (from 0) of a survey has answered in words, not erased.

        Raises:
            Problem: if the file cannot be read.
        """
        return erasing.words_of(self.path, survey, respondent)

    def erase(self, erasure: Erasure, texts: Iterable[str] = ()) -> bool:
        """Blank something for good, here and wherever the file is merged; whether that is done.

        If not, the file has gone away meanwhile, and it is done when it is back. ``texts`` (a
        person's name) are taken out of the labels of edits, too.

        Raises:
            Problem: if the file cannot be reached now.
        """
        if self.read_only:
            raise ReadOnly(N_("{file} is read-only."), file=self.path.name)
        assert not self.history.marked, "an erasure is a step of its own"
        if not self._writer.flush(connection.BUSY_SECONDS) and self.state.reason is not None:
            raise self.state.reason
        self.poll()
        erasure, writes = erasing.traced(
            self.path, erasure, self.store.records.values(), texts, self._numbers.__next__
        )
        label = Label(N_("Erase for good"))
        group = self._grouped(new_id(), "erase", label, "", writes)
        self._writer.put(group)
        done = self._writer.flush(connection.BUSY_SECONDS)
        shown = erasing.shown(self.path, erasure) if done else {}
        journals = self._state / "journals"
        erasing.scrub_left_over(journals, self._opening.project_id, self.path, erasure)
        blanked = frozenset(key for _, key in shown)
        seen, last = self._arrivals.seen, self._arrivals.last
        news = News(shown, False, seen, 0, label, group.id, "", erasure, blanked, last)
        diff = self._arrivals.difference(news, {})
        self.store.apply(diff)
        self._forget(erasure, blanked)
        self.store.publish(Change(diff, label, group.id, "erase"))
        return done

    def erase_in_backups(self) -> Elsewhere:
        """Erase in this computer's backups what is erased in the file.

        It may be called from any thread.

        Raises:
            Problem: if the file cannot be read.
        """
        from cxdesk.storage.erasing_elsewhere import erase_in

        return erase_in([backup.path for backup in self.backups()], self.path)

    def _forget(self, erasure: Erasure, blanked: Set[Id]) -> None:
        """Keep nothing in memory, or in this computer's journals, of what is erased."""
        if not erasure:
            return
        ids = erasure.ids() | blanked
        self._erased |= {key for _, key in erasure.records} | erasure.blobs
        self.history.forget(ids)
        self._arrivals.forget(ids)
        self._columns.forget()
        self._blobs.forget(erasure.blobs)
        self._writer.forget(erasure)

    # -- surveys -------------------------------------------------------------------------------

    def keep_survey(
        self,
        survey: Survey,
        questions: Sequence[Question],
        columns: Mapping[Id, np.ndarray],
        comments: Mapping[Id, Sequence[tuple[int, str]]],
        edit: Callable[[Edit], None] | None = None,
    ) -> None:
        """Import a survey: its answers and its records in one transaction, one step to undo.

        ``columns`` holds codes and ``comments`` texts (respondent from 0, text) by question;
        ``edit`` makes further changes in the same step.

        Raises:
            Problem: if the file cannot be written now; nothing has happened then.
            RuleBroken: if the project's rules forbid the result.
        """
        extra = answers.keeping(survey.id, columns, comments)

        def commit(change: Change) -> None:
            group = self._group(change, "", "import")
            self._writer.put_at_once(group, extra)
            self._at_once = group

        message = N_("Import survey {name}")
        assert not self.history.marked, "an import is a step of its own"
        with self.store.transaction(message, commit=commit, name=survey.name) as transaction:
            transaction.add(survey)
            for question in questions:
                transaction.add(question)
            if edit is not None:
                edit(transaction)

    def answers(self, question_id: Id) -> np.ndarray:
        """A question's column of codes, one for each respondent; it cannot be written to.

        Raises:
            UnknownRecord: if there is no such question.
            Problem: if the file cannot be read, or the column is damaged.
        """
        question: Question = self.store.record(question_id)
        survey: Survey = self.store.record(question.survey)
        return self._columns.column(survey.id, question_id, survey.respondents)

    def comments(self, question_id: Id) -> list[tuple[int, str]]:
        """A question's answers in words: (number of the respondent from 0, text).

        Raises:
            Problem: if the file cannot be read.
        """
        return self._columns.texts(question_id)

    # -- pictures and files --------------------------------------------------------------------

    def keep_blob(self, data: bytes, media_type: str) -> str:
        """Have a picture or file at hand for the edit that will refer to it; its digest.

        It goes into this computer's journal and into the file together with that edit, or, if
        none comes, nowhere.

        Raises:
            TooLarge, NotAPicture, Erased: as the names say.
        """
        if self.state.kind == "saved":
            self._blobs.arrived()
        blob = blobs.blob_of(data, media_type)
        if blob.digest in self._erased:
            raise Erased(N_("This was erased for good and cannot be brought back."))
        self._blobs.add(blob)
        return blob.digest

    @staticmethod
    def picture(data: bytes) -> blobs.Picture:
        """What the first bytes of a picture say of it.

        Raises:
            NotAPicture: if it is none that a project can show.
        """
        return blobs.picture(data)

    def blob(self, digest: str) -> tuple[str, bytes] | None:
        """The media type and bytes of a picture or file; None if there is none of this digest.

        Raises:
            Problem: if the file cannot be read.
        """
        found = self._blobs.get(digest)
        return (found.media_type, found.data) if found else None

    # -- within --------------------------------------------------------------------------------

    def _check(self, store: Store, diff: Diff) -> None:
        if self.read_only:
            raise ReadOnly(N_("{file} is read-only."), file=self.path.name)
        check(store, diff)
        if not self._erased.isdisjoint([*diff.added, *diff.updated]):
            raise Erased(N_("This was erased for good and cannot be brought back."))
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
            self._writer.put(group)
        self._arrivals.wrote(group.writes, change.diff)

    def _group(self, change: Change, undoes: Id, kind: str) -> Group:
        writes = writes_of(change.diff, self._arrivals.gone, self._numbers.__next__)
        after = [record for _, _, record in change.diff.changes() if record is not None]
        brought = self._blobs.needed(blobs.digests_of(after))
        return self._grouped(change.group, kind, change.label, undoes, writes, brought)

    def _grouped(
        self, key: Id, kind: str, label: Label, undoes: Id, writes: list[Write],
        brought: Sequence[blobs.Blob] = (),
    ) -> Group:  # fmt: skip
        """Writes as one action of mine, with how far I had seen the file by then."""
        seen, last = self._arrivals.seen, self._arrivals.last
        return Group(key, kind, label, undoes, now(), seen, writes, list(brought), last)

    def _announce(self, state: SaveState) -> None:
        for listener in list(self._listeners):
            listener(state)


def _opening(path: Path, project_id: Id, folder: Path | None) -> Opening:
    person = me(folder or state_folder())
    return Opening(
        id=secrets.token_hex(16),
        project_id=project_id,
        path=str(path),
        person=person.id,
        name=person.name,
        host=platform.node(),
        app=f"cxdesk {__version__}",
        opened_at=now(),
    )
