"""Effort against impact as a plane of five by five fields: what is worth beginning with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from cxdesk.language import Language
from cxdesk.layout import faces
from cxdesk.layout.crowded import in_figure
from cxdesk.layout.naming import Marker, Name, leaders, place_names, written
from cxdesk.layout.places import Area
from cxdesk.layout.primitives import Paint, Path, Primitive, Rectangle, Text
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import FEELINGS, TINY, Theme, blend
from cxdesk.models.ids import Id
from cxdesk.models.records import Measure

STEPS = 5
DOT = 14.0
"""The diameter of a measure's dot, in px."""
_NUMBERED = 20.0
"""The same where a number stands in it."""
_NONE: Mapping[Id, int] = MappingProxyType({})
_LEFT, _TOP, _BOTTOM = 28.0, 26.0, 44.0
_BETWEEN = 5.0
"""What is free between two dots in the same field, in px, and less between those with numbers."""
_DEEP = 0.92
"""How much of a state's colour a dot with a number has: the rest makes the number readable."""
_LINE, _BAND = 16.0, 20.0
"""How high a line is, and the room above and below the fields for what quarters mean, in px."""


class Dot(NamedTuple):
    """A measure on the plane: the middle of its dot, in px of the picture; its number, or 0."""

    measure: Measure
    x: float
    y: float
    number: int = 0

    @property
    def size(self) -> float:
        """Its diameter, in px."""
        return _NUMBERED if self.number else DOT


class Fields(NamedTuple):
    """The fields inside the axes, in px of the picture; what quarters mean stands around them."""

    left: float
    top: float
    right: float
    bottom: float

    def field(self, effort: int, impact: int) -> Area:
        """The field of an effort and an impact, each 1 to 5."""
        width, height = (self.right - self.left) / STEPS, (self.bottom - self.top) / STEPS
        return (self.left + (effort - 1) * width, self.bottom - impact * height, width, height)

    def at(self, x: float, y: float) -> tuple[int, int]:
        """The nearest effort and impact, 1 to 5, to a point."""
        effort = int((x - self.left) / (self.right - self.left) * STEPS // 1) + 1
        impact = int((self.bottom - y) / (self.bottom - self.top) * STEPS // 1) + 1
        return min(max(effort, 1), STEPS), min(max(impact, 1), STEPS)


class EffortPicture(NamedTuple):
    """What is drawn of the measures, and where they stand and are named; names count the dots."""

    plane: Fields
    dots: tuple[Dot, ...]
    names: tuple[Name, ...]
    parts: tuple[Primitive, ...]


def effort_picture(
    measures: Sequence[Measure],
    width: float,
    height: float,
    theme: Theme,
    language: Language,
    without: Id = "",
    numbers: Mapping[Id, int] = _NONE,
) -> EffortPicture:
    """A dot and a name for each measure, in the colour of its state.

    Those of one field stand below each other; what has much impact for little effort has the
    best place for its name. ``without`` has its place, but is not drawn. ``numbers`` stand in the
    dots where a plane is crowded, and names only where they stand whole.
    """
    plane = Fields(_LEFT, _TOP + _BAND, width, height - _BOTTOM - _BAND)
    dots = tuple(_dots(measures, plane, numbers))
    captions = tuple(_captions(plane, theme, language))
    names = place_names(
        [Marker(one.x, one.y, one.size, _called(one, language)) for one in dots],
        (plane.left + 2, plane.top + 2, width - plane.left - 4, plane.bottom - plane.top - 4),
        lines=list(_halves(plane)),
        beside=bool(numbers),
    )
    shown = [name for name in names if [dots[one].measure.id for one in name.markers] != [without]]
    parts = (
        *_ground(plane, theme),
        *captions,
        *_axes(plane, theme, language),
        *leaders(shown, theme),
        *(part for one in dots if one.measure.id != without for part in dot(one, theme)),
        *written(shown, theme),
    )
    return EffortPicture(plane, dots, names, parts)


def dot(one: Dot, theme: Theme) -> tuple[Primitive, ...]:
    """A measure's dot with an edge against its neighbours; one that was dropped is hollow."""
    color, ink, radius = status_color(one.measure.status, theme), theme.panel, one.size / 2
    if one.measure.status == "dropped":
        ring = Paint(theme.panel, stroke=theme.quiet, width=1.5)
        plane, ink = faces.circle(one.x, one.y, radius - 1.5, ring), theme.text
    else:
        color = blend(color, theme.text, _DEEP) if one.number else color
        plane = faces.circle(one.x, one.y, radius, Paint(color, stroke=theme.panel, width=1.5))
    if not one.number:
        return (plane,)
    ink = FEELINGS[-1].ink if one.measure.status == "doing" else ink
    return (plane, in_figure(one.number, one.x, one.y, ink))


def _called(one: Dot, language: Language) -> str:
    """A measure's title, with its number if it has one."""
    name = label_of(one.measure, language)
    return f"{one.number}\N{NO-BREAK SPACE}{name}" if one.number else name


def status_color(status: str, theme: Theme) -> str:
    """The colour of a measure's state."""
    return {
        "open": theme.quiet, "doing": FEELINGS[-1].fill, "done": theme.saved,
        "dropped": theme.hairline,
    }[status]  # fmt: skip


def label_of(measure: Measure, language: Language) -> str:
    """A measure's title where it stands for the measure."""
    return measure.title or language.tr("Untitled measure")


def _dots(
    measures: Sequence[Measure], plane: Fields, numbers: Mapping[Id, int]
) -> Iterator[Dot]:
    apart = _NUMBERED + 1 if numbers else DOT + _BETWEEN
    fields: dict[tuple[int, int], list[Measure]] = {}
    for measure in sorted(measures, key=lambda one: (-one.impact, one.effort)):
        fields.setdefault((measure.effort, measure.impact), []).append(measure)
    for (effort, impact), here in fields.items():
        x, y, width, height = plane.field(effort, impact)
        most = max(int(height // apart), 1)
        columns = -(-len(here) // most)
        across = min(apart, width / columns)
        for number, measure in enumerate(here):
            column, row = divmod(number, most)
            high = min(len(here) - column * most, most)
            yield Dot(
                measure,
                x + width / 2 + (column - (columns - 1) / 2) * across,
                y + height / 2 + (row - (high - 1) / 2) * apart,
                numbers.get(measure.id, 0),
            )


def _captions(plane: Fields, theme: Theme, language: Language) -> Iterator[Text]:
    """What the quarters mean, above and below the fields, where no dot comes."""
    middle, above = (plane.left + plane.right) / 2, plane.top - _BAND + 4
    wide = (plane.right - plane.left) / 2 - 14
    for x, y, name in (
        (plane.left, above, language.tr("Quick wins")),
        (middle, above, language.tr("Big steps")),
        (plane.left, plane.bottom, language.tr("On the side")),
        (middle, plane.bottom, language.tr("Think again")),
    ):
        yield wrap(name, wide, TINY, "bold", 1).at(x + 7, y, theme.quiet)


def _halves(plane: Fields) -> Iterator[Area]:
    """The lines between the quarters."""
    x, y, width, height = _edge(plane)
    yield (x + width / 2, y, 0.0, height)
    yield (x, y + height / 2, width, 0.0)


def _edge(plane: Fields) -> Area:
    """The fields and what stands above and below them."""
    height = plane.bottom - plane.top + 2 * _BAND
    return (plane.left, plane.top - _BAND, plane.right - plane.left, height)


def _ground(plane: Fields, theme: Theme) -> Iterator[Primitive]:
    left, top, width, height = _edge(plane)
    soft = Paint(theme.accent_soft, fill_opacity=0.6)
    yield Rectangle(left, top, width / 2, height / 2, soft)
    line = Paint(stroke=theme.hairline)
    yield Rectangle(left, top, width, height, line)
    for x, y, wide, high in _halves(plane):
        yield Path((("M", (x, y)), ("L", (x + wide, y + high))), line)


def _axes(plane: Fields, theme: Theme, language: Language) -> Iterator[Primitive]:
    for step in range(1, STEPS + 1):
        text = wrap(language.number(step, 0), 30, TINY, "regular", 1)
        x, _, wide, _ = plane.field(step, 1)
        yield text.at(x, plane.bottom + _BAND + 3, theme.quiet, "center", wide)
        _, y, _, high = plane.field(1, step)
        yield text.at(0, y + (high - _LINE) / 2, theme.quiet, "right", plane.left - 8)
    width = plane.right - plane.left
    effort = wrap(language.tr("Effort"), width, TINY, "regular", 1)
    yield effort.at(plane.left, plane.bottom + _BAND + 22, theme.quiet, "center", width)
    impact = wrap(language.tr("Impact"), width, TINY, "regular", 1)
    yield impact.at(plane.left, 4, theme.quiet)
