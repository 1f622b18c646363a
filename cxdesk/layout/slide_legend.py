"""What the lines and marks of a projected page's curve mean, in as many rows as that takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cxdesk.layout import faces
from cxdesk.layout.curve import CurveLine
from cxdesk.layout.primitives import Paint, Path, Primitive
from cxdesk.layout.slide_style import SMALLEST
from cxdesk.layout.style import Style
from cxdesk.layout.text import LEADING, Block, wrap

ROW = SMALLEST * LEADING
"""How high a row is, in px."""
_LINE, _FACE, _PAD, _GAP = 60.0, 38.0, 16.0, 56.0
_MOST_ROWS = 4
_SHORT = 400.0
"""How wide a name is at most where there would be more rows, which the curve cannot spare."""


class _Entry(NamedTuple):
    """One meaning: a stroke (None: the hollow face of an estimate) and its words."""

    stroke: Paint | None
    text: str

    @property
    def sample(self) -> float:
        """What stands before the words, in px."""
        return (_FACE if self.stroke is None else _LINE) + _PAD


def slide_legend(
    lines: Sequence[CurveLine],
    width: float,
    style: Style,
    quiet: str,
    *,
    estimates: bool,
    crossing: CurveLine | None,
) -> tuple[list[Primitive], float]:
    """The rows, from (0, 0) on, and how high they are together.

    ``estimates`` tells whether the page shows hollow faces, ``crossing`` which line, if any, goes
    in dots over touchpoints that nobody rated.
    """
    entries = list(_entries(lines, style, estimates=estimates, crossing=crossing))
    for widest in (width, _SHORT):
        placed = list(_placed(entries, width, widest))
        rows = 1 + max((row for _, _, row, _ in placed), default=0)
        if rows <= _MOST_ROWS:
            break
    parts: list[Primitive] = []
    for entry, x, row, block in placed:
        y = row * ROW
        if entry.stroke is None:
            parts += faces.hollow_face(0, x, y, _FACE, style.theme.panel, quiet)
        else:
            parts.append(Path((("M", (x, y + 20)), ("L", (x + _LINE, y + 20))), entry.stroke))
        parts.append(block.at(x + entry.sample, y, style.theme.text))
    return parts, rows * ROW


def _entries(
    lines: Sequence[CurveLine], style: Style, *, estimates: bool, crossing: CurveLine | None
) -> Iterator[_Entry]:
    for number, line in enumerate(lines):
        dash = (16.0, 12.0) if line.reference else ()
        yield _Entry(Paint(stroke=line.color, width=5.0 if number else 8.0, dash=dash), line.label)
    if crossing is not None:
        dots = Paint(stroke=crossing.color, width=5.0, dash=(4.0, 14.0))
        yield _Entry(dots, style.words.tr("not rated"))
    if estimates:
        yield _Entry(None, style.words.tr("Team estimate"))


def _placed(
    entries: Sequence[_Entry], width: float, widest: float
) -> Iterator[tuple[_Entry, float, int, Block]]:
    """Each entry with its x, its row and its words."""
    x, row = 0.0, 0
    for entry in entries:
        block = wrap(entry.text, min(widest, width - entry.sample), SMALLEST, "regular", 1)
        taken = entry.sample + block.width
        if x and x + taken > width:
            x, row = 0.0, row + 1
        yield entry, x, row, block
        x += taken + _GAP
