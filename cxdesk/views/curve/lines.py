"""The curves that the workspace shows, laid out for a plane of some size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from cxdesk.analysis.curve import CurvePoint
from cxdesk.analysis.pair import todays_curve
from cxdesk.canvas.workspace import Workspace
from cxdesk.layout.curve import CurveLayout, CurveLine, curve_layout
from cxdesk.layout.style import Style, palette
from cxdesk.layout.tokens import lifted
from cxdesk.models import vocabulary
from cxdesk.models.ids import Id
from cxdesk.models.pairing import pair_of
from cxdesk.models.records import Persona


def curve_lines(workspace: Workspace) -> list[CurveLine]:
    """Everybody's curve, one for each persona shown, and the expectation dashed."""
    numbers, journey, shown = workspace.numbers, workspace.journey, workspace.shown
    theme, tr = workspace.theme, workspace.tr
    perspective = tr(vocabulary.PERSPECTIVES[shown.perspective])
    lines = [CurveLine(tuple(numbers.curve(journey, shown)), perspective, theme.accent)]
    for persona in shown_personas(workspace):
        points = numbers.curve(journey, replace(shown, persona=persona.id))
        color = lifted(palette(persona.color), theme)
        name = persona.name or tr("Unnamed persona")
        if all(point.valence is None for point in points):
            name = tr("{name}: no ratings yet", name=name)
        lines.append(CurveLine(tuple(points), name, color))
    if workspace.beside is not None:
        name, other = workspace.beside
        then = tuple(other.curve(journey, shown))
        lines.append(CurveLine(then, name, theme.quiet, True, tr("better than before")))
    elif shown.perspective == "target" and pair_of(workspace.store, journey):
        today = todays_curve(workspace.store, journey, shown, numbers.curve)
        above = tr("better than today")
        lines.append(CurveLine(tuple(today), tr("Experience today"), theme.quiet, True, above))
    elif shown.perspective != "expectation":
        expected = tuple(numbers.curve(journey, replace(shown, perspective="expectation")))
        if any(point.valence is not None for point in expected):
            lines.append(CurveLine(expected, tr("Expectation"), theme.quiet, reference=True))
    return lines


def shown_personas(workspace: Workspace) -> list[Persona]:
    """The personas whose curves are shown, as far as they are (still) in the project."""
    found = (workspace.store.get(key) for key in workspace.shown_personas)
    return [one for one in found if isinstance(one, Persona) and workspace.store.visible(one.id)]


_PIECE = 4
"""Of how many segments the pieces of a path are, on the screen."""


def laid_out(
    workspace: Workspace,
    xs: Mapping[Id, float],
    width: float,
    height: float,
    *,
    labels: bool = True,
) -> CurveLayout:
    """The curves of the workspace on a plane of this size; ``xs`` has the x of each stop."""
    style = Style(
        theme=workspace.theme, language=workspace.language.code, curve=True, head_width=0.0
    )
    lines = [
        replace(line, points=_in_order(line.points, xs))
        for line in (curve_lines(workspace) if workspace.journey else [])
    ]
    size = (max(width, 1.0), height)
    return curve_layout(workspace.store, lines, xs, size, style, piece=_PIECE, labels=labels)


def _in_order(points: Iterable[CurvePoint], xs: Mapping[Id, float]) -> tuple[CurvePoint, ...]:
    """The points that have a place; another state of the project may have had another order."""
    return tuple(sorted((one for one in points if one.stop in xs), key=lambda one: xs[one.stop]))
