"""Effort against impact as a plane of five by five fields: what is worth beginning with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cxdesk.language import Language
from cxdesk.layout import faces
from cxdesk.layout.naming import Marker, Name, leaders, place_names, written
from cxdesk.layout.places import Area
from cxdesk.layout.primitives import Paint, Path, Primitive, Rectangle, Text
from cxdesk.layout.text import wrap
from cxdesk.layout.tokens import FEELINGS, TINY, Theme
from cxdesk.models.ids import Id
from cxdesk.models.records import Measure

STEPS = 5
DOT = 14.0
"""The diameter of a measure's dot, in px."""
_LEFT, _TOP, _BOTTOM = 28.0, 26.0, 44.0
_APART = 19.0
"""From one dot to the next in the same field, in px."""
_LINE, _BAND = 16.0, 20.0
"""How high a line is, and the room above and below the fields for what quarters mean, in px."""


class Dot(NamedTuple):
    """A measure on the plane: the middle of its dot, in px of the picture."""

    measure: Measure
    x: float
    y: float


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
) -> EffortPicture:
    """A dot and a name for each measure, in the colour of its state.

    Those of one field stand below each other; what has much impact for little effort has the
    best place for its name. ``without`` has its place, but is not drawn.
    """
    plane = Fields(_LEFT, _TOP + _BAND, width, height - _BOTTOM - _BAND)
    dots = tuple(_dots(measures, plane))
    captions = tuple(_captions(plane, theme, language))
    names = place_names(
        [Marker(one.x, one.y, DOT, label_of(one.measure, language)) for one in dots],
        (plane.left + 2, plane.top + 2, width - plane.left - 4, plane.bottom - plane.top - 4),
        lines=list(_halves(plane)),
    )
    shown = [name for name in names if [dots[one].measure.id for one in name.markers] != [without]]
    parts = (
        *_ground(plane, theme),
        *captions,
        *_axes(plane, theme, language),
        *leaders(shown, theme),
        *(dot(one, theme) for one in dots if one.measure.id != without),
        *written(shown, theme),
    )
    return EffortPicture(plane, dots, names, parts)


def dot(one: Dot, theme: Theme) -> Path:
    """A measure's dot with an edge against its neighbours; one that was dropped is hollow."""
    if one.measure.status == "dropped":
        ring = Paint(theme.panel, stroke=theme.quiet, width=1.5)
        return faces.circle(one.x, one.y, DOT / 2 - 1.5, ring)
    paint = Paint(status_color(one.measure.status, theme), stroke=theme.panel, width=1.5)
    return faces.circle(one.x, one.y, DOT / 2, paint)


def status_color(status: str, theme: Theme) -> str:
    """The colour of a measure's state."""
    return {
        "open": theme.quiet, "doing": FEELINGS[-1].fill, "done": theme.saved,
        "dropped": theme.hairline,
    }[status]  # fmt: skip


def label_of(measure: Measure, language: Language) -> str:
    """A measure's title where it stands for the measure."""
    return measure.title or language.tr("Untitled measure")


def _dots(measures: Sequence[Measure], plane: Fields) -> Iterator[Dot]:
    fields: dict[tuple[int, int], list[Measure]] = {}
    for measure in sorted(measures, key=lambda one: (-one.impact, one.effort)):
        fields.setdefault((measure.effort, measure.impact), []).append(measure)
    for (effort, impact), here in fields.items():
        x, y, width, height = plane.field(effort, impact)
        most = max(int(height // _APART), 1)
        columns = -(-len(here) // most)
        across = min(_APART, width / columns)
        for number, measure in enumerate(here):
            column, row = divmod(number, most)
            high = min(len(here) - column * most, most)
            yield Dot(
                measure,
                x + width / 2 + (column - (columns - 1) / 2) * across,
                y + height / 2 + (row - (high - 1) / 2) * _APART,
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
