"""What goes wrong, as a sentence to a person in the person's language."""

from __future__ import annotations

import errno

from cxdesk.language import N_, Language, language


class Problem(Exception):
    """Something a person should be told: a message of the catalogues and its arguments.

    An argument that is a problem itself is told in the reader's language, too.
    """

    def __init__(self, message: str, **arguments: object) -> None:
        super().__init__(message)
        self.message = message
        self.arguments = arguments

    def text(self, reader: Language) -> str:
        """The sentence in the reader's language."""
        told = {
            name: one.text(reader) if isinstance(one, Problem) else one
            for name, one in self.arguments.items()
        }
        return reader.tr(self.message, **told)

    def __str__(self) -> str:
        return self.text(language("en"))


class Unforeseen(Problem):
    """An error that nobody had thought of."""

    def __init__(self, error: Exception) -> None:
        super().__init__(
            N_("This did not work: {reason}. The program's log has the details."),
            reason=f"{type(error).__name__}: {error}".rstrip(": ."),
        )


def told(error: Exception) -> Problem:
    """The sentence for whatever was raised; what is no Problem is logged with its details."""
    if isinstance(error, Problem):
        return error
    import logging  # what goes well needs none

    problem = Unforeseen(error)
    logging.getLogger("cxdesk").error("%s", problem, exc_info=error)
    return problem


_REASONS = {
    "ENOENT": N_("there is no such file or folder"),
    "ENOTDIR": N_("there is no such file or folder"),
    "EISDIR": N_("that is a folder"),
    "EACCES": N_("access is not allowed"),
    "EPERM": N_("access is not allowed"),
    "EROFS": N_("the drive can only be read"),
    "ENOSPC": N_("the drive is full"),
    "EDQUOT": N_("the drive is full"),
    "EBUSY": N_("another program is using it"),
    "ETXTBSY": N_("another program is using it"),
    "ENAMETOOLONG": N_("the name is too long"),
    "EIO": N_("the drive reports an error"),
}


def why(error: Exception) -> Problem:
    """What the system says of a file, as part of a sentence; what is unusual in its own words."""
    known = _REASONS.get(errno.errorcode.get(getattr(error, "errno", None) or 0, ""))
    if known:
        return Problem(known)
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Problem(N_("{said}"), said=said)
