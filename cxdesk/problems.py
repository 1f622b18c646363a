"""What goes wrong, as a sentence to a person in the person's language."""

from __future__ import annotations

from cxdesk.language import N_, Language, language


class Problem(Exception):
    """Something a person should be told: a message of the catalogues and its arguments."""

    def __init__(self, message: str, **arguments: object) -> None:
        super().__init__(message)
        self.message = message
        self.arguments = arguments

    def text(self, reader: Language) -> str:
        """The sentence in the reader's language."""
        return reader.tr(self.message, **self.arguments)

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
