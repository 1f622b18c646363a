"""Pages filled from top to bottom: rows of columns, broken between lines where a page ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from cxdesk.layout.primitives import Face, Node, Paint, Primitive, Rectangle, Text
from cxdesk.layout.text import Align, wrap


class Atom(msgspec.Struct, frozen=True):
    """What no page break divides: a line of text or a small figure, its parts from (0, 0)."""

    height: float
    parts: tuple[Primitive, ...] = ()


class Column(msgspec.Struct, frozen=True):
    """Atoms below each other, from ``x`` on the page.

    ``head`` stands above them on every page that has some of them, and on no other.
    """

    x: float
    atoms: tuple[Atom, ...]
    head: tuple[Atom, ...] = ()

    @property
    def shown(self) -> tuple[Atom, ...]:
        """What is drawn: the atoms below their head."""
        return (*self.head, *self.atoms) if self.atoms else ()

    @property
    def height(self) -> float:
        """All that is drawn together, in px."""
        return sum(atom.height for atom in self.shown)


class Row(msgspec.Struct, frozen=True):
    """Columns beside each other. A whole row moves to the next page if it can fit there.

    ``before`` is left free above it, except at the top of a page; ``rule`` is the colour of a
    hairline below it; ``follow`` px must be left on the page for what comes next.
    """

    columns: tuple[Column, ...]
    before: float = 0.0
    after: float = 0.0
    rule: str = ""
    follow: float = 0.0
    whole: bool = True

    @property
    def height(self) -> float:
        """The highest column, in px, without ``before`` and ``after``."""
        return max((column.height for column in self.columns), default=0.0)

    def split(self, room: float) -> tuple[Row, Row]:
        """What fits into ``room`` px, and the rest; either may be without atoms."""
        kept, rest = [], []
        for column in self.columns:
            count, used = 0, sum(atom.height for atom in column.head)
            for atom in column.atoms:
                if used + atom.height > room + 1e-6:
                    break
                used += atom.height
                count += 1
            kept.append(Column(column.x, column.atoms[:count], column.head))
            while count < len(column.atoms) and not column.atoms[count].parts:
                count += 1  # a gap at a page's end must not become one at the next one's top
            rest.append(Column(column.x, column.atoms[count:], column.head))
        return self._with(kept, rule=""), self._with(rest, rule=self.rule)

    def _with(self, columns: list[Column], rule: str) -> Row:
        return msgspec.structs.replace(self, columns=tuple(columns), rule=rule, before=0.0)


Head = Callable[[int], tuple[Sequence[Node], float]]
"""What a page begins with, and the y below it, by the page's number within its chapter."""

_BETWEEN = 26.0
"""From the end of a chapter to the head of the next one on the same page."""

_FIRST_ROWS = 2
"""So many rows of a chapter stand together under its head."""


class Inset(msgspec.Struct, frozen=True):
    """A sheet that stands on a page at a scale of its own: (x, y) is its top left corner there.

    ``nodes`` are in px of the sheet; nothing of them shows outside of ``clip`` (x, y, width,
    height), if there is any.
    """

    x: float
    y: float
    scale: float
    nodes: tuple[Node, ...]
    clip: tuple[float, float, float, float] | None = None


class Page(msgspec.Struct, frozen=True):
    """One page: its size in px, what is on it, and its entry in the table of contents.

    A page without ``title`` continues the one before. ``level`` 0 is a chapter. ``more`` are the
    titles of what begins further down on it. ``insets`` are drawn above the other ``nodes``.
    """

    width: float
    height: float
    nodes: tuple[Node, ...]
    title: str = ""
    level: int = 0
    more: tuple[str, ...] = ()
    insets: tuple[Inset, ...] = ()

    @property
    def drawn(self) -> Iterator[Node]:
        """All that is on it, each node in px of its own sheet."""
        yield from self.nodes
        for inset in self.insets:
            yield from inset.nodes


class Chapter(msgspec.Struct, frozen=True):
    """What stands under a head of its own: a table, then rows without the table's head.

    ``head`` is as ``Flow`` has it.
    """

    title: str
    head: Head
    table_head: Row | None
    table: tuple[Row, ...]
    rows: tuple[Row, ...] = ()

    @property
    def said(self) -> tuple[Row | None, tuple[Row, ...], tuple[Row, ...]]:
        """All but its head, to compare it with another's."""
        return self.table_head, self.table, self.rows


class Frame(msgspec.Struct, frozen=True):
    """The part of a page that text fills, in px from the page's top left corner."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float


class Flow:
    """Fills as many pages as its rows need; ``head`` draws what each of them begins with.

    ``head`` is given the number of the page within the flow (0 is the first) and answers with
    its nodes and the y at which rows may begin.
    """

    def __init__(
        self,
        frame: Frame,
        head: Head,
        title: str = "",
        level: int = 0,
    ) -> None:
        self._frame = frame
        self._head = head
        self._titles: list[list[str]] = []
        self._level = level
        self._pages: list[list[Node]] = []
        self._begun = 0
        self._table_head: Row | None = None
        self._y = self._top = 0.0
        self._open(title)

    def add(self, row: Row) -> None:
        """Put a row below the last one, or on the next page."""
        self._y += row.before if self._y > self._top else 0.0
        tight = row.height + row.follow > self.room and (row.whole or row.follow > self.room)
        if tight and self._y > self._top and row.height <= self._frame.bottom - self._top:
            self._open()
        while row.height > self.room + 1e-6:
            fits, row = row.split(self.room)
            if fits.height:
                self._draw(fits)
            elif self._y <= self._top:
                break  # an atom higher than a page is drawn as it is, rather than never
            if not row.height:
                break
            self._open()
        self._draw(row)
        self._y += row.after

    def table_head(self, row: Row | None) -> None:
        """Put a row here and at the top of every page that follows, until told otherwise."""
        self._table_head = None
        if row is not None:
            self.add(row)
        self._table_head = row

    def begin(self, chapter: Chapter) -> None:
        """Put a chapter below the last one where its first rows have room, else on a new page."""
        nodes, below = chapter.head(0)
        top = min((each.y for each in nodes), default=below)
        first = sum(row.height + row.after for row in self._first_rows(chapter))
        self._head = chapter.head
        if self._y > self._top and self.room >= _BETWEEN + below - top + first:
            down = self._y + _BETWEEN - top
            self._pages[-1] += (msgspec.structs.replace(each, y=each.y + down) for each in nodes)
            self._titles[-1].append(chapter.title)
            self._begun = len(self._pages) - 1
            self._y = below + down
        else:
            self._begun = len(self._pages)
            self._open(chapter.title)
        self.fill(chapter)

    def fill(self, chapter: Chapter) -> None:
        """Put the rows of a chapter here, whose head is drawn."""
        self.table_head(chapter.table_head)
        for row in chapter.table:
            self.add(row)
        self.table_head(None)
        for row in chapter.rows:
            self.add(row)

    def _first_rows(self, chapter: Chapter) -> list[Row]:
        """What must stand below a chapter's head: as much as fits into half a page."""
        head = [] if chapter.table_head is None else [chapter.table_head]
        first, *more = [*chapter.table, *chapter.rows][:_FIRST_ROWS]
        taken = [*head, first]
        half = (self._frame.bottom - self._frame.top) / 2
        for row in more:
            if sum(each.height for each in (*taken, row)) <= half:
                taken.append(row)
        return taken

    def pages(self) -> list[Page]:
        """The pages filled so far."""
        return [
            Page(
                self._frame.width,
                self._frame.height,
                tuple(nodes),
                titles[0],
                self._level,
                tuple(titles[1:]),
            )
            for nodes, titles in zip(self._pages, self._titles, strict=True)
        ]

    @property
    def room(self) -> float:
        """How much of the page is still free, in px."""
        return self._frame.bottom - self._y

    def _open(self, title: str = "") -> None:
        nodes, self._y = self._head(len(self._pages) - self._begun)
        self._pages.append(list(nodes))
        self._titles.append([title])
        self._top = self._y
        if self._table_head is not None:
            self._draw(self._table_head)
            self._y += self._table_head.after
            self._top = self._y

    def _draw(self, row: Row) -> None:
        nodes = self._pages[-1]
        for column in row.columns:
            y = self._y
            for atom in column.shown:
                if atom.parts:
                    nodes.append(node(column.x, y, atom.parts, f"{len(nodes)}"))
                y += atom.height
        self._y += row.height
        if row.rule:
            width = self._frame.right - self._frame.left
            line = Rectangle(0, 0, width, 1, Paint(row.rule))
            nodes.append(node(self._frame.left, self._y, (line,), f"{len(nodes)}"))


def node(x: float, y: float, parts: Sequence[Primitive], key: str = "") -> Node:
    """Parts on a page that stand for no record."""
    return Node(key, "report", 0, x, y, 0.0, 0.0, tuple(parts))


def lines(
    text: str,
    width: float,
    size: float,
    color: str,
    face: Face = "regular",
    align: Align = "left",
    inset: float = 0.0,
) -> tuple[Atom, ...]:
    """A text as one atom a line, wrapped to ``width`` px, ``inset`` px from the column's edge."""
    block = wrap(text, width, size, face)
    step = block.height / max(len(block.lines), 1)
    whole = block.at(inset, 0, color, align, width)
    atoms = []
    for number, line in enumerate(whole.lines):
        moved = msgspec.structs.replace(line, baseline=line.baseline - number * step)
        missing = whole.missing if number == 0 else 0
        part = msgspec.structs.replace(whole, lines=(moved,), missing=missing)
        atoms.append(Atom(step, (part,)))
    return tuple(atoms)


def stacked(atoms: Sequence[Atom]) -> Atom:
    """Atoms below each other as one, which no page break divides."""
    parts: list[Primitive] = []
    y = 0.0
    for atom in atoms:
        parts += (moved(part, y) for part in atom.parts)
        y += atom.height
    return Atom(y, tuple(parts))


def moved(part: Primitive, down: float) -> Primitive:
    """A rectangle or text, so many px further down.

    Raises:
        TypeError: for a part that has no place of its own.
    """
    match part:
        case Rectangle():
            return msgspec.structs.replace(part, y=part.y + down)
        case Text():
            shifted = (
                msgspec.structs.replace(line, baseline=line.baseline + down) for line in part.lines
            )
            return msgspec.structs.replace(part, lines=tuple(shifted))
    raise TypeError(part)


def total(atoms: Sequence[Atom]) -> float:
    """How high atoms below each other are, in px."""
    return sum(atom.height for atom in atoms)


def gap(height: float) -> Atom:
    """An empty stretch."""
    return Atom(height)
