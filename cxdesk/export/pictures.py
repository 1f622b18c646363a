"""Where a document takes a project's pictures from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cxdesk.problems import Problem

if TYPE_CHECKING:
    from cxdesk.export.still import Still
    from cxdesk.session import Session

Pictures = Callable[[str], bytes]
"""The bytes of a picture, by its digest; none where the project does not hold it."""


def no_picture(digest: str) -> bytes:
    """Pictures for a document that shows none."""
    return b""


def pictures_of(session: Session | Still) -> Pictures:
    """The pictures of a project."""

    def bytes_of(digest: str) -> bytes:
        found = session.blob(digest)
        if found is None:
            return b""
        try:
            session.picture(found[1])  # a merged copy may hold one that is far too large
        except Problem:
            return b""
        return found[1]

    return bytes_of
