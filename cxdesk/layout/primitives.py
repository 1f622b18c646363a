"""What everything is drawn from: rectangles, paths, images and wrapped lines of text.

Lengths are in px at 100 % (96 to the inch); y grows downward; colours are ``#rrggbb`` with an
opacity of their own. The screen, PDF, PNG, SVG and slides draw the same primitives.

A map has tens of thousands of them and they never refer back, so the garbage collector need not
look at them (``gc=False``): its rounds cost 50 ms in the middle of a drag.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from cxdesk.models.ids import Id

Command = tuple[str, tuple[float, ...]]
"""One step of a path: ("M", (x, y)), ("L", (x, y)), ("C", (x1, y1, x2, y2, x, y)), ("Z", ())."""

Face = Literal["regular", "bold", "italic", "bold_italic"]


GROUND, CARDS, HEADS, BARS, CORNER = range(5)
"""Layers: lower ones are drawn first; heads stay at the left of a window, bars at its top."""


class Paint(msgspec.Struct, frozen=True, gc=False):
    """How a shape is filled and outlined; an empty colour means not at all."""

    fill: str = ""
    fill_opacity: float = 1.0
    stroke: str = ""
    stroke_opacity: float = 1.0
    width: float = 1.0
    dash: tuple[float, ...] = ()


class Rectangle(msgspec.Struct, frozen=True, gc=False):
    """A rectangle with rounded corners."""

    x: float
    y: float
    width: float
    height: float
    paint: Paint
    radius: float = 0.0


class Path(msgspec.Struct, frozen=True, gc=False):
    """Lines and cubic curves; fills by the non-zero rule."""

    commands: tuple[Command, ...]
    paint: Paint


class Image(msgspec.Struct, frozen=True, gc=False):
    """A picture, by the digest of its blob, fitted into the rectangle as it is.

    One that covers fills the rectangle, and what hangs over is cut; so are rounded corners.
    """

    x: float
    y: float
    width: float
    height: float
    blob: str
    cover: bool = False
    radius: float = 0.0


class Run(msgspec.Struct, frozen=True, gc=False):
    """A piece of a line in one font: where it begins (relative to the line) and its width."""

    x: float
    text: str
    font: str
    width: float


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line of text: its start, its baseline, its width, its pieces by font."""

    x: float
    baseline: float
    width: float
    runs: tuple[Run, ...]


class Text(msgspec.Struct, frozen=True, gc=False):
    """A text wrapped into lines; ``cut`` tells that more text exists than is shown.

    ``missing`` counts the characters that no font has, which a placeholder stands for.
    """

    lines: tuple[Line, ...]
    size: float
    color: str
    source: str
    cut: bool = False
    missing: int = 0


Primitive = Rectangle | Path | Image | Text


class Far(msgspec.Struct, frozen=True, gc=False):
    """What is left of a node where it is too small to be read: a plane, and on it a touchpoint's
    name, where ``ink`` says in which colour, ``size`` px of the screen high, and its face
    (-2 .. +2), with an ``edge`` where the ground needs one, its number and marks (icon, colour).

    A lane's card has a ``tint``, on which its text stands where there is room, and a picture.
    """

    ground: str
    face: int | None = None
    name: str = ""
    ink: str = ""
    size: float = 12.0
    edge: str = ""
    value: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    tint: str = ""
    picture: str = ""


class Node(msgspec.Struct, frozen=True, gc=False):
    """What is drawn for one record: its place on the sheet and its parts, relative to that.

    ``role`` says what it is ("phase", "stop", "card", "lane", "curve", ...); ``record`` is the
    id it stands for, which a click selects. ``name`` is what a screen reader says. Without
    ``far`` its shapes are drawn at any size.
    """

    key: str
    role: str
    layer: int
    x: float
    y: float
    width: float
    height: float
    parts: tuple[Primitive, ...]
    record: Id = ""
    name: str = ""
    far: Far | None = None


class Sheet(msgspec.Struct, frozen=True):
    """A whole picture: its size, its ground, and what stands on it, lowest layer first."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    ground: str = ""
    title: str = ""
