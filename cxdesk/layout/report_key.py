"""The list in a report of what the numbers on a crowded plane stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cxdesk.layout.flow import Atom, Column, Row
from cxdesk.layout.primitives import Primitive
from cxdesk.layout.report_style import FINE, FRAME, MARGIN, section
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import PAPER

Sign = Callable[[float, float], Sequence[Primitive]]
"""Draws a numbered marker around a point."""

_COLUMNS, _GUTTER = 3, 28.0
_LEAST, _SIGN = 25.0, 30.0
"""How high an entry is at least, and how wide what stands before its name, in px."""


def key_rows(title: str, entries: Sequence[tuple[Sign, str]]) -> list[Row]:
    """The entries in columns of the page's width, in order down each of them."""
    wide = (FRAME.right - MARGIN + _GUTTER) / _COLUMNS
    high = -(-len(entries) // _COLUMNS)
    columns = tuple(
        Column(
            MARGIN + number * wide,
            tuple(
                _entry(sign, name, wide - _GUTTER)
                for sign, name in entries[number * high : (number + 1) * high]
            ),
        )
        for number in range(_COLUMNS)
    )
    head = section(title, MARGIN, FRAME.right - MARGIN)
    return [head, Row(columns)]


def _entry(sign: Sign, name: str, width: float) -> Atom:
    block = wrap(name, width - _SIGN, FINE, "regular", 2)
    high = max(block.height + 4, _LEAST)
    text = block.at(_SIGN, (high - block.height) / 2, PAPER.text)
    return Atom(high, (*sign(_SIGN / 2 - 3, high / 2), text))
