"""A project as it stood when a document was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxdesk.session import Session


class Still:
    """What is written on a thread while people go on editing: the records of this moment.

    Answers and pictures never change, so they are the session's own, which any thread may ask.
    """

    def __init__(self, session: Session) -> None:
        self.store = session.store.still()
        self.answers, self.blob, self.picture = session.answers, session.blob, session.picture
