"""The map of a journey as documents show it: on white, with its curve and the expectation."""

from __future__ import annotations

from collections.abc import Iterable

from cxdesk.analysis.curve import CurvePoint, emotion_curve
from cxdesk.analysis.evidence import only_the_team
from cxdesk.analysis.pair import todays_curve
from cxdesk.analysis.selection import Answers, Selection
from cxdesk.language import Language
from cxdesk.layout.curve import CurveLine
from cxdesk.layout.parts import Part
from cxdesk.layout.picture import journey_picture, part_picture
from cxdesk.layout.places import MapLayout
from cxdesk.layout.primitives import Node, Sheet
from cxdesk.layout.report_style import accent
from cxdesk.layout.style import Style
from cxdesk.layout.tokens import PAPER
from cxdesk.models import queries
from cxdesk.models.ids import Id
from cxdesk.models.lane_kinds import KINDS
from cxdesk.models.records import Card, Insight, Journey, Perspective
from cxdesk.models.store import Store
from cxdesk.models.vocabulary import PERSPECTIVES, SOURCES

CURVE = 440.0
"""How high the curve is below a map that stands alone, in px."""


def map_sheet(
    store: Store,
    answers: Answers | None,
    journey: Journey,
    language: Language,
    curve_height: float = CURVE,
) -> Sheet:
    """The whole map, 1 px to 1 px, in the client's colour and the document's language.

    Lanes that nobody has written into are left out, unless all are: then they are there to be
    filled in by hand.
    """
    style, curves = _drawn(store, answers, journey, language, curve_height)
    numbers = {point.stop: point for point in curves[0].points}
    return journey_picture(store, journey.id, style, numbers.get, curves)


def map_part(
    store: Store,
    answers: Answers | None,
    journey: Journey,
    language: Language,
    part: Part,
    curve_height: float,
) -> tuple[MapLayout, tuple[Node, ...]]:
    """Some columns of the same map, as ``part_picture`` has them."""
    style, curves = _drawn(store, answers, journey, language, curve_height)
    numbers = {point.stop: point for point in curves[0].points}
    return part_picture(store, journey.id, style, numbers.get, curves, part)


def _drawn(
    store: Store,
    answers: Answers | None,
    journey: Journey,
    language: Language,
    curve_height: float,
) -> tuple[Style, list[CurveLine]]:
    color = accent(store.project.accent)
    curves = _curves(store, answers, journey, language, color)
    rated = any(is_rated(line.points) for line in curves)
    aside = _unused(store, journey, rated=rated)
    style = Style(
        theme=PAPER, language=language.code, accent=color, aside=aside, curve_height=curve_height
    )
    return style, curves


def _unused(store: Store, journey: Journey, *, rated: bool) -> frozenset[Id]:
    """The lanes for cards without any; none where nothing at all is written or rated yet."""
    lanes = {
        lane.id: bool(store.children(lane.id, Card) or store.children(lane.id, Insight))
        for lane in queries.lanes(store, journey.id)
        if KINDS[lane.kind].cards and not KINDS[lane.kind].by_itself
    }
    if not rated and not any(lanes.values()):
        return frozenset()
    return frozenset(lane for lane, used in lanes.items() if not used)


def leading_curve(
    store: Store, answers: Answers | None, journey: Journey
) -> tuple[CurvePoint, ...]:
    """What a journey is about: the target of a to-be one that has any, else the experience."""
    targets = target_and_today(store, answers, journey)
    return targets[0] if targets else _points(store, answers, journey, "experience")


def target_and_today(
    store: Store, answers: Answers | None, journey: Journey
) -> tuple[tuple[CurvePoint, ...], tuple[CurvePoint, ...]] | None:
    """Two curves of a to-be journey: its target, and today's experience; None without a target."""
    if journey.state != "to_be":
        return None
    target = _points(store, answers, journey, "target")
    if not is_rated(target):
        return None
    today = todays_curve(
        store, journey.id, Selection(),
        lambda key, asked: emotion_curve(store, key, asked, answers),
    )  # fmt: skip
    return target, tuple(today)


def is_rated(points: Iterable[CurvePoint]) -> bool:
    """Whether a curve has any point to draw."""
    return any(point.valence is not None for point in points)


def _curves(
    store: Store, answers: Answers | None, journey: Journey, language: Language, color: str
) -> list[CurveLine]:
    """A to-be journey's target over what is experienced today; else experience, expectation."""
    tr = language.tr
    targets = target_and_today(store, answers, journey)
    if targets:
        target, today = targets
        curves = [CurveLine(target, tr(PERSPECTIVES["target"]), color)]
        if is_rated(today):
            above = tr("better than today")
            curves.append(CurveLine(today, tr("Experience today"), PAPER.quiet, True, above))
        return curves
    experience = _points(store, answers, journey, "experience")
    team = ", ".join(tr(SOURCES[key]) for key in only_the_team(store))
    name = tr(PERSPECTIVES["experience"])
    whose = f"{name}, {team or tr('all respondents')}"
    curves = [CurveLine(experience, whose if is_rated(experience) else name, color)]
    expected = _points(store, answers, journey, "expectation")
    if is_rated(expected):
        curves.append(CurveLine(expected, tr(PERSPECTIVES["expectation"]), PAPER.quiet, True))
    return curves


def _points(
    store: Store, answers: Answers | None, journey: Journey, perspective: Perspective
) -> tuple[CurvePoint, ...]:
    selection = Selection(perspective=perspective)
    return tuple(emotion_curve(store, journey.id, selection, answers))
