"""One open project: its records in memory, its history, and the file that keeps them.

What is done with other copies, backups, conflicts and erasures has a room of its own each.
"""

from __future__ import annotations

import platform
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cxdesk import __version__
from cxdesk.language import N_
from cxdesk.models.ids import Id, new_id
from cxdesk.models.records import AnyRecord, Question, Survey
from cxdesk.models.store import Change, Edit
from cxdesk.session.backups import Backups
from cxdesk.session.open_file import OpenFile
from cxdesk.storage import answers, blobs, creation, gate, healing
from cxdesk.storage.feed import Feed, News
from cxdesk.storage.journal import Opening, state_folder
from cxdesk.storage.operations import now
from cxdesk.storage.person import me
from cxdesk.storage.writer import SaveState

if TYPE_CHECKING:
    from cxdesk.session.conflicts import Conflicts
    from cxdesk.session.copies import Copies
    from cxdesk.session.erasures import Erasures


class Session:
    """One open project.

    Edits go through ``store`` and ``history``; each finished one is kept in the file by itself,
    in the order in which they were made, on a thread of its own. Use it from one thread, except
    ``answers``, ``comments``, ``blob``, ``state`` and what its rooms (``backups``, ``copies``,
    ``conflicts``, ``erasures``) say of themselves, which may be asked from any.
    """

    def __init__(self, path: Path, opening: Opening, contents: gate.Contents, state: Path) -> None:
        self._listeners: list[Callable[[SaveState], None]] = []
        file = self._file = OpenFile(path, opening, contents, state, self._announce)
        self.path = path
        self.opening = opening
        """Who has opened the file here, as the others see it."""
        self.format = contents.format
        self.read_only = contents.read_only
        self.store, self.history = file.store, file.history
        self.backups = Backups(file)
        self._feed: Feed | None = None

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
        cls,
        path: Path,
        *,
        journal_folder: Path | None = None,
        looking: bool = False,
        at_once: bool = False,
    ) -> Session:
        """Open a project file; edits that a crash kept from it are put into it first.

        A file of an older format is brought to this one (and backed up before that), unless it is
        opened for ``looking`` only. That takes its time: with ``at_once`` it is refused instead.

        Raises:
            TooOld: if it is of an older format and was to be opened at once.
            FileMissing, NotAProject, TooNew, FileLocked, Damaged: as the names say; the file is
                untouched then. A file that cannot be written opens ``read_only``.
        """
        path = path.absolute()
        state = journal_folder or state_folder()
        contents = gate.open_contents(path, None if looking else state, at_once=at_once)
        if not contents.read_only and healing.heal(path, contents.project_id, state / "journals"):
            contents = gate.open_contents(path)
        opening = _opening(path, contents.project_id, journal_folder)
        return cls(path, opening, contents, state)

    # -- rooms: a window opens without them ----------------------------------------------------

    @cached_property
    def copies(self) -> Copies:
        """What comes in from other copies of the project: merging, restoring."""
        from cxdesk.session.copies import Copies

        return Copies(self._file)

    @cached_property
    def conflicts(self) -> Conflicts:
        """What was hidden when edits met, and deciding about it."""
        from cxdesk.session.conflicts import Conflicts

        return Conflicts(self._file)

    @cached_property
    def erasures(self) -> Erasures:
        """Erasing for good."""
        from cxdesk.session.erasures import Erasures

        return Erasures(self._file, self.poll)

    # -- saving --------------------------------------------------------------------------------

    @property
    def state(self) -> SaveState:
        """Where my edits are: saved, saving, kept on this computer, or waiting for the file."""
        return self._file.writer.state

    def subscribe_state(self, listener: Callable[[SaveState], None]) -> Callable[[], None]:
        """Call ``listener`` with every new state; returns the call that ends it.

        It is called from the writer's thread: a window passes it on to its own.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def flush(self, timeout: float | None = None) -> bool:
        """Wait (``timeout`` in seconds, None: for ever) until all is in the file; whether it is."""
        return self._file.writer.flush(timeout)

    def close(self) -> None:
        """Save what is left and end the writer's thread; a second call does nothing.

        What cannot be saved stays in this computer's journal and goes in at the next opening.
        """
        if self._feed is not None:
            self._feed.close()
            self._feed = None
        self._file.writer.close()

    # -- others --------------------------------------------------------------------------------

    def follow(self, on_news: Callable[[], None]) -> None:
        """Watch the file for edits of other programs.

        ``on_news`` is called from the feed's thread, again and again while there are news: a
        window then calls ``poll`` on its own.
        """
        assert self._feed is None, "the file is watched already"
        arrivals = self._file.arrivals

        def tick() -> None:
            if arrivals.waiting:
                on_news()
            self.backups.make_by_time()

        self._feed = Feed(
            self.path, self.opening.project_id, self.opening.id, arrivals.seen, arrivals.last,
            self._on_news, tick, self._file.writer.heal,
        )  # fmt: skip

    def poll(self) -> bool:
        """Take in what others have edited, each as a Change from "file"; whether there was any.

        What I have edited since stays on top, and so does what a series that is still open has
        added (a card that is being typed, say). News of what it has changed wait until it ends.
        """
        file, changed = self._file, False
        while (taken := file.arrivals.take(self.history.provisional)) is not None:
            news, diff = taken
            file.blobs.look_again()
            if diff or news.erased or news.decided:
                changed = True
                self.store.apply(diff)
                file.forget(news.erased, news.blanked)
                self.store.publish(Change(diff, news.label, news.group, "file"))
        file.arrivals.let_go()
        return changed

    def _on_news(self, news: News) -> None:
        self._file.writer.heal(news.mine)
        self._file.arrivals.hold(news)

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
            self._file.put_at_once(change, extra)

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
        return self._file.columns.column(survey.id, question_id, survey.respondents)

    def comments(self, question_id: Id) -> list[tuple[int, str]]:
        """A question's answers in words: (number of the respondent from 0, text).

        Raises:
            Problem: if the file cannot be read.
        """
        return self._file.columns.texts(question_id)

    # -- pictures and files --------------------------------------------------------------------

    def keep_blob(self, data: bytes, media_type: str) -> str:
        """Have a picture or file at hand for the edit that will refer to it; its digest.

        It goes into this computer's journal and into the file together with that edit, or, if
        none comes, nowhere.

        Raises:
            TooLarge, NotAPicture, Erased: as the names say.
        """
        if self.state.kind == "saved":
            self._file.blobs.arrived()
        blob = blobs.blob_of(data, media_type)
        self._file.refuse_erased({blob.digest})
        self._file.blobs.add(blob)
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
        found = self._file.blobs.get(digest)
        return (found.media_type, found.data) if found else None

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
