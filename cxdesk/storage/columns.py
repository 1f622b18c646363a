"""The columns of a project's surveys as they are asked for: read once, kept while there is room."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

import numpy as np
import sqlalchemy

from cxdesk.models.ids import Id
from cxdesk.storage import answers
from cxdesk.storage.connection import reading
from cxdesk.storage.refusals import damaged, problem_of

CACHED_BYTES = 256 << 20
"""How much of the columns is kept in memory."""


class Columns:
    """Reads columns and texts of questions; may be asked from any thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: OrderedDict[Id, np.ndarray] = OrderedDict()
        self._lock = threading.Lock()

    def column(self, survey: Id, question: Id, length: int) -> np.ndarray:
        """A question's column of ``length`` codes; it cannot be written to.

        Raises:
            Problem: if the file cannot be read, or the column is damaged.
        """
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
                return self._kept[question]
        try:
            with reading(self._path) as connection:
                column = answers.read(connection, survey, question, length)
        except answers.BrokenColumn as error:
            raise damaged(self._path, str(error)) from error
        except (sqlalchemy.exc.DBAPIError, OSError) as error:
            raise problem_of(error, self._path) from error
        with self._lock:
            self._kept[question] = column
            while len(self._kept) > 1 and self._bytes() > CACHED_BYTES:
                self._kept.popitem(last=False)
        return column

    def forget(self) -> None:
        """Read all columns anew from here on: answers were erased."""
        with self._lock:
            self._kept.clear()

    def texts(self, question: Id) -> list[tuple[int, str]]:
        """A question's answers in words: (number of the respondent from 0, text).

        Raises:
            Problem: if the file cannot be read.
        """
        try:
            with reading(self._path) as connection:
                return answers.read_texts(connection, question)
        except (sqlalchemy.exc.DBAPIError, OSError) as error:
            raise problem_of(error, self._path) from error

    def _bytes(self) -> int:
        return sum(column.nbytes for column in self._kept.values())
