"""How pages of a report look: paper, margins, headings, footers."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from cxdesk.language import Language
from cxdesk.layout.flow import Column, Flow, Frame, Page, Row, gap, lines, node
from cxdesk.layout.primitives import Node, Paint, Rectangle
from cxdesk.layout.text import measure, wrap
from cxdesk.layout.tokens import PAPER

WIDTH, HEIGHT = 1123.0, 794.0
"""A4 landscape, in px."""

MARGIN = 56.0
FRAME = Frame(WIDTH, HEIGHT, MARGIN, WIDTH - MARGIN, MARGIN, HEIGHT - 72)

TITLE, HEADING, SUBHEADING, TEXT, FINE, LABEL = 44.0, 26.0, 15.0, 13.0, 12.0, 11.0


def accent(color: str) -> str:
    """The client's colour, or the program's where the project names none."""
    return color if re.fullmatch("#[0-9a-fA-F]{6}", color) else PAPER.accent


def section(text: str, x: float, width: float, before: float = 24.0) -> Row:
    """A small heading in capitals, kept on a page with what follows."""
    atoms = lines(text.upper(), width, LABEL, PAPER.quiet, "bold")
    return Row((Column(x, (*atoms, gap(6))),), before=before, follow=60)


def heading(
    text: str, note: str, color: str, frame: Frame = FRAME, most: int = 2
) -> tuple[list[Node], float]:
    """A page's title (at most so many lines) under a bar of colour, a quiet line on its right.

    Answers with the nodes and the y below them.
    """
    width = frame.right - frame.left
    beside = _beside(note, width)
    title = wrap(text, width - beside - 24, HEADING, "bold", most)
    remark = wrap(note, beside + 1, TEXT, "regular", 2)
    bar = Rectangle(0, 0, width, 6, Paint(color), 3)
    parts = (
        bar,
        title.at(0, 16, PAPER.text),
        remark.at(width - beside - 1, 26, PAPER.quiet, "right", beside + 1),
    )
    top = frame.top - 16
    below = max(16 + title.height, 26 + remark.height)
    return [node(frame.left, top, parts, "heading")], top + below + 14


def _beside(note: str, width: float) -> float:
    return min(measure(note, TEXT), width * 0.45)


def continued(name: str, note: str, language: Language) -> str:
    """The title of a page that goes on, beside ``note``: of one line, the name cut if need be."""
    width = FRAME.right - FRAME.left
    room = width - _beside(note, width) - 24
    cut, text = name, language.tr("{name} (continued)", name=name)
    while measure(text, HEADING, "bold") > room and cut:
        cut = cut[:-1]
        text = language.tr("{name} (continued)", name=f"{cut.rstrip()}…")
    return text


def chapter(name: str, note: str, color: str, language: Language, level: int = 0) -> Flow:
    """Pages under one heading, which says from the second one on that they go on.

    ``note`` and ``color`` as ``heading`` has them, ``level`` as ``Flow`` has it.
    """

    def head(number: int) -> tuple[list[Node], float]:
        text = continued(name, note, language) if number else name
        return heading(text, note, accent(color))

    return Flow(FRAME, head, name, level)


def numbered(pages: Sequence[Page], title: str, language: Language) -> list[Page]:
    """The pages with the project's title and "page x of y" below each."""
    total = len(pages)
    done = []
    for number, page in enumerate(pages, start=1):
        count = language.tr("Page {page} of {pages}", page=number, pages=total)
        width = page.width - 2 * MARGIN
        y = page.height - 44
        right = measure(count, LABEL)
        parts = (
            Rectangle(0, 0, width, 1, Paint(PAPER.hairline)),
            wrap(title, width - right - 40, LABEL, "regular", 1).at(0, 8, PAPER.quiet),
            wrap(count, right + 1, LABEL).at(width - right - 1, 8, PAPER.quiet, "right", right + 1),
        )
        foot = node(MARGIN, y, parts, "foot")
        done.append(msgspec.structs.replace(page, nodes=(*page.nodes, foot)))
    return done
