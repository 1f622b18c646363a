"""What the system says of a file is told in the reader's language."""

from __future__ import annotations

import errno
import os

import pytest

from cxdesk.language import language
from cxdesk.problems import Problem, why


@pytest.mark.parametrize(
    ("number", "german"),
    [
        (errno.ENOENT, "a: Datei oder Ordner gibt es nicht"),
        (errno.EACCES, "a: der Zugriff ist nicht erlaubt"),
        (errno.ENOSPC, "a: der Datenträger ist voll"),
    ],
)
def test_usual_reasons_are_told_in_the_readers_language(number: int, german: str) -> None:
    error = OSError(number, os.strerror(number))
    problem = Problem("{file}: {reason}", file="a", reason=why(error))
    assert problem.text(language("de")) == german
    assert os.strerror(number) not in problem.text(language("en"))


def test_what_is_unusual_is_told_as_the_system_says_it() -> None:
    assert str(why(OSError(errno.EXDEV, "Invalid {cross-device} link"))) == (
        "Invalid {cross-device} link"
    )
    assert str(why(ValueError("embedded null byte"))) == "embedded null byte"
    assert str(why(OSError())) == "OSError"
