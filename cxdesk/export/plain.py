"""Characters that a format cannot hold, each replaced by something visible and counted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cxdesk.layout.primitives import Node, Text

PLACEHOLDER = "\N{REPLACEMENT CHARACTER}"

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Everything outside the ``Char`` production of XML 1.0: controls, surrogates, U+FFFE, U+FFFF."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Sieve:
    """Cleans texts for one document and counts what it had to replace, once for each text."""

    def __init__(self, forbidden: re.Pattern[str]) -> None:
        self._forbidden = forbidden
        self._found: dict[str, int] = {}

    @property
    def placeholders(self) -> int:
        """How many characters had to be replaced; a text that was cleaned twice counts once."""
        return sum(self._found.values())

    def __call__(self, text: str) -> str:
        """The text with a placeholder for every character that the format cannot hold."""
        held, count = self._forbidden.subn(PLACEHOLDER, text)
        if count:
            self._found[text] = count
        return held


def xml_sieve() -> Sieve:
    """For formats that are XML inside: SVG and workbooks."""
    return Sieve(_NOT_XML)


def utf8_sieve() -> Sieve:
    """For plain text in UTF-8, which holds everything but half a surrogate pair."""
    return Sieve(_SURROGATE)


def undrawn(nodes: Iterable[Node]) -> int:
    """How many characters no font has; a text that is drawn in several places counts once."""
    found: dict[str, int] = {}
    for node in nodes:
        for part in node.parts:
            if isinstance(part, Text) and part.missing:
                found[part.source] = max(found.get(part.source, 0), part.missing)
    return sum(found.values())
