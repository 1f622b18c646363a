"""The conflicts of one project: what was hidden when edits met, and what people decide."""

from __future__ import annotations

import msgspec

from cxdesk.language import N_
from cxdesk.models.store import Label
from cxdesk.session.open_file import OpenFile
from cxdesk.storage import settling
from cxdesk.storage.conflicts import RESOLVED_FIELD, RESOLVED_TABLE, Conflict, conflicts_in
from cxdesk.storage.operations import Write
from cxdesk.storage.settling import Choice


class Conflicts:
    """The conflicts in an open project's file."""

    def __init__(self, file: OpenFile) -> None:
        self._file = file

    def undecided(self) -> list[Conflict]:
        """The values that were hidden when edits met, and that nobody has decided about yet.

        It may be called from any thread.

        Raises:
            Problem: if the file cannot be read.
        """
        return conflicts_in(self._file.path)

    def settle(self, conflict: Conflict, choice: Choice) -> None:
        """Decide about a conflict.

        "keep" leaves what is shown, "other" shows the other value instead, "both" (texts only)
        puts the other below it, "restore" brings back what was deleted.
        """
        file = self._file
        if choice != "keep":
            with file.store.transaction(N_("Settle conflict")) as edit:
                settling.apply(file.store, edit, conflict, choice)
        value = msgspec.json.encode(choice).decode()
        write = Write(file.next_number(), RESOLVED_TABLE, conflict.key, RESOLVED_FIELD, value)
        file.put("settle", Label(N_("Settle conflict")), [write])
