"""What goes wrong, as a sentence to a person in the person's language."""

from __future__ import annotations

from cxdesk.language import Language, language


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
