"""How well a name answers to a few typed letters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_PREFIX, _WORD, _INSIDE, _SCATTERED = 4.0, 3.0, 2.0, 1.0
_WIDEST = 3.0
"""Letters scattered over more than so many times the word's length are chance."""


def match(query: str, text: str) -> float | None:
    """How well ``text`` answers ``query``, the higher the better; None if it does not.

    Each word of the query must be found: at the beginning, at the beginning of a word, anywhere,
    or as letters in their order from the beginning of a word on. Case and accents do not count;
    of equals the shorter is better.
    """
    folded = fold(text)
    total = 0.0
    for word in fold(query).split():
        found = _word(word, folded)
        if found is None:
            return None
        total += found
    return total - len(folded) / 1000


def _word(word: str, text: str) -> float | None:
    if text.startswith(word):
        return _PREFIX
    if word in text:
        return _WORD if any(text.startswith(word, at) for at in _word_starts(text)) else _INSIDE
    spreads = (_spread(word, text, at) for at in _word_starts(text) if text[at] == word[0])
    least = min((spread for spread in spreads if spread), default=0.0)
    return _SCATTERED / least if 0 < least <= _WIDEST else None


def _word_starts(text: str) -> list[int]:
    return [
        at for at, letter in enumerate(text)
        if letter.isalnum() and (at == 0 or not text[at - 1].isalnum())
    ]  # fmt: skip


def _spread(word: str, text: str, start: int) -> float:
    """Over how many times its length the letters of a word are scattered; 0 if not all there."""
    end = start
    for letter in word[1:]:
        end = text.find(letter, end + 1)
        if end < 0:
            return 0.0
    return (end - start + 1) / len(word)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """The text without case and accents."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
