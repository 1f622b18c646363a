"""The log: what nobody had thought of, with its details, in a file of the user's state folder."""

from __future__ import annotations

import logging
import os
from contextlib import suppress

from cxdesk.storage.journal import state_folder

NAME = "cxdesk.log"
MOST_BYTES = 1_000_000
"""How long the file may become; the one before it is kept as well."""


class Log(logging.Handler):
    """Appends what is logged; what comes again and again stands there once."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter("%(message)s"))
        self._last = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Write it down, or let it be where that is not possible: the person is told anyway."""
        text = self.format(record)
        if text == self._last:
            return
        self._last = text
        file = state_folder() / NAME
        moment = logging.Formatter().formatTime(record)
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.exists() and file.stat().st_size > MOST_BYTES:
                os.replace(file, file.with_suffix(".former.log"))
            with file.open("a", encoding="utf-8", errors="backslashreplace") as stream:
                stream.write(f"{moment} {text}\n")


def begin() -> None:
    """Keep what is logged from now on."""
    logging.getLogger("cxdesk").addHandler(Log())
