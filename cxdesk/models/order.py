"""Fractional keys: a place in an ordered list that a move changes in one record only.

A key is a fraction in base 62, compared bytewise, that never ends in ``0``. Keys between two
neighbours are drawn from the interval between them with some jitter, so that two people who
insert at the same place seldom choose the same key (and ties are broken by the record's id).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LONGEST = 40
"""A longer key is the sign that its siblings should be given new ones."""

_VALUE = {digit: value for value, digit in enumerate(DIGITS)}
_BASE = len(DIGITS)
_JITTER = 1000
"""Keys are this far apart at least, half of which is left to chance."""
_jitter = random.Random()


class NoRoom(ValueError):
    """Two neighbours leave no key between them: they are equal or in the wrong order."""


def keys_between(low: str, high: str, count: int = 1) -> list[str]:
    """``count`` ascending keys strictly between ``low`` and ``high``.

    An empty string means "no neighbour on this side". Several keys share the interval evenly.

    Raises:
        NoRoom: if ``high`` is not above ``low``.
    """
    if high and low >= high:
        raise NoRoom(f"{low!r} .. {high!r}")
    if count <= 0:
        return []
    length = 1
    while True:
        bottom = _number(low, length)
        top = _number(high, length) if high else _BASE**length
        step = (top - bottom) // (count + 1)
        if step > _JITTER:
            break
        if high and bottom >= top and length > max(len(low), len(high)):
            raise NoRoom(f"{low!r} .. {high!r}")  # "a" and "a0", of somebody else's making
        length += 1
    keys = []
    for position in range(1, count + 1):
        middle = bottom + step * position
        spread = step // 4
        keys.append(_text(middle + _jitter.randint(-spread, spread), length))
    return keys


def fresh_keys(count: int) -> list[str]:
    """``count`` keys for a list that is laid out anew."""
    return keys_between("", "", count)


def needs_fresh_keys(keys: Sequence[str]) -> bool:
    """Whether siblings with these keys, in order, should be given new ones."""
    return not all(map(_is_key, keys)) or any(left >= right for left, right in pairwise(keys))


def _is_key(key: str) -> bool:
    return 0 < len(key) <= LONGEST and key[-1] != "0" and all(digit in _VALUE for digit in key)


def _number(key: str, length: int) -> int:
    number = 0
    for digit in key[:length].ljust(length, "0"):
        number = number * _BASE + _VALUE[digit]
    return number


def _text(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, _BASE)
        digits.append(DIGITS[digit])
    return "".join(reversed(digits)).rstrip("0") or DIGITS[1]
